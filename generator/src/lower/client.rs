//! The client: accessors, credentials, servers.

use super::doc_text::doc_lines;
use super::{Lower, literal};
use crate::api::ServerVariable;
use crate::view::{AccessorView, ClientView, ErrorView, ServerMethodView, ServerValueView, ServerView};

impl Lower<'_> {
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
            stream_end: self.stream_end(),
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

    /// The data that ends streams of events.
    fn stream_end(&self) -> String {
        literal::option(self.config.stream_end.as_ref().map(|given| self.config.take(given).as_str()))
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
}
