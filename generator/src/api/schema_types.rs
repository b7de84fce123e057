//! The types of a resolved schema.

use super::SchemaId;
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
    /// What requests send of a schema that results use too.
    Sent(SchemaId),
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
    /// A list with a schema for each of its places, all of which are there.
    Tuple(Vec<Use>),
    /// A map from text.
    Map(Use),
    /// Fixed properties, perhaps with others beside them.
    Object(Object),
    /// One of several.
    Union(Union),
    /// Another name for a schema.
    Alias(Use),
}

impl Shape {
    /// The schemas that its values hold.
    pub fn uses(&self) -> Vec<&Use> {
        match self {
            Shape::List(inner) | Shape::Map(inner) | Shape::Alias(inner) => vec![inner],
            Shape::Tuple(places) => places.iter().collect(),
            Shape::Object(object) => object
                .properties
                .iter()
                .map(|property| &property.schema)
                .chain(object.extra.as_ref())
                .collect(),
            Shape::Union(union) => union.variants.iter().map(|variant| &variant.schema).collect(),
            _ => Vec::new(),
        }
    }

    /// The same, to be changed.
    pub(crate) fn uses_mut(&mut self) -> Vec<&mut Use> {
        match self {
            Shape::List(inner) | Shape::Map(inner) | Shape::Alias(inner) => vec![inner],
            Shape::Tuple(places) => places.iter_mut().collect(),
            Shape::Object(object) => {
                let named = object.properties.iter_mut().map(|property| &mut property.schema);
                named.chain(object.extra.as_mut()).collect()
            }
            Shape::Union(union) => union.variants.iter_mut().map(|variant| &mut variant.schema).collect(),
            _ => Vec::new(),
        }
    }
}

/// The size of a whole number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Integer {
    /// `int8`.
    I8,
    /// `int16`.
    I16,
    /// `int32`.
    I32,
    /// `int64`, or no format.
    I64,
    /// `uint8`.
    U8,
    /// `uint16`.
    U16,
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
    /// `time`: a time of day.
    Time,
    /// `duration`, as ISO 8601 writes it.
    Duration,
    /// `uuid`.
    Uuid,
    /// `uri`.
    Uri,
    /// `decimal`: a number written as text, exact.
    Decimal,
    /// `byte`: base64.
    Base64,
    /// `binary`: raw bytes where a body or a part is raw.
    Binary,
    /// `password`.
    Password,
    /// Any other, by its word.
    Other(String),
}

impl Text {
    /// The format's word in a description and in `formats` of sdk.yaml; `None` where none is written.
    pub fn word(&self) -> Option<&str> {
        Some(match self {
            Text::Plain => return None,
            Text::DateTime => "date-time",
            Text::Date => "date",
            Text::Time => "time",
            Text::Duration => "duration",
            Text::Uuid => "uuid",
            Text::Uri => "uri",
            Text::Decimal => "decimal",
            Text::Base64 => "byte",
            Text::Binary => "binary",
            Text::Password => "password",
            Text::Other(word) => word,
        })
    }
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
    /// Where it is written.
    pub node: NodeId,
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
    /// Where it is listed; `None` for one that is nowhere.
    pub node: Option<NodeId>,
}

/// A discriminator.
#[derive(Clone, Debug, PartialEq)]
pub struct UnionTag {
    /// The property's name on the wire.
    pub property: String,
    /// Value of the property to position of the variant; a value may lead to several.
    pub values: Vec<(String, usize)>,
    /// The variant of every other value, and of objects without the property.
    pub default: Option<usize>,
}
