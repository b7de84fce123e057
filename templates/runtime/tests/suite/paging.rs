//! Lists in parts, against a server that has each kind of them, and against what servers do wrong.
#![cfg(feature = "reqwest")]

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{Request, State};
use axum::response::Response;
use futures_core::Stream;
use sdk_runtime::runtime::paging::{At, Next, Paging, Pick};
use sdk_runtime::runtime::{Call, Items, Operation, Pages, Style};
use serde_json::{Value, json};

use super::fixture::{OAUTH, operation};
use super::server::{client, serve};
use sdk_runtime::runtime::SchemeUse;

/// What was asked: path with query, body, and whether the token came along.
type Seen = Arc<Mutex<Vec<(String, String, bool)>>>;

#[derive(Clone)]
struct Shop {
    base: Arc<Mutex<String>>,
    seen: Seen,
}

impl Shop {
    fn urls(&self) -> Vec<String> {
        self.seen.lock().unwrap().iter().map(|(url, _, _)| url.clone()).collect()
    }
}

const ALL: i64 = 7;

fn items(from: i64, count: i64) -> Vec<Value> {
    (from..(from + count).min(ALL)).map(|n| json!({"id": n, "at": format!("2020-01-0{}", 9 - n)})).collect()
}

fn answer(value: &Value, link: Option<String>) -> Response {
    let mut response = Response::builder().header("content-type", "application/json");
    if let Some(link) = link {
        response = response.header("link", link);
    }
    response.body(value.to_string().into()).unwrap()
}

/// Seven items, three on a page, in every way that lists are given out.
async fn list(State(shop): State<Shop>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, 10_000).await.unwrap();
    let url = parts.uri.to_string();
    let text = String::from_utf8(body.to_vec()).unwrap();
    shop.seen.lock().unwrap().push((url.clone(), text.clone(), parts.headers.contains_key("authorization")));
    let given = |name: &str| {
        let query = parts.uri.query().unwrap_or("").split('&');
        query.filter_map(|pair| pair.split_once('=')).find(|(key, _)| *key == name).map(|(_, value)| value.to_owned())
    };
    let number = |name: &str| given(name).and_then(|text| text.parse::<i64>().ok());
    let base = shop.base.lock().unwrap().clone();
    let at = number("at").unwrap_or(0);
    let last = at + 3 >= ALL;
    let url_of = |path: &str| if last { Value::Null } else { json!(format!("{base}{path}?q=x&at={}", at + 3)) };
    match parts.uri.path() {
        "/count" => answer(&json!({"items": items((number("page").unwrap_or(1) - 1) * 3, 3), "pageCount": 3}), None),
        "/total" => answer(&json!({"items": items((number("page").unwrap_or(1) - 1) * 3, 3), "total": ALL}), None),
        "/until" => answer(&json!(items(number("page").unwrap_or(0) * 3, 3)), None),
        "/more" => {
            let from = (number("page").unwrap_or(1) - 1) * 3;
            answer(&json!({"items": items(from, 3), "more": from + 3 < ALL}), None)
        }
        "/offset" => {
            let from = number("offset").unwrap_or(0);
            answer(&json!({"items": items(from, number("limit").unwrap_or(3)), "total": ALL}), None)
        }
        "/token" => {
            let from = given("token").map_or(0, |token| token.trim_start_matches("t%2B").parse().unwrap());
            let next = if from + 3 < ALL { json!(format!("t+{}", from + 3)) } else { json!("") };
            answer(&json!({"items": items(from, 3), "meta": {"next": next}}), None)
        }
        "/body" => {
            let sent: Value = serde_json::from_str(&text).unwrap();
            let from = sent["paging"]["from"].as_i64().unwrap_or(0);
            let next = if from + 3 < ALL { json!(from + 3) } else { Value::Null };
            answer(&json!({"items": items(from, 3), "next": next}), None)
        }
        "/key" => {
            let from = given("before").map_or(0, |date| 10 - date.trim_start_matches("2020-01-0").parse::<i64>().unwrap());
            answer(&json!({"items": items(from, 3)}), None)
        }
        "/link" => answer(&json!({"items": items(at, 3), "links": {"next": url_of("/link")}}), None),
        "/relative" => {
            let next = if last { Value::Null } else { json!(format!("/relative?q=x&at={}", at + 3)) };
            answer(&json!({"items": items(at, 3), "links": {"next": next}}), None)
        }
        "/header" => {
            let link = url_of("/header").as_str().map(|url| format!("<{base}/header>; rel=\"first\", <{url}>; rel=\"next\""));
            answer(&json!(items(at, 3)), link)
        }
        other => panic!("{other} was asked for"),
    }
}

