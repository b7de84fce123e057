//! Descriptions of several files.

use sdkwright::read::ReadOptions;

use super::{codes, read_files};

fn options() -> ReadOptions {
    ReadOptions::default()
}

fn names(document: &sdkwright::document::Document) -> Vec<&str> {
    document.files().iter().map(|file| file.name.as_str()).collect()
}

#[test]
fn files_are_found_from_where_the_reference_stands() {
    let files: &[(&str, &[u8])] = &[
        ("spec/openapi.yaml", b"openapi: 3.1.0\npaths:\n  /a: {$ref: './ops/a%20b.yaml#/get'}\n"),
        ("spec/ops/a b.yaml", b"get: {$ref: ../schemas/s.json#/a~1b}\n"),
        ("spec/schemas/s.json", br##"{"a/b": {"$ref": "#/c"}, "c": {"$ref": "../ops/a b.yaml#/get"}}"##),
    ];
    let (document, findings, _) = read_files(files, &options());
    let document = document.expect("all files are there");
    assert!(findings.all().is_empty(), "{:?}", findings.all());
    assert_eq!(names(&document), ["spec/openapi.yaml", "spec/ops/a b.yaml", "spec/schemas/s.json"]);
    let reference = document.root().get("paths").unwrap().get("/a").unwrap().get("$ref").unwrap();
    let target = document.at(document.resolve(reference.id(), reference.str().unwrap()).unwrap());
    assert_eq!(target.place().file, "spec/ops/a b.yaml");
    let next = target.get("$ref").unwrap();
    let schema = document.at(document.resolve(next.id(), next.str().unwrap()).unwrap());
    assert_eq!(
        (schema.place().file.as_str(), schema.place().pointer.as_str()),
        ("spec/schemas/s.json", "/a~1b")
    );
}

#[test]
fn a_missing_file_is_told_once_at_its_first_reference() {
    let root = b"openapi: 3.1.0\npaths:\n  /a: {$ref: gone.yaml#/a}\n  /b: {$ref: gone.yaml#/b}\n  /c: {$ref: ./gone.yaml}\n";
    let (document, findings, _) = read_files(&[("api.yaml", root)], &options());
    assert!(document.is_some());
    assert_eq!(codes(&findings), ["E0201"]);
    assert_eq!(findings.all()[0].place.as_ref().unwrap().pointer, "/paths/~1a/$ref");
}

#[test]
fn a_broken_file_is_told_in_the_file_itself() {
    let root = b"openapi: 3.1.0\nx: {$ref: b.yaml}\ny: {$ref: b.yaml#/z}\nz: {$ref: empty.yaml}\n";
    let (_, findings, _) =
        read_files(&[("a.yaml", root), ("b.yaml", b"a: [1\n"), ("empty.yaml", b"")], &options());
    assert_eq!(codes(&findings), ["E0104", "E0105"]);
    let finding = &findings.all()[0];
    assert_eq!(finding.place.as_ref().unwrap().file, "b.yaml");
    assert_eq!(finding.related.last().unwrap().0.pointer, "/x/$ref");
}

#[test]
fn the_root_folder_is_not_left_unless_allowed() {
    let root: &[u8] = b"openapi: 3.1.0\na: {$ref: ../common/a.yaml}\nb: {$ref: /etc/passwd}\nc: {$ref: '..\\common\\a.yaml'}\nd: {$ref: ../api/e.yaml}\n";
    let files: &[(&str, &[u8])] = &[
        ("api/openapi.yaml", root),
        ("common/a.yaml", b"x: 1\n"),
        ("api/e.yaml", b"x: 1\n"),
        ("/etc/passwd", b"root: x\n"),
    ];
    let (document, findings, _) = read_files(files, &options());
    assert_eq!(codes(&findings), ["E0203", "E0203"]);
    assert_eq!(names(&document.unwrap()), ["api/openapi.yaml", "api/e.yaml"]);
    let open = ReadOptions { allow_outside_root: true, ..options() };
    let (document, findings, _) = read_files(files, &open);
    assert!(findings.all().is_empty(), "{:?}", findings.all());
    assert_eq!(document.unwrap().files().len(), 4);
    let (_, findings, _) =
        read_files(&[("api.yaml", b"openapi: 3.1.0\na: {$ref: sub/../../x.yaml}\n")], &options());
    assert_eq!(codes(&findings), ["E0203"]);
}

#[test]
fn nothing_is_fetched_but_addresses_can_be_mapped() {
    let root: &[u8] =
        b"openapi: 3.1.0\na: {$ref: 'https://e.org/s/a.yaml#/x'}\nb: {$ref: 'http://other.org/b.json'}\n";
    let a: &[u8] = b"x: {$ref: b.yaml#/y}\n";
    let files: &[(&str, &[u8])] =
        &[("api.yaml", root), ("vendor/a.yaml", a), ("vendor/b.yaml", b"y: {z: 1}\n")];
    let (_, findings, _) = read_files(files, &options());
    assert_eq!(codes(&findings), ["E0202", "E0202"]);
    let map = vec![("https://e.org/s/".to_owned(), "vendor".to_owned())];
    let (document, findings, _) = read_files(files, &ReadOptions { map, ..options() });
    assert_eq!(codes(&findings), ["E0202"]);
    let document = document.unwrap();
    assert_eq!(names(&document), ["api.yaml", "vendor/a.yaml", "vendor/b.yaml"]);
    let first = document.root().get("a").unwrap().get("$ref").unwrap();
    let x = document.at(document.resolve(first.id(), first.str().unwrap()).unwrap()).get("$ref").unwrap();
    let y = document.at(document.resolve(x.id(), x.str().unwrap()).unwrap());
    assert_eq!(y.place().pointer, "/y");
    let map = vec![("https://e.org/s/a.yaml".to_owned(), "vendor/a.yaml".to_owned())];
    let (_, findings, _) = read_files(files, &ReadOptions { map, ..options() });
    assert_eq!(codes(&findings), ["E0202", "E0202"], "b.yaml beside it is not mapped");
}

#[test]
fn a_file_may_say_its_own_address() {
    let files: &[(&str, &[u8])] = &[
        ("api.yaml", b"openapi: 3.1.0\nb: {$ref: pet.json}\na: {$ref: 'https://e.org/pet.json#/x'}\n"),
        ("pet.json", br#"{"$id": "https://e.org/pet.json", "x": 1}"#),
    ];
    let (document, findings, _) = read_files(files, &options());
    assert!(findings.all().is_empty(), "{:?}", findings.all());
    let document = document.unwrap();
    let reference = document.root().get("a").unwrap().get("$ref").unwrap();
    assert!(document.resolve(reference.id(), reference.str().unwrap()).is_ok());
}

#[test]
fn examples_may_name_what_is_not_there() {
    let root = b"openapi: 3.1.0\nx:\n  example: {$ref: gone.yaml}\n  default: {$ref: http://e.org/x}\n  properties: {example: {$ref: gone2.yaml}}\n";
    let (_, findings, _) = read_files(&[("a.yaml", root)], &options());
    let told: Vec<_> =
        findings.all().iter().map(|found| (found.code.text(), found.severity.word())).collect();
    assert_eq!(told, [("E0201", "error"), ("E0201", "note"), ("E0202", "note")]);
}

#[test]
fn mappings_of_discriminators_name_files_or_schemas() {
    let root = b"openapi: 3.1.0\nx:\n  discriminator:\n    propertyName: kind\n    mapping: {dog: Dog, cat: cat.yaml, cow: '#/c', owl: sub/o.json#/Owl}\n";
    let files: &[(&str, &[u8])] =
        &[("a.yaml", root), ("cat.yaml", b"a: 1"), ("sub/o.json", b"{\"Owl\": {}}")];
    let (document, findings, _) = read_files(files, &options());
    assert!(findings.all().is_empty(), "{:?}", findings.all());
    assert_eq!(document.unwrap().files().len(), 3);
}

#[test]
fn files_on_the_disk() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    std::fs::create_dir(path("sub")).unwrap();
    std::fs::write(path("api.yaml"), "openapi: 3.1.0\na: {$ref: sub/b.yaml}\nc: {$ref: sub}\n").unwrap();
    std::fs::write(path("sub/b.yaml"), "a: {$ref: ../api.yaml#/a}\n").unwrap();
    let source = sdkwright::read::Source::disk(&path("api.yaml"));
    let mut findings = sdkwright::diag::Findings::default();
    let document = sdkwright::read::read(&source, &options(), &mut findings).unwrap();
    assert_eq!(document.files().len(), 2);
    assert_eq!(codes(&findings), ["E0201"]);
    assert!(findings.all()[0].message.contains("it is a folder"));
}

/// `$self` of OpenAPI 3.2: a file is known by its own address, whole or relative, wherever it is stored.
#[test]
fn a_file_is_known_by_its_own_address() {
    for (own, reference) in [
        ("https://api.example/openapi", "https://api.example/openapi#/a"),
        ("/api/openapi", "/api/openapi#/a"),
        ("./openapi", "openapi#/a"),
    ] {
        let root = format!("openapi: 3.2.0\n$self: {own}\na: {{type: string}}\nb: {{$ref: '{reference}'}}\n");
        let (document, findings, _) = read_files(&[("spec/stored.yaml", root.as_bytes())], &options());
        assert!(findings.all().is_empty(), "{own}: {:?}", findings.all());
        let document = document.expect("read");
        let written = document.root().get("b").unwrap().get("$ref").unwrap();
        let target = document.at(document.resolve(written.id(), reference).unwrap());
        assert_eq!(target.place().pointer, "/a", "{own}");
    }
}

/// A link inside the folder that leads out of it is no way out.
#[cfg(unix)]
#[test]
fn links_do_not_leave_the_root_folder_unless_allowed() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    for name in ["api", "api/sub", "other"] {
        std::fs::create_dir(path(name)).unwrap();
    }
    let root = "openapi: 3.1.0\na: {$ref: secret.yaml}\nb: {$ref: linked/c.yaml}\nc: {$ref: fine.yaml}\nd: {$ref: secret.yaml#/x}\n";
    std::fs::write(path("api/api.yaml"), root).unwrap();
    std::fs::write(path("other/c.yaml"), "x: 1\n").unwrap();
    std::fs::write(path("api/sub/fine.yaml"), "x: 1\n").unwrap();
    symlink(path("other/c.yaml"), path("api/secret.yaml")).unwrap();
    symlink(path("other"), path("api/linked")).unwrap();
    symlink("sub/fine.yaml", path("api/fine.yaml")).unwrap();
    // the folder itself may be reached through a link
    symlink(path("api"), path("way")).unwrap();
    for folder in ["api", "way"] {
        let source = sdkwright::read::Source::disk(&path(&format!("{folder}/api.yaml")));
        let mut findings = sdkwright::diag::Findings::default();
        sdkwright::read::read(&source, &options(), &mut findings);
        assert_eq!(codes(&findings), ["E0203", "E0203"], "{folder}");
        assert!(findings.all()[0].message.contains("is a link that leads out"), "{:?}", findings.all());
        let mut findings = sdkwright::diag::Findings::default();
        let open = ReadOptions { allow_outside_root: true, ..options() };
        sdkwright::read::read(&source, &open, &mut findings);
        assert_eq!(codes(&findings), Vec::<&str>::new(), "{folder}");
    }
}

