//! The types of the resolved description.

use super::{PathTemplate, Requirement, SchemaId, SchemeUse, Server, TagId};
use crate::diag::Code;
use crate::document::NodeId;

/// A schema used somewhere: which one, and what the place of use adds.
#[derive(Clone, Debug, PartialEq)]
pub struct Use {
    /// The schema.
    pub schema: SchemaId,
    /// Whether the place of use also allows `null` (the schema itself may allow it too).
    pub nullable: bool,
}

/// A schema: a type as the description has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Schema {
    /// Where it is written.
    pub node: NodeId,
    /// Where its name comes from.
    pub origin: Origin,
    /// `title`.
    pub title: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `deprecated`.
    pub deprecated: bool,
    /// Whether `null` is one of its values.
    pub nullable: bool,
    /// `default` as JSON text.
    pub default: Option<String>,
    /// What its values look like.
    pub shape: Shape,
}

impl Schema {
    pub(crate) fn empty(node: NodeId) -> Self {
        Schema {
            node,
            origin: Origin::Component(String::new()),
            title: None,
            description: None,
            deprecated: false,
            nullable: false,
            default: None,
            shape: Shape::Any,
        }
    }
}

/// Where a schema stands, which is what its name is made from.
#[derive(Clone, Debug, PartialEq)]
pub enum Origin {
    /// A named schema of the components (or a whole file, or any place that a `$ref` leads to).
    Component(String),
    /// The value of a property.
    Property(SchemaId, String),
    /// The items of a list.
    Item(SchemaId),
    /// The values of a map.
    Entry(SchemaId),
    /// A member of a union, with its position.
    Variant(SchemaId, usize),
    /// A base without the schemas that extend it: what its own properties say.
    Base(SchemaId),
    /// A parameter of the operation with this index among those described.
    Parameter(String, String),
    /// The body of an operation.
    Body(String),
    /// A result of an operation, with its status as written.
    Result(String, String),
}

/// What the values of a schema look like.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// Anything at all.
    Any,
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer(Integer),
    /// A number.
    Number,
    /// Text.
    Text(Text),
    /// Text from a list.
    TextEnum(Vec<EnumValue<String>>),
    /// A whole number from a list.
    IntegerEnum(Vec<EnumValue<i64>>),
    /// A list.
    List(Use),
    /// A map from text.
    Map(Use),
    /// Fixed properties, perhaps with others beside them.
    Object(Object),
    /// One of several.
    Union(Union),
    /// Another name for a schema.
    Alias(Use),
}

/// The size of a whole number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Integer {
    /// `int32`.
    I32,
    /// `int64`, or no format.
    I64,
    /// `uint32`.
    U32,
    /// `uint64`.
    U64,
}

/// The format of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Text {
    /// None, or one that says nothing about the type.
    Plain,
    /// `date-time`.
    DateTime,
    /// `date`.
    Date,
    /// `byte`: base64.
    Base64,
    /// `binary`: raw bytes where a body or a part is raw.
    Binary,
    /// `password`.
    Password,
}

/// One value of an enum.
#[derive(Clone, Debug, PartialEq)]
pub struct EnumValue<T> {
    /// As it is on the wire.
    pub value: T,
    /// A name that the description gives (`x-enum-varnames`).
    pub name: Option<String>,
    /// What the description says of it (`x-enum-descriptions`).
    pub description: Option<String>,
}

/// Fixed properties.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Object {
    /// In the order of the description.
    pub properties: Vec<Property>,
    /// The schema of members that are not named, where the description declares them.
    pub extra: Option<Use>,
}

/// One property of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Property {
    /// As it is on the wire.
    pub name: String,
    /// Its schema.
    pub schema: Use,
    /// Whether it must be there.
    pub required: bool,
    /// Only in results.
    pub read_only: bool,
    /// Only in requests.
    pub write_only: bool,
    /// Deprecated.
    pub deprecated: bool,
    /// What the description says at this place, else of the schema.
    pub description: Option<String>,
    /// `default` as JSON text.
    pub default: Option<String>,
    /// Where it is written.
    pub node: NodeId,
}

/// One of several schemas.
#[derive(Clone, Debug, PartialEq)]
pub struct Union {
    /// The candidates, in the order of the description.
    pub variants: Vec<Variant>,
    /// The property that tells which one it is.
    pub tag: Option<UnionTag>,
}

/// A candidate of a union.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// Its schema.
    pub schema: Use,
    /// The name of the component that it refers to, as written.
    pub hint: Option<String>,
}

/// A discriminator.
#[derive(Clone, Debug, PartialEq)]
pub struct UnionTag {
    /// The property's name on the wire.
    pub property: String,
    /// Value of the property to position of the variant.
    pub values: Vec<(String, usize)>,
}

