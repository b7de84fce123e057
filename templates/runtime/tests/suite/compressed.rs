//! Responses that travel compressed.

use std::io::Write;
use std::time::Duration;

use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use sdk_runtime::runtime::{Binary, Call, Error, Events, Operation, Text};

use super::drip::drip;
use super::fixture::{LIST_ROOMS, operation};
use super::server::{builder, client};

static WATCH: Operation = Operation { accept: "text/event-stream", ..operation("watch", "GET", "/watch", &[]) };
static HEAD: Operation = operation("head", "HEAD", "/rooms", &[]);

fn zipped(text: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

fn answer(status: &str, coding: &str, body: &[u8]) -> Bytes {
    let head = format!("HTTP/1.1 {status}\r\ncontent-encoding: {coding}\r\ncontent-length: {}\r\n\r\n", body.len());
    [head.as_bytes(), body].concat().into()
}

async fn read(coding: &str, body: &[u8], limit: u64) -> Result<Bytes, Error> {
    let (base, _requests) = drip(vec![vec![answer("200 OK", coding, body)]], Duration::ZERO).await;
    let limited = builder(&base).max_response_size(limit).build().unwrap();
    Call::<Binary>::new(&limited, &LIST_ROOMS).await
}

#[tokio::test]
async fn asked_for_and_unpacked() {
    let (base, mut requests) = drip(vec![vec![answer("200 OK", "gzip", &zipped(b"fine"))]], Duration::ZERO).await;
    let response = Call::<Text>::new(&client(&base), &LIST_ROOMS).send_with_response().await.unwrap();
    assert_eq!((response.body().as_str(), response.headers().get("content-encoding")), ("fine", None));
    assert_eq!(response.headers().get("content-length"), None, "that of the packed body");
    let request = requests.recv().await.unwrap();
    let wanted = if cfg!(feature = "brotli") { "br, gzip" } else { "gzip" };
    assert!(request.contains(&format!("accept-encoding: {wanted}\r\n")), "{request}");
}

/// Who asks in his own words gets what came.
#[tokio::test]
async fn own_words_are_left_alone() {
    let packed = zipped(b"fine");
    let (base, mut requests) = drip(vec![vec![answer("200 OK", "gzip", &packed)]], Duration::ZERO).await;
    let call = Call::<Binary>::new(&client(&base), &LIST_ROOMS).with_header("accept-encoding", "gzip");
    assert_eq!(call.await.unwrap(), packed);
    assert_eq!(requests.recv().await.unwrap().matches("accept-encoding").count(), 1);
    let call = Call::<Binary>::new(&client(&base), &LIST_ROOMS).with_header("range", "bytes=0-9");
    assert_eq!(call.await.unwrap(), packed);
    assert!(!requests.recv().await.unwrap().contains("accept-encoding"));
}

#[tokio::test]
async fn a_bomb_is_stopped_at_the_limit() {
    let bomb = zipped(&vec![0; 64 * 1024 * 1024]);
    assert!(bomb.len() < 100_000, "{}", bomb.len());
    let error = read("gzip", &bomb, 1_000_000).await.unwrap_err();
    assert!(error.is_body() && !error.is_retryable(), "{error:?}");
    assert_eq!(error.to_string(), "listRooms: the response is longer than 1000000 bytes");
    assert_eq!(read("gzip", &zipped(&[0; 1000]), 1000).await.unwrap().len(), 1000, "the limit itself is allowed");
    assert!(read("gzip", &zipped(&[0; 1001]), 1000).await.is_err());
    // In the body of an error it is cut off.
    let (base, _requests) = drip(vec![vec![answer("400 Bad Request", "gzip", &bomb)]], Duration::ZERO).await;
    let error = Call::<Binary>::new(&client(&base), &LIST_ROOMS).await.unwrap_err();
    assert_eq!((error.is_status(), error.body().map(<[u8]>::len)), (true, Some(1024 * 1024)));
}

#[tokio::test]
async fn broken_and_odd_bodies() {
    let packed = zipped(b"some text that is long enough to be cut");
    for bad in [&packed[..packed.len() - 9], &packed[..5], b"no gzip at all", &[&packed[..], b"x"].concat()[..]] {
        let error = read("gzip", bad, 1000).await.unwrap_err();
        assert!(error.is_body() && error.to_string().contains("cannot be unpacked"), "{error}");
    }
    let mut wrong = packed.clone();
    let at = wrong.len() - 6;
    wrong[at] ^= 1;
    assert!(read("gzip", &wrong, 1000).await.is_err(), "the checksum is checked");
    let twice = [zipped(b"one "), zipped(b"two")].concat();
    assert_eq!(read("x-GZIP", &twice, 1000).await.unwrap(), "one two");
    assert_eq!(read("gzip", b"", 1000).await.unwrap(), "");
    assert_eq!(read("identity", b"as it is", 1000).await.unwrap(), "as it is");
    assert_eq!(read("zstd", b"unknown", 1000).await.unwrap(), "unknown");
    let (base, _requests) = drip(vec![vec![answer("200 OK", "gzip", b"")]], Duration::ZERO).await;
    Call::<()>::new(&client(&base), &HEAD).await.unwrap();
}

#[tokio::test]
async fn large_and_not_compressible() {
    let mut state = 1_u64;
    let noise: Vec<u8> = std::iter::repeat_with(|| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        state.to_be_bytes()[0]
    })
    .take(3_000_000)
    .collect();
    assert!(read("gzip", &zipped(&noise), 3_000_000).await.unwrap() == noise);
}

