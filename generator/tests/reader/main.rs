//! What the reader makes of descriptions, odd ones above all.

mod files;
mod fuzz;
mod hostile;
mod lift;
mod odd;
mod positions;

use sdkwright::diag::{Code, Findings};
use sdkwright::document::Document;
use sdkwright::read::{Memory, ReadOptions, Source, read};

/// Reads files from memory; the first is the root.
fn read_files(files: &[(&str, &[u8])], options: &ReadOptions) -> (Option<Document>, Findings, Source) {
    let memory = files.iter().fold(Memory::new(), |memory, (name, bytes)| memory.with(*name, *bytes));
    let source = Source::new(files[0].0, memory);
    let mut findings = Findings::default();
    let document = read(&source, options, &mut findings);
    (document, without_fields(&findings), source)
}

/// The texts here hold fields of no specification, so what is said of unknown ones is left out.
fn without_fields(findings: &Findings) -> Findings {
    let mut others = Findings::default();
    let of_fields = [Code::FieldForeign, Code::FieldUnknown];
    for finding in findings.all().iter().filter(|finding| !of_fields.contains(&finding.code)) {
        others.push(finding.clone());
    }
    others
}

/// Reads one file; the version line is put before YAML texts that begin with a space or a word.
fn read_one(name: &str, text: &str) -> (Option<Document>, Findings) {
    let (document, findings, _) = read_files(&[(name, text.as_bytes())], &ReadOptions::default());
    (document, findings)
}

/// Reads a YAML text below `x:` of a description and gives the node there.
fn yaml(text: &str) -> (Document, Findings) {
    let (document, findings) = read_one("api.yaml", &format!("openapi: 3.1.0\n{text}"));
    (document.expect("a document"), findings)
}

/// The codes of all findings.
fn codes(findings: &Findings) -> Vec<&'static str> {
    without_fields(findings).all().iter().map(|finding| finding.code.text()).collect()
}

/// The description as plain JSON.
fn json(document: &Document) -> serde_json::Value {
    let mut bytes = Vec::new();
    document.write_json(&mut bytes).expect("memory takes everything");
    let whole: serde_json::Value = serde_json::from_slice(&bytes).expect("the writer writes JSON");
    whole["description"].clone()
}
