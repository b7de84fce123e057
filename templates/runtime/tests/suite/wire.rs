//! The default transport against a real server.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::Request;
use axum::response::Response;
use axum::routing::any;
use http::{HeaderMap, Method, StatusCode, Uri};
use sdk_runtime::runtime::body::ChunkStream;
use sdk_runtime::runtime::{Body, Call, ClientBuilder, Operation, SchemeUse, Text};
use tokio::sync::mpsc;

use super::fixture::{API, Chat, KEY, LIST_ROOMS, OAUTH, POST_ROOM, Room, operation};
use super::server::{builder, client, serve};

/// Method, path with query, headers and body as they came.
type Seen = (Method, Uri, HeaderMap, Bytes);

/// A server that answers everything alike and passes on what it got.
async fn recorder(answer: fn() -> Response) -> (String, mpsc::UnboundedReceiver<Seen>) {
    let (sender, receiver) = mpsc::unbounded_channel();
    let handler = move |method: Method, uri: Uri, headers: HeaderMap, body: Bytes| {
        sender.send((method, uri, headers, body)).unwrap();
        std::future::ready(answer())
    };
    (serve(Router::new().fallback(any(handler))).await, receiver)
}

fn json(text: &'static str) -> Response {
    Response::builder().header("content-type", "application/json").header("x-request-id", "r").body(text.into()).unwrap()
}