/// A group of operations.
#[derive(Clone, Debug, PartialEq)]
pub struct Tag {
    /// As written.
    pub name: String,
    /// What the description says of it.
    pub description: Option<String>,
    /// Where it is declared or first used; `None` for `default`, which nobody wrote.
    pub node: Option<NodeId>,
}

/// One method on one path.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// `operationId` as written, where there is a usable one.
    pub id: Option<String>,
    /// What messages and derived names call it: the id, else method and path.
    pub label: String,
    /// In capitals.
    pub method: String,
    /// The path.
    pub path: PathTemplate,
    /// Its first tag.
    pub tag: TagId,
    /// `summary`.
    pub summary: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `deprecated`.
    pub deprecated: bool,
    /// Path-level ones included.
    pub parameters: Vec<Parameter>,
    /// The body.
    pub body: Option<RequestBody>,
    /// All results.
    pub responses: Vec<Response>,
    /// Alternatives; each lists what must be shown together. Empty: nothing.
    pub security: Vec<Vec<SchemeUse>>,
    /// The permissions that the caller needs.
    pub requirement: Requirement,
    /// Servers of its own.
    pub servers: Vec<Server>,
    /// Where it is written.
    pub node: NodeId,
}

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// In the path.
    Path,
    /// Behind the question mark.
    Query,
    /// A header.
    Header,
    /// A cookie.
    Cookie,
}

impl Place {
    /// The word of the description.
    pub fn word(self) -> &'static str {
        match self {
            Place::Path => "path",
            Place::Query => "query",
            Place::Header => "header",
            Place::Cookie => "cookie",
        }
    }
}

/// How a parameter's value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `a,b` in paths and headers.
    Simple,
    /// `.a.b`.
    Label,
    /// `;x=a`.
    Matrix,
    /// `x=a&x=b` or `x=a,b`.
    Form,
    /// `x=a%20b`.
    SpaceDelimited,
    /// `x=a|b`.
    PipeDelimited,
    /// `x[k]=v`.
    DeepObject,
}

/// What an operation takes beside its body.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// As it is on the wire.
    pub name: String,
    /// Where it goes.
    pub place: Place,
    /// Whether it must be given.
    pub required: bool,
    /// Deprecated.
    pub deprecated: bool,
    /// What the description says of it.
    pub description: Option<String>,
    /// How its value is written.
    pub style: Style,
    /// Whether lists and objects are spread.
    pub explode: bool,
    /// Whether reserved characters stay as they are.
    pub reserved: bool,
    /// Its schema.
    pub schema: Use,
    /// The media type, where the value is encoded as one.
    pub content: Option<String>,
    /// `default` as JSON text.
    pub default: Option<String>,
    /// Where it is written.
    pub node: NodeId,
}

/// What an operation sends.
#[derive(Clone, Debug, PartialEq)]
pub struct RequestBody {
    /// Whether it must be given.
    pub required: bool,
    /// What the description says of it.
    pub description: Option<String>,
    /// The content types that are offered.
    pub media: Vec<Media>,
    /// Where it is written.
    pub node: NodeId,
}

/// One content type with its schema.
#[derive(Clone, Debug, PartialEq)]
pub struct Media {
    /// As written, such as `application/json`.
    pub content_type: String,
    /// Its schema, where one is given.
    pub schema: Option<Use>,
    /// Where it is written.
    pub node: NodeId,
}

/// A status, or several, of a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// `200`.
    Exact(u16),
    /// `2XX`.
    Range(u16),
    /// `default`.
    Default,
}

impl Status {
    /// Whether it is a success (`default` is not).
    pub fn is_success(self) -> bool {
        matches!(self, Status::Exact(200..=299) | Status::Range(2))
    }

    /// As the description writes it.
    pub fn word(self) -> String {
        match self {
            Status::Exact(code) => code.to_string(),
            Status::Range(hundreds) => format!("{hundreds}XX"),
            Status::Default => "default".to_owned(),
        }
    }
}

/// A result of an operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// Which status it is for.
    pub status: Status,
    /// What the description says of it.
    pub description: Option<String>,
    /// The content types that may come.
    pub media: Vec<Media>,
    /// Where it is written.
    pub node: NodeId,
}

/// An operation that is not generated.
#[derive(Clone, Debug, PartialEq)]
pub struct Skipped {
    /// `operationId`, if any.
    pub id: Option<String>,
    /// In capitals.
    pub method: String,
    /// As written.
    pub path: String,
    /// Where it is written.
    pub node: NodeId,
    /// The finding that says why.
    pub code: Code,
    /// The reason in words.
    pub reason: String,
}

/// Whether a content type is JSON (`application/json`, `application/problem+json`, …).
pub fn is_json(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    essence == "application/json" || essence == "text/json" || essence.ends_with("+json")
}
