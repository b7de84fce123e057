//! `sdkwright permissions`: the table, and what a crate's own code needs.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

#[path = "permissions/astray.rs"]
mod astray;
#[path = "permissions/small.rs"]
mod small;

use sdkwright::cli::{self, Terminal};
use serde_json::Value;

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap()
}

/// Runs `sdkwright permissions` on the repository's description; the exit code, stdout and stderr.
fn run(more: &[&str]) -> (u8, String, String) {
    let spec = repository().join("spec");
    let (spec, config) = (spec.join("openapi.yaml"), spec.join("sdk.yaml"));
    let mut arguments =
        vec!["permissions", "--spec", spec.to_str().unwrap(), "--config", config.to_str().unwrap()];
    arguments.extend(more);
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut terminal = Terminal { out: &mut out, err: &mut err, colour: false };
    let code = cli::main(arguments.into_iter().map(Into::into), &mut terminal).unwrap();
    (code, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

fn json(more: &[&str]) -> Value {
    let (code, out, err) = run(&[more, &["--format", "json"]].concat());
    assert_eq!(code, 0, "{err}");
    serde_json::from_str(&out).unwrap()
}

type Site = (String, u64, String);

/// What the sources say behind their lines: `//= operation`, `//? operation`.
fn annotated(folder: &Path, mark: &str) -> BTreeSet<Site> {
    let mut sites = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        for (number, line) in fs::read_to_string(&path).unwrap().lines().enumerate() {
            if line.trim_start().starts_with("//") {
                continue;
            }
            if let Some((_, said)) = line.split_once(mark) {
                sites.extend(
                    said.split(',').map(|one| (name.clone(), number as u64 + 1, one.trim().to_owned())),
                );
            }
        }
    }
    sites
}

fn found(needs: &Value) -> BTreeSet<Site> {
    let mut sites = BTreeSet::new();
    for call in needs["calls"].as_array().unwrap() {
        for place in call["places"].as_array().unwrap() {
            let file = place["file"].as_str().unwrap().to_owned();
            sites.insert((
                file,
                place["line"].as_u64().unwrap(),
                call["operation"].as_str().unwrap().to_owned(),
            ));
        }
    }
    sites
}

/// Places that were not decided, one site for each candidate, `-` where any operation may be meant.
fn undecided(needs: &Value) -> BTreeSet<Site> {
    let mut sites = BTreeSet::new();
    for one in needs["undecided"].as_array().unwrap() {
        let file = one["place"]["file"].as_str().unwrap();
        let line = one["place"]["line"].as_u64().unwrap();
        let candidates = one["candidates"].as_array().unwrap();
        let names: Vec<&str> = candidates.iter().map(|name| name.as_str().unwrap()).collect();
        for name in if names.is_empty() { vec!["-"] } else { names } {
            sites.insert((file.to_owned(), line, name.to_owned()));
        }
    }
    sites
}

#[test]
fn calls_in_awkward_shapes() {
    let folder = repository().join("generator/sdk-tests/examples/call_sites");
    let needs = json(&["--used-by", folder.to_str().unwrap()]);
    let (found, undecided) = (found(&needs), undecided(&needs));
    let (certain, open) = (annotated(&folder, "//= "), annotated(&folder, "//? "));
    assert!(certain.len() >= 60, "only {} call sites", certain.len());
    let missed: Vec<_> = certain.difference(&found).filter(|site| !undecided.contains(*site)).collect();
    assert!(missed.is_empty(), "silent misses: {missed:#?}");
    let unsure: Vec<_> = certain.difference(&found).collect();
    assert!(unsure.is_empty(), "not decided: {unsure:#?}");
    let wrong: Vec<_> = found.difference(&certain).filter(|site| !open.contains(*site)).collect();
    assert!(wrong.is_empty(), "found where nothing is called: {wrong:#?}");
    let silent: Vec<_> =
        open.iter().filter(|site| !found.contains(*site) && !undecided.contains(*site)).collect();
    assert!(silent.is_empty(), "neither found nor reported: {silent:#?}");
    let noise: Vec<_> = undecided.difference(&open).collect();
    assert!(noise.is_empty(), "reported without need: {noise:#?}");
}

/// What the annotations cannot forget: wherever the name of an operation's method stands behind a point or a path, a call
/// is found there, or reported, or the line says by `//-` that it is none of the SDK's.
#[test]
fn no_name_of_an_operation_is_passed_over() {
    let folder = repository().join("generator/sdk-tests/examples/call_sites");
    let needs = json(&["--used-by", folder.to_str().unwrap()]);
    let known: BTreeSet<(String, u64)> =
        found(&needs).into_iter().chain(undecided(&needs)).map(|(file, line, _)| (file, line)).collect();
    let spec = repository().join("spec");
    let source = sdkwright::read::Source::disk(spec.join("openapi.yaml").to_str().unwrap());
    let input = sdkwright::pipeline::Input {
        spec: spec.join("openapi.yaml").to_str().unwrap().to_owned(),
        config: Some(spec.join("sdk.yaml").to_str().unwrap().to_owned()),
        ..Default::default()
    };
    let stages = sdkwright::pipeline::stages(&input, &source, &mut Default::default()).unwrap();
    let methods: BTreeSet<String> =
        stages.api.operation_ids().map(|id| stages.names.operation(id).method.to_string()).collect();
    assert_eq!(methods.len(), 51);
    let (mut seen, mut others) = (0, 0);
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        for (number, line) in fs::read_to_string(&path).unwrap().lines().enumerate() {
            let code = line.split("//").next().unwrap();
            let names = methods.iter().any(|method| {
                code.match_indices(method.as_str()).any(|(at, _)| {
                    let before = code[..at].trim_end_matches("r#");
                    let after = code[at + method.len()..].chars().next().unwrap_or(' ');
                    (before.ends_with('.') || before.ends_with("::"))
                        && !(after.is_alphanumeric() || after == '_')
                })
            });
            if names {
                let other = line.contains("//-");
                assert_ne!(
                    other,
                    known.contains(&(name.clone(), number as u64 + 1)),
                    "{name}:{}",
                    number + 1
                );
                seen += usize::from(!other);
                others += usize::from(other);
            }
        }
    }
    assert!(seen > 110 && others > 5, "{seen} {others}");
}

