//! Identifiers of the crate `uuid`. They are written in small letters, however they came.

use uuid::Uuid;

use super::texts::text_field;

text_field!(Uuid, Uuid::nil(), "a UUID", read, write);

// The crate also reads braces, a URN and 32 digits in a row; the format is the one with hyphens.
fn read(text: &str) -> Option<Uuid> {
    if text.len() == 36 { Uuid::try_parse(text).ok() } else { None }
}

// Always an answer; the shape is that of its neighbours.
#[allow(clippy::unnecessary_wraps)]
fn write(id: &Uuid) -> Option<String> {
    Some(id.to_string())
}
