//! Forms of many parts: their bytes, their lengths, and what names and values cannot do.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use sdk_runtime::runtime::body::ChunkStream;
use sdk_runtime::runtime::{Body, Call, Error, Multipart, Part, TransportError};

use super::fixture::{POST_ROOM, Room};
use super::stub::{Stub, run};

struct Chunks(Vec<&'static str>);

impl futures_core::Stream for Chunks {
    type Item = Result<Bytes, TransportError>;
    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready((!self.0.is_empty()).then(|| Ok(Bytes::from_static(self.0.remove(0).as_bytes()))))
    }
}

fn try_send(form: Multipart) -> Result<Stub, Error> {
    let stub = Stub::answering(204, &[], "");
    let mut call = Call::<()>::new(&stub.client(), &POST_ROOM);
    call.multipart(form);
    run(call).map(|()| stub)
}

fn boundary(stub: &Stub) -> String {
    let content_type = stub.header("content-type").unwrap();
    let boundary = content_type.strip_prefix("multipart/form-data; boundary=").unwrap();
    assert!(boundary.len() == 32 && boundary.bytes().all(|byte| byte.is_ascii_hexdigit()), "{boundary}");
    boundary.to_owned()
}

/// All bytes of a body, streamed or not.
fn all(body: Body) -> Result<Vec<u8>, TransportError> {
    let mut body = body;
    let mut bytes = Vec::new();
    while let Some(chunk) =
        run(std::future::poll_fn(|cx| futures_core::Stream::poll_next(Pin::new(&mut body), cx)))
    {
        bytes.extend_from_slice(&chunk?);
    }
    Ok(bytes)
}

fn take_body(stub: &Stub) -> Body {
    std::mem::take(&mut stub.seen.lock().unwrap().last_mut().unwrap().body)
}

/// What was sent, with `B` in the place of the boundary.
fn sent(form: Multipart) -> String {
    let stub = try_send(form).unwrap();
    let boundary = boundary(&stub);
    String::from_utf8(all(take_body(&stub)).unwrap()).unwrap().replace(&boundary, "B")
}

/// What a server reads, by hand: the header lines of each part, and its content.
fn read(text: &str) -> Vec<(Vec<String>, String)> {
    let inner = format!("\r\n{text}");
    let inner = inner.strip_suffix("\r\n--B--\r\n").expect("the end");
    let mut parts = inner.split("\r\n--B\r\n");
    assert_eq!(parts.next(), Some(""), "nothing stands before the first part");
    parts
        .map(|part| {
            let (head, content) = part.split_once("\r\n\r\n").expect("an empty line");
            (head.split("\r\n").map(str::to_owned).collect(), content.to_owned())
        })
        .collect()
}

#[test]
fn the_bytes_of_a_form() {
    let form = Multipart::new()
        .text("title", "two\r\nlines")
        .json("room", &Room::new("é"))
        .unwrap()
        .part("file", Part::bytes(&b"\x00--\r\n"[..]).file_name("a.png").content_type("image/png"))
        .part("file", Part::bytes("raw"))
        .part("note", Part::text("n").content_type("text/markdown; charset=utf-8"));
    let wanted = "--B\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\ntwo\r\nlines\r\n\
        --B\r\nContent-Disposition: form-data; name=\"room\"\r\nContent-Type: application/json\r\n\r\n\
        {\"subject\":\"é\",\"cleared\":null,\"labels\":{}}\r\n\
        --B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n\
        \0--\r\n\r\n\
        --B\r\nContent-Disposition: form-data; name=\"file\"\r\nContent-Type: application/octet-stream\r\n\r\nraw\r\n\
        --B\r\nContent-Disposition: form-data; name=\"note\"\r\nContent-Type: text/markdown; charset=utf-8\r\n\r\nn\r\n\
        --B--\r\n";
    assert_eq!(sent(form), wanted);
}

#[test]
fn a_form_without_parts_is_still_one() {
    assert_eq!(sent(Multipart::new()), "--B--\r\n");
    assert_eq!(read(&sent(Multipart::new().text("", ""))).len(), 1);
}

#[test]
fn every_form_has_a_boundary_of_its_own() {
    let mut seen: Vec<String> =
        (0..50).map(|_| boundary(&try_send(Multipart::new().text("a", "b")).unwrap())).collect();
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), 50);
}

