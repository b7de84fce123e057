//! Writing an output folder: what is written, deleted, refused and left alone.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may")]

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use sdkwright::emit::{
    EmitError, FileSet, Foreign, ForeignReason, GENERATED_MARK, MANIFEST_NAME, PathReason, STAGE_NAME,
    StaleKind, Summary, check, write,
};

fn set(files: &[(&str, &str)]) -> FileSet {
    let mut set = FileSet::new();
    for (path, text) in files {
        set.add(*path, *text).unwrap();
    }
    set
}

fn put(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Every file below a folder with its text, sorted.
fn tree(root: &Path) -> Vec<(String, String)> {
    fn walk(root: &Path, folder: &Path, out: &mut Vec<(String, String)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(root, &path, out);
            } else {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
                out.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    let mut out = Vec::new();
    walk(root, root, &mut out);
    out.sort();
    out
}

fn foreign(error: EmitError) -> Vec<(String, ForeignReason)> {
    match error {
        EmitError::Foreign { found, .. } => {
            found.into_iter().map(|Foreign { path, reason }| (path, reason)).collect()
        }
        other => panic!("not about foreign files: {other}"),
    }
}

#[test]
fn paths_that_some_platform_cannot_hold_are_refused() {
    let refused = [
        ("", PathReason::EmptyPart),
        ("/etc/passwd", PathReason::EmptyPart),
        ("src//lib.rs", PathReason::EmptyPart),
        ("src/", PathReason::EmptyPart),
        ("../x", PathReason::Dots),
        ("src/../../x", PathReason::Dots),
        ("./x", PathReason::Dots),
        ("a\\b", PathReason::Character('\\')),
        ("C:/x", PathReason::Character(':')),
        ("a\nb", PathReason::Character('\n')),
        ("a\0b", PathReason::Character('\0')),
        ("a?.rs", PathReason::Character('?')),
        ("src/con.rs", PathReason::Device("con".into())),
        ("NUL", PathReason::Device("NUL".into())),
        ("aux .rs", PathReason::Device("aux".into())),
        ("src/Com1.tar.gz", PathReason::Device("Com1".into())),
        ("lpt¹", PathReason::Device("lpt¹".into())),
        ("src/a.", PathReason::TrailingDotOrSpace),
        ("src /a", PathReason::TrailingDotOrSpace),
        (".git/hooks/x", PathReason::Reserved(".git".into())),
        ("Target/x", PathReason::Reserved("Target".into())),
        (MANIFEST_NAME, PathReason::Reserved(MANIFEST_NAME.into())),
        (STAGE_NAME, PathReason::Reserved(STAGE_NAME.into())),
    ];
    for (path, reason) in refused {
        let problem = FileSet::new().add(path, "").expect_err(path);
        assert_eq!((problem.path.as_str(), &problem.reason), (path, &reason));
        assert!(problem.to_string().starts_with("cannot write `"), "{problem}");
    }
    assert_eq!(FileSet::new().add("a".repeat(256), "").unwrap_err().reason, PathReason::TooLong);
    for path in
        ["Cargo.toml", ".gitignore", "src/console.rs", "src/com10.rs", "src/target/x.rs", "src/com.rs"]
    {
        FileSet::new().add(path, "").unwrap();
    }
}

#[test]
fn clashing_paths_are_refused_and_leave_the_set_unchanged() {
    let original = set(&[("src/models/user.rs", "1"), ("README.md", "2")]);
    let cases = [
        ("README.md", PathReason::Duplicate),
        ("readme.md", PathReason::DiffersInCase("README.md".into())),
        ("src/Models/other.rs", PathReason::DiffersInCase("src/models".into())),
        ("src/models", PathReason::FileAndFolder("src/models".into())),
        ("README.md/x", PathReason::FileAndFolder("README.md".into())),
    ];
    for (path, reason) in cases {
        let mut set = original.clone();
        assert_eq!(set.add(path, "x").unwrap_err().reason, reason, "{path}");
        assert_eq!(set, original);
    }
    assert_eq!(original.paths().collect::<Vec<_>>(), ["README.md", "src/models/user.rs"]);
}

#[test]
fn a_missing_and_an_empty_folder_are_filled() {
    let outer = tempfile::tempdir().unwrap();
    let files = set(&[("Cargo.toml", "[package]\n"), ("src/lib.rs", "//! x\n")]);
    fs::create_dir(outer.path().join("empty")).unwrap();
    for folder in [outer.path().join("not/yet"), outer.path().join("empty")] {
        assert_eq!(check(&files, &folder).unwrap().len(), 3, "two files and the manifest");
        assert_eq!(write(&files, &folder).unwrap(), Summary { written: 2, unchanged: 0, deleted: 0 });
        assert_eq!(check(&files, &folder).unwrap(), []);
        let manifest = fs::read_to_string(folder.join(MANIFEST_NAME)).unwrap();
        assert!(manifest.starts_with(&format!("# {GENERATED_MARK}")), "{manifest}");
        assert!(manifest.ends_with("\nCargo.toml\nsrc/lib.rs\n"), "{manifest}");
        assert!(!folder.join(STAGE_NAME).exists());
    }
}

#[test]
fn unchanged_files_keep_their_time_stamps() {
    let folder = tempfile::tempdir().unwrap();
    write(&set(&[("same", "1"), ("other", "1")]), folder.path()).unwrap();
    let past = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    for name in ["same", "other", MANIFEST_NAME] {
        fs::File::options().append(true).open(folder.path().join(name)).unwrap().set_modified(past).unwrap();
    }
    let summary = write(&set(&[("same", "1"), ("other", "2")]), folder.path()).unwrap();
    assert_eq!(summary.to_string(), "1 written, 1 unchanged, 0 deleted");
    let modified = |name: &str| fs::metadata(folder.path().join(name)).unwrap().modified().unwrap();
    assert_eq!(modified("same"), past);
    assert_eq!(modified(MANIFEST_NAME), past, "the same two paths as before");
    assert_ne!(modified("other"), past);
}

#[test]
fn stale_files_go_with_their_emptied_folders() {
    let folder = tempfile::tempdir().unwrap();
    write(&set(&[("a/b/c/x.rs", "1"), ("a/y.rs", "1"), ("k/z.rs", "1"), ("keep", "1")]), folder.path())
        .unwrap();
    put(folder.path(), "k/.DS_Store", "finder");
    let files = set(&[("a/y.rs", "1"), ("keep", "2"), ("new/n.rs", "n")]);
    let stale = check(&files, folder.path()).unwrap();
    let stale: Vec<_> = stale.iter().map(|stale| (stale.path.as_str(), stale.kind)).collect();
    assert_eq!(
        stale,
        [
            (MANIFEST_NAME, StaleKind::Different),
            ("a/b/c/x.rs", StaleKind::Extra),
            ("k/z.rs", StaleKind::Extra),
            ("keep", StaleKind::Different),
            ("new/n.rs", StaleKind::Missing),
        ]
    );
    let summary = write(&files, folder.path()).unwrap();
    assert_eq!(summary, Summary { written: 2, unchanged: 1, deleted: 2 });
    assert!(!folder.path().join("a/b").exists());
    assert!(folder.path().join("k/.DS_Store").exists(), "not ours");
    assert_eq!(check(&files, folder.path()).unwrap(), []);
}

#[test]
fn a_file_may_become_a_folder_and_back() {
    let folder = tempfile::tempdir().unwrap();
    let (file, below) = (set(&[("src/a", "1")]), set(&[("src/a/b/c", "2")]));
    for files in [&file, &below, &file] {
        write(files, folder.path()).unwrap();
        assert_eq!(check(files, folder.path()).unwrap(), []);
    }
    write(&below, folder.path()).unwrap();
    put(folder.path(), "src/a/.swp", "editor");
    let found = foreign(write(&file, folder.path()).unwrap_err());
    assert_eq!(found, [("src/a/.swp".to_owned(), ForeignReason::File)]);
}

#[test]
fn foreign_files_are_refused_by_name_and_nothing_is_touched() {
    let folder = tempfile::tempdir().unwrap();
    write(&set(&[("src/lib.rs", "1"), ("src/old.rs", "1")]), folder.path()).unwrap();
    put(folder.path(), "src/mine.rs", "by hand");
    put(folder.path(), "notes/todo.txt", "by hand");
    let before = tree(folder.path());
    let error = write(&set(&[("src/lib.rs", "2")]), folder.path()).unwrap_err();
    let message = error.to_string();
    for part in ["`src/mine.rs`: not written by sdkwright", "`notes/todo.txt`", "nothing was changed"] {
        assert!(message.contains(part), "{message}");
    }
    assert!(!message.contains("src/old.rs"), "{message}");
    assert_eq!(tree(folder.path()), before);
    assert!(check(&set(&[("src/lib.rs", "2")]), folder.path()).is_err());
}

#[test]
fn a_long_list_of_foreign_files_is_cut() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..25 {
        put(folder.path(), &format!("f{number}"), "");
    }
    let message = write(&set(&[("src/lib.rs", "2")]), folder.path()).unwrap_err().to_string();
    assert!(message.contains("and 5 more") && message.contains("no manifest"), "{message}");
}

#[test]
fn what_belongs_to_cargo_git_and_editors_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    for path in
        ["target/debug/x", "Cargo.lock", ".git/config", ".gitignore", ".vscode/settings.json", "src/.x.swp"]
    {
        put(folder.path(), path, "theirs");
    }
    let files = set(&[("src/lib.rs", "1")]);
    assert_eq!(write(&files, folder.path()).unwrap().written, 1);
    assert_eq!(tree(folder.path()).iter().filter(|(_, text)| text == "theirs").count(), 6);
    // But a file of theirs is not overwritten when the set has one of that name.
    let files = set(&[("src/lib.rs", "1"), (".gitignore", "/target\n"), (".vscode/x", "")]);
    let found = foreign(write(&files, folder.path()).unwrap_err());
    assert_eq!(
        found,
        [
            (".gitignore".to_owned(), ForeignReason::WouldOverwrite),
            (".vscode/settings.json".to_owned(), ForeignReason::File),
        ]
    );
}

