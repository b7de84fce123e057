//! A value of a schema with everything in it, and with texts that only survive when they are encoded properly.

use std::cell::RefCell;

use serde_json::{Map, Value, json};

use crate::description::{Files, Node, child, entries, items};

/// What a parameter or a property of this name holds: each character that a path, a query or JSON must encode.
pub fn text(name: &str) -> String {
    format!("{name} a/b%2Fc?d=ü&e+f#g;h,~\"\\")
}

pub struct Sampler<'a> {
    files: &'a Files,
    request: bool,
    // The schemas that the one at hand stands in: a recursive property is left out.
    open: RefCell<Vec<*const Value>>,
}

impl<'a> Sampler<'a> {
    /// For what is sent: without what only results hold.
    pub fn request(files: &'a Files) -> Self {
        Self { files, request: true, open: RefCell::default() }
    }

    /// For what comes back.
    pub fn result(files: &'a Files) -> Self {
        Self { files, request: false, open: RefCell::default() }
    }

    pub fn value(&self, name: &str, schema: Node<'_>) -> Value {
        self.sample(name, schema).unwrap_or_else(|| panic!("`{name}` is nothing but recursion"))
    }

    fn sample(&self, name: &str, schema: Node<'_>) -> Option<Value> {
        let schema = self.files.follow(schema);
        let place: *const Value = schema.value;
        if self.open.borrow().contains(&place) {
            return None;
        }
        self.open.borrow_mut().push(place);
        let value = self.shape(name, schema);
        self.open.borrow_mut().pop();
        value
    }

    fn shape(&self, name: &str, schema: Node<'_>) -> Option<Value> {
        if let Some(last) = child(schema, "enum").and_then(|list| items(list).last()) {
            return Some(last.value.clone());
        }
        let word = |key: &str| schema.value.get(key).and_then(Value::as_str);
        Some(match (word("type"), word("format")) {
            (Some("string"), Some("date-time")) => json!("2026-11-20T12:34:56.789+05:30"),
            (Some("string"), _) => json!(text(name)),
            (Some("boolean"), _) => json!(true),
            (Some("integer"), Some("int32")) => json!(7_000 + name.len()),
            // Beyond what a floating-point number can hold.
            (Some("integer"), _) => json!(9_007_199_254_740_993_i64),
            (Some("array"), _) => {
                let item = self.sample(name, child(schema, "items").expect("items"))?;
                json!([item, item])
            }
            (Some("object"), _) => Value::Object(self.object(schema)),
            other => panic!("`{name}` has a type that this test does not know: {other:?}"),
        })
    }

    fn object(&self, schema: Node<'_>) -> Map<String, Value> {
        let mut object = Map::new();
        if let Some(values) = child(schema, "additionalProperties").filter(|values| values.value.is_object())
        {
            for key in [text("key"), "other".to_owned()] {
                object.extend(self.sample("entry", values).map(|value| (key, value)));
            }
        }
        for (name, property) in child(schema, "properties").into_iter().flat_map(entries) {
            let flag = |key: &str| property.value.get(key) == Some(&Value::Bool(true));
            if !(self.request && flag("readOnly") || !self.request && flag("writeOnly")) {
                object.extend(self.sample(name, property).map(|value| (name.to_owned(), value)));
            }
        }
        object
    }
}
