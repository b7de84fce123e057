//! The same description gives the same bytes, whatever the day, the place and the order of what has no order.

#[allow(dead_code)]
mod in_memory;

use std::collections::BTreeSet;
use std::fs;

use in_memory::{FIXTURES, Texts, fixture, repository, run};
use sdkwright::pipeline::{Input, generate};
use sdkwright::read::Source;

fn everything() -> Vec<(&'static str, Texts)> {
    let mut all: Vec<(&str, Texts)> = FIXTURES.iter().map(|name| (*name, fixture(name))).collect();
    all.push(("the repository", repository()));
    all
}

#[test]
fn twice_is_the_same() {
    for (name, texts) in everything() {
        let once = |texts: &Texts| run(texts).generated.map(|generated| generated.files);
        assert!(once(&texts) == once(&texts), "{name}");
    }
}

/// The same files in folders whose names differ in length and depth.
#[test]
fn the_place_does_not_show() {
    let texts = repository();
    let mut results = Vec::new();
    for inner in ["a", "some/where/else entirely"] {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().join(inner);
        for (name, text) in &texts {
            let path = root.join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(path, text).expect("written");
        }
        let name = |file: &str| root.join(file).to_string_lossy().into_owned();
        let spec = name("openapi.yaml");
        let input = Input { spec: spec.clone(), config: Some(name("sdk.yaml")), ..Input::default() };
        let mut findings = Default::default();
        let generated = generate(&input, &Source::disk(&spec), &mut findings).expect("it is read");
        assert!(!findings.has_errors(), "{findings:?}");
        results.push(generated.files);
        let shown = folder.path().to_string_lossy().into_owned();
        for (path, bytes) in results.last().expect("one").iter() {
            assert!(
                !String::from_utf8_lossy(bytes).contains(&shown),
                "{path} names the folder of this machine"
            );
        }
    }
    assert!(results[0] == results[1], "the output depends on where the description lies");
}

/// Neither a clock nor this machine: no word of it stands in any file.
#[test]
fn nothing_of_the_machine_is_in_the_output() {
    let year = 1970 + std::time::UNIX_EPOCH.elapsed().expect("a clock").as_secs() / 31_556_952;
    let mut words = vec![year.to_string()];
    words.extend(["CARGO_MANIFEST_DIR", "HOME"].iter().filter_map(|name| std::env::var(name).ok()));
    words.retain(|word| word.len() > 3);
    for (name, texts) in everything() {
        let given: String = texts.values().cloned().collect();
        for (path, text) in run(&texts).files() {
            for word in words.iter().filter(|word| !given.contains(word.as_str())) {
                assert!(!text.contains(word.as_str()), "{name}: {path} holds `{word}`");
            }
            assert!(!text.contains('\r'), "{name}: {path} has foreign line ends");
        }
    }
}

/// The blocks of a section that stand one step deeper than its key, each with its lines.
fn blocks<'t>(text: &'t str, section: &str) -> (&'t str, Vec<String>, &'t str) {
    let start = text.find(section).expect("the section") + section.len();
    let indent = text[start..].find(|c: char| c != ' ').expect("a line");
    let is_end = |line: &str| !line.trim().is_empty() && line.len() - line.trim_start().len() < indent;
    let mut end = start;
    let mut blocks: Vec<String> = Vec::new();
    for line in text[start..].split_inclusive('\n') {
        if is_end(line) {
            break;
        }
        end += line.len();
        match blocks.last_mut() {
            Some(block) if line.len() - line.trim_start().len() > indent || line.trim().is_empty() => {
                block.push_str(line)
            }
            _ => blocks.push(line.to_owned()),
        }
    }
    (&text[..start], blocks, &text[end..])
}

/// In which order components stand matters to the order of some lists at most, never to what a file of its own holds.
#[test]
fn the_order_of_components_does_not_matter() {
    for name in ["petstore", "models", "wire"] {
        let texts = fixture(name);
        let text = &texts["openapi.yaml"];
        let (before, mut list, after) = blocks(text, "\n  schemas:\n");
        assert!(list.len() > 1, "{name}");
        list.reverse();
        let mut shuffled = texts.clone();
        shuffled.insert("openapi.yaml".to_owned(), format!("{before}{}{after}", list.concat()));
        assert_ne!(texts["openapi.yaml"], shuffled["openapi.yaml"]);
        assert_eq!(run(&texts).files(), run(&shuffled).files(), "{name}");
    }
}

/// The same for the members of one operation.
#[test]
fn keys_of_an_operation_have_no_order() {
    let texts = fixture("petstore");
    let mut other = texts.clone();
    let from = "      operationId: addPet\n      tags: [pets]\n      summary: Add a pet.\n";
    let to = "      summary: Add a pet.\n      tags: [pets]\n      operationId: addPet\n";
    assert!(texts["openapi.yaml"].contains(from));
    other.insert("openapi.yaml".to_owned(), texts["openapi.yaml"].replacen(from, to, 1));
    assert_eq!(run(&texts).files(), run(&other).files());
}

/// Before, between or behind the others: a new operation with inline types of its own takes no name away.
#[test]
fn a_new_operation_renames_nothing() {
    let operation = "  /pets/{petId}/more:
    get:
      operationId: morePets
      tags: [pets]
      parameters:
        - {name: petId, in: path, required: true, schema: {type: string, enum: [a]}}
        - {name: sort, in: query, schema: {type: string, enum: [up, down]}}
      responses: {'200': {description: More., content: {application/json: {schema: {properties: {sort: {enum: [a]}}}}}}}
";
    let texts = fixture("petstore");
    let names = |texts: &Texts| -> BTreeSet<String> {
        let is_name = |line: &&str| line.trim_start().starts_with("pub ");
        let files = run(texts).files();
        files.values().flat_map(|text| text.lines()).filter(is_name).map(str::to_owned).collect()
    };
    let old = names(&texts);
    assert!(old.len() > 50, "{old:#?}");
    for place in ["  /pets:\n", "  /keepers/me:\n", "components:\n"] {
        let mut new = texts.clone();
        let text = texts["openapi.yaml"].replacen(place, &format!("{operation}{place}"), 1);
        new.insert("openapi.yaml".to_owned(), text);
        let now = names(&new);
        assert!(now.iter().any(|line| line.contains("fn more_pets")), "{place}");
        let gone: Vec<&String> = old.difference(&now).collect();
        assert!(gone.is_empty(), "{place}{gone:#?}");
    }
}
