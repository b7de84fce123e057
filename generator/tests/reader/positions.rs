//! Pointers lead to lines and columns, in YAML and JSON alike.

use sdkwright::diag::{Part, Place};
use sdkwright::read::{Files, Memory};
use sdkwright::report;

fn line(files: &dyn Files, file: &str, pointer: &str, part: Part) -> Option<(usize, usize)> {
    let place = Place { pointer: pointer.to_owned(), part, ..Place::file(file) };
    report::lines(files, std::iter::once(&place))[0]
}

const YAML: &str = "\
openapi: 3.1.0
base: &base
  shared: {deep: here}
list:
  - first
  - {a: 1, \"b c\": 2}
200: number
'404': text
merged:
  <<: *base
  own: 1
alias: *base
a/b~c:
  é: über
both:
  <<: [{x: 1}, *base]
tagged: [!a, &b !c text]
";

#[test]
fn in_yaml() {
    let files = Memory::new().with("a.yaml", YAML);
    let table = [
        ("/openapi", Part::Value, (1, 10)),
        ("/openapi", Part::Key, (1, 1)),
        ("/base", Part::Value, (2, 1)), // an object is shown by its key
        ("/base/shared/deep", Part::Value, (3, 18)),
        ("/list/0", Part::Value, (5, 5)),
        ("/list/1", Part::Value, (6, 5)),
        ("/list/1/b c", Part::Value, (6, 19)),
        ("/list/1/b c", Part::Key, (6, 12)),
        ("/200", Part::Value, (7, 6)),
        ("/404", Part::Key, (8, 1)),
        ("/merged/own", Part::Value, (11, 8)),
        ("/merged/shared/deep", Part::Value, (3, 18)),
        ("/alias", Part::Value, (12, 8)),
        ("/alias/shared/deep", Part::Key, (3, 12)),
        ("/a~1b~0c/é", Part::Value, (14, 6)),
        ("/both/x", Part::Value, (16, 12)),
        ("/both/shared", Part::Key, (3, 3)),
        ("/tagged/0", Part::Value, (17, 10)),
        ("/tagged/1", Part::Value, (17, 20)),
        ("", Part::Value, (1, 1)),
        ("/list/7/gone", Part::Value, (4, 1)), // the deepest that is there
    ];
    for (pointer, part, expected) in table {
        assert_eq!(line(&files, "a.yaml", pointer, part), Some(expected), "{pointer} {part:?}");
    }
    assert_eq!(line(&files, "gone.yaml", "/a", Part::Value), None);
}

#[test]
fn in_json() {
    let text =
        "\u{feff}{\r\n  \"a\": {\"b\\u002fc\": [1, {\"é\": \"ü\"}]},\r\n  \"n\": -1.5e3, \"t\": true\r\n}";
    let files = Memory::new().with("a.json", text);
    let table = [
        ("/a", Part::Key, (2, 3)),
        ("/a/b~1c", Part::Key, (2, 9)),
        ("/a/b~1c/0", Part::Value, (2, 22)),
        ("/a/b~1c/1/é", Part::Value, (2, 31)),
        ("/n", Part::Value, (3, 8)),
        ("/t", Part::Value, (3, 21)),
    ];
    for (pointer, part, expected) in table {
        assert_eq!(line(&files, "a.json", pointer, part), Some(expected), "{pointer} {part:?}");
    }
}

#[test]
fn before_a_syntax_error_places_are_still_found() {
    let files = Memory::new()
        .with("a.yaml", "a: 1\nb: {c: 2, d: [\n")
        .with("a.json", "{\"a\": {\"b\": 1, \"c\": [1, 2");
    assert_eq!(line(&files, "a.yaml", "/b/c", Part::Value), Some((2, 8)));
    assert_eq!(line(&files, "a.json", "/a/c/1", Part::Value), Some((1, 25)));
}
