//! Applies one action.

use std::collections::{BTreeMap, BTreeSet};

use super::form::{Action, Deed};
use super::merge;
use super::path::{self, Found, Path};
use crate::diag::{Code, Diagnostic};
use crate::document::{Document, NodeId, Value};
use crate::read::MAX_DEPTH;

/// A document while overlays change it.
pub(super) struct Change<'d> {
    pub(super) document: &'d mut Document,
    /// Nodes that it may have.
    pub(super) most: usize,
    /// Reads the files to which the description leads by now.
    pub(super) read: &'d mut dyn FnMut(&mut Document),
}

/// Why an action was not applied, or not in full.
pub(super) enum Stop {
    /// This one makes no sense; the next may.
    Refused(Vec<Diagnostic>),
    /// The description is too large or too deep for everything that follows.
    Grown(String),
}

impl From<Diagnostic> for Stop {
    fn from(finding: Diagnostic) -> Self {
        Stop::Refused(vec![finding])
    }
}

impl Change<'_> {
    /// Applies the action, and gives what is to be said about it.
    pub(super) fn act(&mut self, action: &Action) -> Result<Option<Diagnostic>, Stop> {
        let found = self.find(&action.path, action.target)?;
        if found.is_empty() {
            return Ok(Some(self.nothing(action.target)));
        }
        match &action.deed {
            Deed::Remove => self.remove(&found, action.target)?,
            Deed::Update(update) => self.merge(&found, *update, action)?,
            Deed::Copy { text, path } => match self.find(path, *text)?.as_slice() {
                [source] => {
                    // what the targets get is what stood there before the first of them changed
                    let source = self.copied(source.id)?;
                    self.merge(&found, source, action)?;
                }
                sources => {
                    let message = match sources.len() {
                        0 => "`copy` finds nothing to copy".to_owned(),
                        many => format!("`copy` takes one node, and this path finds {many}"),
                    };
                    return Err(self.finding(Code::OverlayMerge, *text, message).into());
                }
            },
        }
        Ok(None)
    }

    fn finding(&self, code: Code, node: NodeId, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(code, self.document.at(node).place(), message)
    }

    /// Files are read when a path comes by a reference to them, and not before: an overlay may remove what is wrong.
    fn find(&mut self, path: &Path, text: NodeId) -> Result<Vec<Found>, Stop> {
        let too_many = |change: &Self| -> Stop {
            let message = "this path looks at too many nodes";
            let hint = "every `..` looks at everything below each node before it; name the way instead";
            change.finding(Code::OverlayPath, text, message).hint(hint).into()
        };
        let answer = path::run(path, self.document, self.document.root).map_err(|_| too_many(self))?;
        if !answer.unread {
            return Ok(answer.found);
        }
        (self.read)(self.document);
        let answer = path::run(path, self.document, self.document.root).map_err(|_| too_many(self))?;
        Ok(answer.found)
    }

    /// Where a value is merged: a reference to another file stands for what it leads to, unless the value is a
    /// reference itself.
    fn meant(&mut self, found: &[Found], value: NodeId) -> Vec<Found> {
        if self.document.at(value).has("$ref") {
            return found.to_vec();
        }
        if found.iter().any(|node| path::beyond(self.document, node.id).is_err()) {
            (self.read)(self.document);
        }
        let there = |node: &Found| match path::beyond(self.document, node.id) {
            Ok(Some(target)) => Found { id: target, holder: None },
            _ => *node,
        };
        let mut known = BTreeSet::new();
        found.iter().map(there).filter(|node| known.insert(node.id)).collect()
    }

    fn nothing(&self, target: NodeId) -> Diagnostic {
        let text = self.document.at(target).text().unwrap_or_default();
        let finding =
            self.finding(Code::OverlayTarget, target, format!("`{text}` finds nothing in the description"));
        finding.hint(
            "an overlay sees the description as it is written: a `$ref` is followed into other files only",
        )
    }

    fn remove(&mut self, found: &[Found], target: NodeId) -> Result<(), Stop> {
        let mut slots: BTreeMap<NodeId, Vec<usize>> = BTreeMap::new();
        for node in found {
            match node.holder {
                Some((holder, slot)) => slots.entry(holder).or_default().push(slot),
                None => {
                    let message = "the description as a whole cannot be removed";
                    return Err(self.finding(Code::OverlayMerge, target, message).into());
                }
            }
        }
        for (holder, slots) in slots {
            let gone = |slot: usize| slots.contains(&slot);
            let value = match self.document.node(holder).value.clone() {
                Value::Array(items) => Value::Array(kept(items, gone)),
                Value::Object(members) => Value::Object(kept(members, gone)),
                plain => plain,
            };
            self.document.change(holder, value);
        }
        Ok(())
    }

    /// Merges a copy of a value into every node that was found.
    fn merge(&mut self, found: &[Found], value: NodeId, action: &Action) -> Result<(), Stop> {
        let found = self.meant(found, value);
        let mut kinds = found.iter().map(|node| merge::Kind::of(self.document, node.id));
        let first = kinds.next();
        if let Some(other) = kinds.find(|kind| Some(*kind) != first) {
            let one = first.map_or("", merge::Kind::words);
            let message = format!("this path finds both {one} and {}", other.words());
            let hint = "an action merges one value into nodes of one kind; make two actions of it";
            return Err(self.finding(Code::OverlayMerge, action.target, message).hint(hint).into());
        }
        let mut refusals = Vec::new();
        for node in found {
            let brought = self.copied(value)?;
            merge::merge(self.document, node, brought, &mut refusals);
        }
        let mut roots = self.document.files().iter().filter(|file| !file.overlay).map(|file| file.root);
        if roots.any(|root| self.document.depth(root) > MAX_DEPTH) {
            return Err(Stop::Grown(format!(
                "this action makes lists and objects stand more than {MAX_DEPTH} levels deep in each other"
            )));
        }
        if refusals.is_empty() { Ok(()) } else { Err(Stop::Refused(refusals)) }
    }

    fn copied(&mut self, node: NodeId) -> Result<NodeId, Stop> {
        let grown = || Stop::Grown("this action makes the description too large".to_owned());
        self.document.copy(node, self.most).ok_or_else(grown)
    }
}

/// What stays of a list without the slots that go.
fn kept<T>(list: Vec<T>, gone: impl Fn(usize) -> bool) -> Vec<T> {
    list.into_iter().enumerate().filter(|(slot, _)| !gone(*slot)).map(|(_, item)| item).collect()
}
