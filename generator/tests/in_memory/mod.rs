//! Crates generated in memory, for tests.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use sdkwright::diag::Findings;
use sdkwright::pipeline::{Generated, Input, generate};
use sdkwright::read::{Memory, Source};
use sdkwright::report;

/// The small descriptions that stand for everything a description can say.
pub const FIXTURES: [&str; 11] = [
    "petstore",
    "models",
    "wire",
    "swagger",
    "formats",
    "methods",
    "split",
    "logins",
    "paging",
    "permissions",
    "streams",
];

/// Files by name: a description and what belongs to it.
pub type Texts = BTreeMap<String, String>;

/// This package's folder for tests.
pub fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// A description of `fixtures/emitted`, and the configuration beside it, where there is one.
pub fn fixture(name: &str) -> Texts {
    let folder = tests().join("fixtures/emitted");
    let mut texts = Texts::new();
    texts.insert(
        "openapi.yaml".to_owned(),
        fs::read_to_string(folder.join(format!("{name}.yaml"))).expect("a fixture"),
    );
    if let Ok(text) = fs::read_to_string(folder.join(format!("{name}.sdk.yaml"))) {
        texts.insert("sdk.yaml".to_owned(), text);
    }
    // What is written by hand for this one.
    let own = folder.join(name);
    if own.is_dir() {
        collect(&own, "", &mut texts);
    }
    texts
}

/// The repository's own description with its configuration.
pub fn repository() -> Texts {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
    let mut texts = Texts::new();
    collect(&root, "", &mut texts);
    texts
}

fn collect(folder: &Path, prefix: &str, texts: &mut Texts) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = format!("{prefix}{}", path.file_name().and_then(|name| name.to_str()).expect("a name"));
        if path.is_dir() {
            collect(&path, &format!("{name}/"), texts);
        } else {
            texts.insert(name, fs::read_to_string(&path).expect("text").replace("\r\n", "\n"));
        }
    }
}

/// What generating gave, and what was found.
pub struct Run {
    pub generated: Option<Generated>,
    pub findings: Findings,
    pub source: Source,
}

impl Run {
    /// The findings as a user reads them.
    pub fn drawn(&self) -> String {
        report::draw(&self.findings, self.source.files(), false)
    }

    /// The files without the runtime, which is the same everywhere.
    pub fn files(&self) -> BTreeMap<String, String> {
        assert!(!self.findings.has_errors(), "{}", self.drawn());
        let generated = self.generated.as_ref().expect("it is read");
        let own = generated.files.iter().filter(|(path, _)| !path.starts_with("src/runtime/"));
        own.map(|(path, bytes)| (path.to_owned(), String::from_utf8(bytes.to_vec()).expect("text"))).collect()
    }
}

/// Generates from texts: `openapi.yaml` or `.json`, with `sdk.yaml` or `.json` where that is among them.
pub fn run(texts: &Texts) -> Run {
    let files = texts.iter().fold(Memory::new(), |files, (name, text)| files.with(name, text.as_str()));
    let named = |name: &str| {
        texts.keys().find(|key| key.split_once('.').is_some_and(|(stem, _)| stem == name)).cloned()
    };
    let spec = named("openapi").expect("a description");
    let source = Source::new(spec.as_str(), files);
    let input = Input { spec, config: named("sdk"), ..Input::default() };
    let mut findings = Findings::default();
    let generated = generate(&input, &source, &mut findings);
    Run { generated, findings, source }
}
