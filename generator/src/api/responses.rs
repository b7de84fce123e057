//! Results: statuses, content types, headers, and links to other operations.

use super::build::Builder;
use super::{Link, Origin, Response, ResponseHeader, Status};
use crate::diag::{Code, Diagnostic};
use crate::document::{At, NodeId};

impl<'d> Builder<'d> {
    pub(super) fn responses(&mut self, at: At<'d>, method: &str, label: &str) -> Vec<Response> {
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
            let here = self.said_here(response);
            let Some(response) = self.follow(response) else { continue };
            let mut media = self.media(response, || Origin::Result(label.to_owned(), key.to_owned()));
            if !media.is_empty() && bodyless(method, status) {
                media.clear();
                self.note_bodyless(response, method, status, label);
            }
            list.push(Response {
                status,
                description: here
                    .or_else(|| Self::text(response, "description"))
                    .or_else(|| Self::text(response, "summary")),
                media,
                headers: self.response_headers(response, label),
                links: self.links(response),
                node: response.id(),
            });
        }
        list
    }

    /// HTTP has no body there, and a client never sees what a server sends nevertheless.
    fn note_bodyless(&mut self, response: At<'d>, method: &str, status: Status, label: &str) {
        let place = response.get("content").unwrap_or(response).key_place();
        let what = match method {
            "HEAD" => "the result of HEAD".to_owned(),
            _ => format!("a result of status {}", status.word()),
        };
        self.push(
            Diagnostic::new(
                Code::ResultBodyless,
                place,
                format!("{what} has no body in HTTP; its content is left out"),
            )
            .hint("remove `content`, or describe it for another status")
            .subject(format!("operation `{label}`")),
        );
    }

    fn response_headers(&mut self, response: At<'d>, label: &str) -> Vec<ResponseHeader> {
        let mut list = Vec::new();
        for (name, header) in response.get("headers").into_iter().flat_map(At::entries) {
            // OpenAPI: a header of this name is ignored, the content type stands under `content`
            if name.eq_ignore_ascii_case("content-type") || name.starts_with("x-") && !header.is_object() {
                continue;
            }
            let Some(header) = self.follow(header) else { continue };
            let content = header.get("content").into_iter().flat_map(At::entries).next();
            let schema = header
                .get("schema")
                .map(|schema| self.use_of(schema, || Origin::Parameter(label.to_owned(), name.to_owned())));
            list.push(ResponseHeader {
                name: name.to_owned(),
                description: Self::text(header, "description"),
                required: Self::flag(header, "required"),
                deprecated: Self::flag(header, "deprecated"),
                schema: schema.filter(|_| content.is_none()),
                node: header.id(),
            });
        }
        list
    }

    /// Where links lead by reference is known at once; by id, when all operations are.
    fn links(&mut self, response: At<'d>) -> Vec<Link> {
        let mut list = Vec::new();
        for (name, link) in response.get("links").into_iter().flat_map(At::entries) {
            let Some(link) = self.follow(link) else { continue };
            let reference = link.get("operationRef").filter(|reference| reference.str().is_some());
            let target = reference.and_then(|reference| self.link_target(reference));
            list.push(Link {
                name: name.to_owned(),
                operation_id: Self::text(link, "operationId"),
                target,
                description: Self::text(link, "description"),
                node: link.id(),
            });
        }
        list
    }

    /// What an `operationRef` leads to. One that leads nowhere costs the link alone; files that are not there have been
    /// reported with the other files.
    fn link_target(&mut self, reference: At<'d>) -> Option<NodeId> {
        let text = reference.str().unwrap_or("");
        let problem = match self.doc.resolve(reference.id(), text) {
            Ok(id) => return Some(id),
            Err(problem) => problem,
        };
        let (why, hint) = self.explain(text, problem, false);
        let mut lost = Diagnostic::new(Code::LinkTarget, reference.place(), why?);
        lost.hint = hint.or(lost.hint);
        self.push(lost);
        None
    }

    /// Finds the operations that links name.
    pub(super) fn join_links(&mut self) {
        let ids: std::collections::BTreeMap<String, NodeId> = self
            .api
            .operations
            .iter()
            .filter_map(|operation| Some((operation.id.clone()?, operation.node)))
            .collect();
        let mut lost = Vec::new();
        let responses = self.api.operations.iter_mut().flat_map(|operation| &mut operation.responses);
        for link in responses.flat_map(|response| &mut response.links) {
            let Some(id) = &link.operation_id else { continue };
            match ids.get(id) {
                Some(node) => link.target = Some(*node),
                None => lost.push((link.node, id.clone())),
            }
        }
        for (node, id) in lost {
            if self.is_excluded(&id) {
                continue; // it is there, and somebody did not want it
            }
            let at = self.doc.at(node);
            let place = at.get("operationId").unwrap_or(at).place();
            self.push(
                Diagnostic::new(Code::LinkTarget, place, format!("there is no operation `{id}` to link to"))
                    .hint("a link names an `operationId` of this description, or has an `operationRef`"),
            );
        }
    }
}

/// Whether HTTP allows no body there.
fn bodyless(method: &str, status: Status) -> bool {
    method == "HEAD" || matches!(status, Status::Exact(100..=199 | 204 | 205 | 304))
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
