//! The stages up to the names, for tests.

use std::path::Path;

use sdkwright::api::{Api, build};
use sdkwright::config::{Config, load};
use sdkwright::diag::Findings;
use sdkwright::document::Document;
use sdkwright::facts::{Facts, facts};
use sdkwright::names::{Names, names};
use sdkwright::read::{Memory, ReadOptions, Source, read, read_plain};

/// All that is known of a description before anything is lowered.
pub struct Understood {
    pub document: Document,
    pub api: Api,
    pub facts: Facts,
    pub names: Names,
    pub config: Config,
    pub findings: Findings,
}

impl Understood {
    /// The findings as lines: code, place, message, hint.
    pub fn findings(&self) -> Vec<String> {
        self.findings.all().iter().map(line).collect()
    }
}

/// A finding on one line.
pub fn line(finding: &sdkwright::diag::Diagnostic) -> String {
    let place = finding.place.as_ref().map(|place| format!("{}#{}", place.file, place.pointer));
    let hint = finding.hint.as_ref().map(|hint| format!(" ({hint})")).unwrap_or_default();
    format!("{} {}: {}{hint}", finding.code.text(), place.unwrap_or_default(), finding.message)
}

/// A description of this repository, with the configuration beside it.
pub fn repository(name: &str) -> Understood {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join("spec");
    let file = |name: &str| folder.join(name).to_string_lossy().into_owned();
    let (mut findings, options) = (Findings::default(), ReadOptions::default());
    let settings =
        read_plain(&Source::disk(&file("sdk.yaml")), &options, &mut findings).expect("sdk.yaml is read");
    let mut catalogue =
        |name: &str, findings: &mut Findings| read_plain(&Source::disk(&file(name)), &options, findings);
    let config = load(&settings, &mut catalogue, &mut findings);
    let document =
        read(&Source::disk(&file(name)), &options, &mut findings).expect("the description is read");
    stages(document, config, findings)
}

/// A description in memory, with a configuration.
pub fn text(description: &str, settings: &str) -> Understood {
    let files = Memory::new().with("api.yaml", description).with("sdk.yaml", settings);
    let (mut findings, options) = (Findings::default(), ReadOptions::default());
    let config = match settings {
        "" => Config::default(),
        _ => {
            let source = Source::new("sdk.yaml", files.clone());
            let settings = read_plain(&source, &options, &mut findings).expect("the settings are read");
            load(&settings, &mut |_, _| None, &mut findings)
        }
    };
    let document = read(&Source::new("api.yaml", files), &options, &mut findings);
    stages(document.unwrap_or_else(|| panic!("not read: {findings:?}")), config, findings)
}

fn stages(document: Document, config: Config, mut findings: Findings) -> Understood {
    let api = build(&document, &config, &mut findings);
    let facts = facts(&api, &config, &mut findings);
    let names = names(&document, &api, &facts, &config, &mut findings);
    Understood { document, api, facts, names, config, findings }
}
