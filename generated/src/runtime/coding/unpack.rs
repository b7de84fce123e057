//! Unpacking, in pieces of a bounded size.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

use crate::runtime::body::Body;
use crate::runtime::transport::{TransportError, TransportErrorKind};

/// How a response is packed.
pub(in super::super) enum Coding {
    #[cfg(feature = "gzip")]
    Gzip(Box<super::gzip::Gzip>),
    #[cfg(feature = "brotli")]
    Brotli(Box<super::brotli::Brotli>),
}

impl Coding {
    /// The coding of this name, if it is known here. Several one after the other are not: nobody uses them.
    pub(in super::super) fn named(name: &str) -> Option<Self> {
        match name.trim().to_ascii_lowercase().as_str() {
            #[cfg(feature = "gzip")]
            "gzip" | "x-gzip" => Some(Self::Gzip(Box::default())),
            #[cfg(feature = "brotli")]
            "br" => Some(Self::Brotli(Box::default())),
            _ => None,
        }
    }

    /// The next piece; `None` when there must be more input first.
    fn step(&mut self, input: &mut Bytes) -> std::io::Result<Option<Vec<u8>>> {
        match self {
            #[cfg(feature = "gzip")]
            Self::Gzip(coding) => coding.step(input),
            #[cfg(feature = "brotli")]
            Self::Brotli(coding) => coding.step(input),
        }
    }

    /// What is left when no more comes, unless it was cut off.
    fn finish(&mut self) -> std::io::Result<Vec<u8>> {
        match self {
            #[cfg(feature = "gzip")]
            Self::Gzip(coding) => coding.finish(),
            #[cfg(feature = "brotli")]
            Self::Brotli(coding) => coding.finish(),
        }
    }
}

/// What comes out of a packed body.
pub(in super::super) fn unpacked(body: Body, coding: Coding) -> Body {
    Body::stream(Unpacked { body, coding: Some(coding), input: Bytes::new(), begun: false }, None)
}

struct Unpacked {
    body: Body,
    /// Until the end.
    coding: Option<Coding>,
    input: Bytes,
    begun: bool,
}

impl Unpacked {
    fn fail(&mut self, error: &std::io::Error) -> Option<Result<Bytes, TransportError>> {
        self.coding = None;
        self.body = Body::empty();
        let message = format!("the compressed body cannot be unpacked: {error}");
        Some(Err(TransportError::new(TransportErrorKind::Body, message)))
    }
}

impl Stream for Unpacked {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            let Some(coding) = &mut this.coding else { return Poll::Ready(None) };
            match coding.step(&mut this.input) {
                Ok(Some(out)) if out.is_empty() => continue,
                Ok(Some(out)) => return Poll::Ready(Some(Ok(out.into()))),
                Ok(None) => {}
                Err(error) => return Poll::Ready(this.fail(&error)),
            }
            match Pin::new(&mut this.body).poll_next(cx) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(Some(Err(error))) => {
                    this.coding = None;
                    return Poll::Ready(Some(Err(error)));
                }
                Poll::Ready(Some(Ok(chunk))) => {
                    this.begun |= !chunk.is_empty();
                    this.input = chunk;
                }
                // Answers to HEAD and empty bodies name a coding, too.
                Poll::Ready(None) if !this.begun => return Poll::Ready(None),
                Poll::Ready(None) => {
                    let rest = coding.finish();
                    return Poll::Ready(match rest {
                        Ok(rest) => {
                            this.coding = None;
                            (!rest.is_empty()).then(|| Ok(rest.into()))
                        }
                        Err(error) => this.fail(&error),
                    });
                }
            }
        }
    }
}
