//! Makes an output folder equal to a set: stage, journal, rename.

use std::fmt;
use std::fs;
use std::path::Path;
use std::time::Duration;

use super::error::{EmitError, io_error};
use super::journal::{self, Step, stage_folder, staged};
use super::plan::{Plan, StaleKind, plan};
use super::{FileSet, MANIFEST_NAME, lock};

/// What a run did, in files; the manifest is not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// New, or with other bytes than before.
    pub written: usize,
    /// Left alone, time stamp included.
    pub unchanged: usize,
    /// Written by an earlier run and no longer wanted.
    pub deleted: usize,
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Summary { written, unchanged, deleted } = self;
        write!(f, "{written} written, {unchanged} unchanged, {deleted} deleted")
    }
}

/// How long a run waits for another one: writing takes seconds at most.
const PATIENCE: Duration = Duration::from_secs(60);

/// Makes the folder equal to the set, after it finished or undid what an interrupted run left.
///
/// # Errors
///
/// When the folder holds what is not ours (nothing is changed then), its manifest or journal cannot be trusted,
/// another run keeps writing there, or the file system says no.
pub fn write(files: &FileSet, folder: &Path) -> Result<Summary, EmitError> {
    if folder.exists() && !folder.is_dir() {
        return Err(EmitError::NotAFolder(folder.to_owned()));
    }
    fs::create_dir_all(folder).map_err(io_error("create", folder))?;
    let _alone = lock::lock(folder, PATIENCE)?;
    recover(folder)?;
    let plan = plan(files, folder)?;
    if !plan.stale.is_empty() {
        let steps = steps(&plan);
        let prepared = stage(files, &plan, folder).and_then(|()| journal::commit(folder, &steps));
        if let Err(error) = prepared {
            // Nothing has been renamed yet; what the cleaning up says matters less than why it came to it.
            let _ = journal::discard(folder);
            return Err(error);
        }
        journal::apply(folder, &steps)?;
    }
    Ok(summary(&plan))
}

/// Finishes an interrupted run that had its journal, throws away one that had not.
pub(super) fn recover(folder: &Path) -> Result<(), EmitError> {
    let stage = stage_folder(folder);
    match fs::symlink_metadata(&stage) {
        Err(_) => Ok(()),
        Ok(metadata) if !metadata.is_dir() => Err(EmitError::NotAFolder(stage)),
        Ok(_) => match journal::load(folder)? {
            Some(steps) => journal::apply(folder, &steps),
            None => journal::discard(folder),
        },
    }
}

fn steps(plan: &Plan) -> Vec<Step> {
    let deletes = plan.stale.iter().filter(|stale| stale.kind == StaleKind::Extra);
    let writes =
        plan.stale.iter().filter(|stale| stale.kind != StaleKind::Extra && stale.path != MANIFEST_NAME);
    let manifest = plan.stale.iter().filter(|stale| stale.path == MANIFEST_NAME);
    deletes
        .map(|stale| Step::Delete(stale.path.clone()))
        .chain(writes.chain(manifest).map(|stale| Step::Write(stale.path.clone())))
        .collect()
}

fn stage(files: &FileSet, plan: &Plan, folder: &Path) -> Result<(), EmitError> {
    let stage = stage_folder(folder);
    fs::create_dir(&stage).map_err(io_error("create", &stage))?;
    for stale in plan.stale.iter().filter(|stale| stale.kind != StaleKind::Extra) {
        let bytes = files.get(&stale.path).unwrap_or(plan.manifest.as_bytes());
        let path = staged(folder, &stale.path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(io_error("create", parent))?;
        }
        fs::write(&path, bytes).map_err(io_error("write", &path))?;
    }
    Ok(())
}

fn summary(plan: &Plan) -> Summary {
    let counted = plan.stale.iter().filter(|stale| stale.path != MANIFEST_NAME);
    let deleted = counted.clone().filter(|stale| stale.kind == StaleKind::Extra).count();
    Summary { written: counted.count() - deleted, unchanged: plan.unchanged, deleted }
}

#[cfg(test)]
mod tests;
