//! Texts, numbers and truth values with their formats.

use super::gather::Gathered;
use crate::api::{Integer, Shape, Text};

/// The shape of a simple type. `None` where the word is not one.
pub(super) fn scalar(kind: &str, gathered: &Gathered<'_>) -> Option<Shape> {
    let format = gathered.format.unwrap_or("");
    Some(match kind {
        "boolean" => Shape::Boolean,
        "integer" => Shape::Integer(integer(format)),
        "number" => match format {
            "int32" | "int64" | "uint32" | "uint64" => Shape::Integer(integer(format)),
            _ => Shape::Number,
        },
        "string" => Shape::Text(text(format)),
        "file" => Shape::Text(Text::Binary),
        _ => return None,
    })
}

fn integer(format: &str) -> Integer {
    match format {
        "int32" | "int16" | "int8" | "uint8" | "uint16" => Integer::I32,
        "uint32" => Integer::U32,
        "uint64" | "uint" => Integer::U64,
        _ => Integer::I64,
    }
}

fn text(format: &str) -> Text {
    match format {
        "date-time" => Text::DateTime,
        "date" => Text::Date,
        "byte" | "base64" => Text::Base64,
        "binary" => Text::Binary,
        "password" => Text::Password,
        _ => Text::Plain,
    }
}
