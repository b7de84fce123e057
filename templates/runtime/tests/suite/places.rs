//! Methods that only some APIs have, and operations that live on a server of their own.

use sdk_runtime::runtime::{Api, Call, ClientBuilder, Method, Operation, RateLimitHeaders, Requirement, Style, Text};

use super::fixture::{API, GET_ROOM, LIST_ROOMS, OAUTH, Room, operation};
use super::stub::{Stub, run};

static SEARCH: Operation = operation("search", "QUERY", "/rooms", &[]);
static ELSEWHERE: Operation = at("https://other.example.org/v1/");
static BESIDE: Operation = at("/beside");

const fn at(server: &'static str) -> Operation {
    Operation {
        id: "elsewhere",
        method: "GET",
        path: "/x",
        tag: "Chat",
        summary: "",
        deprecated: false,
        requirement: Requirement::none(),
        security: &[],
        server: Some(server),
        accept: "",
        idempotency_key: None,
    }
}

/// Where a call goes with a client that was built so.
fn url(operation: &'static Operation, build: fn(ClientBuilder) -> ClientBuilder) -> String {
    let stub = Stub::answering(204, &[], "");
    let client = build(stub.builder().credential(&OAUTH, sdk_runtime::runtime::Secret::from("t"))).build().unwrap();
    let mut call = Call::<()>::new(&client, operation);
    call.path("roomId", "1");
    run(call).unwrap();
    stub.url()
}

#[test]
fn an_operation_may_live_elsewhere() {
    assert_eq!(url(&ELSEWHERE, |builder| builder), "https://other.example.org/v1/x");
    assert_eq!(url(&BESIDE, |builder| builder), "https://api.example.org/beside/x");
}

#[test]
fn the_base_url_is_for_all_operations() {
    let build = |builder: ClientBuilder| builder.base_url("http://localhost:1/mock/");
    assert_eq!(url(&GET_ROOM, build), "http://localhost:1/mock/rooms/1");
    assert_eq!(url(&ELSEWHERE, build), "http://localhost:1/mock/x");
    assert_eq!(url(&BESIDE, build), "http://localhost:1/mock/x");
}

#[test]
fn another_default_leaves_them_where_they_are() {
    let build = |builder: ClientBuilder| builder.default_server("https://eu.example.org:8443/base");
    assert_eq!(url(&GET_ROOM, build), "https://eu.example.org:8443/base/rooms/1");
    assert_eq!(url(&ELSEWHERE, build), "https://other.example.org/v1/x");
    assert_eq!(url(&BESIDE, build), "https://eu.example.org:8443/beside/x");
}

#[test]
fn each_server_can_be_replaced() {
    let first = |builder: ClientBuilder| {
        builder.server_url("https://other.example.org/v1/", "http://[::1]:2/o").base_url("http://localhost:1")
    };
    let last = |builder: ClientBuilder| {
        builder.base_url("http://localhost:1").server_url("https://other.example.org/v1/", "http://[::1]:2/o/")
    };
    for build in [first, last] {
        assert_eq!(url(&ELSEWHERE, build), "http://[::1]:2/o/x");
        assert_eq!(url(&BESIDE, build), "http://localhost:1/x");
    }
    let twice = |builder: ClientBuilder| builder.server_url("/beside", "http://a").server_url("/beside", "http://b");
    assert_eq!(url(&BESIDE, twice), "http://b/x");
}

#[test]
fn a_server_that_no_operation_has_is_a_mistake() {
    let build = |described: &str, url: &str| {
        Stub::default().builder().server_url(described, url).build().unwrap_err().to_string()
    };
    assert!(build("https://typo.example.org", "http://a").contains("no operation has the server"), "{API:?}");
    assert!(build("/beside", "a").contains("is not a base URL"));
}

