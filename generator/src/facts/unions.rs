//! How the candidates of a union without a discriminator are told apart.

use std::collections::BTreeSet;

use crate::api::{Api, SchemaId, Shape, Union};

/// What a JSON value must look like before a candidate is tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pick {
    /// The kinds of JSON value that the candidate can be.
    pub kinds: BTreeSet<Kind>,
    /// Properties with one fixed word, a number as its text: `(property, word)`.
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
            if let Some(word) = only_word(&api.schema(api.target(&property.schema).0).shape) {
                constants.push((property.name.clone(), word));
            }
        }
    }
    Pick { kinds: kinds(api, id), constants, required }
}

/// The one word of an enum that has no other; a number as its text.
fn only_word(shape: &Shape) -> Option<String> {
    match shape {
        Shape::TextEnum(values) => match values.as_slice() {
            [only] => Some(only.value.clone()),
            _ => None,
        },
        Shape::IntegerEnum(values) => match values.as_slice() {
            [only] => Some(only.value.to_string()),
            _ => None,
        },
        _ => None,
    }
}

/// The kinds of JSON value that a schema's values are, through aliases and unions, each schema looked at once.
fn kinds(api: &Api, start: SchemaId) -> BTreeSet<Kind> {
    let (mut found, mut seen, mut open) = (BTreeSet::new(), BTreeSet::new(), vec![start]);
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        match &api.schema(id).shape {
            Shape::Any => return ALL.into(),
            Shape::Boolean => found.extend([Kind::Boolean]),
            Shape::Integer(_) | Shape::IntegerEnum(_) => found.extend([Kind::Integer]),
            Shape::Number => found.extend([Kind::Integer, Kind::Number]),
            Shape::Text(_) | Shape::TextEnum(_) => found.extend([Kind::String]),
            Shape::List(_) | Shape::Tuple(_) => found.extend([Kind::Array]),
            Shape::Map(_) | Shape::Object(_) => found.extend([Kind::Object]),
            Shape::Alias(inner) => open.push(inner.schema),
            Shape::Union(union) => open.extend(union.variants.iter().map(|variant| variant.schema.schema)),
        }
    }
    // nothing but itself behind it: nothing is known
    if found.is_empty() { ALL.into() } else { found }
}
