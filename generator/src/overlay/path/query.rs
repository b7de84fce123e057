//! Runs a query.

use std::cell::Cell;
use std::collections::BTreeSet;

use super::{Path, Segment, Selector, compare};
use crate::document::{Document, NodeId, RefProblem, Value, split_reference};

/// A node that a query selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::overlay) struct Found {
    /// The node.
    pub(in crate::overlay) id: NodeId,
    /// What holds it and where in it; `None` for the outermost node.
    pub(in crate::overlay) holder: Option<(NodeId, usize)>,
}

/// The query looked at more nodes than any sensible one does.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::overlay) struct TooMany;

/// Nodes that one query may look at: ten times those of the largest description known.
const STEPS: usize = 20_000_000;

/// Every node that the query selects, each once.
pub(in crate::overlay) fn run(path: &Path, document: &Document, root: NodeId) -> Result<Answer, TooMany> {
    let runner = Runner { document, root, left: Cell::new(STEPS), unread: Cell::new(false) };
    let mut found = runner.follow(Found { id: root, holder: None }, &path.segments)?;
    let mut known = BTreeSet::new();
    found.retain(|node| known.insert(node.id));
    Ok(Answer { found, unread: runner.unread.get() })
}

/// The list or object in another file for which a reference stands, where that file is read: a tree of files is one
/// description. References to the root file are followed no more than those inside of it.
pub(in crate::overlay) fn beyond(document: &Document, id: NodeId) -> Result<Option<NodeId>, Unread> {
    let Some(reference) = document.member(id, "$ref") else { return Ok(None) };
    let at = document.at(reference);
    let Some(text) = at.str().filter(|text| !split_reference(text).0.is_empty()) else { return Ok(None) };
    match document.resolve(reference, text) {
        Ok(target) => {
            let home = document.home(target);
            let inside = home == document.home(document.root) || home == document.home(reference);
            let holds = matches!(document.node(target).value, Value::Array(_) | Value::Object(_));
            Ok((!inside && holds).then_some(target))
        }
        Err(RefProblem::Remote | RefProblem::FileMissing { .. }) => Err(Unread),
        Err(_) => Ok(None),
    }
}

/// A reference leads to a file that is not read, or not yet.
pub(in crate::overlay) struct Unread;

/// What a query found.
pub(in crate::overlay) struct Answer {
    /// Every node that was selected, each once.
    pub(in crate::overlay) found: Vec<Found>,
    /// Whether it came by a reference to a file that is not read.
    pub(in crate::overlay) unread: bool,
}

/// References to references, each into another file.
const MOST_HOPS: usize = 16;

/// A query while it runs.
pub(super) struct Runner<'d> {
    pub(super) document: &'d Document,
    pub(super) root: NodeId,
    left: Cell<usize>,
    unread: Cell<bool>,
}

