//! Everything that a run wants to exist: relative paths and their bytes.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::path::{PathProblem, PathReason, validate};

/// Paths with `/` between folders, sorted, each with its bytes.
///
/// Every path that got in can be written on Linux, macOS and Windows: see [`PathReason`] for what cannot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileSet {
    files: BTreeMap<String, Vec<u8>>,
    /// Every file and folder in lower case, as it was first written: what is one name on a file system that
    /// ignores case must be one name here.
    names: BTreeMap<String, Name>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Name {
    written: String,
    is_file: bool,
}

impl FileSet {
    /// An empty set.
    pub fn new() -> Self {
        FileSet::default()
    }

    /// Adds a file.
    ///
    /// # Errors
    ///
    /// When the path is not portable, is there already, or clashes with another path. The set is then unchanged.
    pub fn add(&mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Result<(), PathProblem> {
        let path = path.into();
        if let Err(reason) = self.admit(&path) {
            return Err(PathProblem { path, reason });
        }
        for (end, is_file) in prefixes(&path) {
            let written = path.get(..end).unwrap_or(&path);
            if let Entry::Vacant(vacant) = self.names.entry(written.to_lowercase()) {
                vacant.insert(Name { written: written.to_owned(), is_file });
            }
        }
        self.files.insert(path, bytes.into());
        Ok(())
    }

    fn admit(&self, path: &str) -> Result<(), PathReason> {
        validate(path)?;
        if self.files.contains_key(path) {
            return Err(PathReason::Duplicate);
        }
        for (end, is_file) in prefixes(path) {
            let written = path.get(..end).unwrap_or(path);
            let Some(name) = self.names.get(&written.to_lowercase()) else { continue };
            if name.written != written {
                return Err(PathReason::DiffersInCase(name.written.clone()));
            }
            if name.is_file || is_file {
                return Err(PathReason::FileAndFolder(written.to_owned()));
            }
        }
        Ok(())
    }

    /// The bytes of a file.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(Vec::as_slice)
    }

    /// All files, sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// All paths, sorted.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is no file.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Whether this path is a folder of the set.
    pub(super) fn is_folder(&self, path: &str) -> bool {
        self.names.get(&path.to_lowercase()).is_some_and(|name| name.written == path && !name.is_file)
    }
}

/// Where each folder of the path ends, then where the path itself does (`true`).
fn prefixes(path: &str) -> impl Iterator<Item = (usize, bool)> {
    path.match_indices('/').map(|(end, _)| (end, false)).chain([(path.len(), true)])
}
