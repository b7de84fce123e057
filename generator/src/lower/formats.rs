//! The Rust type of a text, by its format and by what sdk.yaml says of it.

use std::collections::BTreeSet;

use super::Lower;
use crate::api::{Shape, Text};
use crate::config::{DateTime, TextType};

pub(super) const STRING: &str = "String";
pub(super) const BASE64: &str = "crate::runtime::json::Base64";
pub(super) const SECRET: &str = "crate::runtime::Secret";

/// A type for texts.
pub(super) struct TextForm {
    /// The type.
    pub(super) ty: &'static str,
    /// Whether it has `Default`.
    pub(super) default: bool,
    /// An expression of the type.
    pub(super) example: &'static str,
    /// The crate that it comes from, also the feature that brings it.
    pub(super) from: Option<&'static str>,
    /// The feature, where it is not a crate.
    pub(super) feature: Option<&'static str>,
}

impl TextForm {
    fn of(ty: &'static str, example: &'static str) -> Self {
        TextForm { ty, default: true, example, from: None, feature: None }
    }

    fn dated(from: &'static str, ty: &'static str, example: &'static str) -> Self {
        TextForm { ty, default: false, example, from: Some(from), feature: Some(from) }
    }
}

impl Lower<'_> {
    /// What texts of a format become.
    pub(super) fn text_form(&self, format: &Text) -> TextForm {
        let given = format.word().and_then(|word| self.config.formats.get(word)?.value.ty);
        let usual = match format {
            Text::DateTime | Text::Date => TextType::Date(self.config.date_time),
            Text::Password => TextType::Secret,
            _ => TextType::String,
        };
        match given.unwrap_or(usual) {
            TextType::String => plain(format),
            TextType::Secret => TextForm::of(SECRET, "\"text\".into()"),
            TextType::Base64 => {
                TextForm { feature: Some("base64"), ..TextForm::of(BASE64, "b\"bytes\".as_slice().into()") }
            }
            TextType::Uuid => {
                TextForm { default: true, ..TextForm::dated("uuid", "uuid::Uuid", "uuid::Uuid::nil()") }
            }
            TextType::Url => TextForm::dated(
                "url",
                "url::Url",
                "url::Url::parse(\"https://example.com\").expect(\"an address\")",
            ),
            TextType::Decimal => TextForm {
                default: true,
                ..TextForm::dated("rust_decimal", "rust_decimal::Decimal", "rust_decimal::Decimal::ONE")
            },
            TextType::Date(DateTime::String) => plain(format),
            TextType::Date(DateTime::Time) => match format {
                Text::Date => TextForm::dated("time", "time::Date", "time::Date::MIN"),
                Text::Time => TextForm::dated("time", "time::Time", "time::Time::MIDNIGHT"),
                _ => TextForm::dated("time", "time::OffsetDateTime", "time::OffsetDateTime::UNIX_EPOCH"),
            },
            TextType::Date(DateTime::Jiff) => match format {
                Text::Date => TextForm::dated("jiff", "jiff::civil::Date", "jiff::civil::Date::MIN"),
                Text::Time => TextForm::dated("jiff", "jiff::civil::Time", "jiff::civil::Time::MIN"),
                Text::Duration => TextForm {
                    default: true,
                    ..TextForm::dated("jiff", "jiff::SpanFieldwise", "jiff::Span::new().hours(1).fieldwise()")
                },
                _ => TextForm::dated("jiff", "jiff::Timestamp", "jiff::Timestamp::UNIX_EPOCH"),
            },
            TextType::Date(DateTime::Chrono) => match format {
                Text::Date => TextForm::dated("chrono", "chrono::NaiveDate", "chrono::NaiveDate::MIN"),
                Text::Time => TextForm::dated("chrono", "chrono::NaiveTime", "chrono::NaiveTime::MIN"),
                _ => TextForm::dated(
                    "chrono",
                    "chrono::DateTime<chrono::FixedOffset>",
                    "chrono::DateTime::UNIX_EPOCH.fixed_offset()",
                ),
            },
        }
    }

    /// Crates whose types stand in models or parameters.
    pub(super) fn format_crates(&self) -> BTreeSet<&'static str> {
        self.text_forms().into_iter().filter_map(|form| form.from).collect()
    }

    /// Features of the runtime without which models or parameters do not compile.
    pub(super) fn format_features(&self) -> BTreeSet<&'static str> {
        self.text_forms().into_iter().filter_map(|form| form.feature).collect()
    }

    fn text_forms(&self) -> Vec<TextForm> {
        let used =
            self.api.schema_ids().filter(|id| self.config.keep_unused || self.facts.usage(*id).is_used());
        let forms = used.filter_map(|id| match &self.api.schema(id).shape {
            Shape::Text(format) => Some(self.text_form(format)),
            _ => None,
        });
        forms.collect()
    }
}

fn plain(format: &Text) -> TextForm {
    let example = match format {
        Text::DateTime => "\"2024-01-31T12:00:00Z\".to_owned()",
        Text::Date => "\"2024-01-31\".to_owned()",
        _ => "\"text\".to_owned()",
    };
    TextForm::of(STRING, example)
}
