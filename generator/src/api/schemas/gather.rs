//! Collects what a schema says of its values: its own keywords, those behind `allOf` and those behind `$ref`.

use std::collections::{BTreeMap, BTreeSet};

use super::is_structural;
use super::properties::Properties;
use crate::api::build::Builder;
use crate::diag::{Code, Diagnostic};
use crate::document::{At, NodeId, Value, Version};

/// What is said of the values of one schema, on the nodes that say it.
#[derive(Default)]
pub(crate) struct Gathered<'d> {
    pub(crate) properties: Properties<'d>,
    /// Names of required properties, each where it is first listed.
    pub(crate) required: BTreeMap<&'d str, At<'d>>,
    /// `additionalProperties` that is `true` or a schema.
    pub(crate) extra: Option<At<'d>>,
    /// Schemas of `patternProperties`.
    pub(crate) patterns: Vec<At<'d>>,
    /// Lists of `oneOf` and `anyOf`, with the schema that holds each.
    pub(crate) unions: Vec<(At<'d>, At<'d>)>,
    /// The types of the innermost mention, without `null`.
    pub(crate) types: Vec<&'d str>,
    pub(crate) format: Option<At<'d>>,
    /// `contentEncoding`.
    pub(crate) encoding: Option<&'d str>,
    /// `contentMediaType`.
    pub(crate) media: Option<&'d str>,
    pub(crate) list: Option<At<'d>>,
    /// The node that holds the list, for names of its values.
    pub(crate) enum_holder: Option<At<'d>>,
    pub(crate) constant: Option<At<'d>>,
    pub(crate) items: Option<At<'d>>,
    /// What earlier mentions of the list say of its items.
    pub(crate) items_before: Vec<At<'d>>,
    /// The schemas of its places, one by one.
    pub(crate) tuple: Option<At<'d>>,
    /// `minItems` and `maxItems`.
    pub(super) fewest: Option<usize>,
    pub(super) most: Option<usize>,
    /// Whether no item may stand behind the places.
    pub(super) ends: bool,
    /// Properties whose earlier mentions add properties of their own, by the latest mention; the first one first.
    pub(crate) earlier: BTreeMap<NodeId, Vec<NodeId>>,
    /// Properties that are described only for some values, in order; see [`settle`](Builder::settle).
    pub(super) conditional: Vec<(&'d str, At<'d>)>,
    /// Properties that hold any value: what is said of them depends on others.
    pub(super) unsure: BTreeSet<&'d str>,
    /// Properties that only conditions describe, each where it is first mentioned.
    pub(super) sometimes: BTreeMap<&'d str, At<'d>>,
    /// Where the types were stated.
    pub(super) types_at: Option<At<'d>>,
    /// Whole numbers that are written as its bounds and examples.
    pub(super) written: Vec<i128>,
    /// `minimum`, where it is a whole number.
    pub(super) lowest: Option<i128>,
    /// Whether one of several types is meant.
    pub(super) narrowed: bool,
    /// Whether the types are those of the enum's values.
    pub(super) spread: bool,
    pub(crate) description: Option<String>,
    pub(crate) closed: bool,
    /// How many `allOf` lead here.
    pub(super) parts: usize,
    /// How many nodes were looked at.
    pub(super) seen: usize,
    /// Nodes on the way, against references that lead back.
    pub(super) path: Vec<NodeId>,
}

impl<'d> Gathered<'d> {
    pub(crate) fn is_object(&self) -> bool {
        // `additionalProperties` beside `type: string` was left over from something else, and that it is false says
        // of no value that it is an object
        let other_type = !self.types.is_empty() && !self.types.contains(&"object");
        !self.properties.is_empty()
            || self.types.contains(&"object")
            || !other_type && (self.extra.is_some() || !self.patterns.is_empty())
    }

    /// Leaves one of the types, and of the keywords for objects and lists those that speak of it.
    pub(super) fn narrow(&mut self, index: usize) {
        self.types = self.types.get(index).copied().into_iter().collect();
        self.narrowed = true;
        if !self.types.contains(&"object") {
            self.properties.clear();
            self.patterns.clear();
            self.extra = None;
            self.closed = false;
        }
        if !self.types.contains(&"array") {
            self.items = None;
            self.tuple = None;
        }
    }
}

/// References and parts of `allOf` that may lead to each other. Real descriptions have some ten.
pub(super) const MOST_STEPS: usize = 200;

/// Parts that one schema may be made of: bases that are listed twice on each level double them every time.
const MOST_OF_ONE: usize = 100_000;

/// Parts that all schemas together may be made of.
pub(in crate::api) const MOST_PARTS: usize = 2_000_000;

