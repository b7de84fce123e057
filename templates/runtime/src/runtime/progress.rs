//! Telling how much of a body has gone or come.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

use super::body::{Body, ChunkStream};
use super::transport::{MaybeSendSync, TransportError};

/// A body that is in memory is told of in pieces of this size.
const PIECE: usize = 64 * 1024;

/// How far a body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// Bytes so far. A request that is sent again begins at nothing again.
    pub done: u64,
    /// Bytes in all, where that is known.
    pub total: Option<u64>,
}

#[cfg(not(target_arch = "wasm32"))]
type Report = Arc<dyn Fn(Progress) + Send + Sync>;
#[cfg(target_arch = "wasm32")]
type Report = Arc<dyn Fn(Progress)>;

impl Body {
    /// The same body, which calls this whenever a piece of it has been handed on: to the connection when it is sent,
    /// to whoever reads it when it came. It can be sent again if it could before.
    #[must_use]
    pub fn on_progress(self, report: impl Fn(Progress) + MaybeSendSync + 'static) -> Self {
        let report: Report = Arc::new(report);
        let total = self.length();
        let counted = move |body| Counted { body, rest: Bytes::new(), done: 0, total, report: Arc::clone(&report) };
        if self.again().is_none() {
            return Self::stream(counted(self), total);
        }
        // The body itself is polled by nobody; every attempt gets a copy.
        let source = Mutex::new(self);
        let replay = move || -> ChunkStream {
            let copy = source.lock().unwrap_or_else(PoisonError::into_inner).again();
            Box::pin(counted(copy.unwrap_or_default()))
        };
        Self::replayable(Arc::new(replay), total)
    }
}

struct Counted {
    body: Body,
    rest: Bytes,
    done: u64,
    total: Option<u64>,
    report: Report,
}

impl Stream for Counted {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        while this.rest.is_empty() {
            match Pin::new(&mut this.body).poll_next(cx) {
                Poll::Ready(Some(Ok(chunk))) => this.rest = chunk,
                other => return other,
            }
        }
        let piece = this.rest.split_to(PIECE.min(this.rest.len()));
        this.done = this.done.saturating_add(u64::try_from(piece.len()).unwrap_or(u64::MAX));
        (this.report)(Progress { done: this.done, total: this.total });
        Poll::Ready(Some(Ok(piece)))
    }
}
