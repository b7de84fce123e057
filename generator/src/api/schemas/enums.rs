//! Enums of the description: values with the names and texts given beside them.

use std::collections::HashSet;
use std::hash::Hash;

use super::gather::Gathered;
use crate::api::build::Builder;
use crate::api::{EnumValue, Integer, Shape};
use crate::diag::{Code, Diagnostic};
use crate::document::{At, Value};

impl<'d> Builder<'d> {
    /// The shape of `enum` or `const`; `None` where there is neither, or only `null`.
    pub(super) fn enum_shape(&mut self, gathered: &Gathered<'d>) -> Option<Shape> {
        let values: Vec<At<'d>> = match (gathered.constant, gathered.list) {
            (Some(constant), _) => vec![constant],
            (None, Some(list)) => list.items().filter(|item| !matches!(item.value(), Value::Null)).collect(),
            (None, None) => return None,
        };
        let values: Vec<At<'d>> = values.into_iter().filter(|value| gathered.is_meant(*value)).collect();
        let Some(first) = values.first().copied() else {
            self.note_empty(gathered);
            return None;
        };
        if self.of_another_type(gathered, &values, first) {
            return None;
        }
        let texts = gathered.types.is_empty() || gathered.types.contains(&"string");
        let numbers = gathered.types.iter().any(|word| matches!(*word, "integer" | "number"));
        if values.iter().all(|value| value.str().is_some()) && texts {
            return Some(Shape::TextEnum(
                self.values(gathered, &values, |value| value.str().map(str::to_owned)),
            ));
        }
        if texts && !gathered.types.is_empty() && values.iter().all(|value| value.text().is_some()) {
            // `enum: [1.0, 2.0]` or `[yes, no]` under `type: string`: YAML made numbers of words.
            return Some(Shape::TextEnum(
                self.values(gathered, &values, |value| value.text().map(str::to_owned)),
            ));
        }
        if values.iter().all(|value| integer(*value).is_some()) {
            return Some(Shape::IntegerEnum(self.values(gathered, &values, integer)));
        }
        if numbers && values.iter().all(|value| value.str().is_some_and(|text| text.parse::<i64>().is_ok())) {
            return Some(Shape::IntegerEnum(
                self.values(gathered, &values, |value| value.str()?.parse().ok()),
            ));
        }
        if values.iter().all(|value| value.bool().is_some()) {
            if gathered.constant.is_none() && values.len() == 1 {
                self.unlisted(first, "`true` and `false`");
            }
            return Some(Shape::Boolean);
        }
        if values.iter().all(|value| matches!(value.value(), Value::Number(_))) {
            if values.iter().all(|value| value.text().is_some_and(|text| text.parse::<u64>().is_ok())) {
                self.unlisted(first, "any whole number");
                return Some(Shape::Integer(Integer::U64));
            }
            self.unlisted(first, "any number");
            return Some(Shape::Number);
        }
        if described(gathered, &values) {
            self.unlisted(first, "any value of its type");
            return None;
        }
        self.mixed(first);
        Some(Shape::Any)
    }

    /// A list without any value; `null` alone is one.
    fn note_empty(&mut self, gathered: &Gathered<'d>) {
        if let Some(list) = gathered.list.filter(|list| list.items().next().is_none()) {
            self.push(
                Diagnostic::new(
                    Code::EnumEmpty,
                    list.place(),
                    "an enum without values allows none; any value of its type is accepted",
                )
                .hint("list the values, or remove `enum`"),
            );
        }
    }

    /// Whether the values are words beside `type: array` or `type: object`.
    fn of_another_type(&mut self, gathered: &Gathered<'d>, values: &[At<'d>], first: At<'d>) -> bool {
        let [kind @ ("array" | "object")] = gathered.types.as_slice() else { return false };
        let fits = |value: &At<'d>| if *kind == "array" { value.is_array() } else { value.is_object() };
        if values.iter().any(fits) {
            return false;
        }
        self.push(
            Diagnostic::new(
                Code::EnumType,
                first.place(),
                format!(
                    "none of these values is of the type `{kind}` that stands beside them; they are left out"
                ),
            )
            .hint(match *kind {
                "array" => "an enum for the items of a list stands under `items`",
                _ => "remove `enum`, or correct `type`",
            }),
        );
        true
    }

    /// Values that no enum of Rust can have.
    fn unlisted(&mut self, first: At<'d>, accepted: &str) {
        let message = format!("an enum of such values is not expressed in the type: it accepts {accepted}");
        self.push(Diagnostic::new(Code::KeywordIgnored, first.place(), message));
    }

    fn mixed(&mut self, first: At<'d>) {
        self.push(
            Diagnostic::new(
                Code::EnumMixed,
                first.place(),
                "the values of this enum are not all texts, numbers or booleans; any JSON value is accepted",
            )
            .hint("write them in one way, or describe each kind under `oneOf`"),
        );
    }

    fn values<T: Clone + Eq + Hash>(
        &mut self,
        gathered: &Gathered<'d>,
        values: &[At<'d>],
        read: impl Fn(At<'d>) -> Option<T>,
    ) -> Vec<EnumValue<T>> {
        let beside = |keys: &[&str], index: usize, value: At<'d>| {
            let holder = gathered.enum_holder?;
            let list = keys.iter().find_map(|key| holder.get(key))?;
            let found = if list.is_array() { list.items().nth(index) } else { list.get(value.text()?) };
            found.and_then(At::text).map(str::to_owned).filter(|text| !text.is_empty())
        };
        let mut out: Vec<EnumValue<T>> = Vec::new();
        let mut known: HashSet<T> = HashSet::new();
        for (index, at) in values.iter().enumerate() {
            let Some(value) = read(*at) else { continue };
            if !known.insert(value.clone()) {
                let message = "this value is listed twice; the second is left out";
                self.push(
                    Diagnostic::new(Code::EnumRepeated, at.place(), message).hint("remove one of the two"),
                );
                continue;
            }
            out.push(EnumValue {
                value,
                name: beside(&["x-enum-varnames", "x-enumNames", "x-enum-names"], index, *at),
                description: beside(&["x-enum-descriptions", "x-enumDescriptions"], index, *at),
                node: at.id(),
            });
        }
        out
    }
}

/// Whether the values are all objects, or all lists, and the schema says what such a one holds.
fn described<'d>(gathered: &Gathered<'d>, values: &[At<'d>]) -> bool {
    let lists = gathered.types.is_empty() || gathered.types == ["array"];
    values.iter().all(|value| value.is_object()) && gathered.is_object()
        || values.iter().all(|value| value.is_array()) && lists && gathered.items.or(gathered.tuple).is_some()
}

fn integer(at: At<'_>) -> Option<i64> {
    match at.value() {
        Value::Number(text) => text.parse().ok(),
        _ => None,
    }
}
