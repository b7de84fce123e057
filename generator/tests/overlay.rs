//! Overlays: what each kind of action does to a description and to the crate, and what users read of wrong ones.

#[path = "overlay/tree.rs"]
mod tree;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use sdkwright::diag::{CODES, Code, Findings};
use sdkwright::document::Document;
use sdkwright::pipeline::{Generated, Input, document, generate};
use sdkwright::read::{Memory, ReadOptions, Source};
use sdkwright::report;

fn fixtures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/overlay");
    let entries = std::fs::read_dir(folder).expect("the folder of fixtures");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("a fixture").path()).collect();
    paths.sort();
    paths
}

fn name(path: &Path) -> String {
    path.file_name().expect("a name").to_string_lossy().into_owned()
}

/// The fixtures in memory, and overlays made of lists of actions: `0.yaml`, `1.yaml` and so on.
fn files(overlays: &[&str]) -> Memory {
    let add = |files: Memory, path: &PathBuf| files.with(name(path), std::fs::read(path).expect("bytes"));
    let files = fixtures().iter().fold(Memory::new(), add);
    overlays.iter().enumerate().fold(files, |files, (number, actions)| {
        let head = "overlay: 1.1.0\ninfo: {title: Test, version: '1'}\nactions:\n";
        files.with(format!("{number}.yaml"), format!("{head}{actions}"))
    })
}

struct Run {
    input: Input,
    source: Source,
    findings: Findings,
}

impl Run {
    fn of(spec: &str, overlays: &[&str], files: Memory) -> Self {
        let overlays = overlays.iter().map(|name| (*name).to_owned()).collect();
        let input = Input { spec: spec.to_owned(), overlays, ..Input::default() };
        Run { input, source: Source::new(spec, files), findings: Findings::default() }
    }

    /// A run with overlays made of actions.
    fn with(spec: &str, actions: &[&str]) -> Self {
        let names: Vec<String> = (0..actions.len()).map(|number| format!("{number}.yaml")).collect();
        Run::of(spec, &names.iter().map(String::as_str).collect::<Vec<_>>(), files(actions))
    }

    fn document(&mut self) -> Option<Document> {
        document(&self.input, &self.source, &mut self.findings)
    }

    fn generate(&mut self) -> Generated {
        let generated = generate(&self.input, &self.source, &mut self.findings).expect("it is read");
        assert!(!self.findings.has_errors(), "{}", self.drawn());
        generated
    }

    fn drawn(&self) -> String {
        report::draw(&self.findings, self.source.files(), false)
    }

    fn codes(&self) -> Vec<&'static str> {
        self.findings.all().iter().map(|finding| finding.code.text()).collect()
    }
}

/// The description as JSON with the actions applied, one overlay for each list; nothing may be found.
fn applied(spec: &str, actions: &[&str]) -> serde_json::Value {
    let mut run = Run::with(spec, actions);
    let document = run.document().expect("it is read");
    assert_eq!(run.drawn(), "");
    let mut text = Vec::new();
    document.write_json(&mut text).expect("written");
    let mut shown: serde_json::Value = serde_json::from_slice(&text).expect("JSON");
    shown["description"].take()
}

/// What a pointer of the changed description leads to.
fn at(actions: &[&str], pointer: &str) -> String {
    applied("api.yaml", actions).pointer(pointer).map_or_else(|| "nothing".to_owned(), ToString::to_string)
}

