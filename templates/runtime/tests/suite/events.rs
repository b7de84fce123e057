//! Results that are events, over real connections.

use std::time::{Duration, Instant};

use sdk_runtime::runtime::{
    Api, Call, Client, ClientBuilder, Envelope, EventStream, Events, Item, Operation, Reconnect, Retry, Sending, Text,
};
use serde_json::{Value, json};

use super::drip::{chunk, chunked, drip, head};
use super::fixture::{API, Room, operation};
use super::server::{builder, client, repeating};

static WATCH: Operation = Operation { accept: "text/event-stream", ..operation("watch", "GET", "/watch", &[]) };
static CHAT: Operation = operation("chat", "POST", "/chat", &[]);

const SSE: &str = "text/event-stream; charset=utf-8";
const NOW: Duration = Duration::ZERO;

fn watch<T: Item>(client: &Client) -> Call<Events<T>> {
    Call::new(client, &WATCH)
}

/// Data until the end, `!` for an error.
async fn all<T: Item<Value = String>>(mut stream: EventStream<T>) -> Vec<String> {
    let mut data = Vec::new();
    while let Some(event) = stream.next().await {
        data.push(event.map_or_else(|error| format!("!{error}"), |event| event.data));
    }
    assert!(stream.next().await.is_none(), "nothing comes after the end");
    data
}

#[tokio::test]
async fn typed_events_come_as_they_are_sent() {
    let pieces = vec![
        head(SSE),
        ": hello\r\n\r".to_owned(),
        "\nevent: room\r\nid: 1\r\ndata: {\"subject\":\r\n".to_owned(),
        "data: \"a\", \"cleared\": null}\r".to_owned(),
        "\n\r".to_owned(),
        "\ndata: {\"subject\": \"b\", \"cleared\": null}\r\n\r\n".to_owned(),
        "data: {\"subject\": \"never ended\"}\r\n".to_owned(),
    ];
    let (base, mut requests) = drip(vec![pieces], Duration::from_millis(30)).await;
    let mut stream: EventStream<Room> = watch(&client(&base)).await.unwrap();
    assert!(requests.recv().await.unwrap().to_lowercase().contains("\r\naccept: text/event-stream\r\n"));
    assert_eq!((stream.status().as_u16(), stream.headers()["content-type"].to_str().unwrap()), (200, SSE));
    let first = stream.next().await.unwrap().unwrap();
    assert_eq!((first.name.as_str(), first.id.as_deref(), first.data.subject.as_str()), ("room", Some("1"), "a"));
    assert_eq!(stream.last_event_id(), Some("1"));
    let second = stream.next().await.unwrap().unwrap();
    assert_eq!((second.name.as_str(), second.id.as_deref(), second.data.subject.as_str()), ("message", Some("1"), "b"));
    assert!(stream.next().await.is_none());
}

/// The first event is there long before the last one has been written.
#[tokio::test]
async fn nothing_waits_for_the_end() {
    let pieces = vec![head(SSE), "data: 1\n\n".to_owned(), "data: 2\n\n".to_owned()];
    let (base, _requests) = drip(vec![pieces], Duration::from_secs(2)).await;
    let begin = Instant::now();
    let mut stream = watch::<Text>(&client(&base)).send().await.unwrap();
    // The pause after the head is that of the first piece.
    assert_eq!(stream.next().await.unwrap().unwrap().data, "1");
    assert!(begin.elapsed() < Duration::from_millis(3800), "{:?}", begin.elapsed());
}

#[tokio::test]
async fn cut_in_the_middle_of_an_event() {
    // In chunks the cut is seen; without a length the end looks like any other, and half an event is none.
    let cut = vec![chunked(SSE), chunk("data: 1\n\nda"), "9\r\nta: ".to_owned()];
    let (base, _requests) = drip(vec![cut], NOW).await;
    let mut stream = watch::<Text>(&client(&base)).await.unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap().data, "1");
    let error = stream.next().await.unwrap().unwrap_err();
    assert!(error.is_body() && error.status().is_some(), "{error:?}");
    assert!(error.to_string().starts_with("watch: the body broke off"), "{error}");
    assert!(stream.next().await.is_none());
    let (base, _requests) = drip(vec![vec![head(SSE) + "data: 1\n\ndata: 2\n"]], NOW).await;
    assert_eq!(all(watch::<Text>(&client(&base)).await.unwrap()).await, ["1"]);
}

