//! Schemas: from what is written to what the values look like.
//!
//! A schema gets its id when something first refers to it and its shape when the queue comes to it, so recursion of
//! any form ends. What `allOf`, `$ref` and siblings bring together is collected on the written nodes
//! ([`gather`]), never on shapes, because a shape may not be there yet.

mod conditional;
mod enums;
mod gather;
mod inherit;
mod overlap;
mod properties;
mod scalars;
mod shape;
mod tuples;
mod types;
mod unions;

pub(super) use gather::MOST_PARTS;
pub(super) use inherit::Extensions;

use super::build::{Builder, Facet};
use super::{Origin, Schema, SchemaId, Use};
use crate::document::{At, NodeId, Value, Version, split_reference};

/// Keywords that say something about values. A schema with none of them beside a `$ref` only comments on it.
const STRUCTURAL: &[&str] = &[
    "type",
    "properties",
    "additionalProperties",
    "patternProperties",
    "unevaluatedProperties",
    "items",
    "prefixItems",
    "enum",
    "const",
    "allOf",
    "oneOf",
    "anyOf",
    "required",
    "format",
    "not",
    "if",
    "dependentSchemas",
    "discriminator",
];

pub(super) fn is_structural(at: At<'_>) -> bool {
    STRUCTURAL.iter().any(|keyword| at.has(keyword))
}

/// Whether a keyword says something about values.
pub(super) fn is_structural_word(keyword: &str) -> bool {
    STRUCTURAL.contains(&keyword)
}

