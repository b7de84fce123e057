//! From a place (file and pointer, or bytes) to a line, a column and the text there.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Part, Place, Span};
use crate::read::positions::Tree;
use crate::read::{Files, syntax, without_mark};

/// Bytes that are read again at most, to show a line: what reading refused as too large is not shown.
const MOST: u64 = 1 << 30;

/// Bytes between two places of a file whose characters are counted once.
const BLOCK: usize = 4096;

/// A file as it is read again for showing.
pub(super) struct Shown {
    bytes: Vec<u8>,
    /// Byte offsets at which lines begin.
    lines: Vec<usize>,
    /// Characters before every [`BLOCK`] bytes: a description may be one line of megabytes with many findings.
    characters: Vec<usize>,
    tree: Tree,
}

/// A place worked out.
pub(super) struct Spot {
    /// Bytes of the file, without its byte order mark.
    pub(super) span: Span,
    /// From 1.
    pub(super) line: usize,
    /// From 1, in characters.
    pub(super) column: usize,
}

/// The files that findings point into, each read once.
pub(super) struct Shelf {
    files: BTreeMap<String, Option<Shown>>,
}

impl Shelf {
    /// Reads every file that one of the findings names.
    pub(super) fn fill<'f>(files: &dyn Files, findings: impl Iterator<Item = &'f Diagnostic>) -> Self {
        Shelf::of_places(
            files,
            findings.flat_map(|finding| {
                finding.place.iter().chain(finding.related.iter().map(|(at, _)| at)).chain(&finding.also)
            }),
        )
    }

    /// Reads every file that one of the places names.
    pub(super) fn of_places<'f>(files: &dyn Files, places: impl Iterator<Item = &'f Place>) -> Self {
        let mut wanted: BTreeMap<String, bool> = BTreeMap::new();
        for place in places {
            *wanted.entry(place.file.clone()).or_default() |=
                place.span.is_none() && !place.pointer.is_empty();
        }
        let read = |(name, pointers): (String, bool)| {
            let shown = files.load(&name, MOST).ok().map(|bytes| Shown::new(&name, &bytes, pointers));
            (name, shown)
        };
        Shelf { files: wanted.into_iter().map(read).collect() }
    }

    pub(super) fn file(&self, name: &str) -> Option<&Shown> {
        self.files.get(name).and_then(Option::as_ref)
    }

    /// The line and column of a place, the first of a file where all of it is meant; `None` where it cannot be read.
    pub(super) fn spot(&self, place: &Place) -> Option<Spot> {
        let file = self.file(&place.file)?;
        let span = match place.span {
            Some(span) => span,
            None if place.pointer.is_empty() => Span { start: 0, end: 0 },
            None => file.span(&place.pointer, place.part)?,
        };
        Some(file.spot(span))
    }
}

impl Shown {
    fn new(name: &str, bytes: &[u8], pointers: bool) -> Self {
        let bytes = without_mark(bytes).to_vec();
        let tree = match std::str::from_utf8(&bytes) {
            Ok(text) if pointers => Tree::read(text, syntax(name, text.as_bytes())),
            _ => Tree::default(),
        };
        let after_breaks = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1);
        let lines = std::iter::once(0).chain(after_breaks).collect();
        let before = |count: &mut usize, block: &[u8]| {
            let before = *count;
            *count += begun(block);
            Some(before)
        };
        let characters = bytes.chunks(BLOCK).scan(0, before).collect();
        Shown { bytes, lines, characters, tree }
    }

    /// Characters before a byte.
    fn characters(&self, before: usize) -> usize {
        let block = before / BLOCK;
        let counted = self.characters.get(block).copied().unwrap_or(0);
        counted + begun(self.bytes.get(block * BLOCK..before).unwrap_or_default())
    }

    /// The bytes that a pointer means. A list or an object is shown by its key: it may go on for pages.
    fn span(&self, pointer: &str, part: Part) -> Option<Span> {
        let (found, _) = self.tree.find(pointer)?;
        match found.keys.first() {
            Some(key) if part == Part::Key || found.container => Some(*key),
            _ => Some(found.value),
        }
    }

    fn spot(&self, span: Span) -> Spot {
        let start = span.start.min(self.bytes.len());
        let line = self.lines.partition_point(|begin| *begin <= start).max(1);
        let begin = self.lines.get(line - 1).copied().unwrap_or(0);
        let column = self.characters(start).saturating_sub(self.characters(begin)) + 1;
        Spot { span: Span { start, end: span.end.clamp(start, self.bytes.len()) }, line, column }
    }

    /// The bytes of a line, without its end, and the offset at which it begins.
    pub(super) fn line(&self, number: usize) -> (usize, &[u8]) {
        let begin = self.lines.get(number.wrapping_sub(1)).copied().unwrap_or(self.bytes.len());
        let end = self.lines.get(number).copied().unwrap_or(self.bytes.len());
        let bytes = self.bytes.get(begin..end).unwrap_or_default();
        (begin, bytes.trim_ascii_end())
    }
}

/// How many characters begin in these bytes.
fn begun(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}
