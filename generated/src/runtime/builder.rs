//! How a client is put together.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::header::{HeaderMap, HeaderName, HeaderValue, USER_AGENT};

use super::client::{Client, Config, Inner};
use super::credential::{Credentials, IntoCredential};
use super::error::Error;
use super::interceptor::Interceptor;
use super::operation::{Api, SecurityScheme};
use super::redirect::Redirects;
use super::retry::Retry;
use super::transport::Transport;
use super::url::BaseUrl;

/// A response longer than this is refused unless the builder says otherwise.
const MAX_RESPONSE_SIZE: u64 = 256 * 1024 * 1024;

/// How long a call may take unless the builder or the call says otherwise: a server that goes silent is given up.
const TIMEOUT: Duration = Duration::from_secs(60);

/// Collects what a client needs. Mistakes are reported by [`build`](Self::build).
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder {
    pub(super) api: &'static Api,
    base_url: String,
    everywhere: bool,
    servers: Vec<(String, String)>,
    user_agent: String,
    headers: Vec<(String, String)>,
    timeout: Option<Duration>,
    read_timeout: Option<Duration>,
    retry: Retry,
    redirects: Redirects,
    max_response_size: u64,
    credentials: Credentials,
    interceptors: Vec<Arc<dyn Interceptor>>,
    transport: Option<Arc<dyn Transport>>,
    token_url: Option<String>,
    authorization_url: Option<String>,
    /// What holds unless those two are given.
    login: [Option<String>; 2],
    #[cfg(all(feature = "reqwest", not(target_arch = "wasm32")))]
    pub(super) http: super::builder_http::HttpOptions,
}

impl ClientBuilder {
    /// A builder with the API's own settings: its base URL, `name/version` as user agent.
    pub fn new(api: &'static Api) -> Self {
        Self {
            api,
            base_url: api.base_url.to_owned(),
            everywhere: false,
            servers: Vec::new(),
            user_agent: format!("{}/{}", api.name, api.version),
            headers: Vec::new(),
            timeout: Some(TIMEOUT),
            read_timeout: None,
            retry: Retry::new(),
            redirects: Redirects::default(),
            max_response_size: MAX_RESPONSE_SIZE,
            credentials: Credentials::default(),
            interceptors: Vec::new(),
            transport: None,
            token_url: None,
            authorization_url: None,
            login: [None, None],
            #[cfg(all(feature = "reqwest", not(target_arch = "wasm32")))]
            http: super::builder_http::HttpOptions::default(),
        }
    }