#[test]
fn names_cannot_become_headers() {
    let evil = "x\"\r\nContent-Type: text/html\r\n\r\n--B--\n\r";
    let written = "x%22%0D%0AContent-Type: text/html%0D%0A%0D%0A--B--%0A%0D";
    let form = Multipart::new()
        .part(evil, Part::bytes("1").file_name(evil))
        .text("b\\", "2")
        .part("é日😀", Part::text("3").file_name("\\; filename=\"y\" \\\\"));
    let parts = read(&sent(form));
    assert_eq!(
        parts,
        [
            (
                vec![
                    format!("Content-Disposition: form-data; name=\"{written}\"; filename=\"{written}\""),
                    "Content-Type: application/octet-stream".to_owned()
                ],
                "1".to_owned()
            ),
            (vec!["Content-Disposition: form-data; name=\"b%5C\"".to_owned()], "2".to_owned()),
            (
                vec![
                    "Content-Disposition: form-data; name=\"é日😀\"; \
                     filename=\"\\; filename=%22y%22 \\%5C\""
                        .to_owned()
                ],
                "3".to_owned()
            ),
        ]
    );
}

#[test]
fn a_content_type_that_is_none_is_refused_before_sending() {
    for bad in ["text/plain\r\nX: y", "text/plain\n", "a\0b", "é/é", "", " "] {
        let form = Multipart::new().part("p", Part::text("x").content_type(bad));
        let error = try_send(form).map(drop).unwrap_err();
        assert!(error.is_request() && error.attempts() == 0, "{bad:?}: {error:?}");
        assert!(error.to_string().contains("given for the part \"p\", is no content type"), "{error}");
    }
}

#[test]
fn json_that_cannot_be_written_is_refused() {
    let error = Multipart::new().json("number", &f64::NAN).map(drop).unwrap_err();
    assert!(error.is_request(), "{error:?}");
}

#[test]
fn lengths_are_known_where_all_are() {
    let known =
        Multipart::new().text("a", "b").part("s", Part::stream(Chunks(vec!["12", "", "345"]), Some(5)));
    let stub = try_send(known).unwrap();
    let body = take_body(&stub);
    let length = body.length().unwrap();
    assert!(body.again().is_none(), "a stream goes out once");
    let bytes = all(body).unwrap();
    assert_eq!(u64::try_from(bytes.len()).unwrap(), length);
    let text = String::from_utf8(bytes).unwrap().replace(&boundary(&stub), "B");
    assert_eq!(read(&text).last().unwrap().1, "12345");

    let stub = try_send(Multipart::new().part("s", Part::stream(Chunks(vec!["1", "2"]), None))).unwrap();
    let body = take_body(&stub);
    assert_eq!(body.length(), None);
    let text = String::from_utf8(all(body).unwrap()).unwrap().replace(&boundary(&stub), "B");
    assert_eq!(
        read(&text),
        [(
            vec![
                "Content-Disposition: form-data; name=\"s\"".to_owned(),
                "Content-Type: application/octet-stream".to_owned()
            ],
            "12".to_owned()
        )]
    );
}

#[test]
fn a_stream_of_another_length_than_was_said_fails() {
    for (said, how) in [(2, "longer"), (4, "shorter")] {
        let form =
            Multipart::new().part("s", Part::stream(Chunks(vec!["1", "23"]), Some(said))).text("t", "u");
        let error = all(take_body(&try_send(form).unwrap())).unwrap_err();
        assert_eq!(error.to_string(), format!("a part of the form is {how} than was said"));
    }
}

#[test]
fn what_is_in_memory_or_can_be_made_anew_is_sent_again() {
    let small = take_body(&try_send(Multipart::new().text("a", "b")).unwrap());
    assert!(small.as_bytes().is_some(), "a small form is one piece");

    let large = vec![b'-'; 2 * 1024 * 1024];
    let make = || -> ChunkStream { Box::pin(Chunks(vec!["again"])) };
    let form = Multipart::new()
        .part("large", Part::bytes(large))
        .part("made", Part::bytes(Body::replayable(Arc::new(make), Some(5))));
    let body = take_body(&try_send(form).unwrap());
    assert!(body.as_bytes().is_none() && body.length().is_some_and(|length| length > 2 * 1024 * 1024));
    let second = body.again().unwrap();
    assert_eq!(second.length(), body.length());
    let third = second.again().unwrap();
    let first = all(body).unwrap();
    assert!(first.windows(5).any(|bytes| bytes == b"again"));
    assert!(first == all(second).unwrap() && first == all(third).unwrap());
}

