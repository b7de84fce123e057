//! Results: JSON, text, bytes, nothing; streamed bodies.

use std::sync::Arc;

use bytes::Bytes;
use sdk_runtime::runtime::body::ChunkStream;
use sdk_runtime::runtime::{AnyText, Binary, Body, Call, Header, OrEmpty, Output, Text, TransportError, TransportErrorKind};

use super::fixture::{LIST_ROOMS, POST_ROOM, Room};
use super::stub::{Stub, run};

const ROOM: &str = r#"{"subject":"s","cleared":null}"#;

fn call<T: Output>(stub: &Stub) -> Call<T> {
    Call::new(&stub.client(), &LIST_ROOMS)
}

struct Chunks(Vec<Result<Bytes, TransportError>>);

impl futures_core::Stream for Chunks {
    type Item = Result<Bytes, TransportError>;
    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Ready(if self.0.is_empty() { None } else { Some(self.0.remove(0)) })
    }
}

fn chunks(parts: &[&'static str]) -> Body {
    Body::stream(Chunks(parts.iter().map(|part| Ok(Bytes::from_static(part.as_bytes()))).collect()), None)
}

#[test]
fn kinds_of_results() {
    assert_eq!(run(call::<Room>(&Stub::answering(200, &[], ROOM))).unwrap(), Room::new("s"));
    assert_eq!(run(call::<Text>(&Stub::answering(200, &[], "é"))).unwrap(), "é");
    assert_eq!(run(call::<Binary>(&Stub::answering(200, &[], &b"\xff"[..]))).unwrap().as_ref(), b"\xff");
    assert_eq!(run(call::<OrEmpty<Room>>(&Stub::answering(204, &[], ""))).unwrap(), None);
    assert_eq!(run(call::<OrEmpty<Room>>(&Stub::answering(200, &[], ROOM))).unwrap(), Some(Room::new("s")));
    run(call::<()>(&Stub::answering(204, &[], ""))).unwrap();
    run(call::<()>(&Stub::answering(200, &[], "<ignored>"))).unwrap();
    assert!(run(call::<Text>(&Stub::answering(200, &[], &b"\xff"[..]))).unwrap_err().is_decode());
    for (kind, body, text) in [
        ("application/json; charset=utf-8", r#""a\nb""#, "a\nb"),
        ("application/json", "as it is", "as it is"),
        ("application/json", "12", "12"),
        ("text/plain", r#""quoted""#, r#""quoted""#),
        ("text/plain", "", ""),
    ] {
        let answer = Stub::answering(200, &[("content-type", kind)], body);
        assert_eq!(run(call::<AnyText>(&answer)).unwrap(), text, "{kind} {body}");
    }
}

#[test]
fn a_missing_body_is_said_to_be_missing() {
    let error = run(call::<Room>(&Stub::answering(204, &[("x-request-id", "r1")], ""))).unwrap_err();
    assert!(error.is_decode());
    assert_eq!(
        error.to_string(),
        "listRooms: the response has no body (status 204) from GET /rooms (request id r1)"
    );
}

#[test]
fn the_response_comes_along_when_asked_for() {
    let stub = Stub::answering(201, &[("x-request-id", "r2"), ("etag", "e")], ROOM);
    let response = run(call::<Room>(&stub).send_with_response()).unwrap();
    assert_eq!((response.status().as_u16(), response.request_id(), response.attempts()), (201, Some("r2"), 1));
    assert_eq!(response.headers()["etag"], "e");
    assert_eq!(response.body().subject, "s");
    assert_eq!(response.into_body(), Room::new("s"));
}

#[test]
fn chunks_are_put_together() {
    let stub = Stub::answering(200, &[], chunks(&[r#"{"subject":"#, "", r#""é","cleared""#, ":null}"]));
    assert_eq!(run(call::<Room>(&stub)).unwrap(), Room::new("é"));
    assert_eq!(run(call::<Text>(&Stub::answering(200, &[], chunks(&[])))).unwrap(), "");
}

#[test]
fn a_response_has_a_limit() {
    for (body, fits) in [
        (Body::from("12345"), true),
        (Body::from("123456"), false),
        (chunks(&["12", "345"]), true),
        (chunks(&["123", "456"]), false),
        (chunks(&["123456", "7"]), false),
    ] {
        let client = Stub::answering(200, &[], body).builder().max_response_size(5).build().unwrap();
        let result = run(Call::<Text>::new(&client, &LIST_ROOMS));
        match result {
            Ok(text) => assert!(fits && text == "12345"),
            Err(error) => {
                assert!(!fits && error.is_body() && !error.is_retryable(), "{error:?}");
                assert_eq!(error.to_string(), "listRooms: the response is longer than 5 bytes");
                assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
            }
        }
    }
}

#[test]
fn an_error_response_is_cut_off_and_not_refused() {
    let client = Stub::answering(500, &[], "123456789").builder().max_response_size(5).build().unwrap();
    let error = run(Call::<Text>::new(&client, &LIST_ROOMS)).unwrap_err();
    assert_eq!((error.is_status(), error.body()), (true, Some(&b"12345"[..])));
    let long = "x".repeat(3 * 1024 * 1024);
    let error = run(call::<Text>(&Stub::answering(500, &[], long))).unwrap_err();
    assert_eq!(error.body().map(<[u8]>::len), Some(1024 * 1024));
}

#[test]
fn a_body_that_breaks_off() {
    let broken = || {
        let error = TransportError::new(sdk_runtime::runtime::transport::TransportErrorKind::Body, "broke off");
        Body::stream(Chunks(vec![Ok(Bytes::from_static(b"{")), Err(error)]), Some(100))
    };
    let error = run(call::<Room>(&Stub::answering(200, &[], broken()))).unwrap_err();
    assert!(error.is_body() && error.is_retryable() && !error.is_decode(), "{error:?}");
    assert_eq!(error.to_string(), "listRooms: broke off");
    // Of an error response the status is what counts.
    let error = run(call::<Room>(&Stub::answering(404, &[], broken()))).unwrap_err();
    assert!(error.is_status() && !error.is_body());
}

#[test]
fn streams_go_out_and_can_be_made_anew() {
    let stub = Stub::answering(204, &[], "");
    let mut upload = Call::<()>::new(&stub.client(), &POST_ROOM);
    let make = || -> ChunkStream { Box::pin(Chunks(vec![Ok(Bytes::from_static(b"abc"))])) };
    upload.bytes("application/octet-stream", Body::replayable(Arc::new(make), Some(3)));
    run(upload).unwrap();
    stub.last(|request| {
        assert_eq!((request.body.as_bytes(), request.body.length()), (None, Some(3)));
        assert_eq!(request.body.again().map(|body| body.length()), Some(Some(3)));
        assert_eq!(format!("{:?}", request.body), "Body(stream of 3 bytes)");
    });
    assert!(chunks(&["a"]).again().is_none());
    assert_eq!(Body::from("ab").again().and_then(|body| body.length()), Some(2));
    assert_eq!(format!("{:?} {:?}", Body::from("ab"), Body::default()), "Body(2 bytes) Body(empty)");
}

#[test]
fn a_list_is_written_from_a_slice() {
    let stub = Stub::answering(204, &[], "");
    let mut call = Call::<()>::new(&stub.client(), &POST_ROOM);
    call.json_list("application/json", &[Some(1), None, Some(3)]);
    run(call).unwrap();
    assert_eq!((stub.body().as_str(), stub.header("content-type").as_deref()), ("[1,null,3]", Some("application/json")));
    assert_eq!(sdk_runtime::runtime::json::list_to_vec::<i32>(&[]).unwrap(), b"[]");
    assert!(sdk_runtime::runtime::json::list_to_vec(&[f64::NAN]).is_err());
}

#[test]
fn headers_of_results_have_types() {
    const LEFT: Header<i64> = Header::new("X-Rate-Limit");
    const RETRY: Header<String> = Header::new("retry-after");
    const BROKEN: Header<bool> = Header::new("no header\n");
    let stub = Stub::answering(204, &[("x-rate-limit", " 41 "), ("retry-after", "a while")], "");
    let response = run(Call::<()>::new(&stub.client(), &POST_ROOM).send_with_response()).unwrap();
    assert_eq!((response.header(LEFT), response.header(RETRY).as_deref()), (Some(41), Some("a while")));
    assert_eq!((response.header(Header::<u8>::new("retry-after")), response.header(BROKEN)), (None, None));
    assert_eq!((LEFT.name(), format!("{LEFT:?}").as_str()), ("X-Rate-Limit", "Header(\"X-Rate-Limit\")"));
    let stub = Stub::answering(429, &[("x-rate-limit", "0")], "");
    let error = run(Call::<()>::new(&stub.client(), &POST_ROOM)).unwrap_err();
    assert_eq!((error.header(LEFT), error.header(RETRY)), (Some(0), None));
    let stub = Stub::failing(TransportError::new(TransportErrorKind::Connect, "no"));
    assert_eq!(run(Call::<()>::new(&stub.client(), &POST_ROOM)).unwrap_err().header(LEFT), None);
}
