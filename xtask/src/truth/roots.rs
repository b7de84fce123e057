//! Which schemas are tried: all that have a model of their own, and stand somewhere as a whole.

use std::error::Error;
use std::fs;
use std::path::Path;

use sdkwright::api::{Origin, Shape, Text, Use};
use sdkwright::diag::{Findings, Part};
use sdkwright::emit;
use sdkwright::pipeline::{self, Input, Stages};
use sdkwright::read::{ReadOptions, Source};
use sdkwright::report;

use crate::find::Found;

/// A schema and its model.
pub struct Root {
    /// Where it is written.
    pub file: String,
    pub pointer: String,
    /// The type in `models`.
    pub model: String,
    /// Whether null is one of its values.
    pub nullable: bool,
}

/// Writes the SDK with the models that no operation uses, and tells the schemas, and the features that bring all.
pub fn generate(
    found: &Found,
    home: &Path,
    outside: bool,
) -> Result<(Vec<Root>, Vec<String>), Box<dyn Error>> {
    let config = home.join("sdk.yaml");
    fs::write(&config, "keep_unused: true\nkeep_null: true\n")?;
    let input = Input {
        spec: found.path.to_string_lossy().into_owned(),
        package: Some(found.name.clone()),
        config: Some(config.to_string_lossy().into_owned()),
        read: ReadOptions { allow_outside_root: outside, ..ReadOptions::default() },
        ..Input::default()
    };
    let source = Source::disk(&input.spec);
    let mut findings = Findings::default();
    let generated = pipeline::generate(&input, &source, &mut findings);
    let Some(generated) = generated.filter(|_| !findings.has_errors()) else {
        let text = report::draw(&findings, source.files(), false);
        return Err(format!("refused: {}", text.lines().take(8).collect::<Vec<_>>().join("\n")).into());
    };
    emit::write(&generated.files, &home.join("sdk"))?;
    Ok((roots(&generated.stages, &found.path), features(&home.join("sdk"))?))
}

fn roots(stages: &Stages, root: &Path) -> Vec<Root> {
    let folder = root.parent().unwrap_or(root);
    let mut found = Vec::new();
    for (id, names) in stages.names.models() {
        let schema = stages.api.schema(id);
        // A candidate and a base are written in one place and mean another: they are tried inside their unions.
        // A parameter is no JSON.
        let part = matches!(schema.origin, Origin::Variant(..) | Origin::Base(_) | Origin::Parameter(..));
        // Raw bytes are no JSON.
        let raw = matches!(&schema.shape, Shape::Text(Text::Binary));
        if part || raw {
            continue;
        }
        let place = stages.document.place(schema.node, Part::Value);
        // What several parts of an allOf describe is tried inside what they are parts of.
        let inline = matches!(schema.origin, Origin::Property(..) | Origin::Item(_) | Origin::Entry(_));
        if inline && place.pointer.contains("/allOf/") {
            continue;
        }
        // Fields of a form are parameters in Swagger 2.0, and their body stands nowhere as a schema.
        let step = |at: usize| place.pointer.rsplit('/').nth(at);
        if step(1) == Some("parameters") && step(2) != Some("properties") {
            continue;
        }
        // Files are named as the user named the root, or relative to it.
        let file = Path::new(&place.file);
        let file = if file == root { root.to_owned() } else { folder.join(file) };
        // Whether it may be null stands where it is used.
        let (_, nullable) = stages.api.target(&Use { schema: id, nullable: false });
        found.push(Root {
            file: file.to_string_lossy().into_owned(),
            pointer: place.pointer,
            model: names.name.to_string(),
            nullable,
        });
    }
    found
}

/// What of the crate's features brings every model: all but the transports.
fn features(sdk: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let manifest = fs::read_to_string(sdk.join("Cargo.toml"))?;
    let section = manifest.split("[features]").nth(1).unwrap_or_default();
    let section = section.split("\n[").next().unwrap_or_default();
    let names =
        section.lines().filter_map(|line| line.split_once(" = ")).map(|(name, _)| name.trim_matches('"'));
    Ok(names.filter(|name| ["all", "base64"].contains(name)).map(str::to_owned).collect())
}

/// One line a schema, as the scripts read them.
pub fn write(roots: &[Root], file: &Path) -> Result<(), Box<dyn Error>> {
    let lines: String = roots.iter().map(|root| format!("{}\t{}\n", root.file, root.pointer)).collect();
    Ok(fs::write(file, lines)?)
}
