//! What stands in an output folder, and what of it is in the way.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::error::{EmitError, Foreign, ForeignReason, io_error};
use super::{FileSet, GENERATED_MARK, MANIFEST_NAME, STAGE_NAME, manifest};

/// An output folder as it was found.
pub(super) struct Found {
    /// Files of ours, or where we may write, with their length.
    pub(super) files: BTreeMap<String, u64>,
    /// What the run before wrote.
    pub(super) manifest: Option<BTreeSet<String>>,
}

/// Looks at the output; `None` when there is no such folder.
pub(super) fn scan(wanted: &FileSet, root: &Path) -> Result<Option<Found>, EmitError> {
    match fs::metadata(root) {
        Ok(metadata) if metadata.is_dir() => {}
        Ok(_) => return Err(EmitError::NotAFolder(root.to_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(io_error("read", root)(error)),
    }
    let manifest = manifest::load(root)?;
    let owned_folders = manifest.iter().flatten().flat_map(|path| folders_of(path)).collect();
    let mut walk = Walk {
        wanted,
        root,
        manifest: &manifest,
        owned_folders,
        files: BTreeMap::new(),
        foreign: Vec::new(),
    };
    let mut pending = vec![String::new()];
    while let Some(folder) = pending.pop() {
        walk.folder(&folder, &mut pending)?;
    }
    let Walk { files, mut foreign, .. } = walk;
    if foreign.is_empty() {
        return Ok(Some(Found { files, manifest }));
    }
    foreign.sort();
    Err(EmitError::Foreign { folder: root.to_owned(), found: foreign, has_manifest: manifest.is_some() })
}

struct Walk<'a> {
    wanted: &'a FileSet,
    root: &'a Path,
    manifest: &'a Option<BTreeSet<String>>,
    owned_folders: BTreeSet<&'a str>,
    files: BTreeMap<String, u64>,
    foreign: Vec<Foreign>,
}

impl Walk<'_> {
    fn folder(&mut self, folder: &str, pending: &mut Vec<String>) -> Result<(), EmitError> {
        let absolute = self.root.join(folder);
        for entry in fs::read_dir(&absolute).map_err(io_error("list", &absolute))? {
            let entry = entry.map_err(io_error("list", &absolute))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
            if self.is_tolerated(&path, &name, folder.is_empty()) {
                continue;
            }
            let absolute = entry.path();
            // Not followed: a link must be seen as a link.
            let metadata = fs::symlink_metadata(&absolute).map_err(io_error("read", &absolute))?;
            if metadata.is_symlink() {
                let reason = if self.leads_inside(&absolute) {
                    ForeignReason::Link
                } else {
                    ForeignReason::LinkOutside
                };
                self.foreign.push(Foreign { path, reason });
            } else if metadata.is_dir() {
                let in_the_way = self.wanted.get(&path).is_some() || self.is_below_wanted_file(&path);
                if in_the_way && !self.owned_folders.contains(path.as_str()) {
                    self.foreign.push(Foreign { path, reason: ForeignReason::FolderInTheWay });
                } else {
                    pending.push(path);
                }
            } else {
                self.file(path, &absolute, metadata.len())?;
            }
        }
        Ok(())
    }

    /// What belongs to cargo, git, an editor or the emitter: neither ours to change nor in the way.
    fn is_tolerated(&self, path: &str, name: &str, at_root: bool) -> bool {
        if at_root && ["target", "Cargo.lock", ".git", MANIFEST_NAME, STAGE_NAME].contains(&name) {
            return !self.is_ours(path);
        }
        name.starts_with('.') && !self.is_ours(path) && !self.is_below_wanted_file(path)
    }

    /// Whether a folder that holds this has to become a file.
    fn is_below_wanted_file(&self, path: &str) -> bool {
        folders_of(path).any(|folder| self.wanted.get(folder).is_some())
    }

    /// Wanted by this run or written by the last, as a file or as a folder.
    fn is_ours(&self, path: &str) -> bool {
        self.wanted.get(path).is_some()
            || self.wanted.is_folder(path)
            || self.is_owned(path)
            || self.owned_folders.contains(path)
    }

    fn is_owned(&self, path: &str) -> bool {
        self.manifest.as_ref().is_some_and(|manifest| manifest.contains(path))
    }

    fn leads_inside(&self, link: &Path) -> bool {
        let target: io::Result<(PathBuf, PathBuf)> =
            fs::canonicalize(link).and_then(|target| Ok((target, fs::canonicalize(self.root)?)));
        target.is_ok_and(|(target, root)| target.starts_with(root))
    }

    fn file(&mut self, path: String, absolute: &Path, length: u64) -> Result<(), EmitError> {
        if !self.is_owned(&path) {
            match self.wanted.get(&path) {
                None => {
                    self.foreign.push(Foreign { path, reason: ForeignReason::File });
                    return Ok(());
                }
                Some(bytes) if !may_overwrite(absolute, bytes)? => {
                    self.foreign.push(Foreign { path, reason: ForeignReason::WouldOverwrite });
                    return Ok(());
                }
                Some(_) => {}
            }
        }
        self.files.insert(path, length);
        Ok(())
    }
}

/// A file that no manifest lists may go all the same when it says that it is ours, when nothing is in it, or when
/// nothing would change.
fn may_overwrite(absolute: &Path, wanted: &[u8]) -> Result<bool, EmitError> {
    let mut file = fs::File::open(absolute).map_err(io_error("read", absolute))?;
    let mut head = Vec::new();
    file.by_ref().take(2048).read_to_end(&mut head).map_err(io_error("read", absolute))?;
    if head.is_empty() || String::from_utf8_lossy(&head).contains(GENERATED_MARK) {
        return Ok(true);
    }
    if !wanted.starts_with(&head) {
        return Ok(false);
    }
    file.read_to_end(&mut head).map_err(io_error("read", absolute))?;
    Ok(head == wanted)
}

/// The folders that a path goes through, outermost first.
pub(super) fn folders_of(path: &str) -> impl DoubleEndedIterator<Item = &str> {
    path.match_indices('/').filter_map(|(end, _)| path.get(..end))
}
