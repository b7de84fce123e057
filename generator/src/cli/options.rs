//! What can be said on the command line, as data.

use crate::config::Selection;
use crate::read::ReadOptions;
pub use crate::report::Format;

/// One call of `sdkwright`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// `sdkwright generate`.
    Generate(Box<GenerateOptions>),
    /// `sdkwright inspect`.
    Inspect(Box<InspectOptions>),
    /// `sdkwright permissions`.
    Permissions(Box<PermissionsOptions>),
    /// `sdkwright explain CODE`; without a code, the list of codes.
    Explain(Option<String>),
    /// `--help`, of one command or of all.
    Help(Option<&'static str>),
    /// `--version`.
    Version,
}

/// Which description is read, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InputOptions {
    /// `--spec`: the root file.
    pub spec: String,
    /// `--config`: the file that shapes the SDK.
    pub config: Option<String>,
    /// `--overlay`, in the order in which they apply.
    pub overlays: Vec<String>,
    /// `--include-tag`, `--exclude-path` and their like.
    pub selection: Selection,
    /// `--map URL=PATH`.
    pub map: Vec<(String, String)>,
    /// `--allow-outside-root`.
    pub allow_outside_root: bool,
    /// `--max-input`, in bytes.
    pub max_input: Option<u64>,
    /// `--package`: the name of the crate.
    pub package: Option<String>,
    /// `--strict`: warnings are errors.
    pub strict: bool,
}

impl InputOptions {
    /// The options of the reader.
    pub fn read_options(&self) -> ReadOptions {
        let usual = ReadOptions::default();
        ReadOptions {
            max_input: self.max_input.unwrap_or(usual.max_input),
            allow_outside_root: self.allow_outside_root,
            map: self.map.clone(),
            ..usual
        }
    }
}

/// `sdkwright generate`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GenerateOptions {
    /// What is read.
    pub input: InputOptions,
    /// `--out`: the folder of the crate.
    pub out: String,
    /// `--check`: say which files are stale, write nothing.
    pub check: bool,
    /// `--dry-run`: say what would be written, write nothing.
    pub dry_run: bool,
    /// `--report`: a JSON file about what was generated.
    pub report: Option<String>,
    /// `--depfile`: a file for make that names what was read.
    pub depfile: Option<String>,
    /// `--quiet`: only warnings and errors.
    pub quiet: bool,
}

/// `sdkwright inspect`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InspectOptions {
    /// What is read.
    pub input: InputOptions,
    /// `--stage`.
    pub stage: Stage,
}

/// `sdkwright permissions`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PermissionsOptions {
    /// What is read.
    pub input: InputOptions,
    /// `--used-by`: the folder of a crate that uses the SDK.
    pub used_by: Option<String>,
    /// `--assert`: a file with the permissions that are granted.
    pub assert: Option<String>,
    /// `--format`.
    pub format: Format,
}

/// A stage of the pipeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// What the files say.
    Document,
    /// Operations, schemas, tags, permissions.
    Api,
    /// What was worked out about them.
    Facts,
    /// The Rust names.
    Names,
    /// What the templates print.
    View,
}

impl Stage {
    /// All of them, in order.
    pub const ALL: [Stage; 5] = [Stage::Document, Stage::Api, Stage::Facts, Stage::Names, Stage::View];

    /// The word on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Stage::Document => "document",
            Stage::Api => "api",
            Stage::Facts => "facts",
            Stage::Names => "names",
            Stage::View => "view",
        }
    }
}
