//! What the user reads for each bad description in `fixtures/read`, and that every code of the reader has one.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use sdkwright::diag::{CODES, Findings};
use sdkwright::read::{Memory, ReadOptions, Source, read};
use sdkwright::report;

fn fixtures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/read");
    let entries = std::fs::read_dir(folder).expect("the folder of fixtures");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("a fixture").path()).collect();
    paths.sort();
    paths
}

fn name(path: &Path) -> String {
    path.file_name().expect("a name").to_string_lossy().into_owned()
}

/// All fixtures in memory, so that they can refer to each other and no path of this machine is shown.
fn files() -> Memory {
    let add = |files: Memory, path: &PathBuf| files.with(name(path), std::fs::read(path).expect("bytes"));
    fixtures().iter().fold(Memory::new(), add)
}

fn findings(root: &str, options: &ReadOptions) -> (Findings, Source) {
    let source = Source::new(root, files());
    let mut findings = Findings::default();
    read(&source, options, &mut findings);
    (findings, source)
}

#[test]
fn what_the_user_reads() {
    for path in fixtures() {
        let root = name(&path);
        if root.starts_with("part-") {
            continue;
        }
        let (findings, source) = findings(&root, &ReadOptions::default());
        assert!(!findings.all().is_empty(), "{root} has nothing to say");
        insta::assert_snapshot!(root.replace('.', "-"), report::draw(&findings, source.files(), false));
    }
}

/// Codes that reading alone can make; those of the same rooms from 10 on come from the stages behind it.
fn of_reader(text: &&str) -> bool {
    matches!(&text[1..], number if number < "0200") || ["020", "030"].contains(&&text[1..4])
}

#[test]
fn every_code_of_the_reader_has_a_fixture() {
    let small = ReadOptions { max_input: 10, ..ReadOptions::default() };
    let mut met: BTreeSet<&str> = BTreeSet::new();
    for (root, options) in [("nowhere.yaml", ReadOptions::default()), ("merge.yaml", small)] {
        met.extend(findings(root, &options).0.all().iter().map(|finding| finding.code.text()));
    }
    for path in fixtures() {
        met.extend(
            findings(&name(&path), &ReadOptions::default()).0.all().iter().map(|finding| finding.code.text()),
        );
    }
    let all: BTreeSet<&str> = CODES.iter().map(|info| info.text).filter(of_reader).collect();
    assert_eq!(all.difference(&met).collect::<Vec<_>>(), Vec::<&&str>::new());
}

#[test]
fn codes_are_unique_explained_and_of_their_severity() {
    let mut texts = BTreeSet::new();
    for info in CODES {
        assert!(texts.insert(info.text), "{} stands twice", info.text);
        let enough = if of_reader(&info.text) { 120 } else { 40 };
        assert!(info.explain.len() > enough, "{} is hardly explained", info.text);
        let letter = match info.code.severity().word() {
            "error" => 'E',
            "warning" => 'W',
            _ => 'N',
        };
        assert_eq!(info.text.chars().next(), Some(letter), "{}", info.text);
        assert_eq!(info.code.text(), info.text);
    }
}

#[test]
fn colour_only_adds_colour() {
    for root in ["duplicate-long-line.json", "duplicate.yaml", "file-broken.yaml"] {
        let (findings, source) = findings(root, &ReadOptions::default());
        let coloured = report::draw(&findings, source.files(), true);
        let plain = report::draw(&findings, source.files(), false);
        assert!(coloured.contains('\u{1b}') && !plain.contains('\u{1b}'));
        let mut bare = String::new();
        let mut rest = coloured.as_str();
        while let Some((before, code)) = rest.split_once('\u{1b}') {
            bare.push_str(before);
            rest = code.split_once('m').expect("a whole code").1;
        }
        assert_eq!(bare + rest, plain, "{root}");
    }
}

#[test]
fn other_programs_get_the_same_places() {
    let (findings, source) = findings("duplicate-long-line.json", &ReadOptions::default());
    let text = report::json(&findings, source.files()).to_string();
    let expected = r#"[{"severity":"error","code":"E0107","file":"duplicate-long-line.json","line":1,"column":556,"pointer":"/paths/~1a/get","message":"the key `get` stands twice in one object","hint":"keep one of the two; what the other says would be lost"}]"#;
    assert_eq!(text, expected);
}
