//! The events, one after the other.

use std::fmt;
use std::future::{Future, poll_fn};
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use tokio_tungstenite::tungstenite::Message;

use super::connect::Connect;
use super::frame::Frame;
use super::protocol::{Event, fits};
use super::pump::{Found, Pump, State};
use crate::runtime::client::Client;
use crate::runtime::error::Error;

/// Events as they come. It ends when the server ends it, or with an error when it cannot go on.
///
/// Dropping it drops the connection; [`close`](Self::close) takes leave of the server.
#[must_use = "no event comes, and no ping goes out, while nobody asks for the next one"]
pub struct EventStream<E> {
    pump: Box<Pump>,
    event: PhantomData<fn() -> E>,
}

impl<E: Event> EventStream<E> {
    pub(super) fn new(pump: Pump) -> Self {
        Self { pump: Box::new(pump), event: PhantomData }
    }

    /// A stream from this address, `wss://…`; the same one whenever it has to connect again.
    pub fn connect(client: &Client, url: impl Into<String>) -> Connect<E> {
        Connect::to(client, url.into())
    }

    /// A stream whose address is asked for before every connection: for addresses that are good for a while or once, and
    /// for whatever else must be done each time, such as subscribing.
    pub fn connect_by<F, A>(client: &Client, address: F) -> Connect<E>
    where
        F: Fn() -> A + Send + 'static,
        A: Future<Output = Result<String, Error>> + Send + 'static,
    {
        Connect::by(client, address)
    }

    /// The next event; `None` once it is over. It can be dropped while it waits: nothing is lost.
    ///
    /// # Errors
    /// When the stream cannot go on; it is over then.
    pub async fn next(&mut self) -> Option<Result<E, Error>> {
        poll_fn(|cx| self.poll(cx)).await
    }

    /// Has a text sent to the server, as soon as the next event is asked for. When the connection is lost before, it
    /// goes out on the next one.
    pub fn send(&mut self, text: impl Into<String>) {
        self.pump.outbox.push_back(Message::text(text.into()));
    }

    /// Ends the stream, and gives the server some seconds to agree. What it still says in them is not told.
    pub async fn close(&mut self) {
        poll_fn(|cx| self.pump.poll_close(cx)).await;
    }

    /// Whether there is a connection at the moment, as far as is known.
    #[must_use]
    pub fn is_connected(&self) -> bool {
        matches!(self.pump.state, State::Open(_))
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<E, Error>>> {
        self.pump.poll_next(cx).map(|found| {
            Some(match found? {
                Ok(Found::Frame(frame)) => Ok(read(frame)),
                Ok(Found::Gap(gap)) => Ok(E::gap(gap)),
                Err(error) => Err(error),
            })
        })
    }
}

fn read<E: Event>(frame: Frame) -> E {
    // A stream whose frames say nothing of themselves has one kind, whose name is empty.
    let kind = frame.kind().unwrap_or_default();
    let Some((_, read)) = E::KINDS.iter().find(|(pattern, _)| fits(pattern, kind)) else {
        return E::unknown(frame);
    };
    match read(&frame) {
        Ok(event) => event,
        Err(bad) => E::unknown(frame.with_problem(Error::from_bad(bad))),
    }
}

impl<E: Event> Stream for EventStream<E> {
    type Item = Result<E, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(cx)
    }
}

// The address is a secret.
impl<E: Event> fmt::Debug for EventStream<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventStream")
            .field("protocol", &E::PROTOCOL.name)
            .field("connected", &self.is_connected())
            .finish_non_exhaustive()
    }
}
