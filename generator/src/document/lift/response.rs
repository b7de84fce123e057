//! Responses: the schema moves below the media types of `produces`.

use super::{Lift, Members};
use crate::document::NodeId;

impl Lift<'_> {
    /// Lifts a response. A `$ref` is followed here, since the media types are those of the operation.
    pub(super) fn response(&mut self, written: NodeId, produces: &[Box<str>]) -> NodeId {
        let target = self.target(written);
        if self.get(target, "$ref").is_some() || self.get(target, "content").is_some() {
            return written; // leads nowhere, or is of 3.0 already: later stages say so
        }
        let mut members = Members::new();
        for (key, child) in self.members(target) {
            match &*key {
                "schema" | "examples" => {}
                "headers" => {
                    let headers = self.each(child, |lift, _, child| Some(lift.header(child)));
                    members.push((key, headers));
                }
                _ => members.push((key, child)),
            }
        }
        if let Some(schema) = self.get(target, "schema") {
            members.push(("content".into(), self.content(target, schema, produces)));
        }
        let response = self.object(members, target);
        self.doc.lifted.entry(target).or_insert(response);
        response
    }

    fn content(&mut self, response: NodeId, schema: NodeId, produces: &[Box<str>]) -> NodeId {
        let file = self.is_file(schema);
        let examples = self.get(response, "examples");
        let usual: Box<str> = if file { "application/octet-stream" } else { "application/json" }.into();
        let types = if produces.is_empty() { std::slice::from_ref(&usual) } else { produces };
        let schema = if file { self.typed("string", "binary", schema) } else { schema };
        let mut content = Members::new();
        for name in types {
            let mut media: Members = vec![("schema".into(), schema)];
            let example = examples.and_then(|examples| self.get(examples, name));
            media.extend(example.map(|example| ("example".into(), example)));
            content.push((name.clone(), self.object(media, response)));
        }
        self.object(content, response)
    }
}