#[cfg(not(target_arch = "wasm32"))]
#[test]
fn a_file_keeps_its_name() {
    let path = std::env::temp_dir().join(format!("sdk-runtime-{}-b c.txt", std::process::id()));
    std::fs::write(&path, "content").unwrap();
    let part = Part::file(&path);
    std::fs::remove_file(&path).unwrap();
    let name = path.file_name().unwrap().to_str().unwrap();
    let parts = read(&sent(Multipart::new().part("f", part.unwrap().content_type("text/plain"))));
    assert_eq!(
        parts,
        [(
            vec![
                format!("Content-Disposition: form-data; name=\"f\"; filename=\"{name}\""),
                "Content-Type: text/plain".to_owned()
            ],
            "content".to_owned()
        )]
    );
    assert_eq!(Part::file(&path).map(drop).unwrap_err().kind(), std::io::ErrorKind::NotFound);
}

#[test]
fn debug_shows_no_content() {
    let form = Multipart::new().text("password", "s3cret").part(
        "file",
        Part::stream(Chunks(vec!["s3cret"]), None).file_name("a.png").content_type("image/png"),
    );
    assert_eq!(
        format!("{form:?}"),
        "Multipart {\"password\": Part { body: Body(6 bytes) }, \"file\": Part { file_name: \"a.png\", \
         content_type: \"image/png\", body: Body(stream) }}"
    );
}

#[cfg(feature = "reqwest")]
#[tokio::test]
async fn a_real_server_gets_the_length_or_chunks() {
    use axum::Router;
    use axum::http::HeaderMap;
    use axum::routing::any;
    use tokio::sync::mpsc::unbounded_channel;

    let (sender, mut seen) = unbounded_channel();
    let handler = move |headers: HeaderMap, body: Bytes| {
        sender.send((headers, body)).unwrap();
        std::future::ready(axum::http::StatusCode::NO_CONTENT)
    };
    let base = super::server::serve(Router::new().fallback(any(handler))).await;
    for length in [Some(3), None] {
        let mut call = Call::<()>::new(&super::server::client(&base), &POST_ROOM);
        let stream = Part::stream(Chunks(vec!["1", "23"]), length).file_name("é.bin");
        call.multipart(Multipart::new().text("a", "b").part("s", stream));
        call.await.unwrap();
        let (headers, body) = seen.recv().await.unwrap();
        assert_eq!(headers.get("content-length").is_some(), length.is_some());
        assert_eq!(headers.get("transfer-encoding").is_some(), length.is_none());
        let boundary = headers["content-type"].to_str().unwrap().rsplit_once("boundary=").unwrap().1;
        let parts = read(&String::from_utf8(body.to_vec()).unwrap().replace(boundary, "B"));
        assert_eq!(parts.iter().map(|(_, content)| content.as_str()).collect::<Vec<_>>(), ["b", "123"]);
    }

    let mut call = Call::<()>::new(&super::server::client(&base), &POST_ROOM);
    call.multipart(Multipart::new().part("s", Part::stream(Chunks(vec!["1"]), Some(3))));
    let error = call.await.unwrap_err();
    assert!(error.to_string().contains("a part of the form is shorter than was said"), "{error}");
}

#[test]
fn parts_may_have_headers_of_their_own() {
    let part = Part::text("v").content_type("text/plain").header("Content-ID", "<1>").header("X-a", "b c");
    assert_eq!(
        sent(Multipart::new().part("n", part)),
        "--B\r\nContent-Disposition: form-data; name=\"n\"\r\nContent-Type: text/plain\r\nContent-ID: <1>\r\nX-a: b c\r\n\r\nv\r\n--B--\r\n"
    );
    for (name, value) in
        [("x", "a\r\nb: c"), ("a\r\nb", "c"), ("", "c"), ("x", "é"), ("content-TYPE", "a/b"), ("Content-Disposition", "x")]
    {
        let error = try_send(Multipart::new().part("n", Part::text("v").header(name, value))).err().unwrap();
        assert!(error.is_request() && error.to_string().contains("no header for it"), "{error}");
    }
}