#[tokio::test]
async fn json_there_and_back() {
    let (base, mut seen) = recorder(|| json(r#"{"subject":"😀","cleared":null,"id":"1"}"#)).await;
    let room = Chat(&client(&base)).post_room(&Room::new("é\n")).await.unwrap();
    assert_eq!((room.subject.as_str(), room.id.as_deref()), ("😀", Some("1")));
    let (method, uri, headers, body) = seen.recv().await.unwrap();
    assert_eq!((method, uri.to_string().as_str()), (Method::POST, "/rooms"));
    assert_eq!(body, r#"{"subject":"é\n","cleared":null,"labels":{}}"#);
    assert_eq!(headers["content-type"], "application/json");
    assert_eq!(headers["content-length"], body.len().to_string());
    assert_eq!(headers["accept"], "application/json");
    assert_eq!(headers["user-agent"], "toy-sdk/1.2.3");
    assert!(!headers.contains_key("authorization"), "the operation takes none");
}

/// The default transport passes on any method, with or without a body.
#[tokio::test]
async fn every_method_arrives() {
    static METHODS: [Operation; 5] = [
        operation("q", "QUERY", "/rooms", &[]),
        operation("l", "LOCK", "/rooms", &[]),
        operation("o", "OPTIONS", "/rooms", &[]),
        operation("t", "TRACE", "/rooms", &[]),
        operation("h", "HEAD", "/rooms", &[]),
    ];
    for operation in &METHODS {
        let (base, mut seen) = recorder(|| json("")).await;
        let mut call = Call::<()>::new(&client(&base), operation);
        if operation.method == "QUERY" {
            call.json(&Room::new("s"));
        }
        call.await.unwrap();
        let (method, uri, headers, body) = seen.recv().await.unwrap();
        assert_eq!((method.as_str(), uri.path()), (operation.method, "/rooms"));
        if operation.method == "QUERY" {
            assert_eq!(headers["content-type"], "application/json");
            assert_eq!(body, r#"{"subject":"s","cleared":null,"labels":{}}"#);
        } else {
            assert!(body.is_empty());
        }
    }
}

#[tokio::test]
async fn what_is_encoded_arrives_as_it_was_meant() {
    let (base, mut seen) = recorder(|| json(r#"{"subject":"","cleared":null}"#)).await;
    let client = client(&format!("{base}/base/"));
    let response = Chat(&client).get_room("a/b?c#d%2e é").send_with_response().await.unwrap();
    assert_eq!((response.status(), response.request_id()), (StatusCode::OK, Some("r")));
    let (_, uri, headers, _) = seen.recv().await.unwrap();
    assert_eq!(uri, "/base/rooms/a%2Fb%3Fc%23d%252e%20%C3%A9");
    assert_eq!(headers["authorization"], "Bearer t0ken");
    let mut call = Call::<Text>::new(&client, &LIST_ROOMS);
    call.query("q", &["a b", "c&d+e"]);
    call.cookie("c", "1");
    call.header_param("x-h", "é");
    call.await.unwrap();
    let (_, uri, headers, _) = seen.recv().await.unwrap();
    assert_eq!(uri, "/base/rooms?q=a%20b&q=c%26d%2Be");
    assert_eq!(headers["cookie"], "c=1");
    assert_eq!(headers["x-h"].as_bytes(), "é".as_bytes());
}

/// Encoding dots would not help, which is why they are refused: this is what the URL parser below makes of them.
#[tokio::test]
async fn encoded_dots_do_change_a_route() {
    let (base, mut seen) = recorder(|| json("1")).await;
    client(&base).request(Method::GET, "/a/%2E%2e/b").send().await.unwrap();
    assert_eq!(seen.recv().await.unwrap().1, "/b");
}

#[tokio::test]
async fn streams_go_out_with_and_without_a_length() {
    let (base, mut seen) = recorder(|| json("1")).await;
    for length in [Some(6), None] {
        let make = || -> ChunkStream { Box::pin(Body::from("abcdef")) };
        let mut call = Call::<Text>::new(&client(&base), &POST_ROOM);
        call.bytes("application/octet-stream", Body::replayable(Arc::new(make), length));
        call.await.unwrap();
        let (_, _, headers, body) = seen.recv().await.unwrap();
        assert_eq!(body, "abcdef");
        assert_eq!(headers.contains_key("content-length"), length.is_some());
    }
}

/// Servers answer 411 to a POST, or store nothing for a PUT, where the length of an empty body is not said.
#[tokio::test]
async fn an_empty_body_has_a_length_where_the_method_has_a_body() {
    static OPERATIONS: [Operation; 5] = [
        operation("a", "POST", "/rooms", &[]),
        operation("b", "PUT", "/rooms", &[]),
        operation("c", "PATCH", "/rooms", &[]),
        operation("d", "GET", "/rooms", &[]),
        operation("e", "DELETE", "/rooms", &[]),
    ];
    let (base, mut seen) = recorder(|| json("1")).await;
    for (operation, length) in OPERATIONS.iter().zip([Some("0"), Some("0"), Some("0"), None, None]) {
        for content in [None, Some("")] {
            let mut call = Call::<Text>::new(&client(&base), operation);
            if let Some(content) = content {
                call.bytes("application/octet-stream", content);
            }
            call.await.unwrap();
            let (_, _, headers, _) = seen.recv().await.unwrap();
            let sent = headers.get("content-length").map(|length| length.to_str().unwrap());
            assert_eq!(sent, length, "{} {content:?}", operation.method);
        }
    }
}

/// What stands behind `#` in a path is for people; cookies of all places are sent.
#[tokio::test]
async fn fragments_are_not_sent_and_cookies_meet() {
    static SHARE: Operation = operation("s", "GET", "/rooms/{id}?a=1#share", &[]);
    let (base, mut seen) = recorder(|| json("1")).await;
    let mut call = Call::<Text>::new(&client(&base), &SHARE);
    call.path("id", "#1");
    call.query("q", "#");
    call.header_param("Cookie", "x=1; y=2");
    call.cookie("z", "3");
    call.await.unwrap();
    let (_, uri, headers, _) = seen.recv().await.unwrap();
    assert_eq!(uri, "/rooms/%231?a=1&q=%23");
    assert_eq!(headers["cookie"], "x=1; y=2; z=3");
}

#[tokio::test]
async fn calls_go_to_other_tasks() {
    let (base, _seen) = recorder(|| json("[]")).await;
    let client = client(&base);
    let tasks: Vec<_> = (0..8).map(|n| tokio::spawn(Chat(&client).list_rooms().limit(n).send())).collect();
    drop(client);
    for task in tasks {
        assert_eq!(task.await.unwrap().unwrap(), []);
    }
}

static WITH_KEY: Operation = operation(
    "withKey",
    "GET",
    "/start",
    &[&[SchemeUse { scheme: &KEY, scopes: &[] }, SchemeUse { scheme: &OAUTH, scopes: &[] }]],
);

fn redirecting(target: String) -> Router {
    let answer = move |_: Request| {
        let answer = Response::builder().status(307).header("location", &target).body(axum::body::Body::empty());
        std::future::ready(answer.unwrap())
    };
    Router::new().route("/start", any(answer)).route("/end", any(|| std::future::ready(json("\"end\""))))
}

#[tokio::test]
async fn a_redirect_to_another_host_takes_no_credentials_along() {
    let (other, mut seen) = recorder(|| json("\"elsewhere\"")).await;
    // The same machine under another name is another origin, and so is another port.
    for target in [other.clone(), other.replace("127.0.0.1", "localhost")] {
        let base = serve(redirecting(format!("{target}/end?signature=1"))).await;
        let client = builder(&base).default_header("x-tenant", "hidden").build().unwrap();
        let call = Call::<String>::new(&client, &WITH_KEY).with_header("x-mine", "hidden");
        assert_eq!(call.await.unwrap(), "elsewhere");
        let (method, uri, headers, body) = seen.recv().await.unwrap();
        assert_eq!((method, uri.to_string().as_str(), body.len()), (Method::GET, "/end?signature=1", 0));
        let mut names: Vec<&str> = headers.keys().map(|name| name.as_str()).collect();
        names.sort_unstable();
        names.retain(|name| *name != "accept-encoding"); // the feature's own
        assert_eq!(names, ["accept", "host", "user-agent"]);
        // What does something stays at home.
        let mut call = Call::<Text>::new(&client, &POST_START);
        call.json(&1);
        let error = call.await.unwrap_err();
        assert_eq!(error.status(), Some(StatusCode::TEMPORARY_REDIRECT));
        assert_eq!(error.headers().unwrap()["location"], format!("{target}/end?signature=1"));
    }
    assert!(seen.try_recv().is_err(), "the other host was asked");
}

static POST_START: Operation = operation("postStart", "POST", "/start", &[]);

#[tokio::test]
async fn a_redirect_at_home_is_followed() {
    let base = serve(redirecting("/end".to_owned())).await;
    assert_eq!(Call::<String>::new(&client(&base), &WITH_KEY).await.unwrap(), "end");
    let circle = serve(redirecting("/start".to_owned())).await;
    let error = Call::<Text>::new(&client(&circle), &WITH_KEY).await.unwrap_err();
    assert_eq!(error.to_string(), "withKey: redirected more than 10 times (11 attempts)");
    assert!(error.is_redirect() && !error.is_retryable());
}

#[tokio::test]
async fn a_client_of_your_own() {
    let (base, mut seen) = recorder(|| json("[]")).await;
    let http = reqwest::Client::builder().default_headers([(http::header::VIA, "own".parse().unwrap())].into_iter().collect());
    let client = ClientBuilder::new(&API).base_url(&base).http_client(http.build().unwrap()).build().unwrap();
    Chat(&client).list_rooms().await.unwrap();
    assert_eq!(seen.recv().await.unwrap().2["via"], "own");
    let limited = builder(&base).connect_timeout(std::time::Duration::from_secs(5)).build().unwrap();
    Chat(&limited).list_rooms().await.unwrap();
}
