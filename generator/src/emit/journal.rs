//! What a run is going to do, on disk before it does it.
//!
//! ```text
//! # sdkwright journal
//! delete src/old.rs
//! write src/new.rs
//! write .sdkwright-manifest
//! end
//! ```
//!
//! Deletions come first (a file may become a folder, and on some file systems `Foo.rs` is `foo.rs`), the manifest
//! comes last. A journal without its last line was never complete.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::error::{EmitError, io_error};
use super::path::{PathProblem, validate};
use super::scan::folders_of;
use super::{MANIFEST_NAME, STAGE_NAME};

const HEADER: &str = "# sdkwright journal";
const END: &str = "end";

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Delete(String),
    Write(String),
}

pub(super) fn stage_folder(root: &Path) -> PathBuf {
    root.join(STAGE_NAME)
}

fn journal_path(root: &Path) -> PathBuf {
    stage_folder(root).join("journal")
}

/// Where the new bytes of a file wait.
pub(super) fn staged(root: &Path, path: &str) -> PathBuf {
    stage_folder(root).join("new").join(path)
}

/// Writes the journal whole: from here on the run will be finished, by this process or by the next.
pub(super) fn commit(root: &Path, steps: &[Step]) -> Result<(), EmitError> {
    let mut text = format!("{HEADER}\n");
    for step in steps {
        let (word, path) = match step {
            Step::Delete(path) => ("delete", path),
            Step::Write(path) => ("write", path),
        };
        text.push_str(word);
        text.push(' ');
        text.push_str(path);
        text.push('\n');
    }
    text.push_str(END);
    text.push('\n');
    let path = journal_path(root);
    let draft = path.with_extension("draft");
    let written = fs::File::create(&draft).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_all()
    });
    written.map_err(io_error("write", &draft))?;
    fs::rename(&draft, &path).map_err(io_error("rename", &draft))
}

/// The steps of an interrupted run, or `None` when it had not got as far as its journal.
pub(super) fn load(root: &Path) -> Result<Option<Vec<Step>>, EmitError> {
    let path = journal_path(root);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(io_error("read", &path)(error)),
    };
    let unreadable = |line: usize, reason: String| EmitError::Unreadable { path: path.clone(), line, reason };
    let mut steps = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let step = match line.split_once(' ') {
            _ if index == 0 && line == HEADER => continue,
            _ if line == END => return Ok(Some(steps)),
            Some(("delete", path)) => Step::Delete(path.to_owned()),
            Some(("write", path)) => Step::Write(path.to_owned()),
            _ => return Err(unreadable(index + 1, format!("`{}` is no step", line.escape_debug()))),
        };
        let (Step::Delete(target) | Step::Write(target)) = &step;
        if target != MANIFEST_NAME
            && let Err(reason) = validate(target)
        {
            return Err(unreadable(index + 1, PathProblem { path: target.clone(), reason }.to_string()));
        }
        steps.push(step);
    }
    Ok(None)
}

/// Does what the journal says. Every step may have been done already.
pub(super) fn apply(root: &Path, steps: &[Step]) -> Result<(), EmitError> {
    for step in steps {
        match step {
            Step::Delete(path) => delete(root, path)?,
            Step::Write(path) => put(root, path)?,
        }
    }
    let journal = journal_path(root);
    // The journal goes first: a stage without one is known to be rubbish.
    match fs::remove_file(&journal) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(io_error("delete", &journal)(error)),
        _ => discard(root),
    }
}

/// Removes the stage.
pub(super) fn discard(root: &Path) -> Result<(), EmitError> {
    let stage = stage_folder(root);
    match fs::remove_dir_all(&stage) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(io_error("delete", &stage)(error)),
        _ => Ok(()),
    }
}

fn delete(root: &Path, path: &str) -> Result<(), EmitError> {
    refuse_links(root, path)?;
    let absolute = root.join(path);
    match fs::remove_file(&absolute) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(io_error("delete", &absolute)(error));
        }
        _ => {}
    }
    for folder in folders_of(path).rev() {
        // Refused by the system while anything is left in it, which is what we want.
        if fs::remove_dir(root.join(folder)).is_err() {
            break;
        }
    }
    Ok(())
}

fn put(root: &Path, path: &str) -> Result<(), EmitError> {
    refuse_links(root, path)?;
    let from = staged(root, path);
    let to = root.join(path);
    if !from.exists() {
        return if to.is_file() {
            Ok(())
        } else {
            Err(io_error("finish the interrupted run: it staged no", &to)(io::ErrorKind::NotFound.into()))
        };
    }
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).map_err(io_error("create", folder))?;
    }
    if to.is_dir() {
        fs::remove_dir(&to).map_err(io_error("replace the folder", &to))?;
    }
    fs::rename(&from, &to).map_err(io_error("write", &to))
}

/// A folder that became a link since the plan was made would lead the step out of the output.
fn refuse_links(root: &Path, path: &str) -> Result<(), EmitError> {
    for folder in folders_of(path) {
        let absolute = root.join(folder);
        if fs::symlink_metadata(&absolute).is_ok_and(|metadata| metadata.is_symlink()) {
            return Err(io_error("write below", &absolute)(io::Error::other("it is a symbolic link")));
        }
    }
    Ok(())
}
