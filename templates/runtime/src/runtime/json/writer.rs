//! The writer: text goes straight into one buffer.

use std::collections::BTreeMap;
use std::fmt;

use super::Field;

/// Where JSON is written to.
#[derive(Debug, Default)]
pub struct Sink {
    out: Vec<u8>,
    failed: Option<String>,
}

impl Sink {
    /// An empty one.
    #[must_use]
    pub fn new() -> Self {
        // Most bodies are small; the first growth steps would cost more than they save.
        Self { out: Vec::with_capacity(256), failed: None }
    }

    /// A writer of one value.
    pub fn writer(&mut self) -> Writer<'_> {
        Writer(self)
    }

    /// What was written.
    ///
    /// # Errors
    /// When something could not be written.
    pub fn finish(self) -> Result<Vec<u8>, EncodeError> {
        match self.failed {
            None => Ok(self.out),
            Some(what) => Err(EncodeError { what }),
        }
    }
}

/// Why a value could not be written as JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncodeError {
    what: String,
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for EncodeError {}

/// Writes one JSON value.
#[derive(Debug)]
pub struct Writer<'a>(&'a mut Sink);

impl Writer<'_> {
    /// `null`
    #[inline(never)]
    pub fn null(&mut self) {
        self.0.out.extend_from_slice(b"null");
    }

    /// `true` or `false`
    #[inline(never)]
    pub fn boolean(&mut self, value: bool) {
        self.0.out.extend_from_slice(if value { b"true" } else { b"false" });
    }

    /// An integer, exactly.
    #[inline]
    pub fn integer<N: itoa::Integer>(&mut self, value: N) {
        self.0.out.extend_from_slice(itoa::Buffer::new().format(value).as_bytes());
    }

    /// The shortest text that reads back as the same number.
    #[inline(never)]
    pub fn float(&mut self, value: f64) {
        match serde_json::Number::from_f64(value) {
            Some(number) => self.json(|out| serde_json::to_writer(out, &number)),
            None => self.refuse(format!("{value} cannot be written as JSON")),
        }
    }

    /// A string, escaped where JSON asks for it and nowhere else.
    #[inline(never)]
    pub fn text(&mut self, value: &str) {
        escape(value, &mut self.0.out);
    }

    /// What serde_json writes.
    pub(super) fn json(&mut self, write: impl FnOnce(&mut Vec<u8>) -> serde_json::Result<()>) {
        if let Err(error) = write(&mut self.0.out) {
            self.refuse(error.to_string());
        }
    }

    /// JSON that is known to be well formed.
    pub(crate) fn raw(&mut self, json: &str) {
        self.0.out.extend_from_slice(json.as_bytes());
    }

    /// Gives up: nothing is sent, and the caller gets this message.
    #[cold]
    pub fn refuse(&mut self, what: String) {
        self.0.failed.get_or_insert(what);
    }

    /// An object with known keys.
    #[inline(never)]
    pub fn object(&mut self, keys: &'static [&'static str], emit: &mut dyn FnMut(&mut Object<'_>)) {
        self.0.out.push(b'{');
        emit(&mut Object { sink: self.0, keys, first: true });
        self.0.out.push(b'}');
    }

    /// An array of what `write` writes at each call, until it has nothing more.
    #[inline(never)]
    pub fn array(&mut self, count: usize, write: &mut dyn FnMut(usize, &mut Writer<'_>)) {
        self.0.out.push(b'[');
        for index in 0..count {
            if index > 0 {
                self.0.out.push(b',');
            }
            write(index, &mut Writer(self.0));
        }
        self.0.out.push(b']');
    }
}

/// The members of an object that is being written.
#[derive(Debug)]
pub struct Object<'a> {
    sink: &'a mut Sink,
    keys: &'static [&'static str],
    first: bool,
}

impl Object<'_> {
    /// A member; left out when it is absent.
    #[inline]
    pub fn field<T: Field>(&mut self, key: &str, value: &T) {
        if !value.is_absent() {
            value.write(&mut self.member(key));
        }
    }

    /// A member that is always there: `null` when it is absent.
    #[inline]
    pub fn nullable<T: Field>(&mut self, key: &str, value: &T) {
        value.write(&mut self.member(key));
    }

    /// Members beyond the known ones. A known key cannot be written a second time this way.
    #[inline]
    pub fn extra<T: Field>(&mut self, members: &BTreeMap<String, T>) {
        for (key, value) in members {
            if !self.keys.contains(&key.as_str()) {
                value.write(&mut self.member(key));
            }
        }
    }

    /// Writes the key; the value is for the caller to write.
    #[inline(never)]
    pub fn member(&mut self, key: &str) -> Writer<'_> {
        if !self.first {
            self.sink.out.push(b',');
        }
        self.first = false;
        escape(key, &mut self.sink.out);
        self.sink.out.push(b':');
        Writer(self.sink)
    }
}

fn escape(text: &str, out: &mut Vec<u8>) {
    out.reserve(text.len() + 2);
    out.push(b'"');
    let mut rest = text.as_bytes();
    while let Some(plain) = first_special(rest) {
        let (before, after) = rest.split_at(plain);
        out.extend_from_slice(before);
        let Some((special, after)) = after.split_first() else { break };
        escape_byte(*special, out);
        rest = after;
    }
    out.extend_from_slice(rest);
    out.push(b'"');
}

/// Where the first byte stands that must be escaped. Eight bytes at a time: most strings have none.
fn first_special(text: &[u8]) -> Option<usize> {
    const ONES: u64 = 0x0101_0101_0101_0101;
    // The highest bit of a byte is set when that byte of `word` is less than `limit` (and 0x80 at most).
    let below = |word: u64, limit: u64| word.wrapping_sub(ONES * limit) & !word;
    let mut start = 0;
    for chunk in text.chunks_exact(8) {
        let word = chunk.iter().rev().fold(0, |word, byte| (word << 8) | u64::from(*byte));
        let quote = below(word ^ (ONES * u64::from(b'"')), 1);
        let backslash = below(word ^ (ONES * u64::from(b'\\')), 1);
        if (below(word, 0x20) | quote | backslash) & (ONES << 7) != 0 {
            break;
        }
        start += 8;
    }
    let rest = text.get(start..).unwrap_or_default();
    rest.iter().position(|byte| matches!(byte, 0..=0x1f | b'"' | b'\\')).map(|at| start + at)
}

fn escape_byte(byte: u8, out: &mut Vec<u8>) {
    let short = match byte {
        b'"' => b'"',
        b'\\' => b'\\',
        b'\n' => b'n',
        b'\r' => b'r',
        b'\t' => b't',
        0x08 => b'b',
        0x0c => b'f',
        _ => {
            let digit = |n: u8| if n < 10 { b'0' + n } else { b'a' + n - 10 };
            out.extend_from_slice(&[b'\\', b'u', b'0', b'0', digit(byte >> 4), digit(byte & 15)]);
            return;
        }
    };
    out.extend_from_slice(&[b'\\', short]);
}
