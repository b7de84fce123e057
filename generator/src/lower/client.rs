//! The client: accessors, credentials, servers, and the crate's front page.

use super::doc_text::{doc_lines, first_sentence};
use super::{Lower, literal};
use crate::api::{SchemeKind, ServerVariable};
use crate::facts::operations_of;
use crate::view::{
    AccessorView, ClientView, ErrorView, LibView, ReadmeView, ServerMethodView, ServerValueView, ServerView,
};

impl Lower<'_> {
    pub(super) fn lib(&self) -> LibView {
        let mut docs = doc_lines(&format!("{} ({}).", self.package.summary, self.package.name));
        let about = doc_lines(self.api.description.as_deref().unwrap_or(""));
        if !about.is_empty() {
            docs.push(String::new());
            docs.extend(about);
        }
        let example = self.first_example();
        if !example.is_empty() {
            docs.extend([String::new(), "# First call".to_owned(), String::new(), "```no_run".to_owned()]);
            docs.extend(example);
            docs.push("```".to_owned());
        }
        let lists = self.paging_section("```no_run");
        if !lists.is_empty() {
            docs.extend([String::new(), "# Lists in pages".to_owned(), String::new()]);
            docs.extend(lists);
        }
        docs.extend([String::new(), "# Features".to_owned(), String::new()]);
        docs.extend(self.feature_lines());
        LibView {
            docs,
            server: self.names.server.as_ref().map(|names| names.name.to_string()),
            crates: self.format_crates().into_iter().map(str::to_owned).collect(),
            webhooks: !self.api.webhooks.is_empty(),
            headers: !self.names.headers.is_empty(),
            permissions: !self.names.permissions.is_empty(),
            oauth: self.has_oauth(),
        }
    }

    /// A whole program around the simplest operation.
    fn first_example(&self) -> Vec<String> {
        let krate = &self.package.crate_name;
        let simplest = self.api.operation_ids().filter_map(|id| {
            let operation = self.api.operations.get(id.index())?;
            let arguments = operation.parameters.iter().filter(|parameter| parameter.required).count();
            let body = operation.body.as_ref().is_some_and(|body| body.required);
            (!operation.deprecated && !body && operation.method == "GET").then_some((arguments, id))
        });
        let Some((_, id)) = simplest.min() else { return Vec::new() };
        let Some(operation) = self.api.operations.get(id.index()) else { return Vec::new() };
        let names = self.names.operation(id);
        let result = self.result_form(operation, &names);
        let mut lines = Vec::new();
        let server =
            self.names.server.as_ref().and_then(|names| names.variants.first().map(|first| (names, first)));
        match server {
            Some((names, _)) => lines.push(format!("use {krate}::{{Client, {}}};", names.name)),
            None => lines.push(format!("use {krate}::Client;")),
        }
        lines.extend([
            String::new(),
            "#[tokio::main(flavor = \"current_thread\")]".to_owned(),
            format!("async fn main() -> Result<(), {krate}::Error> {{"),
            "    let client = Client::builder()".to_owned(),
        ]);
        if let Some((names, first)) = server {
            lines.push(format!("        .{}({}::{first})", names.method, names.name));
        } else if self.base_url().is_empty() {
            lines.push("        .base_url(\"https://api.example.com\")".to_owned());
        }
        let schemes = operation.security.iter().find(|all| !all.is_empty());
        for used in schemes.into_iter().flatten() {
            let scheme = self.api.schemes.get(used.scheme.index());
            let value = match scheme.map(|scheme| &scheme.kind) {
                Some(SchemeKind::Basic) => "\"name\", \"password\"",
                _ => "\"secret\"",
            };
            lines.push(format!("        .{}({value})", self.names.scheme(used.scheme).builder));
        }
        lines.push("        .build()?;".to_owned());
        let example = self.example(operation, &names, &result, None);
        let inside = example
            .iter()
            .filter(|line| !line.starts_with('#') && !line.starts_with("```") && !line.is_empty());
        lines.extend(inside.map(|line| format!("    {line}")));
        lines.extend(["    Ok(())".to_owned(), "}".to_owned()]);
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
            let count = operations_of(self.api, tag).len();
            let word = if count == 1 { "operation" } else { "operations" };
            lines.push(format!("- `{}` ({count} {word}): {}", names.feature, doc_lines(&text).join(" ")));
        }
        lines.extend([
            "- `all`: all of these; on by default".to_owned(),
            "- `reqwest` with `rustls` or `native-tls`: the default transport and its TLS; on by default with `rustls`".to_owned(),
            "- `oauth`: getting and renewing access tokens; on by default where the API takes them".to_owned(),
            "- `serde`: `Serialize` and `Deserialize` on models; on by default".to_owned(),
            "- `blocking`: `send_blocking` on every call, for programs without `async`".to_owned(),
            "- `tracing`: a span for every request, by OpenTelemetry's conventions; no secrets, no bodies".to_owned(),
            "- `testing`: a transport that answers without a server, and one that records and plays back".to_owned(),
        ]);
        lines
    }

    pub(super) fn client(&self) -> ClientView {
        let accessors = self.used_tags().into_iter().map(|tag| {
            let names = self.names.tag(tag);
            AccessorView {
                docs: self.tag_docs(tag),
                method: names.method.to_string(),
                accessor: names.accessor.to_string(),
                module: names.module.to_string(),
                feature: literal::text(names.feature.as_str()),
            }
        });
        let error = self.facts.error_model.and_then(|id| {
            let names = self.names.model(id)?;
            Some(ErrorView { model: names.name.to_string(), cfg: self.gate(self.facts.usage(id)) })
        });
        let constants: Vec<String> = (0..self.api.schemes.len())
            .map(|at| format!("&security::{}", self.names.scheme(crate::api::SchemeId::new(at)).constant))
            .collect();
        ClientView {
            name: literal::text(&self.package.name),
            version: literal::text(&self.package.version),
            base_url: literal::text(&self.base_url()),
            request_id_headers: literal::texts(self.config.request_id.iter().map(String::as_str)),
            schemes: format!("&[{}]", constants.join(", ")),
            servers: literal::texts(self.own_servers().iter().map(String::as_str)),
            named_servers: self.named_servers(),
            rate_limit: self.rate_limit(),
            accessors: accessors.collect(),
            credentials: self.credentials(),
            server: self.server().zip(self.names.server.as_ref()).map(|(view, names)| ServerMethodView {
                method: names.method.to_string(),
                name: view.name,
                has_login: view.has_login,
            }),
            error,
        }
    }

    /// How a setting names a server.
    fn named_servers(&self) -> String {
        self.names.server.as_ref().map_or_else(
            || "None".to_owned(),
            |names| {
                let method = literal::text(names.method.as_str());
                let find = format!("|name| {0}::find(name).map({0}::base_url)", names.name);
                format!("Some(crate::runtime::NamedServers {{ method: {method}, find: {find} }})")
            },
        )
    }

    fn rate_limit(&self) -> String {
        let common = "crate::runtime::RateLimitHeaders::COMMON";
        let given = &self.config.rate_limit;
        let fields = [
            ("limit", &given.limit),
            ("remaining", &given.remaining),
            ("used", &given.used),
            ("reset", &given.reset),
        ];
        let own: Vec<String> = fields
            .iter()
            .filter(|(_, names)| !names.is_empty())
            .map(|(field, names)| format!("{field}: {}", literal::texts(names.iter().map(String::as_str))))
            .collect();
        match own.len() {
            0 => common.to_owned(),
            4 => format!("crate::runtime::RateLimitHeaders {{ {} }}", own.join(", ")),
            _ => format!("crate::runtime::RateLimitHeaders {{ {}, ..{common} }}", own.join(", ")),
        }
    }

    pub(super) fn server(&self) -> Option<ServerView> {
        let names = self.names.server.as_ref()?;
        let given = &self.config.server.as_ref()?.value;
        let (server, variable): (_, &ServerVariable) = self.api.servers.iter().find_map(|server| {
            server
                .variables
                .iter()
                .find(|variable| variable.name == given.variable)
                .map(|variable| (server, variable))
        })?;
        let values: Vec<ServerValueView> = variable
            .values
            .iter()
            .zip(&names.variants)
            .map(|(value, name)| {
                let url = server.url_with(&variable.name, value);
                let own = given.values.get(value);
                let of_all = |template: &Option<String>| {
                    Some(template.as_ref()?.replace(&format!("{{{}}}", variable.name), value))
                };
                let token_url = own.and_then(|own| own.token_url.clone());
                let page = own.and_then(|own| own.authorization_url.clone());
                ServerValueView {
                    docs: vec![super::docs::code(&url)],
                    name: name.to_string(),
                    value: literal::text(value),
                    base_url: literal::text(&url),
                    token_url: literal::option(token_url.or_else(|| of_all(&given.token_url)).as_deref()),
                    authorization_url: literal::option(
                        page.or_else(|| of_all(&given.authorization_url)).as_deref(),
                    ),
                }
            })
            .collect();
        let default = variable.values.iter().position(|value| *value == variable.default);
        let about =
            doc_lines(server.description.as_deref().or(variable.description.as_deref()).unwrap_or(""));
        Some(ServerView {
            docs: if about.is_empty() { vec!["Where the API is served.".to_owned()] } else { about },
            name: names.name.to_string(),
            has_login: given.token_url.is_some()
                || given.authorization_url.is_some()
                || given
                    .values
                    .values()
                    .any(|one| one.token_url.is_some() || one.authorization_url.is_some()),
            default: default.and_then(|at| names.variants.get(at)).map(ToString::to_string),
            values,
        })
    }

    pub(super) fn readme(&self) -> ReadmeView {
        ReadmeView {
            package: self.package.name.clone(),
            crate_name: self.package.crate_name.clone(),
            summary: doc_lines(&self.package.summary).join(" "),
            example: self.first_example(),
            lists: self.paging_section("```rust,no_run"),
            features: self.feature_lines(),
        }
    }
}
