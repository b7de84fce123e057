//! The report of a run: what was described, what became of it, and every finding.

use serde_json::{Map, Value, json};

use crate::api::Api;
use crate::diag::{Findings, Part};
use crate::names::Names;
use crate::pipeline::Stages;
use crate::read::Files;

/// The text of `--report`: counts that add up, skipped operations with place and reason, all findings.
pub fn report(stages: Option<&Stages>, findings: &Findings, files: &dyn Files) -> String {
    let mut report = Map::new();
    if let Some(stages) = stages {
        report.insert("operations".to_owned(), operations(stages, files));
        report.insert("schemas".to_owned(), schemas(&stages.api, &stages.names));
    }
    report.insert("diagnostics".to_owned(), super::json(findings, files));
    let mut text = format!("{:#}", Value::Object(report));
    text.push('\n');
    text
}

fn operations(stages: &Stages, files: &dyn Files) -> Value {
    let api = &stages.api;
    let places: Vec<_> =
        api.skipped.iter().map(|skipped| stages.document.place(skipped.node, Part::Key)).collect();
    let spots = super::lines(files, places.iter());
    let skipped: Vec<Value> = api
        .skipped
        .iter()
        .zip(&places)
        .zip(spots)
        .map(|((skipped, place), spot)| {
            json!({
                "id": skipped.id,
                "method": skipped.method,
                "path": skipped.path,
                "file": place.file,
                "line": spot.map(|(line, _)| line),
                "column": spot.map(|(_, column)| column),
                "pointer": place.pointer,
                "code": skipped.code.text(),
                "reason": skipped.reason,
            })
        })
        .collect();
    json!({
        "described": api.described,
        "generated": api.operations.len(),
        "excluded": api.excluded,
        "skipped": skipped,
    })
}

/// Named schemas: every one of them is generated, unused, or (never yet) skipped.
fn schemas(api: &Api, names: &Names) -> Value {
    let named = api.schema_ids().filter(
        |id| matches!(&api.schema(*id).origin, crate::api::Origin::Component(name) if !name.is_empty()),
    );
    let (mut described, mut generated) = (0, 0);
    for id in named {
        described += 1;
        generated += usize::from(names.model(id).is_some());
    }
    json!({ "described": described, "generated": generated, "unused": described - generated, "skipped": [] })
}
