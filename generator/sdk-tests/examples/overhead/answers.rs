//! The server: two rooms, one with a page of messages, one without any. Its answers are made once, so that all that
//! changes between two measurements is who asks.

use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

use super::Outcome;

pub const FULL: &str = "room-with-messages";
pub const MESSAGES: usize = 50;

struct Answers {
    full: Vec<u8>,
    empty: Vec<u8>,
}

/// Says where it is on one line, and serves until its input ends.
pub fn serve() -> Outcome {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    println!("http://{}", listener.local_addr()?);
    let messages: Vec<String> = (0..MESSAGES).map(message).collect();
    let answers = Arc::new(Answers { full: answer(&messages), empty: answer(&[]) });
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let answers = Arc::clone(&answers);
            // A client that has seen enough hangs up.
            thread::spawn(move || talk(stream, &answers));
        }
    });
    io::copy(&mut io::stdin(), &mut io::sink())?;
    Ok(())
}

fn talk(mut stream: TcpStream, answers: &Answers) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let (mut head, mut buffer) = (Vec::new(), [0; 4096]);
    loop {
        match stream.read(&mut buffer)? {
            0 => return Ok(()),
            length => head.extend(buffer.iter().take(length)),
        }
        if head.ends_with(b"\r\n\r\n") {
            let full = head.windows(FULL.len()).any(|part| part == FULL.as_bytes());
            stream.write_all(if full { &answers.full } else { &answers.empty })?;
            head.clear();
        }
    }
}

fn answer(messages: &[String]) -> Vec<u8> {
    let body = format!(r#"{{"entities":[{}]}}"#, messages.join(","));
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ninin-correlation-id: 5f0c7f5e-9d3b-4a43-8f54-1c61c3a4a1b7\r\ndate: Fri, 20 Nov 2026 12:00:00 GMT\r\n";
    format!("{head}content-length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

/// Members in the order in which the description has them, as servers write them.
fn message(n: usize) -> String {
    let user =
        |n: usize| format!(r#"{{"id":"7e1f7a10-0000-4000-8000-{n:012}","selfUri":"/api/v2/users/{n}"}}"#);
    let sometimes = |every: usize, text: String| if n.is_multiple_of(every) { text } else { String::new() };
    [
        format!(r#"{{"id":"5b9c2f6e-0000-4000-8000-{n:012}","dateCreated":"2026-11-20T12:{n:02}:30.125Z""#),
        sometimes(5, format!(r#","dateModified":"2026-11-20T13:{n:02}:30.125Z""#)),
        format!(r#","toJid":"{FULL}","jid":"5b9c2f6e@example.org""#),
        r#","body":"Could you look at the order of Ms Åström? She says \"it never came\".""#.to_owned(),
        sometimes(10, r#","mentions":{"ada":"5b9c2f6e@example.org"}"#.to_owned()),
        format!(
            r#","edited":{},"thread":{{"id":"thread-{}"}},"user":{}"#,
            n.is_multiple_of(5),
            n / 10,
            user(n % 7)
        ),
        sometimes(10, format!(r#","reactions":[{{"emoji":"thumbs_up","users":[{},{}]}}]"#, user(1), user(2))),
        "}".to_owned(),
    ]
    .concat()
}
