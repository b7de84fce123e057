//! From a call to what would go out: URLs, headers, bodies; and what is refused before it does.

use std::time::Duration;

use http::HeaderMap;
use sdk_runtime::runtime::{
    Call, Client, ClientBuilder, Error, Method, Operation, Sending, SendingResponse, Style, Transport,
};

use super::fixture::{API, Chat, GET_ROOM, LIST_ROOMS, OAUTH, POST_ROOM, Room, RoomKind, operation};
use super::stub::{Stub, run};

const ROOM: &str = r#"{"subject":"s","cleared":null}"#;

fn client(stub: &Stub) -> Client {
    stub.builder().credential(&OAUTH, sdk_runtime::runtime::Secret::from("t0ken")).build().unwrap()
}

#[test]
fn a_call_with_a_path_parameter() {
    let stub = Stub::answering(200, &[], ROOM);
    let room = run(Chat(&client(&stub)).get_room("a/b c@d")).unwrap();
    assert_eq!(room, Room::new("s"));
    assert_eq!(stub.url(), "https://api.example.org/base/rooms/a%2Fb%20c%40d");
    assert_eq!(stub.header("accept").as_deref(), Some("application/json"));
    assert_eq!(stub.header("user-agent").as_deref(), Some("toy-sdk/1.2.3"));
    assert_eq!(stub.header("authorization").as_deref(), Some("Bearer t0ken"));
    stub.last(|request| {
        assert_eq!((&request.method, request.body.is_empty()), (&Method::GET, true));
        assert!(request.operation.is_some_and(|operation| std::ptr::eq(operation, &GET_ROOM)));
        assert_eq!(request.timeout, Some(Duration::from_secs(60)));
    });
}

#[test]
fn a_setter_called_twice_replaces() {
    let stub = Stub::answering(200, &[], "[]");
    let rooms = Chat(&stub.client()).list_rooms().limit(5).fields(&["a", "b,c"]).limit(7).kind(RoomKind::Group);
    assert_eq!(run(rooms.send()).unwrap(), []);
    assert_eq!(stub.url(), "https://api.example.org/base/rooms?fields=a,b%2Cc&limit=7&kind=group");
}

