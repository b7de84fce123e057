//! Operations: one method on one path.

use std::collections::BTreeMap;

use super::build::Builder;
use super::path_items::PathItem;
use super::{Operation, PathTemplate, Permission, Skipped, requirements};
use crate::config::Candidate;
use crate::diag::{Code, Diagnostic, Part};
use crate::document::{At, NodeId};

/// The tag of operations that have none.
pub(super) const UNTAGGED: &str = "default";

impl<'d> Builder<'d> {
    pub(super) fn operations(&mut self) {
        let Some(paths) = self.doc.root().get("paths") else {
            if !self.doc.root().has("webhooks") && !self.doc.root().has("components") {
                let root = self.doc.root().place();
                self.push(
                    Diagnostic::new(Code::PathsMissing, root, "the description has no `paths`")
                        .hint("operations stand under `paths: {/things: {get: …}}`"),
                );
            }
            return;
        };
        let mut ids: BTreeMap<String, NodeId> = BTreeMap::new();
        for (path, item) in paths.entries() {
            if path.starts_with("x-") {
                continue;
            }
            let Some(item) = self.path_item(item) else { continue };
            for (method, operation) in self.methods(item) {
                self.operation(path, item, &method, operation, &mut ids);
            }
        }
    }

    fn operation(
        &mut self,
        path: &str,
        item: PathItem<'d>,
        method: &str,
        at: At<'d>,
        ids: &mut BTreeMap<String, NodeId>,
    ) {
        self.api.described += 1;
        let id = self.operation_id(at, &format!("{method} {path}"), ids);
        let label = id.clone().unwrap_or_else(|| format!("{method} {path}"));
        let tags = tags(at);
        let tag_name = tags.first().copied();
        let offered: &[&str] = if tags.is_empty() { &[UNTAGGED] } else { &tags };
        let candidate = Candidate { tags: offered, method, path, id: id.as_deref() };
        if !self.is_selected(&candidate) {
            let node = tag_name.and_then(|_| at.get("tags")).map(At::id);
            self.add_tag(tag_name.unwrap_or(UNTAGGED), node); // names do not depend on what is left out
            self.api.excluded += 1;
            return;
        }
        let template = match PathTemplate::parse(path) {
            Ok(template) => template,
            Err(why) => return self.skip(id, method, path, at, Code::PathTemplate, why),
        };
        if let Some(why) = unsendable(method) {
            return self.skip(id, method, path, at, Code::MethodUnknown, why.to_owned());
        }
        self.note_fragment(at, &template, &label);
        let tag = match tag_name {
            Some(name) => self.add_tag(name, at.get("tags").map(At::id)),
            None => self.add_tag(UNTAGGED, None),
        };
        let parameters = self.parameters(item, at, &template, &label);
        let body = self.body(at, &label);
        let responses = self.responses(at, method, &label);
        let security = self.security(at, &label);
        let requirement = requirements::requirement(at, &label, &self.config.permissions, self.findings);
        let servers = self.servers(at.get("servers").or_else(|| item.get("servers")));
        self.callbacks(at);
        self.api.operations.push(Operation {
            id,
            label,
            method: method.to_owned(),
            path: template,
            tag,
            summary: Self::text(at, "summary").or_else(|| item.text("summary")),
            description: Self::text(at, "description").or_else(|| item.text("description")),
            deprecated: Self::flag(at, "deprecated"),
            parameters,
            body,
            responses,
            security,
            requirement,
            servers,
            node: at.id(),
        });
    }

    fn note_fragment(&mut self, at: At<'d>, path: &PathTemplate, label: &str) {
        let Some((before, fragment)) = path.text.split_once('#') else { return };
        let message = format!("`#{fragment}` is not sent; this operation goes to `{before}`");
        self.push(
            Diagnostic::new(Code::PathFragment, at.key_place(), message)
                .hint("see that a parameter or the body tells the server which operation it is")
                .subject(format!("operation `{label}`")),
        );
    }

    /// The id, unless it is missing, empty or taken: then the name comes from method and path.
    fn operation_id(
        &mut self,
        at: At<'d>,
        label: &str,
        ids: &mut BTreeMap<String, NodeId>,
    ) -> Option<String> {
        let written = at.get("operationId")?;
        let id = written.text().filter(|id| id.chars().any(char::is_alphanumeric))?.to_owned();
        if let Some(first) = ids.get(&id) {
            self.told_twice(*first, written, &id, label);
            return None;
        }
        ids.insert(id.clone(), written.id());
        Some(id)
    }

    fn told_twice(&mut self, first: NodeId, written: At<'d>, id: &str, label: &str) {
        let (what, hint, elsewhere) = if first == written.id() {
            let what = "serves two paths, because their path item is one";
            (what, "the second is named after its method and path", false)
        } else if self.doc.written(first) == self.doc.written(written.id()) {
            let hint = "the copy is named after its method and path; give it an id of its own in the overlay";
            ("is used twice, since an overlay copies it", hint, false)
        } else {
            let hint = "this one is named after its method and path; give it an id of its own";
            ("is used twice", hint, true)
        };
        let message = format!("operationId `{id}` {what}");
        let finding = Diagnostic::new(Code::OperationIdTwice, written.place(), message)
            .hint(hint)
            .subject(format!("operation `{label}`"));
        self.push(match elsewhere {
            true => finding.related(self.doc.place(first, Part::Value), "first used here"),
            false => finding,
        });
    }

    pub(super) fn skip(
        &mut self,
        id: Option<String>,
        method: &str,
        path: &str,
        at: At<'d>,
        code: Code,
        why: String,
    ) {
        let label = id.clone().unwrap_or_else(|| format!("{method} {path}"));
        let hint = match code {
            Code::PathTemplate => "a path is written like `/things/{id}`",
            _ => "a method is a word such as `LOCK`: letters, digits and any of ``!#$%&'*+-.^_`|~``",
        };
        self.push(
            Diagnostic::new(code, at.key_place(), format!("`{method} {path}` is skipped: {why}"))
                .hint(hint)
                .subject(format!("operation `{label}`")),
        );
        self.api.skipped.push(Skipped {
            id,
            method: method.to_owned(),
            path: path.to_owned(),
            node: at.id(),
            code,
            reason: why,
        });
    }
}

/// The tags of an operation, the one that it belongs to first.
pub(super) fn tags(at: At<'_>) -> Vec<&str> {
    let tags = at.get("tags").into_iter().flat_map(At::items).filter_map(At::text);
    tags.filter(|tag| !tag.is_empty()).collect()
}

/// Why no request can be made with a method: it must be a token of HTTP (RFC 9110, 5.6.2).
fn unsendable(method: &str) -> Option<&'static str> {
    let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    if method.is_empty() || !method.bytes().all(token) {
        Some("its method is no word that HTTP allows")
    } else if method == "CONNECT" {
        Some("CONNECT asks a proxy for a tunnel, and an API for nothing")
    } else {
        None
    }
}

impl super::Api {
    /// The catalogue's entry of a permission.
    pub fn permission(&self, name: &str) -> Option<&Permission> {
        self.permissions.iter().find(|permission| permission.name == name)
    }
}
