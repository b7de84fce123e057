//! Names that some file systems refuse or confuse: every path can be written on Windows and macOS, and every name is
//! one of its own for the compiler, which composes letters and marks before it compares.

use std::collections::BTreeSet;

use sdkwright::diag::Findings;
use sdkwright::pipeline::{Generated, Input, generate};
use sdkwright::read::{Memory, Source};
use sdkwright::report;

/// Devices of Windows, names that end in what Windows drops, that differ in case alone, or that mean something in a path.
const ODD: &[&str] = &[
    "con",
    "Con",
    "CON",
    "nul",
    "prn",
    "aux",
    "com1",
    "COM1",
    "lpt9",
    "com¹",
    "con.txt",
    "trailing.",
    "trailing..",
    "trailing ",
    "Trailing",
    "TRAILING",
    "a/b",
    "a\\b",
    "..",
    "../up",
    "a:b",
    "a*b",
    "a?b",
    "mod",
    "lib",
    "main",
    "target",
    ".git",
    "\u{e9}t\u{e9}",
    "e\u{301}te\u{301}",
    "\u{c9}T\u{c9}",
    "\u{1112}\u{1161}\u{11ab}",
    "\u{d55c}",
    "\u{212b}ngstr",
    "\u{c5}ngstr",
    "\u{2126}",
    "\u{3a9}",
    "\u{3c9}",
    "stra\u{df}e",
    "STRASSE",
    "\u{130}x",
    "ix",
    "\u{131}x",
    "K",
    "\u{212a}",
    "k",
];

fn zoo() -> Generated {
    let quoted: Vec<String> = ODD.iter().map(|name| serde_json::Value::from(*name).to_string()).collect();
    let mut text = "openapi: 3.1.0\ninfo: {title: Odd, version: '1'}\npaths:\n".to_owned();
    for (number, name) in quoted.iter().enumerate() {
        text += &format!(
            "  /{number}:\n    get:\n      tags: [{name}]\n      operationId: {name}\n      parameters:\n"
        );
        for name in &quoted {
            text += &format!("      - {{name: {name}, in: query, schema: {{type: string}}}}\n");
        }
        text += "      responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/All'}}}}}\n";
    }
    text += "  /one:\n    get: {operationId: one, responses: {'204': {description: d}}}\ncomponents:\n  schemas:\n";
    let mut all = "    All:\n      type: object\n      properties:\n".to_owned();
    for (number, name) in quoted.iter().enumerate() {
        let list = quoted.join(", ");
        text += &format!("    {name}: {{type: object, properties: {{p{number}: {{enum: [{list}]}}}}}}\n");
        all += &format!(
            "        {name}: {{allOf: [{{$ref: '#/components/schemas/{}'}}]}}\n",
            escaped(ODD[number])
        );
    }
    let source = Source::new("odd.yaml", Memory::new().with("odd.yaml", text + &all));
    let input = Input { spec: "odd.yaml".into(), ..Input::default() };
    let mut findings = Findings::default();
    let generated = generate(&input, &source, &mut findings);
    assert!(!findings.has_errors(), "{}", report::draw(&findings, source.files(), false));
    generated.expect("it is read")
}

/// A name as a step of a pointer in a reference.
fn escaped(name: &str) -> String {
    let step = name.replace('~', "~0").replace('/', "~1");
    step.bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() || byte == b'~' {
                (byte as char).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}

#[test]
fn every_path_can_be_written_everywhere() {
    let generated = zoo();
    let mut known = BTreeSet::new();
    for path in generated.files.paths() {
        assert!(path.is_ascii(), "{path}");
        assert!(known.insert(path.to_lowercase()), "{path} differs from another in case alone");
        for part in path.split('/') {
            let stem = part.split('.').next().unwrap_or(part).to_lowercase();
            let device = ["con", "prn", "aux", "nul"].contains(&stem.as_str())
                || (stem.len() == 4 && (stem.starts_with("com") || stem.starts_with("lpt")));
            assert!(!device && !part.ends_with(['.', ' ']) && part != "..", "{path}");
        }
    }
    assert!(known.len() > 3 * ODD.len(), "a model, an enum and an operation each");
}

/// What the compiler would see: letters and marks in one character. It refuses two of a kind in one scope.
#[test]
fn no_two_names_are_one_for_the_compiler() {
    use unicode_normalization::UnicodeNormalization;
    let generated = zoo();
    let names = &generated.stages.names;
    let apart = |scope: &str, list: Vec<String>| {
        let mut seen = BTreeSet::new();
        for name in list {
            let composed: String = name.nfc().collect();
            assert_eq!(name, composed, "{scope}: the compiler would warn of it");
            assert!(seen.insert(composed), "{scope}: `{name}` stands twice");
        }
    };
    apart("models", names.models().map(|(_, model)| model.name.to_string()).collect());
    for (_, model) in names.models() {
        apart(model.name.as_str(), model.fields.iter().map(ToString::to_string).collect());
        apart(model.name.as_str(), model.variants.iter().map(ToString::to_string).collect());
    }
    for operation in generated.stages.api.operation_ids() {
        let names = names.operation(operation);
        apart(names.method.as_str(), names.parameters.iter().map(ToString::to_string).collect());
    }
    let tags = (0..generated.stages.api.tags.len())
        .map(|index| generated.view.tags.get(index).map(|tag| tag.module.to_string()));
    apart("tags", tags.flatten().collect());
}
