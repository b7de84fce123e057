//! What an API sends by itself: webhooks, and the callbacks of operations.

use super::build::Builder;
use super::operations::{UNTAGGED, tags};
use super::{PathTemplate, Webhook};
use crate::config::Candidate;
use crate::document::{At, NodeId};

impl<'d> Builder<'d> {
    /// Webhooks of 3.1, and those that many descriptions of 3.0 bring as an extension.
    pub(super) fn webhooks(&mut self) {
        for keyword in ["webhooks", "x-webhooks"] {
            for (name, item) in self.doc.root().get(keyword).into_iter().flat_map(At::entries) {
                self.incoming(name, None, item);
            }
        }
    }

    /// Callbacks: what comes back later, to an address that the request gave.
    pub(super) fn callbacks(&mut self, operation: At<'d>) {
        for (name, callback) in operation.get("callbacks").into_iter().flat_map(At::entries) {
            let Some(callback) = self.follow(callback) else { continue };
            for (expression, item) in callback.entries().filter(|(key, _)| !key.starts_with("x-")) {
                self.incoming(name, Some((operation.id(), expression)), item);
            }
        }
    }

    fn incoming(&mut self, name: &str, by: Option<(NodeId, &str)>, item: At<'d>) {
        let Some(item) = self.path_item(item) else { return };
        for (method, at) in self.methods(item) {
            let tags = tags(at);
            let tag = tags.first().copied();
            if by.is_none() {
                let id = at.get("operationId").and_then(At::text).or(Some(name));
                let offered: &[&str] = if tags.is_empty() { &[UNTAGGED] } else { &tags };
                let candidate = Candidate { tags: offered, method: &method, path: name, id };
                if !self.is_selected(&candidate) {
                    self.api.webhooks_excluded += 1;
                    continue;
                }
            }
            let label = Self::text(at, "operationId").unwrap_or_else(|| name.to_owned());
            let nowhere = PathTemplate { text: name.to_owned(), pieces: Vec::new() };
            let webhook = Webhook {
                name: name.to_owned(),
                operation: by.map(|(operation, _)| operation),
                address: by.map(|(_, expression)| expression.to_owned()),
                tag: tag.map(str::to_owned),
                summary: Self::text(at, "summary").or_else(|| item.text("summary")),
                description: Self::text(at, "description").or_else(|| item.text("description")),
                deprecated: Self::flag(at, "deprecated"),
                parameters: self.parameters(item, at, &nowhere, &label),
                body: self.body(at, &label),
                responses: self.responses(at, &method, &label),
                method,
                node: at.id(),
            };
            self.api.webhooks.push(webhook);
        }
    }
}
