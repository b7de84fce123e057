//! A real HTTP server on loopback that remembers what it saw and answers what it is told.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// More than any test sends.
const MAX_BODY: usize = 16 << 20;

/// One request as it came: nothing in it is decoded.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The HTTP method.
    pub method: String,
    /// The path, still percent-encoded.
    pub path: String,
    /// What stood behind the question mark, still percent-encoded.
    pub query: Option<String>,
    /// All headers.
    pub headers: HeaderMap,
    /// The whole body.
    pub body: Bytes,
}

impl Seen {
    /// A header that came exactly once, as text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut all = self.headers.get_all(name).iter();
        let first = all.next()?.to_str().ok()?;
        all.next().is_none().then_some(first)
    }

    /// The body as JSON; `Null` when it is something else.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// `METHOD /path`, for short comparisons.
    #[must_use]
    pub fn line(&self) -> String {
        format!("{} {}", self.method, self.path)
    }
}

/// What the server says.
#[derive(Clone, Debug)]
pub struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    wait: Duration,
}

impl Answer {
    /// A status without a body.
    #[must_use]
    pub fn empty(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: Vec::new(), wait: Duration::ZERO }
    }

    /// JSON.
    #[must_use]
    pub fn json(status: u16, body: &Value) -> Self {
        Self::text(status, "application/json", body.to_string())
    }

    /// A body of any type, whatever it holds.
    #[must_use]
    pub fn text(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Self { body: body.into(), ..Self::empty(status) }.header("content-type", content_type)
    }

    /// The same with one more header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The same, but only after a while.
    #[must_use]
    pub fn after(mut self, wait: Duration) -> Self {
        self.wait = wait;
        self
    }

    fn response(self) -> Response {
        let mut response = Response::builder().status(self.status);
        for (name, value) in self.headers {
            response = response.header(name, value);
        }
        response.body(Body::from(self.body)).unwrap_or_else(|_| refused())
    }
}

/// What goes out when a test asks for an answer that HTTP does not have.
fn refused() -> Response {
    let mut response = Response::new(Body::from("the test server cannot say that"));
    *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    response
}

type Requests = Arc<Mutex<Vec<Seen>>>;

/// The server. It stops when it is dropped.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    seen: Requests,
    task: JoinHandle<std::io::Result<()>>,
}

impl Server {
    /// Starts it on a free port of loopback.
    ///
    /// # Errors
    /// When there is no port.
    pub async fn start<F>(answer: F) -> std::io::Result<Self>
    where
        F: Fn(&Seen) -> Answer + Send + Sync + 'static,
    {
        Self::listen("127.0.0.1:0", answer).await
    }

    /// Starts it on this address.
    ///
    /// # Errors
    /// When the address is taken.
    pub async fn listen<F>(address: &str, answer: F) -> std::io::Result<Self>
    where
        F: Fn(&Seen) -> Answer + Send + Sync + 'static,
    {
        let listener = TcpListener::bind(address).await?;
        let address = listener.local_addr()?;
        let seen = Requests::default();
        let (answer, kept) = (Arc::new(answer), Arc::clone(&seen));
        // No routes: a router would decode paths and decide what belongs together, which is what is being tested.
        let router = Router::new().fallback(move |request: Request| {
            let (answer, kept) = (Arc::clone(&answer), Arc::clone(&kept));
            async move { handle(request, &*answer, &kept).await }
        });
        let task = tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(Self { address, seen, task })
    }

    /// What clients take as their base URL.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// All that came so far.
    #[must_use]
    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The last request, if there was one.
    #[must_use]
    pub fn last(&self) -> Option<Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).last().cloned()
    }

    /// Serves until the process ends.
    ///
    /// # Errors
    /// Those of the listening socket.
    pub async fn run(mut self) -> std::io::Result<()> {
        (&mut self.task).await.map_err(std::io::Error::other)?
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn handle<F: Fn(&Seen) -> Answer>(request: Request, answer: &F, kept: &Requests) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, MAX_BODY).await else { return refused() };
    let seen = Seen {
        method: parts.method.to_string(),
        path: parts.uri.path().to_owned(),
        query: parts.uri.query().map(str::to_owned),
        headers: parts.headers,
        body,
    };
    let answer = answer(&seen);
    kept.lock().unwrap_or_else(PoisonError::into_inner).push(seen);
    if !answer.wait.is_zero() {
        tokio::time::sleep(answer.wait).await;
    }
    answer.response()
}
