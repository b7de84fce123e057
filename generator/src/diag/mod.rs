//! Findings: what is wrong, where, and what to do about it.
//!
//! The bottom room: it knows nothing of files, YAML or Rust. A finding says *where* as a file name and a
//! JSON pointer; [`crate::report`] turns that into a line and a column when the finding is shown.

mod codes;

use std::collections::{BTreeMap, BTreeSet};

pub use codes::{CODES, Code, CodeInfo};

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is lost; the user may want to know.
    Note,
    /// Something was left out or read with goodwill.
    Warning,
    /// Nothing is written.
    Error,
}

impl Severity {
    /// The word in messages and in the report.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// Which part of an object member a place means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The value that the pointer leads to.
    Value,
    /// The key under which that value stands.
    Key,
}

/// A place inside a file, exact once the text has been read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Byte offset of the first byte.
    pub start: usize,
    /// Byte offset behind the last byte; at least `start`.
    pub end: usize,
}

/// Where a finding is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file as the user named it, or relative to the root description; `/` between folders.
    pub file: String,
    /// JSON pointer (RFC 6901) inside that file; empty for the whole file.
    pub pointer: String,
    /// Whether the value or its key is meant.
    pub part: Part,
    /// Known already where a parser reported it; otherwise found from the pointer when shown.
    pub span: Option<Span>,
}

impl Place {
    /// A place that is a whole file.
    pub fn file(file: impl Into<String>) -> Self {
        Place { file: file.into(), pointer: String::new(), part: Part::Value, span: None }
    }

    /// A place that a parser gave as bytes.
    pub fn span(file: impl Into<String>, start: usize, end: usize) -> Self {
        Place { span: Some(Span { start, end: end.max(start) }), ..Place::file(file) }
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which kind of finding, as `sdkwright explain` knows it.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// Where; `None` for a finding about the call itself (a missing file, a bad option).
    pub place: Option<Place>,
    /// One sentence without a full stop.
    pub message: String,
    /// What to do, where something can be said.
    pub hint: Option<String>,
    /// Further places, each with what it shows (the first of two duplicate keys).
    pub related: Vec<(Place, String)>,
    /// Where else the same cause shows, in the order it was found.
    pub also: Vec<Place>,
    /// The operation or schema that it sits in, as in "operation `getPet`".
    pub subject: Option<String>,
}

impl Diagnostic {
    /// A finding at a place, with the severity that its code has by default.
    pub fn new(code: Code, place: Place, message: impl Into<String>) -> Self {
        Diagnostic {
            code,
            severity: code.severity(),
            place: Some(place),
            message: message.into(),
            hint: None,
            related: Vec::new(),
            also: Vec::new(),
            subject: None,
        }
    }

    /// A finding about the call itself.
    pub fn call(code: Code, message: impl Into<String>) -> Self {
        Diagnostic { place: None, ..Diagnostic::new(code, Place::file(""), message) }
    }

    /// The same with a hint.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same with a further place.
    pub fn related(mut self, place: Place, label: impl Into<String>) -> Self {
        self.related.push((place, label.into()));
        self
    }

    /// The same with the operation or schema that it sits in.
    pub fn subject(mut self, subject: impl Into<String>) -> Self {
        self.subject = Some(subject.into());
        self
    }
}

/// All findings of a run, in the order they were made.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    list: Vec<Diagnostic>,
    /// What tells findings apart, of those in the list.
    seen: BTreeSet<(Code, Option<Place>, String)>,
    /// Where in the list the finding of a cause is, for codes of which one cause may have many places.
    causes: BTreeMap<(Code, String), usize>,
}

impl Findings {
    /// Adds one; the same finding at the same place is kept once.
    pub fn push(&mut self, finding: Diagnostic) {
        if self.seen.insert((finding.code, finding.place.clone(), finding.message.clone())) {
            self.list.push(finding);
        }
    }

    /// Adds one of a kind that one cause may bring about at many places, as a missing schema does at every
    /// reference to it. `cause` tells the causes of a code apart; further places join the first finding.
    pub fn push_caused(&mut self, cause: String, finding: Diagnostic) {
        let key = (finding.code, cause);
        match self.causes.get(&key).and_then(|at| self.list.get_mut(*at)) {
            Some(first) if first.place != finding.place => first.also.extend(finding.place),
            Some(_) => {}
            None => {
                self.causes.insert(key, self.list.len());
                self.push(finding);
            }
        }
    }

    /// Whether a finding of this cause is there: see [`Findings::push_caused`].
    pub fn has_cause(&self, code: Code, cause: &str) -> bool {
        self.causes.contains_key(&(code, cause.to_owned()))
    }

    /// Whether anything forbids writing.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// All of them.
    pub fn all(&self) -> &[Diagnostic] {
        &self.list
    }

    /// Makes errors from the `from`th finding on warnings: they sit where nothing is lost.
    pub(crate) fn soften(&mut self, from: usize) {
        for finding in self.list.iter_mut().skip(from).filter(|finding| finding.severity == Severity::Error) {
            finding.severity = Severity::Warning;
        }
    }

    /// Makes every warning an error (`--strict`).
    pub fn make_strict(&mut self) {
        for finding in &mut self.list {
            if finding.severity == Severity::Warning {
                finding.severity = Severity::Error;
            }
        }
    }

    /// Takes in the findings of another stage.
    pub fn extend(&mut self, other: Findings) {
        for finding in other.list {
            self.push(finding);
        }
    }
}