#[test]
fn a_body_as_json() {
    let stub = Stub::answering(200, &[], ROOM);
    run(Chat(&stub.client()).post_room(&Room::new("s")).send()).unwrap();
    assert_eq!(stub.body(), r#"{"subject":"s","cleared":null,"labels":{}}"#);
    assert_eq!(stub.header("content-type").as_deref(), Some("application/json"));
}

#[test]
fn other_bodies() {
    type Fill = fn(&mut Call<()>);
    let rows: [(Fill, &str, &str); 5] = [
        (|call| call.json_as("application/merge-patch+json", &1), "application/merge-patch+json", "1"),
        (|call| call.text("text/plain; charset=utf-8", "é"), "text/plain; charset=utf-8", "é"),
        (|call| call.bytes("image/png", vec![1_u8, 2]), "image/png", "\u{1}\u{2}"),
        (
            |call| call.form(&serde_json::json!({"a": 1, "b": ["x", "y z"]})),
            "application/x-www-form-urlencoded",
            "a=1&b=x&b=y%20z",
        ),
        (
            |call| call.form_styled(&serde_json::json!({"a": {"b": 1}}), &[("a", Style::DEEP_OBJECT)]),
            "application/x-www-form-urlencoded",
            "a%5Bb%5D=1",
        ),
    ];
    for (fill, kind, body) in rows {
        let stub = Stub::answering(204, &[], "");
        let mut call = Call::<()>::new(&stub.client(), &POST_ROOM);
        fill(&mut call);
        run(call).unwrap();
        assert_eq!((stub.header("content-type").as_deref(), stub.body().as_str()), (Some(kind), body));
    }
}

#[test]
fn parameters_in_every_place() {
    let stub = Stub::answering(204, &[], "");
    let mut call = Call::<()>::new(&stub.client(), &LIST_ROOMS);
    call.header_param("x-ids", &[1, 2]);
    call.cookie("a", "1;2");
    call.cookie_styled("b", Style::FORM_JOINED, &["x", "y"]);
    call.query_json("filter", &serde_json::json!({"a": [1]}));
    call.query("gone", "x");
    call.query("gone", &None::<i32>);
    run(call).unwrap();
    assert_eq!(stub.header("x-ids").as_deref(), Some("1,2"));
    assert_eq!(stub.header("cookie").as_deref(), Some("a=1%3B2; b=x,y"));
    assert_eq!(stub.url(), "https://api.example.org/base/rooms?filter=%7B%22a%22%3A%5B1%5D%7D");
}

#[test]
fn options_of_one_call() {
    let stub = Stub::answering(200, &[], "[]");
    let client = stub
        .builder()
        .timeout(Duration::from_secs(9))
        .user_agent("mine/1")
        .default_header("x-a", "default")
        .default_header("x-b", "default")
        .build()
        .unwrap();
    let call = Call::<Vec<Room>>::new(&client, &LIST_ROOMS);
    run(call.with_timeout(Duration::from_secs(2)).with_header("X-A", "mine").with_header("accept", "text/x")).unwrap();
    for (name, value) in [("x-a", "mine"), ("x-b", "default"), ("accept", "text/x"), ("user-agent", "mine/1")] {
        assert_eq!(stub.header(name).as_deref(), Some(value));
    }
    assert_eq!(stub.last(|request| request.timeout), Some(Duration::from_secs(2)));
    stub.then(200, &[], "[]");
    run(Call::<Vec<Room>>::new(&client, &LIST_ROOMS)).unwrap();
    assert_eq!(stub.last(|request| request.timeout), Some(Duration::from_secs(9)));
}

fn refused(stub: &Stub, call: Call<()>) -> String {
    let error = run(call).unwrap_err();
    assert!(error.is_request() && !error.is_retryable(), "{error:?}");
    assert_eq!((stub.count(), error.attempts()), (0, 0));
    error.to_string()
}

#[test]
fn a_path_parameter_cannot_change_the_route() {
    static NESTED: Operation = operation("nested", "GET", "/a/{x}/b{y}.json", &[]);
    let stub = Stub::default();
    for x in [".", "..", ""] {
        let mut call = Call::<()>::new(&stub.client(), &NESTED);
        call.path("x", x);
        call.path("y", "1");
        let message = refused(&stub, call);
        let expected = if x.is_empty() {
            "nested: the path parameter `x` is empty".to_owned()
        } else {
            format!("nested: a path parameter is {x:?}, which would change the route")
        };
        assert_eq!(message, expected);
    }
    assert!(refused(&stub, Call::new(&stub.client(), &NESTED)).contains("`x` is empty"));
    for (x, y, url) in [
        ("%2e%2E", "..", "a/%252e%252E/b...json"),
        ("...", "a", "a/.../ba.json"),
        ("a/../b", "?#", "a/a%2F..%2Fb/b%3F%23.json"),
        ("{y}", "\u{0}", "a/%7By%7D/b%00.json"),
        ("a\\b", ";", "a/a%5Cb/b%3B.json"),
    ] {
        let stub = Stub::answering(204, &[], "");
        let mut call = Call::<()>::new(&stub.client(), &NESTED);
        call.path("x", x);
        call.path("y", y);
        run(call).unwrap();
        assert_eq!(stub.url(), format!("https://api.example.org/base/{url}"));
    }
}

#[test]
fn headers_cannot_be_smuggled_in() {
    let stub = Stub::default();
    for value in ["a\r\nx-evil: 1", "a\nb", "a\0", "\u{7f}"] {
        let call = Call::<()>::new(&stub.client(), &LIST_ROOMS).with_header("x-a", value);
        assert!(refused(&stub, call).contains("header `x-a` has control characters"));
        let mut call = Call::<()>::new(&stub.client(), &LIST_ROOMS);
        call.header_param("x-a", value);
        refused(&stub, call);
        let mut call = Call::<()>::new(&stub.client(), &LIST_ROOMS);
        call.text(value, "");
        refused(&stub, call);
    }
    for name in ["", "x a", "x:", "x\r\n", "é"] {
        let call = Call::<()>::new(&stub.client(), &LIST_ROOMS).with_header(name, "1");
        assert!(refused(&stub, call).contains("is no header name"));
    }
}

#[test]
fn a_body_that_cannot_be_written_is_not_sent() {
    let stub = Stub::default();
    let mut call = Call::<()>::new(&stub.client(), &POST_ROOM);
    call.json(&vec![f64::NAN]);
    assert_eq!(refused(&stub, call), "postRoom: the body cannot be written: NaN cannot be written as JSON");
}

#[test]
fn a_builder_refuses_what_cannot_work() {
    let build = |base: &str| Stub::default().builder().base_url(base).build();
    for wrong in
        ["", "api.example.org", "/x", "ftp://a", "http://", "https://a?b", "https://a#b", "https://a b", "https:///x"]
    {
        let error = build(wrong).unwrap_err();
        assert!(error.is_request() && error.to_string().contains("is not a base URL"), "{wrong}: {error}");
    }
    let error = build("https://user:pa55@host").unwrap_err().to_string();
    assert!(error.contains("user name") && !error.contains("pa55"), "{error}");
    for right in ["http://localhost:8080", "https://[::1]:1/x/", "HTTPS://A.example/"] {
        assert_eq!(build(right).unwrap().config().base_url(), right.trim_end_matches('/'));
    }
    let stub = Stub::default();
    assert!(stub.builder().default_header("a b", "1").build().is_err());
    assert!(stub.builder().default_header("a", "1\n").build().is_err());
    assert!(stub.builder().user_agent("a\r\nb: c").build().is_err());
}

#[cfg(not(feature = "reqwest"))]
#[test]
fn without_a_transport_there_is_no_client() {
    let error = ClientBuilder::new(&API).build().unwrap_err();
    assert!(error.to_string().contains("no transport"), "{error}");
}

#[test]
fn the_settings_can_be_seen_and_secrets_cannot() {
    let builder = Stub::default()
        .builder()
        .credential(&OAUTH, sdk_runtime::runtime::Secret::from("t0ken"))
        .default_header("x-key", "hidden");
    let before = format!("{builder:?}");
    let client = builder.build().unwrap();
    let config = client.config();
    assert_eq!((config.base_url(), config.api().name), ("https://api.example.org/base", "toy-sdk"));
    assert_eq!((config.timeout(), config.max_response_size()), (Some(Duration::from_secs(60)), 256 * 1024 * 1024));
    assert_eq!(config.default_headers()["x-key"], "hidden");
    let shown = format!("{before}{client:?}{config:?}{:?}", Chat(&client).get_room("a"));
    assert!(shown.contains("OAuth") && shown.contains("x-key"), "{shown}");
    assert!(!shown.contains("t0ken") && !shown.contains("hidden"), "{shown}");
}

#[test]
fn what_goes_to_other_tasks_can_go_there() {
    fn send<T: Send + 'static>() {}
    fn sync<T: Send + Sync + 'static>() {}
    send::<Sending<Room>>();
    send::<SendingResponse<Room>>();
    send::<Call<Room>>();
    sync::<Client>();
    sync::<Error>();
    sync::<Box<dyn Transport>>();
    assert_eq!(size_of::<Error>(), size_of::<usize>());
    assert_eq!(size_of::<sdk_runtime::runtime::json::Bad>(), size_of::<usize>());
    let _: Option<&HeaderMap> = None;
    let _: fn(&'static sdk_runtime::runtime::Api) -> ClientBuilder = ClientBuilder::new;
    assert_eq!(API.version, "1.2.3");
}
