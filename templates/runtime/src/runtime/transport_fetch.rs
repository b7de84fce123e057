//! The default transport where there is no operating system: the `fetch` of a browser or another JavaScript engine.
//!
//! Redirects are the engine's own business there, and bodies are passed on in one piece.

use std::time::Duration;

use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_futures::js_sys::{Date, Function, Promise, Reflect, global};
use wasm_bindgen_futures::wasm_bindgen::{JsCast, JsValue};

use super::body::Body;
use super::transport::{BoxFuture, Request, Response, Transport, TransportError, TransportErrorKind};

/// Sends by `fetch`.
#[derive(Default)]
pub(super) struct Fetch(reqwest::Client);

impl Transport for Fetch {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        Box::pin(async move {
            let mut outgoing = self.0.request(request.method, request.url).headers(request.headers);
            if let Some(limit) = request.timeout {
                outgoing = outgoing.timeout(limit);
            }
            if !request.body.is_empty() {
                let (bytes, _) = request.body.collect(u64::MAX).await?;
                outgoing = outgoing.body(bytes);
            }
            let answer = outgoing.send().await.map_err(translate)?;
            let (status, headers) = (answer.status(), answer.headers().clone());
            let body = Body::from(answer.bytes().await.map_err(translate)?);
            Ok(Response { status, headers, body })
        })
    }

    fn sleep(&self, wait: Duration) -> BoxFuture<'_, ()> {
        let milliseconds = wait.as_secs_f64() * 1000.0;
        Box::pin(async move {
            let promise = Promise::new(&mut |resolve, _| {
                let timer = Reflect::get(&global(), &JsValue::from_str("setTimeout"));
                if let Some(timer) = timer.ok().and_then(|timer| timer.dyn_into::<Function>().ok()) {
                    drop(timer.call2(&JsValue::UNDEFINED, &resolve, &JsValue::from_f64(milliseconds)));
                } else {
                    drop(resolve.call0(&JsValue::UNDEFINED));
                }
            });
            drop(JsFuture::from(promise).await);
        })
    }

    fn monotonic(&self) -> Duration {
        self.unix_time()
    }

    fn unix_time(&self) -> Duration {
        Duration::try_from_secs_f64(Date::now() / 1000.0).unwrap_or_default()
    }
}

fn translate(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    let (kind, message) = if error.is_timeout() {
        (TransportErrorKind::Timeout, "no answer within the time limit")
    } else if error.is_body() || error.is_decode() {
        (TransportErrorKind::Body, "the body broke off")
    } else if error.is_builder() {
        (TransportErrorKind::Request, "not a request that can be sent")
    } else {
        // A browser does not tell whether anything was sent.
        (TransportErrorKind::Other, "the exchange failed")
    };
    // Only the text is kept: what JavaScript throws cannot go to another thread.
    TransportError::new(kind, format!("{message}: {error}"))
}
