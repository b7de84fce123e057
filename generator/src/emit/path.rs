//! Which relative paths may be written on every platform that a crate is checked out on.

use std::fmt;

use super::{MANIFEST_NAME, STAGE_NAME};

/// A path that cannot be part of a [`FileSet`](super::FileSet).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathProblem {
    /// The path as it was given.
    pub path: String,
    /// Why it is refused.
    pub reason: PathReason,
}

/// Why a path is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathReason {
    /// The same path was added before.
    Duplicate,
    /// It differs from this earlier path in upper and lower case only.
    DiffersInCase(String),
    /// It would be a file and a folder at once.
    FileAndFolder(String),
    /// Empty, absolute, or with an empty part (`a//b`).
    EmptyPart,
    /// It has a part `.` or `..`.
    Dots,
    /// It holds a character that some platform does not allow.
    Character(char),
    /// A part ends with a dot or a space, which Windows drops.
    TrailingDotOrSpace,
    /// A part is the name of a device on Windows.
    Device(String),
    /// A part is longer than file systems take.
    TooLong,
    /// The name belongs to cargo, git or to the emitter itself.
    Reserved(String),
}

impl fmt::Display for PathProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot write `{}`: ", self.path.escape_debug())?;
        match &self.reason {
            PathReason::Duplicate => f.write_str("two files have this path"),
            PathReason::DiffersInCase(other) => {
                write!(f, "`{other}` differs from it in upper and lower case only")
            }
            PathReason::FileAndFolder(other) => write!(f, "`{other}` would be a file and a folder"),
            PathReason::EmptyPart => f.write_str("it is empty, absolute or has an empty part"),
            PathReason::Dots => f.write_str("it has a part `.` or `..`"),
            PathReason::Character(c) => write!(f, "it holds {c:?}"),
            PathReason::TrailingDotOrSpace => f.write_str("a part ends with a dot or a space"),
            PathReason::Device(name) => write!(f, "`{name}` is the name of a device on Windows"),
            PathReason::TooLong => f.write_str("a part is longer than 255 bytes"),
            PathReason::Reserved(name) => write!(f, "`{name}` is reserved"),
        }
    }
}

impl std::error::Error for PathProblem {}

/// Whether a path, taken alone, may be written.
pub(super) fn validate(path: &str) -> Result<(), PathReason> {
    for (index, part) in path.split('/').enumerate() {
        validate_part(part)?;
        if index == 0 && is_reserved(part) {
            return Err(PathReason::Reserved(part.to_owned()));
        }
    }
    Ok(())
}

fn validate_part(part: &str) -> Result<(), PathReason> {
    if part.is_empty() {
        return Err(PathReason::EmptyPart);
    }
    if part == "." || part == ".." {
        return Err(PathReason::Dots);
    }
    if let Some(c) = part.chars().find(|c| c.is_control() || r#"\<>:"|?*"#.contains(*c)) {
        return Err(PathReason::Character(c));
    }
    if part.ends_with(['.', ' ']) {
        return Err(PathReason::TrailingDotOrSpace);
    }
    if part.len() > 255 {
        return Err(PathReason::TooLong);
    }
    // `nul.rs` and even `nul .tar.gz` open the device: only what stands before the first dot counts.
    let stem = part.split('.').next().unwrap_or(part).trim_end();
    if is_device(stem) {
        return Err(PathReason::Device(stem.to_owned()));
    }
    Ok(())
}

fn is_reserved(first: &str) -> bool {
    let first = first.to_lowercase();
    [MANIFEST_NAME, STAGE_NAME, ".git", "target"].contains(&first.as_str())
}

fn is_device(stem: &str) -> bool {
    let stem = stem.to_ascii_uppercase();
    if ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"].contains(&stem.as_str()) {
        return true;
    }
    let number = stem.strip_prefix("COM").or_else(|| stem.strip_prefix("LPT"));
    number.is_some_and(|number| {
        let mut chars = number.chars();
        matches!((chars.next(), chars.next()), (Some('0'..='9' | '¹' | '²' | '³'), None))
    })
}
