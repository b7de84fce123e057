//! Where a description is wrong in thousands of places: one finding a cause, and no more on the terminal than is read.

use std::fmt::Write as _;

use sdkwright::diag::Findings;
use sdkwright::pipeline::{Input, generate};
use sdkwright::read::{Memory, Source};
use sdkwright::report;

/// What is found in a description, and the source it is drawn from.
fn found(text: &str) -> (Findings, Source) {
    let source = Source::new("api.yaml", Memory::new().with("api.yaml", text));
    let input = Input { spec: "api.yaml".to_owned(), ..Input::default() };
    let mut findings = Findings::default();
    generate(&input, &source, &mut findings);
    (findings, source)
}

/// A description with one schema `A`, whose properties are written by `property`.
fn schema(count: usize, property: impl Fn(usize) -> String) -> String {
    let mut text =
        "openapi: 3.0.3\ninfo: {title: Things, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n    \
        Thing: {type: string}\n    A:\n      type: object\n      properties:\n"
            .to_owned();
    (0..count).for_each(|number| writeln!(text, "        p{number}: {}", property(number)).expect("written"));
    text
}

#[test]
fn references_to_one_missing_schema_are_one_finding() {
    let text = schema(2_000, |number| match number % 2 {
        0 => "{$ref: '#/components/schemas/Think'}".to_owned(),
        _ => "{$ref: '#/components/schemas/Think/properties/id'}".to_owned(),
    });
    let (findings, source) = found(&text);
    insta::assert_snapshot!(report::draw(&findings, source.files(), false));
    let all = report::json(&findings, source.files());
    assert_eq!(all.as_array().map(Vec::len), Some(1));
    let also = all[0]["also"].as_array().expect("the other places");
    assert_eq!(also.len(), 1_999);
    assert_eq!((also[1_998]["line"].as_u64(), also[1_998]["column"].as_u64()), (Some(2_009), Some(23)));
}

#[test]
fn the_terminal_shows_the_first_of_a_code_and_counts_all() {
    let text = schema(1_000, |number| format!("{{$ref: '#/components/schemas/Missing{number}'}}"));
    let (findings, source) = found(&text);
    let drawn = report::draw(&findings, source.files(), false);
    assert_eq!(drawn.matches("error[E0210]").count(), 50);
    assert!(drawn.len() < 20_000, "{} bytes", drawn.len());
    let last = drawn.rsplit("\n\n").next().expect("an end");
    insta::assert_snapshot!(last);
    assert_eq!(report::json(&findings, source.files()).as_array().map(Vec::len), Some(1_000));
}

#[test]
fn suggestions_are_not_used_up_by_one_cause() {
    let text = schema(1_000, |number| match number {
        999 => "{$ref: '#/components/schemas/Thimg'}".to_owned(),
        _ => "{$ref: '#/components/schemas/Nowhere'}".to_owned(),
    });
    let (findings, _) = found(&text);
    assert_eq!(findings.all().len(), 2);
    assert_eq!(findings.all()[1].hint.as_deref(), Some("did you mean `Thing`?"));
}

#[test]
fn texts_of_any_length_are_cut_where_they_are_shown() {
    let name = "é".repeat(100_000);
    let (findings, source) = found(&schema(1, |_| format!("{{$ref: '#/components/schemas/{name}'}}")));
    let drawn = report::draw(&findings, source.files(), false);
    assert!(drawn.contains(" … ") && drawn.chars().count() < 3_000, "{} characters", drawn.chars().count());
    assert!(report::json(&findings, source.files()).to_string().contains(&name));
}

#[test]
fn columns_of_a_line_of_megabytes_are_true() {
    let refs = |count: usize, to: &str| {
        let one = |number| format!("\"é{number}\":{{\"$ref\":\"#/components/schemas/{to}{number}\"}}");
        (0..count).map(one).collect::<Vec<_>>().join(",")
    };
    let text = format!(
        "{{\"openapi\":\"3.0.3\",\"info\":{{\"title\":\"T\",\"version\":\"1\"}},\"paths\":{{}},\
         \"components\":{{\"schemas\":{{\"A\":{{\"type\":\"object\",\"properties\":{{{}}}}}}}}}}}",
        refs(5_000, "Missing")
    );
    let (findings, source) = found(&text);
    let all = report::json(&findings, source.files());
    let all = all.as_array().expect("a list");
    assert_eq!(all.len(), 5_000);
    for (number, one) in all.iter().enumerate().step_by(499) {
        let at = text.find(&format!("\"#/components/schemas/Missing{number}\"")).expect("it is there");
        let column = text[..at].chars().count() + 1;
        assert_eq!(one["column"].as_u64(), Some(column as u64), "{one}");
    }
}

#[test]
fn an_object_of_many_properties_takes_no_square_of_time() {
    let begun = std::time::Instant::now();
    let (findings, _) = found(&schema(40_000, |_| "{type: string}".to_owned()));
    assert_eq!(findings.all().iter().filter(|finding| finding.code.text().starts_with('E')).count(), 0);
    assert!(begun.elapsed() < std::time::Duration::from_secs(120), "{:?}", begun.elapsed());
}

#[test]
fn a_tag_for_each_operation_takes_no_square_of_time() {
    let mut text = "openapi: 3.0.3\ninfo: {title: Things, version: '1'}\npaths:\n".to_owned();
    for number in 0..5_000 {
        writeln!(text, "  /p{number}: {{get: {{operationId: g{number}, tags: [t{number}], responses: {{'204': {{description: Done}}}}}}}}")
            .expect("written");
    }
    let begun = std::time::Instant::now();
    let (findings, _) = found(&text);
    assert!(!findings.has_errors());
    assert!(begun.elapsed() < std::time::Duration::from_secs(60), "{:?}", begun.elapsed());
}
