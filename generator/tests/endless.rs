//! Schemas that lead on and on: an answer in bounded time, whatever the description says, and no overflow of the stack.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use sdkwright::diag::Findings;
use sdkwright::pipeline::{Input, generate};
use sdkwright::read::{Memory, Source};

/// The codes of the errors, each once.
fn errors(schemas: &str) -> Vec<&'static str> {
    let text = format!(
        "openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\npaths:\n  /a: {{get: {{responses: {{'200': {{description: d, \
         content: {{application/json: {{schema: {{$ref: '#/components/schemas/S0'}}}}}}}}}}}}}}\ncomponents:\n  schemas:\n{schemas}"
    );
    let source = Source::new("a.yaml", Memory::new().with("a.yaml", text));
    let input = Input { spec: "a.yaml".into(), ..Input::default() };
    let mut findings = Findings::default();
    let begun = Instant::now();
    generate(&input, &source, &mut findings);
    assert!(begun.elapsed() < Duration::from_secs(60), "{:?}", begun.elapsed());
    let mut codes: Vec<_> = findings
        .all()
        .iter()
        .map(|finding| finding.code.text())
        .filter(|code| code.starts_with('E'))
        .collect();
    codes.dedup();
    codes
}

/// `count` schemas, each made from its number.
fn chain(count: usize, schema: impl Fn(usize) -> String) -> String {
    let mut text = String::new();
    for number in 0..count {
        writeln!(text, "    S{number}: {}", schema(number)).expect("written");
    }
    text
}

fn to(number: usize) -> String {
    format!("{{$ref: '#/components/schemas/S{number}'}}")
}

#[test]
fn references_that_lead_on() {
    let long = chain(20_000, |number| to(number + 1)) + "    S20000: {type: object}\n";
    assert_eq!(errors(&long), ["E0212"]);
    assert_eq!(errors(&chain(20_000, |number| to((number + 1) % 20_000))), ["E0212"]);
    assert_eq!(errors(&chain(3, |number| to((number + 1) % 3))), ["E0211"]);
    let short = chain(90, |number| to(number + 1)) + "    S90: {type: object}\n";
    assert_eq!(errors(&short), Vec::<&str>::new());
}

#[test]
fn bases_that_lead_on_or_double() {
    let base = |number: usize| {
        format!("{{allOf: [{}], properties: {{p{number}: {{type: string}}}}}}", to(number + 1))
    };
    let end = |number: usize| format!("    S{number}: {{type: object}}\n");
    assert_eq!(errors(&(chain(2_000, base) + &end(2_000))), ["E0212"]);
    assert_eq!(errors(&(chain(60, base) + &end(60))), Vec::<&str>::new());
    let twice = |number: usize| {
        format!("{{allOf: [{0}, {0}], properties: {{p{number}: {{type: string}}}}}}", to(number + 1))
    };
    assert_eq!(errors(&(chain(40, twice) + &end(40))), ["E0212"], "2^40 parts");
}

/// What is held by a property, a list, a map or a union is a type of its own: that may go on.
#[test]
fn types_that_hold_each_other_may_go_on() {
    type Form = fn(String) -> String;
    let forms: [Form; 4] = [
        |next| format!("{{type: object, required: [next], properties: {{next: {next}}}}}"),
        |next| format!("{{type: array, items: {next}}}"),
        |next| format!("{{type: object, additionalProperties: {next}}}"),
        |next| format!("{{oneOf: [{next}, {{type: string}}]}}"),
    ];
    for form in forms {
        let text = chain(1_500, |number| form(to(number + 1))) + "    S1500: {type: object}\n";
        assert_eq!(errors(&text), Vec::<&str>::new(), "{}", form(String::new()));
    }
}
