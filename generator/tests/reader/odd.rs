//! The table of odd scalars and keys: what serde_yaml alone would lose, turn around or refuse.

use sdkwright::document::{Document, Value};

use super::{codes, json, read_one, yaml};

fn at(document: &Document, key: &str) -> Value {
    document.root().get(key).expect("the key is there").value().clone()
}

fn number(text: &str) -> Value {
    Value::Number(text.into())
}

fn string(text: &str) -> Value {
    Value::String(text.into())
}

#[test]
fn words_of_yaml_1_1_are_strings() {
    for word in ["yes", "no", "on", "off", "y", "n", "NO"] {
        let (document, findings) = yaml(&format!("x: {word}"));
        assert_eq!(at(&document, "x"), string(word));
        assert!(findings.all().is_empty());
    }
}

#[test]
fn scalars_are_kept_as_written() {
    let table = [
        ("1.10", number("1.10")),
        ("3.0", number("3.0")),
        ("1e3", number("1e3")),
        ("0.50", number("0.50")),
        (".5", number(".5")),
        ("-0.0", number("-0.0")),
        ("+12", number("12")),
        ("0x1F", number("31")),
        ("0o17", number("15")),
        ("0b11", number("3")),
        ("010", string("010")),
        ("1_000", string("1_000")),
        ("2024-01-01", string("2024-01-01")),
        ("2024-01-01T00:00:00Z", string("2024-01-01T00:00:00Z")),
        ("1e400", string("1e400")),
        ("18446744073709551616", number("18446744073709551616")),
        ("-9223372036854775809", number("-9223372036854775809")),
        ("340282366920938463463374607431768211456", number("340282366920938463463374607431768211456")),
        (
            "99999999999999999999999999999999999999999999999999",
            number("99999999999999999999999999999999999999999999999999"),
        ),
        ("~", Value::Null),
        ("", Value::Null),
        ("\"~\"", string("~")),
        ("'1.10'", string("1.10")),
        ("True", Value::Bool(true)),
        ("\"\\0\\u202e\"", string("\0\u{202e}")),
    ];
    for (written, expected) in table {
        let (document, _) = yaml(&format!("x: {written}\ny: 1.1\n"));
        assert_eq!(at(&document, "x"), expected, "{written}");
        assert_eq!(at(&document, "y"), number("1.1"), "beside {written}");
    }
}

#[test]
fn one_value_written_in_two_ways_stays_two() {
    let (document, _) = yaml("a: [1.10, 1.1, {b: 1.100}]\nc: &c 1.10\nd: *c\ne: {<<: {f: 1.10}, g: 1.1}\n");
    let expected =
        r#"{"openapi":"3.1.0","a":[1.10,1.1,{"b":1.100}],"c":1.10,"d":1.10,"e":{"g":1.1,"f":1.10}}"#;
    assert_eq!(json(&document).to_string(), expected);
}

#[test]
fn infinity_and_nan_are_refused_where_they_stand() {
    let (document, findings) = yaml("a: .inf\nb: -.INF\nc: .nan\nd: 1\n");
    assert_eq!(codes(&findings), ["E0110"; 3]);
    let pointers: Vec<_> = findings.all().iter().map(|found| found.place.clone().unwrap().pointer).collect();
    assert_eq!(pointers, ["/a", "/b", "/c"]);
    assert_eq!(at(&document, "d"), number("1"));
}

#[test]
fn json_numbers_keep_their_text() {
    let text = r#"{"openapi":"3.0.0","a":1.10,"b":123456789012345678901234567890,"c":1e400,"d":-0,"e":-0.0,"f":1E5}"#;
    let (document, findings) = read_one("api.json", text);
    let document = document.expect("1e400 is a finding, not the end");
    assert_eq!(at(&document, "a"), number("1.10"));
    assert_eq!(at(&document, "b"), number("123456789012345678901234567890"));
    assert_eq!(at(&document, "d"), number("-0"));
    assert_eq!(at(&document, "e"), number("-0.0"));
    assert_eq!(codes(&findings), ["W0114"]);
    assert_eq!(findings.all()[0].place.as_ref().unwrap().pointer, "/c");
}

