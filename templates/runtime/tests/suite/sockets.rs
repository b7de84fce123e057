//! A server of WebSockets on the loopback, and a stream of events to try it with.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures_core::Stream;
use futures_sink::Sink;
use sdk_runtime::runtime::json::{Bad, Field, Model, Object, Reader};
use sdk_runtime::runtime::websocket::{Connect, Event, EventStream, Frame, Gap, Protocol, Read};
use sdk_runtime::runtime::{ClientBuilder, Retry};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;

use super::fixture::API;

pub type Peer = WebSocketStream<TcpStream>;

/// What there is to hear.
#[derive(Clone, Debug, PartialEq)]
pub enum News {
    Said(Said),
    Presence(String),
    Unknown(Frame),
    Gap(Gap),
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Said {
    pub text: String,
}

impl Model for Said {
    const NAME: &'static str = "Said";
    const KEYS: &'static [&'static str] = &["text"];
    const REQUIRED: usize = 1;
    fn empty() -> Self {
        Self::default()
    }
    fn fill(&mut self, key: usize, r: &mut Reader<'_>) -> Result<(), Bad> {
        if key == 0 { self.text.read(r) } else { r.skip() }
    }
    fn emit(&self, object: &mut Object<'_>) {
        object.field("text", &self.text);
    }
}

static PROTOCOL: Protocol = Protocol {
    name: "news",
    kind: &[&["meta", "type"], &["topic"]],
    body: &["body"],
    beats: &["beat"],
    leaving: &["system.leaving"],
    ..Protocol::PLAIN
};

impl Event for News {
    const PROTOCOL: &'static Protocol = &PROTOCOL;
    const KINDS: &'static [(&'static str, Read<Self>)] = &[
        ("said", |frame| frame.body().map(Self::Said)),
        ("users.{id}.presence", |frame| frame.member(&["body", "state"]).map(Self::Presence)),
    ];
    fn unknown(frame: Frame) -> Self {
        Self::Unknown(frame)
    }
    fn gap(gap: Gap) -> Self {
        Self::Gap(gap)
    }
}

/// Serves until the test ends: `talk` gets every connection with its number, from 0.
pub async fn serve<F, A>(talk: F) -> String
where
    F: Fn(usize, Peer) -> A + Send + 'static,
    A: Future<Output = ()> + Send + 'static,
{
    let talk = Arc::new(std::sync::Mutex::new(talk));
    let count = Arc::new(AtomicUsize::new(0));
    serve_raw(move |stream| {
        let (talk, count) = (Arc::clone(&talk), Arc::clone(&count));
        async move {
            let peer = tokio_tungstenite::accept_async(stream).await.unwrap();
            let talking = talk.lock().unwrap()(count.fetch_add(1, Ordering::SeqCst), peer);
            talking.await;
        }
    })
    .await
}

/// The same, before anything was read.
pub async fn serve_raw<F, A>(talk: F) -> String
where
    F: Fn(TcpStream) -> A + Send + 'static,
    A: Future<Output = ()> + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(talk(stream));
        }
    });
    format!("ws://{address}/channels/s3cret-channel?token=s3cret-token")
}

pub fn client() -> ClientBuilder {
    ClientBuilder::new(&API).base_url("http://127.0.0.1:1").retry(Retry::none())
}

/// With pauses that no test must wait for.
pub fn news(url: &str) -> Connect<News> {
    EventStream::connect(&client().build().unwrap(), url).reconnect(quick())
}

pub fn quick() -> Retry {
    Retry::new().attempts(5).pauses(Duration::from_millis(5), Duration::from_millis(20))
}

pub async fn say<S: AsyncRead + AsyncWrite + Unpin>(peer: &mut WebSocketStream<S>, text: &str) {
    send(peer, Message::text(text)).await;
}

pub async fn send<S: AsyncRead + AsyncWrite + Unpin>(peer: &mut WebSocketStream<S>, message: Message) {
    poll_fn(|cx| Pin::new(&mut *peer).poll_ready(cx)).await.unwrap();
    Pin::new(&mut *peer).start_send(message).unwrap();
    poll_fn(|cx| Pin::new(&mut *peer).poll_flush(cx)).await.unwrap();
}

/// The next message that is no ping and no pong; pings are answered.
pub async fn hear<S: AsyncRead + AsyncWrite + Unpin>(peer: &mut WebSocketStream<S>) -> Option<Message> {
    loop {
        match poll_fn(|cx| Pin::new(&mut *peer).poll_next(cx)).await?.ok()? {
            Message::Ping(_) | Message::Pong(_) => {}
            message => return Some(message),
        }
    }
}

pub fn said(text: &str) -> String {
    format!(r#"{{"meta":{{"type":"said"}},"topic":"room","body":{{"text":"{text}"}}}}"#)
}

pub fn heard(text: &str) -> News {
    News::Said(Said { text: text.to_owned() })
}
