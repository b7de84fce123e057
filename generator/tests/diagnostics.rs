//! What the user reads for each bad description: those in `fixtures/read` cannot be read, those in
//! `fixtures/codes` can, but not all of what they say becomes an SDK. Every code has one.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use sdkwright::config::{By, Selector};
use sdkwright::diag::{CODES, Findings};
use sdkwright::pipeline::{Input, generate};
use sdkwright::read::{Memory, ReadOptions, Source, read};
use sdkwright::report;

/// Codes that no description brings about, each with what tells of it instead.
const NOT_OF_DESCRIPTIONS: &[(&str, &str)] = &[
    ("E0901", "a fault of the generator: its own texts and templates would have to be wrong"),
    ("E0902", "a fault of the disk: tests of `emit` and of the command line bring it about"),
];

fn fixtures() -> Vec<PathBuf> {
    fixtures_in("read")
}

fn fixtures_in(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(folder);
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
    files_in("read")
}

fn files_in(folder: &str) -> Memory {
    let add = |files: Memory, path: &PathBuf| files.with(name(path), std::fs::read(path).expect("bytes"));
    fixtures_in(folder).iter().fold(Memory::new(), add)
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

/// A description of `fixtures/codes` and how it is generated; its name begins with the code that it is for.
struct Case {
    name: String,
    input: Input,
    source: Source,
}

impl Case {
    fn new(root: &str, files: Memory) -> Self {
        let stem = root.trim_end_matches(".yaml");
        let config = format!("{stem}.sdk.yaml");
        let configured = fixtures_in("codes").iter().any(|path| name(path) == config);
        let input = Input { spec: root.to_owned(), config: configured.then_some(config), ..Input::default() };
        Case { name: stem.to_owned(), input, source: Source::new(root, files) }
    }

    fn findings(&self) -> Findings {
        let mut findings = Findings::default();
        generate(&self.input, &self.source, &mut findings).expect("it can be read");
        findings
    }
}

/// The fixtures, and what is said better in code than in a file.
fn cases() -> Vec<Case> {
    let is_root =
        |root: &String| !root.starts_with("part-") && !root.ends_with(".sdk.yaml") && !root.ends_with(".rs");
    let roots = fixtures_in("codes").iter().map(|path| name(path)).filter(is_root).collect::<Vec<_>>();
    let mut cases: Vec<Case> = roots.iter().map(|root| Case::new(root, files_in("codes"))).collect();

    let mut tags = "openapi: 3.1.0\ninfo: {title: Things, version: '1'}\npaths: {}\ntags:\n".to_owned();
    (1..=292).for_each(|number| writeln!(tags, "  - name: things {number}").expect("written"));
    let root = "N0703-tags-grouped.yaml";
    cases.push(Case::new(root, Memory::new().with(root, tags)));

    let mut named = Case::new("E0805-config-package.yaml", files_in("codes"));
    named.name = "E0805-package-of-the-call".to_owned();
    named.input.config = None;
    named.input.package = Some("std".to_owned());
    cases.push(named);

    let mut selected = Case::new("E0801-override-unused.yaml", files_in("codes"));
    selected.name = "E0811-selection-empty".to_owned();
    selected.input.config = None;
    selected.input.selection.include = vec![
        Selector::asked(By::Tag, "thing"),
        Selector::asked(By::Path, "/things/*"),
        Selector::asked(By::Operation, "GET /things"),
    ];
    selected.input.selection.exclude = vec![Selector::asked(By::Operation, "deleteThing")];
    cases.push(selected);
    cases
}

#[test]
fn what_the_user_reads_of_each_code() {
    for case in cases() {
        let findings = case.findings();
        let code = case.name.split_once('-').expect("a code in front").0;
        let drawn = report::draw(&findings, case.source.files(), false);
        assert!(!findings.all().is_empty(), "{} has nothing to say", case.name);
        let others = findings.all().iter().filter(|finding| finding.code.text() != code).count();
        assert_eq!(others, 0, "{} says more than it is for:\n{drawn}", case.name);
        insta::assert_snapshot!(case.name.as_str(), drawn);
    }
}

#[test]
fn every_code_has_a_fixture() {
    let mut met: BTreeMap<&str, String> =
        NOT_OF_DESCRIPTIONS.iter().map(|(code, why)| (*code, (*why).to_owned())).collect();
    let mut note = |by: &str, findings: &Findings| {
        for finding in findings.all() {
            let known = met.entry(finding.code.text()).or_insert_with(|| by.to_owned());
            let excused = NOT_OF_DESCRIPTIONS.iter().any(|(code, _)| *code == finding.code.text());
            assert!(!excused, "{by} brings about {}: {known}", finding.code.text());
        }
    };
    for case in cases() {
        note(&case.name, &case.findings());
    }
    for path in fixtures_in("overlay") {
        let overlays = vec![name(&path)];
        let input = Input { spec: "api.yaml".to_owned(), overlays, ..Input::default() };
        let mut findings = Findings::default();
        generate(&input, &Source::new("api.yaml", files_in("overlay")), &mut findings);
        note(&name(&path), &findings);
    }
    let all = CODES.iter().map(|info| info.text).filter(|text| !of_reader(text));
    assert_eq!(all.filter(|text| !met.contains_key(text)).collect::<Vec<_>>(), Vec::<&str>::new());
}

#[test]
fn every_place_is_found_in_its_file() {
    for case in cases() {
        let findings = case.findings();
        let shown = report::json(&findings, case.source.files());
        for (finding, shown) in findings.all().iter().zip(shown.as_array().expect("a list")) {
            let placed = finding.place.as_ref().is_none_or(|place| !place.file.is_empty());
            assert!(placed, "{}: a place in no file", case.name);
            assert_eq!(finding.place.is_some(), shown["line"].is_u64(), "{}: {shown}", case.name);
        }
    }
}

#[test]
fn codes_are_unique_explained_and_of_their_severity() {
    let mut texts = BTreeSet::new();
    for info in CODES {
        assert!(texts.insert(info.text), "{} stands twice", info.text);
        assert!(info.explain.len() > 170, "{} is hardly explained", info.text);
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
    let expected = r#"[{"severity":"error","code":"E0107","file":"duplicate-long-line.json","line":1,"column":556,"pointer":"/paths/~1a/get","message":"the key `get` stands twice in one object","hint":"keep one of the two; what the other says would be lost","subject":null,"related":[{"file":"duplicate-long-line.json","line":1,"column":547,"pointer":"/paths/~1a/get","label":"it stands here first"}],"also":[]}]"#;
    assert_eq!(text, expected);
}
