//! Types and schemas in words.

use crate::api::{Api, Integer, Origin, SchemaId, Shape, Text, Use};

/// Inline types nest no deeper than this in words: a list may hold itself.
const DEPTH: usize = 6;

/// What a schema is called: its name, or the way to its place.
pub(super) fn label(api: &Api, id: SchemaId) -> String {
    match &api.schema(id).origin {
        Origin::Component(name) if name.is_empty() => "anything".to_owned(),
        Origin::Component(name) => name.clone(),
        Origin::Property(of, name) => format!("{}.{name}", label(api, *of)),
        Origin::Item(of) => format!("{}[]", label(api, *of)),
        Origin::Entry(of) => format!("{}{{}}", label(api, *of)),
        Origin::Variant(of, index) => format!("{}|{}", label(api, *of), index + 1),
        Origin::Base(of) => format!("{} itself", label(api, *of)),
        Origin::Sent(of) => format!("{} as sent", label(api, *of)),
        Origin::Parameter(operation, name) => format!("{operation}({name})"),
        Origin::Body(operation) => format!("{operation} body"),
        Origin::Result(operation, status) => format!("{operation} {status}"),
    }
}

/// Whether words call a schema by its label instead of spelling it out.
pub(super) fn is_named(api: &Api, id: SchemaId) -> bool {
    let schema = api.schema(id);
    matches!(&schema.origin, Origin::Component(name) if !name.is_empty())
        || matches!(
            &schema.shape,
            Shape::Object(_) | Shape::Union(_) | Shape::TextEnum(_) | Shape::IntegerEnum(_)
        )
}

/// The type of a place: `list of ChatRoom`, `text or null`.
pub(super) fn type_of(api: &Api, use_: &Use) -> String {
    let (words, null) = use_words(api, use_, 0);
    if null { format!("{words} or null") } else { words }
}

/// The shape of a schema in words, its own name not used.
pub(super) fn kind(api: &Api, id: SchemaId) -> String {
    shape_words(api, id, 0).0
}

/// The words, and whether `null` is allowed beside them.
fn use_words(api: &Api, use_: &Use, depth: usize) -> (String, bool) {
    let (words, null) = schema_words(api, use_.schema, depth);
    (words, null || use_.nullable)
}

fn schema_words(api: &Api, id: SchemaId, depth: usize) -> (String, bool) {
    if depth > DEPTH {
        return ("…".to_owned(), false);
    }
    if is_named(api, id) {
        let inline_null = api.schema(id).nullable && !matches!(api.schema(id).origin, Origin::Component(_));
        return (label(api, id), inline_null);
    }
    let (words, null) = shape_words(api, id, depth);
    (words, null || api.schema(id).nullable)
}

fn shape_words(api: &Api, id: SchemaId, depth: usize) -> (String, bool) {
    let held = |prefix: &str, inner: &Use| {
        let (words, null) = use_words(api, inner, depth + 1);
        let words = if null { format!("({words} or null)") } else { words };
        (format!("{prefix} {words}"), false)
    };
    match &api.schema(id).shape {
        Shape::List(inner) => held("list of", inner),
        Shape::Map(inner) => held("map of", inner),
        Shape::Tuple(places) => {
            let words = places.iter().map(|place| {
                let (words, null) = use_words(api, place, depth + 1);
                if null { format!("({words} or null)") } else { words }
            });
            (format!("tuple of {}", words.collect::<Vec<_>>().join(", ")), false)
        }
        Shape::Alias(inner) => use_words(api, inner, depth + 1),
        simple => (simple_words(simple).to_owned(), false),
    }
}

fn simple_words(shape: &Shape) -> &'static str {
    match shape {
        Shape::Any => "anything",
        Shape::Boolean => "boolean",
        Shape::Integer(Integer::I8) => "integer (int8)",
        Shape::Integer(Integer::I16) => "integer (int16)",
        Shape::Integer(Integer::U8) => "integer (uint8)",
        Shape::Integer(Integer::U16) => "integer (uint16)",
        Shape::Integer(Integer::I32) => "integer (int32)",
        Shape::Integer(Integer::I64) => "integer (int64)",
        Shape::Integer(Integer::U32) => "integer (uint32)",
        Shape::Integer(Integer::U64) => "integer (uint64)",
        Shape::Number => "number",
        Shape::Text(Text::Plain) => "text",
        Shape::Text(Text::DateTime) => "text (date-time)",
        Shape::Text(Text::Date) => "text (date)",
        Shape::Text(Text::Time) => "text (time)",
        Shape::Text(Text::Duration) => "text (duration)",
        Shape::Text(Text::Uuid) => "text (uuid)",
        Shape::Text(Text::Uri) => "text (uri)",
        Shape::Text(Text::Decimal) => "text (decimal)",
        Shape::Text(Text::Other(_)) => "text",
        Shape::Text(Text::Base64) => "text (base64)",
        Shape::Text(Text::Binary) => "bytes",
        Shape::Text(Text::Password) => "text (password)",
        Shape::TextEnum(_) => "enum of texts",
        Shape::IntegerEnum(_) => "enum of integers",
        Shape::Object(_) => "object",
        Shape::Union(_) => "union",
        Shape::List(_) => "list",
        Shape::Tuple(_) => "tuple",
        Shape::Map(_) => "map",
        Shape::Alias(_) => "alias",
    }
}
