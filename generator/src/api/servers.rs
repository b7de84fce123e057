//! Where the API is served.

use super::build::Builder;
use crate::diag::{Code, Diagnostic};
use crate::document::{At, Version};

/// A server, its variables not yet filled in.
#[derive(Clone, Debug, PartialEq)]
pub struct Server {
    /// As written; `{name}` stands for a variable. May be relative (`/v1`).
    pub url: String,
    /// Its name (3.2).
    pub name: Option<String>,
    /// What the description says of it.
    pub description: Option<String>,
    /// Its variables.
    pub variables: Vec<ServerVariable>,
}

/// A variable of a server's URL.
#[derive(Clone, Debug, PartialEq)]
pub struct ServerVariable {
    /// As it stands in the URL.
    pub name: String,
    /// What holds when nobody says otherwise.
    pub default: String,
    /// What it may be; empty: anything.
    pub values: Vec<String>,
    /// What the description says of it.
    pub description: Option<String>,
}

impl Server {
    /// The URL with one variable given and the others at their defaults, without a slash at the end.
    pub fn url_with(&self, name: &str, value: &str) -> String {
        let mut url = self.url.clone();
        for variable in &self.variables {
            let text = if variable.name == name { value } else { &variable.default };
            url = url.replace(&format!("{{{}}}", variable.name), text);
        }
        url.trim_end_matches('/').to_owned()
    }

    /// The URL with every variable at its default.
    pub fn default_url(&self) -> String {
        self.url_with("", "")
    }
}

impl Builder<'_> {
    /// The servers of a list, such as that of the description. Requests go to the first.
    pub(super) fn servers(&mut self, list: Option<At<'_>>) -> Vec<Server> {
        let text = |at: At<'_>, key: &str| at.get(key).and_then(At::text).map(str::to_owned);
        let first = |variable: At<'_>| variable.get("enum")?.items().find_map(At::text).map(str::to_owned);
        let mut servers = Vec::new();
        for server in list.into_iter().flat_map(At::items) {
            let Some(url) = text(server, "url") else { continue };
            let variables = server.get("variables").into_iter().flat_map(At::entries);
            let variables = variables.map(|(name, variable)| ServerVariable {
                name: name.to_owned(),
                default: text(variable, "default").or_else(|| first(variable)).unwrap_or_default(),
                values: variable
                    .get("enum")
                    .into_iter()
                    .flat_map(At::items)
                    .filter_map(At::text)
                    .map(str::to_owned)
                    .collect(),
                description: text(variable, "description"),
            });
            servers.push(Server {
                url,
                name: text(server, "name"),
                description: text(server, "description"),
                variables: variables.collect(),
            });
            if let [only] = servers.as_slice() {
                self.open_variable(server, only);
            }
        }
        servers
    }

    /// Reports a variable in the URL that nothing gives a value.
    fn open_variable(&mut self, at: At<'_>, server: &Server) {
        let url = server.default_url();
        let Some((_, rest)) = url.split_once('{') else { return };
        let name = rest.split('}').next().unwrap_or(rest);
        self.push(
            Diagnostic::new(
                Code::ServerVariable,
                at.get("url").unwrap_or(at).place(),
                format!("`{{{name}}}` in this URL has no value; users have to give the whole URL"),
            )
            .hint(match self.doc.version {
                Version::V2 => "write a host that there is; Swagger 2.0 has no variables".to_owned(),
                _ => format!("describe it: `variables: {{{name}: {{default: …}}}}`"),
            }),
        );
    }
}
