//! What an error knows, and how it reads.

use std::error::Error as _;

use sdk_runtime::runtime::transport::TransportErrorKind;
use sdk_runtime::runtime::{Call, Error, Secret, TransportError};

use super::fixture::{Chat, ErrorBody, Inner, OAUTH, POST_ROOM, Room};
use super::stub::{Stub, run};

fn get(stub: &Stub) -> Error {
    let client = stub.builder().credential(&OAUTH, Secret::from("t0ken")).build().unwrap();
    run(Chat(&client).get_room("r/1")).unwrap_err()
}

const JSON: (&str, &str) = ("content-type", "application/json; charset=utf-8");

#[test]
fn statuses_read_as_one_line() {
    for (status, headers, body, line) in [
        (
            403,
            &[JSON, ("x-request-id", "abc")][..],
            r#"{"code":"no"}"#,
            "getRoom: 403 Forbidden from GET /rooms/{roomId} (request id abc): needs any of chat:room:view, \
             chat:room:all; the server says: {\"code\":\"no\"}",
        ),
        (404, &[], "", "getRoom: 404 Not Found from GET /rooms/{roomId}"),
        (
            500,
            &[("content-type", "text/html")],
            "<html>secret</html>",
            "getRoom: 500 Internal Server Error from GET /rooms/{roomId}",
        ),
        (
            400,
            &[("content-type", "text/plain")],
            "a\nb\u{1b}[31m",
            "getRoom: 400 Bad Request from GET /rooms/{roomId}; the server says: a\\nb\\u{1b}[31m",
        ),
        (
            422,
            &[("content-type", "application/problem+json")],
            "  {}  ",
            "getRoom: 422 Unprocessable Entity from GET /rooms/{roomId}; the server says: {}",
        ),
        (302, &[("location", "ftp://else")], "", "getRoom: 302 Found from GET /rooms/{roomId}"),
        (599, &[], "", "getRoom: 599 from GET /rooms/{roomId}"),
    ] {
        let error = get(&Stub::answering(status, headers, body));
        assert_eq!(error.to_string(), line);
        assert!(error.is_status());
        assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
        assert_eq!((error.body(), error.attempts()), (Some(body.as_bytes()), 1));
        assert!(!format!("{error:?} {error}").contains("t0ken"));
    }
    let long = get(&Stub::answering(400, &[JSON], "é".repeat(500))).to_string();
    assert!(long.ends_with(&format!("says: {}…", "é".repeat(200))), "{long}");
}

#[test]
fn a_status_carries_all_that_is_known() {
    let stub = Stub::answering(403, &[JSON, ("x-request-id", "abc")], r#"{"code":"no","message":"never"}"#);
    let error = get(&stub);
    assert_eq!(error.request_id(), Some("abc"));
    assert_eq!(error.headers().map(|headers| headers.len()), Some(2));
    assert_eq!(error.operation().map(|operation| operation.id), Some("getRoom"));
    assert_eq!(error.missing_permissions(&["chat:other:*"]), ["chat:room:view", "chat:room:all"]);
    assert_eq!(error.missing_permissions(&["chat:room:*"]), [""; 0]);
    assert_eq!(error.requirement().map(|requirement| requirement.permissions().len()), Some(2));
    let body: ErrorBody = error.body_as().unwrap().unwrap();
    assert_eq!((body.code.as_deref(), body.message.as_deref()), (Some("no"), Some("never")));
    let kept: &ErrorBody = error.body_model().unwrap();
    assert!(std::ptr::eq(kept, error.body_model().unwrap()));
    assert_eq!(kept, &body);
    assert!(error.body_model::<Inner>().is_none(), "the first type that asked is the one that is kept");
    let wrong = error.body_as::<Room>().unwrap().unwrap_err();
    assert!(wrong.is_decode());
    assert_eq!(
        wrong.to_string(),
        "getRoom: a string where an integer was expected at /code (byte 8) from GET /rooms/{roomId}"
    );
}

#[test]
fn a_body_that_is_no_error_body() {
    for body in ["", "<html>", "[]", "{\"code\":1}"] {
        let error = get(&Stub::answering(500, &[JSON], body));
        assert!(error.body_model::<ErrorBody>().is_none());
        assert_eq!(error.body_as::<ErrorBody>().is_none(), body.is_empty());
    }
}

#[test]
fn what_may_be_tried_again() {
    for (status, get_again, post_again) in [
        (400, false, false),
        (401, false, false),
        (404, false, false),
        (408, true, false),
        (429, true, true),
        (500, true, false),
        (501, false, false),
        (502, true, false),
        (503, true, false),
        (504, true, false),
    ] {
        assert_eq!(get(&Stub::answering(status, &[], "")).is_retryable(), get_again, "{status}");
        let stub = Stub::answering(status, &[], "");
        let error = run(Call::<()>::new(&stub.client(), &POST_ROOM)).unwrap_err();
        assert_eq!(error.is_retryable(), post_again, "POST {status}");
    }
}

#[test]
fn failures_of_the_transport() {
    use TransportErrorKind::{Body, Connect, Other, Request, Timeout};
    for (kind, timeout, connect, body, request, retryable) in [
        (Connect, false, true, false, false, true),
        (Timeout, true, false, false, false, true),
        (Body, false, false, true, false, true),
        (Request, false, false, false, true, false),
        (Other, false, false, false, false, true),
    ] {
        let cause = std::io::Error::other("cause");
        let error = get(&Stub::failing(TransportError::new(kind, "it failed").with_source(cause)));
        assert_eq!(error.to_string(), "getRoom: it failed");
        assert_eq!(
            (error.is_timeout(), error.is_connect(), error.is_body(), error.is_request(), error.is_retryable()),
            (timeout, connect, body, request, retryable),
            "{kind:?}"
        );
        let transport = error.source().and_then(|source| source.downcast_ref::<TransportError>()).unwrap();
        assert_eq!(transport.kind(), kind);
        assert_eq!(transport.source().map(ToString::to_string).as_deref(), Some("cause"));
        assert!(error.status().is_none() && error.body().is_none() && error.headers().is_none());
        assert_eq!((error.attempts(), error.path()), (1, None));
    }
    let stub = Stub::failing(TransportError::new(Timeout, "late"));
    let error = run(Call::<()>::new(&stub.client(), &POST_ROOM)).unwrap_err();
    assert!(!error.is_retryable(), "a POST that timed out may have been carried out");
}

#[test]
fn what_cannot_be_read_says_where() {
    let body = r#"{"subject":"s","cleared":null,"entities":[{"subject":"a","cleared":1}]}"#;
    let error = get(&Stub::answering(200, &[JSON, ("x-request-id", "abc")], body));
    assert!(error.is_decode() && !error.is_retryable());
    assert_eq!(error.path(), Some("/entities/0/cleared"));
    assert_eq!(
        error.to_string(),
        "getRoom: a number where a string was expected at /entities/0/cleared (byte 67) from GET \
         /rooms/{roomId} (request id abc)"
    );
    assert_eq!((error.status().map(|status| status.as_u16()), error.body()), (Some(200), Some(body.as_bytes())));
    assert!(error.source().is_some());
    let page = get(&Stub::answering(200, &[("content-type", "text/html")], "<html>"));
    assert_eq!(
        page.to_string(),
        "getRoom: the response is text/html, not JSON: no JSON value where an object was expected at the top (byte \
         0) from GET /rooms/{roomId}"
    );
    let cut = get(&Stub::answering(200, &[JSON], r#"{"subject":"s","cle"#));
    assert!(cut.is_decode() && cut.to_string().contains("EOF"), "{cut}");
}