#[test]
fn without_a_manifest_only_our_own_files_are_overwritten() {
    let files = set(&[("Cargo.toml", "[package]\nname = \"p\"\n"), ("src/lib.rs", "//! p\n")]);
    for (text, accepted) in [
        ("[package]\nname = \"p\"\n", true),
        (&*format!("# {GENERATED_MARK} 0.0.1, do not edit\n[package]\n"), true),
        ("[package]\nname = \"p\"\nversion = \"1\"\n", false),
        ("[package]\n", false),
        ("", true),
    ] {
        let folder = tempfile::tempdir().unwrap();
        put(folder.path(), "Cargo.toml", text);
        let result = write(&files, folder.path());
        if accepted {
            result.unwrap();
            assert_eq!(check(&files, folder.path()).unwrap(), []);
        } else {
            assert_eq!(
                foreign(result.unwrap_err()),
                [("Cargo.toml".to_owned(), ForeignReason::WouldOverwrite)]
            );
            assert_eq!(fs::read_to_string(folder.path().join("Cargo.toml")).unwrap(), text);
        }
    }
}

#[test]
fn an_edited_manifest_deletes_nothing_outside() {
    let header = format!("# {GENERATED_MARK}\n");
    for (text, line) in [
        (format!("{header}Cargo.toml\n../victim\n"), 3),
        (format!("{header}<<<<<<< ours\n"), 2),
        (format!("{header}.git/config\n"), 2),
        ("Cargo.toml\n".to_owned(), 1),
        (String::new(), 1),
    ] {
        let outer = tempfile::tempdir().unwrap();
        put(outer.path(), "victim", "alive");
        put(outer.path(), &format!("out/{MANIFEST_NAME}"), &text);
        let error = write(&set(&[("a", "")]), &outer.path().join("out")).unwrap_err();
        assert!(matches!(&error, EmitError::Unreadable { line: at, .. } if *at == line), "{text:?}: {error}");
        assert_eq!(fs::read_to_string(outer.path().join("victim")).unwrap(), "alive");
    }
}

