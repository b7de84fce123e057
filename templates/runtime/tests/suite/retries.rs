//! When a request is sent again, how often, and after how long.

use std::sync::Arc;
use std::time::Duration;

use http::header::AUTHORIZATION;
use sdk_runtime::runtime::body::ChunkStream;
use sdk_runtime::runtime::{
    Body, Call, Error, Method, Operation, Retry, Secret, TransportError, TransportErrorKind,
};

use super::fixture::{GET_ROOM, KEYED, LIST_ROOMS, OAUTH, POST_ROOM};
use super::stub::{Stub, run};

/// What becomes of a call that is answered by these statuses: its status at the end, and how often it was sent.
fn outcome(operation: &'static Operation, retry: Option<Retry>, statuses: &[u16]) -> (u16, usize) {
    let stub = Stub::default();
    statuses.iter().for_each(|status| stub.then(*status, &[], ""));
    let client = stub.repeating().build().unwrap();
    let call = Call::<()>::new(&client, operation);
    let call = match retry {
        Some(retry) => call.with_retry(retry),
        None => call,
    };
    let status = match run(call.send_with_response()) {
        Ok(response) => {
            assert_eq!(response.attempts() as usize, stub.count());
            response.status().as_u16()
        }
        Err(error) => {
            assert_eq!(error.attempts() as usize, stub.count());
            error.status().unwrap().as_u16()
        }
    };
    (status, stub.count())
}

#[test]
fn statuses_that_may_pass() {
    let loose = || Some(Retry::new().on_unsafe(true));
    for status in [429, 502, 503, 504] {
        assert_eq!(outcome(&LIST_ROOMS, None, &[status, 204]), (204, 2), "GET {status}");
        assert_eq!(outcome(&KEYED, None, &[status, 204]), (204, 2), "POST with a key {status}");
        assert_eq!(outcome(&POST_ROOM, loose(), &[status, 204]), (204, 2), "POST if you say so {status}");
        let expected = if status == 429 { (204, 2) } else { (status, 1) };
        assert_eq!(outcome(&POST_ROOM, None, &[status, 204]), expected, "POST {status}");
    }
    for status in [400, 401, 403, 404, 408, 409, 500, 501, 505] {
        assert_eq!(outcome(&LIST_ROOMS, loose(), &[status]), (status, 1));
    }
    let only = || Some(Retry::new().statuses([500]));
    assert_eq!(outcome(&LIST_ROOMS, only(), &[500, 500, 204]), (204, 3));
    assert_eq!(outcome(&LIST_ROOMS, only(), &[503]), (503, 1));
}

#[test]
fn so_many_attempts_and_no_more() {
    assert_eq!(outcome(&LIST_ROOMS, None, &[503; 4]), (503, 4));
    assert_eq!(outcome(&LIST_ROOMS, Some(Retry::new().attempts(2)), &[503; 2]), (503, 2));
    assert_eq!(outcome(&LIST_ROOMS, Some(Retry::none()), &[503]), (503, 1));
    assert_eq!(outcome(&LIST_ROOMS, Some(Retry::new().attempts(0)), &[503]), (503, 1));
    let stub = Stub::default();
    (0..4).for_each(|_| stub.then(503, &[("x-request-id", "abc")], ""));
    let client = stub.repeating().build().unwrap();
    let error = run(Call::<()>::new(&client, &LIST_ROOMS)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "listRooms: 503 Service Unavailable from GET /rooms (4 attempts, request id abc)"
    );
}

#[test]
fn failures_of_the_connection() {
    use TransportErrorKind::{Body, Connect, ConnectTimeout, Other, Request, Timeout};
    for (kind, get, post) in [
        (Connect, 2, 2),
        (ConnectTimeout, 2, 2),
        (Timeout, 2, 1),
        (Body, 2, 1),
        (Other, 2, 1),
        (Request, 1, 1),
    ] {
        for (operation, attempts) in [(&LIST_ROOMS, get), (&POST_ROOM, post), (&KEYED, get)] {
            let stub = Stub::failing(TransportError::new(kind, "it failed"));
            stub.then(204, &[], "");
            let result = run(Call::<()>::new(&stub.repeating().build().unwrap(), operation));
            assert_eq!((stub.count(), result.is_ok()), (attempts, attempts == 2), "{} {kind:?}", operation.id);
        }
    }
}

