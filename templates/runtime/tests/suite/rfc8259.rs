//! What is JSON and what is not. Each row is asked three times: read into a tree, skipped, and captured.

use sdk_runtime::runtime::json::{Reader, from_slice};

use super::judge::judge;

const ACCEPTED: &[&str] = &[
    "null", "true", "false", "0", "-0", "1", "-1", "1.5", "-0.5", "1e2", "1E2", "1e+2", "1e-2", "1.5e300", "1e-400",
    "123456789012345678901234567890", "\"\"", "\"a\"", "\"é\"", "\"\u{10FFFF}\"", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
    "\"\\u0041\"", "\"\\u00e9\\u20AC\"", "\"\\ud83d\\ude00\"", "\"\\u0000\"", "\"\u{7f}\"", "\"\u{2028}\"", "[]",
    "[ ]", "[1]", "[1,2]", "[[],[[]]]", "{}", "{ }", "{\"a\":1}", "{\"\":0}", "{\"a\":1,\"a\":2}", "{\"a\":{\"b\":[]}}",
    " null", "null ", "\t\r\n [ 1 ,\t2 ] \n", "{ \"a\" : 1 , \"b\" : 2 }", "\"/\"", "\"\\/\"", "[null,true,\"x\",{}]",
];

const REFUSED: &[&str] = &[
    "", " ", "nul", "nulll", "Null", "TRUE", "True", "undefined", "NaN", "Infinity", "-Infinity", "-NaN", "+1", "01",
    "-01", "00", "1.", ".5", "-.5", "1.e1", "1e", "1e+", "-", "--1", "0x10", "1_000", "1e400", "-1e400", "1 2", "1,",
    "'a'", "a", "\"", "\"a", "\"\\x41\"", "\"\\u12\"", "\"\\u12G4\"", "\"\\ud800\"", "\"\\ud800x\"", "\"\\udc00\"",
    "\"\\ud800\\ud800\"", "\"\n\"", "\"\t\"", "\"\u{0}\"", "\"\u{1f}\"", "\"\\\"", "[", "]", "[1", "[1,", "[1,]", "[,1]",
    "[,]", "[1 2]", "[1,,2]", "[1}", "{", "}", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "{,}",
    "{a:1}", "{'a':1}", "{1:1}", "{\"a\" 1}", "{\"a\":1 \"b\":2}", "{\"a\":1]", "{null:1}", "[1]x", "{}{}", "[] []",
    "// c\n1", "1 // c", "/* c */ 1", "\u{feff}1", "\u{a0}1", "\u{b}1", "\u{c}1", "[1]\u{0}", "\"a\"b",
];

/// Bytes that are no UTF-8, inside a string.
const BROKEN: &[&[u8]] = &[
    b"\"\xff\"", b"\"\xc3\"", b"\"\xc3\x28\"", b"\"\xe2\x82\"", b"\"\xed\xa0\x80\"", b"\"\xf4\x90\x80\x80\"", b"\"\xc0\xaf\"",
    b"{\"\xff\":1}", b"\xff", b"\xef\xbb\xbf1",
];

fn skips(json: &[u8]) -> bool {
    let mut reader = Reader::new(json);
    reader.skip().and_then(|()| reader.finish()).is_ok()
}

fn captures(json: &[u8]) -> bool {
    let mut reader = Reader::new(json);
    reader.raw().and_then(|_| reader.finish()).is_ok()
}

fn verdicts(json: &[u8]) -> [bool; 3] {
    [from_slice::<serde_json::Value>(json).is_ok(), skips(json), captures(json)]
}

#[test]
fn accepts_what_the_rfc_accepts() {
    for json in ACCEPTED {
        assert_eq!(verdicts(json.as_bytes()), [true; 3], "{json:?}");
        assert!(judge(json.as_bytes()).is_ok(), "the judge refuses {json:?}");
    }
}

#[test]
fn refuses_what_the_rfc_refuses() {
    let broken = BROKEN.iter().copied();
    for json in REFUSED.iter().map(|json| json.as_bytes()).chain(broken) {
        let shown = String::from_utf8_lossy(json);
        assert_eq!(verdicts(json), [false; 3], "{shown:?}");
        assert!(judge(json).is_err(), "the judge accepts {shown:?}");
    }
}

#[test]
fn strings_come_out_unescaped() {
    for (json, text) in [
        (r#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"),
        (r#""\u0041\u00e9\u20AC""#, "Aé€"),
        (r#""\ud83d\ude00!""#, "😀!"),
        (r#""\u0000""#, "\0"),
        ("\"\u{2028}\u{7f}\"", "\u{2028}\u{7f}"),
    ] {
        assert_eq!(from_slice::<String>(json.as_bytes()).unwrap(), text);
    }
}

#[test]
fn a_hundred_and_twenty_eight_levels_and_no_more() {
    let arrays = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    let objects = |depth: usize| format!("{}1{}", "{\"a\":".repeat(depth), "}".repeat(depth));
    for make in [&arrays as &dyn Fn(usize) -> String, &objects] {
        assert_eq!(verdicts(make(128).as_bytes()), [true; 3]);
        assert_eq!(verdicts(make(129).as_bytes()), [false; 3]);
        assert_eq!(verdicts(make(100_000).as_bytes()), [false; 3]);
    }
    let bad = from_slice::<serde_json::Value>(arrays(129).as_bytes()).unwrap_err();
    assert_eq!(bad.message(), "more than 128 arrays and objects inside one another");
}

#[test]
fn siblings_do_not_count_as_depth() {
    let json = format!("[{}[]]", "[[]],{\"a\":[{}]},".repeat(500));
    assert_eq!(verdicts(json.as_bytes()), [true; 3]);
}
