//! A transport that answers from a list and remembers what it was asked.

use std::collections::VecDeque;
use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use sdk_runtime::runtime::{
    Body, BoxFuture, Client, ClientBuilder, Request, Response, Retry, Transport, TransportError,
};

use super::fixture::API;

#[derive(Clone, Default)]
pub struct Stub {
    answers: Arc<Mutex<VecDeque<Result<Response, TransportError>>>>,
    pub seen: Arc<Mutex<Vec<Request>>>,
    /// The pauses; the stub's clock goes forward by them alone.
    pub slept: Arc<Mutex<Vec<Duration>>>,
}

impl Stub {
    pub fn answering(status: u16, headers: &[(&'static str, &str)], body: impl Into<Body>) -> Self {
        let stub = Self::default();
        stub.then(status, headers, body);
        stub
    }
    pub fn then(&self, status: u16, headers: &[(&'static str, &str)], body: impl Into<Body>) {
        let headers: HeaderMap = headers
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_str(value).unwrap()))
            .collect();
        let status = StatusCode::from_u16(status).unwrap();
        self.answers.lock().unwrap().push_back(Ok(Response { status, headers, body: body.into() }));
    }
    pub fn failing(error: TransportError) -> Self {
        let stub = Self::default();
        stub.then_fail(error);
        stub
    }
    pub fn then_fail(&self, error: TransportError) {
        self.answers.lock().unwrap().push_back(Err(error));
    }
    /// Without repeating, which most tests would only find in their way.
    pub fn builder(&self) -> ClientBuilder {
        ClientBuilder::new(&API).transport(self.clone()).retry(Retry::none())
    }
    /// As the builder makes them from the start.
    pub fn repeating(&self) -> ClientBuilder {
        ClientBuilder::new(&API).transport(self.clone())
    }
    pub fn client(&self) -> Client {
        self.builder().build().unwrap()
    }
    pub fn count(&self) -> usize {
        self.seen.lock().unwrap().len()
    }
    /// What the last request was, as something to look at.
    pub fn last<R>(&self, look: impl FnOnce(&Request) -> R) -> R {
        look(self.seen.lock().unwrap().last().expect("nothing was sent"))
    }
    pub fn header(&self, name: &str) -> Option<String> {
        self.last(|request| Some(String::from_utf8_lossy(request.headers.get(name)?.as_bytes()).into_owned()))
    }
    pub fn url(&self) -> String {
        self.last(|request| request.url.clone())
    }
    pub fn body(&self) -> String {
        self.last(|request| String::from_utf8(request.body.as_bytes().unwrap().to_vec()).unwrap())
    }
}

impl Transport for Stub {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        self.seen.lock().unwrap().push(request);
        let answer = self.answers.lock().unwrap().pop_front();
        Box::pin(async move { answer.expect("more requests than answers") })
    }
    fn sleep(&self, wait: Duration) -> BoxFuture<'_, ()> {
        self.slept.lock().unwrap().push(wait);
        Box::pin(std::future::ready(()))
    }
    fn monotonic(&self) -> Duration {
        self.slept.lock().unwrap().iter().sum()
    }
}

/// Runs a future that never waits, without any runtime: the stub needs none, and neither does what is above it.
pub fn run<F: IntoFuture>(future: F) -> F::Output {
    let mut future = pin!(future.into_future());
    let mut context = Context::from_waker(Waker::noop());
    match Pin::as_mut(&mut future).poll(&mut context) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("the future waits for something"),
    }
}