/// What a schema refers to. A `$dynamicRef` is read as the `$ref` that it is where nothing extends its target.
pub(super) fn reference(at: At<'_>) -> Option<At<'_>> {
    let written = ["$ref", "$dynamicRef"].into_iter().filter_map(|keyword| at.get(keyword));
    written.into_iter().find(|reference| reference.str().is_some())
}

fn is_reference(at: At<'_>) -> bool {
    at.has("$ref") || at.has("$dynamicRef")
}

impl<'d> Builder<'d> {
    /// The schema written at a place of use: `origin` names it if it turns out to be one of its own.
    pub(super) fn use_of(&mut self, at: At<'d>, origin: impl FnOnce() -> Origin) -> Use {
        let nullable = self.allows_null(at);
        if let Some(reference) = reference(at) {
            let siblings = self.doc.version >= Version::V3_1 && is_structural(at);
            if !siblings {
                return match self.resolve(reference) {
                    Some(target) => {
                        let name = component_name(reference.str().unwrap_or(""));
                        let mut inner = self.use_of_target(target, name);
                        inner.nullable |= nullable;
                        inner
                    }
                    None => Use { schema: self.anything(reference), nullable },
                };
            }
        }
        if let Some(only) = self.only_part(at) {
            let mut inner = self.use_of(only, origin);
            inner.nullable |= nullable;
            return inner;
        }
        Use { schema: self.schema_at(at, origin), nullable: false }
    }

    /// A `$ref`'s target: a pure reference is followed further, so that one type has one id.
    fn use_of_target(&mut self, target: At<'d>, name: String) -> Use {
        let mut at = target;
        let mut seen: Vec<NodeId> = Vec::new();
        let most = if self.told_endless { 2 } else { gather::MOST_STEPS };
        while let Some(reference) = reference(at) {
            if self.doc.version >= Version::V3_1 && is_structural(at) {
                break;
            }
            let circle = seen.contains(&at.id());
            if circle {
                self.circular(at, seen.iter());
                return Use { schema: self.anything(at), nullable: false };
            }
            if seen.len() >= most {
                self.endless(at);
                // not the schema there: that would make one long chain of what must not be followed
                let id = SchemaId::new(self.api.schemas.len());
                self.api.schemas.push(Schema::empty(at.id()));
                return Use { schema: id, nullable: false };
            }
            seen.push(at.id());
            match self.resolve(reference) {
                Some(next) => at = next,
                None => return Use { schema: self.anything(reference), nullable: false },
            }
        }
        Use { schema: self.schema_at(at, || Origin::Component(name)), nullable: false }
    }

    /// The one schema that an `allOf` or a union with `null` comes down to, where nothing else is said beside it.
    fn only_part(&mut self, at: At<'d>) -> Option<At<'d>> {
        let alone = |keyword: &str| STRUCTURAL.iter().all(|other| *other == keyword || !at.has(other));
        if let Some(list) = at.get("allOf") {
            let mut parts = list.items().filter(|part| is_reference(*part) || is_structural(*part));
            let first = parts.next()?;
            return (parts.next().is_none() && alone("allOf")).then_some(first);
        }
        for keyword in ["oneOf", "anyOf"] {
            if let Some(list) = at.get(keyword) {
                let mut parts = list.items().filter(|part| !self.is_null(*part));
                let first = parts.next()?;
                return (parts.next().is_none() && alone(keyword)).then_some(first);
            }
        }
        None
    }

    /// The id of the schema at a node, made on first sight.
    pub(super) fn schema_at(&mut self, at: At<'d>, origin: impl FnOnce() -> Origin) -> SchemaId {
        self.schema_for((at.id(), Facet::Whole), origin)
    }

    pub(super) fn schema_for(&mut self, key: (NodeId, Facet), origin: impl FnOnce() -> Origin) -> SchemaId {
        if let Some(id) = self.by_key.get(&key) {
            return *id;
        }
        let id = SchemaId::new(self.api.schemas.len());
        self.api.schemas.push(Schema { origin: origin(), ..Schema::empty(key.0) });
        self.by_key.insert(key, id);
        self.queue.push_back((id, key));
        id
    }

    /// A schema without any shape, for a reference that leads nowhere.
    fn anything(&mut self, at: At<'d>) -> SchemaId {
        let id = SchemaId::new(self.api.schemas.len());
        let key = (at.id(), Facet::Whole);
        if let Some(known) = self.by_key.get(&key) {
            return *known;
        }
        self.api.schemas.push(Schema::empty(at.id()));
        self.by_key.insert(key, id);
        id
    }

    /// Gives every schema of the queue its shape.
    pub(super) fn drain(&mut self) {
        while let Some((id, key)) = self.queue.pop_front() {
            self.shape_schema(id, key);
        }
    }

    /// Whether `null` is allowed by what stands at this node itself (not behind a reference).
    pub(super) fn allows_null(&self, at: At<'d>) -> bool {
        let listed = |keyword: &str| {
            at.get(keyword).into_iter().flat_map(At::items).any(|item| matches!(item.value(), Value::Null))
        };
        Self::flag(at, "nullable")
            || Self::flag(at, "x-nullable")
            || self.is_null(at)
            || at.get("type").is_some_and(|kind| kind.items().any(|item| item.str() == Some("null")))
            || listed("enum")
            || ["oneOf", "anyOf"].iter().any(|keyword| {
                at.get(keyword).into_iter().flat_map(At::items).any(|part| self.allows_null(part))
            })
            || self.parts_allow_null(at)
    }

    /// Whether an `allOf` allows `null`: by the letter where every part does; and where one part says `nullable`,
    /// because that word has no other use there.
    fn parts_allow_null(&self, at: At<'d>) -> bool {
        let Some(list) = at.get("allOf") else { return false };
        let says = |part: At<'d>| Self::flag(part, "nullable") || Self::flag(part, "x-nullable");
        let mut typed = list.items().filter(|part| is_structural(*part) || is_reference(*part)).peekable();
        list.items().any(|part| !is_reference(part) && says(part))
            || typed.peek().is_some() && typed.all(|part| !is_reference(part) && self.allows_null(part))
    }

    /// Whether a schema has no value but `null`.
    pub(super) fn is_null(&self, at: At<'d>) -> bool {
        if is_reference(at) {
            return false;
        }
        let only_null = |keyword: &str| {
            at.get(keyword).is_some_and(|list| {
                list.items().next().is_some() && list.items().all(|item| matches!(item.value(), Value::Null))
            })
        };
        at.get("type").and_then(At::str) == Some("null")
            || at.get("const").is_some_and(|value| matches!(value.value(), Value::Null))
            || only_null("enum")
            || (Self::flag(at, "nullable") && !is_structural(at))
    }
}

/// The name that a reference gives: its last step, or the file's name where the whole file is meant.
pub(super) fn component_name(reference: &str) -> String {
    let (file, fragment) = split_reference(reference);
    let last = fragment.rsplit('/').next().unwrap_or("");
    if last.is_empty() {
        let name = file.rsplit('/').next().unwrap_or(file);
        return name.split('.').next().unwrap_or(name).to_owned();
    }
    last.replace("~1", "/").replace("~0", "~")
}
