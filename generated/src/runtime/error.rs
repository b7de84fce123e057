//! The one error of this SDK.

use std::any::{Any, TypeId};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};

use super::clock;
use super::http_date;
use super::json::{self, Bad, EncodeError, Field, Model};
use super::operation::{Api, Operation};
use super::permission::Requirement;
use super::rate_limit::RateLimit;
use super::transport::{TransportError, TransportErrorKind};

/// Why an operation gave no result.
///
/// It is opaque and one word wide; ask it what you want to know. Printing it gives one line for people.
pub struct Error(pub(super) Box<Inner>);

pub(super) struct Inner {
    pub(super) kind: Kind,
    pub(super) message: String,
    pub(super) source: Option<Box<dyn std::error::Error + Send + Sync>>,
    pub(super) operation: Option<&'static Operation>,
    // For raw requests, which have no operation: what was asked, without the query.
    pub(super) target: Option<(Method, String)>,
    pub(super) answer: Option<Answer>,
    pub(super) request_id: Option<String>,
    pub(super) attempts: u32,
    pub(super) path: Option<String>,
    /// The permissions that the client's caller holds, where that is known.
    pub(super) granted: Option<Arc<[String]>>,
    parsed: OnceLock<(TypeId, Option<Box<dyn Any + Send + Sync>>)>,
}

/// The response that is part of an error.
pub(super) struct Answer {
    pub(super) api: &'static Api,
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The request could not be built; nothing was sent.
    Request,
    /// No credential that the operation takes; nothing was sent.
    MissingCredential,
    /// The permissions that the caller said to hold do not open the operation; nothing was sent.
    MissingPermission,
    Connect,
    ConnectTimeout,
    Timeout,
    /// The response's body broke off or is too long.
    Body,
    /// Redirects without end.
    Redirect,
    /// The exchange failed in another way.
    Transport,
    /// The server answered with a status that is no success.
    Status,
    /// There is no access token to send.
    #[cfg(feature = "oauth")]
    Token,
    /// The response is not what the description says.
    Decode,
}

impl Kind {
    /// What a trace calls it.
    #[cfg(feature = "tracing")]
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Request | Self::MissingCredential | Self::MissingPermission => "request",
            Self::Connect => "connect",
            Self::ConnectTimeout | Self::Timeout => "timeout",
            Self::Body => "body",
            Self::Redirect => "redirect",
            Self::Transport => "transport",
            Self::Status => "status",
            #[cfg(feature = "oauth")]
            Self::Token => "token",
            Self::Decode => "decode",
        }
    }
}

