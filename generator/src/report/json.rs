//! Findings as other programs read them: the `diagnostics` of `--report`.

use serde_json::{Map, Value};

use super::place::Shelf;
use crate::diag::{Diagnostic, Findings, Place};
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
    object.append(&mut match &finding.place {
        Some(place) => located(place, shelf),
        None => ["file", "line", "column", "pointer"]
            .map(|key| (key.to_owned(), Value::Null))
            .into_iter()
            .collect(),
    });
    object.insert("message".to_owned(), finding.message.clone().into());
    object.insert("hint".to_owned(), finding.hint.clone().into());
    object.insert("subject".to_owned(), finding.subject.clone().into());
    let related = finding.related.iter().map(|(place, label)| {
        let mut related = located(place, shelf);
        related.insert("label".to_owned(), label.clone().into());
        Value::Object(related)
    });
    object.insert("related".to_owned(), related.collect());
    let also = finding.also.iter().map(|place| Value::Object(located(place, shelf)));
    object.insert("also".to_owned(), also.collect());
    Value::Object(object)
}

/// A place in the four words that other programs ask for.
fn located(place: &Place, shelf: &Shelf) -> Map<String, Value> {
    let spot = shelf.spot(place);
    let mut object = Map::new();
    object.insert("file".to_owned(), place.file.clone().into());
    object.insert("line".to_owned(), spot.as_ref().map(|spot| spot.line).into());
    object.insert("column".to_owned(), spot.as_ref().map(|spot| spot.column).into());
    object.insert("pointer".to_owned(), place.pointer.clone().into());
    object
}
