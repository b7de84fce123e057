//! What went wrong while reading JSON, and where.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

/// Why JSON could not be read: what was wrong, the byte where, and the path of keys that leads there.
// One word, so that `Result<(), Bad>` fits a register on the path that every field takes.
pub struct Bad(Box<Cause>);

struct Cause {
    at: usize,
    what: Cow<'static, str>,
    // Innermost first: each level adds its step while the error travels up.
    path: Vec<Step>,
}

enum Step {
    Key(&'static str),
    Name(String),
    Index(usize),
}

impl Bad {
    /// A failure at this byte of the document.
    #[cold]
    pub fn new(at: usize, what: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Cause { at, what: what.into(), path: Vec::new() }))
    }

    #[cold]
    pub(crate) fn under_key(mut self, key: &'static str) -> Self {
        self.0.path.push(Step::Key(key));
        self
    }

    #[cold]
    pub(crate) fn under_name(mut self, name: String) -> Self {
        self.0.path.push(Step::Name(name));
        self
    }

    #[cold]
    pub(crate) fn under_index(mut self, index: usize) -> Self {
        self.0.path.push(Step::Index(index));
        self
    }

    /// The byte of the document where reading stopped.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.0.at
    }

    /// What was wrong there.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.what
    }

    /// The place as a JSON pointer such as `/entities/3/state`; empty for the document itself.
    #[must_use]
    pub fn path(&self) -> String {
        let mut text = String::new();
        for step in self.0.path.iter().rev() {
            text.push('/');
            match step {
                Step::Key(key) => push_token(&mut text, key),
                Step::Name(name) => push_token(&mut text, name),
                Step::Index(index) => {
                    // Writing to a String cannot fail.
                    let _ = write!(text, "{index}");
                }
            }
        }
        text
    }
}

/// `~` and `/` are escaped in a pointer (RFC 6901), so that it still splits at every slash.
fn push_token(text: &mut String, token: &str) {
    for c in token.chars() {
        match c {
            '~' => text.push_str("~0"),
            '/' => text.push_str("~1"),
            c => text.push(c),
        }
    }
}

impl fmt::Display for Bad {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path();
        let path = if path.is_empty() { "the top" } else { &path };
        write!(f, "{} at {path} (byte {})", self.0.what, self.0.at)
    }
}

impl fmt::Debug for Bad {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bad")
            .field("what", &self.0.what)
            .field("path", &self.path())
            .field("offset", &self.0.at)
            .finish()
    }
}

impl std::error::Error for Bad {}
