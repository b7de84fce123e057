//! Which files of a folder are descriptions, and what their crates are called.

use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

/// What is looked for.
pub struct Wanted<'w> {
    pub folder: &'w Path,
    /// The largest description that is taken, in bytes.
    pub limit: u64,
    /// Parts of paths, one of which a description's path must have; none means all.
    pub only: &'w [String],
    /// What packages begin with.
    pub prefix: &'w str,
}

pub struct Found {
    pub path: PathBuf,
    pub bytes: u64,
    /// The package, unlike that of every other description of the folder.
    pub name: String,
}

/// Root descriptions, small ones first.
pub fn descriptions(wanted: &Wanted<'_>) -> Result<Vec<Found>, Box<dyn Error>> {
    let mut roots = Vec::new();
    let mut pending = vec![wanted.folder.to_owned()];
    while let Some(folder) = pending.pop() {
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            if path.is_dir() {
                pending.push(path);
            } else if let Some(bytes) = root(&path)?
                && bytes <= wanted.limit
                && matches(&path, wanted.only)
            {
                roots.push((bytes, path));
            }
        }
    }
    roots.sort();
    let mut taken = BTreeSet::new();
    let found = roots.into_iter().map(|(bytes, path)| {
        let relative = path.strip_prefix(wanted.folder).unwrap_or(&path);
        let name = package(wanted.prefix, &relative.to_string_lossy(), &mut taken);
        Found { name, path, bytes }
    });
    Ok(found.collect())
}

fn matches(path: &Path, only: &[String]) -> bool {
    only.is_empty() || only.iter().any(|part| path.to_string_lossy().contains(part))
}

/// The size of a root description; `None` for any other file.
fn root(path: &Path) -> Result<Option<u64>, Box<dyn Error>> {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    if !["json", "yaml", "yml"].contains(&extension) {
        return Ok(None);
    }
    let bytes = fs::read(path)?;
    Ok(says_its_version(&String::from_utf8_lossy(&bytes)).then_some(bytes.len() as u64))
}

/// Whether it says which version of OpenAPI or Swagger it is; other files are parts of one that does.
fn says_its_version(text: &str) -> bool {
    ["openapi", "swagger"].iter().any(|key| {
        text.match_indices(key).any(|(at, _)| {
            let before = text.get(..at).unwrap_or_default();
            let after = text.get(at + key.len()..).unwrap_or_default();
            let key_ends = match after.strip_prefix(['"', '\'']) {
                Some(after) => before.ends_with(['"', '\'']).then_some(after),
                None => (before.is_empty() || before.ends_with(['\n', '\u{feff}'])).then_some(after),
            };
            let value = key_ends.and_then(|after| after.trim_start().strip_prefix(':')).map(str::trim_start);
            value.is_some_and(|value| {
                value.trim_start_matches(['"', '\'']).starts_with(|c: char| c.is_ascii_digit())
            })
        })
    })
}

/// The registry takes 64 characters; some are left for a number. The end of a path tells more than its beginning.
const LONGEST: usize = 56;

/// A package must begin with a letter, and none may be called as a dependency of it.
fn package(prefix: &str, relative: &str, taken: &mut BTreeSet<String>) -> String {
    let stem = relative.rsplit_once('.').map_or(relative, |(stem, _)| stem);
    let words: String =
        stem.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    let words: Vec<&str> = words.split('-').filter(|word| !word.is_empty()).collect();
    let words = words.join("-");
    let end = words.get(words.len().saturating_sub(LONGEST - prefix.len())..).unwrap_or(&words);
    let name = format!("{prefix}{}", end.trim_start_matches('-'));
    let mut chosen = name.clone();
    let mut number = 2;
    while !taken.insert(chosen.clone()) {
        chosen = format!("{name}-{number}");
        number += 1;
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roots_are_told_from_parts() {
        for text in [
            "openapi: 3.0.1\n",
            "x: 1\nswagger: '2.0'\n",
            "{\"info\":{},\"openapi\" : \"3.1.0\"}",
            "\u{feff}openapi: \"3.1.0\"\n",
            "openapi: 4.0.3\n",
        ] {
            assert!(says_its_version(text), "{text}");
        }
        for text in
            ["type: object\n", "info:\n  openapi: 3.0.0\n", "{\"openapi\": {}}", "see openapi: 3\n", ""]
        {
            assert!(!says_its_version(text), "{text}");
        }
    }

    #[test]
    fn packages_are_told_apart() {
        let mut taken = BTreeSet::new();
        let names = ["a/b.c.yaml", "a-b/c.yaml", "1/_x.json", "a/b-c.json"]
            .map(|path| package("corpus-", path, &mut taken));
        assert_eq!(names, ["corpus-a-b-c", "corpus-a-b-c-2", "corpus-1-x", "corpus-a-b-c-3"]);
    }

    #[test]
    fn long_paths_are_cut_at_their_beginning() {
        let mut taken = BTreeSet::new();
        let path = format!("{}/last-folder/name.yaml", "long/".repeat(30));
        let names = [package("corpus-", &path, &mut taken), package("corpus-", &path, &mut taken)];
        assert!(names.iter().all(|name| name.len() <= 64 && name.starts_with("corpus-")), "{names:?}");
        assert!(names.iter().all(|name| name.contains("last-folder-name")), "{names:?}");
        assert!(names[0] != names[1]);
    }
}
