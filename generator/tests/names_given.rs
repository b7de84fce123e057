//! Names given by hand in sdk.yaml: they hold, or they are errors at their place.

#[allow(dead_code)]
mod understand;

use understand::Understood;

const SHOP: &str = include_str!("fixtures/stages/shop.yaml");

fn with_names(entries: &str) -> Understood {
    let understood = understand::text(SHOP, &format!("keep_unused: true\nnames:\n{entries}"));
    let Understood { document, api, facts, names, config, mut findings } = understood;
    sdkwright::names::report_unused(&document, &api, &config, &mut findings);
    Understood { document, api, facts, names, config, findings }
}

fn entry(at: &str, name: &str) -> String {
    format!("  - {{at: '{at}', name: {name}, reason: a test}}\n")
}

#[test]
fn names_given_by_hand_hold() {
    let entries = [
        entry("#/components/schemas/Pet", "Animal"),
        entry("/components/schemas/Pet/properties/kind", "species"),
        entry("#/paths/~1pets/get", "allPets"),
        entry("#/paths/~1pets/get/parameters/0", "species"),
    ];
    let understood = with_names(&entries.concat());
    assert_eq!(understood.findings(), Vec::<String>::new());
    let told = sdkwright::inspect::names(&understood.api, &understood.names);
    assert_eq!(told["operations"][0]["method"], "all_pets");
    assert_eq!(told["operations"][0]["builder"], "AllPets");
    assert_eq!(told["operations"][0]["parameters"]["kind"], "species");
    let animal = &told["models"][0];
    assert_eq!(
        (&animal["schema"], &animal["type"], &animal["module"]),
        (&"Pet".into(), &"Animal".into(), &"animal".into())
    );
    assert_eq!(animal["fields"]["kind"], "species");
}

#[test]
fn names_given_for_nothing_are_errors() {
    let understood = with_names(&entry("#/components/schemas/Pot", "Animal"));
    let [finding] = understood.findings.all() else { panic!("{:?}", understood.findings()) };
    assert_eq!(finding.code.text(), "E0801");
    assert_eq!(
        finding.place.as_ref().map(|place| (place.file.as_str(), place.pointer.as_str())),
        Some(("sdk.yaml", "/names/0"))
    );
    assert!(understood.findings.has_errors());
}

#[test]
fn names_that_rust_refuses_are_errors() {
    for (at, name) in [
        ("#/components/schemas/Pet", "type"),
        ("#/components/schemas/Pet", "'1st'"),
        ("#/components/schemas/Pet", "'a b'"),
        ("#/components/schemas/Pet", "'Pet; fn main() {}'"),
        ("#/components/schemas/Pet", "Option"),
        ("#/components/schemas/Pet", "animal"),
        ("#/components/schemas/Pet", "Big_Animal"),
        ("#/components/schemas/Pet", "Result"),
        ("#/paths/~1pets/get", "Self"),
        ("#/components/schemas/Pet/properties/kind", "'r#type'"),
    ] {
        let understood = with_names(&entry(at, name));
        let codes: Vec<&str> = understood.findings.all().iter().map(|finding| finding.code.text()).collect();
        assert_eq!(codes, ["E0701"], "{name}: {:?}", understood.findings());
        let place = understood.findings.all()[0].place.clone().expect("a place");
        assert_eq!((place.file.as_str(), place.pointer.as_str()), ("sdk.yaml", "/names/0"), "{name}");
    }
}

/// A name given by hand that another thing has already is an error, not silently numbered.
#[test]
fn names_that_are_taken_are_errors() {
    for (entries, place) in [
        (
            entry("#/components/schemas/Pet", "Same")
                + &entry("#/components/schemas/Pet/properties/kind", "Same"),
            "/names/1",
        ),
        (entry("#/paths/~1pets/get", "same") + &entry("#/paths/~1pets/post", "same"), "/names/1"),
        (entry("#/paths/~1pets/get/parameters/0", "send"), "/names/0"),
    ] {
        let understood = with_names(&entries);
        let [finding] = understood.findings.all() else { panic!("{:?}", understood.findings()) };
        assert_eq!(finding.code.text(), "E0701");
        assert_eq!(finding.place.as_ref().map(|place| place.pointer.as_str()), Some(place));
    }
}

