//! What a request of your own gives.

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};

use super::body::Body;
use super::client::Client;
use super::clock;
use super::error::{Error, Kind};
use super::exchange::Opened;
use super::json::{Field, from_slice};
use super::rate_limit::RateLimit;
use super::receive::{receive, request_id};
use super::transport::Response;

/// A response of any status, whose body is still to be read.
#[derive(Debug)]
pub struct RawResponse {
    client: Client,
    response: Response,
    target: (Method, String),
    attempts: u32,
}

impl RawResponse {
    pub(super) fn new(client: Client, opened: Opened, target: (Method, String)) -> Self {
        Self { client, response: opened.response, target, attempts: opened.attempts }
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.response.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.response.headers
    }

    /// The id that the server gave the request.
    #[must_use]
    pub fn request_id(&self) -> Option<String> {
        request_id(self.headers(), self.client.config().api().request_id_headers)
    }

    /// How often the request was sent.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// What the server said of its rate limit; `None` when it said nothing.
    #[must_use]
    pub fn rate_limit(&self) -> Option<RateLimit> {
        RateLimit::read(self.headers(), &self.client.config().api().rate_limit, clock::unix_time())
    }

    /// The response, if its status is a success.
    ///
    /// # Errors
    /// When it is not; the error holds the beginning of the body.
    pub async fn success(self) -> Result<Self, Error> {
        if self.response.status.is_success() {
            return Ok(self);
        }
        let failed = receive(&self.client, self.response, None, self.attempts).await.err();
        let mut error = failed.unwrap_or_else(|| Error::new(Kind::Status, "no success"));
        error.0.target = Some(self.target);
        Err(error)
    }

    /// The body as it comes, chunk by chunk.
    #[must_use]
    pub fn into_body(self) -> Body {
        self.response.body
    }

    /// The whole body.
    ///
    /// # Errors
    /// When it breaks off, or is longer than the client accepts.
    pub async fn bytes(self) -> Result<Bytes, Error> {
        let limit = self.client.config().max_response_size();
        let mut error = match self.response.body.collect(limit).await {
            Ok((bytes, false)) => return Ok(bytes),
            Ok((_, true)) => Error::new(Kind::Body, format!("the response is longer than {limit} bytes")),
            Err(error) => Error::from_transport(error),
        };
        error.0.attempts = self.attempts;
        error.0.target = Some(self.target);
        Err(error)
    }

    /// The whole body as text.
    ///
    /// # Errors
    /// Those of [`bytes`](Self::bytes), and when it is no UTF-8.
    pub async fn text(self) -> Result<String, Error> {
        let bytes = self.bytes().await?;
        match std::str::from_utf8(&bytes) {
            Ok(text) => Ok(text.to_owned()),
            Err(error) => Err(Error::new(Kind::Decode, "the body is no UTF-8").with_source(error)),
        }
    }

    /// The whole body, read as JSON: a model, or `serde_json::Value` for anything.
    ///
    /// # Errors
    /// Those of [`bytes`](Self::bytes), and when it is something else.
    pub async fn json<T: Field>(self) -> Result<T, Error> {
        let bytes = self.bytes().await?;
        from_slice(&bytes).map_err(Error::from_bad)
    }
}