#[tokio::test]
async fn an_endless_line_ends_at_the_limit() {
    let endless = vec![head(SSE) + "data: 1\n\ndata: " + &"x".repeat(5000), "x".repeat(100_000)];
    let (base, _requests) = drip(vec![endless], Duration::from_millis(50)).await;
    let limited = builder(&base).max_response_size(1000).build().unwrap();
    let mut stream = watch::<Text>(&limited).await.unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap().data, "1");
    let error = stream.next().await.unwrap().unwrap_err();
    assert!(error.is_body() && !error.is_retryable(), "{error:?}");
    assert_eq!(error.to_string(), "watch: an item is longer than 1000 bytes");
    assert!(stream.next().await.is_none());
}

/// The limit is that of one event: a stream as a whole has none.
#[tokio::test]
async fn many_events_are_longer_than_the_limit() {
    let events = "data: 0123456789\n\n".repeat(1000);
    let (base, _requests) = drip(vec![vec![head(SSE) + &events]], NOW).await;
    let limited = builder(&base).max_response_size(100).build().unwrap();
    assert_eq!(all(watch::<Text>(&limited).await.unwrap()).await.len(), 1000);
}

#[tokio::test]
async fn what_cannot_be_read_is_an_error_in_its_place() {
    let (base, _requests) = drip(vec![vec![head(SSE) + "data: {\n\ndata: {\"subject\":\"b\",\"cleared\":null}\n\n"]], NOW).await;
    let mut stream = watch::<Room>(&client(&base)).await.unwrap();
    let error = stream.next().await.unwrap().unwrap_err();
    assert!(error.is_decode() && error.operation().is_some(), "{error:?}");
    assert_eq!(stream.next().await.unwrap().unwrap().data.subject, "b");
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn another_content_type_is_named() {
    let (base, _requests) = drip(vec![vec![head("application/json") + "{}"]], NOW).await;
    let error = watch::<Text>(&client(&base)).await.unwrap_err();
    assert!(error.is_decode(), "{error:?}");
    assert_eq!(error.to_string(), "watch: the response is application/json, not an event stream from GET /watch");
}

#[tokio::test]
async fn refusals_are_errors_with_their_body_and_are_repeated() {
    let refusal = |status: &str| {
        vec![format!("HTTP/1.1 {status}\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: 12\r\n\r\n{{\"code\":\"x\"}}")]
    };
    let (base, _requests) = drip(vec![refusal("403 Forbidden")], NOW).await;
    let error = watch::<Text>(&client(&base)).await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.body()), (403, Some(&b"{\"code\":\"x\"}"[..])));
    let (base, _requests) = drip(vec![refusal("503 No"), vec![head(SSE) + "data: 1\n\n"]], NOW).await;
    let quick = repeating(&base).retry(Retry::new().pauses(NOW, NOW)).build().unwrap();
    let response = watch::<Text>(&quick).send_with_response().await.unwrap();
    assert_eq!(response.attempts(), 2);
    assert_eq!(all(response.into_body()).await, ["1"]);
}

#[tokio::test]
async fn the_time_limit_ends_with_the_head() {
    let pieces = || vec![head(SSE), "data: 1\n\n".to_owned(), "data: 2\n\n".to_owned(), "data: 3\n\n".to_owned()];
    let (base, _requests) = drip(vec![pieces()], Duration::from_millis(400)).await;
    let hasty = builder(&base).timeout(Duration::from_millis(600)).build().unwrap();
    assert_eq!(all(watch::<Text>(&hasty).await.unwrap()).await, ["1", "2", "3"]);
    // What the call itself says holds to the end, and silence is another matter.
    for call in [
        watch::<Text>(&hasty).with_timeout(Duration::from_millis(600)),
        watch::<Text>(&hasty).with_read_timeout(Duration::from_millis(100)),
    ] {
        let mut stream = call.await.unwrap();
        let error = loop {
            match stream.next().await.unwrap() {
                Ok(_) => {}
                Err(error) => break error,
            }
        };
        assert!(error.is_timeout(), "{error:?}");
    }
    let (base, _requests) = drip(vec![vec![String::new(), head(SSE)]], Duration::from_secs(20)).await;
    let hasty = builder(&base).timeout(Duration::from_millis(200)).build().unwrap();
    assert!(watch::<Text>(&hasty).await.unwrap_err().is_timeout());
}

