//! `text/event-stream`, as the WHATWG's HTML standard has it (9.2.5 and 9.2.6): line by line, whatever ends the lines and
//! wherever chunks do.

use std::time::Duration;

use bytes::{Buf, Bytes};

use crate::runtime::items::RawItem;

/// A byte order mark at the very beginning is no part of the first line.
const BOM: &[u8] = b"\xef\xbb\xbf";

/// Reads events out of chunks.
#[derive(Debug, Default)]
pub(super) struct Parser {
    chunk: Bytes,
    /// The beginning of a line whose end is still to come.
    line: Vec<u8>,
    /// The last line ended in CR: an LF that follows belongs to it.
    after_cr: bool,
    begun: bool,
    data: Vec<u8>,
    name: String,
    /// The id that the next event will have.
    id: Option<String>,
    /// The id that the last event had.
    pub(super) last_id: Option<String>,
    /// How long to wait before connecting again, where the server has said so.
    pub(super) retry: Option<Duration>,
}

/// An event or a line of it is longer than is accepted.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TooLong;

impl Parser {
    /// One that goes on after a connection was lost.
    pub(super) fn after(before: &Self) -> Self {
        let last_id = before.last_id.clone();
        Self { id: last_id.clone(), last_id, retry: before.retry, ..Self::default() }
    }

    /// Takes the next chunk. The last one must have been read to its end.
    pub(super) fn feed(&mut self, chunk: Bytes) {
        self.chunk = chunk;
    }

    /// The next event of this chunk.
    pub(super) fn next(&mut self, limit: usize) -> Result<Option<RawItem>, TooLong> {
        loop {
            if self.after_cr && self.chunk.first() == Some(&b'\n') {
                self.chunk.advance(1);
            }
            if self.chunk.is_empty() {
                return Ok(None);
            }
            self.after_cr = false;
            let end = self.chunk.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
            let length = end.unwrap_or(self.chunk.len());
            if self.data.len() + self.line.len() + length > limit {
                return Err(TooLong);
            }
            let part = self.chunk.split_to(length);
            if end.is_none() {
                self.line.extend_from_slice(&part);
                continue;
            }
            self.after_cr = self.chunk.first() == Some(&b'\r');
            self.chunk.advance(1);
            let mut line = std::mem::take(&mut self.line);
            let whole: &[u8] = if line.is_empty() {
                &part
            } else {
                line.extend_from_slice(&part);
                &line
            };
            let whole = if self.begun { whole } else { whole.strip_prefix(BOM).unwrap_or(whole) };
            self.begun = true;
            if let Some(event) = self.take_line(whole) {
                return Ok(Some(event));
            }
        }
    }

    fn take_line(&mut self, line: &[u8]) -> Option<RawItem> {
        if line.is_empty() {
            return self.dispatch();
        }
        let colon = line.iter().position(|byte| *byte == b':');
        let (field, value) = colon.map_or((line, &[][..]), |at| {
            let (field, value) = line.split_at(at);
            let value = value.strip_prefix(b":").unwrap_or(value);
            (field, value.strip_prefix(b" ").unwrap_or(value))
        });
        match field {
            b"data" => {
                self.data.extend_from_slice(value);
                self.data.push(b'\n');
            }
            b"event" => self.name = String::from_utf8_lossy(value).into_owned(),
            b"id" if !value.contains(&0) => {
                self.id = (!value.is_empty()).then(|| String::from_utf8_lossy(value).into_owned());
            }
            b"retry" if !value.is_empty() && value.iter().all(u8::is_ascii_digit) => {
                let milliseconds = std::str::from_utf8(value).ok().and_then(|text| text.parse().ok());
                self.retry = milliseconds.map(Duration::from_millis).or(self.retry);
            }
            // A comment, or a field of tomorrow.
            _ => {}
        }
        None
    }