#[test]
fn objects_are_merged_member_by_member() {
    let update = "  - {target: $.info, update: {description: New., x-team: {name: us}, version: 2}}";
    let expected = r#"{"title":"Pets","version":2,"description":"New.","x-team":{"name":"us"}}"#;
    assert_eq!(at(&[update], "/info"), expected);
    let deep = "  - {target: $, update: {components: {schemas: {Pet: {properties: {name: {maxLength: 9}}}}}, tags: }}";
    let expected = r#"{"type":"string","maxLength":9}"#;
    assert_eq!(at(&[deep], "/components/schemas/Pet/properties/name"), expected);
    assert_eq!(at(&[deep], "/tags"), r#"[{"name":"pets"}]"#);
    let first = "  - {target: $, update: {x-later: }}\n  - {target: $, update: {x-later: {a: [1]}}}";
    assert_eq!(at(&[first], "/x-later"), r#"{"a":[1]}"#);
}

#[test]
fn lists_grow_at_their_end() {
    let kinds = "/components/schemas/Kind/enum";
    let target = "  - target: $.components.schemas.Kind";
    assert_eq!(at(&[&format!("{target}.enum\n    update: bird")], kinds), r#"["cat","dog","bird"]"#);
    assert_eq!(
        at(&[&format!("{target}.enum\n    update: [bird, fish]")], kinds),
        r#"["cat","dog","bird","fish"]"#
    );
    assert_eq!(at(&[&format!("{target}\n    update: {{enum: [bird]}}")], kinds), r#"["cat","dog","bird"]"#);
    assert_eq!(
        at(&["  - {target: $.tags, update: {name: new}}"], "/tags"),
        r#"[{"name":"pets"},{"name":"new"}]"#
    );
}

#[test]
fn plain_values_are_replaced_in_their_place() {
    assert_eq!(at(&["  - {target: $.info.title, update: Animals}"], "/info/title"), "\"Animals\"");
    let first = "  - {target: '$.components.schemas.Kind.enum[0]', update: lion}";
    assert_eq!(at(&[first], "/components/schemas/Kind/enum"), r#"["lion","dog"]"#);
    let every = "  - {target: $..operationId, update: same}";
    let shown = applied("api.yaml", &[every]);
    assert_eq!(shown["paths"]["/pets"]["post"]["operationId"], "same");
    assert_eq!(shown["paths"]["/internal/pets"]["delete"]["operationId"], "same");
}

#[test]
fn what_is_removed_is_gone() {
    assert_eq!(
        at(&["  - {target: \"$.paths['/internal/pets']\", remove: true}"], "/paths/~1internal~1pets"),
        "nothing"
    );
    let named = "  - {target: \"$..parameters[?@.name == 'trace']\", remove: true}";
    assert_eq!(
        at(&[named], "/paths/~1pets/get/parameters"),
        r#"[{"name":"limit","in":"query","schema":{"type":"integer","maximum":100}}]"#
    );
    let word = "  - {target: \"$..enum[?@ == 'cat']\", remove: true}";
    assert_eq!(at(&[word], "/components/schemas/Kind/enum"), r#"["dog"]"#);
    let both = "  - {target: \"$['tags','info']\", remove: true}\n  - {target: $, update: {info: {title: T, version: '1'}}}";
    assert_eq!(at(&[both], "/info"), r#"{"title":"T","version":"1"}"#);
    let nested = "  - {target: $.components..*, remove: true}";
    assert_eq!(at(&[nested], "/components"), "{}");
}

#[test]
fn copies_are_what_stood_there_before() {
    let pets = "/paths/~1animals";
    let copy = "  - {target: $.paths, update: {/animals: {}}}\n\
                \x20 - {target: \"$.paths['/animals']\", copy: \"$.paths['/pets']\"}\n\
                \x20 - {target: \"$.paths['/animals'].get.operationId\", update: listAnimals}\n\
                \x20 - {target: \"$.paths['/animals'].post\", remove: true}";
    let shown = applied("api.yaml", &[copy]);
    assert_eq!(shown.pointer(&format!("{pets}/get/operationId")), Some(&"listAnimals".into()));
    assert_eq!(shown.pointer(&format!("{pets}/post")), None);
    assert_eq!(shown["paths"]["/pets"]["get"]["operationId"], "listPets");
    assert_eq!(shown["paths"]["/pets"]["post"]["operationId"], "addPet");
    assert_eq!(at(&["  - {target: $.tags, copy: $.tags}"], "/tags"), r#"[{"name":"pets"},{"name":"pets"}]"#);
    let title = "  - {target: $.info.description, copy: $.info.title}";
    assert_eq!(at(&[title], "/info/description"), "\"Pets\"");
    let whole =
        at(&["  - {target: $, update: {x-old: {}}}\n  - {target: \"$['x-old']\", copy: $}"], "/x-old/x-old");
    assert_eq!(whole, "{}");
}

#[test]
fn overlays_and_actions_apply_one_after_the_other() {
    let first =
        "  - {target: $.info, update: {x-steps: [1]}}\n  - {target: \"$.info['x-steps']\", update: 2}";
    let second = "  - {target: \"$.info['x-steps']\", update: 3}\n  - {target: \"$.info['x-steps'][?@ == 1]\", remove: true}";
    assert_eq!(at(&[first, second], "/info/x-steps"), "[2,3]");
    let mut run = Run::with("api.yaml", &[second, first]);
    run.document().expect("it is read");
    assert_eq!(run.codes(), ["W0816", "W0816"]);
}

#[test]
fn one_value_in_many_places_stays_apart() {
    let actions = "  - {target: $.paths.*.*, update: {x-note: {by: us}}}\n\
                   \x20 - {target: \"$.paths['/pets'].get['x-note']\", update: {by: them}}";
    let shown = applied("api.yaml", &[actions]);
    assert_eq!(shown["paths"]["/pets"]["get"]["x-note"]["by"], "them");
    assert_eq!(shown["paths"]["/pets"]["post"]["x-note"]["by"], "us");
    assert_eq!(shown["paths"]["/internal/pets"]["delete"]["x-note"]["by"], "us");
}

#[test]
fn overlays_may_be_json_and_of_version_1_0() {
    let text =
        br#"{"overlay": "1.0.3", "info": {"title": "T", "version": "1"}, "extends": "api.yaml", "x-own": 1,
        "actions": [{"target": "$.info", "description": "why", "x-own": 2, "update": {"title": "Json"}}]}"#;
    let mut run = Run::of("api.yaml", &["o.json"], files(&[]).with("o.json", *text));
    let document = run.document().expect("it is read");
    assert_eq!(run.drawn(), "");
    assert_eq!(document.root().get("info").and_then(|info| info.get("title")?.str()), Some("Json"));
}

#[test]
fn references_of_an_overlay_mean_the_description() {
    let actions = "  - target: $.components.schemas.Pet.properties\n\
                   \x20   update:\n\
                   \x20     twin: {$ref: '#/components/schemas/Pet'}\n\
                   \x20     home: {$ref: 'places/home.yaml#/Home'}\n";
    let home = "Home: {type: object, properties: {street: {type: string}}}";
    let files = files(&[actions]).with("api/places/home.yaml", home);
    let text =
        std::fs::read(fixtures().into_iter().find(|path| name(path) == "api.yaml").expect("a fixture"));
    let files = files.with("api/api.yaml", text.expect("bytes"));
    let mut run = Run::of("api/api.yaml", &["0.yaml"], files);
    let generated = run.generate();
    let pet = text_of(&generated, "src/models/pet.rs");
    assert!(pet.contains("pub twin: Option<Box<Pet>>"), "{pet}");
    assert!(pet.contains("pub home: Option<Home>"), "{pet}");
    let files: Vec<&str> = generated.stages.document.files().iter().map(|file| file.name.as_str()).collect();
    assert_eq!(files, ["api/api.yaml", "0.yaml", "api/places/home.yaml"]);
}

#[test]
fn what_is_wrong_can_be_removed_before_it_is_read() {
    let text = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\nx-gone: {a: {$ref: gone.yaml}}\n\
                components: {schemas: {A: {$ref: lost.yaml}}}\n";
    let overlay = "  - {target: \"$['components','x-gone']\", remove: true}";
    let mut run = Run::of("a.yaml", &["0.yaml"], files(&[overlay]).with("a.yaml", text));
    run.document().expect("it is read");
    assert_eq!(run.drawn(), "");
}

fn text_of(generated: &Generated, path: &str) -> String {
    let bytes = generated.files.get(path).unwrap_or_else(|| panic!("there is no {path}"));
    String::from_utf8(bytes.to_vec()).expect("text")
}

#[test]
fn the_crate_is_that_of_the_changed_description() {
    let actions = "  - {target: \"$.paths['/internal/pets']\", remove: true}\n\
                   \x20 - {target: \"$.paths['/pets'].get\", update: {description: Lists every pet.}}\n\
                   \x20 - {target: $.components.schemas.Kind.enum, update: bird}";
    let before = Run::with("api.yaml", &[]).generate();
    assert!(before.files.get("src/api/default/drop_pets.rs").is_some());
    let after = Run::with("api.yaml", &[actions]).generate();
    assert!(after.files.get("src/api/default/drop_pets.rs").is_none());
    assert_eq!((before.stages.api.described, after.stages.api.described), (3, 2));
    let operation = text_of(&after, "src/api/pets/list_pets.rs");
    assert!(operation.contains("Lists every pet.") && !operation.contains("Lists them."), "{operation}");
    assert!(text_of(&after, "src/models/kind.rs").contains("Bird"));
    assert!(!text_of(&before, "src/models/kind.rs").contains("Bird"));
}

#[test]
fn swagger_is_changed_as_it_is_written() {
    let actions = "  - {target: $.definitions.Order.properties.state.enum, update: [closed]}\n\
                   \x20 - {target: \"$.paths['/orders'].post.parameters[0]\", update: {description: The order.}}\n\
                   \x20 - {target: \"$.paths['/internal']\", remove: true}\n\
                   \x20 - {target: $, update: {host: shop.example}}";
    let shown = applied("swagger.yaml", &[actions]);
    assert_eq!(shown["servers"][0]["url"], "https://shop.example");
    assert_eq!(shown["components"]["schemas"]["Order"]["properties"]["state"]["enum"][1], "closed");
    assert_eq!(shown["paths"]["/orders"]["post"]["requestBody"]["description"], "The order.");
    assert!(shown["paths"].get("/internal").is_none());
    let generated = Run::with("swagger.yaml", &[actions]).generate();
    let models: Vec<&str> = generated
        .files
        .iter()
        .map(|(path, _)| path)
        .filter(|path| path.starts_with("src/models/order"))
        .collect();
    assert_eq!(models.len(), 2, "{models:?}");
}

#[test]
fn places_stay_those_of_the_text() {
    let mut run = Run::with(
        "api.yaml",
        &["  - {target: \"$..parameters[?@.name == 'limit']\", remove: true}\n\
           \x20 - {target: $.info.title, remove: true}\n\
           \x20 - {target: \"$..parameters[0]\", update: {schema: {type: strang}}}"],
    );
    let document = run.document().expect("it is read");
    let root = document.root();
    let place = |id| {
        let place = document.place(id, sdkwright::diag::Part::Value);
        format!("{}#{}", place.file, place.pointer)
    };
    let info = root.get("info").expect("info");
    assert_eq!(place(info.get("version").expect("version").id()), "api.yaml#/info/version");
    let get = root.get("paths").and_then(|paths| paths.get("/pets")?.get("get")).expect("an operation");
    let trace = get.get("parameters").and_then(|list| list.items().next()).expect("a parameter");
    assert_eq!(place(trace.id()), "api.yaml#/paths/~1pets/get/parameters/1");
    let schema = trace.get("schema").expect("a schema");
    assert_eq!(place(schema.id()), "api.yaml#/paths/~1pets/get/parameters/1/schema");
    assert_eq!(schema.key(), Some("schema"));
    assert_eq!(place(schema.get("type").expect("a type").id()), "0.yaml#/actions/2/update/schema/type");
}

#[test]
fn what_the_user_reads() {
    for path in fixtures() {
        let overlay = name(&path);
        if !overlay.starts_with("bad-") {
            continue;
        }
        let mut run = Run::of("api.yaml", &[&overlay], files(&[]));
        let _crate = generate(&run.input, &run.source, &mut run.findings);
        assert!(!run.findings.all().is_empty(), "{overlay} has nothing to say");
        insta::assert_snapshot!(overlay.replace('.', "-"), run.drawn());
    }
}

#[test]
fn every_code_of_overlays_has_a_fixture() {
    let mut met = BTreeSet::new();
    for path in fixtures() {
        let mut run = Run::of("api.yaml", &[&name(&path)], files(&[]));
        let _changed = run.document();
        met.extend(run.codes());
    }
    let all = CODES.iter().filter(|info| format!("{:?}", info.code).starts_with("Overlay"));
    let all: BTreeSet<&str> = all.map(|info| info.text).collect();
    assert_eq!(all.difference(&met).collect::<Vec<_>>(), Vec::<&&str>::new());
    assert_eq!(all.len(), 8);
}

#[test]
fn a_missing_overlay_is_an_error_about_the_call() {
    let mut run = Run::of("api.yaml", &["gone.yaml"], files(&[]));
    run.document();
    let [finding] = run.findings.all() else { panic!("{}", run.drawn()) };
    assert_eq!((finding.code, finding.place.as_ref()), (Code::FileUnreadable, None));
    assert!(finding.message.contains("gone.yaml"), "{}", finding.message);
}

#[test]
fn a_target_that_finds_nothing_is_an_error_when_strict() {
    let mut run = Run::of("api.yaml", &["bad-targets.yaml"], files(&[]));
    run.document();
    assert!(!run.findings.has_errors());
    run.findings.make_strict();
    assert!(run.findings.has_errors());
}

#[test]
fn growth_is_bounded() {
    let double = "  - {target: $, update: {x-a: [], x-b: [[1]]}}\n".to_owned()
        + &"  - {target: \"$['x-a']\", copy: \"$['x-b']\"}\n  - {target: \"$['x-b']\", copy: \"$['x-a']\"}\n"
            .repeat(40);
    let mut run = Run::with("api.yaml", &[&double]);
    run.input.read = ReadOptions { max_nodes: 100_000, ..ReadOptions::default() };
    assert!(run.document().is_none());
    assert_eq!(run.codes(), ["E0815"]);
}
