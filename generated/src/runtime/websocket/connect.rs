//! What a stream of events is to be like.

use std::collections::VecDeque;
use std::fmt;
use std::future::{Future, poll_fn};
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue};

use super::handshake::{Terms, http_url};
use super::life::Limits;
use super::protocol::Event;
use super::pump::{Address, Pump, State};
use super::stream::EventStream;
use crate::runtime::client::Client;
use crate::runtime::error::Error;
use crate::runtime::retry::Retry;

/// How long a connection may take to come about.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(20);
/// After how long a server that says nothing is asked whether it is there.
const PING_AFTER: Duration = Duration::from_secs(20);
/// After how long a server from which nothing comes counts as gone.
const SILENCE: Duration = Duration::from_secs(60);
/// A frame longer than this is refused.
const MAX_FRAME_SIZE: usize = 1024 * 1024;
/// About five minutes of attempts.
const RECONNECT: Retry =
    Retry::new().attempts(20).pauses(Duration::from_millis(500), Duration::from_secs(30));

/// A stream that is not connected yet.
#[must_use = "nothing is connected until `open` is awaited"]
pub struct Connect<E> {
    client: Client,
    address: Address,
    headers: HeaderMap,
    limits: Limits,
    connect_timeout: Duration,
    reconnect: Retry,
    max_frame_size: usize,
    mistake: Option<Error>,
    event: PhantomData<fn() -> E>,
}

impl<E: Event> Connect<E> {
    pub(super) fn to(client: &Client, url: String) -> Self {
        let mistake = http_url(client, &url).err();
        let mut connect = Self::by(client, move || std::future::ready(Ok(url.clone())));
        connect.mistake = mistake;
        connect
    }

    pub(super) fn by<F, A>(client: &Client, address: F) -> Self
    where
        F: Fn() -> A + Send + 'static,
        A: Future<Output = Result<String, Error>> + Send + 'static,
    {
        Self {
            client: client.clone(),
            address: Box::new(move || Box::pin(address())),
            headers: HeaderMap::new(),
            limits: Limits {
                ping_after: PING_AFTER,
                silence: SILENCE,
                heartbeat: E::PROTOCOL.heartbeat,
            },
            connect_timeout: CONNECT_TIMEOUT,
            reconnect: RECONNECT,
            max_frame_size: MAX_FRAME_SIZE,
            mistake: None,
            event: PhantomData,
        }
    }

    /// A header of the request that asks for the connection. Its value is not shown by `Debug`. The client's credentials
    /// and default headers do not go out with it, since the events may be at another host.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            (Ok(name), Ok(mut value)) => {
                value.set_sensitive(true);
                self.headers.insert(name, value);
            }
            _ => self.mistake = Some(Error::request(format!("{name:?} or its value is no header"))),
        }
        self
    }

    /// After how long a server that says nothing is asked whether it is there; 20 seconds unless set.
    pub fn ping_after(mut self, quiet: Duration) -> Self {
        self.limits.ping_after = quiet;
        self
    }

    /// After how long a server from which nothing comes, no answer to a ping either, counts as gone; a minute unless
    /// set.
    pub fn silence(mut self, limit: Duration) -> Self {
        self.limits.silence = limit;
        self
    }

    /// Within which time some frame must come, in place of what the stream's protocol says; `None` for any.
    pub fn heartbeat(mut self, limit: Option<Duration>) -> Self {
        self.limits.heartbeat = limit;
        self
    }

    /// How long each connection may take to come about; 20 seconds unless set.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = limit;
        self
    }

    /// How often and after which pauses connecting is tried again once a connection is lost: up to 19 times in about
    /// five minutes unless set, and never with [`Retry::none`]. Any frame that comes begins the count anew. For the first
    /// connection, the client's own policy holds.
    pub fn reconnect(mut self, policy: Retry) -> Self {
        self.reconnect = policy;
        self
    }

    /// How many bytes a frame may have; a mebibyte unless set.
    pub fn max_frame_size(mut self, bytes: usize) -> Self {
        self.max_frame_size = bytes;
        self
    }

    /// Connects.
    ///
    /// # Errors
    /// When the address or a header cannot be used, the server refuses, or there is no connection in time.
    pub async fn open(self) -> Result<EventStream<E>, Error> {
        if let Some(mistake) = self.mistake {
            return Err(mistake);
        }
        let now = self.client.inner.transport.monotonic();
        let mut pump = Pump {
            protocol: E::PROTOCOL,
            policy: self.client.config().retry().clone(),
            terms: Arc::new(Terms {
                client: self.client,
                headers: self.headers,
                limit: self.connect_timeout,
                max_frame_size: self.max_frame_size,
            }),
            address: self.address,
            limits: self.limits,
            reconnect: self.reconnect,
            state: State::Pausing(Box::pin(std::future::ready(()))),
            lost: None,
            attempts: 0,
            since: now,
            outbox: VecDeque::new(),
        };
        poll_fn(|cx| pump.poll_connected(cx)).await?;
        Ok(EventStream::new(pump))
    }
}

// The address may hold a secret, and so may headers.
impl<E: Event> fmt::Debug for Connect<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connect")
            .field("protocol", &E::PROTOCOL.name)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("limits", &self.limits)
            .field("reconnect", &self.reconnect)
            .field("max_frame_size", &self.max_frame_size)
            .finish_non_exhaustive()
    }
}
