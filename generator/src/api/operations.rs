//! Operations: one method on one path.

use std::collections::BTreeMap;

use super::build::Builder;
use super::{
    Media, Operation, Origin, PathTemplate, Permission, RequestBody, Response, Skipped, Status, permissions,
};
use crate::config::Candidate;
use crate::diag::{Code, Diagnostic, Part};
use crate::document::{At, NodeId};

/// Members of a path item that are operations.
const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// Methods that a request can be made with.
const SENDABLE: &[&str] = &["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE", "CONNECT"];

/// The tag of operations that have none.
const UNTAGGED: &str = "default";

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
            let Some(item) = self.follow(item) else { continue };
            for (method, operation) in item.entries() {
                if METHODS.contains(&method) {
                    self.operation(path, item, &method.to_ascii_uppercase(), operation, &mut ids);
                }
            }
            for (method, operation) in item.get("additionalOperations").into_iter().flat_map(At::entries) {
                self.operation(path, item, method, operation, &mut ids);
            }
        }
    }

    fn operation(
        &mut self,
        path: &str,
        item: At<'d>,
        method: &str,
        at: At<'d>,
        ids: &mut BTreeMap<String, NodeId>,
    ) {
        self.api.described += 1;
        let id = self.operation_id(at, ids);
        let label = id.clone().unwrap_or_else(|| format!("{method} {path}"));
        let tag_name =
            at.get("tags").into_iter().flat_map(At::items).find_map(At::text).filter(|tag| !tag.is_empty());
        let candidate = Candidate { tag: tag_name.unwrap_or(UNTAGGED), method, path, id: id.as_deref() };
        if !self.is_selected(&candidate) {
            let node = tag_name.and_then(|_| at.get("tags")).map(At::id);
            self.add_tag(candidate.tag, None, node); // names do not depend on what is left out
            return;
        }
        let template = match PathTemplate::parse(path) {
            Ok(template) => template,
            Err(why) => return self.skip(id, method, path, at, Code::PathTemplate, why),
        };
        if !SENDABLE.contains(&method) {
            let why = format!("the SDK cannot send the method `{method}`");
            return self.skip(id, method, path, at, Code::MethodUnknown, why);
        }
        let tag = match tag_name {
            Some(name) => self.add_tag(name, None, at.get("tags").map(At::id)),
            None => self.add_tag(UNTAGGED, None, None),
        };
        let parameters = self.parameters(item, at, &template, &label);
        let body = self.body(at, &label);
        let responses = self.responses(at, &label);
        let security = self.security(at, &label);
        let requirement = permissions::requirement(at, &label, &self.config.permissions, self.findings);
        let servers = if at.has("servers") { self.servers(at) } else { self.servers(item) };
        self.api.operations.push(Operation {
            id,
            label,
            method: method.to_owned(),
            path: template,
            tag,
            summary: Self::text(at, "summary").or_else(|| Self::text(item, "summary")),
            description: Self::text(at, "description").or_else(|| Self::text(item, "description")),
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

    /// The id, unless it is missing, empty or taken: then the name comes from method and path.
    fn operation_id(&mut self, at: At<'d>, ids: &mut BTreeMap<String, NodeId>) -> Option<String> {
        let written = at.get("operationId")?;
        let id = written.text().filter(|id| id.chars().any(char::is_alphanumeric))?.to_owned();
        match ids.get(&id) {
            Some(first) => {
                let first = self.doc.place(*first, Part::Value);
                self.push(
                    Diagnostic::new(
                        Code::OperationIdTwice,
                        written.place(),
                        format!("operationId `{id}` is used twice"),
                    )
                    .hint("this one is named after its method and path; give it an id of its own")
                    .related(first, "first used here"),
                );
                None
            }
            None => {
                ids.insert(id.clone(), written.id());
                Some(id)
            }
        }
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
            _ => "it can still be called through `client.request(…)`",
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

    fn body(&mut self, at: At<'d>, label: &str) -> Option<RequestBody> {
        let body = self.follow(at.get("requestBody")?)?;
        let media = self.media(body, || Origin::Body(label.to_owned()));
        if media.is_empty() {
            self.push(
                Diagnostic::new(
                    Code::BodyEmpty,
                    body.place(),
                    "a body without `content` sends nothing; it is left out",
                )
                .hint("say what is sent, as in `content: {application/json: {schema: …}}`")
                .subject(format!("operation `{label}`")),
            );
            return None;
        }
        Some(RequestBody {
            required: Self::flag(body, "required"),
            description: Self::text(body, "description"),
            media,
            node: body.id(),
        })
    }

    fn media(&mut self, holder: At<'d>, origin: impl Fn() -> Origin) -> Vec<Media> {
        let mut list = Vec::new();
        for (content_type, media) in holder.get("content").into_iter().flat_map(At::entries) {
            let Some(media) = self.follow(media) else { continue };
            let schema = media.get("schema").map(|schema| self.use_of(schema, &origin));
            list.push(Media { content_type: content_type.to_owned(), schema, node: media.id() });
        }
        list
    }

    fn responses(&mut self, at: At<'d>, label: &str) -> Vec<Response> {
        let Some(responses) = at.get("responses") else {
            self.push(
                Diagnostic::new(
                    Code::ResponsesMissing,
                    at.key_place(),
                    "an operation without `responses`: its result is taken to be empty",
                )
                .hint("describe at least the success, as in `responses: {'200': {description: …}}`")
                .subject(format!("operation `{label}`")),
            );
            return Vec::new();
        };
        let mut list = Vec::new();
        for (key, response) in responses.entries() {
            if key.starts_with("x-") {
                continue;
            }
            let Some(status) = status(key) else {
                self.push(
                    Diagnostic::new(
                        Code::StatusUnknown,
                        response.key_place(),
                        format!("`{key}` is not a status; this response is left out"),
                    )
                    .hint("a status is a number such as 200, a range such as 2XX, or `default`")
                    .subject(format!("operation `{label}`")),
                );
                continue;
            };
            let Some(response) = self.follow(response) else { continue };
            let media = self.media(response, || Origin::Result(label.to_owned(), key.to_owned()));
            list.push(Response {
                status,
                description: Self::text(response, "description"),
                media,
                node: response.id(),
            });
        }
        list
    }
}

fn status(key: &str) -> Option<Status> {
    if key == "default" {
        return Some(Status::Default);
    }
    let upper = key.to_ascii_uppercase();
    if let Some(hundreds) = upper.strip_suffix("XX") {
        return hundreds.parse().ok().filter(|digit| (1..=5).contains(digit)).map(Status::Range);
    }
    upper.parse().ok().filter(|code| (100..=599).contains(code)).map(Status::Exact)
}

impl super::Api {
    /// The catalogue's entry of a permission.
    pub fn permission(&self, name: &str) -> Option<&Permission> {
        self.permissions.iter().find(|permission| permission.name == name)
    }
}
