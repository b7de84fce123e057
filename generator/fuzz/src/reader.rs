//! Bytes as a file: read or refused, never a panic, and every finding can be drawn and reported.

use sdkwright::diag::Findings;
use sdkwright::document::Document;
use sdkwright::read::{Memory, ReadOptions, Source, read_plain};
use sdkwright::report;

/// What is read must say the same when it is written as JSON and read again.
pub fn check(bytes: &[u8]) {
    let Some(document) = read("fuzz.yaml", bytes) else { return };
    let Some(said) = said(&document) else { return };
    let again = read("fuzz.json", said.as_bytes()).expect("what was written as JSON can be read");
    assert_eq!(Some(said), self::said(&again), "it says something else after being written and read again");
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

/// The root file as JSON; `None` where it is too deep for the judge, or nothing but `null`.
fn said(document: &Document) -> Option<String> {
    let mut out = Vec::new();
    document.write_json(&mut out).expect("memory takes everything");
    let text = String::from_utf8(out).expect("JSON is UTF-8");
    let whole: serde_json::Value = match serde_json::from_str(&text) {
        Ok(whole) => whole,
        Err(error) => {
            assert!(error.to_string().contains("recursion limit"), "{error}: {text}");
            return None;
        }
    };
    Some(whole.get("description")?.to_string())
}
