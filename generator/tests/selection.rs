//! Parts of a description: what is selected is generated with all that it needs, and nothing else.

#[allow(dead_code)]
mod in_memory;

use sdkwright::config::{By, Selection, Selector};
use sdkwright::diag::Findings;
use sdkwright::pipeline::{Generated, Input, generate};
use sdkwright::read::{Memory, Source};
use sdkwright::report;

const ZOO: &str = r#"
openapi: 3.1.0
info: {title: Zoo, version: '1'}
tags: [{name: Animals}, {name: Keepers}]
paths:
  /animals:
    get: {tags: [Animals], operationId: listAnimals, responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Animal'}}}}}}
    delete: {tags: [Animals], operationId: deleteAnimals, responses: {'204': {description: d}}}
  /animals/{animalId}:
    get:
      tags: [Animals]
      operationId: getAnimal
      parameters: [{name: animalId, in: path, required: true, schema: {type: string}}]
      responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Animal'}}}}}
  /keepers:
    get: {tags: [Keepers], operationId: listKeepers, responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Keeper'}}}}}}
    trace: {tags: [Keepers, Animals], operationId: traceKeepers, responses: {}}
  /keepers/{id:
    get: {tags: [Keepers], operationId: cannotBeRead, responses: {'204': {description: d}}}
components:
  schemas:
    Animal: {type: object, properties: {home: {$ref: '#/components/schemas/Cage'}}}
    Cage: {type: object, properties: {width: {type: integer}}}
    Keeper: {type: object, properties: {name: {type: string}}}
"#;

fn run(selection: Selection, settings: Option<&str>) -> (Option<Generated>, Findings, Source) {
    let files = Memory::new().with("zoo.yaml", ZOO).with("sdk.yaml", settings.unwrap_or_default());
    let source = Source::new("zoo.yaml", files);
    let config = settings.map(|_| "sdk.yaml".to_owned());
    let input = Input { spec: "zoo.yaml".into(), config, selection, ..Input::default() };
    let mut findings = Findings::default();
    let generated = generate(&input, &source, &mut findings);
    (generated, findings, source)
}

fn include(by: By, text: &str) -> Selection {
    Selection { include: vec![Selector::asked(by, text)], ..Selection::default() }
}

fn exclude(by: By, text: &str) -> Selection {
    Selection { exclude: vec![Selector::asked(by, text)], ..Selection::default() }
}

fn operations(generated: &Generated) -> Vec<&str> {
    generated.stages.api.operations.iter().map(|operation| operation.label.as_str()).collect()
}

fn models(generated: &Generated) -> Vec<&str> {
    generated.stages.names.models().map(|(_, model)| model.name.as_str()).collect()
}

#[test]
fn what_is_selected_is_generated_with_what_it_needs() {
    let all = ["listAnimals", "deleteAnimals", "getAnimal", "listKeepers", "traceKeepers"];
    for (selection, kept, needed) in [
        (Selection::default(), &all[..], &["Animal", "Cage", "Keeper"][..]),
        (include(By::Tag, "Keepers"), &all[3..], &["Keeper"]),
        (include(By::Path, "/animals/{id}"), &all[2..3], &["Animal", "Cage"]),
        (include(By::Path, "/animals**"), &all[..3], &["Animal", "Cage"]),
        (include(By::Operation, "list*"), &["listAnimals", "listKeepers"], &["Animal", "Cage", "Keeper"]),
        // a second tag counts as the first does
        (
            include(By::Tag, "Animals"),
            &["listAnimals", "deleteAnimals", "getAnimal", "traceKeepers"],
            &["Animal", "Cage"],
        ),
        (exclude(By::Tag, "Animals"), &all[3..4], &["Keeper"]),
        (exclude(By::Path, "/keepers"), &all[..3], &["Animal", "Cage"]),
        (exclude(By::Operation, "GET *"), &["deleteAnimals", "traceKeepers"], &[]),
    ] {
        let (generated, findings, source) = run(selection.clone(), None);
        assert!(!findings.has_errors(), "{}", report::draw(&findings, source.files(), false));
        let generated = generated.expect("it is read");
        assert_eq!(operations(&generated), kept, "{selection:?}");
        assert_eq!(models(&generated), needed, "{selection:?}");
        let api = &generated.stages.api;
        assert_eq!(api.operations.len() + api.excluded + api.skipped.len(), api.described);
        for unneeded in ["animal", "cage", "keeper"] {
            let path = format!("src/models/{unneeded}.rs");
            let wanted = needed.iter().any(|name| name.to_lowercase() == unneeded);
            assert_eq!(generated.files.get(&path).is_some(), wanted, "{path}");
        }
    }
}

#[test]
fn nothing_is_said_about_what_is_left_out() {
    let codes = |findings: &Findings| -> Vec<&str> {
        findings.all().iter().map(|finding| finding.code.text()).collect()
    };
    let (all, findings, _) = run(Selection::default(), None);
    assert_eq!((all.expect("read").stages.api.skipped.len(), codes(&findings).contains(&"W0501")), (1, true));
    let (part, findings, _) = run(include(By::Tag, "Animals"), None);
    assert_eq!((part.expect("read").stages.api.skipped.len(), codes(&findings)), (0, vec![]));
}

#[test]
fn the_report_names_the_schemas_that_are_left_out() {
    let (generated, findings, source) = run(include(By::Tag, "Keepers"), None);
    let generated = generated.expect("it is read");
    let text = report::report(Some(&generated.stages), &findings, source.files());
    let told: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(told["schemas"]["unused_names"], serde_json::json!(["Animal", "Cage"]));
    assert_eq!((&told["schemas"]["unused"], &told["schemas"]["generated"]), (&2.into(), &1.into()));
    assert_eq!((&told["operations"]["excluded"], &told["operations"]["generated"]), (&3.into(), &2.into()));
    assert_eq!(
        report::summary(&generated.stages),
        "2 of 6 operations (3 excluded, 1 skipped), 1 models (2 schemas unused)"
    );
}

/// One file for the whole SDK and for a part of it: what it says of the rest is no error.
#[test]
fn the_configuration_selects_too_and_may_speak_of_what_is_left_out() {
    let settings = "
include: {tags: Keepers, paths: ['/animals/*'], reason: a test}
exclude: {operations: ['TRACE *'], reason: a test}
tags: {Animals: {name: beasts, reason: a test}}
names: [{at: '#/paths/~1animals/get', name: all, reason: a test}]
";
    let (generated, findings, source) = run(Selection::default(), Some(settings));
    assert!(!findings.has_errors(), "{}", report::draw(&findings, source.files(), false));
    assert_eq!(operations(&generated.expect("read")), ["getAnimal", "listKeepers"]);
    let (generated, _, _) = run(exclude(By::Tag, "Animals"), Some(settings));
    assert_eq!(operations(&generated.expect("read")), ["listKeepers"], "both hold");
}

#[test]
fn a_selector_that_means_nothing_is_an_error_with_its_place() {
    let settings = "
include: {tags: [Animal], reason: a test}
exclude: {paths: [/keepers/*, /animal], reason: a test}
";
    let (_, findings, source) = run(Selection::default(), Some(settings));
    let drawn = report::draw(&findings, source.files(), false);
    let errors: Vec<_> = findings.all().iter().filter(|finding| finding.code.text() == "E0811").collect();
    let pointers: Vec<_> =
        errors.iter().map(|finding| finding.place.as_ref().expect("a place").pointer.as_str()).collect();
    assert_eq!(pointers, ["/include/tags/0", "/exclude/paths/1"], "{drawn}");
    assert!(
        drawn.contains("did you mean `Animals`?") && drawn.contains("did you mean `/animals`"),
        "{drawn}"
    );
    let everything = Selection { exclude: vec![Selector::asked(By::Tag, "*")], ..Selection::default() };
    let (_, findings, source) = run(everything, None);
    assert!(report::draw(&findings, source.files(), false).contains("leaves no operation"));
}

#[test]
fn a_selection_without_a_reason_is_an_error() {
    let (_, findings, _) = run(Selection::default(), Some("include: {tags: Animals}"));
    assert!(findings.all().iter().any(|finding| finding.code.text() == "E0802"));
}

#[test]
fn words_of_the_tag_are_stripped_where_that_is_asked_for() {
    let methods = |settings: &str| -> Vec<String> {
        let (generated, findings, source) = run(Selection::default(), Some(settings));
        assert!(!findings.has_errors(), "{}", report::draw(&findings, source.files(), false));
        let generated = generated.expect("it is read");
        let names = &generated.stages.names;
        let ids = generated.stages.api.operation_ids();
        ids.map(|id| {
            let names = names.operation(id);
            format!("{} {}", names.method, names.constant)
        })
        .collect()
    };
    let whole = [
        "list_animals LIST_ANIMALS",
        "delete_animals DELETE_ANIMALS",
        "get_animal GET_ANIMAL",
        "list_keepers LIST_KEEPERS",
        "trace_keepers TRACE_KEEPERS",
    ];
    assert_eq!(methods("strip: false"), whole);
    // statics of all tags stand in one module, so they keep all words
    assert_eq!(
        methods("strip: true"),
        [
            "list LIST_ANIMALS",
            "delete DELETE_ANIMALS",
            "get GET_ANIMAL",
            "list LIST_KEEPERS",
            "trace TRACE_KEEPERS"
        ]
    );
    assert_eq!(
        methods("tags: {Animals: {strip: [list, get], reason: r}}")[..3],
        ["animals LIST_ANIMALS", "delete_animals DELETE_ANIMALS", "animal GET_ANIMAL"]
    );
    // the second that would be called so keeps all its words
    assert_eq!(
        methods("tags: {Animals: {strip: [list, delete], reason: r}}")[..3],
        ["animals LIST_ANIMALS", "delete_animals DELETE_ANIMALS", "get_animal GET_ANIMAL"]
    );
}