/// The comparison can fail: without one annotation there is one call too many, with a false one there is a miss.
#[test]
fn the_comparison_is_by_line() {
    let folder = tempfile::tempdir().unwrap();
    let source = "async fn f(c: &genesys_cloud::Client) {\n    c.chat().get_chats_room(\"a\").await;\n}\n";
    fs::write(folder.path().join("a.rs"), source).unwrap();
    let needs = json(&["--used-by", folder.path().to_str().unwrap()]);
    assert_eq!(found(&needs), BTreeSet::from([("a.rs".to_owned(), 2, "getChatsRoom".to_owned())]));
    assert!(annotated(folder.path(), "//= ").is_empty());
}

#[test]
fn the_examples_need_little() {
    let (code, out, err) = run(&["--used-by", repository().join("spec/examples").to_str().unwrap()]);
    assert_eq!(
        (code, err.as_str()),
        (0, "warning: 1 places could not be decided; they are listed\n"),
        "{out}"
    );
    insta::assert_snapshot!("needs_of_the_examples", out);
}

#[test]
fn what_is_not_granted_fails() {
    let folder = tempfile::tempdir().unwrap();
    let examples = repository().join("spec/examples");
    let list = folder.path().join("granted");
    let check = |granted: &str| {
        fs::write(&list, granted).unwrap();
        let (code, out, _) =
            run(&["--used-by", examples.to_str().unwrap(), "--assert", list.to_str().unwrap()]);
        (code, out.contains("Not granted"))
    };
    assert_eq!(check("*\n"), (0, false));
    assert_eq!(check("[\"*\"]"), (0, false));
    assert_eq!(check("# nothing\n"), (1, true));
    assert_eq!(check("webchat:* # one domain of two\n"), (1, true));
    let (code, _, err) = run(&["--assert", list.to_str().unwrap()]);
    assert_eq!(code, 2);
    assert!(err.contains("--used-by"), "{err}");
    let (code, _, err) = run(&["--used-by", folder.path().join("none").to_str().unwrap()]);
    assert_eq!(code, 2);
    assert!(err.contains("cannot be read"), "{err}");
    fs::write(&list, "a b\n").unwrap();
    let (code, _, err) = run(&["--used-by", examples.to_str().unwrap(), "--assert", list.to_str().unwrap()]);
    assert_eq!(code, 2);
    assert!(err.contains("one permission a line"), "{err}");
}

#[test]
fn a_file_that_is_no_rust_is_told() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.rs"), "fn f( {\n").unwrap();
    let (code, _, err) = run(&["--used-by", folder.path().to_str().unwrap()]);
    assert_eq!(code, 2);
    assert!(err.contains("`a.rs` is no Rust that can be read: 1:"), "{err}");
}

/// Under the name that the user's manifest gives the SDK.
#[test]
fn a_renamed_dependency() {
    let folder = tempfile::tempdir().unwrap();
    let source = "use cloud::Client as C;\nfn f(c: C) { let w = c.webchat(); w.get_webchat_settings(); }\n";
    fs::write(folder.path().join("a.rs"), source).unwrap();
    let at = folder.path().to_str().unwrap();
    let seen = |needs: &Value| found(needs).len();
    assert_eq!(seen(&json(&["--used-by", at])), 0);
    let manifest = "[dependencies]\ncloud = { package = \"genesys-cloud\", version = \"0.1\" }\n";
    fs::write(folder.path().join("Cargo.toml"), manifest).unwrap();
    assert_eq!(seen(&json(&["--used-by", at])), 1);
}

#[test]
fn both_tables_agree() {
    let table = json(&[]);
    let operations = table["operations"].as_array().unwrap();
    assert_eq!(operations.len(), 51);
    let mut pairs = BTreeSet::new();
    for one in operations {
        for permission in one["permissions"].as_array().unwrap() {
            pairs.insert((permission.as_str().unwrap(), one["id"].as_str().unwrap()));
        }
    }
    let mut reverse = BTreeSet::new();
    for permission in table["permissions"].as_array().unwrap() {
        for operation in permission["operations"].as_array().unwrap() {
            reverse.insert((permission["name"].as_str().unwrap(), operation.as_str().unwrap()));
        }
    }
    assert!(!pairs.is_empty());
    assert_eq!(pairs, reverse);
    let (_, text, _) = run(&[]);
    let (_, page, _) = run(&["--format", "markdown"]);
    for (permission, operation) in pairs {
        assert!(
            text.lines().any(|line| line.starts_with(operation) && line.contains(permission)),
            "{operation}"
        );
        assert!(
            page.lines().any(|line| line.contains(&format!("`{operation}`")) && line.contains(permission))
        );
    }
}
