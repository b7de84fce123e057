//! Streams of events: what comes, and what becomes of it when the connection does not hold.

use std::future::poll_fn;
use std::pin::Pin;
use std::time::{Duration, Instant};

use futures_core::Stream;
use sdk_runtime::runtime::websocket::{EventStream, Loss};
use sdk_runtime::runtime::{Error, Retry};
use tokio::sync::mpsc;
use tokio::time::{sleep, timeout};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;

use super::sockets::{News, heard, hear, news, quick, said, say, send, serve};

fn close(code: u16, reason: &str) -> Message {
    Message::Close(Some(CloseFrame { code: code.into(), reason: reason.to_owned().into() }))
}

async fn gap(stream: &mut EventStream<News>) -> sdk_runtime::runtime::websocket::Gap {
    match stream.next().await.unwrap().unwrap() {
        News::Gap(gap) => gap,
        other => panic!("{other:?}"),
    }
}

async fn failure(stream: &mut EventStream<News>) -> Error {
    let error = stream.next().await.unwrap().unwrap_err();
    assert!(stream.next().await.is_none(), "an error is the end");
    error
}

#[tokio::test]
async fn frames_become_what_their_kind_says() {
    let url = serve(|_, mut peer| async move {
        say(&mut peer, &said("hello")).await;
        say(&mut peer, r#"{"topic":"beat","body":{"message":"I am here"}}"#).await;
        say(&mut peer, r#"{"topic":"Users.17.Presence","body":{"state":"away"}}"#).await;
        send(&mut peer, Message::binary(said("in bytes").into_bytes())).await;
        send(&mut peer, close(1000, "")).await;
        hear(&mut peer).await;
    })
    .await;
    let mut stream = news(&url).open().await.unwrap();
    assert!(stream.is_connected());
    assert_eq!(stream.next().await.unwrap().unwrap(), heard("hello"));
    assert_eq!(stream.next().await.unwrap().unwrap(), News::Presence("away".to_owned()));
    let polled = poll_fn(|cx| Pin::new(&mut stream).poll_next(cx)).await;
    assert_eq!(polled.unwrap().unwrap(), heard("in bytes"));
    assert!(stream.next().await.is_none());
    assert!(stream.next().await.is_none());
    assert!(!stream.is_connected());
}

#[tokio::test]
async fn what_is_not_known_is_kept_as_it_came() {
    let frames = [
        r#"{"meta":{"type":"dance"},"body":{"steps":3}}"#,
        r#"{"meta":{"type":"said"},"body":{"text":17}}"#,
        r#"{"meta":{"type":"said"}}"#,
        r#"{"topic":"users.17.x.presence","body":{"state":"away"}}"#,
        "[1, 2]",
        "no JSON",
        "",
    ];
    let url = serve(move |_, mut peer| async move {
        for frame in frames {
            say(&mut peer, frame).await;
        }
        hear(&mut peer).await;
    })
    .await;
    let mut stream = news(&url).open().await.unwrap();
    let mut told = Vec::new();
    for frame in frames {
        let News::Unknown(unknown) = stream.next().await.unwrap().unwrap() else { panic!("{frame} is known") };
        assert_eq!(unknown.as_str(), Some(frame));
        assert_eq!(unknown.as_bytes(), frame.as_bytes());
        let problem = unknown.problem().map(|error| (error.is_decode(), error.path().map(str::to_owned)));
        told.push((unknown.kind().map(str::to_owned), problem));
        let shown = format!("{unknown:?}");
        assert!(frame.is_empty() || !shown.contains(frame), "{shown}");
    }
    let kind = |kind: &str| Some(kind.to_owned());
    assert_eq!(told[0], (kind("dance"), None));
    assert_eq!(told[1], (kind("said"), Some((true, Some("/text".to_owned())))));
    assert_eq!(told[2], (kind("said"), Some((true, Some(String::new())))));
    assert_eq!(told[3].0, kind("users.17.x.presence"));
    assert!(told[4..].iter().all(|one| *one == (None, None)), "{told:?}");
}

#[tokio::test]
async fn a_cut_is_mended_and_told() {
    let url = serve(|number, mut peer| async move {
        say(&mut peer, &said(&format!("on connection {number}"))).await;
        if number == 2 {
            hear(&mut peer).await;
        }
        // Dropped: the connection ends without a close frame.
    })
    .await;
    let mut stream = news(&url).open().await.unwrap();
    for number in 0..2 {
        assert_eq!(stream.next().await.unwrap().unwrap(), heard(&format!("on connection {number}")));
        let gap = gap(&mut stream).await;
        assert_eq!((&gap.loss, gap.attempts), (&Loss::Broken, 1));
        assert!(gap.to_string().starts_with("the connection broke; it is there again after "), "{gap}");
    }
    assert_eq!(stream.next().await.unwrap().unwrap(), heard("on connection 2"));
}

#[tokio::test]
async fn silent_death_is_noticed() {
    let url = serve(|number, mut peer| async move {
        say(&mut peer, &said(&format!("{number}"))).await;
        // Not read any more: pings go unanswered, the connection stays.
        sleep(Duration::from_secs(60)).await;
        drop(peer);
    })
    .await;
    let limit = Duration::from_millis(400);
    let connect = news(&url).ping_after(Duration::from_millis(100)).silence(limit);
    let mut stream = connect.open().await.unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap(), heard("0"));
    let begin = Instant::now();
    let gap = gap(&mut stream).await;
    assert_eq!(gap.loss, Loss::Silent);
    assert!(gap.lasted >= limit && begin.elapsed() < limit * 5, "{gap:?}, {:?}", begin.elapsed());
    assert_eq!(stream.next().await.unwrap().unwrap(), heard("1"));
}

#[tokio::test]
async fn pongs_are_a_sign_of_life_and_no_heartbeat() {
    let url = serve(|_, mut peer| async move {
        // Answers every ping, and says one thing late.
        if timeout(Duration::from_millis(900), hear(&mut peer)).await.is_err() {
            say(&mut peer, &said("late")).await;
            hear(&mut peer).await;
        }
    })
    .await;
    let quiet = || news(&url).ping_after(Duration::from_millis(100)).silence(Duration::from_millis(500));
    let mut stream = quiet().open().await.unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap(), heard("late"));
    // Where the API promises frames, pongs of a proxy do not stand for them.
    let mut stream = quiet().heartbeat(Some(Duration::from_millis(600))).open().await.unwrap();
    assert_eq!(gap(&mut stream).await.loss, Loss::Silent);
}

