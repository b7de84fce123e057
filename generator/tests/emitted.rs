//! One snapshot per file that small descriptions become, the runtime left out; and what is found in them.

#[allow(dead_code)]
mod in_memory;

use std::collections::BTreeSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use in_memory::{FIXTURES, fixture, run, tests};

/// Fixtures whose reference is kept, too: between them, they have all that a page may show.
const PAGES: [&str; 2] = ["petstore", "methods"];

/// Compares every file before it fails, so that one run shows all that changed.
fn check(name: &str) {
    let run = run(&fixture(name));
    let mut texts = run.files();
    texts.retain(|path, _| !path.starts_with("docs/") || PAGES.contains(&name));
    texts.insert("findings.txt".to_owned(), run.drawn());
    let mut changed = Vec::new();
    for (path, text) in &texts {
        let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(tests().join("emitted").join(name).join(folder));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        let compare = || settings.bind(|| insta::assert_snapshot!(file, text));
        if catch_unwind(AssertUnwindSafe(compare)).is_err() {
            changed.push(path.as_str());
        }
    }
    assert!(
        changed.is_empty(),
        "{name}: {} files are not as in their snapshots: {changed:#?}",
        changed.len()
    );
    let wanted = texts.keys().map(|path| format!("{path}.snap")).collect();
    let mut stored = BTreeSet::new();
    snapshots(&tests().join("emitted").join(name), "", &mut stored);
    let stale: Vec<&String> = stored.difference(&wanted).collect();
    assert!(
        stale.is_empty(),
        "{name}: snapshots of files that are no longer emitted; delete them: {stale:#?}"
    );
}

fn snapshots(folder: &Path, prefix: &str, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let entry = entry.expect("an entry");
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            snapshots(&entry.path(), &format!("{name}/"), found);
        } else if !name.ends_with(".new") {
            found.insert(name);
        }
    }
}

macro_rules! emitted {
    ($($name:ident)*) => {
        $(#[test]
        fn $name() {
            check(stringify!($name));
        })*

        #[test]
        fn every_fixture_has_its_test() {
            assert_eq!(FIXTURES.to_vec(), [$(stringify!($name)),*]);
            let mut stored: Vec<String> = fs::read_dir(tests().join("emitted")).expect("a folder")
                .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
            stored.sort();
            let mut names = FIXTURES.to_vec();
            names.sort_unstable();
            assert_eq!(stored, names, "snapshots of a fixture that is gone");
        }
    };
}

emitted! { petstore models wire swagger formats methods split logins paging permissions streams }
