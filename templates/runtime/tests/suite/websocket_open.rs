//! How streams of events begin: addresses, headers, refusals.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use sdk_runtime::runtime::websocket::EventStream;
use sdk_runtime::runtime::{Error, Retry};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::sockets::{News, client, hear, heard, news, said, say, serve, serve_raw};

/// The head of a request.
async fn head(stream: &mut TcpStream) -> String {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.unwrap());
    }
    String::from_utf8(head).unwrap()
}

/// A server that says this to everybody.
async fn answering(answer: &'static str) -> String {
    serve_raw(move |mut stream| async move {
        head(&mut stream).await;
        stream.write_all(answer.as_bytes()).await.unwrap();
    })
    .await
}

async fn refused(url: &str) -> Error {
    news(url).open().await.unwrap_err()
}

#[tokio::test]
async fn refusals_have_a_status_and_no_secret() {
    let url = answering("HTTP/1.1 403 Forbidden\r\ncontent-length: 2\r\nx-why: so\r\n\r\nno").await;
    let error = refused(&url).await;
    assert_eq!(error.status().map(|status| status.as_u16()), Some(403));
    assert_eq!(error.headers().unwrap()["x-why"], "so");
    assert_eq!(error.to_string(), "403 Forbidden from GET news");
    assert!(!format!("{error:?}").contains("s3cret"), "{error:?}");
    // A redirect is a refusal too: the address holds a secret, and who knows where it would go.
    let url = answering("HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n").await;
    assert_eq!(refused(&url).await.status().map(|status| status.as_u16()), Some(302));
}

#[tokio::test]
async fn what_does_not_speak_the_protocol_is_refused() {
    for answer in [
        "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-accept: AAAA\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n",
        "HELLO\r\n\r\n",
    ] {
        let error = refused(&answering(answer).await).await;
        assert!(!error.to_string().contains("s3cret") && !format!("{error:?}").contains("s3cret"), "{error:?}");
    }
}

#[tokio::test]
async fn the_first_connection_is_tried_as_often_as_calls_are() {
    let count = Arc::new(AtomicUsize::new(0));
    let seen = Arc::clone(&count);
    let url = serve_raw(move |mut stream| {
        let number = seen.fetch_add(1, Ordering::SeqCst);
        async move {
            if number < 2 {
                head(&mut stream).await;
                let answer = "HTTP/1.1 503 Busy\r\nretry-after: 0\r\ncontent-length: 0\r\n\r\n";
                stream.write_all(answer.as_bytes()).await.unwrap();
                return;
            }
            let mut peer = tokio_tungstenite::accept_async(stream).await.unwrap();
            say(&mut peer, &said("welcome")).await;
            hear(&mut peer).await;
        }
    })
    .await;
    let retry = Retry::new().attempts(3).pauses(Duration::from_millis(5), Duration::from_millis(10));
    let client = client().retry(retry).build().unwrap();
    let mut stream: EventStream<News> = EventStream::connect(&client, &url).open().await.unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap(), heard("welcome"));
    assert_eq!(count.load(Ordering::SeqCst), 3);
}

#[tokio::test]
async fn a_server_that_never_answers_is_given_up() {
    let url = serve_raw(|mut stream| async move {
        head(&mut stream).await;
        tokio::time::sleep(Duration::from_secs(60)).await;
    })
    .await;
    let error = news(&url).connect_timeout(Duration::from_millis(100)).open().await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    assert_eq!(error.attempts(), 1);
    let gone = refused("ws://127.0.0.1:1/").await;
    assert!(gone.is_connect(), "{gone:?}");
}

#[tokio::test]
async fn only_what_was_given_goes_out() {
    let (tell, mut told) = tokio::sync::mpsc::unbounded_channel();
    let url = serve_raw(move |mut stream| {
        let tell = tell.clone();
        async move {
            let _ = tell.send(head(&mut stream).await.to_ascii_lowercase());
        }
    })
    .await;
    let client = client().default_header("x-api-key", "k3y").build().unwrap();
    let connect = EventStream::<News>::connect(&client, &url).header("x-stream-key", "str3am");
    let shown = format!("{connect:?}");
    assert!(shown.contains("x-stream-key") && !shown.contains("str3am") && !shown.contains("s3cret"), "{shown}");
    connect.open().await.unwrap_err();
    let head = told.recv().await.unwrap();
    assert!(head.starts_with("get /channels/s3cret-channel?token=s3cret-token http/1.1\r\n"), "{head}");
    for line in ["upgrade: websocket\r\n", "sec-websocket-version: 13\r\n", "x-stream-key: str3am\r\n", "user-agent: "] {
        assert!(head.contains(line), "{line:?} in {head}");
    }
    assert!(!head.contains("k3y") && !head.contains("authorization"), "{head}");
}

#[tokio::test]
async fn addresses_that_cannot_be_used() {
    let plain = client().build().unwrap();
    let secure = client().base_url("https://api.example.org").build().unwrap();
    let long = "s3cret".repeat(3);
    for (client, url) in [
        (&plain, "not an address s3cret"),
        (&plain, "ftp://example.org/s3cret"),
        (&plain, "/s3cret"),
        (&plain, "ws://user:s3cret@example.org/"),
        (&plain, "wss://example.org/#s3cret"),
        (&secure, "ws://example.org/s3cret"),
        (&plain, long.as_str()),
    ] {
        let error = EventStream::<News>::connect(client, url).open().await.unwrap_err();
        assert!(error.is_request(), "{url}: {error:?}");
        assert!(!format!("{error} {error:?}").contains("s3cret"), "{error:?}");
    }
    let bad = EventStream::<News>::connect(&plain, "ws://127.0.0.1:1/").header("a b", "s3cret");
    let error = bad.open().await.unwrap_err();
    assert!(error.is_request() && !error.to_string().contains("s3cret"), "{error}");
}

#[tokio::test]
async fn the_address_can_be_asked_for_each_time() {
    let url = serve(|number, mut peer| async move {
        say(&mut peer, &said(&format!("{number}"))).await;
        if number == 1 {
            hear(&mut peer).await;
        }
    })
    .await;
    let count = Arc::new(AtomicUsize::new(0));
    let asked = Arc::clone(&count);
    let connect = EventStream::<News>::connect_by(&client().build().unwrap(), move || {
        let (number, url) = (asked.fetch_add(1, Ordering::SeqCst), url.clone());
        async move { if number < 2 { Ok(url) } else { Err(Error::request("no more")) } }
    });
    let mut stream = connect.reconnect(super::sockets::quick()).open().await.unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap(), heard("0"));
    assert!(matches!(stream.next().await, Some(Ok(News::Gap(_)))));
    assert_eq!(stream.next().await.unwrap().unwrap(), heard("1"));
    assert_eq!(count.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_transport_without_sockets_says_so() {
    let client = super::stub::Stub::default().client();
    let connect = EventStream::<News>::connect(&client, "wss://example.org/");
    let error = connect.open().await.unwrap_err();
    assert!(error.is_request(), "{error:?}");
    assert_eq!(error.to_string(), "news: this transport cannot open WebSockets");
}
