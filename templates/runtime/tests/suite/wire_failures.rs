//! What goes wrong on a real connection.

use std::time::{Duration, Instant};

use sdk_runtime::runtime::{Call, Error, Text};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::fixture::{Chat, ErrorBody, LIST_ROOMS, Room};
use super::server::{builder, client};

/// What a server does after it has read a request: writes these pieces with pauses between them, then hangs up.
async fn scripted(pieces: &'static [&'static str], pause: Duration) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let mut request = vec![0; 8192];
            let _ = socket.read(&mut request).await;
            for piece in pieces {
                let _ = socket.write_all(piece.as_bytes()).await;
                tokio::time::sleep(pause).await;
            }
        }
    });
    format!("http://{address}")
}

async fn ask(pieces: &'static [&'static str]) -> Error {
    let base = scripted(pieces, Duration::ZERO).await;
    Chat(&client(&base)).get_room("1").await.unwrap_err()
}

#[tokio::test]
async fn error_bodies() {
    let error = ask(&["HTTP/1.1 400 Bad Request\r\ncontent-type: application/json\r\ncontent-length: 12\r\n\r\n{\"code\":\"x\"}"]).await;
    assert_eq!(error.body_model::<ErrorBody>().and_then(|body| body.code.as_deref()), Some("x"));
    let error = ask(&["HTTP/1.1 404 Not Found\r\ncontent-length: 4\r\n\r\nnope"]).await;
    assert_eq!((error.is_status(), error.body()), (true, Some(&b"nope"[..])));
    assert!(error.body_model::<ErrorBody>().is_none());
    let error = ask(&["HTTP/1.1 502 Bad Gateway\r\ncontent-type: text/html\r\ncontent-length: 6\r\n\r\n<html>"]).await;
    assert_eq!(error.to_string(), "getRoom: 502 Bad Gateway from GET /rooms/{roomId}");
    assert!(error.is_retryable());
}

#[tokio::test]
async fn json_that_breaks_off() {
    // The server says that this is all there is: bad JSON.
    let error = ask(&["HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n{\"subject\""]).await;
    assert!(error.is_decode() && !error.is_retryable(), "{error:?}");
    // The server promised more: a broken connection.
    let error = ask(&["HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{\"subject\""]).await;
    assert!(error.is_body() && error.is_retryable(), "{error:?}");
    let error = ask(&["HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{\"sub\r\n"]).await;
    assert!(error.is_body(), "{error:?}");
}

#[tokio::test]
async fn no_http_at_all() {
    for pieces in [&[] as &[&str], &["SSH-2.0-x\r\n"]] {
        let base = scripted(if pieces.is_empty() { &[] } else { &["SSH-2.0-x\r\n"] }, Duration::ZERO).await;
        let error = Chat(&client(&base)).get_room("1").await.unwrap_err();
        assert!(!error.is_status() && !error.is_connect() && !error.is_timeout(), "{error:?}");
        assert!(error.to_string().starts_with("getRoom: the exchange failed: "), "{error}");
    }
}

#[tokio::test]
async fn nobody_listens() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let error = Chat(&client(&base)).get_room("1").await.unwrap_err();
    assert!(error.is_connect() && error.is_retryable(), "{error:?}");
    // what follows is the operating system's own text
    assert!(error.to_string().starts_with("getRoom: no connection: "), "{error}");
    // Neither the message nor its causes repeat the URL.
    let mut cause = std::error::Error::source(&error);
    let mut depth = 0;
    while let Some(error) = cause {
        assert!(!error.to_string().contains("rooms/1"), "{error}");
        cause = error.source();
        depth += 1;
    }
    assert!(depth > 1);
}

const HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-length: 12\r\n\r\n";

#[tokio::test]
async fn slow_answers_run_into_the_limit() {
    let slow = Duration::from_secs(20);
    // No header within the time, and a body that stops half way.
    for base in [scripted(&["", HEAD], slow).await, scripted(&[HEAD, "abcdef", "abcdef"], slow).await] {
        let client = builder(&base).timeout(Duration::from_millis(200)).build().unwrap();
        let begin = Instant::now();
        let error = Chat(&client).get_room("1").await.unwrap_err();
        assert!(error.is_timeout() && error.is_retryable(), "{error:?}");
        assert!(error.to_string().starts_with("getRoom: no answer within the time limit"), "{error}");
        let call = Call::<Text>::new(&super::server::client(&base), &LIST_ROOMS);
        assert!(call.with_timeout(Duration::from_millis(200)).await.unwrap_err().is_timeout());
        assert!(begin.elapsed() < Duration::from_secs(10));
    }
}

#[tokio::test]
async fn a_slow_body_within_the_limit_arrives() {
    let base = scripted(&[HEAD, "abc", "def", "ghijkl"], Duration::from_millis(30)).await;
    let client = builder(&base).timeout(Duration::from_secs(20)).build().unwrap();
    assert_eq!(Call::<Text>::new(&client, &LIST_ROOMS).await.unwrap(), "abcdefghijkl");
}

#[tokio::test]
async fn too_long_a_body_is_not_read_to_its_end() {
    let endless = "HTTP/1.1 200 OK\r\n\r\n0123456789";
    let base = scripted(Box::leak(vec![endless; 1].into_boxed_slice()), Duration::from_secs(20)).await;
    let client = builder(&base).max_response_size(4).timeout(Duration::from_secs(10)).build().unwrap();
    let error = Call::<Vec<Room>>::new(&client, &LIST_ROOMS).await.unwrap_err();
    assert!(error.is_body() && !error.is_retryable(), "{error:?}");
}
