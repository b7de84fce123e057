//! What is known of an API and of its operations without sending anything.

pub use http::Method;

use super::permission::Requirement;
use super::rate_limit::RateLimitHeaders;

/// What is known of an API as a whole.
#[derive(Debug)]
pub struct Api {
    /// The name of the SDK's package; with the version, the user agent.
    pub name: &'static str,
    /// The version of the SDK.
    pub version: &'static str,
    /// Where requests go unless the builder is told otherwise.
    pub base_url: &'static str,
    /// The response headers that may hold the request's id, most telling first.
    pub request_id_headers: &'static [&'static str],
    /// All security schemes.
    pub schemes: &'static [&'static SecurityScheme],
    /// The servers of operations that do not live at the base URL; see
    /// [`server_url`](super::ClientBuilder::server_url).
    pub servers: &'static [&'static str],
    /// The servers by name, where the configuration names them.
    pub named_servers: Option<NamedServers>,
    /// The response headers that tell of rate limits.
    pub rate_limit: RateLimitHeaders,
    /// The data of the event that ends a stream of events, such as `[DONE]`, where the API has one.
    pub stream_end: Option<&'static str>,
}

/// The servers of an API by name, such as its regions.
#[derive(Clone, Copy, Debug)]
pub struct NamedServers {
    /// The builder method that takes one, and the key of a setting.
    pub method: &'static str,
    /// The base URL of the one with this name.
    pub find: fn(&str) -> Option<&'static str>,
}

/// What is known of one operation.
#[derive(Debug)]
pub struct Operation {
    /// Its id in the description.
    pub id: &'static str,
    /// The HTTP method, as it is sent: `"GET"`, `"QUERY"`, or what the description made up. It can be compared with
    /// text and with a [`Method`].
    pub method: &'static str,
    /// The path with its `{parameters}`.
    pub path: &'static str,
    /// The tag that it belongs to.
    pub tag: &'static str,
    /// What it does, in one line.
    pub summary: &'static str,
    /// Whether the description says that it goes away.
    pub deprecated: bool,
    /// The permissions that the caller needs.
    pub requirement: Requirement,
    /// The credentials that it takes: alternatives, each a list that goes out together. No alternative at all means
    /// that it needs none; an empty one among others means that it can do without.
    pub security: &'static [&'static [SchemeUse]],
    /// Where it lives, when that is not the API's base URL: an address, or a path on the host of the base URL.
    pub server: Option<&'static str>,
    /// What it asks for in the `accept` header; empty for no such header.
    pub accept: &'static str,
    /// The header by which the server knows a request that it has seen.
    pub idempotency_key: Option<&'static str>,
}

impl Operation {
    /// Whether carrying it out twice does no more than once.
    #[must_use]
    pub fn is_idempotent(&self) -> bool {
        matches!(self.method, "GET" | "HEAD" | "OPTIONS" | "TRACE" | "PUT" | "DELETE" | "QUERY")
    }
}

/// One security scheme as an operation uses it.
#[derive(Clone, Copy, Debug)]
pub struct SchemeUse {
    /// The scheme.
    pub scheme: &'static SecurityScheme,
    /// The scopes that the token must have.
    pub scopes: &'static [&'static str],
}

/// How one kind of credential travels.
#[derive(Debug, PartialEq, Eq)]
pub struct SecurityScheme {
    /// Its name in the description.
    pub name: &'static str,
    /// Where it goes.
    pub kind: SchemeKind,
    /// The word before the secret, when the description or its configuration gives one.
    pub prefix: Option<&'static str>,
    /// The builder method that takes it, for messages.
    pub builder_method: &'static str,
    /// The ways to a token, for OAuth 2.
    pub flows: &'static [OAuthFlow],
    /// Where the server describes itself, for OpenID Connect.
    pub discovery_url: Option<&'static str>,
}

/// One way to an access token, as the description has it.
#[derive(Debug, PartialEq, Eq)]
pub struct OAuthFlow {
    /// Its name in OpenAPI, such as `clientCredentials`.
    pub grant: &'static str,
    /// The login page.
    pub authorization_url: Option<&'static str>,
    /// Where tokens come from.
    pub token_url: Option<&'static str>,
    /// Where refresh tokens are turned in, when that is another place.
    pub refresh_url: Option<&'static str>,
}

/// Where a credential goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemeKind {
    /// `Authorization: Bearer <secret>`, also for OAuth 2 and OpenID Connect
    Bearer,
    /// `Authorization: Basic <name:password in base64>`
    Basic,
    /// A header of this name
    ApiKeyHeader(&'static str),
    /// A query parameter of this name
    ApiKeyQuery(&'static str),
    /// A cookie of this name
    ApiKeyCookie(&'static str),
}
