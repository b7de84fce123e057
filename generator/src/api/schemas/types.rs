//! `type`, and what other keywords say of it.

use super::gather::Gathered;
use crate::api::build::Builder;
use crate::diag::{Code, Diagnostic};
use crate::document::{At, Value, meant, nearest};

/// The words that `type` may have; `file` and `any` are habits of some writers.
const KNOWN: [&str; 9] = ["string", "number", "integer", "boolean", "object", "array", "null", "file", "any"];

impl<'d> Builder<'d> {
    /// Adds `type`. What several parts say holds together, so the types that all of them allow are left.
    pub(super) fn gather_types(&mut self, at: At<'d>, into: &mut Gathered<'d>) {
        let Some(kind) = at.get("type") else { return };
        let types: Vec<&str> = match kind.str() {
            Some(one) => vec![one],
            None => kind.items().filter_map(At::str).collect(),
        };
        if let Some(odd) = types.iter().find(|word| !KNOWN.contains(word)) {
            self.push(
                Diagnostic::new(
                    Code::TypeUnknown,
                    kind.place(),
                    format!("`{odd}` is not a type; any value is accepted here"),
                )
                .hint(known_types(odd)),
            );
        }
        let mut stated: Vec<&'d str> = types
            .into_iter()
            .filter(|word| KNOWN.contains(word) && *word != "null" && *word != "any")
            .collect();
        if let Some(before) = into.types_at.replace(kind)
            && let (Some(first), Some(second)) = (into.types.first(), stated.first())
        {
            let both = in_both(&into.types, &stated);
            if both.is_empty() {
                self.push(
                    Diagnostic::new(
                        Code::PropertyConflict,
                        kind.place(),
                        format!("the type is `{second}` here and `{first}` in another part; this one holds"),
                    )
                    .hint("no value can be both: remove one of the two, or list them under `oneOf`")
                    .related(before.place(), "the other one"),
                );
            } else {
                stated = both;
            }
        }
        into.types = stated;
    }

    /// Notes the whole numbers that are written beside a type: they show how large it must be.
    pub(super) fn gather_bounds(&mut self, at: At<'d>, into: &mut Gathered<'d>) {
        let whole = |keyword: &str| match at.get(keyword)?.value() {
            Value::Number(text) => text.parse::<i128>().ok(),
            _ => None,
        };
        into.written.extend(["minimum", "maximum", "default", "example"].into_iter().filter_map(whole));
        into.lowest = whole("minimum").or(into.lowest);
    }
}

/// What was probably meant, and what there is.
fn known_types(odd: &str) -> String {
    let known = "known: string, number, integer, boolean, object, array, null";
    let near = nearest(odd, KNOWN.iter().copied().filter(|word| !matches!(*word, "file" | "any")));
    meant(&near).map_or_else(|| known.to_owned(), |question| format!("{question} {known}"))
}

impl<'d> Gathered<'d> {
    /// Makes an enum whose values are of several kinds (`[auto, 1, 2]`) a list of types, so that it becomes a union
    /// of one enum for each. `type` must not say that all of them are one.
    pub(super) fn spread_enum(&mut self) {
        let Some(list) = self.list.filter(|_| self.constant.is_none() && self.types.len() != 1) else {
            return;
        };
        let mut kinds: Vec<&'d str> = Vec::new();
        for value in list.items().filter(|value| !matches!(value.value(), Value::Null)) {
            let Some(kind) = kind_of(value) else { return };
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        if kinds.contains(&"number") {
            kinds.retain(|kind| *kind != "integer");
        }
        let allowed = |kind: &&str| self.types.is_empty() || in_both(&self.types, &[*kind]) == [*kind];
        if kinds.len() > 1 && kinds.iter().all(allowed) {
            self.types = kinds;
            self.spread = true;
        }
    }

    /// Whether a value of an enum is of the type that is meant, where it is one of several.
    pub(super) fn is_meant(&self, value: At<'d>) -> bool {
        let Some(kind) = self.types.first().filter(|_| self.narrowed) else { return true };
        match kind_of(value) {
            Some("integer") => matches!(*kind, "integer" | "number"),
            Some(found) => found == *kind,
            None => matches!(*kind, "object" | "array"),
        }
    }
}

/// The type that a simple value has.
fn kind_of(value: At<'_>) -> Option<&'static str> {
    match value.value() {
        Value::String(_) => Some("string"),
        Value::Bool(_) => Some("boolean"),
        Value::Number(text) if text.parse::<i128>().is_ok() => Some("integer"),
        Value::Number(_) => Some("number"),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// The types that two lists allow; a whole number is a number.
fn in_both<'d>(first: &[&'d str], second: &[&'d str]) -> Vec<&'d str> {
    let mut both: Vec<&'d str> = Vec::new();
    for word in second {
        let found = match *word {
            "number" if !first.contains(&"number") => first.iter().find(|other| **other == "integer"),
            "integer" if first.contains(&"number") => Some(word),
            _ => first.contains(word).then_some(word),
        };
        both.extend(found.filter(|found| !both.contains(found)).copied());
    }
    both
}
