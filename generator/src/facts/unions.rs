//! How the candidates of a union without a discriminator are told apart.

use std::collections::BTreeSet;

use crate::api::{Api, SchemaId, Shape, Text, Union};

/// What a JSON value must look like before a candidate is tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pick {
    /// The kinds of JSON value that the candidate can be.
    pub kinds: BTreeSet<Kind>,
    /// Properties with one fixed text: `(property, text)`.
    pub constants: Vec<(String, String)>,
    /// Properties that must be there.
    pub required: Vec<String>,
}

/// A kind of JSON value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// `true`, `false`.
    Boolean,
    /// A number without fraction and exponent.
    Integer,
    /// Any other number.
    Number,
    /// Text.
    String,
    /// A list.
    Array,
    /// An object.
    Object,
}

const ALL: [Kind; 6] = [Kind::Boolean, Kind::Integer, Kind::Number, Kind::String, Kind::Array, Kind::Object];

pub(super) fn picks(api: &Api, union: &Union) -> Vec<Pick> {
    union.variants.iter().map(|variant| pick(api, api.target(&variant.schema).0)).collect()
}

fn pick(api: &Api, id: SchemaId) -> Pick {
    let mut constants = Vec::new();
    let mut required = Vec::new();
    if let Shape::Object(object) = &api.schema(id).shape {
        for property in object.properties.iter().filter(|property| property.required) {
            required.push(property.name.clone());
            if let Shape::TextEnum(values) = &api.schema(api.target(&property.schema).0).shape {
                if let [only] = values.as_slice() {
                    constants.push((property.name.clone(), only.value.clone()));
                }
            }
        }
    }
    Pick { kinds: kinds(api, id, 0), constants, required }
}

fn kinds(api: &Api, id: SchemaId, depth: usize) -> BTreeSet<Kind> {
    match &api.schema(id).shape {
        Shape::Any => ALL.into(),
        Shape::Boolean => [Kind::Boolean].into(),
        Shape::Integer(_) | Shape::IntegerEnum(_) => [Kind::Integer].into(),
        Shape::Number => [Kind::Integer, Kind::Number].into(),
        Shape::Text(
            Text::Plain | Text::DateTime | Text::Date | Text::Base64 | Text::Binary | Text::Password,
        )
        | Shape::TextEnum(_) => [Kind::String].into(),
        Shape::List(_) => [Kind::Array].into(),
        Shape::Map(_) | Shape::Object(_) => [Kind::Object].into(),
        Shape::Alias(inner) if depth < 32 => kinds(api, inner.schema, depth + 1),
        Shape::Union(union) if depth < 32 => {
            union.variants.iter().flat_map(|variant| kinds(api, variant.schema.schema, depth + 1)).collect()
        }
        Shape::Alias(_) | Shape::Union(_) => ALL.into(),
    }
}