#[test]
fn a_slash_alone_means_the_whole_file() {
    let files: &[(&str, &[u8])] = &[
        ("api.yaml", b"openapi: 3.1.0\na: {$ref: 'parts/b.yaml#/'}\nc: {'': 1}\n"),
        ("parts/b.yaml", b"type: object\n"),
    ];
    let (document, findings, _) = read_files(files, &options());
    assert!(findings.all().is_empty(), "{:?}", findings.all());
    let document = document.unwrap();
    let target = |reference: &str| {
        document
            .resolve(document.root().id(), reference)
            .map(|id| (document.at(id).place().file, document.pointer(id)))
    };
    assert_eq!(target("parts/b.yaml#/"), Ok(("parts/b.yaml".to_owned(), String::new())));
    assert_eq!(
        target("#/c/"),
        Ok(("api.yaml".to_owned(), "/c/".to_owned())),
        "by the letter where there is one"
    );
}

#[test]
fn such_references_in_a_circle_are_told() {
    let text = b"openapi: 3.1.0\npaths: {$ref: '#/paths'}\n\
        components: {schemas: {$ref: '#/components/parameters'}, parameters: {$ref: '#/components/schemas'}}\n";
    let (_, findings, _) = read_files(&[("api.yaml", text)], &options());
    let lost = findings.all().iter().filter(|finding| finding.code.text() == "E0210");
    let mut pointers: Vec<_> = lost.map(|finding| finding.place.as_ref().unwrap().pointer.clone()).collect();
    pointers.sort();
    pointers.dedup();
    assert!(pointers.contains(&"/paths/$ref".to_owned()) && pointers.len() >= 2, "{pointers:?}");
}

