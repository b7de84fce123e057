//! Security schemes, and which of them an operation asks for.

use super::SchemeId;
use super::build::Builder;
use crate::diag::{Code, Diagnostic};
use crate::document::{At, NodeId, meant, nearest};

/// How a credential travels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemeKind {
    /// `Authorization: Bearer …` (http bearer, OAuth 2, OpenID Connect).
    Bearer,
    /// `Authorization: Basic …`.
    Basic,
    /// A header of this name.
    ApiKeyHeader(String),
    /// A query parameter of this name.
    ApiKeyQuery(String),
    /// A cookie of this name.
    ApiKeyCookie(String),
}

/// A security scheme of the description.
#[derive(Clone, Debug, PartialEq)]
pub struct SecurityScheme {
    /// Its name in the description.
    pub name: String,
    /// `oauth2`, `apiKey`, `http basic` …: what pages show.
    pub written_as: String,
    /// How its credential travels.
    pub kind: SchemeKind,
    /// What the description says of it.
    pub description: Option<String>,
    /// The ways to a token, for OAuth 2.
    pub flows: Vec<OAuthFlow>,
    /// Where the server describes itself, for OpenID Connect.
    pub discovery_url: Option<String>,
    /// Whether its credential is an access token: OAuth 2, OpenID Connect.
    pub oauth: bool,
    /// Where it is written.
    pub node: NodeId,
}

/// One way to an access token.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OAuthFlow {
    /// Its name in OpenAPI 3, such as `clientCredentials`.
    pub grant: String,
    /// The login page; for devices, where they ask for a code.
    pub authorization_url: Option<String>,
    /// Where tokens come from.
    pub token_url: Option<String>,
    /// Where refresh tokens are turned in.
    pub refresh_url: Option<String>,
}

impl SecurityScheme {
    /// Whether the description has this flow, or leaves to the server which ones there are.
    pub fn has_flow(&self, grant: &str) -> bool {
        self.discovery_url.is_some() || self.flows.iter().any(|flow| flow.grant == grant)
    }
}

/// A scheme that an operation asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct SchemeUse {
    /// The scheme.
    pub scheme: SchemeId,
    /// The scopes that it needs.
    pub scopes: Vec<String>,
}

/// Security schemes that a hint names.
const MOST_NAMED: usize = 10;

