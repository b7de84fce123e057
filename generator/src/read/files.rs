//! Where the bytes of a description come from: the disk, or memory in tests.

use std::collections::BTreeMap;
use std::io::{self, Read};

/// Gives the bytes of a file by the name under which it is shown to the user.
pub trait Files {
    /// The bytes of the file, or at most `limit + 1` of them when it is longer than `limit`.
    fn load(&self, name: &str, limit: u64) -> io::Result<Vec<u8>>;

    /// Whether a file lies outside a folder once symbolic links are followed. What is not there lies nowhere.
    fn is_outside(&self, folder: &str, name: &str) -> bool {
        let _ = (folder, name);
        false
    }
}

/// The file system; names are paths relative to the current folder, or absolute.
#[derive(Clone, Copy, Debug, Default)]
pub struct Disk;

impl Files for Disk {
    fn load(&self, name: &str, limit: u64) -> io::Result<Vec<u8>> {
        let file = std::fs::File::open(name)?;
        let about = file.metadata()?;
        if about.is_dir() {
            return Err(io::Error::from(io::ErrorKind::IsADirectory));
        }
        let mut bytes = Vec::new();
        if let Ok(expected) = usize::try_from(about.len().min(limit)) {
            bytes.reserve_exact(expected.saturating_add(1));
        }
        file.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn is_outside(&self, folder: &str, name: &str) -> bool {
        let folder = if folder.is_empty() { "." } else { folder };
        match (std::fs::canonicalize(folder), std::fs::canonicalize(name)) {
            (Ok(folder), Ok(name)) => !name.starts_with(folder),
            _ => false,
        }
    }
}

/// Files held in memory, by name.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    files: BTreeMap<String, Vec<u8>>,
}

impl Memory {
    /// No file at all.
    pub fn new() -> Self {
        Memory::default()
    }

    /// The same with one more file.
    pub fn with(mut self, name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        self.files.insert(name.into(), bytes.into());
        self
    }
}

impl Files for Memory {
    fn load(&self, name: &str, limit: u64) -> io::Result<Vec<u8>> {
        let Some(bytes) = self.files.get(name) else {
            return Err(io::Error::from(io::ErrorKind::NotFound));
        };
        let most = usize::try_from(limit.saturating_add(1)).unwrap_or(usize::MAX);
        Ok(bytes.get(..most).unwrap_or(bytes).to_vec())
    }
}
