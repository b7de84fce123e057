//! Positions in YAML, by the events of `libyaml-safer`.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};

use libyaml_safer::{Event, EventData, Parser};

use super::{Member, Shape, Spot, Tree};
use crate::diag::Span;

/// Hands every event to `each` until it says stop; the error, if the text has one.
fn events(text: &str, mut each: impl FnMut(Event) -> bool) -> Option<libyaml_safer::Error> {
    let text = tamed(text);
    // libyaml-safer looks ahead without checking for the end of its input, so the end is put further away.
    let input = text.as_bytes().chain(&[b'\n'; 16][..]);
    let run = || {
        let mut parser = Parser::new();
        parser.set_input(input);
        loop {
            match parser.parse() {
                Ok(event) => {
                    let last = matches!(event.data, EventData::StreamEnd);
                    if !each(event) || last {
                        return None;
                    }
                }
                Err(error) => return Some(error),
            }
        }
    };
    // It also still has a few assertions of its own. Positions are a service: without them the text before is used.
    catch_unwind(AssertUnwindSafe(run)).unwrap_or(None)
}

/// The text without the one thing that libyaml accepts and libyaml-safer panics on: a tag directly before a comma.
/// Every byte keeps its place.
fn tamed(text: &str) -> Cow<'_, str> {
    let mut tamed: Option<Vec<u8>> = None;
    for (at, _) in text.match_indices('!') {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let starts = before.is_none_or(|before| !before.is_alphanumeric());
        let token = text.get(at..).unwrap_or_default();
        let length = match token.starts_with("!<") {
            true => token.find('>').map(|end| end + 1),
            false => token.find([' ', '\t', '\r', '\n', ',']),
        };
        let length = length.unwrap_or(token.len());
        if starts && token.as_bytes().get(length) == Some(&b',') {
            let bytes = tamed.get_or_insert_with(|| text.as_bytes().to_vec());
            for (offset, byte) in bytes.iter_mut().skip(at).take(length).enumerate() {
                *byte = if offset == 0 { b'~' } else { b' ' };
            }
        }
    }
    match tamed.map(String::from_utf8) {
        Some(Ok(changed)) => Cow::Owned(changed),
        _ => Cow::Borrowed(text),
    }
}

fn offset(mark: libyaml_safer::Mark) -> usize {
    usize::try_from(mark.index).unwrap_or(usize::MAX)
}

/// The offset of the collection that opens one level too many.
pub(crate) fn depth_exceeds(text: &str, limit: usize) -> Option<usize> {
    let (mut depth, mut place) = (0usize, None);
    events(text, |event| {
        match event.data {
            EventData::SequenceStart { .. } | EventData::MappingStart { .. } => depth += 1,
            EventData::SequenceEnd | EventData::MappingEnd => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > limit {
            place = Some(offset(event.start_mark));
        }
        place.is_none()
    });
    place
}

/// Where a second document with any content begins.
pub(crate) fn second_document(text: &str) -> Option<usize> {
    let (mut documents, mut place, mut start) = (0, None, 0);
    events(text, |event| {
        match event.data {
            EventData::DocumentStart { .. } => {
                documents += 1;
                start = offset(event.start_mark);
            }
            EventData::Scalar { ref value, .. } if value.is_empty() => {}
            EventData::StreamStart { .. } | EventData::StreamEnd | EventData::DocumentEnd { .. } => {}
            _ if documents > 1 => place = Some(start),
            _ => {}
        }
        place.is_none()
    });
    place
}

/// A syntax error in its parts.
pub(crate) struct Problem {
    /// What is wrong.
    pub(crate) message: String,
    /// Where.
    pub(crate) at: usize,
    /// What was being read, and where that began.
    pub(crate) context: Option<(String, usize)>,
}

/// The syntax error of a text, with exact places.
pub(crate) fn problem(text: &str) -> Option<Problem> {
    let error = events(text, |_| true)?;
    let at = offset(error.problem_mark()?);
    let context = error
        .context()
        .filter(|words| !words.is_empty())
        .zip(error.context_mark())
        .map(|(words, mark)| (words.to_owned(), offset(mark)));
    Some(Problem { message: error.problem().to_owned(), at, context })
}

/// A collection that is still open.
struct Open {
    node: usize,
    /// The key that waits for its value.
    key: Option<(Box<str>, Span)>,
}

#[derive(Default)]
struct Build<'t> {
    text: &'t str,
    tree: Tree,
    open: Vec<Open>,
    anchors: HashMap<String, usize>,
}

