//! The report of a run: what was described, what became of it, and every finding.

use serde_json::{Map, Value, json};

use crate::api::{Api, Origin, SchemaId};
use crate::diag::{Findings, Part};
use crate::names::Names;
use crate::pipeline::Stages;
use crate::read::Files;

/// The text of `--report`: counts that add up, skipped operations with place and reason, all findings.
pub fn report(stages: Option<&Stages>, findings: &Findings, files: &dyn Files) -> String {
    let mut report = Map::new();
    if let Some(stages) = stages {
        report.insert("operations".to_owned(), operations(stages, files));
        report.insert("webhooks".to_owned(), webhooks(&stages.api));
        report.insert("schemas".to_owned(), schemas(&stages.api, &stages.names));
    }
    report.insert("diagnostics".to_owned(), super::json(findings, files));
    let mut text = format!("{:#}", Value::Object(report));
    text.push('\n');
    text
}

/// One line on what is generated, and how much of what is described is not.
pub fn summary(stages: &Stages) -> String {
    let (api, names) = (&stages.api, &stages.names);
    let rest = |parts: Vec<(usize, &str)>| {
        let parts: Vec<String> = parts
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| format!("{count} {word}"))
            .collect();
        if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) }
    };
    format!(
        "{} of {} operations{}, {} models{}",
        api.operations.len(),
        api.described,
        rest(vec![(api.excluded, "excluded"), (api.skipped.len(), "skipped")]),
        names.models().count(),
        rest(vec![(left_out(api, names).len(), "schemas unused")]),
    )
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

/// Webhooks and callbacks: every one of them is documented; those with a payload have a type.
fn webhooks(api: &Api) -> Value {
    let payloads = api.webhooks.iter().filter(|webhook| webhook.body.is_some()).count();
    json!({
        "described": api.webhooks.len() + api.webhooks_excluded,
        "generated": payloads,
        "without_payload": api.webhooks.len() - payloads,
        "excluded": api.webhooks_excluded,
    })
}

/// Named schemas: every one of them is generated, unused, or (never yet) skipped.
fn schemas(api: &Api, names: &Names) -> Value {
    let described = named(api).count();
    let left_out = left_out(api, names);
    json!({
        "described": described,
        "generated": described - left_out.len(),
        "unused": left_out.len(),
        "unused_names": left_out,
        "skipped": [],
    })
}

fn named(api: &Api) -> impl Iterator<Item = (SchemaId, &str)> {
    api.schema_ids().filter_map(|id| match &api.schema(id).origin {
        Origin::Component(name) if !name.is_empty() => Some((id, name.as_str())),
        _ => None,
    })
}

/// Named schemas that no operation reaches.
fn left_out<'a>(api: &'a Api, names: &Names) -> Vec<&'a str> {
    named(api).filter(|(id, _)| names.model(*id).is_none()).map(|(_, name)| name).collect()
}
