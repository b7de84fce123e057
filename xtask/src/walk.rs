//! The root of the repository and the text files in it.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

/// The root: the folder above this package.
pub fn root() -> Result<PathBuf, Box<dyn Error>> {
    let package = std::env::var_os("CARGO_MANIFEST_DIR").ok_or("call it as `cargo xtask`")?;
    let root = Path::new(&package).parent().ok_or("this package has no folder above it")?;
    Ok(root.to_owned())
}

/// A text file of the repository.
pub struct TextFile {
    /// Relative to the root, `/` between folders.
    pub path: String,
    pub text: String,
}

/// All text files but those of git and cargo, sorted by path.
pub fn text_files(root: &Path) -> Result<Vec<TextFile>, Box<dyn Error>> {
    let mut files = Vec::new();
    let mut pending = vec![(root.to_owned(), String::new())];
    while let Some((folder, prefix)) = pending.pop() {
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = format!("{prefix}{name}");
            if ["target", ".git", "Cargo.lock"].contains(&name.as_str()) {
                continue;
            }
            let kind = entry.file_type()?;
            if kind.is_dir() {
                pending.push((entry.path(), format!("{path}/")));
            } else if kind.is_file() {
                // What is not UTF-8 is no text.
                if let Ok(text) = String::from_utf8(fs::read(entry.path())?) {
                    files.push(TextFile { path, text });
                }
            }
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

/// Every file below a folder, sorted.
pub fn below(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut files = Vec::new();
    let mut pending = vec![folder.to_owned()];
    while let Some(folder) = pending.pop() {
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() { pending.push(entry.path()) } else { files.push(entry.path()) }
        }
    }
    files.sort();
    Ok(files)
}
