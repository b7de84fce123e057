//! Runs that were killed at each point where it makes a difference.

use std::path::Path;

use super::*;
use crate::emit::{STAGE_NAME, check};

fn set(files: &[(&str, &str)]) -> FileSet {
    let mut set = FileSet::new();
    for (path, text) in files {
        set.add(*path, *text).unwrap();
    }
    set
}

fn read(root: &Path, path: &str) -> Option<String> {
    fs::read_to_string(root.join(path)).ok()
}

/// An output with an old state, and a run to a new one that was killed after `done` renames and deletions.
fn interrupted(root: &Path, done: Option<usize>) -> (FileSet, FileSet) {
    let old = set(&[("Cargo.toml", "old"), ("src/gone.rs", "gone"), ("src/lib.rs", "same")]);
    let new = set(&[("Cargo.toml", "new"), ("src/lib.rs", "same"), ("src/more/a.rs", "a")]);
    write(&old, root).unwrap();
    let plan = plan(&new, root).unwrap();
    stage(&new, &plan, root).unwrap();
    if let Some(done) = done {
        let steps = steps(&plan);
        assert_eq!(steps.len(), 4, "one deletion, two files, the manifest");
        journal::commit(root, &steps).unwrap();
        for step in steps.iter().take(done) {
            match step {
                Step::Delete(path) => fs::remove_file(root.join(path)).unwrap(),
                Step::Write(path) => {
                    fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
                    fs::rename(staged(root, path), root.join(path)).unwrap();
                }
            }
        }
    }
    (old, new)
}

#[test]
fn killed_before_the_journal_is_undone() {
    let folder = tempfile::tempdir().unwrap();
    let (old, _) = interrupted(folder.path(), None);
    let stale = check(&old, folder.path()).unwrap();
    assert_eq!(
        stale.iter().map(ToString::to_string).collect::<Vec<_>>(),
        [".sdkwright-stage: left behind by an interrupted run"]
    );
    recover(folder.path()).unwrap();
    assert_eq!(check(&old, folder.path()).unwrap(), []);
}

#[test]
fn half_a_journal_counts_as_none() {
    let folder = tempfile::tempdir().unwrap();
    let (old, _) = interrupted(folder.path(), None);
    let journal = stage_folder(folder.path()).join("journal");
    fs::write(journal, "# sdkwright journal\ndelete src/gone.rs\nwrite Cargo.toml\n").unwrap();
    recover(folder.path()).unwrap();
    assert_eq!(check(&old, folder.path()).unwrap(), []);
}

#[test]
fn killed_after_the_journal_is_finished() {
    for done in 0..=4 {
        let folder = tempfile::tempdir().unwrap();
        let (_, new) = interrupted(folder.path(), Some(done));
        recover(folder.path()).unwrap();
        assert_eq!(check(&new, folder.path()).unwrap(), [], "after {done} steps");
        assert!(!folder.path().join(STAGE_NAME).exists());
    }
}

#[test]
fn the_next_run_finishes_and_then_does_its_own_work() {
    let folder = tempfile::tempdir().unwrap();
    interrupted(folder.path(), Some(2));
    let third = set(&[("Cargo.toml", "third"), ("src/lib.rs", "same")]);
    let summary = write(&third, folder.path()).unwrap();
    assert_eq!(summary, Summary { written: 1, unchanged: 1, deleted: 1 });
    assert_eq!(read(folder.path(), "Cargo.toml").as_deref(), Some("third"));
    assert!(!folder.path().join("src/more").exists());
    assert_eq!(check(&third, folder.path()).unwrap(), []);
}

#[test]
fn a_journal_that_leads_out_is_refused() {
    for line in ["delete ../victim", "write /etc/x", "rename a b", "delete .git/config"] {
        let outer = tempfile::tempdir().unwrap();
        let victim = outer.path().join("victim");
        fs::write(&victim, "alive").unwrap();
        let folder = outer.path().join("out");
        fs::create_dir_all(stage_folder(&folder)).unwrap();
        let text = format!("# sdkwright journal\n{line}\nend\n");
        fs::write(stage_folder(&folder).join("journal"), text).unwrap();
        let error = write(&FileSet::new(), &folder).unwrap_err();
        assert!(matches!(error, EmitError::Unreadable { line: 2, .. }), "{line}: {error}");
        assert_eq!(fs::read_to_string(&victim).unwrap(), "alive");
    }
}

#[test]
fn a_staged_file_that_vanished_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    interrupted(folder.path(), Some(0));
    fs::remove_dir_all(stage_folder(folder.path()).join("new/src")).unwrap();
    let error = recover(folder.path()).unwrap_err().to_string();
    assert!(error.contains("it staged no") && error.contains("a.rs"), "{error}");
}
