//! From a schema's shape to a Rust type.

use std::collections::BTreeSet;

use super::Lower;
use crate::api::{Integer, SchemaId, Shape, Text, Use};
use crate::config::DateTime;

/// Stands before the name of a model, so that a file can put its path there. No Rust type holds this sign.
const MODEL: char = '@';

/// A Rust type, and what a file must import to name it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct RustType {
    /// The type, each model in it marked by [`MODEL`].
    text: String,
    /// Models that it names.
    pub(super) models: BTreeSet<String>,
    /// Whether it names `BTreeMap`.
    pub(super) map: bool,
    /// Whether it has `Default`.
    pub(super) default: bool,
}

impl RustType {
    /// As it is written in a file under `models/`.
    pub(super) fn local(&self) -> String {
        self.text.replace(MODEL, "")
    }

    /// As it is written elsewhere: `models::Room`.
    pub(super) fn qualified(&self) -> String {
        self.text.replace(MODEL, "models::").replace("BTreeMap<", "std::collections::BTreeMap<")
    }

    /// A map from text to this.
    pub(super) fn map(self) -> Self {
        RustType { text: format!("BTreeMap<String, {}>", self.text), map: true, default: true, ..self }
    }

    /// A list of this.
    pub(super) fn list(self) -> Self {
        self.wrap("Vec", true)
    }

    pub(super) fn plain(text: &str, default: bool) -> Self {
        RustType { text: text.to_owned(), default, ..RustType::default() }
    }

    fn wrap(self, before: &str, default: bool) -> Self {
        RustType { text: format!("{before}<{}>", self.text), default, ..self }
    }

    pub(super) fn option(self) -> Self {
        self.wrap("Option", true)
    }

    pub(super) fn boxed(self) -> Self {
        let default = self.default;
        self.wrap("Box", default)
    }

    pub(super) fn patch(self) -> Self {
        self.wrap("Patch", true)
    }

    /// The models as one `use` line, the type itself left out.
    pub(super) fn imports<'t>(types: impl Iterator<Item = &'t RustType>, own: &str) -> Option<String> {
        let names: BTreeSet<&str> =
            types.flat_map(|ty| ty.models.iter().map(String::as_str)).filter(|name| *name != own).collect();
        let list = names.into_iter().collect::<Vec<_>>().join(", ");
        (!list.is_empty()).then_some(list)
    }
}

impl Lower<'_> {
    /// The type of a use, `Option` around it where `null` is allowed.
    pub(super) fn type_of(&self, used: &Use) -> RustType {
        let (id, nullable) = self.api.target(used);
        let ty = self.type_of_schema(id, 0);
        if nullable { ty.option() } else { ty }
    }

    /// The type of a use without the `Option` that `null` asks for, and whether it asks.
    pub(super) fn type_and_null(&self, used: &Use) -> (RustType, bool) {
        let (id, nullable) = self.api.target(used);
        (self.type_of_schema(id, 0), nullable)
    }

    fn type_of_schema(&self, id: SchemaId, depth: usize) -> RustType {
        if self.facts.knots.contains(&id) || depth > 32 {
            return self.model_type(id);
        }
        match &self.api.schema(id).shape {
            Shape::Any | Shape::Alias(_) => RustType::plain("serde_json::Value", true),
            Shape::Boolean => RustType::plain("bool", true),
            Shape::Integer(size) => RustType::plain(integer(*size), true),
            Shape::Number => RustType::plain("f64", true),
            Shape::Text(format) => self.text_type(format),
            Shape::List(items) => self.inner(items, depth).list(),
            Shape::Map(values) => self.inner(values, depth).map(),
            Shape::TextEnum(_) | Shape::IntegerEnum(_) | Shape::Object(_) | Shape::Union(_) => {
                self.model_type(id)
            }
        }
    }

    fn inner(&self, used: &Use, depth: usize) -> RustType {
        let (id, nullable) = self.api.target(used);
        let ty = self.type_of_schema(id, depth + 1);
        if nullable { ty.option() } else { ty }
    }

    fn model_type(&self, id: SchemaId) -> RustType {
        match self.names.model(id) {
            Some(names) => RustType {
                text: format!("{MODEL}{}", names.name),
                models: [names.name.to_string()].into(),
                map: false,
                default: matches!(self.api.schema(id).shape, Shape::Object(_)) && self.has_default(id)
                    || self.facts.knots.contains(&id),
            },
            None => RustType::plain("serde_json::Value", true),
        }
    }

    fn text_type(&self, format: &Text) -> RustType {
        let (date_time, date) = match self.config.date_time {
            DateTime::Time => ("time::OffsetDateTime", "time::Date"),
            DateTime::Jiff => ("jiff::Timestamp", "jiff::civil::Date"),
            DateTime::Chrono => ("chrono::DateTime<chrono::FixedOffset>", "chrono::NaiveDate"),
            DateTime::String => ("String", "String"),
        };
        match format {
            Text::DateTime => RustType::plain(date_time, date_time == "String"),
            Text::Date => RustType::plain(date, date == "String"),
            Text::Plain | Text::Base64 | Text::Binary | Text::Password => RustType::plain("String", true),
        }
    }

    /// The crate of the date types, where anything holds a date; also the feature that brings it.
    pub(super) fn date_crate(&self) -> Option<&'static str> {
        let name = match self.config.date_time {
            DateTime::Time => "time",
            DateTime::Jiff => "jiff",
            DateTime::Chrono => "chrono",
            DateTime::String => return None,
        };
        self.holds_dates().then_some(name)
    }

    /// Whether any model or parameter holds a date.
    fn holds_dates(&self) -> bool {
        self.api.schema_ids().any(|id| {
            matches!(self.api.schema(id).shape, Shape::Text(Text::DateTime | Text::Date))
                && (self.config.keep_unused || self.facts.usage(id).is_used())
        })
    }
}

pub(super) fn integer(size: Integer) -> &'static str {
    match size {
        Integer::I32 => "i32",
        Integer::I64 => "i64",
        Integer::U32 => "u32",
        Integer::U64 => "u64",
    }
}