/// A property and its inline type stand at one place: a small letter names the field, a capital the type.
#[test]
fn a_field_and_its_inline_type_are_named_apart() {
    for (given, field, kind) in [("species", "species", "PetSpecies"), ("Species", "kind", "Species")] {
        let understood = with_names(&entry("#/components/schemas/Pet/properties/kind", given));
        assert_eq!(understood.findings(), Vec::<String>::new());
        let pet = understood.names.models().next().expect("a model").1;
        assert_eq!(pet.fields[0].as_str(), field);
        assert!(understood.names.models().any(|(_, model)| model.name.as_str() == kind), "{kind}");
    }
}

const ENUMS: &str = r#"
openapi: 3.1.0
info: {title: t, version: v1}
paths: {}
components:
  schemas:
    Level: {enum: [low, high, "<none>"]}
    Number: {type: integer, enum: [1, 2]}
    Shape: {oneOf: [{$ref: '#/components/schemas/Circle'}, {type: object, properties: {edge: {type: number}}}]}
    Circle: {type: object, required: [radius], properties: {radius: {type: number}}}
"#;

#[test]
fn enum_values_and_candidates_of_unions_are_named() {
    let entries = [
        entry("#/components/schemas/Level/enum/2", "Nothing"),
        entry("#/components/schemas/Number/enum/1", "second_one"),
        entry("#/components/schemas/Shape/oneOf/0", "Round"),
        entry("#/components/schemas/Shape/oneOf/1", "Square"),
    ];
    let settings = format!("keep_unused: true\nnames:\n{}", entries.concat());
    let Understood { document, api, names, config, mut findings, .. } = understand::text(ENUMS, &settings);
    sdkwright::names::report_unused(&document, &api, &config, &mut findings);
    assert!(findings.all().is_empty(), "{findings:?}");
    let variants = |name: &str| -> Vec<String> {
        let model = names.models().find(|(_, model)| model.name.as_str() == name);
        model.expect("a model").1.variants.iter().map(|variant| variant.as_str().to_owned()).collect()
    };
    assert_eq!(variants("Level"), ["Low", "High", "Nothing"]);
    assert_eq!(variants("Number"), ["Value1", "SecondOne"]);
    assert_eq!(variants("Shape"), ["Round", "Square"]);
    assert!(
        names.models().any(|(_, model)| model.name.as_str() == "Square"),
        "an inline candidate and its type"
    );
}

#[test]
fn an_enum_value_that_is_taken_is_an_error() {
    let settings =
        format!("keep_unused: true\nnames:\n{}", entry("#/components/schemas/Level/enum/2", "Low"));
    let understood = understand::text(ENUMS, &settings);
    let [finding] = understood.findings.all() else { panic!("{:?}", understood.findings()) };
    assert_eq!(finding.code.text(), "E0701");
}

/// What was probably meant is said, by what is wrong with the pointer.
#[test]
fn overrides_for_nothing_say_what_was_meant() {
    for (at, said) in [
        ("#/components/schemas/Pat", "did you mean `Pet`?"),
        ("#/paths/~1pets/got", "did you mean `get`?"),
        ("#/components/schemas/Pet/properties/kind/enum", "names are given to"),
        ("api.yml#/components/schemas/Pet", "did you mean `api.yaml`?"),
        ("components/schemas/Pet", "a pointer is written as in"),
        ("", "names are given to"),
    ] {
        let understood = with_names(&entry(at, "Other"));
        let [finding] = understood.findings.all() else { panic!("{at}: {:?}", understood.findings()) };
        assert_eq!(finding.code.text(), "E0801", "{at}");
        let hint = finding.hint.clone().unwrap_or_default();
        assert!(hint.contains(said), "{at}: {} ({hint})", finding.message);
    }
    for (settings, said) in [
        ("tags: {Pets: {name: animals, reason: r}}", "did you mean `pets`?"),
        ("credentials: {key: {method: api_key, reason: r}}", "correct the name"),
        ("error_model: Pat", "did you mean `Pet`?"),
        ("strip: true", "remove it"),
    ] {
        let Understood { document, api, config, mut findings, .. } = understand::text(SHOP, settings);
        if settings.starts_with("strip") {
            assert!(findings.all().is_empty(), "`list_pets` does without `pets`");
            continue;
        }
        sdkwright::names::report_unused(&document, &api, &config, &mut findings);
        let hints: Vec<_> = findings.all().iter().filter_map(|finding| finding.hint.clone()).collect();
        assert!(hints.iter().any(|hint| hint.contains(said)), "{settings}: {hints:?}");
    }
}