#[test]
fn the_magic_key_of_serde_json_is_only_a_key() {
    let key = "$serde_json::private::Number";
    let text =
        format!(r#"{{"openapi":"3.0.0","a":{{"{key}":"not a number"}},"b":{{"{key}":{{"c":1}},"d":2}}}}"#);
    let (document, _) = read_one("api.json", &text);
    let document = document.expect("it is a document");
    assert!(document.root().get("a").unwrap().is_object());
    assert_eq!(document.root().get("b").unwrap().get("d").unwrap().text(), Some("2"));
}

#[test]
fn keys_are_text_as_written() {
    let (document, findings) = yaml("x:\n  200: a\n  '404': b\n  5XX: c\n  0x10: d\n  -1: e\n");
    let keys: Vec<_> = document.root().get("x").unwrap().entries().map(|(key, _)| key).collect();
    assert_eq!(keys, ["200", "404", "5XX", "0x10", "-1"]);
    assert!(findings.all().is_empty());
}

#[test]
fn keys_of_other_kinds_are_text_with_a_note() {
    let (document, findings) =
        yaml("x:\n  true: a\n  null: b\n  1.50: c\n  ~: d\n  \"false\": e\n  '1.5': f\n");
    let keys: Vec<_> = document.root().get("x").unwrap().entries().map(|(key, _)| key.to_owned()).collect();
    assert_eq!(keys, ["true", "null", "1.50", "~", "false", "1.5"]);
    assert_eq!(codes(&findings), ["N0113"; 3]);
    let messages: Vec<_> = findings.all().iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(messages[0], "the key `true` is a boolean in YAML; it is read as text");
    assert_eq!(
        messages[1],
        "the key `null` is null in YAML; it is read as text (and once more in this file)"
    );
    assert_eq!(messages[2], "the key `1.50` is a number with a fraction in YAML; it is read as text");
}

#[test]
fn a_number_and_its_text_are_the_same_key() {
    let (_, findings) = yaml("paths:\n  /a:\n    200: a\n    '200': b\n");
    assert_eq!(codes(&findings), ["E0107"]);
    let finding = &findings.all()[0];
    let text = "openapi: 3.1.0\npaths:\n  /a:\n    200: a\n    '200': b\n";
    let span = finding.place.as_ref().unwrap().span.unwrap();
    assert_eq!(&text[span.start..span.end], "'200'");
    let first = finding.related[0].0.span.unwrap();
    assert_eq!(&text[first.start..first.end], "200");
}

#[test]
fn duplicates_are_found_everywhere_with_all_places() {
    for (name, text) in [
        ("root.yaml", "openapi: 3.0.0\nx: 1\nx: 2\nx: 3\n"),
        ("root.json", r#"{"openapi":"3.0.0","x":1,"x":2,"\u0078":3}"#),
    ] {
        let (document, findings) = read_one(name, text);
        assert_eq!(codes(&findings), ["E0107"], "{name}");
        let finding = &findings.all()[0];
        assert_eq!(finding.related.len(), 2, "{name}");
        assert!(finding.place.as_ref().unwrap().span.is_some());
        assert_eq!(at(&document.unwrap(), "x"), number("1"), "the first stays");
    }
    let many: String = (0..100).map(|n| format!("  k{n}: {n}\n")).collect();
    let (_, findings) = yaml(&format!("x:\n{many}  k57: again\n"));
    assert_eq!(codes(&findings), ["E0107"]);
    assert_eq!(findings.all()[0].place.as_ref().unwrap().pointer, "/x/k57");
}

#[test]
fn merge_keys_are_applied() {
    let text = "b: &b {a: 1, c: 2}\nd: &d {a: 9, e: 3}\nx:\n  <<: [*b, *d]\n  c: own\ny:\n  <<: *b\nz: {'<<': {q: 1}}\n";
    let (document, findings) = yaml(text);
    let json = json(&document);
    assert_eq!(json["x"].to_string(), r#"{"c":"own","a":1,"e":3}"#);
    assert_eq!(json["y"].to_string(), r#"{"a":1,"c":2}"#);
    assert_eq!(codes(&findings), ["N0116"]);
    assert!(findings.all()[0].message.ends_with("(and 2 times more in this file)"));
    let (_, findings) = yaml("x: {<<: 5, a: 1}\n");
    assert_eq!(codes(&findings), ["E0112"]);
    let (_, findings) = yaml("x: {<<: [{a: 1}, 2]}\n");
    assert_eq!(codes(&findings), ["E0112"]);
    let (document, findings) = yaml("b: &b {a: 1}\nc: &c {d: 2}\nx:\n  <<: *b\n  <<: *c\n");
    assert_eq!(super::json(&document)["x"].to_string(), r#"{"a":1,"d":2}"#);
    assert_eq!(codes(&findings), ["N0116"]);
    let (document, findings) = read_one("a.json", r#"{"openapi":"3.0.0","x":{"<<":{"a":1}}}"#);
    assert_eq!(super::json(&document.unwrap())["x"].to_string(), r#"{"<<":{"a":1}}"#);
    assert!(findings.all().is_empty());
}

#[test]
fn tags_go_and_values_stay() {
    let text = "a: !Ref {b: 1}\nc: !x [1]\nd: !y text\ne: !!str 5\nf: !!binary aGk=\ng: !y 7\n";
    let (document, findings) = yaml(text);
    let expected = r#"{"openapi":"3.1.0","a":{"b":1},"c":[1],"d":"text","e":"5","f":"aGk=","g":7}"#;
    assert_eq!(json(&document).to_string(), expected);
    assert_eq!(codes(&findings), ["N0115"; 3]);
    let (document, _) = yaml("? !k key\n: 1\n");
    assert_eq!(at(&document, "key"), number("1"));
}

#[test]
fn a_list_as_a_key_is_refused_at_its_place() {
    for text in ["x: {[a]: 1}", "x: {{a: b}: 1}", "{{ path }}: 1"] {
        let (document, findings) = read_one("api.yaml", &format!("openapi: 3.1.0\n{text}\n"));
        assert!(document.is_none());
        assert_eq!(codes(&findings), ["E0111"], "{text}");
        assert!(findings.all()[0].place.as_ref().unwrap().span.is_some());
    }
}

#[test]
fn marks_and_line_ends_do_no_harm() {
    let text = "\u{feff}openapi: 3.1.0\r\ninfo:\r\n  title: x\r\n  description: |\r\n    a\r\n    b\r\n";
    let (document, findings) = read_one("api.yaml", text);
    assert_eq!(json(&document.unwrap())["info"]["description"], "a\nb\n");
    assert!(findings.all().is_empty());
    let (document, _) = read_one("api.json", "\u{feff}{\"openapi\": \"3.0.0\"}");
    assert!(document.is_some());
}

#[test]
fn json_in_a_yaml_file_and_flow_yaml_are_both_read() {
    let (document, _) = read_one("api.yaml", "{\"openapi\": \"3.0.0\", \"x\": 1.10}");
    assert_eq!(at(&document.unwrap(), "x"), number("1.10"));
    let (document, _) = read_one("api.yml", "{openapi: 3.0.0, x: [a, b,],}");
    assert_eq!(json(&document.unwrap())["x"].to_string(), r#"["a","b"]"#);
    let (document, _) = read_one("api.json", "openapi: 3.0.0\nx: a\n");
    assert_eq!(at(&document.unwrap(), "x"), string("a"));
}

#[test]
fn versions() {
    use sdkwright::document::Version;
    let table = [
        ("openapi: 3.0.3", Version::V3_0, 0),
        ("openapi: 3.1.0", Version::V3_1, 0),
        ("openapi: 3.2.0", Version::V3_2, 0),
        ("openapi: 3.0.0-rc1", Version::V3_0, 0),
        ("openapi: 3.1", Version::V3_1, 1),
        ("openapi: 3", Version::V3_0, 1),
        ("swagger: '2.0'", Version::V2, 0),
        ("swagger: 2.0", Version::V2, 1),
        ("swagger: 2", Version::V2, 1),
    ];
    for (text, version, notes) in table {
        let (document, findings) = read_one("a.yaml", text);
        assert_eq!(document.expect(text).version, version, "{text}");
        assert_eq!(codes(&findings), vec!["N0304"; notes], "{text}");
    }
    for text in ["openapi: 4.0.0", "openapi: 3.3.0", "swagger: '1.2'", "openapi: [3]", "openapi: next"] {
        let (document, findings) = read_one("a.yaml", text);
        assert!(document.is_none(), "{text}");
        assert_eq!(codes(&findings), ["E0303"], "{text}");
    }
}
