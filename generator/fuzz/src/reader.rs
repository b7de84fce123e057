//! Bytes as a file: read or refused, never a panic, and every finding can be drawn and reported.

use sdkwright::diag::Findings;
use sdkwright::document::Document;
use sdkwright::read::{Memory, ReadOptions, Source, read_plain};
use sdkwright::report;

/// What is read must say the same when it is written as JSON and read again.
pub fn check(bytes: &[u8]) {
    let Some(document) = read("fuzz.yaml", bytes) else { return };
    let json = text(&document);
    let again = read("fuzz.json", json.as_bytes()).expect("what was written as JSON can be read");
    assert_eq!(json, text(&again), "it says something else after being written and read again");
}

fn read(name: &str, bytes: &[u8]) -> Option<Document> {
    let source = Source::new(name, Memory::new().with(name, bytes));
    let options = ReadOptions { max_input: 1 << 20, max_nodes: 200_000, ..ReadOptions::default() };
    let mut findings = Findings::default();
    let document = read_plain(&source, &options, &mut findings);
    let drawn = report::draw(&findings, source.files(), false);
    assert_eq!(drawn.is_empty(), findings.all().is_empty(), "a finding draws nothing");
    report::json(&findings, source.files());
    assert!(document.is_some() || findings.has_errors(), "it is refused without a word");
    document
}

fn text(document: &Document) -> String {
    let mut out = Vec::new();
    document.write_json(&mut out).expect("memory takes everything");
    String::from_utf8(out).expect("JSON is UTF-8")
}
