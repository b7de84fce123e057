//! A frame as it came.

use std::fmt;

use bytes::Bytes;

use crate::runtime::error::Error;
use crate::runtime::json::{DecodeError, Field, RawJson, Reader, from_slice};

/// A frame as it came: what a server said at one time.
#[derive(Clone)]
pub struct Frame {
    bytes: Bytes,
    kind: Option<String>,
    body: &'static [&'static str],
    problem: Option<std::sync::Arc<Error>>,
}

impl Frame {
    pub(super) fn new(bytes: Bytes, body: &'static [&'static str]) -> Self {
        Self { bytes, kind: None, body, problem: None }
    }

    pub(super) fn with_kind(mut self, kind: Option<String>) -> Self {
        self.kind = kind;
        self
    }

    pub(super) fn with_problem(mut self, problem: Error) -> Self {
        self.problem = Some(std::sync::Arc::new(problem));
        self
    }

    /// What it says of itself that it is; `None` where it says nothing, or is not JSON.
    #[must_use]
    pub fn kind(&self) -> Option<&str> {
        self.kind.as_deref()
    }

    /// All of it, byte for byte.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// All of it as text; `None` for a binary frame that is none.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        std::str::from_utf8(&self.bytes).ok()
    }

    /// Why it could not be read as what its kind should be.
    #[must_use]
    pub fn problem(&self) -> Option<&Error> {
        self.problem.as_deref()
    }

    /// The event in it, as a type of your choice.
    ///
    /// # Errors
    /// When it is none, or something else.
    #[inline]
    pub fn body<T: Field>(&self) -> Result<T, DecodeError> {
        self.member(self.body)
    }

    /// The value at the end of these members, one inside the other; the whole frame where there are none.
    ///
    /// # Errors
    /// When it is not there, or something else.
    #[inline]
    pub fn member<T: Field>(&self, path: &[&str]) -> Result<T, DecodeError> {
        if path.is_empty() {
            return from_slice(&self.bytes);
        }
        self.inside(path)?.read()
    }

    /// The same for a value that may be missing.
    ///
    /// # Errors
    /// When it is something else.
    #[inline]
    pub fn optional<T: Field>(&self, path: &[&str]) -> Result<Option<T>, DecodeError> {
        match self.whole()?.inside(path) {
            Some(value) if !value.is_null() => value.read().map(Some),
            _ => Ok(None),
        }
    }

    fn inside(&self, path: &[&str]) -> Result<RawJson<'_>, DecodeError> {
        let whole = self.whole()?;
        whole.inside(path).ok_or_else(|| DecodeError::new(0, format!("there is no `{}`", path.join("/"))))
    }

    fn whole(&self) -> Result<RawJson<'_>, DecodeError> {
        let mut reader = Reader::new(&self.bytes);
        let whole = reader.raw()?;
        reader.finish()?;
        Ok(whole)
    }

    /// The text of the first of these members that is there and holds one.
    pub(super) fn first_text(&self, paths: &[&[&str]]) -> Option<String> {
        let whole = self.whole().ok()?;
        paths.iter().find_map(|path| Some(whole.inside(path)?.text()?.into_owned()))
    }
}

// What people write to each other is nobody else's business: no content.
impl fmt::Debug for Frame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Frame")
            .field("kind", &self.kind)
            .field("length", &self.bytes.len())
            .field("problem", &self.problem)
            .finish_non_exhaustive()
    }
}

impl PartialEq for Frame {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}
