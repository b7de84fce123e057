//! Which operations a user's crate calls, read from its source: what its least-privilege role has to grant.
//!
//! There is no type checker here. A call counts when names leave no doubt: the receiver is followed through
//! variables, fields, functions, closures and wrappers down to the SDK's client, or the accessor and the operation
//! stand side by side. Whatever looks like a call and cannot be followed is reported with its place, never dropped.

mod branches;
mod callees;
mod calls;
mod collect;
mod index;
mod known;
mod macros;
mod minimal;
mod modules;
mod patterns;
mod raw;
mod resolve;
mod scopes;
mod visit;

use crate::api::OperationId;

pub use index::Index;
pub use minimal::{Minimal, minimal, missing};
pub use scopes::{minimal_scopes, missing_scopes};

/// One Rust file of the user's crate.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// As it is shown.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// A place in the user's crate; line and column count from 1.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// The file.
    pub file: String,
    /// The line.
    pub line: usize,
    /// The column, in characters.
    pub column: usize,
}

impl std::fmt::Display for Spot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// A call of an operation.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Used {
    /// Where.
    pub spot: Spot,
    /// What.
    pub operation: OperationId,
}

/// Something that may be a call and could not be followed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Undecided {
    /// Where.
    pub spot: Spot,
    /// What it may call; empty where that is open.
    pub candidates: Vec<OperationId>,
    /// Why it could not be decided.
    pub reason: String,
}

/// What a crate uses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Calls, by place.
    pub used: Vec<Used>,
    /// What could not be decided, by place.
    pub undecided: Vec<Undecided>,
    /// Files that are no Rust, with the parser's message.
    pub unreadable: Vec<(String, String)>,
}

/// Reads the files of a crate. `manifests` are its `Cargo.toml` files and those around it, which may give the SDK another
/// name.
pub fn scan(index: &Index, manifests: &[String], sources: &[SourceFile]) -> Usage {
    let mut usage = Usage::default();
    let mut files = Vec::new();
    for source in sources {
        match syn::parse_file(&source.text) {
            Ok(file) => files.push((source.path.as_str(), file)),
            Err(error) => {
                let at = error.span().start();
                let message = format!("{}:{}: {error}", at.line, at.column + 1);
                usage.unreadable.push((source.path.clone(), message));
            }
        }
    }
    let world = collect::collect(index, manifests, &files);
    for (number, (path, file)) in files.iter().enumerate() {
        visit::visit(&world, number, path, file, &mut usage);
    }
    usage.used.sort();
    usage.used.dedup();
    usage.undecided.sort();
    usage.undecided.dedup();
    usage
}
