//! Bodies, of requests and of responses: nothing, bytes, or a stream.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

use super::transport::{MaybeSend, TransportError};

/// A stream of chunks.
#[cfg(not(target_arch = "wasm32"))]
pub type ChunkStream = Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>;
/// A stream of chunks.
#[cfg(target_arch = "wasm32")]
pub type ChunkStream = Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>>>>;

/// Makes a streamed body anew, so that a request can be sent again.
#[cfg(not(target_arch = "wasm32"))]
pub type Replay = Arc<dyn Fn() -> ChunkStream + Send + Sync>;
/// Makes a streamed body anew, so that a request can be sent again.
#[cfg(target_arch = "wasm32")]
pub type Replay = Arc<dyn Fn() -> ChunkStream>;

/// The body of a request or of a response.
pub struct Body(Inner);

enum Inner {
    Empty,
    Bytes(Bytes),
    Stream { stream: ChunkStream, length: Option<u64>, replay: Option<Replay> },
}

impl Body {
    /// No body.
    #[must_use]
    pub fn empty() -> Self {
        Self(Inner::Empty)
    }

    /// A stream that can be sent once.
    pub fn stream<S>(stream: S, length: Option<u64>) -> Self
    where
        S: Stream<Item = Result<Bytes, TransportError>> + MaybeSend + 'static,
    {
        Self(Inner::Stream { stream: Box::pin(stream), length, replay: None })
    }

    /// A stream that can be made anew.
    #[must_use]
    pub fn replayable(replay: Replay, length: Option<u64>) -> Self {
        Self(Inner::Stream { stream: replay(), length, replay: Some(replay) })
    }

    /// The bytes, when they are all there.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match &self.0 {
            Inner::Empty => Some(&[]),
            Inner::Bytes(bytes) => Some(bytes),
            Inner::Stream { .. } => None,
        }
    }

    /// How many bytes it has, when that is known.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        match &self.0 {
            Inner::Stream { length, .. } => *length,
            _ => self.as_bytes().and_then(|bytes| u64::try_from(bytes.len()).ok()),
        }
    }

    /// The same body once more, when that is possible.
    #[must_use]
    pub fn again(&self) -> Option<Self> {
        match &self.0 {
            Inner::Empty => Some(Self::empty()),
            Inner::Bytes(bytes) => Some(Self(Inner::Bytes(bytes.clone()))),
            Inner::Stream { length, replay, .. } => Some(Self::replayable(replay.clone()?, *length)),
        }
    }

    /// Whether there is no body at all; a body of no bytes is one.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!(self.0, Inner::Empty)
    }

    /// The bytes, when they are all there.
    ///
    /// # Errors
    /// Gives a stream back.
    pub fn into_bytes(self) -> Result<Bytes, Self> {
        match self.0 {
            Inner::Empty => Ok(Bytes::new()),
            Inner::Bytes(bytes) => Ok(bytes),
            stream => Err(Self(stream)),
        }
    }

    /// All of it, or as much as `limit` allows: the flag says whether something was left.
    pub(crate) async fn collect(mut self, limit: u64) -> Result<(Bytes, bool), TransportError> {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let Some(mut first) = self.chunk().await? else { return Ok((Bytes::new(), false)) };
        if first.len() > limit {
            first.truncate(limit);
            return Ok((first, true));
        }
        // Most bodies come in one piece, which is passed on as it is.
        let Some(second) = self.chunk().await? else { return Ok((first, false)) };
        let mut all = Vec::from(first);
        all.extend_from_slice(&second);
        while all.len() <= limit {
            let Some(next) = self.chunk().await? else { return Ok((all.into(), false)) };
            all.extend_from_slice(&next);
        }
        all.truncate(limit);
        Ok((all.into(), true))
    }

    async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await.transpose()
    }
}

impl Stream for Body {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match &mut self.0 {
            Inner::Empty => Poll::Ready(None),
            Inner::Bytes(bytes) => {
                let bytes = std::mem::take(bytes);
                self.0 = Inner::Empty;
                Poll::Ready((!bytes.is_empty()).then_some(Ok(bytes)))
            }
            Inner::Stream { stream, .. } => stream.as_mut().poll_next(cx),
        }
    }
}

impl Default for Body {
    fn default() -> Self {
        Self::empty()
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self(Inner::Bytes(bytes))
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Bytes::from(text).into()
    }
}

impl From<&[u8]> for Body {
    fn from(bytes: &[u8]) -> Self {
        Bytes::copy_from_slice(bytes).into()
    }
}

impl From<&str> for Body {
    fn from(text: &str) -> Self {
        text.as_bytes().into()
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.0, self.length()) {
            (Inner::Empty, _) => f.write_str("Body(empty)"),
            (Inner::Bytes(_), Some(length)) => write!(f, "Body({length} bytes)"),
            (_, Some(length)) => write!(f, "Body(stream of {length} bytes)"),
            (_, None) => f.write_str("Body(stream)"),
        }
    }
}