#[test]
fn a_method_is_text_that_compares_with_methods() {
    assert_eq!(LIST_ROOMS.method, "GET");
    assert_eq!(LIST_ROOMS.method, Method::GET);
    assert!(SEARCH.is_idempotent() && GET_ROOM.is_idempotent());
    static LOCK: Operation = operation("lock", "LOCK", "/rooms", &[]);
    assert!(!LOCK.is_idempotent());
}

#[test]
fn a_query_may_carry_a_body_and_be_sent_again() {
    let stub = Stub::answering(200, &[], "found");
    let mut call = Call::<Text>::new(&stub.client(), &SEARCH);
    call.json(&Room::new("s"));
    assert_eq!(run(call).unwrap(), "found");
    stub.last(|request| assert_eq!(request.method.as_str(), "QUERY"));
    assert_eq!(stub.body(), r#"{"subject":"s","cleared":null,"labels":{}}"#);
    let stub = Stub::answering(504, &[], "");
    assert!(run(Call::<Text>::new(&stub.client(), &SEARCH)).unwrap_err().is_retryable());
    let wrong = operation_named_with_a_break();
    let error = run(Call::<()>::new(&stub.client(), wrong)).unwrap_err();
    assert!(error.is_request() && error.to_string().contains("no token"), "{error}");
}

fn operation_named_with_a_break() -> &'static Operation {
    static BROKEN: Operation = operation("broken", "GET\r\nX: y", "/", &[]);
    &BROKEN
}

#[test]
fn a_whole_query_string() {
    let url = |put: &dyn Fn(&mut Call<()>)| {
        let stub = Stub::answering(204, &[], "");
        let mut call = Call::<()>::new(&stub.client(), &LIST_ROOMS);
        put(&mut call);
        run(call).unwrap();
        stub.url().split_once("/rooms").unwrap().1.to_owned()
    };
    let value = serde_json::json!({"a": "x y", "b": [1, 2]});
    assert_eq!(url(&|call| call.querystring_form(&value, &[])), "?a=x%20y&b=1&b=2");
    assert_eq!(url(&|call| call.querystring_form(&value, &[("b", Style::FORM_JOINED)])), "?a=x%20y&b=1,2");
    assert_eq!(
        url(&|call| call.querystring_json(&value)),
        "?%7B%22a%22%3A%22x%20y%22%2C%22b%22%3A%5B1%2C2%5D%7D"
    );
    assert_eq!(url(&|call| call.querystring_text("$.a[?@.b>1]#&")), "?%24.a%5B%3F%40.b%3E1%5D%23%26");
    assert_eq!(url(&|call| call.querystring_text("")), "");
    // Once more replaces it, and other parameters follow.
    let both = url(&|call| {
        call.querystring_text("old");
        call.querystring_text("new");
        call.query("limit", &1);
    });
    assert_eq!(both, "?new&limit=1");
}

#[test]
fn a_payload_is_read_without_a_call() {
    let room: Room = sdk_runtime::runtime::payload::read(br#"{"subject":"s","cleared":null}"#).unwrap();
    assert_eq!(room, Room::new("s"));
    let error = sdk_runtime::runtime::payload::read::<Vec<Room>>(br#"[{"subject":1}]"#).unwrap_err();
    assert!(error.is_decode());
    assert_eq!(error.path(), Some("/0/subject"));
}

#[test]
fn without_any_address_a_builder_says_what_to_do() {
    static NOWHERE: Api = Api {
        name: "n",
        version: "1",
        base_url: "",
        request_id_headers: &[],
        schemes: &[],
        servers: &[],
        named_servers: None,
        rate_limit: RateLimitHeaders::COMMON,
        stream_end: None,
    };
    let builder = || ClientBuilder::new(&NOWHERE).transport(Stub::default());
    assert!(builder().build().unwrap_err().to_string().contains("give one by `base_url(…)`"));
    assert_eq!(builder().base_url("http://localhost:1").build().unwrap().config().base_url(), "http://localhost:1");
}
