//! Where requests go: the base URL, and the servers of operations that live elsewhere.

use std::collections::BTreeSet;

use super::Lower;
use super::doc_text::{doc_lines, first_sentence};
use super::docs::code;
use crate::api::{Operation, Server};

/// Servers that a front page lists.
const MOST_LISTED: usize = 20;

impl Lower<'_> {
    /// The first server of the description, where it is an address; nothing where users have to give one.
    pub(super) fn base_url(&self) -> String {
        self.api.servers.first().and_then(|server| address(&server.default_url())).unwrap_or_default()
    }

    /// The server of an operation, where that is not the base URL: an address, or a path on the base URL's host.
    pub(super) fn own_server(&self, operation: &Operation) -> Option<String> {
        let url = operation.servers.first()?.default_url();
        if url.contains('{') {
            return None; // told by W0514
        }
        if let Some(url) = address(&url) {
            return (url != self.base_url()).then_some(url);
        }
        let same = self.api.servers.first().is_some_and(|server| server.default_url() == url);
        // where the description itself is published is not known, so `..` cannot be worked out
        let path =
            url.split('/').filter(|step| !matches!(*step, "" | "." | "..")).collect::<Vec<_>>().join("/");
        (!same).then(|| format!("/{path}"))
    }

    /// Where an operation goes, after its method and path: its own server, and others that could serve it.
    pub(super) fn server_words(&self, operation: &Operation) -> Option<String> {
        let mut words = format!(", on the server {}", code(&self.own_server(operation)?));
        let others: Vec<String> =
            operation.servers.iter().skip(1).take(MOST_LISTED).map(|server| code(&server.url)).collect();
        if !others.is_empty() {
            words.push_str(&format!(" (the description also names {})", others.join(", ")));
        }
        Some(words)
    }

    /// The servers of the description, where there is more to say than one address.
    pub(super) fn servers_section(&self) -> Vec<String> {
        let servers = &self.api.servers;
        let variables = servers.iter().any(|server| !server.variables.is_empty());
        if servers.len() < 2 && (!variables || self.names.server.is_some()) {
            return Vec::new();
        }
        let mut lines = vec![match (self.names.server.is_some(), self.base_url().is_empty()) {
            (true, _) => "The description names these; `base_url` on the builder takes any other.".to_owned(),
            (false, true) => {
                "`base_url` on the builder says where requests go. The description names these:".to_owned()
            }
            (false, false) => {
                let url = code(&self.base_url());
                format!(
                    "Requests go to {url}, unless `base_url` on the builder says otherwise. The description names these:"
                )
            }
        }];
        lines.push(String::new());
        lines.extend(servers.iter().take(MOST_LISTED).map(server_line));
        if let Some(more) = servers.len().checked_sub(MOST_LISTED).filter(|more| *more > 0) {
            lines.push(format!("- and {more} more"));
        }
        lines
    }

    /// All of these, each once.
    pub(super) fn own_servers(&self) -> BTreeSet<String> {
        self.api.operations.iter().filter_map(|operation| self.own_server(operation)).collect()
    }
}

/// A URL that says the host.
fn address(url: &str) -> Option<String> {
    match url.strip_prefix("//") {
        _ if url.contains('{') => None,
        Some(host) => Some(format!("https://{host}")),
        None => url.contains("://").then(|| url.to_owned()),
    }
}

/// One server: its URL, its name, what is said of it, and its variables.
fn server_line(server: &Server) -> String {
    let mut line = format!("- {}", code(&server.url));
    let name = server.name.as_deref().map(code).into_iter();
    let about = server.description.as_deref().map(|text| doc_lines(&first_sentence(text)).join(" "));
    let about = about.filter(|text| !text.is_empty());
    let variables = server.variables.iter().map(|variable| {
        let others: Vec<String> = variable
            .values
            .iter()
            .filter(|value| **value != variable.default)
            .take(MOST_LISTED)
            .map(|value| code(value))
            .collect();
        let or = if others.is_empty() { String::new() } else { format!(" (or {})", others.join(", ")) };
        format!("{} is {}{or}", code(&format!("{{{}}}", variable.name)), code(&variable.default))
    });
    let said: Vec<String> = name.chain(about).chain(variables).collect();
    if !said.is_empty() {
        line = format!("{line}: {}", said.join("; "));
    }
    line
}
