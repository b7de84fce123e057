//! Results that are JSON line by line.

use std::time::Duration;

use sdk_runtime::runtime::{Call, LineStream, Lines, Operation};
use serde_json::{Value, json};

use super::drip::{chunk, chunked, drip, head};
use super::fixture::{Room, operation};
use super::server::{builder, client};

static EXPORT: Operation = Operation { accept: "application/x-ndjson", ..operation("export", "GET", "/export", &[]) };
static SEQUENCE: Operation = Operation { accept: "application/json-seq", ..operation("seq", "GET", "/seq", &[]) };

async fn all(mut stream: LineStream<Value>) -> Vec<Result<Value, String>> {
    let mut all = Vec::new();
    while let Some(line) = stream.next().await {
        all.push(line.map_err(|error| error.to_string()));
    }
    assert!(stream.next().await.is_none());
    all
}

async fn lines(operation: &'static Operation, content_type: &str, pieces: &[&str]) -> Vec<Result<Value, String>> {
    let mut all_pieces = vec![head(content_type)];
    all_pieces.extend(pieces.iter().map(|piece| (*piece).to_owned()));
    let (base, _requests) = drip(vec![all_pieces], Duration::from_millis(20)).await;
    all(Call::<Lines<Value>>::new(&client(&base), operation).await.unwrap()).await
}

#[tokio::test]
async fn lines_wherever_the_pieces_end() {
    let seen = lines(&EXPORT, "application/x-ndjson", &["{\"a\":", "1}\r", "\n\n  \n[2]\n\"\\n\"", "\n3"]).await;
    assert_eq!(seen, [Ok(json!({"a": 1})), Ok(json!([2])), Ok(json!("\n")), Ok(json!(3))]);
    assert_eq!(lines(&EXPORT, "application/jsonl", &[]).await, []);
    assert_eq!(lines(&EXPORT, "", &["1\n2\n"]).await, [Ok(json!(1)), Ok(json!(2))]);
}

#[tokio::test]
async fn a_bad_line_is_an_error_in_its_place() {
    let seen = lines(&EXPORT, "application/x-ndjson", &["{\n1\n"]).await;
    assert!(seen[0].as_ref().is_err_and(|error| error.starts_with("export: ")), "{seen:?}");
    assert_eq!(seen[1..], [Ok(json!(1))]);
}

#[tokio::test]
async fn sequences_have_separators_in_front() {
    let pieces = ["\u{1e}{\n\"a\": 1\n}\n\u{1e}", "\u{1e}[2]\n\u{1e}12"];
    let seen = lines(&SEQUENCE, "application/json-seq", &pieces).await;
    assert_eq!(seen[..2], [Ok(json!({"a": 1})), Ok(json!([2]))]);
    assert!(seen[2].as_ref().is_err_and(|error| error.contains("breaks off")), "12 may have been 123: {seen:?}");
    assert_eq!(lines(&SEQUENCE, "application/geo+json-seq", &["\u{1e}12\n"]).await, [Ok(json!(12))]);
}

#[tokio::test]
async fn cut_and_too_long() {
    let cut = vec![chunked("application/jsonl"), chunk("1\n2"), "9\r\n3".to_owned()];
    let (base, _requests) = drip(vec![cut], Duration::ZERO).await;
    let mut stream = Call::<Lines<Value>>::new(&client(&base), &EXPORT).await.unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap(), json!(1));
    let error = stream.next().await.unwrap().unwrap_err();
    assert!(error.is_body(), "{error:?}");
    assert!(stream.next().await.is_none());

    let (base, _requests) = drip(vec![vec![head("application/jsonl") + "1\n\"" + &"x".repeat(500)]], Duration::ZERO).await;
    let limited = builder(&base).max_response_size(100).build().unwrap();
    let mut stream = Call::<Lines<Value>>::new(&limited, &EXPORT).await.unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap(), json!(1));
    let error = stream.next().await.unwrap().unwrap_err();
    assert_eq!(error.to_string(), "export: an item is longer than 100 bytes");
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn models_and_pages_of_html() {
    let (base, _requests) = drip(vec![vec![head("application/x-ndjson") + "{\"subject\":\"a\",\"cleared\":null}\n"]], Duration::ZERO).await;
    let mut stream = Call::<Lines<Room>>::new(&client(&base), &EXPORT).await.unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap().subject, "a");
    let (base, _requests) = drip(vec![vec![head("text/html") + "<html>"]], Duration::ZERO).await;
    let error = Call::<Lines<Room>>::new(&client(&base), &EXPORT).await.unwrap_err();
    assert!(error.is_decode() && error.to_string().contains("text/html"), "{error}");
}
