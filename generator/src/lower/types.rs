//! From a schema's shape to a Rust type.

use std::collections::BTreeSet;

use super::Lower;
use super::formats::{BASE64, SECRET, STRING};
use crate::api::{Integer, SchemaId, Shape, Text, Use};

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

    /// All of these, in this order.
    fn tuple(places: Vec<Self>) -> Self {
        let texts: Vec<&str> = places.iter().map(|place| place.text.as_str()).collect();
        RustType {
            text: format!("({})", texts.join(", ")),
            map: places.iter().any(|place| place.map),
            default: places.iter().all(|place| place.default),
            models: places.into_iter().flat_map(|place| place.models).collect(),
        }
    }

    /// Whether it is text of one kind or another, which callers give as `&str`.
    pub(super) fn is_textual(&self) -> bool {
        self.text == STRING || self.text == SECRET
    }

    /// What `new` takes for a field of this type, where that is not the type itself.
    pub(super) fn form_taken(&self) -> Option<String> {
        (self.is_textual() || self.text == BASE64).then(|| format!("impl Into<{}>", self.text))
    }

    /// An argument for [`form_taken`](Self::form_taken).
    pub(super) fn example_taken(&self) -> Option<&'static str> {
        match self.text.as_str() {
            STRING | SECRET => Some("\"text\""),
            BASE64 => Some("b\"bytes\".to_vec()"),
            _ => None,
        }
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
            Shape::Tuple(places) => {
                RustType::tuple(places.iter().map(|place| self.inner(place, depth)).collect())
            }
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
        let form = self.text_form(format);
        RustType::plain(form.ty, form.default)
    }
}

pub(super) fn integer(size: Integer) -> &'static str {
    match size {
        Integer::I8 => "i8",
        Integer::I16 => "i16",
        Integer::I32 => "i32",
        Integer::I64 => "i64",
        Integer::U8 => "u8",
        Integer::U16 => "u16",
        Integer::U32 => "u32",
        Integer::U64 => "u64",
    }
}