async fn shop() -> (String, Shop) {
    let shop = Shop { base: Arc::default(), seen: Arc::default() };
    let base = serve(Router::new().fallback(list).with_state(shop.clone())).await;
    shop.base.lock().unwrap().clone_from(&base);
    (base, shop)
}

const SECURED: &[&[SchemeUse]] = &[&[SchemeUse { scheme: &OAUTH, scopes: &[] }]];

fn get(path: &'static str) -> &'static Operation {
    Box::leak(Box::new(operation("list", "GET", path, SECURED)))
}

fn paging(next: Next) -> Paging {
    Paging { next, items: &["items"], total: None, pages: None, more: None }
}

fn pages(base: &str, path: &'static str, paging: Paging) -> Pages<Value> {
    let mut call = Call::new(&client(base), get(path));
    call.query("q", "x");
    Pages::new(call, Box::leak(Box::new(paging)))
}

fn take(page: Value) -> Vec<Value> {
    let list = if page.is_array() { &page } else { &page["items"] };
    list.as_array().cloned().unwrap_or_default()
}

async fn ids(pages: Pages<Value>) -> Vec<i64> {
    let all = Items::new(pages, take).all().await.unwrap();
    all.iter().map(|item| item["id"].as_i64().unwrap()).collect()
}

const EVERY: [i64; 7] = [0, 1, 2, 3, 4, 5, 6];
const PAGE: At = At::Query("page");

#[tokio::test]
async fn every_kind_gives_every_item_once() {
    let first = |first| Next::Page { at: PAGE, first };
    let at = At::Query("offset");
    let token = Next::Cursor { at: At::Query("token"), from: &["meta", "next"] };
    let key = Next::Keyset { at: At::Query("before"), field: &["at"], pick: Pick::Last };
    let least = Next::Keyset { at: At::Query("before"), field: &["at"], pick: Pick::Least };
    let link = || Next::Link { from: &["links", "next"] };
    let rows: [(&str, Paging, usize, &str); 11] = [
        ("/count", Paging { pages: Some(&["pageCount"]), ..paging(first(1)) }, 3, "/count?q=x&page=3"),
        ("/total", Paging { total: Some(&["total"]), ..paging(first(1)) }, 3, "/total?q=x&page=3"),
        ("/until", Paging { items: &[], ..paging(first(0)) }, 4, "/until?q=x&page=3"),
        ("/more", Paging { more: Some(&["more"]), ..paging(first(1)) }, 3, "/more?q=x&page=3"),
        ("/offset", Paging { total: Some(&["total"]), ..paging(Next::Offset { at, first: 0 }) }, 3, "/offset?q=x&offset=6"),
        ("/token", paging(token), 3, "/token?q=x&token=t%2B6"),
        ("/key", paging(key), 4, "/key?q=x&before=2020-01-03"),
        ("/key", paging(least), 4, "/key?q=x&before=2020-01-03"),
        ("/link", paging(link()), 3, "/link?q=x&at=6"),
        ("/relative", paging(link()), 3, "/relative?q=x&at=6"),
        ("/header", Paging { items: &[], ..paging(Next::LinkHeader) }, 3, "/header?q=x&at=6"),
    ];
    for (path, paging, requests, last) in rows {
        let (base, shop) = shop().await;
        assert_eq!(ids(pages(&base, path, paging)).await, EVERY, "{path}");
        let urls = shop.urls();
        assert_eq!((urls.len(), urls.last().map(String::as_str)), (requests, Some(last)), "{path}: {urls:?}");
        assert_eq!(urls[0], format!("{path}?q=x"), "the first page is asked for as the call says");
        assert!(shop.seen.lock().unwrap().iter().all(|(_, _, token)| *token), "{path}");
    }
}

#[tokio::test]
async fn a_token_in_the_body_keeps_the_rest_of_the_body() {
    let (base, shop) = shop().await;
    let mut call = Call::<Value>::new(&client(&base), Box::leak(Box::new(operation("find", "POST", "/body", &[]))));
    call.json(&json!({"query": "cats", "paging": {"size": 3}}));
    let next = Next::Cursor { at: At::Body(&["paging", "from"]), from: &["next"] };
    assert_eq!(ids(Pages::new(call, Box::leak(Box::new(paging(next))))).await, EVERY);
    let bodies: Vec<Value> =
        shop.seen.lock().unwrap().iter().map(|(_, body, _)| serde_json::from_str(body).unwrap()).collect();
    assert_eq!(bodies[0], json!({"query": "cats", "paging": {"size": 3}}));
    assert_eq!(bodies[2], json!({"query": "cats", "paging": {"size": 3, "from": 6}}));
}

#[tokio::test]
async fn pages_begin_where_the_call_says_and_end_where_the_user_says() {
    let (base, shop) = shop().await;
    let mut call = Call::<Value>::new(&client(&base), get("/offset"));
    call.query("offset", &2);
    call.query_styled("limit", Style::FORM, &1);
    let paging = Paging { total: Some(&["total"]), ..paging(Next::Offset { at: At::Query("offset"), first: 0 }) };
    let mut pages = Pages::new(call, Box::leak(Box::new(paging))).max_pages(2);
    assert_eq!(pages.total(), None);
    let first = pages.next().await.unwrap().unwrap();
    assert_eq!((first.status().as_u16(), first.body()["items"][0]["id"].as_i64()), (200, Some(2)));
    assert_eq!(first.headers()["content-type"], "application/json");
    assert_eq!(pages.total(), Some(7));
    assert!(pages.next().await.unwrap().is_ok());
    assert!(pages.next().await.is_none() && pages.next().await.is_none());
    assert_eq!(shop.urls(), ["/offset?offset=2&limit=1", "/offset?limit=1&offset=3"]);
}

#[tokio::test]
async fn a_future_that_is_dropped_loses_nothing() {
    let (base, shop) = shop().await;
    let paging = Paging { pages: Some(&["pageCount"]), ..paging(Next::Page { at: PAGE, first: 1 }) };
    let mut items = Items::new(pages(&base, "/count", paging), take);
    let mut all = Vec::new();
    loop {
        // Given up before the answer can be there; the request itself goes on, and is not sent twice.
        let hasty = tokio::time::timeout(std::time::Duration::ZERO, items.next()).await;
        let next = match hasty {
            Ok(next) => next,
            Err(_) => items.next().await,
        };
        let Some(item) = next else { break };
        all.push(item.unwrap()["id"].as_i64().unwrap());
    }
    assert_eq!((all.as_slice(), shop.urls().len()), (&EVERY[..], 3));
}

#[tokio::test]
async fn they_are_streams_that_go_to_other_tasks() {
    fn stream<S: Stream<Item = Result<Value, sdk_runtime::runtime::Error>> + Send + Unpin + 'static>(stream: S) -> S {
        stream
    }
    let (base, _) = shop().await;
    let paging = Paging { pages: Some(&["pageCount"]), ..paging(Next::Page { at: PAGE, first: 1 }) };
    let items = stream(Items::new(pages(&base, "/count", paging), take));
    assert!(format!("{items:?}").starts_with("Items { here: 0, operation: \"list\", pages_read: 0"));
    assert_eq!(tokio::spawn(async move { items.all().await }).await.unwrap().unwrap().len(), 7);
}

