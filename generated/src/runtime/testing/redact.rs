//! What of an exchange must not get into a file.

use http::HeaderMap;
use serde_json::Value;

use super::super::operation::{Operation, SchemeKind};

/// What stands in the place of a secret.
pub(super) const REDACTED: &str = "[redacted]";

/// Which headers, query parameters and members of bodies are secret, besides what the client marks as a credential.
///
/// Names are compared without regard to case. Bodies are looked through where they are JSON or forms; any other body may
/// hold a secret that nobody sees.
#[derive(Clone, Debug)]
pub struct Redaction {
    headers: Vec<String>,
    members: Vec<String>,
}

impl Default for Redaction {
    /// Cookies and what is called authorization or API key; tokens, passwords and secrets of OAuth, and in queries and
    /// forms its `code`.
    fn default() -> Self {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        Self {
            headers: owned(&[
                "authorization",
                "proxy-authorization",
                "cookie",
                "set-cookie",
                "x-api-key",
                "api-key",
            ]),
            members: owned(&[
                "access_token",
                "refresh_token",
                "id_token",
                "client_secret",
                "client_assertion",
                "assertion",
                "password",
                "code_verifier",
                "api_key",
                "token",
                "jwt",
            ]),
        }
    }
}

impl Redaction {
    /// One more header.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>) -> Self {
        self.headers.push(name.into());
        self
    }

    /// One more name of a member of JSON objects, of a field of forms, of a query parameter.
    #[must_use]
    pub fn member(mut self, name: impl Into<String>) -> Self {
        self.members.push(name.into());
        self
    }

    pub(super) fn headers(&self, headers: &HeaderMap) -> Vec<(String, String)> {
        let shown = headers.iter().map(|(name, value)| {
            let secret = value.is_sensitive() || listed(&self.headers, name.as_str());
            let text = if secret { REDACTED.to_owned() } else { String::from_utf8_lossy(value.as_bytes()).into_owned() };
            (name.to_string(), text)
        });
        shown.collect()
    }

    /// The URL without the values of secret query parameters.
    pub(super) fn url(&self, url: &str, operation: Option<&Operation>) -> String {
        let Some((before, query)) = url.split_once('?') else { return url.to_owned() };
        let keys = operation.into_iter().flat_map(|operation| operation.security.iter().copied().flatten());
        let keys: Vec<&str> = keys
            .filter_map(|used| match used.scheme.kind {
                SchemeKind::ApiKeyQuery(name) => Some(name),
                _ => None,
            })
            .collect();
        format!("{before}?{}", self.pairs(query, &keys))
    }

    /// A body, if it is text; what is secret in it is not there any more.
    pub(super) fn body(&self, body: &[u8], is_form: bool) -> Option<String> {
        if let Ok(mut tree) = super::super::json::from_slice::<Value>(body) {
            if self.tree(&mut tree) {
                return Some(tree.to_string());
            }
        }
        let text = std::str::from_utf8(body).ok()?;
        Some(if is_form { self.pairs(text, &[]) } else { text.to_owned() })
    }

    fn pairs(&self, text: &str, more: &[&str]) -> String {
        let pairs = text.split('&').map(|pair| match pair.split_once('=') {
            Some((name, _)) if listed(&self.members, name) || more.contains(&name) || name == "code" => format!("{name}={REDACTED}"),
            _ => pair.to_owned(),
        });
        pairs.collect::<Vec<_>>().join("&")
    }

    /// Whether anything was secret.
    fn tree(&self, tree: &mut Value) -> bool {
        let mut found = false;
        match tree {
            Value::Object(members) => {
                for (name, value) in members {
                    if value.is_string() && listed(&self.members, name) {
                        *value = REDACTED.into();
                        found = true;
                    } else {
                        found |= self.tree(value);
                    }
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| found |= self.tree(item)),
            _ => {}
        }
        found
    }
}

fn listed(names: &[String], name: &str) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}
