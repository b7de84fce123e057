//! The default transport.

use std::pin::Pin;
use std::sync::Mutex;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::header::{CONTENT_LENGTH, HeaderValue, TRANSFER_ENCODING};
use http::Method;
use http_body::{Body as HttpBody, Frame, SizeHint};

use super::body::Body;
#[cfg(feature = "websocket")]
use super::transport::Upgraded;
use super::transport::{BoxFuture, Request, Response, Transport, TransportError, TransportErrorKind};

/// Sends by a client of reqwest's.
///
/// The client should follow no redirects (`reqwest::redirect::Policy::none()`): this SDK does so itself, since it knows
/// what must not go to another origin.
#[derive(Clone, Debug)]
pub struct ReqwestTransport(reqwest::Client);

impl ReqwestTransport {
    /// A transport that uses this client.
    #[must_use]
    pub fn new(client: reqwest::Client) -> Self {
        Self(client)
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        let mut headers = request.headers;
        // An empty body has a length where the method has a body: some servers answer 411 to a POST without one.
        let takes_body = matches!(request.method, Method::POST | Method::PUT | Method::PATCH);
        if request.body.length() == Some(0) && takes_body && !headers.contains_key(TRANSFER_ENCODING) {
            headers.entry(CONTENT_LENGTH).or_insert(HeaderValue::from_static("0"));
        }
        let mut outgoing = self.0.request(request.method, request.url).headers(headers);
        if let Some(limit) = request.timeout {
            outgoing = outgoing.timeout(limit);
        }
        if !request.body.is_empty() {
            outgoing = outgoing.body(match request.body.into_bytes() {
                Ok(bytes) => reqwest::Body::from(bytes),
                Err(stream) => {
                    reqwest::Body::wrap(Outgoing { length: stream.length(), body: Mutex::new(stream) })
                }
            });
        }
        Box::pin(async move {
            let answer: http::Response<reqwest::Body> = outgoing.send().await.map_err(translate)?.into();
            let (parts, body) = answer.into_parts();
            let length = body.size_hint().exact();
            Ok(Response {
                status: parts.status,
                headers: parts.headers,
                body: Body::stream(Incoming(body), length),
            })
        })
    }

    #[cfg(feature = "websocket")]
    fn upgrade(&self, request: Request) -> BoxFuture<'_, Result<Upgraded, TransportError>> {
        let outgoing = self.0.request(request.method, request.url).headers(request.headers);
        Box::pin(async move {
            let answer = outgoing.version(http::Version::HTTP_11).send().await.map_err(translate)?;
            let (status, headers) = (answer.status(), answer.headers().clone());
            let mut upgraded = Upgraded { status, headers, connection: None };
            if status == http::StatusCode::SWITCHING_PROTOCOLS {
                upgraded.connection = Some(Box::pin(answer.upgrade().await.map_err(translate)?));
            }
            Ok(upgraded)
        })
    }

    fn sleep(&self, wait: Duration) -> BoxFuture<'_, ()> {
        Box::pin(tokio::time::sleep(wait))
    }
}

fn translate(error: reqwest::Error) -> TransportError {
    // The URL may hold a secret, and whoever shows this error shows the operation anyway.
    let error = error.without_url();
    let (kind, message) = if error.is_connect() && error.is_timeout() {
        (TransportErrorKind::ConnectTimeout, "no connection within the time limit")
    } else if error.is_timeout() {
        (TransportErrorKind::Timeout, "no answer within the time limit")
    } else if error.is_connect() {
        (TransportErrorKind::Connect, "no connection")
    } else if error.is_body() || error.is_decode() {
        (TransportErrorKind::Body, "the body broke off")
    } else if error.is_builder() {
        (TransportErrorKind::Request, "not a request that can be sent")
    } else {
        (TransportErrorKind::Other, "the exchange failed")
    };
    let message = match cause(&error) {
        Some(cause) => format!("{message}: {cause}"),
        None => message.to_owned(),
    };
    TransportError::new(kind, message).with_source(error)
}

/// What is at the bottom of it, such as "Connection refused (os error 111)".
fn cause(error: &reqwest::Error) -> Option<String> {
    let mut deepest = std::error::Error::source(error)?;
    while let Some(next) = deepest.source() {
        deepest = next;
    }
    Some(deepest.to_string())
}

/// reqwest asks for `Sync`; nothing is ever locked, since polling has the only reference.
struct Outgoing {
    length: Option<u64>,
    body: Mutex<Body>,
}

impl HttpBody for Outgoing {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        match self.body.get_mut() {
            Ok(body) => Pin::new(body).poll_next(cx).map(|chunk| chunk.map(|chunk| chunk.map(Frame::data))),
            Err(_) => Poll::Ready(None),
        }
    }

    fn size_hint(&self) -> SizeHint {
        self.length.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

struct Incoming(reqwest::Body);

impl Stream for Incoming {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            return Poll::Ready(match Pin::new(&mut self.0).poll_frame(cx) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(None) => None,
                Poll::Ready(Some(Err(error))) => Some(Err(translate(error))),
                Poll::Ready(Some(Ok(frame))) => match frame.into_data() {
                    Ok(data) => Some(Ok(data)),
                    // Trailers: nothing of ours.
                    Err(_) => continue,
                },
            });
        }
    }
}
