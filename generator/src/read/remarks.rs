//! What the builder remembered, as findings.

use super::builder::Remark;
use super::positions::Tree;
use crate::diag::{Code, Diagnostic, Findings, Part, Place};
use crate::document::{Document, NodeId, Syntax};

/// Tells everything that was remarked in one file. What is harmless is told once for each kind, with a count.
pub(super) fn tell(
    document: &Document,
    remarks: &[Remark],
    text: &str,
    syntax: Syntax,
    findings: &mut Findings,
) {
    // elsewhere such a word says what it says: in an enum, tools that read it otherwise send something else
    let matters = |remark: &&Remark| match remark {
        Remark::OldBoolean { node } => document.pointer(*node).contains("/enum/"),
        _ => true,
    };
    let remarks: Vec<&Remark> = remarks.iter().filter(matters).collect();
    let by_position = |remark: &&Remark| {
        !matches!(
            remark,
            Remark::Tag { .. } | Remark::Merged { .. } | Remark::MergeShape { .. } | Remark::NotFinite { .. }
        )
    };
    let tree = if remarks.iter().any(by_position) { Tree::read(text, syntax) } else { Tree::default() };
    let mut often: Vec<(&Remark, usize)> = Vec::new();
    for remark in remarks {
        if let Remark::KeyKind { object, key, .. } = remark
            && quoted(&tree, &member(document, *object, key).pointer, text)
        {
            continue;
        }
        if let (Remark::OldBoolean { node } | Remark::Beyond { node }, Syntax::Yaml) = (remark, syntax)
            && !plain(&tree, &document.pointer(*node), text)
        {
            continue;
        }
        match often.iter_mut().find(|(first, _)| alike(first, remark)) {
            Some((_, count)) => *count += 1,
            None => often.push((remark, 1)),
        }
    }
    for (remark, count) in often {
        let mut finding = finding(document, remark, &tree);
        match count {
            1 => {}
            2 => finding.message.push_str(" (and once more in this file)"),
            more => finding.message.push_str(&format!(" (and {} times more in this file)", more - 1)),
        }
        findings.push(finding);
    }
}

/// Whether two remarks are worth one finding.
fn alike(left: &Remark, right: &Remark) -> bool {
    match (left, right) {
        (Remark::Merged { .. }, Remark::Merged { .. }) => true,
        (Remark::Tag { tag: left, .. }, Remark::Tag { tag: right, .. }) => left == right,
        (Remark::OldBoolean { .. }, Remark::OldBoolean { .. }) => true,
        (Remark::KeyKind { kind: left, .. }, Remark::KeyKind { kind: right, .. }) => left == right,
        _ => false,
    }
}

/// Whether a scalar stands without quotes, and not as a block.
fn plain(tree: &Tree, pointer: &str, text: &str) -> bool {
    let found = tree.find(pointer).filter(|(_, whole)| *whole);
    let written = found.and_then(|(found, _)| text.get(found.value.start..));
    written.is_some_and(|written| !written.starts_with(['"', '\'', '|', '>', '!', '&', '*']))
}

/// Whether a key stands in quotes.
fn quoted(tree: &Tree, pointer: &str, text: &str) -> bool {
    match tree.find(pointer) {
        Some((found, true)) => found
            .keys
            .first()
            .and_then(|key| text.get(key.start..))
            .is_some_and(|key| key.starts_with(['"', '\''])),
        _ => false,
    }
}

/// The place of a member of an object, by its key.
fn member(document: &Document, object: NodeId, key: &str) -> Place {
    let mut place = document.place(object, Part::Key);
    place.pointer.push('/');
    place.pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
    place
}

fn finding(document: &Document, remark: &Remark, tree: &Tree) -> Diagnostic {
    match remark {
        Remark::Duplicate { object, key } => duplicate(member(document, *object, key), key, tree),
        Remark::KeyKind { object, key, kind } => {
            let message = format!("the key `{key}` is {kind} in YAML; it is read as text");
            Diagnostic::new(Code::KeyKind, member(document, *object, key), message)
                .hint(format!("quote it: `\"{key}\":`"))
        }
        Remark::NotFinite { node } => {
            let place = document.place(*node, Part::Value);
            Diagnostic::new(Code::NotFinite, place, "infinity and NaN have no place in a description")
                .hint("JSON has no such number; leave the keyword out, or quote the text")
        }
        Remark::Beyond { node } => {
            let place = document.place(*node, Part::Value);
            Diagnostic::new(Code::NumberBeyond, place, "this number is larger than any floating point number")
                .hint("a limit that no value can reach does nothing; leave it out")
        }
        Remark::OldBoolean { node } => {
            let place = document.place(*node, Part::Value);
            let message = "this word is a boolean to readers of YAML 1.1; it is read as text";
            Diagnostic::new(Code::OldBoolean, place, message)
                .hint("quote it, so that all tools read the same")
        }
        Remark::Tag { node, tag } => {
            let message = format!("the YAML tag `!{tag}` means nothing in a description and is ignored");
            Diagnostic::new(Code::TagIgnored, document.place(*node, Part::Value), message)
        }
        Remark::Merged { object } => {
            let place = document.place(*object, Part::Key);
            Diagnostic::new(
                Code::MergeApplied,
                place,
                "`<<` was applied: its members are read as if written here",
            )
            .hint("merge keys left YAML with version 1.2; other tools may keep `<<` as an ordinary key")
        }
        Remark::MergeShape { object } => {
            let message = "`<<` takes an object, or a list of objects";
            Diagnostic::new(Code::MergeShape, member(document, *object, "<<"), message)
                .hint("name an anchor that stands on an object: `<<: *name`")
        }
    }
}

/// Further places of one key that are shown.
const MOST_SHOWN: usize = 4;

fn duplicate(mut place: Place, key: &str, tree: &Tree) -> Diagnostic {
    let keys = match tree.find(&place.pointer) {
        Some((found, true)) => found.keys,
        _ => Vec::new(),
    };
    let first = keys.first().map(|span| Place::span(place.file.clone(), span.start, span.end));
    place.span = keys.get(1).copied();
    let finding = Diagnostic::new(
        Code::DuplicateKey,
        place.clone(),
        format!("the key `{key}` stands twice in one object"),
    )
    .hint("keep one of the two; what the other says would be lost");
    let finding = match first {
        Some(first) => finding.related(
            Place { pointer: place.pointer.clone(), part: Part::Key, ..first },
            "it stands here first",
        ),
        None => finding,
    };
    let rest = keys.len().saturating_sub(2 + MOST_SHOWN);
    keys.iter().skip(2).take(MOST_SHOWN).enumerate().fold(finding, |finding, (index, span)| {
        let more = Place { span: Some(*span), ..place.clone() };
        match rest {
            1.. if index + 1 == MOST_SHOWN => {
                finding.related(more, format!("and here, and {rest} times more"))
            }
            _ => finding.related(more, "and once more here"),
        }
    })
}
