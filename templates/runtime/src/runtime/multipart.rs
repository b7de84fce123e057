//! Bodies of `multipart/form-data` (RFC 7578): fields and files side by side, from memory or streamed.
//!
//! Names and file names are quoted as browsers quote them, so that no text in them can become a header, and the
//! boundary is drawn anew for every form.

use std::collections::VecDeque;
use std::collections::hash_map::RandomState;
use std::fmt;
use std::hash::{BuildHasher, Hasher};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use http::HeaderValue;

use super::body::{Body, ChunkStream};
use super::builder::header_name;
use super::error::Error;
use super::json::{Field, to_vec};
use super::transport::{MaybeSend, TransportError, TransportErrorKind};

/// A form up to this size goes out in one piece; a longer one is passed on part by part without being copied.
const IN_ONE_PIECE: u64 = 1024 * 1024;

/// A form of named parts, sent in the order in which they were added. A name may come more than once: that is how
/// a form carries a list.
#[derive(Default)]
#[must_use = "a form does nothing until it is given to a call"]
pub struct Multipart {
    parts: Vec<(String, Part)>,
}

/// The value of one part: text, bytes or a stream, with what is said about it.
#[must_use = "a part does nothing until it is added to a form"]
pub struct Part {
    body: Body,
    file_name: Option<String>,
    content_type: Option<String>,
    headers: Vec<(String, String)>,
}

impl Multipart {
    /// A form without parts.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a field of text.
    pub fn text(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.part(name, Part::text(value))
    }

    /// Adds a field that travels as JSON, such as a model.
    ///
    /// # Errors
    /// When the value cannot be written as JSON.
    #[inline]
    pub fn json<F: Field>(self, name: impl Into<String>, value: &F) -> Result<Self, Error> {
        let json = to_vec(value).map_err(Error::from_encode)?;
        Ok(self.part(name, Part::bytes(json).content_type("application/json")))
    }

    /// Adds a part.
    pub fn part(mut self, name: impl Into<String>, part: Part) -> Self {
        self.parts.push((name.into(), part));
        self
    }

    /// The content type with its boundary, and the body.
    pub(super) fn finish(self) -> Result<(String, Body), Error> {
        let boundary = self.boundary();
        let mut pieces = Vec::with_capacity(2 * self.parts.len() + 1);
        let mut between = String::new();
        for (name, part) in self.parts {
            between.push_str("--");
            between.push_str(&boundary);
            between.push_str("\r\n");
            part.head(&name, &mut between)?;
            pieces.push(Body::from(std::mem::take(&mut between)));
            pieces.push(part.body);
            between.push_str("\r\n");
        }
        between.push_str("--");
        between.push_str(&boundary);
        between.push_str("--\r\n");
        pieces.push(Body::from(between));
        Ok((format!("multipart/form-data; boundary={boundary}"), joined(pieces)))
    }

    /// A boundary that stands in no part that is in memory. Where it is random a second round never comes; some
    /// wasm targets have no random numbers, and there a value could be written that guesses the first.
    fn boundary(&self) -> String {
        loop {
            let boundary = format!("{:016x}{:016x}", random(), random());
            // A delimiter has a hyphen before the boundary, and the boundary has none in it.
            let stands_in = |content: &[u8]| {
                content.split(|byte| *byte == b'-').any(|rest| rest.starts_with(boundary.as_bytes()))
            };
            if !self.parts.iter().filter_map(|(_, part)| part.body.as_bytes()).any(stands_in) {
                return boundary;
            }
        }
    }
}

impl Part {
    fn new(body: Body, content_type: Option<&str>) -> Self {
        Self { body, file_name: None, content_type: content_type.map(str::to_owned), headers: Vec::new() }
    }

    /// Text, without a content type: what servers take as text in UTF-8.
    pub fn text(value: impl Into<String>) -> Self {
        Self::new(Body::from(value.into()), None)
    }

    /// Bytes, as `application/octet-stream` unless another content type is given. A [`Body`] is taken as well: with
    /// one that can be replayed, the form can be sent again.
    pub fn bytes(content: impl Into<Body>) -> Self {
        Self::new(content.into(), Some("application/octet-stream"))
    }

    /// A stream, with its length where that is known. Where all lengths are, the request says how long it is, which
    /// many servers ask for; a stream that turns out longer or shorter than was said fails the call.
    pub fn stream<S>(stream: S, length: Option<u64>) -> Self
    where
        S: Stream<Item = Result<Bytes, TransportError>> + MaybeSend + 'static,
    {
        Self::bytes(Body::stream(stream, length))
    }

