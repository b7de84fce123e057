//! A JSON object that leaves out what is not there.

use serde_json::{Map, Value};

/// Members in the order in which they are added.
#[derive(Default)]
pub(super) struct Line {
    members: Map<String, Value>,
}

impl Line {
    /// Adds a member, whatever its value.
    pub(super) fn put(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.members.insert(key.to_owned(), value.into());
        self
    }

    /// Adds a member where there is something to say.
    pub(super) fn maybe<T: Into<Value>>(self, key: &str, value: Option<T>) -> Self {
        match value {
            Some(value) => self.put(key, value),
            None => self,
        }
    }

    /// Adds `true`, or nothing.
    pub(super) fn flag(self, key: &str, value: bool) -> Self {
        if value { self.put(key, true) } else { self }
    }

    /// Adds a list, unless it is empty.
    pub(super) fn list(self, key: &str, values: Vec<Value>) -> Self {
        if values.is_empty() { self } else { self.put(key, values) }
    }

    /// The object.
    pub(super) fn end(self) -> Value {
        Value::Object(self.members)
    }
}

/// JSON text as a value; text that is none stays text.
pub(super) fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.to_owned()))
}
