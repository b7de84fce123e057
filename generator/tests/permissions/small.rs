//! Small descriptions: bodies of several types, scopes alone, requirements together.

use std::fs;

use sdkwright::cli::{self, Terminal};

/// Runs it on a small description instead.
fn small(description: &str, more: &[&str]) -> (u8, String) {
    let folder = tempfile::tempdir().unwrap();
    let spec = folder.path().join("api.yaml");
    fs::write(&spec, description).unwrap();
    let arguments = [&["permissions", "--spec", spec.to_str().unwrap()], more].concat();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut terminal = Terminal { out: &mut out, err: &mut err, colour: false };
    let code = cli::main(arguments.into_iter().map(Into::into), &mut terminal).unwrap();
    (code, String::from_utf8(out).unwrap() + &String::from_utf8(err).unwrap())
}

/// A body in another content type has a method of its own.
#[test]
fn methods_for_other_bodies() {
    let description = include_str!("../fixtures/emitted/methods.yaml");
    let folder = tempfile::tempdir().unwrap();
    let source = "fn f(c: &methods::Client, b: B) { c.default().add_thing_as_xml(true, b); }\n";
    fs::write(folder.path().join("a.rs"), source).unwrap();
    let at = folder.path().to_str().unwrap();
    let (code, out) = small(description, &["--used-by", at, "--package", "methods"]);
    assert_eq!(code, 0, "{out}");
    assert!(out.contains("addThing: ") && out.contains("a.rs:1:"), "{out}");
}

const SCOPES: &str = "openapi: 3.1.0
info: {title: Files, version: '1'}
security: [{login: [files.read]}, {login: [files.all]}, {app: [files.all]}]
paths:
  /files:
    get: {operationId: listFiles, responses: {'204': {description: There.}}}
    delete:
      operationId: clearFiles
      security: [{login: [files.delete, files.read]}, {login: [files.all]}]
      responses: {'204': {description: Gone.}}
    post: {operationId: ping, security: [{}, {login: [files.all]}], responses: {'204': {description: Here.}}}
components:
  securitySchemes:
    login: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://x.example/t', scopes: {files.read: R, files.all: A, files.delete: D}}}}
    app: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://x.example/u', scopes: {files.all: A}}}}
";

/// An API that knows scopes alone: they are what is needed, and what a list grants.
#[test]
fn scopes_alone() {
    let (code, table) = small(SCOPES, &[]);
    assert_eq!(code, 0);
    assert!(table.contains("\nlogin: files.delete\n    clearFiles\n"), "{table}");
    assert!(!table.contains("What each permission opens"), "{table}");
    let folder = tempfile::tempdir().unwrap();
    let source = "fn f(c: &files::Client) {\n    c.default().list_files();\n    c.default().clear_files();\n    c.default().ping();\n}\n";
    fs::write(folder.path().join("a.rs"), source).unwrap();
    let at = folder.path().to_str().unwrap();
    let all = ["--used-by", at, "--package", "files"];
    let (code, out) = small(SCOPES, &all);
    assert_eq!(code, 0, "{out}");
    insta::assert_snapshot!("needs_of_scopes_alone", out);
    let list = folder.path().join("granted");
    for (granted, code) in [
        ("files.read\n", 1),
        ("files.read # and\nfiles.delete\n", 0),
        ("files.all", 0),
        ("files.*", 0),
        ("[\"files.all\"]", 0),
        ("{\"scopes\": [\"files.all\"]}", 0),
        ("{\"scopes\": []}", 1),
        ("{\"permissions\": []}", 0),
        ("{\"scope\": []}", 2),
    ] {
        fs::write(&list, granted).unwrap();
        let (found, out) = small(SCOPES, &[&all[..], &["--assert", list.to_str().unwrap()]].concat());
        assert_eq!(found, code, "{granted}: {out}");
        assert_eq!(out.contains("Not granted"), code == 1, "{granted}: {out}");
    }
}

/// Several requirements together, in the table and in what a crate needs.
#[test]
fn several_requirements_together() {
    let description =
        include_str!("../fixtures/stages/permissions.yaml").split("  /unreadable:").next().unwrap();
    let (code, table) = small(description, &[]);
    assert_eq!(code, 0, "{table}");
    assert!(table.contains("3 several such lists together"), "{table}");
    assert!(table.contains("b:y:view and ANY a:x:view, a:x:edit"), "{table}");
    let folder = tempfile::tempdir().unwrap();
    let source =
        "fn f(c: &p::Client) {\n    c.default().any_and_all();\n    c.default().two_extensions();\n}\n";
    fs::write(folder.path().join("a.rs"), source).unwrap();
    let list = folder.path().join("granted");
    let all = ["--used-by", folder.path().to_str().unwrap(), "--package", "p"];
    for (granted, missing) in [
        ("a:x:edit\nb:*\n", None),
        ("a:x:edit\nb:y:view\n", Some("twoExtensions: b:*")),
        ("b:*\n", Some("anyAndAll: a:x:view, a:x:edit")),
    ] {
        fs::write(&list, granted).unwrap();
        let (code, out) = small(description, &[&all[..], &["--assert", list.to_str().unwrap()]].concat());
        assert_eq!(code, u8::from(missing.is_some()), "{out}");
        assert!(out.starts_with("Permissions needed\n\na:x:edit\nb:*\n"), "{out}");
        assert!(missing.is_none_or(|missing| out.contains(missing)), "{out}");
    }
}
