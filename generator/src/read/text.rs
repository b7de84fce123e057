//! From bytes to text: byte order marks, encodings, and which syntax a file is in.

use crate::diag::{Code, Diagnostic, Place};
use crate::document::Syntax;

/// The bytes without a UTF-8 byte order mark. Every span counts from here.
pub(crate) fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

/// The text of a file, or why it has none.
pub(super) fn decode<'b>(name: &str, bytes: &'b [u8]) -> Result<&'b str, Box<Diagnostic>> {
    if let Some(encoding) = wide(bytes) {
        let message = format!("`{name}` is {encoding}, not UTF-8");
        let finding = Diagnostic::new(Code::Encoding, Place::file(name), message);
        let hint = "save it as UTF-8; YAML and JSON descriptions are UTF-8 everywhere else";
        return Err(Box::new(finding.hint(hint)));
    }
    let bytes = without_mark(bytes);
    std::str::from_utf8(bytes).map_err(|error| {
        let start = error.valid_up_to();
        let end = start + error.error_len().unwrap_or(bytes.len() - start);
        let finding =
            Diagnostic::new(Code::Encoding, Place::span(name, start, end), "these bytes are not UTF-8");
        Box::new(finding.hint("save the file as UTF-8; it was probably written as Latin-1 or Windows-1252"))
    })
}

/// UTF-16 and UTF-32, with a mark or without: ASCII text in them alternates with zero bytes.
fn wide(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] | [0, 0, 0, 1..=127, ..] => Some("UTF-32"),
        [1..=127, 0, 0, 0, ..] => Some("UTF-32"),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Some("UTF-16"),
        [1..=127, 0, 1..=127, 0, ..] | [0, 1..=127, 0, 1..=127, ..] => Some("UTF-16"),
        _ => None,
    }
}

/// The syntax of a file: what it begins with decides, its ending only speaks for YAML that begins like JSON.
pub(crate) fn syntax(name: &str, bytes: &[u8]) -> Syntax {
    let first = without_mark(bytes).iter().find(|byte| !byte.is_ascii_whitespace());
    match first {
        Some(b'{' | b'[') if !named_yaml(name) => Syntax::Json,
        Some(b'{' | b'[') if looks_like_json(without_mark(bytes)) => Syntax::Json,
        _ => Syntax::Yaml,
    }
}

pub(super) fn named_yaml(name: &str) -> bool {
    let ending = name.rsplit('.').next().unwrap_or_default();
    ending.eq_ignore_ascii_case("yaml") || ending.eq_ignore_ascii_case("yml")
}

/// A `.yaml` file that holds JSON is read as JSON: its messages are better there, and it is quicker.
fn looks_like_json(bytes: &[u8]) -> bool {
    serde_json::from_slice::<serde::de::IgnoredAny>(bytes).is_ok()
}

/// The byte offset of the character with this number.
pub(super) fn offset_of_char(text: &str, number: usize) -> usize {
    text.char_indices().nth(number).map_or(text.len(), |(offset, _)| offset)
}