#[tokio::test]
async fn close_frames_say_whether_to_come_again() {
    let url = serve(|number, mut peer| async move {
        say(&mut peer, &said(&format!("{number}"))).await;
        let (code, reason) = if number == 0 { (1001, "idle") } else { (4003, "banned\n") };
        send(&mut peer, close(code, reason)).await;
        hear(&mut peer).await;
    })
    .await;
    let mut stream = news(&url).open().await.unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap(), heard("0"));
    assert_eq!(gap(&mut stream).await.loss, Loss::Closed { code: 1001, reason: "idle".to_owned() });
    assert_eq!(stream.next().await.unwrap().unwrap(), heard("1"));
    let error = failure(&mut stream).await;
    assert_eq!(error.to_string(), r"news: the server closed the connection with status 4003: banned\n");
}

#[tokio::test]
async fn a_close_frame_without_a_status_is_an_end() {
    let url = serve(|_, mut peer| async move {
        send(&mut peer, Message::Close(None)).await;
        // Never hangs up: the client does not wait for ever.
        sleep(Duration::from_secs(60)).await;
        drop(peer);
    })
    .await;
    let mut stream = news(&url).open().await.unwrap();
    assert!(timeout(Duration::from_secs(20), stream.next()).await.unwrap().is_none());
}

