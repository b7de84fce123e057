//! The stages in their order, for the command line, for xtask and for a build script.

use crate::api::{self, Api};
use crate::config::{self, Config, Selection};
use crate::diag::{Code, Diagnostic, Findings, Place};
use crate::document::Document;
use crate::emit::FileSet;
use crate::facts::{self, Facts};
use crate::lower::{self, Package};
use crate::names::{self, Names};
use crate::overlay;
use crate::read::{self, ReadOptions, Source};
use crate::render;
use crate::view::CrateView;

/// What `generate` is asked for, beside where the output goes.
#[derive(Clone, Debug, Default)]
pub struct Input {
    /// The root file of the description.
    pub spec: String,
    /// `sdk.yaml`.
    pub config: Option<String>,
    /// The package's name, instead of the configured one.
    pub package: Option<String>,
    /// Overlays, in the order in which they apply.
    pub overlays: Vec<String>,
    /// Which operations are generated, beside what the configuration says of it.
    pub selection: Selection,
    /// How files are read.
    pub read: ReadOptions,
}

/// Every stage up to the names.
pub struct Stages {
    /// What the files say.
    pub document: Document,
    /// How the SDK is shaped.
    pub config: Config,
    /// What the description means.
    pub api: Api,
    /// What follows from it.
    pub facts: Facts,
    /// What everything is called.
    pub names: Names,
}

/// The whole crate, in memory.
pub struct Generated {
    /// Path to bytes.
    pub files: FileSet,
    /// The stages that it was made from.
    pub stages: Stages,
    /// The view that was printed.
    pub view: CrateView,
}

/// Reads a description with its overlays applied. `None` where nothing can be made of it.
pub fn document(input: &Input, source: &Source, findings: &mut Findings) -> Option<Document> {
    let root = read::read_root(source, &input.read, findings)?;
    let changed = overlay::apply(root, &input.overlays, source, &input.read, findings)?;
    read::complete(changed, source, &input.read, findings)
}

/// Reads a description and brings it up to the names. `None` where it cannot be read at all.
pub fn stages(input: &Input, source: &Source, findings: &mut Findings) -> Option<Stages> {
    let document = document(input, source, findings)?;
    let mut config = configuration(input, source, findings);
    config.selection.extend(input.selection.clone());
    let api = api::build(&document, &config, findings);
    let facts = facts::facts(&api, &config, findings);
    let names = names::names(&document, &api, &facts, &config, findings);
    names::report_unused(&document, &api, &config, findings);
    Some(Stages { document, config, api, facts, names })
}

/// Generates the crate. Nothing may be written when `findings` hold an error afterwards.
pub fn generate(input: &Input, source: &Source, findings: &mut Findings) -> Option<Generated> {
    let stages = stages(input, source, findings)?;
    let runtime = render::runtime_manifest();
    let package = Package::new(&stages.api, &stages.config, input.package.as_deref(), runtime, findings);
    let parts = (&stages.document, &stages.api, &stages.facts, &stages.names, &stages.config);
    let view = lower::lower(parts, &package, findings);
    let mut files = render::render(&view, findings);
    copies(input, &stages.config, source, &mut files, findings);
    Some(Generated { files, stages, view })
}

fn configuration(input: &Input, source: &Source, findings: &mut Findings) -> Config {
    let Some(path) = &input.config else { return Config::default() };
    let Some(document) = read::read_plain(&source.other(path), &input.read, findings) else {
        return Config::default();
    };
    let mut catalogue = |name: &str, findings: &mut Findings| {
        read::read_plain(&source.other(beside(path, name)), &input.read, findings)
    };
    config::load(&document, &mut catalogue, findings)
}

/// Copies the hand-written examples and modules that the configuration names.
fn copies(input: &Input, config: &Config, source: &Source, files: &mut FileSet, findings: &mut Findings) {
    let home = input.config.as_deref().unwrap_or("");
    let examples = config.package.examples.iter().map(|example| ("example", &example.value.file, "examples"));
    let sources = config.package.sources.iter().map(|source| ("module", &source.value.file, "src/ext"));
    for (what, name, folder) in examples.chain(sources) {
        let path = beside(home, name);
        let file = name.rsplit('/').next().unwrap_or(name);
        let added = match source.files().load(&path, input.read.max_input) {
            Ok(bytes) => files.add(format!("{folder}/{file}"), bytes).map_err(|why| why.to_string()),
            Err(why) => Err(format!("the {what} `{path}` cannot be read: {why}")),
        };
        if let Err(why) = added {
            findings.push(Diagnostic::new(Code::FileUnreadable, Place::file(home), why));
        }
    }
}

/// A file named in another one: relative to that one's folder.
fn beside(home: &str, name: &str) -> String {
    match home.rsplit_once('/') {
        Some((folder, _)) => format!("{folder}/{name}"),
        None => name.to_owned(),
    }
}
