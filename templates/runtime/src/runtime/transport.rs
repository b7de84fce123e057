//! What carries requests: the one trait between this SDK and the network.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use http::{HeaderMap, Method, StatusCode};

use super::body::Body;
use super::clock;
use super::operation::Operation;

/// A boxed future, `Send` wherever there are threads.
#[cfg(not(target_arch = "wasm32"))]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;
/// A boxed future, `Send` wherever there are threads.
#[cfg(target_arch = "wasm32")]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// `Send` wherever there are threads.
#[cfg(not(target_arch = "wasm32"))]
pub trait MaybeSend: Send {}
#[cfg(not(target_arch = "wasm32"))]
impl<T: Send + ?Sized> MaybeSend for T {}
/// `Send` wherever there are threads.
#[cfg(target_arch = "wasm32")]
pub trait MaybeSend {}
#[cfg(target_arch = "wasm32")]
impl<T: ?Sized> MaybeSend for T {}

/// `Send + Sync` wherever there are threads.
#[cfg(not(target_arch = "wasm32"))]
pub trait MaybeSendSync: Send + Sync {}
#[cfg(not(target_arch = "wasm32"))]
impl<T: Send + Sync + ?Sized> MaybeSendSync for T {}
/// `Send + Sync` wherever there are threads.
#[cfg(target_arch = "wasm32")]
pub trait MaybeSendSync {}
#[cfg(target_arch = "wasm32")]
impl<T: ?Sized> MaybeSendSync for T {}

/// Sends requests, waits and knows the time. Everything else (credentials, statuses, limits, JSON) is done above it.
///
/// A transport follows no redirects, for it cannot know what may go to another origin; and it keeps to
/// [`Request::timeout`] until the last byte of the body has come. Dropping what `send` gives ends the exchange.
pub trait Transport: MaybeSendSync + 'static {
    /// Sends one request and returns as soon as the headers of the response are there.
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>>;

    /// Sends a request that asks to go on with another protocol, over HTTP/1.1, and hands over the connection where the
    /// server agrees. A transport that does not say how cannot do it.
    #[cfg(all(feature = "websocket", not(target_arch = "wasm32")))]
    fn upgrade(&self, request: Request) -> BoxFuture<'_, Result<Upgraded, TransportError>> {
        drop(request);
        let message = "this transport cannot open WebSockets";
        Box::pin(std::future::ready(Err(TransportError::new(TransportErrorKind::Request, message))))
    }

    /// Waits.
    fn sleep(&self, wait: Duration) -> BoxFuture<'_, ()>;

    /// The time since some moment that stays the same; it never goes backwards. Time limits are counted by it.
    fn monotonic(&self) -> Duration {
        clock::monotonic()
    }

    /// The time since 1970 began. Dates of servers and of tokens are compared with it.
    fn unix_time(&self) -> Duration {
        clock::unix_time()
    }
}

/// A request that is ready to be sent.
pub struct Request {
    /// The HTTP method.
    pub method: Method,
    /// The whole URL.
    pub url: String,
    /// All headers but those of the connection and the body's length.
    pub headers: HeaderMap,
    /// The body.
    pub body: Body,
    /// How long it may take, to the last byte of the response.
    pub timeout: Option<Duration>,
    /// The operation that it is for; none for raw requests.
    pub operation: Option<&'static Operation>,
}

impl Request {
    /// The URL without its query, which may hold a secret.
    #[must_use]
    pub fn url_without_query(&self) -> &str {
        self.url.split_once('?').map_or(self.url.as_str(), |(before, _)| before)
    }
}

// Credentials are marked as sensitive in `headers`, which keeps them out of this; the query is left out whole.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("method", &self.method)
            .field("url", &self.url_without_query())
            .field("headers", &self.headers)
            .field("body", &self.body)
            .field("timeout", &self.timeout)
            .field("operation", &self.operation.map(|operation| operation.id))
            .finish()
    }
}

/// A response whose body may still be on its way.
#[derive(Debug)]
pub struct Response {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Body,
}

impl Response {
    /// All of the body, unless it is longer than `limit` bytes.
    ///
    /// # Errors
    /// When the body cannot be read, or is longer.
    pub async fn bytes(self, limit: u64) -> Result<bytes::Bytes, TransportError> {
        match self.body.collect(limit).await? {
            (bytes, false) => Ok(bytes),
            (_, true) => Err(TransportError::new(
                TransportErrorKind::Body,
                format!("the body is longer than {limit} bytes"),
            )),
        }
    }
}

/// What a connection must be to go on with another protocol.
#[cfg(all(feature = "websocket", not(target_arch = "wasm32")))]
pub trait Duplex: tokio::io::AsyncRead + tokio::io::AsyncWrite + Send {}
#[cfg(all(feature = "websocket", not(target_arch = "wasm32")))]
impl<T: tokio::io::AsyncRead + tokio::io::AsyncWrite + Send> Duplex for T {}

/// The answer to a request that asks to go on with another protocol.
#[cfg(all(feature = "websocket", not(target_arch = "wasm32")))]
pub struct Upgraded {
    /// The status: 101 where the server agrees.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// What is left once the head of the answer is read; there with status 101 alone.
    pub connection: Option<Pin<Box<dyn Duplex>>>,
}

#[cfg(all(feature = "websocket", not(target_arch = "wasm32")))]
impl fmt::Debug for Upgraded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upgraded").field("status", &self.status).finish_non_exhaustive()
    }
}

/// What a transport could not do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TransportErrorKind {
    /// No connection was made: nothing was sent.
    Connect,
    /// Making a connection took too long: nothing was sent.
    ConnectTimeout,
    /// Time ran out.
    Timeout,
    /// The body of the response broke off or could not be read.
    Body,
    /// The request could not be put on the wire.
    Request,
    /// Anything else.
    Other,
}

/// Why a request was not answered.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    message: String,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl TransportError {
    /// An error without a cause.
    pub fn new(kind: TransportErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), source: None }
    }

    /// The same with its cause.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// What could not be done.
    #[must_use]
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        let source: &(dyn std::error::Error + 'static) = self.source.as_deref()?;
        Some(source)
    }
}
