//! Requests that no operation describes.

use std::time::Duration;

use http::{HeaderMap, Method};

use super::body::Body;
use super::builder::{header_name, value};
use super::client::Client;
use super::error::Error;
use super::exchange::Exchange;
use super::json::{Field, to_vec};
use super::operation::SecurityScheme;
use super::params::{self, Style, ToParam};
use super::plan::{Again, Options};
use super::raw_response::RawResponse;
use super::retry::Retry;
use super::transport::Request;
use super::url::same_origin;

/// A request of your own, made by [`Client::request`].
///
/// Credentials and default headers go to the origin of the base URL and nowhere else.
#[must_use = "a request does nothing until it is sent"]
#[derive(Debug)]
pub struct RawRequest {
    client: Client,
    method: Method,
    url: String,
    query: Vec<String>,
    headers: Vec<(String, String)>,
    body: Body,
    content_type: Option<&'static str>,
    options: Options,
    scheme: Option<&'static SecurityScheme>,
    problem: Option<Error>,
}

impl RawRequest {
    pub(super) fn new(client: Client, method: Method, path_or_url: &str) -> Self {
        let whole = path_or_url.get(..8).is_some_and(|start| {
            let start = start.to_ascii_lowercase();
            start.starts_with("http://") || start.starts_with("https://")
        });
        let url = if whole {
            path_or_url.to_owned()
        } else {
            format!("{}/{}", client.config().base_url(), path_or_url.trim_start_matches('/'))
        };
        Self {
            client,
            method,
            url,
            query: Vec::new(),
            headers: Vec::new(),
            body: Body::empty(),
            content_type: None,
            options: Options::default(),
            scheme: None,
            problem: None,
        }
    }

    /// Sends the client's credential for this scheme along.
    pub fn security(mut self, scheme: &'static SecurityScheme) -> Self {
        self.scheme = Some(scheme);
        self
    }

    /// Sends no credential: how it is anyway, said aloud.
    pub fn unauthenticated(mut self) -> Self {
        self.scheme = None;
        self
    }

    /// One header.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Several headers.
    pub fn headers<K: Into<String>, V: Into<String>>(
        mut self,
        headers: impl IntoIterator<Item = (K, V)>,
    ) -> Self {
        self.headers.extend(headers.into_iter().map(|(name, value)| (name.into(), value.into())));
        self
    }

    /// A query parameter, added to those that are there.
    pub fn query<P: ToParam + ?Sized>(mut self, name: &str, value: &P) -> Self {
        self.query.extend(params::query(name, Style::FORM, &value.to_param()));
        self
    }

    /// A body as JSON.
    pub fn json<F: Field>(mut self, body: &F) -> Self {
        match to_vec(body) {
            Ok(json) => {
                self.body = json.into();
                self.content_type = Some("application/json");
            }
            Err(error) => self.problem = Some(Error::from_encode(error)),
        }
        self
    }

    /// A body as it is; say what it is by the header `content-type`.
    pub fn body(mut self, body: impl Into<Body>) -> Self {
        self.body = body.into();
        self.content_type = None;
        self
    }

    /// How long it may take as a whole, instead of what the client says.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.options.timeout = Some(limit);
        self
    }

    /// When it is sent again, instead of what the client says.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.options.retry = Some(Box::new(retry));
        self
    }

    /// How long the server may be silent in the middle of the exchange, instead of what the client says.
    pub fn read_timeout(mut self, limit: Duration) -> Self {
        self.options.read_timeout = Some(limit);
        self
    }

    /// Sends it. Any status is a response here; its body is still to be read.
    ///
    /// # Errors
    /// When the request is malformed, its credential is missing or meant for another origin, or no answer came.
    pub async fn send(self) -> Result<RawResponse, Error> {
        let target = (self.method.clone(), self.url.split(['?', '#']).next().unwrap_or_default().to_owned());
        let client = self.client.clone();
        match self.exchange() {
            Ok(exchange) => exchange.open().await,
            Err(error) => Err(error),
        }
        .map(|opened| RawResponse::new(client, opened, target.clone()))
        .map_err(|mut error| {
            error.0.target = Some(target);
            error
        })
    }

    fn exchange(mut self) -> Result<Exchange, Error> {
        if let Some(problem) = self.problem.take() {
            return Err(problem);
        }
        let home = same_origin(&self.url, self.client.config().base_url());
        let held = match self.scheme {
            None => Vec::new(),
            Some(_) if !home => {
                return Err(Error::request(
                    "credentials are sent to the origin of the base URL and nowhere else",
                ));
            }
            Some(scheme) => vec![self.client.inner.credentials.need(scheme)?],
        };
        let request = Request {
            headers: self.all_headers(home)?,
            url: self.whole_url(),
            timeout: None,
            method: self.method,
            body: self.body,
            operation: None,
        };
        let idempotent = request.method.is_idempotent()
            || self.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("idempotency-key"));
        let mut plan = Again::new(request);
        plan.extra = self.headers;
        Ok(Exchange::new(self.client, None, Box::new(plan), held, &self.options, idempotent))
    }

    fn whole_url(&self) -> String {
        let mut url = self.url.split('#').next().unwrap_or_default().to_owned();
        for text in &self.query {
            url.push(if url.contains('?') { '&' } else { '?' });
            url.push_str(text);
        }
        url
    }

    fn all_headers(&self, home: bool) -> Result<HeaderMap, Error> {
        let defaults = self.client.config().default_headers();
        let mut headers = HeaderMap::new();
        if home {
            headers.clone_from(defaults);
        } else if let Some(agent) = defaults.get(http::header::USER_AGENT) {
            headers.insert(http::header::USER_AGENT, agent.clone());
        }
        if let Some(kind) = self.content_type {
            headers.insert(header_name("content-type")?, value("content-type", kind)?);
        }
        Ok(headers)
    }
}