impl Runner<'_> {
    /// The nodes to which segments lead from one node.
    pub(super) fn follow(&self, from: Found, segments: &[Segment]) -> Result<Vec<Found>, TooMany> {
        let mut nodes = vec![from];
        for segment in segments {
            let mut next = Vec::new();
            for node in nodes {
                if segment.deep {
                    self.below(node.id, &segment.selectors, &mut next)?;
                } else {
                    self.select(node.id, &segment.selectors, &mut next)?;
                }
            }
            nodes = next;
        }
        Ok(nodes)
    }

    pub(super) fn step(&self) -> Result<(), TooMany> {
        self.left.set(self.left.get().checked_sub(1).ok_or(TooMany)?);
        Ok(())
    }

    /// Applies the selectors to a node and to everything below it.
    fn below(&self, id: NodeId, selectors: &[Selector], out: &mut Vec<Found>) -> Result<(), TooMany> {
        let mut left = vec![id];
        let mut entered = BTreeSet::new();
        while let Some(id) = left.pop() {
            self.select(id, selectors, out)?;
            let inside = self.through(id);
            if inside == id || entered.insert(inside) {
                left.extend(self.children(inside).map(|child| child.id));
            }
        }
        Ok(())
    }

    /// What a node stands for: itself, or what a reference to another file leads to.
    fn through(&self, mut id: NodeId) -> NodeId {
        for _ in 0..MOST_HOPS {
            match beyond(self.document, id) {
                Ok(Some(target)) => id = target,
                Ok(None) => break,
                Err(Unread) => {
                    self.unread.set(true);
                    break;
                }
            }
        }
        id
    }

    fn select(&self, id: NodeId, selectors: &[Selector], out: &mut Vec<Found>) -> Result<(), TooMany> {
        let written = id;
        let id = self.through(id);
        for selector in selectors {
            self.step()?;
            match selector {
                Selector::Name(name) => {
                    out.extend(self.named(written, name).or_else(|| self.named(id, name)));
                }
                Selector::Wildcard => {
                    for child in self.children(id) {
                        self.step()?;
                        out.push(child);
                    }
                }
                Selector::Index(index) => {
                    let items = self.items(id);
                    out.extend(position(*index, items.len()).and_then(|at| item(id, items, at)));
                }
                Selector::Slice { start, end, step } => {
                    let items = self.items(id);
                    for at in slice(*start, *end, *step, items.len()) {
                        self.step()?;
                        out.extend(item(id, items, at));
                    }
                }
                Selector::Filter(test) => {
                    for child in self.children(id) {
                        self.step()?;
                        if compare::holds(self, test, child)? {
                            out.push(child);
                        }
                    }
                }
            }
        }
        Ok(())
    }

    fn named(&self, id: NodeId, name: &str) -> Option<Found> {
        let Value::Object(members) = &self.document.node(id).value else { return None };
        let at = members.iter().position(|(key, _)| &**key == name)?;
        members.get(at).map(|(_, child)| Found { id: *child, holder: Some((id, at)) })
    }

    pub(super) fn children(&self, id: NodeId) -> impl Iterator<Item = Found> {
        let value = &self.document.node(id).value;
        let (items, members): (&[NodeId], &[(Box<str>, NodeId)]) = match value {
            Value::Array(items) => (items, &[]),
            Value::Object(members) => (&[], members),
            _ => (&[], &[]),
        };
        let ids = items.iter().chain(members.iter().map(|(_, child)| child));
        ids.enumerate().map(move |(at, child)| Found { id: *child, holder: Some((id, at)) })
    }

    fn items(&self, id: NodeId) -> &[NodeId] {
        match &self.document.node(id).value {
            Value::Array(items) => items,
            _ => &[],
        }
    }
}

fn item(list: NodeId, items: &[NodeId], at: usize) -> Option<Found> {
    items.get(at).map(|id| Found { id: *id, holder: Some((list, at)) })
}

/// Where an index stands in a list of this length; negative ones count from its end.
fn position(index: i64, length: usize) -> Option<usize> {
    let length = i64::try_from(length).ok()?;
    usize::try_from(if index < 0 { length + index } else { index }).ok()
}

/// The positions that a slice takes of a list of this length.
fn slice(start: Option<i64>, end: Option<i64>, step: i64, length: usize) -> Vec<usize> {
    let length = i64::try_from(length).unwrap_or(i64::MAX);
    let from_end = |index: i64| if index < 0 { length + index } else { index };
    let mut positions = Vec::new();
    if step > 0 {
        let mut at = from_end(start.unwrap_or(0)).clamp(0, length);
        let end = from_end(end.unwrap_or(length)).clamp(0, length);
        while at < end {
            positions.extend(usize::try_from(at));
            at = at.saturating_add(step);
        }
    } else if step < 0 {
        let mut at = start.map_or(length - 1, from_end).clamp(-1, length - 1);
        let end = end.map_or(-1, from_end).clamp(-1, length - 1);
        while at > end {
            positions.extend(usize::try_from(at));
            at = at.saturating_add(step);
        }
    }
    positions
}
