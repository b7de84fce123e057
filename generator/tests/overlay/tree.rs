//! Overlays of descriptions in several files.

use super::{Run, files, text_of};

/// A description in several files, and what an action makes of it.
fn tree(actions: &str) -> Run {
    let pets = "get:\n  operationId: listPets\n  summary: All.\n  tags: [pets]\n  responses: {'200': {description: ok, \
                content: {application/json: {schema: {$ref: ../schemas/pet.yaml}}}}}\n\
                delete: {operationId: dropPets, responses: {'204': {description: ok}}}\n";
    let pet = "type: object\nproperties: {name: {type: string}, owner: {$ref: 'all.yaml#/Owner'}}\n";
    let all = "Owner: {type: object, properties: {name: {type: string}, pets: {type: array, items: {$ref: pet.yaml}}}}\n";
    let root = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {/pets: {$ref: paths/pets.yaml}, /own: {get: \
                {operationId: own, summary: Own., responses: {'200': {description: ok, content: {application/json: \
                {schema: {$ref: '#/components/schemas/Pet'}}}}}}}}\ncomponents: {schemas: {Pet: {$ref: schemas/pet.yaml}}}\n";
    let files = files(&[actions])
        .with("t/a.yaml", root)
        .with("t/paths/pets.yaml", pets)
        .with("t/schemas/pet.yaml", pet)
        .with("t/schemas/all.yaml", all)
        .with("t/schemas/home.yaml", "type: object\nproperties: {street: {type: string}}\n");
    Run::of("t/a.yaml", &["0.yaml"], files)
}

#[test]
fn a_path_goes_on_in_other_files() {
    let actions = "  - {target: \"$.paths['/pets'].get\", update: {summary: Every pet.}}\n\
                   \x20 - {target: \"$.paths['/pets'].delete\", remove: true}\n\
                   \x20 - {target: $.components.schemas.Pet.properties.owner.properties, update: {street: {type: string}}}\n\
                   \x20 - {target: $.components.schemas.Pet, update: {description: An animal.}}\n\
                   \x20 - {target: \"$.paths.*.get[?@ == 'pets']\", remove: true}\n\
                   \x20 - {target: $.paths.*.get.tags, remove: true}\n";
    let mut run = tree(actions);
    let generated = run.generate();
    assert_eq!(run.codes(), ["W0816"], "{}", run.drawn());
    assert_eq!(generated.stages.api.described, 2);
    assert!(text_of(&generated, "src/api/default/list_pets.rs").contains("Every pet."));
    assert!(text_of(&generated, "src/models/owner.rs").contains("pub street: Option<String>"));
    assert!(text_of(&generated, "src/models/pet.rs").contains("An animal."));
}

#[test]
fn what_is_deep_is_found_in_every_file_once() {
    let actions = "  - {target: $..operationId, update: same}\n  - {target: $..properties, update: {x: {type: string}}}\n";
    let mut run = tree(actions);
    let document = run.document().expect("it is read");
    assert_eq!(run.drawn(), "");
    let found = |file: &str, pointer: &str| {
        document
            .resolve(document.root().id(), &format!("{file}#{pointer}"))
            .map(|id| document.at(id).text().map(str::to_owned))
    };
    for pointer in ["/get/operationId", "/delete/operationId"] {
        assert_eq!(found("paths/pets.yaml", pointer), Ok(Some("same".to_owned())));
    }
    for (file, pointer) in [("schemas/pet.yaml", ""), ("schemas/all.yaml", "/Owner")] {
        assert_eq!(found(file, &format!("{pointer}/properties/x/type")), Ok(Some("string".to_owned())));
    }
}

#[test]
fn a_copied_operation_keeps_the_place_of_its_original() {
    let mut run = tree(
        "  - {target: \"$.paths['/own']\", update: {delete: {}}}\n\
                        \x20 - {target: \"$.paths['/own'].delete\", copy: \"$.paths['/pets'].delete\"}\n",
    );
    let generated = run.generate();
    assert_eq!(generated.stages.api.described, 4);
    assert_eq!(run.codes(), ["W0503"]);
    assert!(run.drawn().contains("since an overlay copies it"), "{}", run.drawn());
}

/// The file that is wrong was looked into by the first action, and is told of once, or not at all.
#[test]
fn a_file_that_cannot_be_read_is_told_once() {
    let text = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents: {schemas: {A: {$ref: lost.yaml}}}\n";
    let look = "  - {target: $.components.schemas.A.properties, update: {a: {type: string}}}\n";
    let mut run = Run::of("a.yaml", &["0.yaml"], files(&[look]).with("a.yaml", text));
    run.document();
    assert_eq!(run.codes(), ["W0816", "E0201"], "{}", run.drawn());
    let replace = format!("{look}  - {{target: $.components.schemas.A, remove: true}}\n");
    let mut run = Run::of("a.yaml", &["0.yaml"], files(&[&replace]).with("a.yaml", text));
    run.document();
    assert_eq!(run.codes(), ["W0816"], "{}", run.drawn());
}

/// A reference that an action brings means what it would mean in the root file, also in another one.
#[test]
fn what_an_action_adds_to_another_file_is_followed() {
    let actions =
        "  - {target: $.components.schemas.Pet.properties, update: {home: {$ref: 'schemas/home.yaml'}}}\n";
    let generated = tree(actions).generate();
    assert!(text_of(&generated, "src/models/pet.rs").contains("pub home: Option<Home>"));
}
