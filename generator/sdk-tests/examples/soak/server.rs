//! The server: HTTP by hand, for no library hangs up in the middle. It notes what it did with every request.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::chance::{self, Act};

/// The header that says which call a request belongs to.
pub const CALL: &str = "x-soak-call";

/// How many messages a page has.
pub const PAGE: usize = 20;

/// How many requests of one call are noted; more than the SDK may send.
const NOTED: usize = 12;

/// What was done with the requests of each call. All of it is there from the start: memory is watched.
pub struct Log(Mutex<Vec<([Option<Act>; NOTED], usize)>>);

impl Log {
    pub fn new(calls: usize) -> Self {
        Self(Mutex::new(vec![([None; NOTED], 0); calls]))
    }

    /// Notes a request, and says what becomes of it. `None` for a call that nobody made.
    fn next(&self, call: usize) -> Option<Act> {
        let mut calls = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (acts, seen) = calls.get_mut(call)?;
        let act = chance::act(call, *seen);
        if let Some(place) = acts.get_mut(*seen) {
            *place = Some(act);
        }
        *seen += 1;
        Some(act)
    }

    /// What was done with the requests of a call, and how many there were.
    pub fn of(&self, call: usize) -> (Vec<Act>, usize) {
        let calls = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        calls
            .get(call)
            .map_or((Vec::new(), 0), |(acts, seen)| (acts.iter().flatten().copied().collect(), *seen))
    }
}

/// Serves until the process ends; gives the base URL.
pub async fn start(log: Arc<Log>) -> io::Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let base = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let log = Arc::clone(&log);
            // A client that hangs up is part of the game.
            tokio::spawn(async move { talk(stream, &log).await });
        }
    });
    Ok(base)
}

async fn talk(mut stream: TcpStream, log: &Log) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut buffer = Vec::new();
    while let Some((head, body)) = request(&mut stream, &mut buffer).await? {
        let call = field(&head, CALL).and_then(|call| call.parse().ok());
        let Some((call, act)) = call.and_then(|call| Some((call, log.next(call)?))) else {
            return say(&mut stream, "400 Bad Request", "", "").await;
        };
        // Another call's body under this call's number would be an answer to the wrong question.
        let right = !chance::is_post(call) || body == format!(r#"{{"message":"text {call}"}}"#);
        if !right {
            say(&mut stream, "422 Unprocessable Content", "", "").await?;
            continue;
        }
        let text = answer(call);
        match act {
            Act::Answer => say(&mut stream, "200 OK", "", &text).await?,
            Act::Slow => {
                tokio::time::sleep(Duration::from_millis(250)).await;
                say(&mut stream, "200 OK", "", &text).await?;
            }
            Act::Unavailable => say(&mut stream, "503 Service Unavailable", "", "").await?,
            Act::TooMany => say(&mut stream, "429 Too Many Requests", "retry-after: 0\r\n", "").await?,
            Act::Cut => {
                let half = text.get(..text.len() / 2).unwrap_or_default();
                let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{half}", text.len());
                stream.write_all(head.as_bytes()).await?;
                return stream.shutdown().await;
            }
            // Until the client has had enough.
            Act::Mute => {
                return stream.read(&mut [0; 1]).await.map(|_| ());
            }
        }
    }
    Ok(())
}

/// The next request of a connection: head and body. `None` at its end.
async fn request(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> io::Result<Option<(String, String)>> {
    loop {
        if let Some(end) = buffer.windows(4).position(|end| end == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(buffer.get(..end).unwrap_or_default()).into_owned();
            let length: usize =
                field(&head, "content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
            if let Some(body) = buffer.get(end + 4..end + 4 + length) {
                let body = String::from_utf8_lossy(body).into_owned();
                buffer.drain(..end + 4 + length);
                return Ok(Some((head, body)));
            }
        }
        if stream.read_buf(buffer).await? == 0 {
            return Ok(None);
        }
    }
}

fn field<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    let mut lines = head.lines().filter_map(|line| line.split_once(':'));
    lines.find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
}

async fn say(stream: &mut TcpStream, status: &str, headers: &str, body: &str) -> io::Result<()> {
    let text = format!(
        "HTTP/1.1 {status}\r\ncontent-type: application/json\r\n{headers}content-length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(text.as_bytes()).await
}

fn answer(call: usize) -> String {
    if chance::is_post(call) {
        return format!(r#"{{"id":"message-{call}"}}"#);
    }
    let message = |n: usize| {
        format!(
            r#"{{"id":"message-{call}-{n}","dateCreated":"2026-11-20T12:00:{n:02}Z","toJid":"room","jid":"ada","body":"text","thread":{{"id":"t"}}}}"#
        )
    };
    let messages: Vec<String> = (0..PAGE).map(message).collect();
    format!(r#"{{"entities":[{}]}}"#, messages.join(","))
}
