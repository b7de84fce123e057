//! A transport that answers from what a test has laid out, and remembers what it was asked.

use std::collections::VecDeque;
use std::fmt;
use std::future::ready;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use http::{HeaderMap, Method, StatusCode};

use super::super::json::{Field, to_vec};
use super::super::operation::Operation;
use super::super::transport::{BoxFuture, Request, Response, Transport, TransportError, TransportErrorKind};

/// Answers operations without a server.
///
/// Each `on…` lays out one answer for one operation. Several for the same one are given in their order, and the last of
/// them again and again. An operation without any is an error that names it. Clones share everything, so keep one to
/// ask afterwards what was sent.
///
/// Time is the stub's own: pauses end at once, and its clock goes forward by them.
#[derive(Clone, Default)]
pub struct StubTransport {
    inner: Arc<Mutex<Inner>>,
}

#[derive(Default)]
struct Inner {
    answers: Vec<(&'static str, VecDeque<Answer>)>,
    asked: Vec<Asked>,
    slept: Vec<Duration>,
}

/// A request as it would have gone out.
#[derive(Clone)]
#[non_exhaustive]
pub struct Asked {
    /// The operation; none for raw requests.
    pub operation: Option<&'static Operation>,
    /// The HTTP method.
    pub method: Method,
    /// The whole URL.
    pub url: String,
    /// The headers, credentials among them.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

impl Asked {
    /// A header as text; `None` when it is not there, or no text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body, read as a model or as `serde_json::Value`; `None` when it is not that.
    #[must_use]
    pub fn json<T: Field>(&self) -> Option<T> {
        super::super::json::from_slice(&self.body).ok()
    }
}

#[derive(Clone)]
enum Answer {
    Response(u16, Vec<(String, String)>, Bytes),
    Error(TransportErrorKind, String),
}

impl StubTransport {
    /// One without any answers.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A status and a model as JSON.
    #[must_use]
    pub fn on<T: Field>(self, operation: &'static Operation, status: u16, model: &T) -> Self {
        match to_vec(model) {
            Ok(json) => {
                let headers = vec![(CONTENT_TYPE.to_string(), "application/json".to_owned())];
                self.push(operation, Answer::Response(status, headers, json.into()))
            }
            Err(error) => {
                let message = format!("the stub's model cannot be written: {error}");
                self.push(operation, Answer::Error(TransportErrorKind::Request, message))
            }
        }
    }

    /// A status, headers and a body as they are.
    #[must_use]
    pub fn on_bytes(
        self,
        operation: &'static Operation,
        status: u16,
        headers: &[(&str, &str)],
        body: impl Into<Bytes>,
    ) -> Self {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        self.push(operation, Answer::Response(status, headers, body.into()))
    }

    /// No answer, but a failure.
    #[must_use]
    pub fn on_failure(self, operation: &'static Operation, kind: TransportErrorKind) -> Self {
        self.push(operation, Answer::Error(kind, "the stub fails as it was told".to_owned()))
    }

    /// All that was asked so far.
    #[must_use]
    pub fn asked(&self) -> Vec<Asked> {
        self.lock().asked.clone()
    }

    /// How often this operation was asked for.
    #[must_use]
    pub fn count(&self, operation: &'static Operation) -> usize {
        let of_it = |asked: &&Asked| asked.operation.is_some_and(|asked| asked.id == operation.id);
        self.lock().asked.iter().filter(of_it).count()
    }

    /// The pauses between attempts.
    #[must_use]
    pub fn slept(&self) -> Vec<Duration> {
        self.lock().slept.clone()
    }

    fn push(self, operation: &'static Operation, answer: Answer) -> Self {
        {
            let mut inner = self.lock();
            match inner.answers.iter_mut().find(|(id, _)| *id == operation.id) {
                Some((_, answers)) => answers.push_back(answer),
                None => inner.answers.push((operation.id, VecDeque::from([answer]))),
            }
        }
        self
    }

    // A test that panicked elsewhere is no reason for another panic here.
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn answer(&self, operation: Option<&'static Operation>) -> Result<Response, TransportError> {
        let failed = |message: String| TransportError::new(TransportErrorKind::Request, message);
        let id = operation.map_or("a raw request", |operation| operation.id);
        let mut inner = self.lock();
        let answers = inner.answers.iter_mut().find(|(known, _)| *known == id).map(|(_, answers)| answers);
        let answers = answers.ok_or_else(|| failed(format!("the stub has no answer for `{id}`")))?;
        let last = answers.len() < 2;
        let answer = if last { answers.front().cloned() } else { answers.pop_front() };
        match answer {
            Some(Answer::Response(status, headers, body)) => response(status, &headers, body).map_err(failed),
            Some(Answer::Error(kind, message)) => Err(TransportError::new(kind, message)),
            None => Err(failed(format!("the stub has no answer for `{id}`"))),
        }
    }
}

/// A response of these parts.
pub(super) fn response(status: u16, headers: &[(String, String)], body: Bytes) -> Result<Response, String> {
    let status = StatusCode::from_u16(status).map_err(|_| format!("{status} is no status"))?;
    let mut map = HeaderMap::new();
    for (name, value) in headers {
        let bad = || format!("`{name}` is no header");
        let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| bad())?;
        map.append(name, HeaderValue::from_bytes(value.as_bytes()).map_err(|_| bad())?);
    }
    Ok(Response { status, headers: map, body: body.into() })
}

impl Transport for StubTransport {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        Box::pin(async move {
            let Request { method, url, headers, body, operation, .. } = request;
            let (body, _) = body.collect(u64::MAX).await?;
            self.lock().asked.push(Asked { operation, method, url, headers, body });
            self.answer(operation)
        })
    }

    fn sleep(&self, wait: Duration) -> BoxFuture<'_, ()> {
        self.lock().slept.push(wait);
        Box::pin(ready(()))
    }

    fn monotonic(&self) -> Duration {
        self.lock().slept.iter().sum()
    }
}

impl fmt::Debug for StubTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = self.lock();
        let operations: Vec<&str> = inner.answers.iter().map(|(id, _)| *id).collect();
        f.debug_struct("StubTransport").field("answers", &operations).field("asked", &inner.asked.len()).finish()
    }
}

// Headers and bodies of tests may be copied from real ones.
impl fmt::Debug for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Asked")
            .field("operation", &self.operation.map(|operation| operation.id))
            .field("method", &self.method)
            .field("url", &self.url)
            .field("headers", &self.headers)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish()
    }
}