/// What the server flushes is there at once.
#[tokio::test]
async fn events_are_not_held_back() {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    let mut pieces = vec![Bytes::from_static(
        b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-encoding: gzip\r\nconnection: close\r\n\r\n",
    )];
    for number in 0..3 {
        write!(encoder, "data: {number}\n\n").unwrap();
        encoder.flush().unwrap();
        pieces.push(std::mem::take(encoder.get_mut()).into());
    }
    pieces.push(encoder.finish().unwrap().into());
    let (base, _requests) = drip(vec![pieces], Duration::from_millis(300)).await;
    let mut stream = Call::<Events<Text>>::new(&client(&base), &WATCH).await.unwrap();
    let mut last = None;
    for number in 0..3 {
        let event = stream.next().await.unwrap().unwrap();
        assert_eq!(event.data, number.to_string());
        let now = std::time::Instant::now();
        if let Some(last) = last.replace(now) {
            assert!(now - last > Duration::from_millis(100), "they came together");
        }
    }
    assert!(stream.next().await.is_none());
}

#[cfg(feature = "brotli")]
#[tokio::test]
async fn brotli_and_its_bombs() {
    fn bytes(hex: &str) -> Vec<u8> {
        (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
    }
    let hello = bytes("0b058068656c6c6f20776f726c6403");
    assert_eq!(read("br", &hello, 1000).await.unwrap(), "hello world");
    // 32 MiB of nothing.
    let bomb = bytes(
        "cbffff3ff82700e2b14020f7fe8fffff7ff04f00c4611180eefd1fffffffe09f0088c30200ddfbbffcffffc33f0110870500baf77f",
    );
    let error = read("br", &bomb, 1_000_000).await.unwrap_err();
    assert_eq!(error.to_string(), "listRooms: the response is longer than 1000000 bytes");
    assert_eq!(read("br", &bomb, 100_000_000).await.unwrap().len(), 32 * 1024 * 1024);
    for bad in [&hello[..8], b"\xff\xff\xff\xff", &[&hello[..], b"x"].concat()[..]] {
        assert!(read("br", bad, 1000).await.unwrap_err().is_body());
    }
    assert_eq!(read("br", b"", 1000).await.unwrap(), "");
}
