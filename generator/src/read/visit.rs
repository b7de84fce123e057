//! The visitor through which both parsers fill a [`Builder`]. It keeps what their own value types lose:
//! integers of any size, keys that are no strings, keys that stand twice.

use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor,
};

use super::builder::{Builder, Remark};
use crate::document::{NodeId, Value};

/// The key under which serde_json hands over a number as text.
const NUMBER: &str = "$serde_json::private::Number";

/// Reads one value into the builder and gives its node.
pub(super) struct NodeSeed<'b, 'a>(pub(super) &'b mut Builder<'a>);

impl<'de> DeserializeSeed<'de> for NodeSeed<'_, '_> {
    type Value = NodeId;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<NodeId, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl NodeSeed<'_, '_> {
    fn add<E: Error>(self, value: Value) -> Result<NodeId, E> {
        self.0.add(value).ok_or_else(|| E::custom("stopped"))
    }

    fn number<E: Error>(self, number: impl ToString) -> Result<NodeId, E> {
        self.add(Value::Number(number.to_string().into()))
    }

    fn enter<E: Error>(&mut self) -> Result<(), E> {
        if self.0.enter() { Ok(()) } else { Err(E::custom("stopped")) }
    }
}

impl<'de> Visitor<'de> for NodeSeed<'_, '_> {
    type Value = NodeId;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_unit<E: Error>(self) -> Result<NodeId, E> {
        self.add(Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<NodeId, E> {
        self.add(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<NodeId, E> {
        self.add(Value::Bool(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<NodeId, E> {
        self.number(value)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<NodeId, E> {
        self.number(value)
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<NodeId, E> {
        self.number(value)
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<NodeId, E> {
        self.number(value)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<NodeId, E> {
        let node = self.0.add(Value::Number(value.to_string().into())).ok_or_else(|| E::custom("stopped"))?;
        if value.is_finite() {
            self.0.floats.push(node);
        } else {
            self.0.remarks.push(Remark::NotFinite { node });
            self.0.set(node, Value::Null);
        }
        Ok(node)
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<NodeId, E> {
        let node = self.0.add(Value::String(value.into())).ok_or_else(|| E::custom("stopped"))?;
        if self.0.merges && is_old_boolean(value) {
            self.0.remarks.push(Remark::OldBoolean { node });
        }
        if self.0.merges && is_beyond(value) {
            self.0.remarks.push(Remark::Beyond { node });
        }
        Ok(node)
    }

    fn visit_string<E: Error>(self, value: String) -> Result<NodeId, E> {
        self.visit_str(&value)
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<NodeId, A::Error> {
        self.enter()?;
        let id = self.0.add(Value::Null).ok_or_else(|| A::Error::custom("stopped"))?;
        let mut items = Vec::new();
        while let Some(item) = list.next_element_seed(NodeSeed(self.0))? {
            items.push(item);
        }
        self.0.leave();
        self.0.close_list(id, items);
        Ok(id)
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut object: A) -> Result<NodeId, A::Error> {
        self.enter()?;
        let id = self.0.add(Value::Null).ok_or_else(|| A::Error::custom("stopped"))?;
        let mut members = Vec::new();
        while let Some(key) = object.next_key_seed(KeySeed)? {
            if self.0.merges
                && let Some(kind) = odd_kind(&key)
            {
                self.0.remarks.push(Remark::KeyKind { object: id, key: key.clone(), kind });
            }
            let value = object.next_value_seed(NodeSeed(self.0))?;
            members.push((key, value));
        }
        self.0.leave();
        match number_of(self.0, &members) {
            Some(text) => {
                if text.parse::<f64>().is_ok_and(f64::is_infinite) {
                    self.0.remarks.push(Remark::Beyond { node: id });
                }
                self.0.set(id, Value::Number(text));
            }
            None => self.0.close_object(id, members),
        }
        Ok(id)
    }

    /// A value with a YAML tag: the tag goes, the value stays.
    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<NodeId, A::Error> {
        let (tag, content) = tagged.variant::<String>()?;
        let builder = self.0;
        let node = content.newtype_variant_seed(NodeSeed(builder))?;
        builder.remarks.push(Remark::Tag { node, tag: tag.into() });
        Ok(node)
    }
}

/// The text of a number that serde_json handed over as an object of its own making.
fn number_of(builder: &Builder<'_>, members: &[(Box<str>, NodeId)]) -> Option<Box<str>> {
    match members {
        [(key, node)] if &**key == NUMBER => match builder.value(*node) {
            Value::String(text) if text.parse::<f64>().is_ok() => Some(text.clone()),
            _ => None,
        },
        _ => None,
    }
}

/// Reads a key as it is written, whatever YAML takes it for.
struct KeySeed;

/// How errors name what was expected; [`super::parse`] recognises a key of another shape by it.
pub(super) const KEY: &str = "a key that is text";

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = Box<str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Box<str>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for KeySeed {
    type Value = Box<str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(KEY)
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Box<str>, E> {
        Ok(key.into())
    }
}

/// Words that YAML 1.1, and with it many a library, takes for booleans.
fn is_old_boolean(word: &str) -> bool {
    let lower =
        word.len() <= 3 && ["yes", "no", "on", "off"].iter().any(|old| word.eq_ignore_ascii_case(old));
    lower && (word.chars().skip(1).all(char::is_lowercase) || !word.chars().any(char::is_lowercase))
}

/// Whether a plain text was a number, had it not been too large for one: `1e400`.
fn is_beyond(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_digit() || "+-.".contains(first))
        && text.contains(['e', 'E'])
        && text.parse::<f64>().is_ok_and(f64::is_infinite)
}

/// What YAML takes a plain key for, where that is neither text nor a whole number.
fn odd_kind(key: &str) -> Option<&'static str> {
    match key {
        "" | "~" | "null" | "Null" | "NULL" => Some("null"),
        "true" | "True" | "TRUE" | "false" | "False" | "FALSE" => Some("a boolean"),
        _ if !key.contains('.')
            || !key.starts_with(|first: char| first.is_ascii_digit() || "+-.".contains(first)) =>
        {
            None
        }
        _ => key.parse::<f64>().is_ok().then_some("a number with a fraction"),
    }
}
