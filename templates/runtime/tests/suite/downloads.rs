//! Results that are read while they come, and bodies from files.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::DefaultBodyLimit;
use axum::http::HeaderMap;
use axum::routing::any;
use sdk_runtime::runtime::{Binary, Body, Call, Download, Multipart, Operation, Part, Progress, Retry, Text};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::sync::{mpsc, oneshot};

use super::drip::{chunk, chunked, drip, head};
use super::fixture::operation;
use super::server::{builder, client, repeating, serve};

static FETCH: Operation = Operation { accept: "*/*", ..operation("fetch", "GET", "/file", &[]) };
static STORE: Operation = operation("store", "PUT", "/file", &[]);

const NOW: Duration = Duration::ZERO;

/// A path of its own for every test, in the folder for such things.
fn place(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("sdk-runtime-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    folder.join(name)
}

fn fetch(base: &str) -> Call<Binary> {
    Call::new(&client(base), &FETCH)
}

/// The first half is there before the server has written the second one.
#[tokio::test]
async fn nothing_waits_for_the_whole() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let (go, wait) = oneshot::channel::<()>();
    tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        let _ = socket.read(&mut [0; 4096]).await;
        socket.write_all(b"HTTP/1.1 200 OK\r\nx-request-id: r1\r\ncontent-length: 10\r\n\r\nfirst").await.unwrap();
        wait.await.unwrap();
        socket.write_all(b"after").await.unwrap();
    });
    let mut download = fetch(&base).send_stream().await.unwrap();
    assert_eq!((download.status().as_u16(), download.length()), (200, Some(10)));
    assert_eq!((download.request_id(), &download.headers()["content-length"]), (Some("r1"), &"10".parse().unwrap()));
    assert_eq!(download.next().await.unwrap().unwrap(), "first");
    go.send(()).unwrap();
    assert_eq!(download.next().await.unwrap().unwrap(), "after");
    assert!(download.next().await.is_none());
}

#[tokio::test]
async fn breaking_off_is_an_error_at_its_place() {
    let (base, _requests) = drip(vec![vec![chunked("image/png"), chunk("half"), "9\r\nx".to_owned()]], NOW).await;
    let mut download = fetch(&base).send_stream().await.unwrap();
    assert_eq!(download.next().await.unwrap().unwrap(), "half");
    let mut next = download.next().await.unwrap();
    if next.is_ok() {
        next = download.next().await.unwrap(); // what came of the second chunk
    }
    let error = next.unwrap_err();
    assert!(error.is_body() && error.to_string().starts_with("fetch: the body broke off"), "{error}");
    assert!(download.next().await.is_none());
}

#[tokio::test]
async fn refusals_are_errors_as_ever() {
    let refusal = "HTTP/1.1 404 Not Found\r\ncontent-length: 4\r\n\r\nnope";
    let (base, _requests) = drip(vec![vec![refusal]], NOW).await;
    let error = fetch(&base).send_stream().await.unwrap_err();
    assert_eq!((error.is_status(), error.body()), (true, Some(&b"nope"[..])));
    assert_eq!(error.attempts(), 1);
}

/// The limit is for what is held in memory.
#[tokio::test]
async fn a_stream_has_no_limit_but_its_bytes_do() {
    let text = head("text/csv") + &"0123456789".repeat(1000);
    let (base, _requests) = drip(vec![vec![text]], NOW).await;
    let limited = builder(&base).max_response_size(100).build().unwrap();
    let mut download = Call::<Text>::new(&limited, &FETCH).send_stream().await.unwrap();
    let mut length = 0;
    while let Some(piece) = download.next().await {
        length += piece.unwrap().len();
    }
    assert_eq!(length, 10_000);
    let error = Call::<Text>::new(&limited, &FETCH).send_stream().await.unwrap().bytes().await.unwrap_err();
    assert!(error.is_body() && error.to_string() == "fetch: the response is longer than 100 bytes", "{error}");
}

type Seen = Arc<Mutex<Vec<Progress>>>;

fn watcher() -> (Seen, impl Fn(Progress) + Send + Sync + 'static) {
    let seen = Seen::default();
    let told = Arc::clone(&seen);
    (seen, move |progress| told.lock().unwrap().push(progress))
}

#[tokio::test]
async fn saved_with_progress_and_only_when_it_is_whole() {
    let content = "0123456789".repeat(60_000);
    let text = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{content}", content.len());
    let (base, _requests) = drip(vec![vec![text.clone()]], NOW).await;
    let (seen, report) = watcher();
    let target = place("saved");
    let download: Download = fetch(&base).send_stream().await.unwrap();
    assert_eq!(download.on_progress(report).save_to(&target).await.unwrap(), 600_000);
    assert_eq!(std::fs::read_to_string(&target).unwrap(), content);
    let seen = seen.lock().unwrap().clone();
    assert!(seen.len() > 2 && seen.windows(2).all(|pair| pair[0].done < pair[1].done), "{seen:?}");
    assert!(seen.iter().all(|progress| progress.total == Some(600_000)));
    assert_eq!(seen.last().map(|progress| progress.done), Some(600_000));

    // What is there stays until the new one is whole.
    let (base, _requests) = drip(vec![vec![text[..300_000].to_owned()]], NOW).await;
    let error = fetch(&base).send_stream().await.unwrap().save_to(&target).await.unwrap_err();
    assert!(error.is_body(), "{error:?}");
    assert_eq!(std::fs::read_to_string(&target).unwrap(), content);
    assert!(!place("saved.part").exists());
    let (base, _requests) = drip(vec![vec![text]], NOW).await;
    let nowhere = place("no").join("such").join("folder");
    let error = fetch(&base).send_stream().await.unwrap().save_to(&nowhere).await.unwrap_err();
    assert!(error.is_request() && error.to_string().contains("cannot be written"), "{error}");
}

