//! From bytes to text: byte order marks, encodings, and which syntax a file is in.

use crate::diag::{Code, Diagnostic, Place};
use crate::document::Syntax;

/// The bytes without a UTF-8 byte order mark. Every span counts from here.
pub(crate) fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

/// The text of a file, or why it has none.
pub(super) fn decode<'b>(name: &str, bytes: &'b [u8]) -> Result<&'b str, Box<Diagnostic>> {
    if let Some((what, hint)) = foreign(bytes) {
        let message = format!("this is {what}, not a description in YAML or JSON");
        return Err(Box::new(Diagnostic::new(Code::Foreign, Place::file(name), message).hint(hint)));
    }
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

/// What a file begins with that can be neither YAML nor JSON, and what to do about it.
const FOREIGN: &[(&[u8], &str, &str)] = &[
    (b"\x1f\x8b", "a gzip archive", UNPACK),
    (b"PK\x03\x04", "a zip archive", UNPACK),
    (b"BZh", "a bzip2 archive", UNPACK),
    (b"\xfd7zXZ", "an xz archive", UNPACK),
    (b"\x28\xb5\x2f\xfd", "a zstd archive", UNPACK),
    (b"%PDF-", "a PDF document", ASK),
    (b"\x89PNG", "a picture", ASK),
    (b"\x7fELF", "a program", ASK),
    (b"MZ\x90", "a program", ASK),
    (b"SQLite format 3", "a database", ASK),
    (b"#%RAML", "a RAML document", "convert it to OpenAPI first"),
    (b"FORMAT: 1A", "an API Blueprint", "convert it to OpenAPI first"),
];

const UNPACK: &str = "unpack it, and name the root file of the description";
const ASK: &str = "name the file that begins with `openapi:` or `swagger:`";
const PAGE: &str = "the address that it was saved from probably answers with a page; look there for a link to the \
    description itself, often `openapi.json` or `swagger.json`";

/// Other formats that are given by mistake: archives, pages, programs.
fn foreign(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    let known = FOREIGN.iter().find(|(mark, ..)| bytes.starts_with(mark));
    if let Some((_, what, hint)) = known {
        return Some((what, hint));
    }
    let start = without_mark(bytes).trim_ascii_start();
    let start = start.get(..start.len().min(64)).unwrap_or_default().to_ascii_lowercase();
    if start.starts_with(b"<!doctype html") || start.starts_with(b"<html") {
        return Some(("an HTML page", PAGE));
    }
    if start.starts_with(b"<?xml") || start.starts_with(b"<definitions") || start.starts_with(b"<wsdl") {
        return Some(("an XML document", "only HTTP APIs described with OpenAPI or Swagger 2.0 are read"));
    }
    None
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

/// The syntax of a file: what it begins with decides, its ending only speaks for Markdown and for YAML that
/// begins like JSON.
pub(crate) fn syntax(name: &str, bytes: &[u8]) -> Syntax {
    if named(name, "md") || named(name, "markdown") {
        return Syntax::Markdown;
    }
    let first = without_mark(bytes).iter().find(|byte| !byte.is_ascii_whitespace());
    match first {
        Some(b'{' | b'[') if !named_yaml(name) => Syntax::Json,
        Some(b'{' | b'[') if looks_like_json(without_mark(bytes)) => Syntax::Json,
        _ => Syntax::Yaml,
    }
}

pub(super) fn named_yaml(name: &str) -> bool {
    named(name, "yaml") || named(name, "yml")
}

fn named(name: &str, ending: &str) -> bool {
    name.rsplit('.').next().unwrap_or_default().eq_ignore_ascii_case(ending)
}

/// A `.yaml` file that holds JSON is read as JSON: its messages are better there, and it is quicker.
fn looks_like_json(bytes: &[u8]) -> bool {
    serde_json::from_slice::<serde::de::IgnoredAny>(bytes).is_ok()
}

/// The byte offset of the character with this number.
pub(super) fn offset_of_char(text: &str, number: usize) -> usize {
    text.char_indices().nth(number).map_or(text.len(), |(offset, _)| offset)
}