#[test]
fn a_body_that_breaks_off_is_asked_for_again() {
    struct Broken(Option<Result<bytes::Bytes, TransportError>>);
    impl futures_core::Stream for Broken {
        type Item = Result<bytes::Bytes, TransportError>;
        fn poll_next(
            mut self: std::pin::Pin<&mut Self>,
            _: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Option<Self::Item>> {
            std::task::Poll::Ready(self.0.take())
        }
    }
    let broken = || Broken(Some(Err(TransportError::new(TransportErrorKind::Body, "cut"))));
    let stub = Stub::default();
    stub.then(200, &[], Body::stream(broken(), None));
    stub.then(200, &[], "[1]");
    let client = stub.repeating().build().unwrap();
    assert_eq!(run(Call::<Vec<i32>>::new(&client, &LIST_ROOMS)).unwrap(), [1]);
    let stub = Stub::answering(200, &[], Body::stream(broken(), None));
    let error = run(Call::<Vec<i32>>::new(&stub.repeating().build().unwrap(), &POST_ROOM)).unwrap_err();
    assert!(error.is_body() && stub.count() == 1, "{error:?}");
}

/// The pauses before this many further attempts, each after a 503 with these headers.
fn pauses(retry: Retry, timeout: Duration, headers: &[(&'static str, &str)]) -> (Vec<Duration>, Error) {
    let stub = Stub::default();
    (0..20).for_each(|_| stub.then(503, headers, ""));
    let client = stub.repeating().retry(retry).timeout(timeout).build().unwrap();
    let error = run(Call::<()>::new(&client, &LIST_ROOMS)).unwrap_err();
    let slept = stub.slept.lock().unwrap().clone();
    assert_eq!(slept.len() + 1, stub.count());
    (slept, error)
}

const MINUTE: Duration = Duration::from_secs(60);
const SECOND: Duration = Duration::from_secs(1);

#[test]
fn pauses_double_and_are_random() {
    let retry = Retry::new().attempts(8).pauses(SECOND, 10 * SECOND);
    let runs: Vec<Vec<Duration>> = (0..50).map(|_| pauses(retry.clone(), 10 * MINUTE, &[]).0).collect();
    for (at, limit) in [1, 2, 4, 8, 10, 10, 10].into_iter().enumerate() {
        let longest = runs.iter().map(|run| run[at]).max().unwrap();
        let shortest = runs.iter().map(|run| run[at]).min().unwrap();
        let limit = limit * SECOND;
        // Fifty draws that all miss an upper or lower half are one case in 10^15.
        assert!(longest <= limit && longest > limit / 2 && shortest < limit / 2, "{at}: {shortest:?} {longest:?}");
    }
}

#[test]
fn what_the_server_asks_for() {
    let date = ("date", "Sun, 06 Nov 1994 08:49:37 GMT");
    for (text, seconds) in [
        ("7", 7),
        ("0", 0),
        ("Sun, 06 Nov 1994 08:49:50 GMT", 13),
        ("Sunday, 06-Nov-94 08:49:50 GMT", 13),
        ("Sun Nov  6 08:49:50 1994", 13),
        ("Sun, 06 Nov 1994 08:00:00 GMT", 0),
    ] {
        let (slept, error) = pauses(Retry::new().attempts(3), MINUTE, &[("retry-after", text), date]);
        assert_eq!(error.retry_after(), Some(seconds * SECOND), "{text}");
        assert_eq!(slept.len(), 2);
        let asked = seconds * SECOND;
        assert!(slept.iter().all(|pause| *pause >= asked && *pause < asked + SECOND), "{text}: {slept:?}");
    }
    // Neither is a pause, so ours are taken.
    for text in ["soon", "", "-1", "Sun, 06 Nov 1994", "Sun, 32 Nov 1994 08:49:50 GMT", "Sun, 06 Nov 1994 24:00:00 GMT"] {
        let (slept, error) = pauses(Retry::new(), MINUTE, &[("retry-after", text), date]);
        assert_eq!((error.retry_after(), slept.len()), (None, 3), "{text}");
    }
    // Longer than is waited for, or than there is time: an error at once.
    for (text, timeout) in [("61", 10 * MINUTE), ("99999999999999999999999", MINUTE), ("10", 10 * SECOND)] {
        let (slept, error) = pauses(Retry::new(), timeout, &[("retry-after", text)]);
        assert_eq!((slept.len(), error.attempts()), (0, 1), "{text}");
    }
    let (slept, _) = pauses(Retry::new().max_retry_after(100 * SECOND), 10 * MINUTE, &[("retry-after", "61")]);
    assert_eq!(slept.len(), 3);
}

#[test]
fn a_429_without_retry_after_waits_for_the_window_to_end() {
    let stub = Stub::answering(429, &[("ratelimit-reset", "30")], "");
    stub.then(204, &[], "");
    run(Call::<()>::new(&stub.repeating().build().unwrap(), &POST_ROOM)).unwrap();
    assert!(stub.slept.lock().unwrap()[0] >= 30 * SECOND);
}

#[test]
fn time_runs_out() {
    let retry = Retry::new().attempts(20).pauses(8 * SECOND, 8 * SECOND);
    let (slept, error) = pauses(retry.clone().max_elapsed(20 * SECOND), 10 * MINUTE, &[]);
    assert!(slept.iter().sum::<Duration>() <= 20 * SECOND && error.status().is_some());
    let (slept, error) = pauses(retry, 30 * SECOND, &[]);
    assert!(slept.iter().sum::<Duration>() < 30 * SECOND && error.status().is_some(), "{error:?}");
}

#[test]
fn the_time_of_a_call_is_that_of_all_its_attempts() {
    let stub = Stub::default();
    stub.then(503, &[("retry-after", "20")], "");
    stub.then(204, &[], "");
    run(Call::<()>::new(&stub.repeating().build().unwrap(), &LIST_ROOMS)).unwrap();
    let left: Vec<Duration> = stub.seen.lock().unwrap().iter().filter_map(|request| request.timeout).collect();
    assert_eq!(left[0], MINUTE);
    assert!(left[1] <= 40 * SECOND && left[1] > 39 * SECOND, "{left:?}");
}

#[test]
fn bodies_that_can_be_sent_again_and_one_that_cannot() {
    let bodies: [(Body, usize); 4] = [
        (Body::from("abc"), 2),
        (Body::empty(), 2),
        (Body::replayable(Arc::new(|| -> ChunkStream { Box::pin(Body::from("abc")) }), None), 2),
        (Body::stream(Body::from("abc"), Some(3)), 1),
    ];
    for (body, attempts) in bodies {
        let stub = Stub::answering(429, &[], "");
        stub.then(204, &[], "");
        let shown = format!("{body:?}");
        let mut call = Call::<()>::new(&stub.repeating().build().unwrap(), &POST_ROOM);
        call.bytes("text/plain", body);
        assert_eq!((run(call).is_ok(), stub.count()), (attempts == 2, attempts), "{shown}");
        let seen = stub.seen.lock().unwrap();
        assert!(seen.iter().all(|request| format!("{:?}", request.body) == shown), "{seen:?}");
    }
}

#[test]
fn one_key_for_all_attempts_and_another_for_the_next_call() {
    let keys = |fill: fn(&mut Call<()>)| -> Vec<String> {
        let stub = Stub::default();
        [503, 503, 204].into_iter().for_each(|status| stub.then(status, &[], ""));
        let mut call = Call::<()>::new(&stub.repeating().build().unwrap(), &KEYED);
        fill(&mut call);
        run(call).unwrap();
        let seen = stub.seen.lock().unwrap();
        seen.iter().map(|request| request.headers["idempotency-key"].to_str().unwrap().to_owned()).collect()
    };
    let (one, other) = (keys(|_| {}), keys(|_| {}));
    assert!(one.len() == 3 && one.iter().all(|key| *key == one[0]) && one[0] != other[0], "{one:?} {other:?}");
    let shape: Vec<usize> = one[0].split('-').map(str::len).collect();
    assert_eq!((shape, one[0].as_bytes()[14]), (vec![8, 4, 4, 4, 12], b'4'), "{one:?}");
    assert_eq!(keys(|call| call.header_param("idempotency-key", "mine")), ["mine"; 3]);
}

#[test]
fn headers_and_credentials_go_along_every_time() {
    let stub = Stub::default();
    [503, 204].into_iter().for_each(|status| stub.then(status, &[], ""));
    let client = stub.repeating().credential(&OAUTH, Secret::from("t0ken")).build().unwrap();
    let mut call = Call::<()>::new(&client, &GET_ROOM).with_header("x-a", "1");
    call.path("roomId", "r");
    run(call).unwrap();
    for request in stub.seen.lock().unwrap().iter() {
        assert_eq!((&request.headers[AUTHORIZATION], &request.headers["x-a"]), (&"Bearer t0ken".parse().unwrap(), &"1".parse().unwrap()));
    }
}

#[test]
fn raw_requests_are_repeated_and_give_what_came_last() {
    let stub = Stub::default();
    [503, 503].into_iter().for_each(|status| stub.then(status, &[], "no"));
    let client = stub.repeating().build().unwrap();
    let response = run(client.request(Method::GET, "/x").retry(Retry::new().attempts(2)).send()).unwrap();
    assert_eq!((response.status().as_u16(), response.attempts(), stub.count()), (503, 2, 2));
    let error = run(response.success()).unwrap_err();
    assert_eq!(error.to_string(), "503 Service Unavailable from GET https://api.example.org/base/x (2 attempts)");
    let stub = Stub::answering(503, &[], "");
    let client = stub.repeating().build().unwrap();
    assert_eq!(run(client.request(Method::POST, "/x").send()).unwrap().status(), 503);
    let stub = Stub::answering(503, &[], "");
    stub.then(200, &[], "{\"a\":1}");
    let client = stub.repeating().build().unwrap();
    let response = run(client.request(Method::POST, "/x").header("Idempotency-Key", "k").send()).unwrap();
    assert_eq!(run(response.json::<serde_json::Value>()).unwrap(), serde_json::json!({"a": 1}));
}
