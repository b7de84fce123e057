//! From an address to a WebSocket: one request over the client's transport.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONNECTION, HeaderMap, HeaderValue, UPGRADE, USER_AGENT};
use http::{HeaderName, Method, StatusCode, Uri};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::handshake::client::generate_key;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use tokio_tungstenite::tungstenite::protocol::{Role, WebSocketConfig};

use crate::runtime::body::Body;
use crate::runtime::client::Client;
use crate::runtime::error::{Error, Kind};
use crate::runtime::http_date;
use crate::runtime::retry::Cause;
use crate::runtime::transport::{Duplex, Request, TransportErrorKind, Upgraded};

pub(super) type Socket = WebSocketStream<Pin<Box<dyn Duplex>>>;

const SEC_WEBSOCKET_ACCEPT: HeaderName = HeaderName::from_static("sec-websocket-accept");
const SEC_WEBSOCKET_KEY: HeaderName = HeaderName::from_static("sec-websocket-key");
const SEC_WEBSOCKET_VERSION: HeaderName = HeaderName::from_static("sec-websocket-version");

/// What a connection is made with.
pub(super) struct Terms {
    pub(super) client: Client,
    pub(super) headers: HeaderMap,
    pub(super) limit: Duration,
    pub(super) max_frame_size: usize,
}

/// Why there is no connection, and whether another attempt may do better.
pub(super) struct Refusal {
    pub(super) error: Error,
    pub(super) cause: Option<Cause>,
    pub(super) asked: Option<Duration>,
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self { error, cause: None, asked: None }
    }
}

/// The address as HTTP knows it. What is wrong with it is told without repeating it: it may hold a secret.
pub(super) fn http_url(client: &Client, url: &str) -> Result<String, Error> {
    let refuse = |why: &str| Err(Error::request(format!("the address of the events cannot be used: {why}")));
    let Ok(uri) = url.parse::<Uri>() else { return refuse("it is no URL") };
    let (secure, rest) = match url.split_once("://") {
        Some((scheme, rest)) if ["wss", "https"].iter().any(|one| scheme.eq_ignore_ascii_case(one)) => {
            (true, rest)
        }
        Some((scheme, rest)) if ["ws", "http"].iter().any(|one| scheme.eq_ignore_ascii_case(one)) => {
            (false, rest)
        }
        _ => return refuse("it must begin with wss://"),
    };
    if url.contains('#') {
        return refuse("it has a fragment");
    }
    if uri.host().is_none_or(str::is_empty) {
        return refuse("it has no host");
    }
    if uri.authority().is_some_and(|authority| authority.as_str().contains('@')) {
        return refuse("it has a user name");
    }
    if !secure && client.config().base_url().starts_with("https:") {
        return refuse("it is not encrypted, and the API is");
    }
    Ok(format!("{}://{rest}", if secure { "https" } else { "http" }))
}

/// Connects, within the limit of time.
pub(super) async fn connect(terms: Arc<Terms>, url: String) -> Result<Socket, Refusal> {
    let url = http_url(&terms.client, &url)?;
    let key = generate_key();
    let request = request(&terms, url, &key)?;
    let transport = Arc::clone(&terms.client.inner.transport);
    let mut answer = transport.upgrade(request);
    let mut alarm = transport.sleep(terms.limit);
    let answer = poll_fn(|cx| match answer.as_mut().poll(cx) {
        Poll::Ready(answer) => Poll::Ready(Some(answer)),
        Poll::Pending => alarm.as_mut().poll(cx).map(|()| None),
    })
    .await;
    match answer {
        Some(Ok(upgraded)) => {
            let config = WebSocketConfig::default()
                .max_message_size(Some(terms.max_frame_size))
                .max_frame_size(Some(terms.max_frame_size));
            let connection = accept(&terms, upgraded, &key)?;
            Ok(WebSocketStream::from_raw_socket(connection, Role::Client, Some(config)).await)
        }
        Some(Err(error)) => {
            let again = error.kind() != TransportErrorKind::Request;
            Err(Refusal {
                error: Error::from_transport(error),
                cause: again.then_some(Cause::Unsent),
                asked: None,
            })
        }
        None => {
            let error = Error::new(Kind::Timeout, format!("no WebSocket within {:?}", terms.limit));
            Err(Refusal { error, cause: Some(Cause::Unsent), asked: None })
        }
    }
}

fn request(terms: &Terms, url: String, key: &str) -> Result<Request, Error> {
    // Default headers may hold keys, and the events may be at another host: the name of the client goes out, no more.
    let mut headers = HeaderMap::new();
    if let Some(agent) = terms.client.config().default_headers().get(USER_AGENT) {
        headers.insert(USER_AGENT, agent.clone());
    }
    headers.extend(terms.headers.clone());
    headers.insert(CONNECTION, HeaderValue::from_static("Upgrade"));
    headers.insert(UPGRADE, HeaderValue::from_static("websocket"));
    headers.insert(SEC_WEBSOCKET_VERSION, HeaderValue::from_static("13"));
    let key = HeaderValue::try_from(key).map_err(|_| Error::request("the key is no header"))?;
    headers.insert(SEC_WEBSOCKET_KEY, key);
    Ok(Request { method: Method::GET, url, headers, body: Body::empty(), timeout: None, operation: None })
}

fn accept(terms: &Terms, upgraded: Upgraded, key: &str) -> Result<Pin<Box<dyn Duplex>>, Refusal> {
    let Upgraded { status, headers, connection } = upgraded;
    let Some(connection) = connection.filter(|_| status == StatusCode::SWITCHING_PROTOCOLS) else {
        let asked = http_date::retry_after(&headers, terms.client.inner.transport.unix_time());
        let message = format!("the server does not open a WebSocket (status {})", status.as_u16());
        let api = terms.client.config().api();
        let error = Error::new(Kind::Status, message).with_answer(api, status, headers, Bytes::new());
        return Err(Refusal { error, cause: Some(Cause::Status(status.as_u16())), asked });
    };
    let says = |name: HeaderName, word: &str| {
        let values = headers.get_all(name).into_iter().filter_map(|value| value.to_str().ok());
        values.flat_map(|value| value.split(',')).any(|one| one.trim().eq_ignore_ascii_case(word))
    };
    let proof = derive_accept_key(key.as_bytes());
    let proven = headers.get(SEC_WEBSOCKET_ACCEPT).is_some_and(|value| value.as_bytes() == proof.as_bytes());
    if !proven || !says(UPGRADE, "websocket") || !says(CONNECTION, "upgrade") {
        return Err(Error::new(Kind::Transport, "what answered does not speak WebSocket").into());
    }
    Ok(connection)
}
