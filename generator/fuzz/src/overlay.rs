//! Text as the path of an overlay's action: applied or refused, never a panic, never without end.

use sdkwright::diag::Findings;
use sdkwright::pipeline::{Input, document};
use sdkwright::read::{Memory, Source};
use sdkwright::report;

const API: &str = include_str!("../../tests/fixtures/emitted/petstore.yaml");

/// The first line says what is done, the rest is the path.
pub fn check(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let (deed, path) = text.split_once('\n').unwrap_or(("", text));
    let quoted = serde_json::Value::from(path);
    let deed = match deed {
        "remove" => "\"remove\": true".to_owned(),
        "copy" => format!("\"copy\": {quoted}"),
        other => format!("\"update\": {{\"x-added\": {}}}", serde_json::Value::from(other)),
    };
    let overlay = format!(
        "{{\"overlay\": \"1.1.0\", \"info\": {{\"title\": \"\", \"version\": \"\"}}, \
         \"actions\": [{{\"target\": {quoted}, {deed}}}]}}"
    );
    let files = Memory::new().with("api.yaml", API).with("overlay.json", overlay);
    let source = Source::new("api.yaml", files);
    let input = Input { spec: "api.yaml".into(), overlays: vec!["overlay.json".into()], ..Input::default() };
    let mut findings = Findings::default();
    let read = document(&input, &source, &mut findings);
    report::draw(&findings, source.files(), false);
    assert!(read.is_some() || findings.has_errors(), "it is refused without a word");
}
