//! Findings as other programs read them: the `diagnostics` of `--report`.

use serde_json::{Map, Value};

use super::place::Shelf;
use crate::diag::{Diagnostic, Findings};
use crate::read::Files;

/// All findings as a JSON array.
pub fn json(findings: &Findings, files: &dyn Files) -> Value {
    let shelf = Shelf::fill(files, findings.all().iter());
    Value::Array(findings.all().iter().map(|finding| one(finding, &shelf)).collect())
}

fn one(finding: &Diagnostic, shelf: &Shelf) -> Value {
    let mut object = Map::new();
    object.insert("severity".to_owned(), finding.severity.word().into());
    object.insert("code".to_owned(), finding.code.text().into());
    let place = finding.place.as_ref();
    let spot = place.and_then(|place| shelf.spot(place));
    object.insert("file".to_owned(), place.map(|place| place.file.clone()).into());
    object.insert("line".to_owned(), spot.as_ref().map(|spot| spot.line).into());
    object.insert("column".to_owned(), spot.as_ref().map(|spot| spot.column).into());
    object.insert("pointer".to_owned(), place.map(|place| place.pointer.clone()).into());
    object.insert("message".to_owned(), finding.message.clone().into());
    object.insert("hint".to_owned(), finding.hint.clone().into());
    Value::Object(object)
}
