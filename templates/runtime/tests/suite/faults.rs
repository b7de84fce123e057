//! Faults that a server brings about on real connections, and what becomes of them.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant, SystemTime};

use sdk_runtime::runtime::{Call, Client, Retry, Text};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;

use super::fixture::{KEYED, LIST_ROOMS, POST_ROOM, Room};
use super::server::repeating;

/// What a server does with a connection after it has read a request.
#[derive(Clone)]
enum Act {
    /// Writes this and hangs up.
    Say(String),
    /// Writes this, which may be no text, and hangs up.
    Bytes(Vec<u8>),
    /// Writes this and says nothing more.
    Stop(String),
}

fn answer(status: &str, headers: &str, body: &str) -> Act {
    Act::Say(format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n{headers}\r\n{body}", body.len()))
}

async fn read_request(socket: &mut TcpStream) {
    let mut request = Vec::new();
    let mut buffer = [0; 4096];
    while !request.windows(4).any(|end| end == b"\r\n\r\n") {
        match socket.read(&mut buffer).await {
            Ok(0) | Err(_) => return,
            Ok(length) => request.extend_from_slice(&buffer[..length]),
        }
    }
}

/// Acts these out one after the other, the last one again and again. Counts requests.
async fn server(acts: Vec<Act>) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            read_request(&mut socket).await;
            let number = counted.fetch_add(1, Ordering::SeqCst);
            match acts[number.min(acts.len() - 1)].clone() {
                Act::Say(text) => {
                    let _ = socket.write_all(text.as_bytes()).await;
                    let _ = socket.shutdown().await;
                }
                Act::Bytes(bytes) => {
                    let _ = socket.write_all(&bytes).await;
                    let _ = socket.shutdown().await;
                }
                Act::Stop(text) => {
                    let _ = socket.write_all(text.as_bytes()).await;
                    tokio::spawn(async move {
                        tokio::time::sleep(Duration::from_secs(60)).await;
                        drop(socket);
                    });
                }
            }
        }
    });
    (base, count)
}

/// Pauses of nothing, so that tests take none.
fn quick() -> Retry {
    Retry::new().pauses(Duration::ZERO, Duration::ZERO)
}

fn client(base: &str) -> Client {
    repeating(base).retry(quick()).build().unwrap()
}

#[tokio::test]
async fn connections_that_break_before_and_within_an_answer() {
    let ok = answer("200 OK", "", "fine");
    for broken in [
        Act::Say(String::new()),
        Act::Say("HTTP/1.1 200 OK\r\ncontent-len".to_owned()),
        Act::Say("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf".to_owned()),
        Act::Say("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhal".to_owned()),
    ] {
        let (base, count) = server(vec![broken.clone(), broken.clone(), ok.clone()]).await;
        assert_eq!(Call::<Text>::new(&client(&base), &LIST_ROOMS).await.unwrap(), "fine");
        assert_eq!(count.load(Ordering::SeqCst), 3);
        let (base, count) = server(vec![broken.clone(), ok.clone()]).await;
        assert_eq!(Call::<Text>::new(&client(&base), &KEYED).await.unwrap(), "fine");
        assert_eq!(count.load(Ordering::SeqCst), 2);
        // A POST may have been carried out: it is never sent twice.
        let (base, count) = server(vec![broken, ok.clone()]).await;
        let mut call = Call::<Text>::new(&client(&base), &POST_ROOM);
        call.text("text/plain", "once");
        let error = call.await.unwrap_err();
        assert_eq!((count.load(Ordering::SeqCst), error.attempts()), (1, 1), "{error:?}");
        assert!(!error.is_retryable() && !error.is_status(), "{error:?}");
    }
}