impl<'d> Builder<'d> {
    /// Adds what stands at `at`; `unions` says whether its own `oneOf` and `anyOf` count.
    pub(super) fn gather(&mut self, at: At<'d>, into: &mut Gathered<'d>, unions: bool) {
        if let Some(start) = into.path.iter().position(|node| *node == at.id()) {
            self.circular(at, into.path.iter().skip(start));
            return;
        }
        if into.path.len() >= MOST_STEPS || into.seen >= MOST_OF_ONE || self.parts_left == 0 {
            self.endless(at);
            return;
        }
        self.parts_left -= 1;
        into.seen += 1;
        into.path.push(at.id());
        if let Some(reference) = super::reference(at) {
            if let Some(target) = self.resolve(reference) {
                self.gather(target, into, true);
            }
            if self.doc.version < Version::V3_1 || !is_structural(at) {
                into.path.pop();
                return;
            }
        }
        into.parts += 1;
        for part in at.get("allOf").into_iter().flat_map(At::items) {
            self.gather(part, into, true);
        }
        into.parts -= 1;
        self.gather_object(at, into);
        self.gather_values(at, into);
        if unions {
            for keyword in ["oneOf", "anyOf"] {
                if let Some(list) = at.get(keyword).filter(|list| list.is_array()) {
                    if into.parts > 0 && self.lists_extensions(at, list) {
                        continue;
                    }
                    into.unions.push((at, list));
                }
            }
        }
        self.note_ignored(at);
        into.path.pop();
    }

    fn gather_object(&mut self, at: At<'d>, into: &mut Gathered<'d>) {
        for (name, property) in at.get("properties").into_iter().flat_map(At::entries) {
            match into.properties.get(name) {
                Some(earlier) => {
                    let speaks = is_structural(property) || property.has("$ref");
                    if speaks && self.later_holds(earlier, property) {
                        into.properties.set(name, property);
                        self.same_property(name, earlier, property, into);
                    }
                }
                None => into.properties.set(name, property),
            }
        }
        // a parameter that is its own schema, as in Swagger 2.0, is rightly required or not
        let parameter = at.has("in") && at.has("name");
        if let Some(flag) = at.get("required").filter(|required| !parameter && required.bool().is_some()) {
            self.push(
                Diagnostic::new(
                    Code::RequiredForm,
                    flag.key_place(),
                    "`required` is true or false here, which says nothing",
                )
                .hint(
                    "the object around it lists the names of its required properties: `required: [name, …]`",
                ),
            );
        }
        for item in at.get("required").into_iter().flat_map(At::items) {
            let Some(name) = item.str() else { continue };
            into.required.entry(name).or_insert(item);
        }
        for keyword in ["unevaluatedProperties", "additionalProperties"] {
            match at.get(keyword).map(|extra| (extra, extra.bool())) {
                Some((_, Some(false))) => into.closed |= keyword == "additionalProperties",
                Some((extra, _)) => into.extra = Some(extra),
                None => {}
            }
        }
        self.gather_conditional(at, into);
        into.patterns
            .extend(at.get("patternProperties").into_iter().flat_map(At::entries).map(|(_, schema)| schema));
    }

    fn gather_values(&mut self, at: At<'d>, into: &mut Gathered<'d>) {
        self.gather_types(at, into);
        self.gather_bounds(at, into);
        into.format = at.get("format").filter(|format| format.str().is_some()).or(into.format);
        into.encoding = at.get("contentEncoding").and_then(At::str).or(into.encoding);
        into.media = at.get("contentMediaType").and_then(At::str).or(into.media);
        if let Some(list) = at.get("enum").filter(|list| list.is_array()) {
            into.list = Some(list);
            into.enum_holder = Some(at);
        }
        if let Some(constant) = at.get("const").filter(|value| !matches!(value.value(), Value::Null)) {
            into.constant = Some(constant);
            into.enum_holder = Some(at);
        }
        self.gather_places(at, into);
        into.description = Self::text(at, "description").or(into.description.take());
    }

    /// Keywords that no Rust type can hold: values stay readable, so this loses a check, not data.
    fn note_ignored(&mut self, at: At<'d>) {
        for keyword in [
            "not",
            "if",
            "dependentRequired",
            "dependentSchemas",
            "dependencies",
            "contains",
            "propertyNames",
            "unevaluatedItems",
            "contentSchema",
        ] {
            if keyword == "unevaluatedItems" && at.get(keyword).and_then(At::bool).is_some() {
                continue; // it only says how many there are
            }
            if let Some(value) = at.get(keyword) {
                self.push(Diagnostic::new(
                    Code::KeywordIgnored,
                    value.key_place(),
                    format!("`{keyword}` is not expressed in the type; values are not checked against it"),
                ));
            }
        }
    }

    /// Reports once that a schema leads on and on. No other is put together after that: it could take as long.
    pub(super) fn endless(&mut self, at: At<'d>) {
        if std::mem::replace(&mut self.told_endless, true) {
            return;
        }
        self.parts_left = 0;
        self.push(
            Diagnostic::new(
                Code::SchemaEndless,
                at.place(),
                format!(
                    "a schema leads here through more than {MOST_STEPS} steps of `$ref` and `allOf`, or is made of \
                     too many parts"
                ),
            )
            .hint("refer to the schema that is meant, and list each base under `allOf` once"),
        );
    }

    /// Reports a circle once, wherever it was entered.
    pub(super) fn circular<'c>(&mut self, at: At<'d>, circle: impl Iterator<Item = &'c NodeId>) {
        let mut known = !self.reported.insert(at.id());
        for node in circle.filter(|node| **node != at.id()) {
            known |= !self.reported.insert(*node);
        }
        if known {
            return;
        }
        self.push(
            Diagnostic::new(
                Code::RefCircular,
                at.place(),
                "this schema is defined by itself: `$ref` and `allOf` lead back here without a type between",
            )
            .hint("put the reference into a property, or remove it"),
        );
    }
}
