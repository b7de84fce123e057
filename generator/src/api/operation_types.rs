//! The types of a resolved operation.

use super::{PathTemplate, Requirement, SchemeUse, Server, TagId, Use};
use crate::diag::Code;
use crate::document::NodeId;

/// A group of operations.
#[derive(Clone, Debug, PartialEq)]
pub struct Tag {
    /// As written.
    pub name: String,
    /// What the description says of it.
    pub description: Option<String>,
    /// The tag that it belongs under, as written.
    pub parent: Option<String>,
    /// What kind of group it is, as written: `nav`, `badge`, `audience`.
    pub kind: Option<String>,
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
    /// All that stands behind the question mark.
    QueryString,
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
            Place::QueryString => "querystring",
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
    /// `x=a%09b`: Swagger 2.0 alone has it.
    TabDelimited,
    /// `x[k]=v`.
    DeepObject,
    /// `x=a; x=b`, nothing in it encoded.
    Cookie,
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
    /// How single members are written, where that media type is a form.
    pub encoding: Vec<Encoding>,
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
    /// The schema of one item, where many follow each other (`application/jsonl`, `text/event-stream`).
    pub item_schema: Option<Use>,
    /// How single parts of a form are written.
    pub encoding: Vec<Encoding>,
    /// Where it is written.
    pub node: NodeId,
}

/// How a part of a form is written.
#[derive(Clone, Debug, PartialEq)]
pub struct Encoding {
    /// The part.
    pub name: String,
    /// The content types that it may have, separated by commas.
    pub content_type: Option<String>,
    /// Headers that go with it.
    pub headers: Vec<String>,
    /// How its value is written, where that is said.
    pub style: Option<Style>,
    /// Whether lists and objects are spread, where that is said.
    pub explode: Option<bool>,
    /// Whether reserved characters stay as they are.
    pub reserved: bool,
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
    /// The headers that are described.
    pub headers: Vec<ResponseHeader>,
    /// What can be called next with what came.
    pub links: Vec<Link>,
    /// Where it is written.
    pub node: NodeId,
}

/// A header of a result.
#[derive(Clone, Debug, PartialEq)]
pub struct ResponseHeader {
    /// As written.
    pub name: String,
    /// What the description says of it.
    pub description: Option<String>,
    /// Whether it always comes.
    pub required: bool,
    /// Deprecated.
    pub deprecated: bool,
    /// Its schema; `None` where it has none, or is encoded as a media type.
    pub schema: Option<Use>,
    /// Where it is written.
    pub node: NodeId,
}

/// From a result to an operation that can be called with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// As written.
    pub name: String,
    /// `operationId` as written.
    pub operation_id: Option<String>,
    /// Where the operation is written that it leads to.
    pub target: Option<NodeId>,
    /// What the description says of it.
    pub description: Option<String>,
    /// Where it is written.
    pub node: NodeId,
}

/// What the API sends by itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Webhook {
    /// As written.
    pub name: String,
    /// Of a callback: where the operation is written that asks for it.
    pub operation: Option<NodeId>,
    /// Of a callback: the expression for where it goes.
    pub address: Option<String>,
    /// In capitals.
    pub method: String,
    /// Its first tag.
    pub tag: Option<String>,
    /// `summary`.
    pub summary: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `deprecated`.
    pub deprecated: bool,
    /// What comes beside the payload, mostly headers.
    pub parameters: Vec<Parameter>,
    /// The payload.
    pub body: Option<RequestBody>,
    /// What the API expects as answers.
    pub responses: Vec<Response>,
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

/// A content type without its parameters, in small letters: `application/json` of `Application/JSON; charset=utf-8`.
pub fn essence(content_type: &str) -> String {
    content_type.split(';').next().unwrap_or("").trim().to_ascii_lowercase()
}

/// Whether a content type is JSON (`application/json`, `application/problem+json`, …).
pub fn is_json(content_type: &str) -> bool {
    let essence = essence(content_type);
    essence == "application/json" || essence == "text/json" || essence.ends_with("+json")
}