/// The positions of the first document.
pub(super) fn tree(text: &str) -> Tree {
    let mut build = Build { text, ..Build::default() };
    events(text, |event| build.event(event));
    build.tree
}

impl Build<'_> {
    fn event(&mut self, event: Event) -> bool {
        let end = offset(event.end_mark).min(self.text.len());
        let mut span = Span { start: offset(event.start_mark).min(end), end };
        match event.data {
            EventData::Scalar { anchor, value, tag, .. } => {
                if anchor.is_some() || tag.is_some() {
                    span.start = self.behind_properties(span);
                }
                if self.waits_for_key() {
                    self.anchor(anchor, self.tree.nodes.len());
                    self.tree.push(span.start, span.end, Shape::Scalar);
                    self.key(value.into(), span);
                } else {
                    self.value(span, Shape::Scalar, anchor);
                }
            }
            EventData::Alias { anchor } => {
                let target = self.anchors.get(&anchor).copied().unwrap_or(usize::MAX);
                if self.waits_for_key() {
                    self.key(format!("*{anchor}").into(), span);
                } else {
                    self.value(span, Shape::Alias(target), None);
                }
            }
            EventData::SequenceStart { anchor, .. } => self.begin(span, Shape::List(Vec::new()), anchor),
            EventData::MappingStart { anchor, .. } => self.begin(span, Shape::Object(Vec::new()), anchor),
            EventData::SequenceEnd | EventData::MappingEnd => self.end(span),
            EventData::DocumentEnd { .. } | EventData::StreamEnd => return false,
            EventData::StreamStart { .. } | EventData::DocumentStart { .. } => {}
        }
        true
    }

    /// The start of a scalar behind its anchor and tag.
    fn behind_properties(&self, span: Span) -> usize {
        let written = self.text.get(span.start..span.end).unwrap_or_default();
        let mut rest = written;
        while rest.starts_with(['&', '!']) {
            let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
            rest = rest.get(length..).unwrap_or_default().trim_start();
        }
        span.end - rest.len()
    }

    fn anchor(&mut self, anchor: Option<String>, node: usize) {
        if let Some(anchor) = anchor {
            self.anchors.insert(anchor, node);
        }
    }

    fn shape(&mut self, node: usize) -> Option<&mut Shape> {
        self.tree.nodes.get_mut(node).map(|spot: &mut Spot| &mut spot.shape)
    }

    /// Whether the next node is a key.
    fn waits_for_key(&mut self) -> bool {
        let Some(Open { node, key }) = self.open.last() else { return false };
        key.is_none() && matches!(self.tree.nodes.get(*node), Some(Spot { shape: Shape::Object(_), .. }))
    }

    fn key(&mut self, key: Box<str>, span: Span) {
        if let Some(open) = self.open.last_mut() {
            open.key = Some((key, span));
        }
    }

    /// Adds a node to the collection that is open.
    fn value(&mut self, span: Span, shape: Shape, anchor: Option<String>) -> usize {
        let id = self.tree.push(span.start, span.end, shape);
        self.anchor(anchor, id);
        match self.open.last_mut().map(|open| (open.node, open.key.take())) {
            None => self.tree.root = self.tree.root.or(Some(id)),
            Some((parent, key)) => match (self.shape(parent), key) {
                (Some(Shape::List(items)), _) => items.push(id),
                (Some(Shape::Object(members)), Some((key, key_span))) => {
                    members.push(Member { key, key_span, value: id });
                }
                _ => {}
            },
        }
        id
    }

    fn begin(&mut self, span: Span, shape: Shape, anchor: Option<String>) {
        let node = if self.waits_for_key() {
            self.key("".into(), span); // a key that is a collection: refused when read, only stepped over here
            self.tree.push(span.start, span.end, shape)
        } else {
            self.value(span, shape, anchor)
        };
        self.open.push(Open { node, key: None });
    }

    fn end(&mut self, span: Span) {
        if let Some(open) = self.open.pop()
            && let Some(spot) = self.tree.nodes.get_mut(open.node)
        {
            spot.span.end = span.end.max(spot.span.start);
        }
    }
}
