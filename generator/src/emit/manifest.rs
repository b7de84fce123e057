//! The list of files that a run wrote, so that the next one knows which are ours.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use super::error::{EmitError, io_error};
use super::path::{PathProblem, validate};
use super::{FileSet, GENERATED_MARK, MANIFEST_NAME};

/// The text of the manifest of a set.
pub(super) fn text(files: &FileSet) -> String {
    let mut text = format!("# {GENERATED_MARK}: the files here that the next run may change or delete.\n");
    for path in files.paths() {
        text.push_str(path);
        text.push('\n');
    }
    text
}

/// The manifest of the run before, or `None` where there was none.
pub(super) fn load(root: &Path) -> Result<Option<BTreeSet<String>>, EmitError> {
    let path = root.join(MANIFEST_NAME);
    match fs::read_to_string(&path) {
        Ok(text) => parse(&text, &path).map(Some),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(io_error("read", &path)(error)),
    }
}

/// Every path is validated again: the file may have been edited, and what it lists may be deleted.
fn parse(text: &str, path: &Path) -> Result<BTreeSet<String>, EmitError> {
    let unreadable =
        |line: usize, reason: String| EmitError::Unreadable { path: path.to_owned(), line, reason };
    let mut lines = text.lines();
    if !lines.next().is_some_and(|header| header.contains(GENERATED_MARK)) {
        return Err(unreadable(1, format!("it does not begin with `# {GENERATED_MARK}`")));
    }
    let mut paths = BTreeSet::new();
    for (index, line) in lines.enumerate() {
        if let Err(reason) = validate(line) {
            let problem = PathProblem { path: line.to_owned(), reason };
            return Err(unreadable(index + 2, problem.to_string()));
        }
        paths.insert(line.to_owned());
    }
    Ok(paths)
}
