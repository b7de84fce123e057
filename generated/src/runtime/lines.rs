//! Results that are JSON one after the other: a value on each line (`application/x-ndjson`, `application/jsonl`), or behind a
//! record separator (`application/json-seq`, RFC 7464).

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{Buf, Bytes};
use futures_core::Stream;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};

use super::body::Body;
use super::dispatch::Received;
use super::error::Error;
use super::items::{Item, RawItem, Source};
use super::json::Bad;
use super::output::Output;

/// A result of lines that are a `T` each.
#[derive(Debug)]
pub struct Lines<T>(PhantomData<fn() -> T>);

impl<T: Item> Output for Lines<T> {
    type Value = LineStream<T>;
    const STREAMED: bool = true;

    fn decode(response: &mut Received) -> Result<LineStream<T>, Error> {
        // Names for this are many, and servers mix them up; only what is surely something else is refused.
        let source = Source::open(response, |essence| essence != "text/html", "JSON line by line")?;
        let kind = source.head.headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        let asked = source.head.operation.map_or("", |operation| operation.accept);
        let sequence = kind.unwrap_or(asked).contains("json-seq");
        let cutter = Cutter { end: if sequence { SEPARATOR } else { b'\n' }, ..Cutter::default() };
        Ok(LineStream { flow: Flow { source, cutter, done: false }, item: PhantomData })
    }
}

/// What stands before every text of a sequence.
const SEPARATOR: u8 = 0x1e;

/// Values as they come. A line that cannot be read is an error in its place, and the next one follows.
///
/// The client's time limit ended with the head of the response; a read timeout ends a stream that has gone silent.
/// Dropping it ends the exchange.
pub struct LineStream<T> {
    flow: Flow,
    item: PhantomData<fn() -> T>,
}

impl<T> LineStream<T> {
    /// The status, a success.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.flow.source.head.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.flow.source.head.headers
    }

    /// The id that the server gave the request.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.flow.source.head.request_id.as_deref()
    }
}

impl<T: Item> LineStream<T> {
    /// The next value; `None` at the end.
    #[inline]
    pub async fn next(&mut self) -> Option<Result<T::Value, Error>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// The next value, waited for on this thread, which must not be one that runs asynchronous tasks.
    #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
    #[inline]
    pub fn next_blocking(&mut self) -> Option<Result<T::Value, Error>> {
        super::blocking::wait(async { self.next().await.transpose() }).transpose()
    }
}

impl<T: Item> Stream for LineStream<T> {
    type Item = Result<T::Value, Error>;

    #[inline]
    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let flow = &mut self.flow;
        flow.poll_raw(cx).map(|raw| {
            Some(match raw? {
                Ok(raw) => T::read(&raw).map_err(|bad| flow.source.bad(bad)),
                Err(error) => Err(error),
            })
        })
    }
}

impl<T> fmt::Debug for LineStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LineStream").field("status", &self.status()).finish_non_exhaustive()
    }
}

struct Flow {
    source: Source,
    cutter: Cutter,
    done: bool,
}

impl Flow {
    fn poll_raw(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<RawItem, Error>>> {
        loop {
            if self.done {
                return Poll::Ready(None);
            }
            match self.cutter.next(self.source.limit) {
                Ok(Some(data)) => return Poll::Ready(Some(Ok(RawItem { data, ..RawItem::default() }))),
                Ok(None) => {}
                Err(()) => {
                    self.done = true;
                    return Poll::Ready(Some(Err(self.source.too_long())));
                }
            }
            match self.source.poll_chunk(cx) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(Some(Ok(chunk))) => self.cutter.chunk = chunk,
                Poll::Ready(Some(Err(error))) => {
                    self.done = true;
                    self.source.body = Body::empty();
                    return Poll::Ready(Some(Err(error)));
                }
                Poll::Ready(None) => {
                    self.done = true;
                    return Poll::Ready(self.cutter.last().map(|last| match last {
                        Ok(data) => Ok(RawItem { data, ..RawItem::default() }),
                        Err(bad) => Err(self.source.bad(bad)),
                    }));
                }
            }
        }
    }
}

/// Cuts chunks into lines or texts; blank ones are left out.
#[derive(Default)]
struct Cutter {
    end: u8,
    chunk: Bytes,
    held: Vec<u8>,
}

impl Cutter {
    fn next(&mut self, limit: usize) -> Result<Option<Vec<u8>>, ()> {
        while !self.chunk.is_empty() {
            let end = self.chunk.iter().position(|byte| *byte == self.end);
            let length = end.unwrap_or(self.chunk.len());
            if self.held.len() + length > limit {
                return Err(());
            }
            self.held.extend_from_slice(&self.chunk.split_to(length));
            if end.is_some() {
                self.chunk.advance(1);
                let whole = std::mem::take(&mut self.held);
                if !is_blank(&whole) {
                    return Ok(Some(whole));
                }
            }
        }
        Ok(None)
    }

    /// What stands behind the last end. A number at the end of a sequence may have lost digits if no white space
    /// follows; that cannot happen to what has an end of its own.
    fn last(&mut self) -> Option<Result<Vec<u8>, Bad>> {
        let rest = std::mem::take(&mut self.held);
        if is_blank(&rest) {
            return None;
        }
        let closed = rest.last().is_some_and(|last| last.is_ascii_whitespace() || b"]}\"".contains(last));
        if self.end == SEPARATOR && !closed {
            return Some(Err(Bad::new(rest.len(), "the sequence breaks off in this text")));
        }
        Some(Ok(rest))
    }
}

fn is_blank(text: &[u8]) -> bool {
    text.iter().all(u8::is_ascii_whitespace)
}
