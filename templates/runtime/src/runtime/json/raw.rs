//! A captured value: looked at before it is decided what it is read as.

use std::borrow::Cow;
use std::cell::Cell;

use jiter::Peek;

use super::Field;
use super::bad::Bad;
use super::reader::{Reader, Tally};

/// What a JSON value is. Numbers without fraction and exponent are integers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonKind {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean,
    /// A number without fraction and exponent
    Integer,
    /// Any other number
    Number,
    /// A string
    String,
    /// An array
    Array,
    /// An object
    Object,
}

/// One JSON value as its text, known to be well formed.
#[derive(Clone, Debug)]
pub struct RawJson<'a> {
    text: &'a str,
    at: usize,
    depth: u32,
    // Goes down into what reads this value, and back to whoever captured it.
    tally: Cell<Tally>,
}

impl<'a> RawJson<'a> {
    pub(super) fn new(text: &'a str, at: usize, depth: u32, tally: Tally) -> Self {
        Self { text, at, depth, tally: Cell::new(tally) }
    }

    pub(crate) fn tally(&self) -> Tally {
        self.tally.get()
    }

    pub(crate) fn set_tally(&self, tally: Tally) {
        self.tally.set(tally);
    }

    /// The text as it stands in the document.
    #[must_use]
    pub fn as_str(&self) -> &'a str {
        self.text
    }

    fn reader(&self) -> Reader<'a> {
        Reader::within(self.text.as_bytes(), self.at, self.depth, self.tally.get())
    }

    /// Reads the value as a `T`.
    #[inline]
    pub fn read<T: Field>(&self) -> Result<T, Bad> {
        let mut value = T::empty();
        let mut reader = self.reader();
        let read = value.read(&mut reader);
        self.was_read(&reader);
        read.map(|()| value)
    }

    #[inline(never)]
    fn was_read(&self, reader: &Reader<'_>) {
        let mut tally = reader.tally;
        tally.fuel = tally.fuel.saturating_sub(self.text.len());
        self.tally.set(tally);
    }

    /// What the value is.
    #[must_use]
    pub fn kind(&self) -> JsonKind {
        match self.text.as_bytes().first() {
            Some(b'{') => JsonKind::Object,
            Some(b'[') => JsonKind::Array,
            Some(b'"') => JsonKind::String,
            Some(b't' | b'f') => JsonKind::Boolean,
            Some(b'n') | None => JsonKind::Null,
            Some(_) if self.text.bytes().any(|b| matches!(b, b'.' | b'e' | b'E')) => JsonKind::Number,
            Some(_) => JsonKind::Integer,
        }
    }

    /// Whether it is an object.
    #[must_use]
    pub fn is_object(&self) -> bool {
        self.kind() == JsonKind::Object
    }

    /// Whether it is an array.
    #[must_use]
    pub fn is_array(&self) -> bool {
        self.kind() == JsonKind::Array
    }

    /// Whether it is a string.
    #[must_use]
    pub fn is_string(&self) -> bool {
        self.kind() == JsonKind::String
    }

    /// Whether it is `true` or `false`.
    #[must_use]
    pub fn is_boolean(&self) -> bool {
        self.kind() == JsonKind::Boolean
    }

    /// Whether it is a number without fraction and exponent.
    #[must_use]
    pub fn is_integer(&self) -> bool {
        self.kind() == JsonKind::Integer
    }

    /// Whether it is a number, an integer too.
    #[must_use]
    pub fn is_number(&self) -> bool {
        matches!(self.kind(), JsonKind::Integer | JsonKind::Number)
    }

    /// Whether it is `null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.kind() == JsonKind::Null
    }

    /// The content of a string, unescaped.
    #[must_use]
    pub fn text(&self) -> Option<Cow<'a, str>> {
        if !self.is_string() {
            return None;
        }
        let inside = self.text.get(1..self.text.len().saturating_sub(1))?;
        if !inside.contains('\\') {
            return Some(Cow::Borrowed(inside));
        }
        self.reader().text().ok().map(|text| Cow::Owned(text.to_owned()))
    }

    /// The value of a discriminator: the text of this member when the value is an object and the member a string, a
    /// number or a boolean.
    #[must_use]
    pub fn tag(&self, key: &str) -> Option<Cow<'a, str>> {
        let mut tag = None;
        self.members(&mut |name, r| {
            if name != key {
                return r.skip();
            }
            let raw = r.raw()?;
            tag = match raw.kind() {
                JsonKind::String => raw.text(),
                JsonKind::Boolean | JsonKind::Integer | JsonKind::Number => Some(Cow::Borrowed(raw.text)),
                _ => None,
            };
            Ok(())
        });
        tag
    }

    /// Whether it is an object that has all these keys.
    #[must_use]
    pub fn has(&self, keys: &[&str]) -> bool {
        let mut found = vec![false; keys.len()];
        self.members(&mut |name, r| {
            for (key, found) in keys.iter().zip(found.iter_mut()) {
                *found |= *key == name;
            }
            r.skip()
        });
        self.is_object() && found.iter().all(|found| *found)
    }

    /// The value at the end of these members, one inside the other.
    pub(crate) fn inside(&self, path: &[&str]) -> Option<Self> {
        path.iter().try_fold(self.clone(), |value, key| {
            let mut found = None;
            value.members(&mut |name, r| {
                if name == *key {
                    found = Some(r.raw()?);
                    return Ok(());
                }
                r.skip()
            });
            found
        })
    }

    /// Shows the items of an array, one after the other.
    pub(crate) fn each(&self, item: &mut dyn FnMut(Self)) {
        let mut reader = self.reader();
        if reader.peek().is_ok_and(|peek| peek == Peek::Array) {
            let _ = reader.array(&mut |r| {
                item(r.raw()?);
                Ok(())
            });
        }
    }

    // The text was checked when it was captured, so there is no error to report here.
    fn members(&self, member: &mut dyn FnMut(&str, &mut Reader<'a>) -> Result<(), Bad>) {
        let mut reader = self.reader();
        if reader.peek().is_ok_and(|peek| peek == Peek::Object) {
            let _ = reader.map(&mut |name, r| member(name, r));
        }
    }
}
