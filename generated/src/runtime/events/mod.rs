//! Results that are events (`text/event-stream`): read while they come, and asked for again where that is wanted.

mod again;
mod parse;

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use http::{HeaderMap, StatusCode};

pub use again::Reconnect;

use super::dispatch::Received;
use super::error::Error;
use super::items::{Item, RawItem, Source};
use super::json::{Bad, Field, from_slice};
use super::output::Output;
use again::Flow;

/// A result of events whose data is a `T`: JSON, or [`Text`](super::output::Text).
#[derive(Debug)]
pub struct Events<T>(PhantomData<fn() -> T>);

impl<T: Item> Output for Events<T> {
    type Value = EventStream<T>;
    const STREAMED: bool = true;

    fn decode(response: &mut Received) -> Result<EventStream<T>, Error> {
        let end = response.api.stream_end.map(str::to_owned);
        let source = Source::open(response, fits, WHAT)?;
        Ok(EventStream { flow: Flow::new(source, end), item: PhantomData })
    }
}

const WHAT: &str = "an event stream";

fn fits(essence: &str) -> bool {
    essence == "text/event-stream"
}

/// One event.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<T> {
    /// What the server calls it; `message` where it has no name.
    pub name: String,
    /// The last id that the server has given, by this event or one before.
    pub id: Option<String>,
    /// What it brings.
    pub data: T,
}

/// Events as they come. An event that cannot be read is an error in its place, and the next one follows; after a
/// connection that was lost there are none, unless [`reconnecting`](Self::reconnecting) says otherwise.
///
/// The client's time limit ended with the head of the response; a read timeout ends a stream that has gone silent.
/// Dropping it ends the exchange.
pub struct EventStream<T> {
    flow: Flow,
    item: PhantomData<fn() -> T>,
}

impl<T> EventStream<T> {
    /// Ends before an event whose data is this text, such as `[DONE]`, instead of reading it.
    #[must_use]
    pub fn until(mut self, end: impl Into<String>) -> Self {
        self.flow.end = Some(end.into());
        self
    }

    /// Sends the request again whenever the connection is lost or the server ends the stream, with the id of the last
    /// event as `Last-Event-ID`. The server ends it for good by status 204.
    #[must_use]
    pub fn reconnecting(mut self, policy: Reconnect) -> Self {
        self.flow.policy = Some(policy);
        self
    }

    /// The id of the last event, from which a later request can go on.
    #[must_use]
    pub fn last_event_id(&self) -> Option<&str> {
        self.flow.parser.last_id.as_deref()
    }

    /// The status of the first response, a success.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.flow.source.head.status
    }

    /// The headers of the first response.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.flow.source.head.headers
    }

    /// The id that the server gave the first request.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.flow.source.head.request_id.as_deref()
    }
}

impl<T: Item> EventStream<T> {
    /// The next event; `None` at the end.
    #[inline]
    pub async fn next(&mut self) -> Option<Result<Event<T::Value>, Error>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// The next event, waited for on this thread, which must not be one that runs asynchronous tasks.
    #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
    #[inline]
    pub fn next_blocking(&mut self) -> Option<Result<Event<T::Value>, Error>> {
        super::blocking::wait(async { self.next().await.transpose() }).transpose()
    }
}

impl<T: Item> Stream for EventStream<T> {
    type Item = Result<Event<T::Value>, Error>;

    #[inline]
    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let flow = &mut self.flow;
        flow.poll_raw(cx).map(|raw| {
            let raw = match raw? {
                Ok(raw) => raw,
                Err(error) => return Some(Err(error)),
            };
            Some(match T::read(&raw) {
                Ok(data) => {
                    let name = raw.name.unwrap_or_else(|| "message".to_owned());
                    Ok(Event { name, id: raw.id, data })
                }
                Err(bad) => Err(flow.source.bad(bad)),
            })
        })
    }
}

impl<T> fmt::Debug for EventStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventStream").field("status", &self.status()).finish_non_exhaustive()
    }
}

/// Data that is described together with the event that brings it, as an object of `event`, `id` and `data`: so
/// descriptions say which name comes with which data.
#[derive(Debug)]
pub struct Envelope<T>(PhantomData<fn() -> T>);

impl<T: Field> Item for Envelope<T> {
    type Value = T;

    #[inline]
    fn read(raw: &RawItem) -> Result<T, Bad> {
        // Data is text on the wire, and mostly JSON; which of the two is described only `T` knows.
        let bad = match raw.envelope(true).map(|json| from_slice(&json)) {
            Some(Ok(value)) => return Ok(value),
            Some(Err(bad)) => Some(bad),
            None => None,
        };
        match (raw.envelope(false).map(|json| from_slice(&json)), bad) {
            (Some(Ok(value)), _) => Ok(value),
            (_, Some(bad)) | (Some(Err(bad)), None) => Err(bad),
            (None, None) => Err(Bad::new(0, "an event that is no text")),
        }
    }
}

impl RawItem {
    /// The event as an object; `None` where its data should be JSON and is not.
    fn envelope(&self, json: bool) -> Option<Vec<u8>> {
        let mut members = serde_json::Map::new();
        if let Some(name) = &self.name {
            members.insert("event".to_owned(), name.as_str().into());
        }
        if let Some(id) = &self.id {
            members.insert("id".to_owned(), id.as_str().into());
        }
        let data = match json {
            true => from_slice(&self.data).ok()?,
            false => serde_json::Value::from(String::from_utf8_lossy(&self.data)),
        };
        members.insert("data".to_owned(), data);
        super::json::to_vec(&serde_json::Value::Object(members)).ok()
    }
}