impl Builder<'_> {
    pub(super) fn schemes(&mut self) {
        let components =
            self.doc.root().get("components").and_then(|components| components.get("securitySchemes"));
        for (name, at) in components.into_iter().flat_map(At::entries) {
            let Some(at) = self.follow(at) else { continue };
            if let Some(scheme) = self.scheme(name, at) {
                self.api.schemes.push(scheme);
            }
        }
    }

    fn scheme(&mut self, name: &str, at: At<'_>) -> Option<SecurityScheme> {
        let key = || at.get("name").and_then(At::str).unwrap_or("Authorization").to_owned();
        let lower = |member: &str| at.get(member).and_then(At::str).unwrap_or("").to_ascii_lowercase();
        let kind = match (lower("type").as_str(), lower("in").as_str(), lower("scheme").as_str()) {
            ("oauth2" | "openidconnect", ..) | ("http", _, "bearer") => SchemeKind::Bearer,
            ("http", _, "basic") | ("basic", ..) => SchemeKind::Basic,
            ("apikey", "query", _) => SchemeKind::ApiKeyQuery(key()),
            ("apikey", "cookie", _) => SchemeKind::ApiKeyCookie(key()),
            ("apikey", ..) => SchemeKind::ApiKeyHeader(key()),
            ("http", _, other) if !other.is_empty() => SchemeKind::ApiKeyHeader("Authorization".to_owned()),
            ("mutualtls", ..) => return None, // belongs to the transport, not to a request
            (other, ..) => {
                let what = if other.is_empty() {
                    "no type".to_owned()
                } else {
                    format!("the unknown type `{other}`")
                };
                self.push(
                    Diagnostic::new(
                        Code::SchemeUnknown,
                        at.key_place(),
                        format!("security scheme `{name}` has {what}"),
                    )
                    .hint("known: apiKey, http, oauth2, openIdConnect, mutualTLS"),
                );
                return None;
            }
        };
        let flows = at.get("flows").into_iter().flat_map(At::entries);
        let flows = flows.filter(|(name, _)| !name.starts_with("x-")).map(|(name, flow)| flow_of(name, flow));
        let mut written_as = at.get("type").and_then(At::str).unwrap_or("").to_owned();
        if let Some(scheme) = at.get("scheme").and_then(At::str) {
            written_as = format!("{written_as} {scheme}");
        }
        Some(SecurityScheme {
            name: name.to_owned(),
            written_as,
            kind,
            description: at.get("description").and_then(At::text).map(str::to_owned),
            flows: flows.collect(),
            discovery_url: at.get("openIdConnectUrl").and_then(At::str).map(str::to_owned),
            oauth: matches!(lower("type").as_str(), "oauth2" | "openidconnect"),
            node: at.id(),
        })
    }

    /// The alternatives of an operation: its own `security`, else the description's.
    pub(super) fn security(&mut self, operation: At<'_>, label: &str) -> Vec<Vec<SchemeUse>> {
        let Some(list) = operation.get("security").or_else(|| self.doc.root().get("security")) else {
            return Vec::new();
        };
        let mut alternatives = Vec::new();
        for alternative in list.items() {
            let (mut all, mut lost) = (Vec::new(), false);
            for (name, scopes) in alternative.entries() {
                let scopes: Vec<String> = scopes.items().filter_map(At::text).map(str::to_owned).collect();
                match self.api.schemes.iter().position(|scheme| scheme.name == name) {
                    Some(index) => all.push(SchemeUse { scheme: SchemeId::new(index), scopes }),
                    None if self.is_mutual_tls(name) => {}
                    None => {
                        lost = true;
                        if !self.is_defined(name) {
                            self.undefined_scheme(scopes_at(alternative, name), name, label);
                        }
                    }
                }
            }
            if !(lost && all.is_empty()) {
                alternatives.push(all);
            }
        }
        alternatives
    }

    /// Whether the scheme is there, but of a type that was reported as unknown.
    fn is_defined(&self, name: &str) -> bool {
        let schemes =
            self.doc.root().get("components").and_then(|components| components.get("securitySchemes"));
        schemes.is_some_and(|schemes| schemes.has(name))
    }

    fn is_mutual_tls(&self, name: &str) -> bool {
        let schemes =
            self.doc.root().get("components").and_then(|components| components.get("securitySchemes"));
        schemes.and_then(|schemes| schemes.get(name)).and_then(|scheme| scheme.get("type")?.str())
            == Some("mutualTLS")
    }

    fn undefined_scheme(&mut self, at: At<'_>, name: &str, label: &str) {
        let suggest = !self.findings.has_cause(Code::SchemeUndefined, name) && self.suggest();
        let known: Vec<&str> = self.api.schemes.iter().map(|scheme| scheme.name.as_str()).collect();
        let hint = if known.is_empty() {
            "the description defines no security scheme; add it under `components.securitySchemes`".to_owned()
        } else {
            let near = if suggest { nearest(name, known.iter().copied()) } else { Vec::new() };
            meant(&near).unwrap_or_else(|| defined(&known))
        };
        self.push_caused(
            name.to_owned(),
            Diagnostic::new(
                Code::SchemeUndefined,
                at.key_place(),
                format!("security scheme `{name}` is not defined"),
            )
            .hint(hint)
            .subject(format!("operation `{label}`")),
        );
    }
}

fn flow_of(name: &str, flow: At<'_>) -> OAuthFlow {
    let url = |member: &str| flow.get(member).and_then(At::str).map(str::trim).filter(|url| !url.is_empty());
    OAuthFlow {
        grant: name.to_owned(),
        authorization_url: url("authorizationUrl").or(url("deviceAuthorizationUrl")).map(str::to_owned),
        token_url: url("tokenUrl").map(str::to_owned),
        refresh_url: url("refreshUrl").map(str::to_owned),
    }
}

fn scopes_at<'d>(alternative: At<'d>, name: &str) -> At<'d> {
    alternative.get(name).unwrap_or(alternative)
}

/// The first names of those that are defined, and how many more there are.
fn defined(known: &[&str]) -> String {
    let first = known.iter().take(MOST_NAMED).copied().collect::<Vec<_>>().join(", ");
    match known.len().saturating_sub(MOST_NAMED) {
        0 => format!("defined: {first}"),
        more => format!("defined: {first} and {more} more"),
    }
}
