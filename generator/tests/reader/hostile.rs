//! Files that mean harm, or were written by a program that went wrong: refused quickly and with a place.

use std::time::{Duration, Instant};

use sdkwright::read::ReadOptions;

use super::{codes, read_files, read_one};

/// Generous for a dev build on a busy machine; what is guarded against takes minutes.
const QUICK: Duration = Duration::from_secs(120);

fn refused(name: &str, bytes: &[u8], code: &str) {
    let begun = Instant::now();
    let (document, findings, _) = read_files(&[(name, bytes)], &ReadOptions::default());
    assert!(document.is_none(), "{name}");
    assert_eq!(codes(&findings), [code], "{name}: {:?}", findings.all());
    assert!(begun.elapsed() < QUICK, "{name} took {:?}", begun.elapsed());
}

#[test]
fn depth() {
    for opened in ["{a: ", "[", "- ", "? ", "{\"a\": ["] {
        refused("deep.yaml", format!("openapi: 3.1.0\nx:\n  {}", opened.repeat(100_000)).as_bytes(), "E0108");
    }
    refused("deep.json", format!("{{\"x\":{}", "[".repeat(100_000)).as_bytes(), "E0108");
    refused("deep.json", "{\"a\":".repeat(100_000).as_bytes(), "E0108");
    let block: String = (0..200).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    refused("block.yaml", format!("openapi: 3.1.0\n{block}").as_bytes(), "E0108");
}

#[test]
fn the_limit_of_depth_is_128() {
    let nested = |levels: usize| {
        let inner = levels - 1; // the root object is the first level
        format!("openapi: 3.1.0\nx: {}1{}\n", "[".repeat(inner), "]".repeat(inner))
    };
    let (document, findings) = read_one("a.yaml", &nested(128));
    assert!(document.is_some(), "{:?}", findings.all());
    refused("a.yaml", nested(129).as_bytes(), "E0108");
    let json = |levels: usize| {
        let inner = levels - 1;
        format!("{{\"openapi\":\"3.1.0\",\"x\":{}1.5{}}}", "[".repeat(inner), "]".repeat(inner))
    };
    assert!(read_one("a.json", &json(128)).0.is_some());
    refused("a.json", json(129).as_bytes(), "E0108");
}

#[test]
fn brackets_in_texts_are_no_depth() {
    let open = "[{".repeat(300);
    let text = format!(
        "openapi: 3.1.0\n# {open}\na: \"{open}\"\nb: '{open}'\nc: text {open}\nd: |\n  {open}\n  {open}\ne:\n  - |\n   {open}\n  - f: >-\n      {open}\n    g: [\"{open}\", '{open}']\n"
    );
    let (document, findings) = read_one("a.yaml", &text);
    assert!(document.is_some(), "{:?}", findings.all());
    let (document, _) = read_one("a.json", &format!("{{\"openapi\":\"3.0.0\",\"x\":\"\\\"{open}\"}}"));
    assert!(document.is_some());
}

#[test]
fn aliases() {
    let members: String = (0..20_000).map(|n| format!("  key{n}: v\n")).collect();
    let aliases = "- *a\n".repeat(400);
    let bomb = format!("openapi: 3.1.0\nbase: &a\n{members}uses:\n{aliases}");
    refused("bomb.yaml", bomb.as_bytes(), "E0109");
    let mut laughs = "openapi: 3.1.0\na0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for n in 1..12 {
        let items = vec![format!("*a{}", n - 1); 9].join(", ");
        laughs += &format!("a{n}: &a{n} [{items}]\n");
    }
    refused("laughs.yaml", laughs.as_bytes(), "E0109");
    refused("cycle.yaml", b"openapi: 3.1.0\nx: &x\n  y: *x\n", "E0109");
    let (document, _) = read_one("fine.yaml", "openapi: 3.1.0\na: &a {b: 1}\nc: [*a, *a, *a]\n");
    assert!(document.is_some());
}

#[test]
fn size_and_encoding() {
    let options = ReadOptions { max_input: 20, ..ReadOptions::default() };
    let (document, findings, _) = read_files(&[("a.yaml", b"openapi: 3.1.0\nx: 12345")], &options);
    assert!(document.is_none());
    assert_eq!(codes(&findings), ["E0102"]);
    let (document, _, _) = read_files(&[("a.yaml", b"openapi: 3.1.0\nx: 12")], &options);
    assert!(document.is_some(), "exactly 20 bytes");
    refused("a.yaml", b"openapi: 3.1.0\ntitle: caf\xe9\n", "E0103");
    let wide: Vec<u8> = "openapi: 3.1.0".encode_utf16().flat_map(u16::to_le_bytes).collect();
    refused("a.yaml", &wide, "E0103");
    refused("a.yaml", &[b"\xff\xfe".as_slice(), &wide].concat(), "E0103");
    let big: Vec<u8> = "\u{feff}{\"openapi\":1}".encode_utf16().flat_map(u16::to_be_bytes).collect();
    refused("a.json", &big, "E0103");
}

#[test]
fn nothing_much() {
    for text in ["", "\n\n", "# only a comment\n", "---\n", "~", "null", "\u{feff}"] {
        refused("a.yaml", text.as_bytes(), "E0105");
    }
    refused("a.json", b"null", "E0105");
    for text in ["just words", "5", "[1, 2]", "- a\n- b\n"] {
        refused("a.yaml", text.as_bytes(), "E0301");
    }
    refused("a.json", b"[]", "E0301");
    refused("a.yaml", b"openapi: 3.1.0\n---\nopenapi: 3.1.0\n", "E0106");
    refused("a.yaml", b"openapi: 3.1.0\n---\n{ broken\n", "E0104");
    let (document, findings) = read_one("a.yaml", "---\nopenapi: 3.1.0\n---\n");
    assert!(document.is_some(), "{:?}", findings.all());
    let (document, _) = read_one("a.yaml", "%YAML 1.2\n---\nopenapi: 3.1.0\n...\n");
    assert!(document.is_some());
}

#[test]
fn every_prefix_of_a_description_is_read_or_refused() {
    let yaml = "openapi: 3.1.0\ninfo: {title: \"é\", v: 'x'}\npaths:\n  /a: &a\n    - b: |\n        c\n    - *b\n    - <<: *a\n? [x]\n: \"\\u00e9\"\n";
    let json = "{\"openapi\":\"3.0.0\",\"a\":[1.5,true,null,\"\\ud83d\\ude00\"],\"é\":{\"b\":-1e5}}";
    for (name, text) in [("a.yaml", yaml), ("a.json", json)] {
        for end in 0..text.len() {
            let (document, findings, source) =
                read_files(&[(name, &text.as_bytes()[..end])], &ReadOptions::default());
            assert!(document.is_some() || findings.has_errors(), "{name} up to {end}");
            let drawn = sdkwright::report::draw(&findings, source.files(), true);
            assert_eq!(drawn.is_empty(), findings.all().is_empty());
        }
    }
}
