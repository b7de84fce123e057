//! Merges a value into a node: objects member by member, lists at their end, plain values in their place.

use super::path::Found;
use crate::diag::{Code, Diagnostic};
use crate::document::{Document, NodeId, Value};

/// What can be merged with what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Object,
    List,
    Plain,
}

impl Kind {
    pub(super) fn of(document: &Document, id: NodeId) -> Self {
        match document.node(id).value {
            Value::Object(_) => Kind::Object,
            Value::Array(_) => Kind::List,
            _ => Kind::Plain,
        }
    }

    pub(super) fn words(self) -> &'static str {
        match self {
            Kind::Object => "objects",
            Kind::List => "lists",
            Kind::Plain => "plain values",
        }
    }
}

/// Merges `brought`, which belongs to nobody yet, into the node that an action found.
pub(super) fn merge(document: &mut Document, into: Found, brought: NodeId, refusals: &mut Vec<Diagnostic>) {
    match (Kind::of(document, into.id), Kind::of(document, brought)) {
        (Kind::Object, Kind::Object) => objects(document, into.id, brought, refusals),
        (Kind::List, Kind::List) => lists(document, into.id, brought),
        (Kind::List, _) => append(document, into.id, vec![brought]),
        (Kind::Plain, Kind::Plain) => replace(document, into, brought),
        _ => refusals.push(refusal(document, into.id, brought)),
    }
}

fn objects(document: &mut Document, into: NodeId, brought: NodeId, refusals: &mut Vec<Diagnostic>) {
    let Value::Object(additions) = document.node(brought).value.clone() else { return };
    let mut added = Vec::new();
    for (key, value) in additions {
        let Some(existing) = slot(document, into, &key) else {
            added.push((key, value));
            continue;
        };
        let is_null = |id: NodeId| document.node(id).value == Value::Null;
        match (Kind::of(document, existing.id), Kind::of(document, value)) {
            (Kind::Object, Kind::Object) => objects(document, existing.id, value, refusals),
            (Kind::List, Kind::List) => lists(document, existing.id, value),
            (Kind::Plain, Kind::Plain) => replace(document, existing, value),
            (Kind::Plain, _) if is_null(existing.id) => replace(document, existing, value),
            (_, Kind::Plain) if is_null(value) => {} // `components:` with nothing behind it adds nothing
            _ => refusals.push(refusal(document, existing.id, value)),
        }
    }
    if let Value::Object(members) = &document.node(into).value
        && !added.is_empty()
    {
        let members = members.iter().cloned().chain(added).collect();
        document.change(into, Value::Object(members));
    }
}

fn slot(document: &Document, object: NodeId, key: &str) -> Option<Found> {
    let Value::Object(members) = &document.node(object).value else { return None };
    let slot = members.iter().position(|(name, _)| &**name == key)?;
    members.get(slot).map(|(_, id)| Found { id: *id, holder: Some((object, slot)) })
}

fn lists(document: &mut Document, into: NodeId, brought: NodeId) {
    if let Value::Array(items) = document.node(brought).value.clone() {
        append(document, into, items);
    }
}

fn append(document: &mut Document, list: NodeId, more: Vec<NodeId>) {
    if let Value::Array(items) = &document.node(list).value {
        let items = items.iter().copied().chain(more).collect();
        document.change(list, Value::Array(items));
    }
}

/// Puts a node in the place of another.
fn replace(document: &mut Document, old: Found, new: NodeId) {
    let Some((holder, slot)) = old.holder else { return };
    let mut value = document.node(holder).value.clone();
    let place = match &mut value {
        Value::Array(items) => items.get_mut(slot),
        Value::Object(members) => members.get_mut(slot).map(|(_, id)| id),
        _ => None,
    };
    if let Some(place) = place {
        *place = new;
        document.change(holder, value);
    }
}

fn refusal(document: &Document, into: NodeId, brought: NodeId) -> Diagnostic {
    let (into, brought) = (document.at(into), document.at(brought));
    let message = format!("{} cannot be merged into {}", brought.kind(), into.kind());
    Diagnostic::new(Code::OverlayMerge, brought.place(), message)
        .hint("remove what is there in an action before, then add the new value to what held it")
        .related(into.place(), "it would be merged into this")
}
