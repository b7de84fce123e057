//! The front pages: of the crate, of its README, of the reference. They say the same.

use super::Lower;
use super::doc_text::{doc_lines, first_sentence};
use super::docs::code;
use crate::api::{Mode, OperationId, SchemeId};
use crate::config::Docs;
use crate::view::{LibView, ReadmeView, SectionView};

/// How code begins that is compiled and not run, in rustdoc, on GitHub and elsewhere.
const FENCE: &str = "```rust,no_run";

impl Lower<'_> {
    pub(super) fn lib(&self) -> LibView {
        let mut docs = doc_lines(&format!("{} ({}).", self.package.summary, self.package.name));
        let about = doc_lines(self.api.description.as_deref().unwrap_or(""));
        if !about.is_empty() {
            docs.push(String::new());
            docs.extend(about);
        }
        for section in self.front_sections() {
            docs.extend([String::new(), format!("# {}", section.title), String::new()]);
            docs.extend(section.lines);
        }
        LibView {
            docs,
            server: self.names.server.as_ref().map(|names| names.name.to_string()),
            crates: self.format_crates().into_iter().map(str::to_owned).collect(),
            webhooks: !self.api.webhooks.is_empty(),
            headers: !self.names.headers.is_empty(),
            permissions: !self.names.permissions.is_empty(),
            oauth: self.has_oauth(),
            ext: !self.config.package.sources.is_empty(),
        }
    }

    pub(super) fn readme(&self) -> ReadmeView {
        ReadmeView {
            package: self.package.name.clone(),
            summary: doc_lines(&self.package.summary).join(" "),
            sections: self.front_sections(),
            pages: self.config.docs == Docs::Pages,
        }
    }

    /// What a newcomer reads first.
    pub(super) fn front_sections(&self) -> Vec<SectionView> {
        let sections = [
            ("First call", self.first_section()),
            ("Credentials", self.credentials_section()),
            ("Servers", self.servers_section()),
            ("Lists in pages", self.paging_section(FENCE)),
            ("Streams and files", self.streams_section()),
            ("Errors", self.errors_section()),
            ("Retries and time limits", retries()),
            ("Permissions", self.permissions_section()),
            ("Features", self.feature_lines()),
        ];
        let filled = sections.into_iter().filter(|(_, lines)| !lines.is_empty());
        filled.map(|(title, lines)| SectionView { title: title.to_owned(), lines }).collect()
    }

    /// The operation that takes least.
    fn simplest(&self) -> Option<OperationId> {
        let simplest = self.api.operation_ids().filter_map(|id| {
            let operation = self.api.operations.get(id.index())?;
            let arguments = operation.parameters.iter().filter(|parameter| parameter.required).count();
            let body = operation.body.as_ref().is_some_and(|body| body.required);
            (!operation.deprecated && !body && operation.method == "GET").then_some((arguments, id))
        });
        simplest.min().map(|(_, id)| id)
    }

    /// A whole program around the simplest operation.
    fn first_section(&self) -> Vec<String> {
        let Some(id) = self.simplest() else { return Vec::new() };
        let Some(operation) = self.api.operations.get(id.index()) else { return Vec::new() };
        let krate = &self.package.crate_name;
        let names = self.names.operation(id);
        let result = self.result_form(operation, &names);
        let mut lines = vec![
            FENCE.to_owned(),
            format!("use {krate}::{};", self.client_imports()),
            String::new(),
            "#[tokio::main(flavor = \"current_thread\")]".to_owned(),
            format!("async fn main() -> Result<(), {krate}::Error> {{"),
        ];
        let calls = self.client_calls(operation);
        let last = calls.len().saturating_sub(1);
        lines.extend(calls.iter().enumerate().map(|(at, call)| match at {
            0 => format!("    let client = {call}"),
            _ if at == last => format!("        {call};"),
            _ => format!("        {call}"),
        }));
        let example = self.example(operation, &names, &result, None);
        let inside = example
            .iter()
            .filter(|line| !line.starts_with('#') && !line.starts_with("```") && !line.is_empty());
        lines.extend(inside.map(|line| format!("    {line}")));
        lines.extend(["    Ok(())", "}", "```"].map(str::to_owned));
        lines
    }

    fn credentials_section(&self) -> Vec<String> {
        if self.api.schemes.is_empty() {
            return Vec::new();
        }
        let mut lines = vec![
            "A client is built with what the operations need that it calls; what is missing is an error before anything".to_owned(),
            "is sent, and names the method that gives it. `with_…` on a client makes another one, with the same connections".to_owned(),
            "and another credential.".to_owned(),
            String::new(),
        ];
        for (at, scheme) in self.api.schemes.iter().enumerate() {
            let names = self.names.scheme(SchemeId::new(at));
            let mut line = format!("- `{}`, `{}`: {}", names.builder, names.with, code(&scheme.name));
            let about = first_sentence(scheme.description.as_deref().unwrap_or(""));
            if !about.is_empty() {
                line.push_str(". ");
                line.push_str(&doc_lines(&about).join(" "));
            }
            if let Some(oauth) = names.oauth {
                line.push_str(&format!(
                    " With the feature `oauth`, `{}` gets access tokens and renews them.",
                    oauth.flow
                ));
            }
            lines.push(line);
        }
        lines
    }

    fn errors_section(&self) -> Vec<String> {
        let mut lines = vec![
            "There is one `Error` for all that can go wrong; it tells what it is by `is_timeout()`, `is_status()` and others.".to_owned(),
            "It knows the status, the headers, the body (`body_as::<T>()`), the request id, the operation and how often it was".to_owned(),
            "sent; where a result could not be read, `path()` says which part of it.".to_owned(),
        ];
        let Some(id) = self.simplest() else { return lines };
        let Some(operation) = self.api.operations.get(id.index()) else { return lines };
        let krate = &self.package.crate_name;
        let mut statements = self.call(operation, &self.names.operation(id), None);
        let Some(call) = statements.pop() else { return lines };
        lines.extend([String::new(), FENCE.to_owned()]);
        let models = call.contains("models::") || statements.iter().any(|line| line.contains("models::"));
        lines.extend(
            models.then(|| format!("use {krate}::models;\n")).into_iter().map(|line| line.trim().to_owned()),
        );
        lines.push(format!("async fn call(client: {krate}::Client) {{"));
        lines.extend(statements.iter().map(|line| format!("    {line}")));
        lines.push(format!("    match {call}.await {{"));
        lines.extend(
            [
                "        Ok(result) => println!(\"{result:?}\"),",
                "        Err(error) if error.is_timeout() => eprintln!(\"gave up after {} attempts\", error.attempts()),",
                "        Err(error) => eprintln!(\"{error}: status {:?}, request {:?}\", error.status(), error.request_id()),",
                "    }",
                "}",
                "```",
            ]
            .map(str::to_owned),
        );
        lines
    }

    fn permissions_section(&self) -> Vec<String> {
        let needs = self.api.operations.iter().find(|operation| operation.requirement.mode != Mode::None);
        let name = needs.and_then(|operation| operation.requirement.permissions.first());
        let at = self.api.permissions.iter().position(|permission| Some(&permission.name) == name);
        let Some(constant) = at.and_then(|at| self.names.permissions.get(at)) else { return Vec::new() };
        let krate = &self.package.crate_name;
        let mut lines = vec![
            "What the caller must be allowed to do is part of each method's documentation, of the error of a call that was".to_owned(),
            "refused (`requirement`, `missing_permissions`), and known without a call:".to_owned(),
            String::new(),
            "```rust".to_owned(),
            format!("use {krate}::{{Requirement, operations, permissions}};"),
            String::new(),
            format!("let granted = [permissions::{constant}];"),
        ];
        lines.extend(
            [
                "for operation in operations::ALL {",
                "    if !operation.requirement.is_met_by(&granted) {",
                "        println!(\"{} also needs {:?}\", operation.id, operation.requirement.missing(&granted));",
                "    }",
                "}",
                "// The fewest permissions with which all of these can be called: what a role for them has to grant.",
                "let role = Requirement::minimal(operations::ALL.iter().copied()).permissions;",
                "```",
                "",
                "`client.with_granted(..)` refuses what the given permissions do not open before anything is sent, and says what is",
                "missing.",
            ]
            .map(str::to_owned),
        );
        lines
    }

    fn feature_lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for tag in self.used_tags() {
            let names = self.names.tag(tag);
            let about = self.api.tags.get(tag.index());
            let text = first_sentence(about.and_then(|tag| tag.description.as_deref()).unwrap_or(""));
            let text = if text.is_empty() {
                format!("The operations of {}.", about.map_or("", |tag| tag.name.as_str()))
            } else {
                text
            };
            let count = self.facts.operations_of(tag).len();
            let word = if count == 1 { "operation" } else { "operations" };
            lines.push(format!("- `{}` ({count} {word}): {}", names.feature, doc_lines(&text).join(" ")));
        }
        lines.push("- `all`: all of these; on by default".to_owned());
        lines.extend(self.source_lines());
        lines.extend([
            "- `reqwest` with `rustls` or `native-tls`: the default transport and its TLS; on by default with `rustls`".to_owned(),
            "- `oauth`: getting and renewing access tokens; on by default where the API takes them".to_owned(),
            "- `serde`: `Serialize` and `Deserialize` on models; on by default".to_owned(),
            "- `blocking`: `send_blocking` on every call, for programs without `async`".to_owned(),
            "- `gzip` and `brotli`: compressed responses are asked for and unpacked, within the limit of size".to_owned(),
            "- `tracing`: a span for every request, by OpenTelemetry's conventions; no secrets, no bodies".to_owned(),
            "- `websocket`: streams of events over WebSockets (`runtime::websocket`); not in browsers".to_owned(),
            "- `testing`: a transport that answers without a server, and one that records and plays back".to_owned(),
        ]);
        lines
    }
}

fn retries() -> Vec<String> {
    [
        "A call may take a minute, all attempts and pauses counted; `timeout` on the builder and `with_timeout` on a call say",
        "otherwise. What a server refused to act on (429) is sent again after a pause, and what is idempotent after faults of",
        "the connection and of gateways, too: `retry` on the builder and `with_retry` on a call take a `Retry`, of which",
        "`Retry::none()` sends nothing twice.",
    ]
    .map(str::to_owned)
    .to_vec()
}