/// A server that answers the nth request with the nth text, the last one for ever.
async fn script(answers: &'static [(u16, &'static str)]) -> (String, Arc<AtomicUsize>) {
    let count = Arc::new(AtomicUsize::new(0));
    let counted = count.clone();
    let handler = move || {
        let at = counted.fetch_add(1, Ordering::SeqCst).min(answers.len() - 1);
        let (status, body) = answers[at];
        let answer = Response::builder().status(status).header("content-type", "application/json");
        std::future::ready(answer.body(axum::body::Body::from(body)).unwrap())
    };
    (serve(Router::new().fallback(handler)).await, count)
}

#[tokio::test]
async fn an_error_leaves_the_page_to_be_asked_for_again() {
    // 400 is not tried again by anybody else.
    let answers = &[
        (200, r#"{"items": [{"id": 0}], "pageCount": 2}"#),
        (400, "{}"),
        (200, "no JSON"),
        (200, r#"{"items": [{"id": 1}], "pageCount": 2}"#),
    ];
    let (base, count) = script(answers).await;
    let paging = Paging { pages: Some(&["pageCount"]), ..paging(Next::Page { at: PAGE, first: 1 }) };
    let mut items = Items::new(pages(&base, "/x", paging), take);
    assert_eq!(items.next().await.unwrap().unwrap()["id"], 0);
    assert_eq!(items.next().await.unwrap().unwrap_err().status().unwrap().as_u16(), 400);
    assert!(items.next().await.unwrap().unwrap_err().is_decode());
    assert_eq!(items.next().await.unwrap().unwrap()["id"], 1);
    assert!(items.next().await.is_none());
    assert_eq!(count.load(Ordering::SeqCst), 4);
}

/// What comes of a list, as text: ids, then `end` or the error, which is the last thing.
async fn told(pages: Pages<Value>) -> String {
    let mut items = Items::new(pages, take);
    let mut told = String::new();
    for _ in 0..50 {
        match items.next().await {
            Some(Ok(item)) => told += &format!("{} ", item["id"]),
            Some(Err(error)) => {
                assert!(items.next().await.is_none(), "{error} is the last thing that comes");
                return told + &error.to_string();
            }
            None => return told + "end",
        }
    }
    panic!("it has no end: {told}")
}

type Answers = &'static [(u16, &'static str)];

