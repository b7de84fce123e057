//! Where requests go: the base URL, and the servers of operations that live elsewhere.

use std::collections::BTreeSet;

use super::Lower;
use crate::api::Operation;

impl Lower<'_> {
    /// The first server of the description, where it is an address; nothing where users have to give one.
    pub(super) fn base_url(&self) -> String {
        let first = self.api.servers.first().map(|server| server.default_url());
        first.filter(|url| url.contains("://")).unwrap_or_default()
    }

    /// The server of an operation, where that is not the base URL: an address, or a path on the base URL's host.
    pub(super) fn own_server(&self, operation: &Operation) -> Option<String> {
        let url = operation.servers.first()?.default_url();
        if url.contains("://") {
            return (url != self.base_url()).then_some(url);
        }
        if let Some(host) = url.strip_prefix("//") {
            return Some(format!("https://{host}"));
        }
        let same = self.api.servers.first().is_some_and(|server| server.default_url() == url);
        // where the description itself is published is not known, so `..` cannot be worked out
        let path =
            url.split('/').filter(|step| !matches!(*step, "" | "." | "..")).collect::<Vec<_>>().join("/");
        (!same).then(|| format!("/{path}"))
    }

    /// All of these, each once.
    pub(super) fn own_servers(&self) -> BTreeSet<String> {
        self.api.operations.iter().filter_map(|operation| self.own_server(operation)).collect()
    }
}
