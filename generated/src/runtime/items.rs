//! What results are made of that come one by one, and what every such stream does.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use http::header::CONTENT_TYPE;

use super::body::Body;
use super::dispatch::{Received, Rest};
use super::error::{Error, Kind};
use super::exchange::Exchange;
use super::json::{Bad, Field, from_slice};
use super::output::Text;

/// What an event or a line becomes: JSON for every type that can be read from it, or [`Text`].
pub trait Item {
    /// What the caller gets.
    type Value;

    /// Reads it; the event's name and id count for [`Envelope`](super::events::Envelope) alone.
    ///
    /// # Errors
    /// When it is something else.
    fn read(raw: &RawItem) -> Result<Self::Value, Bad>;
}

/// An event or a line as it came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawItem {
    /// What the server calls the event.
    pub(super) name: Option<String>,
    /// The last id that came.
    pub(super) id: Option<String>,
    pub(super) data: Vec<u8>,
}

impl<T: Field> Item for T {
    type Value = T;

    #[inline]
    fn read(raw: &RawItem) -> Result<T, Bad> {
        from_slice(&raw.data)
    }
}

/// What is no UTF-8 is replaced, as browsers do.
impl Item for Text {
    type Value = String;

    fn read(raw: &RawItem) -> Result<String, Bad> {
        Ok(String::from_utf8_lossy(&raw.data).into_owned())
    }
}

/// A response that is read piece by piece.
pub(super) struct Source {
    pub(super) head: Received,
    pub(super) body: Body,
    /// What would ask for it again.
    pub(super) exchange: Option<Exchange>,
    /// How long one item may be, in bytes.
    pub(super) limit: usize,
}

impl Source {
    /// The body of a response, which must be of a fitting content type where it says of which one it is.
    pub(super) fn open(response: &mut Received, fits: fn(&str) -> bool, what: &str) -> Result<Self, Error> {
        let (head, rest) = response.opened();
        check(&head, fits, what)?;
        let (body, exchange) = match rest {
            Some(rest) => {
                let Rest { body, exchange } = *rest;
                (body, Some(exchange))
            }
            None => (response.body.clone().into(), None),
        };
        let limit = exchange.as_ref().map_or(u64::MAX, |it| it.client().config().max_response_size());
        Ok(Self { head, body, exchange, limit: usize::try_from(limit).unwrap_or(usize::MAX) })
    }

    pub(super) fn poll_chunk(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, Error>>> {
        let next = Pin::new(&mut self.body).poll_next(cx);
        next.map(|chunk| Some(chunk?.map_err(|error| self.head.failed(Error::from_transport(error)))))
    }

    /// What happens when an item is longer than the client accepts.
    pub(super) fn too_long(&mut self) -> Error {
        self.body = Body::empty();
        self.head.failed(Error::new(Kind::Body, format!("an item is longer than {} bytes", self.limit)))
    }

    pub(super) fn bad(&self, bad: Bad) -> Error {
        self.head.failed(Error::from_bad(bad))
    }
}

/// A response of another content type is named: mostly it is a plain result, since the request asked for no stream.
pub(super) fn check(head: &Received, fits: fn(&str) -> bool, what: &str) -> Result<(), Error> {
    let kind = head.headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if essence.is_empty() || fits(&essence) || head.status.as_u16() == 204 {
        return Ok(());
    }
    let message = format!("the response is {}, not {what}", kind.escape_debug());
    Err(head.failed(Error::new(Kind::Decode, message)))
}