/// Answers, paging, what is told, how many requests are sent.
fn endless() -> Vec<(Answers, Paging, String, usize)> {
    let token = || paging(Next::Cursor { at: At::Query("token"), from: &["next"] });
    let page = || paging(Next::Page { at: PAGE, first: 1 });
    let key = || paging(Next::Keyset { at: At::Query("before"), field: &["id"], pick: Pick::Last });
    let same = "list: got the same page twice from GET /x";
    let circle = "list: got a page that leads back to an earlier one from GET /x";
    vec![
        // the same token with items: a circle, told after the items
        (&[(200, r#"{"items": [{"id": 1}], "next": "a"}"#)], token(), format!("1 1 {circle}"), 2),
        // a longer circle
        (
            &[
                (200, r#"{"items": [{"id": 1}], "next": "a"}"#),
                (200, r#"{"items": [{"id": 2}], "next": "b"}"#),
                (200, r#"{"items": [{"id": 3}], "next": "a"}"#),
            ],
            token(),
            format!("1 2 3 {circle}"),
            3,
        ),
        // the same token on an empty page: that is how some say that it was all
        (
            &[(200, r#"{"items": [{"id": 1}], "next": "a"}"#), (200, r#"{"items": [], "next": "a"}"#)],
            token(),
            "1 end".to_owned(),
            2,
        ),
        // new tokens for ever, but no items
        (
            &[
                (200, r#"{"items": [], "next": "a"}"#),
                (200, r#"{"items": [{"id": 1}], "next": "b"}"#),
                (200, r#"{"items": [], "next": "c"}"#),
                (200, r#"{"next": 4}"#),
                (200, r#"{"items": [], "next": "d"}"#),
                (200, r#"{"items": [], "next": "e"}"#),
            ],
            token(),
            "1 end".to_owned(),
            5,
        ),
        // the page number is ignored
        (&[(200, r#"{"items": [{"id": 1}]}"#)], page(), format!("1 {same}"), 2),
        // the key is ignored
        (&[(200, r#"{"items": [{"id": 1}, {"id": 2}]}"#)], key(), format!("1 2 {same}"), 2),
        // the key's own item comes again: the bound counts as inside
        (&[(200, r#"{"items": [{"id": 1}]}"#)], key(), "1 1 end".to_owned(), 2),
        // a page count that is none
        (
            &[(200, r#"{"items": [{"id": 1}], "pageCount": 0}"#), (200, r#"{"items": [], "pageCount": 0}"#)],
            Paging { pages: Some(&["pageCount"]), ..page() },
            "1 end".to_owned(),
            2,
        ),
    ]
}

#[tokio::test]
async fn lists_without_an_end_have_one() {
    for (answers, paging, expected, requests) in endless() {
        let (base, count) = script(answers).await;
        assert_eq!(told(pages(&base, "/x", paging)).await, expected, "{answers:?}");
        assert_eq!(count.load(Ordering::SeqCst), requests, "{answers:?}");
    }
}

#[tokio::test]
async fn a_next_page_elsewhere_is_not_asked_for() {
    let (other, shop) = shop().await;
    let body = json!({"items": [{"id": 1}], "next": format!("{other}/link?at=3")}).to_string();
    let (base, count) = script(Box::leak(Box::new([(200, &*body.leak())]))).await;
    let found = told(pages(&base, "/x", paging(Next::Link { from: &["next"] }))).await;
    assert_eq!(found, "1 list: the next page is said to be at another origin (127.0.0.1), which is not asked");
    assert_eq!((count.load(Ordering::SeqCst), shop.urls().len()), (1, 0));
}

#[tokio::test]
async fn what_cannot_be_sent_again_has_no_pages() {
    let (base, _) = shop().await;
    let mut call = Call::<Value>::new(&client(&base), get("/x"));
    call.bytes("text/plain", sdk_runtime::runtime::Body::stream(sdk_runtime::runtime::Body::from("x"), None));
    let found = told(Pages::new(call, Box::leak(Box::new(paging(Next::LinkHeader))))).await;
    assert_eq!(found, "list: the body is a stream that can be sent only once, and pages are asked for one by one");
}

/// An empty path parameter is a mistake that is told once; it does not go out without.
#[tokio::test]
async fn a_mistake_in_the_call_is_told_once() {
    let (base, shop) = shop().await;
    let mut call = Call::<Value>::new(&client(&base), get("/x"));
    call.json(&f64::NAN);
    let found = told(Pages::new(call, Box::leak(Box::new(paging(Next::LinkHeader))))).await;
    assert!(found.starts_with("list: the body cannot be written"), "{found}");
    assert_eq!(shop.urls().len(), 0);
}