#[tokio::test]
async fn refused_with_both_forms_of_retry_after() {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs();
    let clock = |seconds: u64| {
        let (hours, minutes, seconds) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
        // Any day will do, as long as both dates are of the same.
        format!("Sun, 06 Nov 1994 {hours:02}:{minutes:02}:{seconds:02} GMT")
    };
    let noon = now / 86400 * 86400 + 43200;
    for headers in
        ["retry-after: 1\r\n".to_owned(), format!("date: {}\r\nretry-after: {}\r\n", clock(noon), clock(noon + 1))]
    {
        let (base, count) = server(vec![answer("429 Too Many Requests", &headers, "slow down"), answer("200 OK", "", "fine")]).await;
        let begin = Instant::now();
        let mut call = Call::<Text>::new(&client(&base), &POST_ROOM);
        call.text("text/plain", "again");
        assert_eq!(call.await.unwrap(), "fine");
        assert!(begin.elapsed() >= Duration::from_secs(1), "{:?}", begin.elapsed());
        assert_eq!(count.load(Ordering::SeqCst), 2);
    }
}

#[tokio::test]
async fn a_storm_of_503() {
    let (base, count) = server(vec![answer("503 Service Unavailable", "", "")]).await;
    let error = Call::<Text>::new(&client(&base), &LIST_ROOMS).await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.attempts(), count.load(Ordering::SeqCst)), (503, 4, 4));
    assert_eq!(error.to_string(), "listRooms: 503 Service Unavailable from GET /rooms (4 attempts)");
}

#[tokio::test]
async fn a_server_that_goes_silent() {
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf";
    for silent in [Act::Stop(String::new()), Act::Stop(head.to_owned())] {
        let (base, count) = server(vec![silent.clone(), answer("200 OK", "", "fine")]).await;
        let client = repeating(&base).retry(quick()).read_timeout(Duration::from_millis(100)).build().unwrap();
        assert_eq!(Call::<Text>::new(&client, &LIST_ROOMS).await.unwrap(), "fine");
        assert_eq!(count.load(Ordering::SeqCst), 2);
        let (base, _) = server(vec![silent]).await;
        let call = Call::<Text>::new(&self::client(&base), &POST_ROOM).with_read_timeout(Duration::from_millis(100));
        let error = call.await.unwrap_err();
        assert!(error.is_timeout() && error.attempts() == 1, "{error:?}");
        assert!(error.to_string().contains("the server was silent for 100ms"), "{error}");
    }
}

#[tokio::test]
async fn drop_by_drop_is_not_silence() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        read_request(&mut socket).await;
        for piece in ["HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n", "a", "b", "c", "d", "e"] {
            socket.write_all(piece.as_bytes()).await.unwrap();
            tokio::time::sleep(Duration::from_millis(60)).await;
        }
    });
    let client = repeating(&base).retry(Retry::none()).read_timeout(Duration::from_millis(250)).build().unwrap();
    assert_eq!(Call::<Text>::new(&client, &LIST_ROOMS).await.unwrap(), "abcde");
}

/// Every byte comes in time, and there is no end to them: the time of the call is what ends it.
#[tokio::test]
async fn an_endless_drip_ends_with_the_time_of_the_call() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let (sender, mut ended) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        read_request(&mut socket).await;
        let mut piece = "HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n";
        while socket.write_all(piece.as_bytes()).await.is_ok() {
            piece = "a";
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        sender.send(()).unwrap();
    });
    let client = repeating(&base).retry(quick()).read_timeout(Duration::from_secs(10)).build().unwrap();
    let call = Call::<Text>::new(&client, &LIST_ROOMS).with_timeout(Duration::from_millis(300));
    let error = call.await.unwrap_err();
    assert!(error.is_timeout() && error.attempts() == 1, "{error:?}");
    // The server notices: nothing goes on reading.
    assert_eq!(tokio::time::timeout(Duration::from_secs(10), ended.recv()).await, Ok(Some(())));
}

