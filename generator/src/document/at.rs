//! A cursor on one node: how the later stages look at the description.

use super::{Document, NodeId, Value};
use crate::diag::{Part, Place};

/// A node together with its document.
#[derive(Clone, Copy)]
pub struct At<'d> {
    pub(crate) doc: &'d Document,
    pub(crate) id: NodeId,
}

impl<'d> At<'d> {
    /// The node's identity: equal for equal places.
    pub fn id(self) -> NodeId {
        self.id
    }

    /// The document.
    pub fn document(self) -> &'d Document {
        self.doc
    }

    /// What the node holds.
    pub fn value(self) -> &'d Value {
        &self.doc.node(self.id).value
    }

    /// The member of this name, where this is an object that has it.
    pub fn get(self, key: &str) -> Option<At<'d>> {
        self.doc.member(self.id, key).map(|id| self.doc.at(id))
    }

    /// Whether this is an object that has the member.
    pub fn has(self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// The members of an object, in the order of the file; nothing for other values.
    pub fn entries(self) -> impl Iterator<Item = (&'d str, At<'d>)> {
        let members: &[(Box<str>, NodeId)] = match self.value() {
            Value::Object(members) => members,
            _ => &[],
        };
        members.iter().map(move |(name, id)| (&**name, self.doc.at(*id)))
    }

    /// The items of a list; nothing for other values.
    pub fn items(self) -> impl Iterator<Item = At<'d>> {
        let items: &[NodeId] = match self.value() {
            Value::Array(items) => items,
            _ => &[],
        };
        items.iter().map(move |id| self.doc.at(*id))
    }

    /// The text of a string.
    pub fn str(self) -> Option<&'d str> {
        match self.value() {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// The text of a string, or of a number as it was written (`version: 1.10`).
    pub fn text(self) -> Option<&'d str> {
        match self.value() {
            Value::String(text) | Value::Number(text) => Some(text),
            Value::Bool(true) => Some("true"),
            Value::Bool(false) => Some("false"),
            _ => None,
        }
    }

    /// The value of a boolean.
    pub fn bool(self) -> Option<bool> {
        match self.value() {
            Value::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// Whether this is an object.
    pub fn is_object(self) -> bool {
        matches!(self.value(), Value::Object(_))
    }

    /// Whether this is a list.
    pub fn is_array(self) -> bool {
        matches!(self.value(), Value::Array(_))
    }

    /// What kind of value this is, in the words of messages.
    pub fn kind(self) -> &'static str {
        match self.value() {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "a list",
            Value::Object(_) => "an object",
        }
    }

    /// Where it stands.
    pub fn place(self) -> Place {
        self.doc.place(self.id, Part::Value)
    }

    /// Where the key stands that leads to it.
    pub fn key_place(self) -> Place {
        self.doc.place(self.id, Part::Key)
    }

    /// The key (or position) under which this node stands, as written.
    pub fn key(self) -> Option<&'d str> {
        let (parent, slot) = self.doc.node(self.doc.written(self.id)).parent?;
        match self.doc.written_value(parent) {
            Value::Object(members) => members.get(slot as usize).map(|(key, _)| &**key),
            _ => None,
        }
    }
}
