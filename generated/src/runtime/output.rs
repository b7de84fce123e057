//! What a call gives: how the body of a successful response becomes a value.

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};

use super::clock;
use super::dispatch::{Received, Rest};
use super::error::{Error, Kind};
use super::json::{Bad, Field, from_slice};
use super::operation::Api;
use super::rate_limit::RateLimit;

/// A kind of result: JSON for every type that can be read from it, or one of the markers of this module.
pub trait Output {
    /// What the caller gets.
    type Value;

    /// Whether it is read while the body is still on its way.
    const STREAMED: bool = false;

    /// Reads it from a response.
    ///
    /// # Errors
    /// When the body is something else.
    fn decode(response: &mut Received) -> Result<Self::Value, Error>;
}

impl<T: Field> Output for T {
    type Value = T;

    #[inline]
    fn decode(response: &mut Received) -> Result<T, Error> {
        if response.body.is_empty() {
            return Err(response.no_body());
        }
        match from_slice(&response.body) {
            Ok(value) => Ok(value),
            Err(bad) => Err(response.undecoded(bad)),
        }
    }
}

/// An operation without a result: a body that comes anyway is ignored.
impl Output for () {
    type Value = ();

    #[inline]
    fn decode(_: &mut Received) -> Result<(), Error> {
        Ok(())
    }
}

/// The body as text.
#[derive(Debug)]
pub enum Text {}

impl Output for Text {
    type Value = String;

    fn decode(response: &mut Received) -> Result<String, Error> {
        match std::str::from_utf8(&response.body) {
            Ok(text) => Ok(text.to_owned()),
            Err(error) => Err(response.undecoded(Bad::new(error.valid_up_to(), "invalid UTF-8"))),
        }
    }
}

/// Text of whatever content type the server chose (`*/*`): JSON's comes out of its quotes.
#[derive(Debug)]
pub enum AnyText {}

impl Output for AnyText {
    type Value = String;

    fn decode(response: &mut Received) -> Result<String, Error> {
        let kind = response.headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        let quoted = kind.is_none_or(|kind| kind.contains("json")) && response.body.starts_with(b"\"");
        match from_slice(&response.body) {
            Ok(text) if quoted => Ok(text),
            _ => Text::decode(response),
        }
    }
}

/// The body as bytes.
#[derive(Debug)]
pub enum Binary {}

impl Output for Binary {
    type Value = Bytes;

    fn decode(response: &mut Received) -> Result<Bytes, Error> {
        Ok(response.body.clone())
    }
}

/// A result that may be missing: `None` for an empty body.
#[derive(Debug)]
pub struct OrEmpty<T>(std::marker::PhantomData<T>);

impl<T: Output> Output for OrEmpty<T> {
    type Value = Option<T::Value>;

    #[inline]
    fn decode(response: &mut Received) -> Result<Self::Value, Error> {
        if response.body.is_empty() { Ok(None) } else { T::decode(response).map(Some) }
    }
}

impl Received {
    /// The error with all that is known of the response.
    #[cold]
    pub(super) fn failed(&self, mut error: Error) -> Error {
        error.0.request_id.clone_from(&self.request_id);
        error.0.attempts = self.attempts;
        error.with_operation(self.operation).with_answer(
            self.api,
            self.status,
            self.headers.clone(),
            self.body.clone(),
        )
    }

    /// A copy without a body, and the body with the exchange that it comes from.
    pub(super) fn opened(&mut self) -> (Self, Option<Box<Rest>>) {
        let Self { status, headers, request_id, operation, api, attempts, .. } = self;
        let head = Self {
            status: *status,
            headers: headers.clone(),
            body: Bytes::new(),
            request_id: request_id.clone(),
            operation: *operation,
            api,
            attempts: *attempts,
            rest: None,
        };
        (head, self.rest.take())
    }

    #[cold]
    fn no_body(&self) -> Error {
        let status = self.status.as_u16();
        self.failed(Error::new(Kind::Decode, format!("the response has no body (status {status})")))
    }

    #[cold]
    pub(super) fn undecoded(&self, bad: Bad) -> Error {
        let mut error = self.failed(Error::from_bad(bad));
        let kind = self.headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        // A login page or a proxy's apology is better named than called bad JSON at byte 0.
        if !kind.is_empty() && !kind.contains("json") {
            error.0.message =
                format!("the response is {}, not JSON: {}", kind.escape_debug(), error.0.message);
        }
        error
    }
}

/// A result together with the response that it came in.
#[derive(Clone, Debug)]
pub struct ResponseOf<T> {
    status: StatusCode,
    headers: HeaderMap,
    request_id: Option<String>,
    attempts: u32,
    api: &'static Api,
    raw: Bytes,
    body: T,
}

impl<T> ResponseOf<T> {
    pub(super) fn new(response: Received, body: T) -> Self {
        let Received { status, headers, request_id, attempts, api, body: raw, .. } = response;
        Self { status, headers, request_id, attempts, api, raw, body }
    }

    /// The status, a success.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The id that the server gave the request.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// How often the request was sent.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// What the server said of its rate limit; `None` when it said nothing.
    #[must_use]
    pub fn rate_limit(&self) -> Option<RateLimit> {
        RateLimit::read(&self.headers, &self.api.rate_limit, clock::unix_time())
    }

    /// The bytes that the result was read from.
    #[must_use]
    pub fn bytes(&self) -> &Bytes {
        &self.raw
    }

    /// The same bytes read as another type, such as `serde_json::Value` for all that came.
    ///
    /// # Errors
    /// When they are something else.
    #[inline]
    pub fn json<U: Field>(&self) -> Result<U, Error> {
        from_slice(&self.raw).map_err(Error::from_bad)
    }

    /// The result.
    #[must_use]
    pub fn body(&self) -> &T {
        &self.body
    }

    /// The result.
    #[must_use]
    pub fn into_body(self) -> T {
        self.body
    }
}