    /// Where all requests go, a test server or a proxy for instance: also those of operations for which the
    /// description names another server ([`Operation::server`](super::Operation::server)). A path in it stays in front
    /// of every operation's path.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = url.into();
        self.everywhere = true;
        self
    }

    /// Where requests go, but for operations that have a server of their own: those stay there.
    pub fn default_server(mut self, url: impl Into<String>) -> Self {
        self.base_url = url.into();
        self.everywhere = false;
        self
    }

    /// Where the requests of operations go whose server is `described`, one of [`Api::servers`]. It counts more than
    /// [`base_url`](Self::base_url), in whichever order they are called.
    pub fn server_url(mut self, described: impl Into<String>, url: impl Into<String>) -> Self {
        let described = described.into();
        self.servers.retain(|(known, _)| *known != described);
        self.servers.push((described, url.into()));
        self
    }

    /// Where OAuth tokens come from, instead of what the description says.
    pub fn token_url(mut self, url: impl Into<String>) -> Self {
        self.token_url = Some(url.into());
        self
    }

    /// Where tokens come from unless [`token_url`](Self::token_url) says otherwise, and on which page users log in
    /// unless [`authorization_url`](Self::authorization_url) says otherwise.
    pub fn default_login(mut self, token_url: Option<&str>, authorization_url: Option<&str>) -> Self {
        self.login = [token_url, authorization_url].map(|url| url.map(str::to_owned));
        self
    }

    /// The page on which users log in, instead of what the description says.
    pub fn authorization_url(mut self, url: impl Into<String>) -> Self {
        self.authorization_url = Some(url.into());
        self
    }

    /// What the client calls itself.
    pub fn user_agent(mut self, text: impl Into<String>) -> Self {
        self.user_agent = text.into();
        self
    }

    /// A header for every request to the API. Given twice, the last one counts.
    pub fn default_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// How long a call may take as a whole, all attempts and pauses counted, to the last byte of its response; a minute
    /// unless set.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.timeout = Some(limit);
        self
    }

    /// Calls may take as long as they take. A server that goes silent is then waited for without end.
    pub fn no_timeout(mut self) -> Self {
        self.timeout = None;
        self
    }

    /// How long a server may be silent in the middle of an exchange: before the head of its response, and between two
    /// pieces of its body. No limit unless set.
    pub fn read_timeout(mut self, limit: Duration) -> Self {
        self.read_timeout = Some(limit);
        self
    }

    /// When requests are sent again; [`Retry::new`] unless set.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    pub(super) fn retry_policy(&self) -> Retry {
        self.retry.clone()
    }

    /// Which redirects are followed; [`Redirects::Follow`] unless set.
    pub fn redirects(mut self, redirects: Redirects) -> Self {
        self.redirects = redirects;
        self
    }

    /// Something that looks at every request and response; see [`Interceptor`] for the order of several.
    pub fn interceptor(mut self, interceptor: impl Interceptor + 'static) -> Self {
        self.interceptors.push(Arc::new(interceptor));
        self
    }

    /// How many bytes of a response are accepted; 256 MiB unless set.
    pub fn max_response_size(mut self, bytes: u64) -> Self {
        self.max_response_size = bytes;
        self
    }

    /// What sends the requests.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// The credential for one security scheme.
    pub fn credential(mut self, scheme: &'static SecurityScheme, credential: impl IntoCredential) -> Self {
        self.credentials.set(scheme, credential.into_credential());
        self
    }

    /// The client. No credential is needed to build one.
    ///
    /// # Errors
    /// When a URL or a header is malformed, when no operation has a server that a URL was given for, or when there is
    /// no transport.
    pub fn build(self) -> Result<Client, Error> {
        if self.base_url.is_empty() && self.api.base_url.is_empty() {
            let message = "\"\" is not a base URL: the description names none, so give one by `base_url(…)`";
            return Err(Error::request(message));
        }
        let base = BaseUrl::parse(&self.base_url).map_err(Error::request)?;
        let servers = own_servers(self.api, &self.servers)?;
        let mut headers = HeaderMap::new();
        headers.insert(USER_AGENT, value("user-agent", &self.user_agent)?);
        for (name, text) in &self.headers {
            headers.insert(header_name(name)?, value(name, text)?);
        }
        let transport = match self.transport {
            Some(transport) => transport,
            #[cfg(all(feature = "reqwest", not(target_arch = "wasm32")))]
            None => self.http.transport()?,
            #[cfg(all(feature = "reqwest", target_arch = "wasm32"))]
            None => Arc::new(super::transport_fetch::Fetch::default()),
            #[cfg(not(feature = "reqwest"))]
            None => {
                return Err(Error::request(
                    "this client has no transport: give it one with `transport(…)`, or turn on the feature `reqwest`",
                ));
            }
        };
        let [token_url, authorization_url] = self.login;
        let config = Config {
            api: self.api,
            base,
            everywhere: self.everywhere,
            servers,
            headers,
            timeout: self.timeout,
            read_timeout: self.read_timeout,
            retry: self.retry,
            redirects: self.redirects,
            max_response_size: self.max_response_size,
            token_url: self.token_url.or(token_url),
            authorization_url: self.authorization_url.or(authorization_url),
        };
        let inner = Inner {
            config: Arc::new(config),
            credentials: self.credentials,
            transport,
            interceptors: self.interceptors.into(),
            granted: None,
        };
        Ok(Client { inner: Arc::new(inner) })
    }
}

fn own_servers(api: &Api, given: &[(String, String)]) -> Result<Vec<(String, BaseUrl)>, Error> {
    let mut servers = Vec::with_capacity(given.len());
    for (described, url) in given {
        if !api.servers.contains(&described.as_str()) {
            return Err(Error::request(format!(
                "no operation has the server {described:?}; known are {:?}",
                api.servers
            )));
        }
        servers.push((described.clone(), BaseUrl::parse(url).map_err(Error::request)?));
    }
    Ok(servers)
}

pub(super) fn header_name(name: &str) -> Result<HeaderName, Error> {
    HeaderName::from_bytes(name.as_bytes())
        .map_err(|error| Error::request(format!("{name:?} is no header name")).with_source(error))
}

/// A header's value: no line breaks and no other control characters, or a second header could be smuggled in. It is
/// not shown in the message, for it may be a secret.
pub(super) fn value(name: &str, text: &str) -> Result<HeaderValue, Error> {
    HeaderValue::from_bytes(text.as_bytes()).map_err(|error| {
        Error::request(format!("the value of the header `{name}` has control characters in it"))
            .with_source(error)
    })
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("api", &self.api.name)
            .field("default_headers", &self.headers.iter().map(|(name, _)| name).collect::<Vec<_>>())
            .field("timeout", &self.timeout)
            .field("read_timeout", &self.read_timeout)
            .field("retry", &self.retry)
            .field("redirects", &self.redirects)
            .field("interceptors", &self.interceptors.len())
            .field("max_response_size", &self.max_response_size)
            .field("credentials", &self.credentials.names())
            .finish_non_exhaustive()
    }
}