    /// A file, under its own name. It is read here and now, all of it, and blocks for as long as that takes; for
    /// what is too large for memory, open it with the async library of your choice and use [`stream`](Self::stream).
    ///
    /// # Errors
    /// When the file cannot be read.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn file(path: impl AsRef<std::path::Path>) -> std::io::Result<Self> {
        let path = path.as_ref();
        let part = Self::bytes(std::fs::read(path)?);
        Ok(match path.file_name() {
            Some(name) => part.file_name(name.to_string_lossy()),
            None => part,
        })
    }

    /// The name of the file; most servers take a part as a file only where there is one.
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// The content type, such as `image/png`. One that no header can hold fails the call before anything is sent.
    pub fn content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }

    /// One more header of this part, such as `Content-ID`. One that HTTP does not allow fails the call before anything
    /// is sent, and so do those that are written here anyway.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// The headers, and the empty line after them.
    fn head(&self, name: &str, head: &mut String) -> Result<(), Error> {
        head.push_str("Content-Disposition: form-data; name=");
        quote(name, head);
        if let Some(file_name) = &self.file_name {
            head.push_str("; filename=");
            quote(file_name, head);
        }
        if let Some(content_type) = &self.content_type {
            let sound = content_type.is_ascii() && HeaderValue::from_str(content_type).is_ok();
            if !sound || content_type.trim().is_empty() {
                let message = format!("{content_type:?}, given for the part {name:?}, is no content type");
                return Err(Error::request(message));
            }
            head.push_str("\r\nContent-Type: ");
            head.push_str(content_type);
        }
        for (header, value) in &self.headers {
            let own = ["content-disposition", "content-type"].iter().any(|own| header.eq_ignore_ascii_case(own));
            if own || header_name(header).is_err() || !value.is_ascii() || HeaderValue::from_str(value).is_err() {
                let message = format!("{header:?}, given for the part {name:?}, is no header for it");
                return Err(Error::request(message));
            }
            head.push_str("\r\n");
            head.push_str(header);
            head.push_str(": ");
            head.push_str(value);
        }
        head.push_str("\r\n\r\n");
        Ok(())
    }
}

fn random() -> u64 {
    RandomState::new().build_hasher().finish()
}

/// Writes a name in quotes as the WHATWG's form encoding has it: other escapes are read differently by every server.
fn quote(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("%22"),
            '\r' => out.push_str("%0D"),
            '\n' => out.push_str("%0A"),
            _ => out.push(c),
        }
    }
    // Some servers read `\"` as a quote inside the name, which would then go on to the next one.
    if text.ends_with('\\') {
        out.pop();
        out.push_str("%5C");
    }
    out.push('"');
}

/// One body of many. It has a length if all of them have, and can be sent again if all of them can.
fn joined(pieces: Vec<Body>) -> Body {
    let length = pieces.iter().try_fold(0_u64, |sum, piece| sum.checked_add(piece.length()?));
    if length.is_some_and(|length| length <= IN_ONE_PIECE) {
        if let Some(pieces) = pieces.iter().map(Body::as_bytes).collect::<Option<Vec<_>>>() {
            return Body::from(pieces.concat());
        }
    }
    if copies(&pieces).is_none() {
        return Body::stream(Joined::new(pieces), length);
    }
    let pieces = Mutex::new(pieces);
    let replay = move || -> ChunkStream {
        let pieces = pieces.lock().unwrap_or_else(PoisonError::into_inner);
        Box::pin(Joined::new(copies(&pieces).unwrap_or_default()))
    };
    Body::replayable(Arc::new(replay), length)
}

fn copies(pieces: &[Body]) -> Option<Vec<Body>> {
    pieces.iter().map(Body::again).collect()
}

/// Bodies one after the other, each with what is still to come of it, where that is known.
struct Joined(VecDeque<(Body, Option<u64>)>);

impl Joined {
    fn new(pieces: Vec<Body>) -> Self {
        Self(
            pieces
                .into_iter()
                .map(|piece| {
                    let left = piece.length();
                    (piece, left)
                })
                .collect(),
        )
    }

    fn fail(&mut self, error: TransportError) -> Poll<Option<Result<Bytes, TransportError>>> {
        self.0.clear();
        Poll::Ready(Some(Err(error)))
    }
}

impl Stream for Joined {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        // Content that is longer or shorter than was said would shift the end of the whole request.
        let wrong = |how: &str| {
            let message = format!("a part of the form is {how} than was said");
            TransportError::new(TransportErrorKind::Request, message)
        };
        while let Some((piece, left)) = self.0.front_mut() {
            match Pin::new(piece).poll_next(cx) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(Some(Err(error))) => return self.fail(error),
                Poll::Ready(Some(Ok(chunk))) => {
                    if let Some(left) = left {
                        match u64::try_from(chunk.len()).ok().and_then(|size| left.checked_sub(size)) {
                            Some(rest) => *left = rest,
                            None => return self.fail(wrong("longer")),
                        }
                    }
                    return Poll::Ready(Some(Ok(chunk)));
                }
                Poll::Ready(None) if left.is_some_and(|left| left > 0) => return self.fail(wrong("shorter")),
                Poll::Ready(None) => drop(self.0.pop_front()),
            }
        }
        Poll::Ready(None)
    }
}

/// Names and sizes, no contents.
impl fmt::Debug for Multipart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Multipart ")?;
        f.debug_map().entries(self.parts.iter().map(|(name, part)| (name, part))).finish()
    }
}

/// Names and sizes, no contents.
impl fmt::Debug for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = f.debug_struct("Part");
        if let Some(file_name) = &self.file_name {
            text.field("file_name", file_name);
        }
        if let Some(content_type) = &self.content_type {
            text.field("content_type", content_type);
        }
        text.field("body", &self.body).finish()
    }
}
