//! Why an output folder was left as it is.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Why nothing, or not everything, was written.
#[derive(Debug)]
pub enum EmitError {
    /// The output holds what no run of ours wrote; nothing was touched.
    Foreign {
        /// The output folder.
        folder: PathBuf,
        /// What stands there, sorted by path.
        found: Vec<Foreign>,
        /// Whether a manifest said which files are ours.
        has_manifest: bool,
    },
    /// The manifest or the journal of an earlier run cannot be trusted.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },
    /// Another run writes to the output, and does not come to its end.
    Busy(PathBuf),
    /// The output is something other than a folder.
    NotAFolder(PathBuf),
    /// The file system said no.
    Io {
        /// What was tried, as in "write".
        action: &'static str,
        /// On which file.
        path: PathBuf,
        /// What came back.
        source: io::Error,
    },
}

/// One thing in the output that is not ours.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Foreign {
    /// Relative path, `/` between folders.
    pub path: String,
    /// Why it stands in the way.
    pub reason: ForeignReason,
}

/// Why something in the output stands in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ForeignReason {
    /// A file that no run wrote.
    File,
    /// A file that no run wrote, where this run would write.
    WouldOverwrite,
    /// A folder where this run would write a file.
    FolderInTheWay,
    /// A symbolic link that leads somewhere inside the output.
    Link,
    /// A symbolic link that leads out of the output, or nowhere.
    LinkOutside,
}

impl ForeignReason {
    fn text(self) -> &'static str {
        match self {
            ForeignReason::File => "not written by sdkwright",
            ForeignReason::WouldOverwrite => "not written by sdkwright, and would be overwritten",
            ForeignReason::FolderInTheWay => "a folder where a file has to be",
            ForeignReason::Link => "a symbolic link",
            ForeignReason::LinkOutside => "a symbolic link that leads out of the output",
        }
    }
}

/// How many foreign files a message names; the rest is a number.
const NAMED: usize = 20;

impl fmt::Display for EmitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EmitError::Foreign { folder, found, has_manifest } => {
                write!(f, "the output `{}` holds what sdkwright did not write:", folder.display())?;
                for foreign in found.iter().take(NAMED) {
                    write!(f, "\n  `{}`: {}", foreign.path.escape_debug(), foreign.reason.text())?;
                }
                if let Some(more @ 1..) = found.len().checked_sub(NAMED) {
                    write!(f, "\n  and {more} more")?;
                }
                f.write_str(if *has_manifest {
                    "\nmove it elsewhere, or choose another output; nothing was changed"
                } else {
                    "\nthe folder has no manifest of an earlier run: choose an empty one; nothing was changed"
                })
            }
            EmitError::Unreadable { path, line, reason } => {
                write!(f, "cannot trust `{}`, line {line}: {reason}", path.display())
            }
            EmitError::Busy(path) => {
                write!(f, "another run is writing to `{}`; nothing was changed by this one", path.display())
            }
            EmitError::NotAFolder(path) => write!(f, "the output `{}` is not a folder", path.display()),
            EmitError::Io { action, path, source } => {
                write!(f, "cannot {action} `{}`: {source}", path.display())
            }
        }
    }
}

impl std::error::Error for EmitError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            EmitError::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}

/// Names what was tried and on which file.
pub(super) fn io_error(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> EmitError {
    let path = path.to_owned();
    move |source| EmitError::Io { action, path, source }
}
