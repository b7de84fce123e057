//! The runtime as `build.rs` took it in.

/// The files of the runtime, sorted: the path in an SDK (`src/runtime/…`) and the text, with LF line ends.
pub static RUNTIME_FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/runtime_files.rs"));

/// The manifest of the runtime: an SDK takes its features and dependencies from there.
pub static RUNTIME_MANIFEST: &str = include_str!(concat!(env!("OUT_DIR"), "/runtime_manifest.toml"));

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::*;

    fn runtime() -> PathBuf {
        let package = Path::new(env!("CARGO_MANIFEST_DIR"));
        let places = ["templates/runtime", "../templates/runtime"].map(|place| package.join(place));
        places.into_iter().find(|place| place.is_dir()).unwrap()
    }

    fn walk(root: &Path, folder: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(root, &path, found);
            } else if !path.file_name().unwrap().to_str().unwrap().starts_with('.') {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
                found.insert(name, fs::read_to_string(&path).unwrap().replace("\r\n", "\n").into_bytes());
            }
        }
    }

    #[test]
    fn the_table_is_the_folder() {
        let mut found = BTreeMap::new();
        walk(&runtime(), &runtime().join("src/runtime"), &mut found);
        assert!(found.contains_key("src/runtime/mod.rs"), "{:?}", found.keys());
        let table: Vec<_> =
            RUNTIME_FILES.iter().map(|(path, bytes)| ((*path).to_owned(), bytes.to_vec())).collect();
        let found: Vec<_> = found.into_iter().collect();
        assert!(table == found, "build.rs took in something else than there is");
    }

    #[test]
    fn the_manifest_is_the_runtimes() {
        assert!(RUNTIME_MANIFEST.contains("[features]"), "{RUNTIME_MANIFEST}");
        assert!(!RUNTIME_MANIFEST.contains('\r'));
    }
}
