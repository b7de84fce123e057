//! Texts, numbers and truth values with their formats.

use super::gather::Gathered;
use crate::api::build::Builder;
use crate::api::{Integer, Shape, Text};
use crate::diag::{Code, Diagnostic};
use crate::document::At;

/// Formats of texts that are known and change no type: <https://spec.openapis.org/registry/format>.
const TEXTS: &[&str] = &[
    "base64url",
    "char",
    "commonmark",
    "date-time-local",
    "decimal128",
    "double-int",
    "email",
    "hostname",
    "html",
    "http-date",
    "idn-email",
    "idn-hostname",
    "int32",
    "int64",
    "ipv4",
    "ipv6",
    "iri",
    "iri-reference",
    "json-pointer",
    "media-range",
    "regex",
    "relative-json-pointer",
    "time-local",
    "uri-reference",
    "uri-template",
    "url",
];

impl<'d> Builder<'d> {
    /// The shape of a simple type. `None` where the word is not one.
    pub(super) fn scalar(&mut self, kind: &str, gathered: &Gathered<'d>) -> Option<Shape> {
        let written = gathered.format;
        let format = written.and_then(At::str).map_or("", |word| self.meant(word));
        Some(match kind {
            "boolean" => Shape::Boolean,
            "integer" => Shape::Integer(self.integer(format, written, gathered)),
            "number" => match format {
                "" | "float" | "double" | "decimal" | "decimal128" | "float32" | "float64" => Shape::Number,
                "int8" | "int16" | "int32" | "int64" | "uint8" | "uint16" | "uint32" | "uint64" => {
                    Shape::Integer(self.integer(format, written, gathered))
                }
                _ => {
                    self.unknown_format(format, "a number", written);
                    Shape::Number
                }
            },
            "string" => {
                let text = self.text_format(format, written, gathered);
                if let Some(given) = text.word().and_then(|word| self.config.formats.get(word)) {
                    self.config.take(given);
                }
                Shape::Text(text)
            }
            "file" => Shape::Text(Text::Binary),
            _ => return None,
        })
    }

    /// The format that a word stands for: itself, unless sdk.yaml says `as:`.
    fn meant(&self, word: &'d str) -> &'d str {
        let config = self.config;
        match config.formats.get(word) {
            Some(given) if given.value.meaning.is_some() => {
                config.take(given).meaning.as_deref().unwrap_or(word)
            }
            _ => word,
        }
    }

    fn integer(&mut self, format: &str, written: Option<At<'d>>, gathered: &Gathered<'d>) -> Integer {
        let size = self.integer_format(format, written);
        let large = !matches!(format, "" | "int8" | "int16" | "int32" | "uint8" | "uint16" | "uint32");
        let Some(beyond) = gathered.written.iter().find(|number| !fits(size, **number)).filter(|_| !large)
        else {
            return size;
        };
        if let Some(written) = written {
            self.push(
                Diagnostic::new(
                    Code::KeywordIgnored,
                    written.place(),
                    format!("{beyond} stands beside the format `{format}`, which cannot hold it; 64 bits are read here"),
                )
                .hint("correct the format, or the bounds and examples"),
            );
        }
        let unsigned = gathered.lowest.is_some_and(|lowest| lowest >= 0);
        let beyond_signed = gathered.written.iter().any(|number| *number > i128::from(i64::MAX));
        if unsigned && beyond_signed { Integer::U64 } else { Integer::I64 }
    }

    fn integer_format(&mut self, format: &str, written: Option<At<'d>>) -> Integer {
        match format {
            "int8" => Integer::I8,
            "int16" => Integer::I16,
            "int32" => Integer::I32,
            "uint8" => Integer::U8,
            "uint16" => Integer::U16,
            "uint32" => Integer::U32,
            "uint64" | "uint" => Integer::U64,
            "" | "int64" | "int" | "long" => Integer::I64,
            _ => {
                self.unknown_format(format, "a whole number of 64 bits", written);
                Integer::I64
            }
        }
    }

    fn text_format(&mut self, format: &str, written: Option<At<'d>>, gathered: &Gathered<'d>) -> Text {
        match format {
            "date-time" => Text::DateTime,
            "date" => Text::Date,
            "time" => Text::Time,
            "duration" => Text::Duration,
            "uuid" => Text::Uuid,
            "uri" => Text::Uri,
            "decimal" => Text::Decimal,
            "byte" | "base64" => Text::Base64,
            "binary" => Text::Binary,
            "password" => Text::Password,
            // 3.1 says in other words how bytes are written, and that they are written as they are
            "" => match gathered.encoding {
                Some(word) if word.eq_ignore_ascii_case("base64") => Text::Base64,
                None if gathered.media.is_some_and(is_binary) => Text::Binary,
                _ => Text::Plain,
            },
            word => {
                if !TEXTS.contains(&word) {
                    self.unknown_format(word, "text", written);
                }
                Text::Other(word.to_owned())
            }
        }
    }

    /// A format of somebody's own: said once for each word.
    fn unknown_format(&mut self, format: &str, read_as: &str, written: Option<At<'d>>) {
        let Some(written) = written else { return };
        if self.config.formats.contains_key(format) || !self.formats.insert(format.to_owned()) {
            return;
        }
        self.push(
            Diagnostic::new(
                Code::FormatUnknown,
                written.place(),
                format!("the format `{format}` is not known here; such values are read as {read_as}"),
            )
            .hint("`formats` in sdk.yaml says what it stands for: `as: date-time`, or `type: uuid`"),
        );
    }
}

/// Whether a whole number can be of a size.
fn fits(size: Integer, number: i128) -> bool {
    match size {
        Integer::I8 => i8::try_from(number).is_ok(),
        Integer::I16 => i16::try_from(number).is_ok(),
        Integer::I32 => i32::try_from(number).is_ok(),
        Integer::I64 => i64::try_from(number).is_ok(),
        Integer::U8 => u8::try_from(number).is_ok(),
        Integer::U16 => u16::try_from(number).is_ok(),
        Integer::U32 => u32::try_from(number).is_ok(),
        Integer::U64 => u64::try_from(number).is_ok(),
    }
}

/// Whether a content type is that of bytes and not of text.
fn is_binary(media: &str) -> bool {
    let media = media.trim().to_ascii_lowercase();
    ["image/", "audio/", "video/"]
        .iter()
        .any(|kind| media.starts_with(kind) && !media.starts_with("image/svg"))
        || ["application/octet-stream", "application/pdf", "application/zip"].contains(&media.as_str())
}