#[tokio::test]
async fn a_server_that_says_it_leaves_is_left() {
    let url = serve(|number, mut peer| async move {
        let frame = if number == 0 { r#"{"topic":"system.leaving"}"#.to_owned() } else { said("back") };
        say(&mut peer, &frame).await;
        hear(&mut peer).await;
    })
    .await;
    let mut stream = news(&url).open().await.unwrap();
    assert_eq!(gap(&mut stream).await.loss, Loss::Announced);
    assert_eq!(stream.next().await.unwrap().unwrap(), heard("back"));
}

#[tokio::test]
async fn a_frame_that_is_too_long_is_refused() {
    let (tell, mut told) = mpsc::unbounded_channel();
    let url = serve(move |_, mut peer| {
        let tell = tell.clone();
        async move {
            say(&mut peer, &said("short")).await;
            say(&mut peer, &said(&"long ".repeat(1000))).await;
            let _ = tell.send(hear(&mut peer).await);
        }
    })
    .await;
    let mut stream = news(&url).max_frame_size(1000).open().await.unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap(), heard("short"));
    let error = failure(&mut stream).await;
    assert!(error.is_body(), "{error:?}");
    assert_eq!(error.to_string(), "news: a frame is longer than 1000 bytes");
    let Some(Some(Message::Close(Some(frame)))) = told.recv().await else { panic!("it was not told") };
    assert_eq!(u16::from(frame.code), 1009);
}

#[tokio::test]
async fn text_that_is_no_text_is_refused() {
    use tokio::io::AsyncWriteExt;
    let url = serve(|_, mut peer| async move {
        // A text frame of two bytes that are not UTF-8.
        peer.get_mut().write_all(&[0x81, 0x02, 0xc3, 0x28]).await.unwrap();
        hear(&mut peer).await;
    })
    .await;
    let mut stream = news(&url).open().await.unwrap();
    let error = failure(&mut stream).await;
    assert_eq!(error.to_string(), "news: a text is not UTF-8");
}

#[tokio::test]
async fn it_gives_up_when_there_were_enough_attempts() {
    let url = serve(|number, mut peer| async move {
        if number == 0 {
            say(&mut peer, &said("hello")).await;
        }
        // A server that lets everybody in and throws everybody out.
        send(&mut peer, close(1012, "")).await;
        hear(&mut peer).await;
    })
    .await;
    let mut stream = news(&url).reconnect(quick().attempts(3)).open().await.unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap(), heard("hello"));
    let mut gaps = 0;
    let error = loop {
        match stream.next().await.unwrap() {
            Ok(News::Gap(_)) => gaps += 1,
            Ok(other) => panic!("{other:?}"),
            Err(error) => break error,
        }
    };
    assert_eq!((gaps, error.attempts()), (2, 3), "{error}");
    assert!(stream.next().await.is_none());

    let mut once = news(&url).reconnect(Retry::none()).open().await.unwrap();
    assert_eq!(failure(&mut once).await.attempts(), 1);
}

#[tokio::test]
async fn taking_leave() {
    let (tell, mut told) = mpsc::unbounded_channel();
    let url = serve(move |_, mut peer| {
        let tell = tell.clone();
        async move {
            while let Some(message) = hear(&mut peer).await {
                let _ = tell.send(message.clone());
                say(&mut peer, &said("I am not done")).await;
                if message.is_close() {
                    break;
                }
            }
        }
    })
    .await;
    let mut stream = news(&url).open().await.unwrap();
    stream.send(r#"{"message":"ping"}"#);
    assert_eq!(stream.next().await.unwrap().unwrap(), heard("I am not done"));
    assert_eq!(told.recv().await, Some(Message::text(r#"{"message":"ping"}"#)));
    timeout(Duration::from_secs(20), stream.close()).await.unwrap();
    let Some(Message::Close(Some(frame))) = told.recv().await else { panic!("no close frame") };
    assert_eq!(u16::from(frame.code), 1000);
    assert!(stream.next().await.is_none());
    stream.close().await;
}

#[tokio::test]
async fn waiting_can_be_given_up() {
    let url = serve(|_, mut peer| async move {
        for text in ["one", "two"] {
            sleep(Duration::from_millis(150)).await;
            say(&mut peer, &said(text)).await;
        }
        hear(&mut peer).await;
    })
    .await;
    let mut stream = news(&url).open().await.unwrap();
    let mut found = Vec::new();
    while found.len() < 2 {
        if let Ok(event) = timeout(Duration::from_millis(20), stream.next()).await {
            found.push(event.unwrap().unwrap());
        }
    }
    assert_eq!(found, [heard("one"), heard("two")]);
}

#[test]
fn a_stream_can_go_to_another_task() {
    fn send<T: Send + 'static>() {}
    send::<EventStream<News>>();
    send::<sdk_runtime::runtime::websocket::Connect<News>>();
}