/// Takes files and passes on what came; refuses the first `refused` of them.
async fn store(refused: usize) -> (String, mpsc::UnboundedReceiver<(HeaderMap, Bytes)>) {
    let (sender, receiver) = mpsc::unbounded_channel();
    let count = Arc::new(Mutex::new(0));
    let handler = move |headers: HeaderMap, body: Bytes| {
        sender.send((headers, body)).unwrap();
        let mut count = count.lock().unwrap();
        *count += 1;
        let status = if *count <= refused { 503 } else { 200 };
        std::future::ready(http::StatusCode::from_u16(status).unwrap())
    };
    let router = Router::new().fallback(any(handler)).layer(DefaultBodyLimit::disable());
    (serve(router).await, receiver)
}

#[tokio::test]
async fn a_file_is_sent_and_sent_again() {
    let content = "abcdefghij".repeat(70_000);
    let path = place("upload");
    std::fs::write(&path, &content).unwrap();
    let (base, mut received) = store(1).await;
    let quick = repeating(&base).retry(Retry::new().pauses(NOW, NOW)).build().unwrap();
    let (seen, report) = watcher();
    let mut call = Call::<()>::new(&quick, &STORE);
    call.bytes("application/octet-stream", Body::file(&path).await.unwrap().on_progress(report));
    call.await.unwrap();
    for _ in 0..2 {
        let (headers, body) = received.recv().await.unwrap();
        assert_eq!((headers["content-length"].to_str().unwrap(), body.len()), ("700000", 700_000));
        assert!(body == content.as_bytes());
    }
    let seen = seen.lock().unwrap().clone();
    let ends: Vec<usize> =
        (0..seen.len()).filter(|at| seen[*at].done == 700_000).collect();
    assert_eq!(ends.len(), 2, "both attempts are told from nothing to the end: {seen:?}");
    assert!(seen[ends[0] + 1].done < 700_000);
}

#[tokio::test]
async fn bytes_are_told_of_in_pieces() {
    let (base, mut received) = store(0).await;
    let (seen, report) = watcher();
    let mut call = Call::<()>::new(&client(&base), &STORE);
    call.bytes("application/octet-stream", Body::from(vec![7; 200_000]).on_progress(report));
    call.await.unwrap();
    let (headers, body) = received.recv().await.unwrap();
    assert_eq!((headers["content-length"].to_str().unwrap(), body.len()), ("200000", 200_000));
    let done: Vec<u64> = seen.lock().unwrap().iter().map(|progress| progress.done).collect();
    assert_eq!(done, [65_536, 131_072, 196_608, 200_000]);
}

#[tokio::test]
async fn a_file_in_a_form() {
    let path = place("part.txt");
    std::fs::write(&path, "what stands in it").unwrap();
    let (base, mut received) = store(0).await;
    let mut call = Call::<()>::new(&client(&base), &STORE);
    call.multipart(Multipart::new().text("a", "b").part("file", Part::streamed_file(&path).await.unwrap()));
    call.await.unwrap();
    let (headers, body) = received.recv().await.unwrap();
    assert_eq!(headers["content-length"].to_str().unwrap(), body.len().to_string());
    let text = String::from_utf8(body.to_vec()).unwrap();
    assert!(text.contains("name=\"file\"; filename=\"part.txt\"") && text.contains("\r\nwhat stands in it\r\n"), "{text}");
}

#[tokio::test]
async fn files_that_are_not_there_or_change() {
    let error = Body::file(place("missing")).await.unwrap_err();
    assert!(error.is_request() && error.to_string().contains("missing` cannot be read"), "{error}");
    assert!(Body::file(std::env::temp_dir()).await.is_err(), "a folder is no body");
    let (base, _received) = store(0).await;
    for (name, later) in [("shorter", "12"), ("longer", "123456789")] {
        let path = place(name);
        std::fs::write(&path, "12345").unwrap();
        let body = Body::file(&path).await.unwrap();
        std::fs::write(&path, later).unwrap();
        let mut call = Call::<()>::new(&client(&base), &STORE);
        call.bytes("application/octet-stream", body);
        let error = call.await.unwrap_err();
        assert!(!error.is_status(), "{name}: {error:?}");
    }
    let (empty, path) = (store(0).await, place("empty"));
    std::fs::write(&path, "").unwrap();
    let mut call = Call::<()>::new(&client(&empty.0), &STORE);
    call.bytes("application/octet-stream", Body::file(&path).await.unwrap());
    call.await.unwrap();
}

#[test]
fn without_a_runtime_it_is_an_error() {
    let error = super::stub::run(Body::file(place("x"))).unwrap_err();
    assert!(error.to_string().contains("inside a runtime"), "{error}");
}

/// What is downloaded from one place can be sent to another without being held.
#[tokio::test]
async fn from_one_server_to_the_next() {
    let text = "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nthere";
    let (base, _requests) = drip(vec![vec![text]], NOW).await;
    let (target, mut received) = store(0).await;
    let body = fetch(&base).send_stream().await.unwrap().into_body();
    let mut call = Call::<()>::new(&client(&target), &STORE);
    call.bytes("application/octet-stream", body);
    call.await.unwrap();
    let (headers, body) = received.recv().await.unwrap();
    assert_eq!((headers["content-length"].to_str().unwrap(), &body[..]), ("5", &b"there"[..]));
}
