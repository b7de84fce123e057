//! Bytes as a description: a crate whose every file can be parsed, or a refusal with a reason.

use sdkwright::diag::{Code, Findings, Severity};
use sdkwright::pipeline::{Input, generate};
use sdkwright::read::{Memory, ReadOptions, Source};
use sdkwright::report;

/// Generates in memory.
pub fn check(bytes: &[u8]) {
    let source = Source::new("fuzz.yaml", Memory::new().with("fuzz.yaml", bytes));
    let read = ReadOptions { max_input: 1 << 20, max_nodes: 200_000, ..ReadOptions::default() };
    let input = Input { spec: "fuzz.yaml".to_owned(), read, ..Input::default() };
    let mut findings = Findings::default();
    let generated = generate(&input, &source, &mut findings);
    report::draw(&findings, source.files(), true);
    report::report(generated.as_ref().map(|generated| &generated.stages), &findings, source.files());
    for finding in findings.all() {
        let ours = matches!(finding.code, Code::RenderSyntax | Code::OutputFile);
        assert!(!(ours && finding.severity == Severity::Error), "{}", finding.message);
    }
    let Some(generated) = generated else {
        assert!(findings.has_errors(), "it is refused without a word");
        return;
    };
    if findings.has_errors() {
        return;
    }
    for (path, bytes) in generated.files.iter().filter(|(path, _)| !path.starts_with("src/runtime/")) {
        let text = std::str::from_utf8(bytes).unwrap_or_else(|_| panic!("{path} is not UTF-8"));
        if path.ends_with(".rs")
            && let Err(why) = syn::parse_file(text)
        {
            panic!("{path}: {why}");
        }
    }
}
