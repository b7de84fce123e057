//! Parameters outside the body: their type moves into a schema, `collectionFormat` becomes `style` and `explode`.

use super::{Lift, Members};
use crate::document::{NodeId, Value};

/// What stays on a parameter (or header); everything else but extensions belongs to its schema.
const KEPT: &[&str] = &["name", "in", "description", "required", "allowEmptyValue", "deprecated", "example"];

impl Lift<'_> {
    /// A list of parameters without those of the body.
    pub(super) fn plain_parameters(&mut self, list: NodeId) -> NodeId {
        let items: Vec<NodeId> = self.doc.at(list).items().map(|item| item.id()).collect();
        let lifted = items.into_iter().filter_map(|item| self.plain_parameter(item)).collect();
        self.node(Value::Array(lifted), list)
    }

    /// A parameter outside the body; `None` for one of the body.
    pub(super) fn plain_parameter(&mut self, written: NodeId) -> Option<NodeId> {
        if let Some(known) = self.doc.lifted.get(&written) {
            return Some(*known);
        }
        let target = self.target(written);
        let place = self.str(target, "in");
        if matches!(place.as_deref(), Some("body" | "formData")) {
            return None;
        }
        if target != written {
            self.plain_parameter(target);
            return Some(written); // the reference stays, and leads to the lifted form
        }
        if self.get(written, "$ref").is_some() || self.get(written, "schema").is_some() {
            return Some(written); // leads nowhere, or is of 3.0 already: later stages say so
        }
        let mut members = self.kept(written);
        let list = self.str(written, "type").as_deref() == Some("array");
        if let Some((style, explode)) = place.filter(|_| list).map(|place| self.style(written, &place)) {
            let origin = self.get(written, "collectionFormat").unwrap_or(written);
            members.push(("style".into(), self.text(&style, origin)));
            members.push(("explode".into(), self.flag(explode, written)));
        }
        members.push(("schema".into(), self.schema_of(written, None)));
        let parameter = self.object(members, written);
        self.doc.lifted.insert(written, parameter);
        Some(parameter)
    }

    fn kept(&self, written: NodeId) -> Members {
        let stays = |key: &str| KEPT.contains(&key) || (key.starts_with("x-") && key != "x-nullable");
        self.members(written).into_iter().filter(|(key, _)| stays(key)).collect()
    }

    /// The schema that a parameter or header carries in its own members.
    pub(super) fn schema_of(&mut self, written: NodeId, description: Option<NodeId>) -> NodeId {
        let belongs = |key: &str| {
            key == "x-nullable"
                || !(KEPT.contains(&key) || key == "collectionFormat" || key.starts_with("x-"))
        };
        let mut members: Members =
            self.members(written).into_iter().filter(|(key, _)| belongs(key)).collect();
        members.extend(description.map(|text| ("description".into(), text)));
        self.object(members, written)
    }

    /// A header of a response: a parameter without name and place.
    pub(super) fn header(&mut self, written: NodeId) -> NodeId {
        if self.get(written, "$ref").is_some() || self.get(written, "schema").is_some() {
            return written;
        }
        let mut members = self.kept(written);
        members.push(("schema".into(), self.schema_of(written, None)));
        self.object(members, written)
    }

    /// `style` and `explode` of a list. Tab-separated lists have no style in 3.0, nor have those separated by spaces
    /// and pipes outside of queries: `api` takes these styles everywhere in a description of this version.
    pub(super) fn style(&self, written: NodeId, place: &str) -> (Box<str>, bool) {
        let format = self.str(written, "collectionFormat");
        let usual = if place == "query" { "form" } else { "simple" };
        let (style, explode) = match format.as_deref().unwrap_or("csv") {
            "csv" => (usual, false),
            "multi" => (usual, true),
            "ssv" => ("spaceDelimited", false),
            "pipes" => ("pipeDelimited", false),
            "tsv" => ("tabDelimited", false),
            unknown => (unknown, false), // `api` says that it is none, and takes the usual one
        };
        (style.into(), explode)
    }
}
