//! What would have to change to make an output folder equal to a set.

use std::fmt;
use std::fs;
use std::path::Path;

use super::error::{EmitError, io_error};
use super::scan::scan;
use super::{FileSet, MANIFEST_NAME, STAGE_NAME, manifest};

/// A difference between what should be and what is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stale {
    /// Relative path, `/` between folders.
    pub path: String,
    /// What differs.
    pub kind: StaleKind,
}

/// How a file differs from what should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StaleKind {
    /// It should exist.
    Missing,
    /// Its bytes are others.
    Different,
    /// An earlier run wrote it; it should be gone.
    Extra,
    /// A run was interrupted; the next one finishes or undoes it.
    Interrupted,
}

impl fmt::Display for Stale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            StaleKind::Missing => "missing",
            StaleKind::Different => "different",
            StaleKind::Extra => "no longer generated",
            StaleKind::Interrupted => "left behind by an interrupted run",
        };
        write!(f, "{}: {kind}", self.path)
    }
}

/// Compares an output folder with a set; reads only.
///
/// # Errors
///
/// When the folder holds what is not ours, its manifest cannot be trusted, or the file system says no.
pub fn check(files: &FileSet, folder: &Path) -> Result<Vec<Stale>, EmitError> {
    let mut stale = plan(files, folder)?.stale;
    if fs::symlink_metadata(folder.join(STAGE_NAME)).is_ok() {
        stale.push(Stale { path: STAGE_NAME.to_owned(), kind: StaleKind::Interrupted });
    }
    stale.sort();
    Ok(stale)
}

pub(super) struct Plan {
    pub(super) stale: Vec<Stale>,
    pub(super) unchanged: usize,
    /// The manifest that belongs to the set.
    pub(super) manifest: String,
}

pub(super) fn plan(files: &FileSet, folder: &Path) -> Result<Plan, EmitError> {
    let mut plan = Plan { stale: Vec::new(), unchanged: 0, manifest: manifest::text(files) };
    let found = scan(files, folder)?;
    for (path, bytes) in files.iter() {
        let length = found.as_ref().and_then(|found| found.files.get(path).copied());
        plan.compare(folder, path, bytes, length)?;
    }
    let owned = found.as_ref().and_then(|found| found.manifest.as_ref());
    for path in owned.into_iter().flatten() {
        let exists = found.as_ref().is_some_and(|found| found.files.contains_key(path));
        if exists && files.get(path).is_none() {
            plan.stale.push(Stale { path: path.clone(), kind: StaleKind::Extra });
        }
    }
    let manifest = plan.manifest.clone();
    let length = fs::metadata(folder.join(MANIFEST_NAME)).ok().map(|metadata| metadata.len());
    plan.compare(folder, MANIFEST_NAME, manifest.as_bytes(), length)?;
    Ok(plan)
}

impl Plan {
    fn compare(
        &mut self,
        folder: &Path,
        path: &str,
        bytes: &[u8],
        length: Option<u64>,
    ) -> Result<(), EmitError> {
        let kind = match length {
            None => StaleKind::Missing,
            Some(length) if length != bytes.len() as u64 => StaleKind::Different,
            Some(_) => {
                let absolute = folder.join(path);
                if fs::read(&absolute).map_err(io_error("read", &absolute))? == bytes {
                    self.unchanged += usize::from(path != MANIFEST_NAME);
                    return Ok(());
                }
                StaleKind::Different
            }
        };
        self.stale.push(Stale { path: path.to_owned(), kind });
        Ok(())
    }
}
