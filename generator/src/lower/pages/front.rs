//! Pages that lead to the others: the front page, credentials, release information.

use super::text::{count, row, short};
use super::{Book, Shelf, code};
use crate::api::{SchemeId, SchemeKind, SecurityScheme};
use crate::lower::doc_text::doc_lines;
use crate::view::{AuthorizationPage, IndexPage, ReleasePage, SchemePage};

impl Book<'_> {
    pub(super) fn index(&self) -> IndexPage {
        let lower = &self.lower;
        let package = lower.package;
        let mut about = doc_lines(&package.summary);
        let text = doc_lines(lower.api.description.as_deref().unwrap_or(""));
        if !text.is_empty() {
            about.push(String::new());
            about.extend(text);
        }
        let tags = lower.used_tags().into_iter().zip(self.tags).map(|(id, view)| {
            let text =
                lower.api.tags.get(id.index()).and_then(|tag| tag.description.as_deref()).unwrap_or("");
            let link = format!("[{}](tags/{}.md)", view.accessor, view.module);
            let accessor = code(&format!("client.{}()", lower.names.tag(id).method));
            row([&link, &accessor, &view.operations.len().to_string(), &short(text).0])
        });
        IndexPage {
            title: package.name.clone(),
            about,
            dependency: format!("{} = \"{}\"", package.name, package.version),
            sections: lower.front_sections(),
            base_url: self.base_url(),
            servers: self.server_rows(),
            tags: tags.collect(),
        }
    }

    fn server_rows(&self) -> Vec<String> {
        let Some(server) = self.lower.server() else { return Vec::new() };
        let rows = server.values.iter().map(|value| {
            let mark = if server.default.as_deref() == Some(value.name.as_str()) { "default" } else { "" };
            row([&code(&format!("{}::{}", server.name, value.name)), &value.docs.join(" "), mark])
        });
        rows.collect()
    }

    pub(super) fn authorization(&self) -> AuthorizationPage {
        let lower = &self.lower;
        let schemes = lower.api.schemes.iter().enumerate().map(|(at, scheme)| {
            let id = SchemeId::new(at);
            let names = lower.names.scheme(id);
            let mut about =
                vec![format!("{} ({}), {}.", code(&scheme.name), code(&scheme.written_as), self.travels(scheme))];
            let text = doc_lines(scheme.description.as_deref().unwrap_or(""));
            if !text.is_empty() {
                about.push(String::new());
                about.extend(text);
            }
            about.push(String::new());
            about.push(format!(
                "`{}` on the builder gives it to a client, `{}` on a client makes another one with it.",
                names.builder, names.with
            ));
            if let Some(oauth) = &names.oauth {
                about.push(String::new());
                about.push(format!(
                    "With the feature `oauth`, `{}` and `{}` take a flow, which gets access tokens and renews them.",
                    oauth.flow, oauth.with
                ));
            }
            let users = self.operations().filter(|(_, operation)| {
                operation.security.iter().flatten().any(|used| used.scheme == id)
            });
            SchemePage {
                method: names.builder.to_string(),
                about,
                example: self.credential_example(id),
                flows: scheme
                    .flows
                    .iter()
                    .map(|flow| {
                        let url = |url: &Option<String>| url.as_deref().map(code).unwrap_or_default();
                        row([
                            &code(&flow.grant),
                            &url(&flow.authorization_url),
                            &url(&flow.token_url),
                            &url(&flow.refresh_url),
                        ])
                    })
                    .collect(),
                used: format!("{} ask for it.", count(users.count(), "operation")).replace("operation ask", "operation asks"),
            }
        });
        AuthorizationPage { schemes: schemes.collect() }
    }

    fn credential_example(&self, id: SchemeId) -> Vec<String> {
        let lower = &self.lower;
        let mut call = "let client = Client::builder()".to_owned();
        match lower.first_server() {
            Some((method, name, first)) => call.push_str(&format!(".{method}({name}::{first})")),
            None if lower.base_url().is_empty() => call.push_str(".base_url(\"https://api.example.com\")"),
            None => {}
        }
        call.push_str(&lower.credential_call(id));
        call.push_str(".build()?;");
        vec![format!("use {}::{};", lower.package.crate_name, lower.client_imports()), String::new(), call]
    }

    pub(super) fn release(&self) -> ReleasePage {
        let lower = &self.lower;
        let (api, package) = (lower.api, lower.package);
        let version = if api.version.is_empty() { "not given".to_owned() } else { code(&api.version) };
        let mut facts = vec![
            row(["Package", &code(&package.name)]),
            row(["Version", &code(&package.version)]),
            row(["API", &doc_lines(&api.title).join(" ")]),
            row(["Version of the API", &version]),
        ];
        facts.extend(lower.config.package.license.iter().map(|license| row(["Licence", &code(license)])));
        facts.extend(
            package.rust_version().map(|version| row(["Rust", &format!("{} or newer", code(version))])),
        );
        facts.extend([
            row(["Operations described", &api.described.to_string()]),
            row(["Operations generated", &self.entries.len().to_string()]),
            row(["Left out on request", &api.excluded.to_string()]),
            row(["Cannot be generated", &api.skipped.len().to_string()]),
            row(["Models", &self.files.len().to_string()]),
            row(["Permissions", &api.permissions.len().to_string()]),
            row(["Features of tags", &self.tags.len().to_string()]),
        ]);
        let deprecated =
            self.operations().filter(|(_, operation)| operation.deprecated).map(|(id, operation)| {
                let http = format!("**{}** {}", operation.method, code(&operation.path.text));
                row([&self.to_operation(id, Shelf::Top), &http])
            });
        let skipped = api.skipped.iter().map(|skipped| {
            let http = format!("**{}** {}", skipped.method, code(&skipped.path));
            row([&http, &format!("{} ({})", code(&skipped.reason), skipped.code.text())])
        });
        ReleasePage { facts, deprecated: deprecated.collect(), skipped: skipped.collect() }
    }

    /// Where a credential stands in a request.
    fn travels(&self, scheme: &SecurityScheme) -> String {
        let given = self.lower.config.credentials.get(&scheme.name);
        let prefix = given.and_then(|given| given.value.prefix.as_deref());
        let value = prefix.map(|prefix| format!(" as {}", code(&format!("{prefix} …")))).unwrap_or_default();
        match &scheme.kind {
            SchemeKind::Bearer => "sent as `Authorization: Bearer …`".to_owned(),
            SchemeKind::Basic => "sent as `Authorization: Basic …`".to_owned(),
            SchemeKind::ApiKeyHeader(name) => format!("sent in the header {}{value}", code(name)),
            SchemeKind::ApiKeyQuery(name) => format!("sent in the query parameter {}{value}", code(name)),
            SchemeKind::ApiKeyCookie(name) => format!("sent in the cookie {}{value}", code(name)),
        }
    }
}