#[tokio::test]
async fn reconnecting_goes_on_behind_the_last_event() {
    let gone = vec!["HTTP/1.1 204 No Content\r\n\r\n".to_owned()];
    let connections = vec![
        vec![chunked(SSE) + &chunk("retry: 1\nid: é1\ndata: 1\n\nid: lost\ndata: 2"), "5\r\nx".to_owned()],
        vec![head(SSE) + "data: 2\n\n"],
        vec![head(SSE)],
        vec![head(SSE) + "id\ndata: 3\n\n"],
        gone,
    ];
    let (base, mut requests) = drip(connections, NOW).await;
    let stream = watch::<Text>(&client(&base)).with_header("x-mine", "1").await.unwrap();
    assert_eq!(all(stream.reconnecting(Reconnect::new().attempts(2))).await, ["1", "2", "3"]);
    let mut ids = Vec::new();
    while let Ok(request) = requests.try_recv() {
        assert!(request.contains("x-mine: 1\r\n"), "{request}");
        ids.push(request.lines().find_map(|line| line.strip_prefix("last-event-id: ")).map(str::to_owned));
    }
    let last = Some("é1".to_owned());
    assert_eq!(ids, [None, last.clone(), last.clone(), last, None]);
}

#[tokio::test]
async fn reconnecting_gives_up() {
    let quick = Reconnect::new().attempts(3).pauses(Duration::from_millis(1), Duration::from_millis(5));
    // Nothing but empty streams: the end is quiet. A refusal is not.
    let (base, mut requests) = drip(vec![vec![head(SSE) + "data: 1\n\n"], vec![head(SSE)]], NOW).await;
    assert_eq!(all(watch::<Text>(&client(&base)).await.unwrap().reconnecting(quick)).await, ["1"]);
    let mut count = 0;
    while requests.try_recv().is_ok() {
        count += 1;
    }
    assert_eq!(count, 4);
    let refusal = "HTTP/1.1 401 No\r\ncontent-length: 0\r\n\r\n".to_owned();
    let (base, _requests) = drip(vec![vec![head(SSE) + "data: 1\n\n"], vec![refusal]], NOW).await;
    let seen = all(watch::<Text>(&client(&base)).await.unwrap().reconnecting(quick)).await;
    assert_eq!(seen.len(), 2);
    assert!(seen[1].starts_with("!watch: 401"), "{seen:?}");
}

#[tokio::test]
async fn the_end_can_be_a_word() {
    static ENDING: Api = Api { stream_end: Some("[DONE]"), ..API };
    let text = head(SSE) + "data: 1\n\ndata: [DONE]\n\ndata: 2\n\n";
    let (base, _requests) = drip(vec![vec![text]], NOW).await;
    let ending = ClientBuilder::new(&ENDING).base_url(&base).build().unwrap();
    assert_eq!(all(watch::<Text>(&ending).await.unwrap()).await, ["1"]);
    assert_eq!(all(watch::<Text>(&client(&base)).await.unwrap().until("1")).await, [""; 0]);
    assert_eq!(all(watch::<Text>(&client(&base)).await.unwrap()).await, ["1", "[DONE]", "2"]);
}

/// An operation that answers as a whole or in events: who calls it chooses.
#[tokio::test]
async fn the_same_call_in_events() {
    let (base, mut requests) = drip(vec![vec![head(SSE) + "data: {\"subject\":\"a\",\"cleared\":null}\n\n"]], NOW).await;
    let mut call = Call::<Vec<Room>>::new(&client(&base), &CHAT);
    call.json(&json!({"stream": true}));
    let mut stream = call.accepting::<Events<Room>>("text/event-stream").send().await.unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap().data.subject, "a");
    let request = requests.recv().await.unwrap();
    assert!(request.contains("accept: text/event-stream\r\n") && request.ends_with("{\"stream\":true}"), "{request}");
}

#[tokio::test]
async fn events_that_are_described_as_a_whole() {
    let text = "event: add\nid: 7\ndata: {\"n\":1}\n\ndata: plain\n\ndata: 5\n\n";
    let (base, _requests) = drip(vec![vec![head(SSE) + text]], NOW).await;
    let mut stream = watch::<Envelope<Value>>(&client(&base)).await.unwrap();
    let mut seen = Vec::new();
    while let Some(event) = stream.next().await {
        seen.push(event.unwrap().data);
    }
    let wanted =
        [json!({"event": "add", "id": "7", "data": {"n": 1}}), json!({"id": "7", "data": "plain"}), json!({"id": "7", "data": 5})];
    assert_eq!(seen, wanted);
    // Where the description says that data is text, it stays so even if it looks like a number.
    let (base, _requests) = drip(vec![vec![head(SSE) + text]], NOW).await;
    let mut stream = watch::<Envelope<std::collections::BTreeMap<String, String>>>(&client(&base)).await.unwrap();
    assert!(stream.next().await.unwrap().unwrap().data["data"].contains("\"n\""));
}

#[test]
fn streams_can_go_to_other_tasks() {
    fn can<T: Send + Unpin + 'static>(_: fn() -> T) {}
    can(|| -> EventStream<Room> { unreachable!() });
    can(|| -> Sending<Events<Room>> { unreachable!() });
}
