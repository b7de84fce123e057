//! Unions: by discriminator, by trying, and neither.

use sdk_runtime::runtime::json::{JsonKind, Reader, from_slice, to_vec};

use super::judge::judge;
use super::fixture::{Count, Event, Inner};

#[test]
fn the_discriminator_decides() {
    let room: Event = from_slice(br#" {"subject":"s","cleared":null,"kind":"group"} "#).unwrap();
    assert!(matches!(&room, Event::Room(room) if room.subject == "s"));
    let count: Event = from_slice(br#"{"count":2,"kind":"count"}"#).unwrap();
    assert_eq!(count, Event::Count(Count { count: 2, inner: Inner::default() }));
    assert_eq!(to_vec(&count).unwrap(), br#"{"count":2,"inner":{}}"#);
}

#[test]
fn a_named_variant_that_does_not_fit_is_an_error_with_its_place() {
    let json = br#"[ {"kind":"count","count":1}, {"kind":"count","inner":{"a":"x"}} ]"#;
    let bad = from_slice::<Vec<Event>>(json).unwrap_err();
    assert_eq!(bad.path(), "/1/inner/a");
    assert_eq!(json[bad.offset()], b'"');
    assert_eq!(&json[bad.offset()..][..3], b"\"x\"");
}

#[test]
fn what_nobody_knows_is_kept_as_it_came() {
    for json in [r#"{"kind":"new", "x" : [1, 2.50]}"#, "[1]", "\"text\"", "1e2", "null", "{}", r#"{"kind":null}"#] {
        let event: Event = from_slice(format!(" {json} ").as_bytes()).unwrap();
        let Event::Unknown(unknown) = &event else { panic!("{json} is {event:?}") };
        assert_eq!(unknown.as_str(), json);
        assert_eq!(unknown.to_value(), judge(json.as_bytes()).unwrap());
        assert_eq!(unknown.why(), "");
        assert_eq!(to_vec(&event).unwrap(), json.as_bytes());
    }
}

#[test]
fn what_is_kept_is_well_formed() {
    for json in [&b"{\"a\":\"\xff\"}"[..], b"{\"a\":1e400}", b"{\"a\":\"\\ud800\"}", b"{\"a\":1,}"] {
        assert!(from_slice::<Event>(json).is_err());
    }
}

#[test]
fn a_captured_value_can_be_looked_at() {
    for (json, kind, text) in [
        ("null", JsonKind::Null, None),
        ("true", JsonKind::Boolean, None),
        ("-1", JsonKind::Integer, None),
        ("1.0", JsonKind::Number, None),
        ("1e2", JsonKind::Number, None),
        ("\"a\\n\"", JsonKind::String, Some("a\n")),
        ("\"a\"", JsonKind::String, Some("a")),
        ("[1]", JsonKind::Array, None),
        ("{\"a\":1}", JsonKind::Object, None),
    ] {
        let mut reader = Reader::new(json.as_bytes());
        let raw = reader.raw().unwrap();
        assert_eq!((raw.kind(), raw.text().as_deref()), (kind, text), "{json}");
        assert_eq!(raw.is_number(), matches!(kind, JsonKind::Integer | JsonKind::Number));
    }
    let mut reader = Reader::new(br#"{"a":1,"t":"x","n":{"t":"inner"},"b\u0062":true,"t":"la\u0073t"}"#);
    let raw = reader.raw().unwrap();
    assert_eq!(raw.tag("t").as_deref(), Some("last"));
    assert_eq!(raw.tag("a").as_deref(), Some("1"));
    assert_eq!(raw.tag("bb").as_deref(), Some("true"));
    assert_eq!((raw.tag("n"), raw.tag("none")), (None, None));
    assert!(raw.has(&["a", "bb"]) && raw.has(&[]) && !raw.has(&["a", "c"]));
    let mut reader = Reader::new(b"[]");
    assert!(!reader.raw().unwrap().has(&[]));
}

#[test]
fn a_union_counts_its_depth_from_where_it_stands() {
    let deep = |levels: usize| format!("[{}{}]", "[".repeat(levels), "]".repeat(levels));
    assert!(from_slice::<Vec<Event>>(deep(127).as_bytes()).is_ok());
    assert!(from_slice::<Vec<Event>>(deep(128).as_bytes()).is_err());
}