impl Error {
    pub(super) fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind,
            message: message.into(),
            source: None,
            operation: None,
            target: None,
            answer: None,
            request_id: None,
            attempts: 0,
            path: None,
            granted: None,
            parsed: OnceLock::new(),
        }))
    }

    /// An error about a request that cannot be sent, for credentials and other extensions.
    #[must_use]
    pub fn request(message: impl Into<String>) -> Self {
        Self::new(Kind::Request, message)
    }

    /// The same with its cause.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    pub(super) fn with_operation(mut self, operation: Option<&'static Operation>) -> Self {
        self.0.operation = operation;
        self
    }

    pub(super) fn with_answer(
        mut self,
        api: &'static Api,
        status: StatusCode,
        headers: HeaderMap,
        body: Bytes,
    ) -> Self {
        self.0.answer = Some(Answer { api, status, headers, body });
        self
    }

    pub(super) fn from_transport(error: TransportError) -> Self {
        let kind = match error.kind() {
            TransportErrorKind::Connect => Kind::Connect,
            TransportErrorKind::ConnectTimeout => Kind::ConnectTimeout,
            TransportErrorKind::Timeout => Kind::Timeout,
            TransportErrorKind::Body => Kind::Body,
            TransportErrorKind::Request => Kind::Request,
            TransportErrorKind::Other => Kind::Transport,
        };
        Self::new(kind, error.to_string()).with_source(error)
    }

    pub(super) fn from_bad(bad: Bad) -> Self {
        let mut error = Self::new(Kind::Decode, bad.to_string());
        error.0.path = Some(bad.path());
        error.with_source(bad)
    }

    pub(super) fn from_encode(error: EncodeError) -> Self {
        Self::new(Kind::Request, format!("the body cannot be written: {error}")).with_source(error)
    }

    /// Whether time ran out.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self.0.kind, Kind::Timeout | Kind::ConnectTimeout)
    }

    /// Whether no connection was made; the server has seen nothing.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        matches!(self.0.kind, Kind::Connect | Kind::ConnectTimeout)
    }

    /// Whether the response was not what the description says. [`path`](Self::path) tells where.
    #[must_use]
    pub fn is_decode(&self) -> bool {
        self.0.kind == Kind::Decode
    }

    /// Whether the body of the response broke off, or is longer than the client accepts.
    #[must_use]
    pub fn is_body(&self) -> bool {
        self.0.kind == Kind::Body
    }

    /// Whether the request itself was at fault, and nothing was sent.
    #[must_use]
    pub fn is_request(&self) -> bool {
        matches!(self.0.kind, Kind::Request | Kind::MissingCredential | Kind::MissingPermission)
    }

    /// Whether the client has no credential that the operation takes; nothing was sent.
    #[must_use]
    pub fn is_missing_credential(&self) -> bool {
        self.0.kind == Kind::MissingCredential
    }

    /// Whether the server sent the request from one place to the next without end.
    #[must_use]
    pub fn is_redirect(&self) -> bool {
        self.0.kind == Kind::Redirect
    }

    /// Whether the permissions given by [`Client::with_granted`](super::Client::with_granted) do not open the
    /// operation; nothing was sent. [`missing`](Self::missing) has what would.
    #[must_use]
    pub fn is_missing_permission(&self) -> bool {
        self.0.kind == Kind::MissingPermission
    }

    /// Whether the server answered with a status that is no success.
    #[must_use]
    pub fn is_status(&self) -> bool {
        self.0.kind == Kind::Status
    }

    /// Whether the same request may well succeed later, and does no harm when the first one was carried out after all.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        let idempotent = match (self.0.operation, &self.0.target) {
            (Some(operation), _) => operation.is_idempotent(),
            (None, Some((method, _))) => method.is_idempotent() || method == "QUERY",
            (None, None) => false,
        };
        match self.0.kind {
            Kind::Connect | Kind::ConnectTimeout => true,
            Kind::Timeout | Kind::Transport => idempotent,
            Kind::Body => idempotent && self.0.source.is_some(),
            // 429 says that nothing was done; the others may come after something was.
            Kind::Status => match self.status().map(|status| status.as_u16()) {
                Some(429) => true,
                Some(408 | 500 | 502 | 503 | 504) => idempotent,
                _ => false,
            },
            #[cfg(feature = "oauth")]
            Kind::Token => self.oauth_error().is_some_and(super::oauth::OAuthError::is_retryable),
            Kind::Request
            | Kind::MissingCredential
            | Kind::MissingPermission
            | Kind::Redirect
            | Kind::Decode => false,
        }
    }

    /// The status, when the server answered.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.0.answer.as_ref().map(|answer| answer.status)
    }

    /// The headers, when the server answered.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.answer.as_ref().map(|answer| &answer.headers)
    }

    /// The body, when the server answered. Of an error response, at most its first mebibyte.
    #[must_use]
    pub fn body(&self) -> Option<&[u8]> {
        self.0.answer.as_ref().map(|answer| answer.body.as_ref())
    }

    /// How long the server asks to wait before the next request.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        http_date::retry_after(self.headers()?, clock::unix_time())
    }

    /// What the server said of its rate limit; `None` when it said nothing, or did not answer.
    #[must_use]
    pub fn rate_limit(&self) -> Option<RateLimit> {
        let answer = self.0.answer.as_ref()?;
        RateLimit::read(&answer.headers, &answer.api.rate_limit, clock::unix_time())
    }

    /// The body as a type of your choice. `None` when there is no response, or an empty one.
    #[must_use]
    pub fn body_as<T: Field>(&self) -> Option<Result<T, Error>> {
        let body = self.body().filter(|body| !body.is_empty())?;
        Some(json::from_slice(body).map_err(|bad| Error::from_bad(bad).with_operation(self.0.operation)))
    }

    /// The body as a model, when it is one. It is read once; the first type that asks is the one that is kept.
    #[must_use]
    pub fn body_model<T: Model + Send + Sync + 'static>(&self) -> Option<&T> {
        let (id, model) = self.0.parsed.get_or_init(|| {
            let model = self.body_as::<T>().and_then(Result::ok);
            (TypeId::of::<T>(), model.map(|model| Box::new(model) as Box<dyn Any + Send + Sync>))
        });
        if *id == TypeId::of::<T>() { model.as_ref()?.downcast_ref() } else { None }
    }

    /// The id that the server gave the request: what its support will ask for.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// How often the request was sent; 0 when it never was.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// The operation; none for raw requests and for building a client.
    #[must_use]
    pub fn operation(&self) -> Option<&'static Operation> {
        self.0.operation
    }

    /// The permissions that the operation needs.
    #[must_use]
    pub fn requirement(&self) -> Option<&'static Requirement> {
        self.0.operation.map(|operation| &operation.requirement)
    }

    /// Which of them are not among the granted ones, as [`Requirement::missing`] tells.
    #[must_use]
    pub fn missing_permissions<S: AsRef<str>>(&self, granted: &[S]) -> Vec<&'static str> {
        self.requirement().map(|requirement| requirement.missing(granted)).unwrap_or_default()
    }

    /// Which of them are not among those that the client was told of; `None` where it was told of none
    /// ([`Client::with_granted`](super::Client::with_granted)). After a 403, nothing missing means that the list is not
    /// what the server has, or that the caller may not do it to this object.
    #[must_use]
    pub fn missing(&self) -> Option<Vec<&'static str>> {
        self.0.granted.as_ref().map(|granted| self.missing_permissions(granted))
    }

    /// The JSON pointer of what could not be read, such as `/entities/3/state`.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        self.0.path.as_deref()
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        let source: &(dyn std::error::Error + 'static) = self.0.source.as_deref()?;
        Some(source)
    }
}

/// So that `?` takes what reading a raw response gives.
impl From<TransportError> for Error {
    fn from(error: TransportError) -> Self {
        Self::from_transport(error)
    }
}