#[test]
fn an_output_that_is_a_file_is_refused() {
    let outer = tempfile::tempdir().unwrap();
    put(outer.path(), "out", "a file");
    let out = outer.path().join("out");
    for error in [write(&set(&[("a", "")]), &out).unwrap_err(), check(&set(&[("a", "")]), &out).unwrap_err()]
    {
        assert!(error.to_string().ends_with("is not a folder"), "{error}");
    }
    let error = write(&set(&[("a", "")]), &out.join("below")).unwrap_err();
    assert!(matches!(error, EmitError::Io { .. }), "{error}");
}

#[cfg(unix)]
#[test]
fn symbolic_links_are_refused() {
    use std::os::unix::fs::symlink;

    let outer = tempfile::tempdir().unwrap();
    put(outer.path(), "elsewhere/lib.rs", "theirs");
    let folder = outer.path().join("out");
    write(&set(&[("src/lib.rs", "1"), ("x", "1"), ("y", "1")]), &folder).unwrap();
    fs::remove_dir_all(folder.join("src")).unwrap();
    symlink(outer.path().join("elsewhere"), folder.join("src")).unwrap();
    fs::remove_file(folder.join("x")).unwrap();
    symlink("y", folder.join("x")).unwrap();
    symlink("nowhere", folder.join("z")).unwrap();
    symlink(outer.path().join("elsewhere"), folder.join("target")).unwrap();
    let found = foreign(write(&set(&[("src/lib.rs", "2")]), &folder).unwrap_err());
    assert_eq!(
        found,
        [
            ("src".to_owned(), ForeignReason::LinkOutside),
            ("x".to_owned(), ForeignReason::Link),
            ("z".to_owned(), ForeignReason::LinkOutside),
        ]
    );
    assert_eq!(fs::read_to_string(outer.path().join("elsewhere/lib.rs")).unwrap(), "theirs");
}

#[cfg(unix)]
#[test]
fn an_output_that_is_a_link_to_a_folder_is_written_through() {
    let outer = tempfile::tempdir().unwrap();
    fs::create_dir(outer.path().join("real")).unwrap();
    std::os::unix::fs::symlink("real", outer.path().join("out")).unwrap();
    write(&set(&[("a/b", "1")]), &outer.path().join("out")).unwrap();
    assert_eq!(fs::read_to_string(outer.path().join("real/a/b")).unwrap(), "1");
}