#[tokio::test]
async fn what_is_no_text_is_named_and_not_asked_for_again() {
    let body = b"{\"subject\":\"s\",\"cleared\":null,\"parent\":{\"subject\":\"a\xffb\",\"cleared\":null}}";
    let head = format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n", body.len());
    let (base, count) = server(vec![Act::Bytes([head.as_bytes(), body].concat())]).await;
    let error = Call::<Room>::new(&client(&base), &LIST_ROOMS).await.unwrap_err();
    assert!(error.is_decode() && !error.is_retryable(), "{error:?}");
    assert_eq!((error.path(), error.attempts()), (Some("/parent/subject"), 1));
    // What came is there for whoever wants to look at it.
    assert_eq!(error.body(), Some(&body[..]));
    assert_eq!(count.load(Ordering::SeqCst), 1);
    assert!(Call::<Text>::new(&client(&base), &LIST_ROOMS).await.unwrap_err().is_decode());
    let raw = client(&base).request(http::Method::GET, "/x").send().await.unwrap();
    assert!(raw.text().await.unwrap_err().is_decode());
}

#[tokio::test]
async fn the_time_of_the_call_ends_all_attempts() {
    let (base, count) = server(vec![Act::Stop(String::new())]).await;
    let client = repeating(&base).retry(quick().attempts(50)).timeout(Duration::from_millis(400)).build().unwrap();
    let begin = Instant::now();
    let call = Call::<Text>::new(&client, &LIST_ROOMS).with_read_timeout(Duration::from_millis(100));
    let error = call.await.unwrap_err();
    assert!(error.is_timeout() && begin.elapsed() < Duration::from_secs(5), "{error:?}");
    assert!((2..=5).contains(&count.load(Ordering::SeqCst)), "{count:?}");
}

#[tokio::test]
async fn a_body_longer_than_the_limit_is_not_read() {
    let body = "x".repeat(100_000);
    let (base, count) = server(vec![answer("200 OK", "", &body)]).await;
    let client = repeating(&base).retry(quick()).max_response_size(1000).build().unwrap();
    let error = Call::<Text>::new(&client, &LIST_ROOMS).await.unwrap_err();
    assert!(error.is_body() && error.to_string().contains("longer than 1000 bytes"), "{error}");
    assert_eq!((count.load(Ordering::SeqCst), error.attempts()), (1, 1));
    let response = client.request(http::Method::GET, "/x").send().await.unwrap();
    assert!(response.text().await.unwrap_err().is_body());
}

#[tokio::test]
async fn whoever_drops_the_call_ends_the_exchange() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let (sender, mut events) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            read_request(&mut socket).await;
            sender.send("asked").unwrap();
            // Nothing is ever answered: what comes next is the end of the connection.
            let ended = matches!(socket.read(&mut [0; 16]).await, Ok(0) | Err(_));
            sender.send(if ended { "ended" } else { "more" }).unwrap();
        }
    });
    let call = tokio::spawn(Call::<Text>::new(&client(&base), &LIST_ROOMS).send());
    assert_eq!(events.recv().await, Some("asked"));
    call.abort();
    let ended = tokio::time::timeout(Duration::from_secs(10), events.recv()).await;
    assert_eq!(ended, Ok(Some("ended")));
    assert!(tokio::time::timeout(Duration::from_millis(300), events.recv()).await.is_err(), "it was sent again");
}

#[tokio::test]
async fn nobody_listens_for_a_while() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let retry = Retry::new().attempts(20).pauses(Duration::from_millis(50), Duration::from_millis(100));
    let client = repeating(&format!("http://{address}")).retry(retry).build().unwrap();
    let mut call = Call::<Text>::new(&client, &POST_ROOM);
    call.text("text/plain", "again");
    let call = tokio::spawn(call.send());
    tokio::time::sleep(Duration::from_millis(200)).await;
    let listener = TcpListener::bind(address).await.unwrap();
    let (mut socket, _) = listener.accept().await.unwrap();
    read_request(&mut socket).await;
    socket.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nfine").await.unwrap();
    assert_eq!(call.await.unwrap().unwrap(), "fine");
}
