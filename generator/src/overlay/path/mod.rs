//! JSONPath (RFC 9535): the queries by which an overlay says what it changes.
//!
//! It runs on the nodes of a [`Document`](crate::document::Document), so that what is found can be changed there. An
//! overlay may come from anywhere: nesting and steps are bounded.

mod compare;
mod filter;
mod parse;
mod query;
mod scan;
#[cfg(test)]
mod tests;

pub(super) use parse::parse;
pub(super) use query::{Found, beyond, run};

use regex_lite::Regex;

/// A parsed query.
#[derive(Debug)]
pub(super) struct Path {
    segments: Vec<Segment>,
}

/// Why a text is no query.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct PathError {
    /// Which character is the first that cannot be read, counted from 1.
    pub(super) column: usize,
    /// What is wrong there.
    pub(super) message: String,
    /// What to do.
    pub(super) hint: Option<String>,
}

/// One step of a query.
#[derive(Debug)]
struct Segment {
    /// `..`: the selectors apply to a node and to everything below it.
    deep: bool,
    selectors: Vec<Selector>,
}

#[derive(Debug)]
enum Selector {
    Name(String),
    Wildcard,
    Index(i64),
    Slice { start: Option<i64>, end: Option<i64>, step: i64 },
    Filter(Test),
}

/// A query inside a filter.
#[derive(Debug)]
struct Query {
    /// `$`: from the outermost node; `@`: from the node that is tested.
    absolute: bool,
    segments: Vec<Segment>,
}

impl Query {
    /// Whether it can select one node at most.
    fn is_singular(&self) -> bool {
        let one = |segment: &Segment| {
            !segment.deep && matches!(segment.selectors.as_slice(), [Selector::Name(_) | Selector::Index(_)])
        };
        self.segments.iter().all(one)
    }
}

/// What a filter asks of a node.
#[derive(Debug)]
enum Test {
    Any(Vec<Test>),
    All(Vec<Test>),
    Not(Box<Test>),
    Exists(Query),
    Compare(Operand, Operator, Operand),
    /// `match`: the whole text; `search`: a part of it.
    Text {
        whole: bool,
        text: Operand,
        pattern: Pattern,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operator {
    Equal,
    Unequal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// One side of a comparison.
#[derive(Debug)]
enum Operand {
    Null,
    Bool(bool),
    Number(String),
    Text(String),
    /// A query that selects one node at most.
    One(Query),
    Length(Box<Operand>),
    Count(Query),
    /// `value()`: the node of a query that happens to select one.
    Value(Query),
}

/// A regular expression, known beforehand or taken from the description.
#[derive(Debug)]
enum Pattern {
    Known(Regex),
    Found(Operand),
}
