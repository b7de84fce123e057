//! The crates of the small descriptions and of a hostile one, compiled: no warning of rustc, clippy or rustdoc.

#[path = "compiled/hostile.rs"]
mod hostile;
#[allow(dead_code)]
mod in_memory;
#[path = "compiled/shape.rs"]
mod shape;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use hostile::{EVILS, all_at_once};
use in_memory::{FIXTURES, Texts, fixture, run};
use sdkwright::emit;
use shape::{manifest_shape, shapes};

/// A crate with something that clippy finds: the negative control.
const CONTROL: &str = "control";

fn write_if_new(path: &Path, text: &str) {
    if fs::read_to_string(path).ok().as_deref() != Some(text) {
        fs::write(path, text).expect("written");
    }
}

/// Writes the crates as a workspace that stays below cargo's target folder, so that nothing is built twice.
fn workspace(crates: &[(String, Texts)]) -> std::path::PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("compiled");
    fs::create_dir_all(&root).expect("made");
    for (name, texts) in crates {
        let run = run(texts);
        assert!(!run.findings.has_errors(), "{name}: {}", run.drawn());
        let files = run.generated.expect("it is read").files;
        emit::write(&files, &root.join(name)).unwrap_or_else(|why| panic!("{name}: {why}"));
    }
    let control = root.join(CONTROL);
    let manifest = format!("[package]\nname = \"{CONTROL}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n");
    fs::create_dir_all(control.join("src")).expect("made");
    write_if_new(&control.join("Cargo.toml"), &manifest);
    write_if_new(&control.join("src/lib.rs"), "pub fn clone(of: &Vec<u8>) -> bool {\n    of.len() == 0\n}\n");
    let members = crates.iter().map(|(name, _)| format!("{name:?}")).collect::<Vec<_>>().join(", ");
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [{members}, {CONTROL:?}]\n");
    write_if_new(&root.join("Cargo.toml"), &manifest);
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    let lock = fs::read(lock).expect("cargo has resolved the repository, or this test would not run");
    fs::write(root.join("Cargo.lock"), lock).expect("written");
    root
}

/// One cargo command for the whole workspace. The default transport stays off: it is the same in every SDK, is
/// compiled with the repository's own, and would cost more than all crates here.
fn cargo(root: &Path, command: &str, which: &[&str], rest: &[&str]) -> Output {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    Command::new(cargo)
        .args([
            command,
            "--workspace",
            "--offline",
            "--quiet",
            "--no-default-features",
            "--features",
            "all,serde",
        ])
        .args(which)
        .args(rest)
        .current_dir(root)
        .env("CARGO_TARGET_DIR", root.join("target"))
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("RUSTDOCFLAGS", "-D warnings")
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo runs")
}

#[test]
fn every_fixture_compiles_without_a_warning() {
    let mut crates: Vec<(String, Texts)> =
        FIXTURES.iter().map(|name| ((*name).to_owned(), fixture(name))).collect();
    crates.push(("hostile".to_owned(), all_at_once()));
    let names = include_str!("fixtures/compiled/names.yaml");
    crates.push(("names".to_owned(), Texts::from([("openapi.yaml".to_owned(), names.to_owned())])));
    let webhooks = include_str!("fixtures/compiled/webhooks.yaml");
    crates.push(("webhooks".to_owned(), Texts::from([("openapi.yaml".to_owned(), webhooks.to_owned())])));
    let root = workspace(&crates);
    let output = cargo(&root, "clippy", &["--exclude", CONTROL], &["--", "-D", "warnings"]);
    let told = String::from_utf8_lossy(&output.stderr);
    if told.contains("--offline was specified") {
        eprintln!("skipped: cargo lacks a dependency and may not load it here\n{told}");
        return;
    }
    assert!(output.status.success(), "{told}");
    let output = cargo(&root, "doc", &["--exclude", CONTROL, "--no-deps"], &[]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));

    let output = cargo(&root, "clippy", &[], &["--", "-D", "warnings"]);
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(
        !output.status.success() && told.contains("could not compile `control`"),
        "clippy judges nothing: {told}"
    );
}

/// Hostile text changes names and literals, never which items there are: every crate has the shape of a harmless one.
#[test]
fn nothing_is_injected() {
    let harmless = run(&hostile::texts("word", "word"));
    let (expected, manifest) = (shapes(&harmless.files()), manifest_shape(&harmless.files()["Cargo.toml"]));
    assert!(expected.len() > 15, "{expected:#?}");
    let each = EVILS.iter().map(|evil| (*evil, hostile::texts(evil, evil)));
    for (evil, texts) in each.chain([("all at once", all_at_once())]) {
        let run = run(&texts);
        assert!(!run.findings.has_errors(), "{evil:?}: {}", run.drawn());
        let files = run.files();
        assert_eq!(manifest_shape(&files["Cargo.toml"]), manifest, "{evil:?}");
        let shapes = shapes(&files);
        for (shape, count) in &shapes {
            assert_eq!(expected.get(shape), Some(count), "{evil:?} makes\n{shape}");
        }
        assert_eq!(shapes.len(), expected.len(), "{evil:?}");
    }
}

/// What the tests above rely on: an injected item does change the shape.
#[test]
fn an_injected_item_would_be_seen() {
    let mut files = run(&hostile::texts("word", "word")).files();
    let before = shapes(&files);
    let path = "src/models/problem.rs";
    let text = files.get_mut(path).expect("a model");
    for injected in ["pub fn injected() {}", "#[cfg(any())]\nmod injected {}", "impl Problem {}"] {
        let clean = text.clone();
        text.push_str(injected);
        let now = shapes(&[(path.to_owned(), text.clone())].into());
        assert!(now.keys().any(|shape| !before.contains_key(shape)), "{injected}");
        *text = clean;
    }
}
