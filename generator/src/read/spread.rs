//! References in places where OpenAPI has none: `paths: {$ref: paths.yaml}`, `get: {$ref: get.yaml}`.
//!
//! Many trees of files are written like this, because tools that put files together follow a `$ref` wherever it stands.
//! What it leads to takes its place here, before anything is understood; each part keeps its own file and pointer.

use std::collections::BTreeSet;

use crate::diag::{Code, Diagnostic, Findings};
use crate::document::{Document, NodeId, RefProblem, Value};

/// Puts what is referred to in the place of such references.
pub(super) fn spread(document: &mut Document, findings: &mut Findings) {
    if !any(document) {
        return;
    }
    let mut left = Some(MOST_MEMBERS);
    for round in 1..=MOST_ROUNDS {
        document.reindex(); // references are followed on the way
        let mut walk = Walk {
            document,
            findings,
            lost: Vec::new(),
            seen: BTreeSet::new(),
            changed: false,
            last: round == MOST_ROUNDS,
            left: &mut left,
        };
        walk.all();
        if !walk.changed {
            return std::mem::take(&mut walk.lost).into_iter().for_each(|finding| findings.push(finding));
        }
    }
}

/// What stands behind a reference may hold such references, and lead to places that come before it.
const MOST_ROUNDS: usize = 8;

/// Members that may be put in the place of references, all together.
const MOST_MEMBERS: usize = 2_000_000;

/// Whether members of a keyword are names that the user chose.
fn holds_names(key: &str) -> bool {
    matches!(
        key,
        "paths"
            | "webhooks"
            | "schemas"
            | "responses"
            | "parameters"
            | "requestBodies"
            | "headers"
            | "securitySchemes"
            | "securityDefinitions"
            | "links"
            | "callbacks"
            | "pathItems"
            | "mediaTypes"
            | "properties"
            | "patternProperties"
            | "$defs"
            | "definitions"
            | "content"
            | "encoding"
            | "variables"
    )
}

/// Keywords whose value is no reference by the letter.
fn takes_none(key: &str) -> bool {
    holds_names(key)
        || matches!(
            key,
            "info"
                | "components"
                | "servers"
                | "tags"
                | "security"
                | "get"
                | "put"
                | "post"
                | "delete"
                | "options"
                | "head"
                | "patch"
                | "trace"
                | "query"
                | "allOf"
                | "oneOf"
                | "anyOf"
                | "required"
                | "enum"
        )
}

/// Keywords whose value is data.
fn is_data(key: &str) -> bool {
    matches!(key, "example" | "examples" | "default" | "const" | "value" | "dataValue")
        || key.starts_with("x-")
}

/// Whether there is one that could be meant, among user's names perhaps.
fn any(document: &Document) -> bool {
    document.nodes.iter().any(|node| match &node.value {
        Value::Object(members) => members.iter().any(|(key, child)| {
            reference(document, *child).is_some() && (takes_none(key) || is_text(document, key, *child))
        }),
        _ => false,
    })
}

/// Whether a description is a reference to a text: `description: {$ref: intro.md}`.
fn is_text(document: &Document, key: &str, id: NodeId) -> bool {
    let Some(at) = reference(document, id).filter(|_| key == "description") else { return false };
    let target = document.at(at).str().and_then(|text| document.resolve(at, text).ok());
    target.is_some_and(|target| matches!(document.node(target).value, Value::String(_)))
}

fn reference(document: &Document, id: NodeId) -> Option<NodeId> {
    document.at(id).get("$ref").filter(|reference| reference.str().is_some()).map(|reference| reference.id())
}

struct Walk<'w> {
    document: &'w mut Document,
    findings: &'w mut Findings,
    /// References that lead nowhere so far.
    lost: Vec<Diagnostic>,
    seen: BTreeSet<NodeId>,
    changed: bool,
    /// What is still a reference now leads on and on.
    last: bool,
    /// Members that may still be put somewhere; nothing once it is told that they are too many.
    left: &'w mut Option<usize>,
}

impl Walk<'_> {
    /// Everything that the root leads to; whether the members of a node are names goes along.
    fn all(&mut self) {
        let mut left = vec![(self.document.root, false)];
        while let Some((id, names)) = left.pop() {
            if !self.seen.insert(id) {
                continue;
            }
            if let Some(target) = reference(self.document, id).and_then(|at| self.target(at)) {
                left.push((target, names));
            }
            match self.document.node(id).value.clone() {
                Value::Array(items) => left.extend(items.into_iter().map(|item| (item, false))),
                Value::Object(members) => {
                    for (key, child) in members {
                        if names {
                            left.push((child, false));
                        } else if !is_data(&key) {
                            if takes_none(&key) || is_text(self.document, &key, child) {
                                self.put(child);
                            }
                            left.push((child, holds_names(&key)));
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn target(&self, reference: NodeId) -> Option<NodeId> {
        self.document.resolve(reference, self.document.at(reference).str()?).ok()
    }

    /// Gives a node what its reference leads to; what stands beside the reference comes first.
    fn put(&mut self, id: NodeId) {
        let Some(reference) = reference(self.document, id) else { return };
        let text = self.document.at(reference).str().unwrap_or_default();
        let target = match self.document.resolve(reference, text) {
            Ok(target) if target != id && !self.last => target,
            Ok(_) => return self.dangling(reference, "it leads back to itself"),
            Err(RefProblem::NotFound { .. } | RefProblem::BadFragment) => {
                return self.dangling(reference, "there is nothing of this name");
            }
            Err(RefProblem::Remote | RefProblem::FileMissing { .. }) => return, // told by reading
        };
        let size = match &self.document.node(target).value {
            Value::Object(members) => members.len(),
            Value::Array(items) => items.len(),
            _ => 1,
        };
        let Some(left) = *self.left else { return };
        *self.left = left.checked_sub(size);
        if self.left.is_none() {
            return self.too_many(reference);
        }
        let Value::Object(own) = self.document.node(id).value.clone() else { return };
        let value = match self.document.node(target).value.clone() {
            Value::Object(members) => {
                let mut all: Vec<_> = own.into_iter().filter(|(key, _)| &**key != "$ref").collect();
                let more: Vec<_> = members
                    .into_iter()
                    .filter(|(key, _)| !all.iter().any(|(known, _)| known == key))
                    .collect();
                all.extend(more);
                Value::Object(all)
            }
            other => other,
        };
        let message = format!("OpenAPI has no reference here; what `{text}` leads to stands in its place");
        self.findings.push(
            Diagnostic::new(Code::RefPlace, self.document.at(reference).place(), message)
                .hint("other tools may refuse it; references stand in the members, one by one"),
        );
        self.document.change(id, value);
        self.changed = true;
    }

    /// Told once: nothing fits any more after that.
    fn too_many(&mut self, reference: NodeId) {
        let place = self.document.at(reference).place();
        let message = "references in places where OpenAPI has none repeat too much";
        self.findings.push(Diagnostic::new(Code::TooManyNodes, place, message));
    }

    fn dangling(&mut self, reference: NodeId, why: &str) {
        let at = self.document.at(reference);
        let message = format!("`{}` leads nowhere: {why}", at.str().unwrap_or_default());
        self.lost.push(Diagnostic::new(Code::RefDangling, at.place(), message));
    }
}
