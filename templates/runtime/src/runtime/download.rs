//! Results that are read while they come.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, StatusCode};

use super::body::Body;
use super::call::Call;
use super::dispatch::Received;
use super::error::{Error, Kind};
use super::output::{Binary, Output, Text};
use super::progress::Progress;
use super::sending::Sending;
use super::transport::MaybeSendSync;

/// A successful response whose body is still on its way: a stream of bytes that is never in memory as a whole.
///
/// The client's time limit ended with its head; the read timeout holds on, and the time limit of the call itself
/// ([`Call::with_timeout`]) holds to its end. Dropping it ends the exchange.
pub struct Download {
    head: Received,
    body: Body,
    limit: u64,
}

impl Download {
    /// The status, a success.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.head.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// The id that the server gave the request.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.head.request_id.as_deref()
    }

    /// How many bytes will come, where the server says so.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        self.body.length()
    }

    /// Calls this whenever a piece has come.
    #[must_use]
    pub fn on_progress(mut self, report: impl Fn(Progress) + MaybeSendSync + 'static) -> Self {
        self.body = self.body.on_progress(report);
        self
    }

    /// The next piece; `None` at the end. A response that breaks off ends in an error.
    pub async fn next(&mut self) -> Option<Result<Bytes, Error>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// The next piece, waited for on this thread, which must not be one that runs asynchronous tasks.
    #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
    pub fn next_blocking(&mut self) -> Option<Result<Bytes, Error>> {
        super::blocking::wait(async { self.next().await.transpose() }).transpose()
    }

    /// All of it, if it is not longer than the client accepts.
    ///
    /// # Errors
    /// When it breaks off, or is longer.
    pub async fn bytes(self) -> Result<Bytes, Error> {
        match self.body.collect(self.limit).await {
            Ok((bytes, false)) => Ok(bytes),
            Ok((_, true)) => {
                let message = format!("the response is longer than {} bytes", self.limit);
                Err(self.head.failed(Error::new(Kind::Body, message)))
            }
            Err(error) => Err(self.head.failed(Error::from_transport(error))),
        }
    }

    /// What is still to come, as a body that another request can send.
    #[must_use]
    pub fn into_body(self) -> Body {
        self.body
    }
}

impl Output for Download {
    type Value = Self;
    const STREAMED: bool = true;

    fn decode(response: &mut Received) -> Result<Self, Error> {
        let (head, rest) = response.opened();
        Ok(match rest {
            Some(rest) => {
                let limit = rest.exchange.client().config().max_response_size();
                Self { head, body: rest.body, limit }
            }
            None => Self { head, body: response.body.clone().into(), limit: u64::MAX },
        })
    }
}

impl Stream for Download {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let next = Pin::new(&mut self.body).poll_next(cx);
        next.map(|piece| {
            let piece = piece?;
            Some(piece.map_err(|error| {
                self.body = Body::empty();
                self.head.failed(Error::from_transport(error))
            }))
        })
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download").field("status", &self.status()).field("body", &self.body).finish_non_exhaustive()
    }
}

impl Call<Binary> {
    /// Sends it, and gives the result while it comes, for what is too large for memory.
    pub fn send_stream(self) -> Sending<Download> {
        self.giving().send()
    }
}

impl Call<Text> {
    /// Sends it, and gives the result while it comes, for what is too large for memory.
    pub fn send_stream(self) -> Sending<Download> {
        self.giving().send()
    }
}