#[test]
fn such_references_do_not_grow_without_bound() {
    let many: String = (0..10_000).map(|at| format!("  p{at}: {{}}\n")).collect();
    let places: String =
        (0..1_000).map(|at| format!("    S{at}: {{properties: {{$ref: '#/x-many'}}}}\n")).collect();
    let text = format!("openapi: 3.1.0\npaths: {{}}\nx-many:\n{many}components:\n  schemas:\n{places}");
    let (_, findings, _) = read_files(&[("api.yaml", text.as_bytes())], &options());
    let told = codes(&findings);
    assert_eq!(told.iter().filter(|code| **code == "E0109").count(), 1, "{}", told.len());
}

/// As trees of files are often written, and tools that put them together accept.
#[test]
fn references_may_stand_where_openapi_has_none() {
    let root = "openapi: 3.0.3\ninfo: {$ref: info.yaml}\nservers: {$ref: 'info.yaml#/x-servers'}\npaths: {$ref: paths.yaml}\n\
                components: {schemas: {$ref: s/all.yaml}, parameters: {info: {$ref: '#/components/parameters/p'}, p: {name: p}}}\n";
    let files: &[(&str, &[u8])] = &[
        ("api.yaml", root.as_bytes()),
        ("info.yaml", b"title: T\nversion: '1'\nx-servers: [{url: 'https://a.example'}]\n"),
        (
            "paths.yaml",
            b"/a:\n  get: {$ref: get.yaml, summary: Here.}\n  post: {$ref: 'paths.yaml#/~1a/post'}\n",
        ),
        ("get.yaml", b"summary: There.\noperationId: a\nparameters: {$ref: list.yaml}\n"),
        ("list.yaml", b"- {$ref: 'api.yaml#/components/parameters/p'}\n"),
        ("s/all.yaml", b"Pet: {type: object, properties: {$ref: fields.yaml}}\nget: {$ref: '#/Pet'}\n"),
        ("s/fields.yaml", b"a: {$ref: 'all.yaml#/Pet'}\nkind: {enum: {$ref: 'words.yaml'}}\n"),
        ("s/words.yaml", b"[cat, dog]\n"),
    ];
    let (document, findings, _) = read_files(files, &options());
    let document = document.expect("it is read");
    let at = |pointer: &str| {
        let id = document.resolve(document.root().id(), &format!("#{pointer}")).expect(pointer);
        (document.at(id).text().unwrap_or(document.at(id).kind()).to_owned(), document.at(id).place().file)
    };
    let file = |name: &str, file: &str| (name.to_owned(), file.to_owned());
    assert_eq!(at("/info/title"), file("T", "info.yaml"));
    assert_eq!(at("/servers/0/url"), file("https://a.example", "info.yaml"));
    assert_eq!(at("/paths/~1a/get/summary"), file("Here.", "paths.yaml"));
    assert_eq!(at("/paths/~1a/get/operationId"), file("a", "get.yaml"));
    assert_eq!(at("/paths/~1a/get/parameters/0"), file("an object", "list.yaml"));
    assert_eq!(at("/components/schemas/Pet/properties/kind/enum/1"), file("dog", "s/words.yaml"));
    assert_eq!(at("/components/schemas/get/$ref").0, "#/Pet", "a schema may be called so");
    assert_eq!(at("/components/parameters/info/$ref").0, "#/components/parameters/p");
    let told = codes(&findings);
    assert_eq!(
        (told.iter().filter(|code| **code == "N0213").count(), told.last()),
        (8, Some(&"E0210")),
        "{told:?}"
    );
}

#[test]
fn a_description_may_stand_in_a_file_of_markdown() {
    let root = b"openapi: 3.1.0\ninfo: {title: Things, version: '1', description: {$ref: intro.md}}\npaths:\n  /a:\n    \
        get: {description: {$ref: gone.md}, responses: {}}\ncomponents:\n  schemas:\n    Thing:\n      \
        properties: {description: {$ref: '#/components/schemas/Word'}}\n    Word: {type: string}\n";
    let files: &[(&str, &[u8])] = &[("api.yaml", root), ("intro.md", b"# Things\n\n- {one\nand: [more\n")];
    let (document, findings, _) = read_files(files, &options());
    let told: Vec<_> =
        findings.all().iter().map(|finding| (finding.code.text(), finding.severity.word())).collect();
    assert_eq!(told, [("E0201", "note"), ("N0213", "note"), ("W0316", "warning")]);
    let described = super::json(&document.unwrap());
    assert_eq!(described["info"]["description"], "# Things\n\n- {one\nand: [more");
    // a property of that name is a property
    let property = &described["components"]["schemas"]["Thing"]["properties"]["description"];
    assert_eq!(property["$ref"], "#/components/schemas/Word");
}
