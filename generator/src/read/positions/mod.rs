//! Where in the text a JSON pointer leads: asked only when a finding is shown, so that reading stays quick.
//!
//! A file is read a second time into a light tree of spans, by `libyaml-safer` (the grammar of serde_yaml,
//! with byte offsets) or by a small JSON scanner of our own. Both give the same tree.

mod json;
mod yaml;

use std::collections::BTreeMap;

pub(crate) use yaml::{depth_exceeds as yaml_depth_exceeds, problem as yaml_problem, second_document};

use crate::diag::Span;
use crate::document::Syntax;

/// A file as spans.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    nodes: Vec<Spot>,
    root: Option<usize>,
}

/// One value of the file.
#[derive(Debug)]
struct Spot {
    span: Span,
    shape: Shape,
}

#[derive(Debug)]
enum Shape {
    Scalar,
    /// Another node, by an alias.
    Alias(usize),
    List(Vec<usize>),
    Object(Vec<Member>),
}

#[derive(Debug)]
struct Member {
    key: Box<str>,
    key_span: Span,
    value: usize,
}

/// What a pointer leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// Every place where the last step of the pointer stands as a key; empty in lists and for the root.
    pub(crate) keys: Vec<Span>,
    /// The value.
    pub(crate) value: Span,
    /// Whether the value is a list or an object.
    pub(crate) container: bool,
}

impl Tree {
    /// Reads the positions of a text. What stands before a syntax error is found all the same.
    pub(crate) fn read(text: &str, syntax: Syntax) -> Tree {
        match syntax {
            Syntax::Yaml => yaml::tree(text),
            Syntax::Json => json::tree(text),
            Syntax::Markdown => {
                let whole = Spot { span: Span { start: 0, end: text.len() }, shape: Shape::Scalar };
                Tree { nodes: vec![whole], root: Some(0) }
            }
        }
    }

    /// Where a pointer leads; where it leaves the file, the deepest place on the way is given with `false`.
    pub(crate) fn find(&self, pointer: &str) -> Option<(Found, bool)> {
        let mut at = self.root?;
        let mut found = self.found(at, Vec::new())?;
        for step in pointer.split('/').skip(1) {
            let step = step.replace("~1", "/").replace("~0", "~");
            match self.step(at, &step, 0) {
                Some((keys, value)) => {
                    at = value;
                    found = self.found(at, keys)?;
                }
                None => return Some((found, false)),
            }
        }
        Some((found, true))
    }

    fn found(&self, at: usize, keys: Vec<Span>) -> Option<Found> {
        let spot = self.nodes.get(at)?;
        let container = matches!(spot.shape, Shape::List(_) | Shape::Object(_));
        Some(Found { keys, value: spot.span, container })
    }

    /// The node behind an alias.
    fn target(&self, mut at: usize) -> usize {
        while let Some(Spot { shape: Shape::Alias(next), .. }) = self.nodes.get(at) {
            at = *next; // an alias points backwards, so this ends
        }
        at
    }

    fn step(&self, at: usize, step: &str, merges: usize) -> Option<(Vec<Span>, usize)> {
        match &self.nodes.get(self.target(at))?.shape {
            Shape::List(items) => Some((Vec::new(), *items.get(step.parse::<usize>().ok()?)?)),
            Shape::Object(members) => {
                let mut same = members.iter().filter(|member| &*member.key == step).peekable();
                match same.peek() {
                    Some(first) => {
                        let value = first.value;
                        Some((same.map(|member| member.key_span).collect(), value))
                    }
                    None if merges < 8 => self.merged(members, step, merges + 1),
                    None => None,
                }
            }
            Shape::Scalar | Shape::Alias(_) => None,
        }
    }

    /// Looks for a key in what `<<` brings.
    fn merged(&self, members: &[Member], step: &str, merges: usize) -> Option<(Vec<Span>, usize)> {
        let sources = members.iter().filter(|member| &*member.key == "<<").map(|member| member.value);
        sources.into_iter().find_map(|source| match &self.nodes.get(self.target(source))?.shape {
            Shape::List(items) => items.iter().find_map(|item| self.step(*item, step, merges)),
            _ => self.step(source, step, merges),
        })
    }

    fn push(&mut self, start: usize, end: usize, shape: Shape) -> usize {
        self.nodes.push(Spot { span: Span { start, end }, shape });
        self.nodes.len() - 1
    }
}

/// The texts of scalars, by pointer: for numbers whose written form matters.
pub(crate) fn scalar_texts<'t, 'p>(
    text: &'t str,
    syntax: Syntax,
    pointers: impl Iterator<Item = &'p String>,
) -> BTreeMap<&'p str, &'t str> {
    let tree = Tree::read(text, syntax);
    let mut texts = BTreeMap::new();
    for pointer in pointers {
        let spot = tree.index_of(pointer).and_then(|at| tree.nodes.get(tree.target(at)));
        if let Some(written) = spot.and_then(|spot| text.get(spot.span.start..spot.span.end)) {
            texts.insert(pointer.as_str(), written);
        }
    }
    texts
}

impl Tree {
    fn index_of(&self, pointer: &str) -> Option<usize> {
        pointer.split('/').skip(1).try_fold(self.root?, |at, step| {
            let step = step.replace("~1", "/").replace("~0", "~");
            self.step(at, &step, 0).map(|(_, value)| value)
        })
    }
}
