//! The client: settings, credentials and a transport, shared by all that is made from it.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, Method};

use super::credential::{Credentials, IntoCredential};
use super::error::Error;
use super::granted::Granted;
use super::interceptor::Interceptor;
use super::operation::{Api, Operation, SecurityScheme};
use super::raw::RawRequest;
use super::redirect::Redirects;
use super::retry::Retry;
use super::transport::Transport;
use super::url::BaseUrl;

/// Sends operations. Cloning it is cheap, and clones share their connections.
#[derive(Clone)]
pub struct Client {
    pub(super) inner: Arc<Inner>,
}

// Fields and no methods: a tag of the description may be called `credentials` or `transport`, and its accessor is a
// method of the client.
#[derive(Clone)]
pub(super) struct Inner {
    pub(super) config: Arc<Config>,
    pub(super) credentials: Credentials,
    pub(super) transport: Arc<dyn Transport>,
    pub(super) interceptors: Arc<[Arc<dyn Interceptor>]>,
    /// What the caller holds, where it was said.
    pub(super) granted: Option<Granted>,
}

/// The settings of a client.
#[derive(Clone)]
pub struct Config {
    pub(super) api: &'static Api,
    pub(super) base: BaseUrl,
    /// Whether the base URL stands for the servers of operations too.
    pub(super) everywhere: bool,
    /// What stands for single servers of operations.
    pub(super) servers: Vec<(String, BaseUrl)>,
    pub(super) headers: HeaderMap,
    pub(super) timeout: Option<Duration>,
    pub(super) read_timeout: Option<Duration>,
    pub(super) retry: Retry,
    pub(super) redirects: Redirects,
    pub(super) max_response_size: u64,
    pub(super) token_url: Option<String>,
    pub(super) authorization_url: Option<String>,
}

impl Config {
    /// Where requests go, without a slash at its end.
    #[must_use]
    pub fn base_url(&self) -> &str {
        self.base.as_str()
    }

    /// Where the requests of an operation go, without a slash at its end: what was given for its server, else the base
    /// URL where that was given for all, else its own server.
    pub(super) fn url_of(&self, operation: &Operation) -> Result<String, Error> {
        let Some(server) = operation.server else { return Ok(self.base.as_str().to_owned()) };
        match self.servers.iter().find(|(described, _)| described == server) {
            Some((_, given)) => Ok(given.as_str().to_owned()),
            None if self.everywhere => Ok(self.base.as_str().to_owned()),
            None if server.starts_with('/') => Ok(self.base.on_host(server)),
            None => BaseUrl::parse(server).map(|url| url.as_str().to_owned()).map_err(Error::request),
        }
    }

    /// How long a call may take as a whole.
    #[must_use]
    pub fn timeout(&self) -> Option<Duration> {
        self.timeout
    }

    /// How long a server may be silent in the middle of an exchange.
    #[must_use]
    pub fn read_timeout(&self) -> Option<Duration> {
        self.read_timeout
    }

    /// When requests are sent again.
    pub fn retry(&self) -> &Retry {
        &self.retry
    }

    /// Which redirects are followed.
    #[must_use]
    pub fn redirects(&self) -> Redirects {
        self.redirects
    }

    /// How many bytes of a response are accepted.
    #[must_use]
    pub fn max_response_size(&self) -> u64 {
        self.max_response_size
    }

    /// Where OAuth tokens come from, when that is another place than the description says.
    #[must_use]
    pub fn token_url(&self) -> Option<&str> {
        self.token_url.as_deref()
    }

    /// The page on which users log in, when that is another place than the description says.
    #[must_use]
    pub fn authorization_url(&self) -> Option<&str> {
        self.authorization_url.as_deref()
    }

    /// The headers that go out with every request, the user agent among them.
    #[must_use]
    pub fn default_headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// What is known of the API.
    #[must_use]
    pub fn api(&self) -> &'static Api {
        self.api
    }
}

impl Client {
    /// The same client with one credential replaced; this one stays as it is.
    #[must_use]
    pub fn with_credential(&self, scheme: &'static SecurityScheme, credential: impl IntoCredential) -> Self {
        let mut inner = Inner::clone(&self.inner);
        inner.credentials.set(scheme, credential.into_credential());
        Self { inner: Arc::new(inner) }
    }

    /// The settings.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.inner.config
    }

    /// A request of your own, for what the operations do not cover. A path is joined to the base URL, a whole URL is
    /// taken as it is. No credential goes out unless [`RawRequest::security`] names one.
    pub fn request(&self, method: Method, path_or_url: &str) -> RawRequest {
        RawRequest::new(self.clone(), method, path_or_url)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("config", &self.inner.config)
            .field("credentials", &self.inner.credentials.names())
            .field("granted", &self.inner.granted.as_ref().map(|granted| &granted.list))
            .finish_non_exhaustive()
    }
}

// Default headers may hold keys: names only.
impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("api", &self.api.name)
            .field("base_url", &self.base.as_str())
            .field("default_headers", &self.headers.keys().collect::<Vec<_>>())
            .field("timeout", &self.timeout)
            .field("read_timeout", &self.read_timeout)
            .field("retry", &self.retry)
            .field("redirects", &self.redirects)
            .field("max_response_size", &self.max_response_size)
            .finish()
    }
}
