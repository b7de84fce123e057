//! Records what goes over the wire, to be played back without a server.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http::HeaderMap;
use http::header::CONTENT_TYPE;
use serde_json::{Value, json};

use super::super::base64;
use super::super::body::Body;
use super::super::error::Error;
use super::super::transport::{BoxFuture, Request, Response, Transport, TransportError};
use super::redact::Redaction;

/// Passes requests on to another transport and keeps them with their answers, without the secrets of either.
///
/// Clones share what they keep. Nothing is written before [`save`](Self::save).
#[derive(Clone)]
pub struct Recorder {
    transport: Arc<dyn Transport>,
    path: PathBuf,
    redaction: Redaction,
    exchanges: Arc<Mutex<Vec<Value>>>,
}

impl Recorder {
    /// A recorder in front of `transport`, for the file at `path`.
    pub fn new(transport: impl Transport, path: impl Into<PathBuf>) -> Self {
        Self {
            transport: Arc::new(transport),
            path: path.into(),
            redaction: Redaction::default(),
            exchanges: Arc::default(),
        }
    }

    /// What is secret, in place of what [`Redaction::default`] says.
    #[must_use]
    pub fn redaction(mut self, redaction: Redaction) -> Self {
        self.redaction = redaction;
        self
    }

    /// Where [`save`](Self::save) writes.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes the file: a list of exchanges as JSON.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn save(&self) -> Result<(), Error> {
        let exchanges = self.exchanges.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let text = format!("{:#}\n", Value::Array(exchanges));
        std::fs::write(&self.path, text).map_err(|error| {
            Error::request(format!("`{}` cannot be written: {error}", self.path.display())).with_source(error)
        })
    }

    fn half(&self, headers: &HeaderMap, body: &[u8]) -> Value {
        let form = headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"application/x-www-form"));
        let (key, text) = match self.redaction.body(body, form) {
            Some(text) => ("body", text),
            None => ("base64", base64::encode(body)),
        };
        let headers: Vec<Value> =
            self.redaction.headers(headers).into_iter().map(|(name, value)| json!([name, value])).collect();
        json!({"headers": headers, key: text})
    }
}

impl Transport for Recorder {
    fn send(&self, mut request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        Box::pin(async move {
            let (body, _) = std::mem::take(&mut request.body).collect(u64::MAX).await?;
            let mut asked = self.half(&request.headers, &body);
            let url = self.redaction.url(&request.url, request.operation);
            if let Some(asked) = asked.as_object_mut() {
                asked.insert("method".to_owned(), request.method.as_str().into());
                asked.insert("url".to_owned(), url.into());
                asked.insert("operation".to_owned(), request.operation.map(|operation| operation.id).into());
            }
            if !body.is_empty() {
                request.body = Body::from(body);
            }
            let Response { status, headers, body } = self.transport.send(request).await?;
            let (body, _) = body.collect(u64::MAX).await?;
            let mut answer = self.half(&headers, &body);
            if let Some(answer) = answer.as_object_mut() {
                answer.insert("status".to_owned(), status.as_u16().into());
            }
            let exchange = json!({"request": asked, "response": answer});
            self.exchanges.lock().unwrap_or_else(PoisonError::into_inner).push(exchange);
            Ok(Response { status, headers, body: body.into() })
        })
    }

    fn sleep(&self, wait: Duration) -> BoxFuture<'_, ()> {
        self.transport.sleep(wait)
    }

    fn monotonic(&self) -> Duration {
        self.transport.monotonic()
    }

    fn unix_time(&self) -> Duration {
        self.transport.unix_time()
    }
}

impl fmt::Debug for Recorder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recorder").field("path", &self.path).finish_non_exhaustive()
    }
}
