//! From files to a [`Document`]: the only room that knows YAML and JSON.
//!
//! [`read`] loads the root file and every file that references lead to. What it refuses, it refuses with a place;
//! nothing in a description, however hostile, makes it hang, panic or grow without bounds.

mod builder;
mod depth;
mod fields;
mod files;
mod links;
mod load;
mod numbers;
mod parse;
pub(crate) mod positions;
mod remarks;
mod spread;
mod text;
mod version;
mod visit;

pub(crate) use builder::MAX_DEPTH;
pub use files::{Disk, Files, Memory};
pub(crate) use text::{syntax, without_mark};

use std::rc::Rc;

use crate::diag::{Findings, Severity};
use crate::document::{Document, NodeId};

/// Where a description is read from.
pub struct Source {
    /// The root file, as the user named it; `/` between folders.
    pub root: String,
    files: Rc<dyn Files>,
}

impl Source {
    /// A file on the disk.
    pub fn disk(path: &str) -> Self {
        let root = if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() };
        Source { root, files: Rc::new(Disk) }
    }

    /// Files from elsewhere, such as [`Memory`].
    pub fn new(root: impl Into<String>, files: impl Files + 'static) -> Self {
        Source { root: root.into(), files: Rc::new(files) }
    }

    /// Another file from the same place.
    pub fn other(&self, root: impl Into<String>) -> Self {
        Source { root: root.into(), files: Rc::clone(&self.files) }
    }

    /// Where the bytes come from: drawing findings reads the lines again.
    pub fn files(&self) -> &dyn Files {
        &*self.files
    }
}

/// How a description is read.
#[derive(Clone, Debug)]
pub struct ReadOptions {
    /// Bytes that one file may have.
    pub max_input: u64,
    /// Nodes that the whole description may have, aliases spelled out.
    pub max_nodes: usize,
    /// Whether references may leave the folder of the root file.
    pub allow_outside_root: bool,
    /// Files that stand for addresses; an address that ends in `/` stands for a folder.
    pub map: Vec<(String, String)>,
}

impl Default for ReadOptions {
    fn default() -> Self {
        ReadOptions { max_input: 64 << 20, max_nodes: 30_000_000, allow_outside_root: false, map: Vec::new() }
    }
}

impl ReadOptions {
    /// The file that stands for an address.
    fn mapped(&self, url: &str) -> Option<String> {
        let exact = self.map.iter().find(|(from, _)| from == url).map(|(_, path)| path.clone());
        exact.or_else(|| {
            let below = |(from, path): &(String, String)| {
                let rest = url.strip_prefix(from.as_str()).filter(|_| from.ends_with('/'))?;
                let safe = !rest.split('/').any(|part| part == "..");
                safe.then(|| format!("{}/{rest}", path.trim_end_matches('/')))
            };
            self.map.iter().find_map(below)
        })
    }
}

/// Reads a description. Whatever is wrong goes to `findings`; `None` means that nothing could be made of the root.
pub fn read(source: &Source, options: &ReadOptions, findings: &mut Findings) -> Option<Document> {
    let document = read_root(source, options, findings)?;
    complete(document, source, options, findings)
}

/// Reads the root file of a description as it is written, and nothing that it leads to: overlays come before that.
pub fn read_root(source: &Source, options: &ReadOptions, findings: &mut Findings) -> Option<Document> {
    load::Loader::new(source, options, findings).root()
}

/// Reads an overlay into the document that it is for, and gives its outermost node.
pub(crate) fn read_overlay(
    document: &mut Document,
    source: &Source,
    options: &ReadOptions,
    findings: &mut Findings,
) -> Option<NodeId> {
    let held = std::mem::replace(document, Document::empty());
    let (held, root) = load::Loader::resume(held, source, options, findings).overlay();
    *document = held;
    root
}

/// Reads what the root leads to before its overlays are through. What cannot be read is told by [`complete`], if it is
/// still referred to then.
pub(crate) fn read_linked(
    document: &mut Document,
    source: &Source,
    options: &ReadOptions,
    findings: &mut Findings,
) {
    let mut told = Findings::default();
    let held = std::mem::replace(document, Document::empty());
    *document = load::Loader::resume(held, source, options, &mut told).follow_all();
    let remarks = told.all().iter().filter(|finding| finding.code.severity() != Severity::Error);
    remarks.for_each(|finding| findings.push(finding.clone()));
}

/// Makes a description whole: the files that the root leads to, its version, Swagger 2.0 in the form of OpenAPI 3.
pub fn complete(
    document: Document,
    source: &Source,
    options: &ReadOptions,
    findings: &mut Findings,
) -> Option<Document> {
    let mut document = load::Loader::resume(document, source, options, findings).follow_all();
    document.version = version::detect(&document, findings)?;
    spread::spread(&mut document, findings);
    fields::check(&document, findings);
    document.lift();
    document.reindex();
    Some(document)
}

/// Reads a file that is no description, such as the configuration of an SDK: no version is asked for.
pub fn read_plain(source: &Source, options: &ReadOptions, findings: &mut Findings) -> Option<Document> {
    let document = read_root(source, options, findings)?;
    let mut document = load::Loader::resume(document, source, options, findings).follow_all();
    document.reindex();
    Some(document)
}
