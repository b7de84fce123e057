//! Plays back what was recorded.

use std::fmt;
use std::future::ready;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use serde_json::Value;

use super::super::base64;
use super::super::error::Error;
use super::super::json::from_slice;
use super::super::transport::{BoxFuture, Request, Response, Transport, TransportError, TransportErrorKind};
use super::redact::Redaction;
use super::stub::response;

/// Answers from a file that a [`Recorder`](super::Recorder) wrote, without any network.
///
/// A request gets the first answer that was recorded for its method and its URL without scheme, host and secrets, and
/// that was not given yet; after the last of them, an error. Pauses end at once.
#[derive(Clone)]
pub struct Replay {
    exchanges: Arc<Mutex<Vec<Exchange>>>,
    redaction: Redaction,
}

struct Exchange {
    method: String,
    target: String,
    status: u16,
    headers: Vec<(String, String)>,
    body: Bytes,
    given: bool,
}

impl Replay {
    /// Reads the file.
    ///
    /// # Errors
    /// When it cannot be read, or is no recording.
    pub fn load(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let bytes = std::fs::read(path).map_err(|error| {
            Error::request(format!("`{}` cannot be read: {error}", path.display())).with_source(error)
        })?;
        let bad = || Error::request(format!("`{}` is no recording", path.display()));
        let tree: Value = from_slice(&bytes).map_err(|error| bad().with_source(error))?;
        let exchanges: Option<Vec<Exchange>> = tree.as_array().ok_or_else(bad)?.iter().map(exchange).collect();
        Ok(Self {
            exchanges: Arc::new(Mutex::new(exchanges.ok_or_else(bad)?)),
            redaction: Redaction::default(),
        })
    }

    /// What was secret, where the recorder was told otherwise than [`Redaction::default`] says.
    #[must_use]
    pub fn redaction(mut self, redaction: Redaction) -> Self {
        self.redaction = redaction;
        self
    }

    /// The recorded requests that were not made yet, as `GET /path`.
    #[must_use]
    pub fn left(&self) -> Vec<String> {
        let exchanges = self.exchanges.lock().unwrap_or_else(PoisonError::into_inner);
        let left = exchanges.iter().filter(|exchange| !exchange.given);
        left.map(|exchange| format!("{} {}", exchange.method, exchange.target)).collect()
    }

    fn answer(&self, request: &Request) -> Result<Response, String> {
        let target = target(&self.redaction.url(&request.url, request.operation)).to_owned();
        let method = request.method.as_str();
        let mut exchanges = self.exchanges.lock().unwrap_or_else(PoisonError::into_inner);
        let found = exchanges
            .iter_mut()
            .find(|exchange| !exchange.given && exchange.method == method && exchange.target == target);
        let found = found.ok_or_else(|| format!("nothing more was recorded for {method} {target}"))?;
        found.given = true;
        response(found.status, &found.headers, found.body.clone())
    }
}

fn exchange(recorded: &Value) -> Option<Exchange> {
    let (request, answer) = (recorded.get("request")?, recorded.get("response")?);
    let body = match answer.get("base64") {
        Some(text) => base64::decode(text.as_str()?)?.into(),
        None => Bytes::from(answer.get("body")?.as_str()?.to_owned()),
    };
    let headers: Option<Vec<(String, String)>> = answer
        .get("headers")?
        .as_array()?
        .iter()
        .map(|pair| Some((pair.get(0)?.as_str()?.to_owned(), pair.get(1)?.as_str()?.to_owned())))
        .collect();
    Some(Exchange {
        method: request.get("method")?.as_str()?.to_owned(),
        target: target(request.get("url")?.as_str()?).to_owned(),
        status: u16::try_from(answer.get("status")?.as_u64()?).ok()?,
        headers: headers?,
        body,
        given: false,
    })
}

/// Path and query: a recording is played back whatever the host is called now.
fn target(url: &str) -> &str {
    let after = url.split_once("://").map_or(url, |(_, after)| after);
    after.find(['/', '?']).and_then(|at| after.get(at..)).unwrap_or("/")
}

impl Transport for Replay {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        let answer = self.answer(&request);
        Box::pin(ready(answer.map_err(|why| TransportError::new(TransportErrorKind::Request, why))))
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(ready(()))
    }
}

impl fmt::Debug for Replay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Replay").field("left", &self.left()).finish_non_exhaustive()
    }
}
