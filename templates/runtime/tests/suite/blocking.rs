//! Calls without `async`.

use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use axum::Router;
use axum::routing::any;
use sdk_runtime::runtime::{Call, Text};

use super::fixture::LIST_ROOMS;
use super::server::{builder, serve};

/// A server on a thread of its own.
fn server() -> String {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let slow = || async {
                tokio::time::sleep(Duration::from_millis(100)).await;
                "slow"
            };
            let router = Router::new().route("/rooms", any(|| async { "rooms" })).route("/slow/rooms", any(slow));
            sender.send(serve(router).await).unwrap();
            std::future::pending::<()>().await;
        });
    });
    receiver.recv().unwrap()
}

#[test]
fn from_any_thread_at_once() {
    let base = server();
    let client = builder(&base).build().unwrap();
    assert_eq!(Call::<Text>::new(&client, &LIST_ROOMS).send_blocking().unwrap(), "rooms");
    let response = Call::<Text>::new(&client, &LIST_ROOMS).send_with_response().wait().unwrap();
    assert_eq!((response.status().as_u16(), response.attempts()), (200, 1));
    let slow = builder(&format!("{base}/slow")).build().unwrap();
    let begin = Instant::now();
    thread::scope(|scope| {
        for _ in 0..16 {
            scope.spawn(|| assert_eq!(Call::<Text>::new(&slow, &LIST_ROOMS).send_blocking().unwrap(), "slow"));
        }
    });
    assert!(begin.elapsed() < Duration::from_millis(1200), "one after the other: {:?}", begin.elapsed());
    let late = Call::<Text>::new(&slow, &LIST_ROOMS).with_timeout(Duration::from_millis(10)).send_blocking();
    assert!(late.unwrap_err().is_timeout());
}

#[tokio::test]
async fn inside_an_asynchronous_runtime_it_is_an_error() {
    let client = builder("http://127.0.0.1:9").build().unwrap();
    let error = Call::<Text>::new(&client, &LIST_ROOMS).send_blocking().unwrap_err();
    assert!(error.is_request() && error.to_string().contains("`.await` the call"), "{error}");
    let error = Call::<Text>::new(&client, &LIST_ROOMS).send_with_response().wait().unwrap_err();
    assert!(error.is_request(), "{error}");
}