    fn dispatch(&mut self) -> Option<RawItem> {
        self.last_id.clone_from(&self.id);
        let name = std::mem::take(&mut self.name);
        let mut data = std::mem::take(&mut self.data);
        data.pop()?;
        Some(RawItem { name: (!name.is_empty()).then_some(name), id: self.id.clone(), data })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Name, id and data.
    type Seen = (String, String, String);

    /// What comes of a text that arrives in chunks of this size.
    fn read(text: &[u8], size: usize) -> Result<Vec<Seen>, TooLong> {
        let mut parser = Parser::default();
        let mut events = Vec::new();
        for chunk in text.chunks(size) {
            parser.feed(Bytes::copy_from_slice(chunk));
            while let Some(event) = parser.next(1000)? {
                let data = String::from_utf8_lossy(&event.data).into_owned();
                events.push((event.name.unwrap_or_default(), event.id.unwrap_or_default(), data));
            }
        }
        Ok(events)
    }

    #[test]
    fn the_standard_s_own_examples() {
        let event = |name: &str, id: &str, data: &str| (name.to_owned(), id.to_owned(), data.to_owned());
        let cases: &[(&str, Vec<Seen>)] = &[
            ("data: YHOO\ndata: +2\ndata: 10\n\n", vec![event("", "", "YHOO\n+2\n10")]),
            (
                ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n",
                vec![event("", "1", "first event"), event("", "", "second event"), event("", "", " third event")],
            ),
            ("data\n\ndata\ndata\n\ndata:", vec![event("", "", ""), event("", "", "\n")]),
            ("data:test\n\ndata: test\n\n", vec![event("", "", "test"), event("", "", "test")]),
            ("event: add\ndata: 1\n\nevent: lost\n\ndata: 2\n\n", vec![event("add", "", "1"), event("", "", "2")]),
            ("\u{feff}data: a\n\n\u{feff}data: b\n\n", vec![event("", "", "a")]),
            ("id: a\0b\ndata: 1\nunknown: x\n\n", vec![event("", "", "1")]),
            ("id: 7\n\ndata: 1\n\n", vec![event("", "7", "1")]),
            ("data: é\n\n", vec![event("", "", "é")]),
        ];
        for (text, wanted) in cases {
            for ending in ["\n", "\r", "\r\n"] {
                let text = text.replace('\n', ending);
                for size in 1..=text.len() {
                    assert_eq!(read(text.as_bytes(), size).as_ref(), Ok(wanted), "{text:?} in chunks of {size}");
                }
            }
        }
    }

    #[test]
    fn the_pause_is_a_number_or_nothing() {
        let mut parser = Parser::default();
        for (line, wanted) in [("retry: 1500", 1500), ("retry: 1s", 1500), ("retry:", 1500), ("retry:20", 20)] {
            parser.feed(Bytes::from(format!("{line}\n")));
            assert_eq!(parser.next(100), Ok(None));
            assert_eq!(parser.retry, Some(Duration::from_millis(wanted)), "{line}");
        }
        parser.feed(Bytes::from("retry: 99999999999999999999999\n"));
        assert_eq!(parser.next(100), Ok(None));
        assert_eq!(parser.retry, Some(Duration::from_millis(20)));
    }

    #[test]
    fn neither_lines_nor_events_grow_without_end() {
        let mut parser = Parser::default();
        let accepted = (0..20).take_while(|_| {
            parser.feed(Bytes::from_static(b"data: 45678"));
            parser.next(100).is_ok()
        });
        assert_eq!(accepted.count(), 9);
        assert_eq!(parser.line.len(), 99);
    }

    #[test]
    fn an_event_of_many_lines_is_limited_as_well() {
        let mut parser = Parser::default();
        parser.feed(Bytes::from("data: 12345\n".repeat(10)));
        assert_eq!(parser.next(66), Ok(None));
        parser.feed(Bytes::from("data: 12345\n"));
        assert_eq!(parser.next(66), Err(TooLong));
    }
}
