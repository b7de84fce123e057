//! `formats`: what a format's word stands for, and the Rust type of such texts.

use super::Reader;
use crate::config::{Config, DateTime, FormatConfig, Override, TextType};
use crate::document::At;

/// Formats that a word of somebody's own can stand for.
const MEANINGS: &[&str] = &[
    "date-time",
    "date",
    "time",
    "duration",
    "uuid",
    "uri",
    "decimal",
    "byte",
    "binary",
    "password",
    "int8",
    "int16",
    "int32",
    "int64",
    "uint8",
    "uint16",
    "uint32",
    "uint64",
    "float",
    "double",
];

impl Reader<'_> {
    pub(super) fn formats(&mut self, at: At<'_>, config: &mut Config) {
        for (word, given) in self.mapping(at) {
            self.members(given, &["type", "as", "reason"]);
            self.reason(given);
            let value = match (given.get("as"), given.get("type")) {
                (Some(meaning), None) => FormatConfig { meaning: self.meaning(meaning), ty: None },
                (None, Some(ty)) => FormatConfig { meaning: None, ty: self.text_type(word, ty) },
                _ => {
                    if given.is_object() {
                        self.wrong(given, "either `type` or `as`");
                    }
                    continue;
                }
            };
            if value.meaning.is_some() || value.ty.is_some() {
                config.formats.insert(word.to_owned(), Override { value, place: given.place() });
            }
        }
    }

    fn meaning(&mut self, at: At<'_>) -> Option<String> {
        let meaning = at.str().filter(|word| MEANINGS.contains(word));
        if meaning.is_none() {
            self.wrong(at, &format!("one of the formats {}", MEANINGS.join(", ")));
        }
        meaning.map(str::to_owned)
    }

    fn text_type(&mut self, word: &str, at: At<'_>) -> Option<TextType> {
        let dated = |crates: DateTime| match (word, crates) {
            ("date-time" | "date" | "time", _) | ("duration", DateTime::Jiff) => Some(TextType::Date(crates)),
            _ => None,
        };
        let ty = match at.str() {
            Some("string") => Some(TextType::String),
            Some("secret") => Some(TextType::Secret),
            Some("base64") => Some(TextType::Base64),
            Some("uuid") => Some(TextType::Uuid),
            Some("url") => Some(TextType::Url),
            Some("decimal") => Some(TextType::Decimal),
            Some("time") => dated(DateTime::Time),
            Some("jiff") => dated(DateTime::Jiff),
            Some("chrono") => dated(DateTime::Chrono),
            _ => None,
        };
        if ty.is_none() {
            let dates = match word {
                "date-time" | "date" | "time" => ", `time`, `jiff` or `chrono`",
                "duration" => " or `jiff`",
                _ => "; a word that stands for a date says so by `as`",
            };
            self.wrong(at, &format!("`string`, `secret`, `base64`, `uuid`, `url`, `decimal`{dates}"));
        }
        ty
    }
}
