//! Models: what is required, what may be missing, null, known twice, unknown; and where it failed.

use std::collections::BTreeMap;

use sdk_runtime::runtime::Patch;
use sdk_runtime::runtime::json::{from_slice, to_vec};
use serde_json::json;

use super::fixture::{Count, Inner, Room, RoomKind};

fn room(json: &str) -> Result<Room, (String, String)> {
    from_slice(json.as_bytes()).map_err(|bad| (bad.path(), bad.message().to_owned()))
}

fn text(room: &Room) -> String {
    String::from_utf8(to_vec(room).unwrap()).unwrap()
}

#[test]
fn a_full_model_goes_there_and_back() {
    let original = Room {
        cleared: Some("c".into()),
        id: Some("1".into()),
        kind: Some(RoomKind::Group),
        parent: Some(Box::new(Room::new("up"))),
        entities: Some(vec![Room::new("a \"b\" \\ \u{1} 😀"), Room::new("")]),
        labels: BTreeMap::from([("k".to_owned(), "v".to_owned())]),
        anything: Some(json!({"a": [1, 2.5, null, "x"]})),
        note: Patch::from("n"),
        additional_properties: BTreeMap::from([("more".to_owned(), 7)]),
        ..Room::new("s")
    };
    let json = text(&original);
    assert_eq!(room(&json).unwrap(), original);
    // An independent reader sees the same.
    let tree: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(tree["entities"][0]["subject"], "a \"b\" \\ \u{1} 😀");
    assert_eq!(tree["more"], 7);
}

#[test]
fn absent_null_and_value_are_three_things() {
    for (note, json) in [
        (Patch::Absent, r#"{"subject":"s","cleared":null,"labels":{}}"#),
        (Patch::Null, r#"{"subject":"s","cleared":null,"labels":{},"note":null}"#),
        (Patch::from("x"), r#"{"subject":"s","cleared":null,"labels":{},"note":"x"}"#),
    ] {
        let mut with = Room::new("s");
        with.note = note;
        assert_eq!(text(&with), json);
        assert_eq!(room(json).unwrap().note, with.note);
    }
    assert_eq!(Patch::<i32>::from(None), Patch::Null);
    assert_eq!(Patch::<i32>::from(Some(1)), Patch::Value(1));
    assert_eq!(Patch::from(1).as_option(), Some(&1));
    assert_eq!(Patch::<i32>::default().into_option(), None);
}

#[test]
fn required_keys_must_be_there_and_optional_ones_may_be_null() {
    assert_eq!(room("{}").unwrap_err(), (String::new(), "missing `subject`, `cleared` of Room".into()));
    assert_eq!(room(r#"{"subject":"s"}"#).unwrap_err().1, "missing `cleared` of Room");
    let read = room(r#"{"cleared":null,"subject":"s","id":null,"entities":null}"#).unwrap();
    assert_eq!(read, Room::new("s"));
    let null = room(r#"{"subject":null,"cleared":null}"#).unwrap_err();
    assert_eq!(null, ("/subject".into(), "null where a string was expected".into()));
}

#[test]
fn errors_say_where() {
    let deep = r#"{"subject":"s","cleared":"","entities":[{"subject":"a","cleared":""},
        {"subject":"b","cleared":"","labels":{"x/y~z":1}}]}"#;
    let bad = from_slice::<Room>(deep.as_bytes()).unwrap_err();
    assert_eq!(bad.path(), "/entities/1/labels/x~1y~0z");
    assert_eq!(bad.message(), "a number where a string was expected");
    assert_eq!(bad.offset(), deep.find(":1}").unwrap() + 1);
    assert_eq!(
        bad.to_string(),
        format!("a number where a string was expected at /entities/1/labels/x~1y~0z (byte {})", bad.offset())
    );
    let extra = room(r#"{"subject":"s","cleared":"","other":"no number"}"#).unwrap_err();
    assert_eq!(extra, ("/other".into(), "a string where an integer was expected".into()));
    let parent = room(r#"{"subject":"s","cleared":"","parent":{"subject":"s"}}"#).unwrap_err();
    assert_eq!(parent, ("/parent".into(), "missing `cleared` of Room".into()));
    let top = from_slice::<Room>(b"[]").unwrap_err();
    assert_eq!(top.to_string(), "an array where an object was expected at the top (byte 0)");
    let inside = room(r#"{"subject":"s","cleared":"","anything":{"a":[0,1e400]}}"#).unwrap_err();
    assert_eq!(inside.0, "/anything/a/1");
}

#[test]
fn unknown_keys_are_passed_over() {
    let json = br#"{"zzz":{"a":[1,{"b":null}]},"count":1,"y":"\u00e9","inner":{"c":1}}"#;
    assert_eq!(from_slice::<Count>(json).unwrap(), Count { count: 1, ..Count::default() });
}

#[test]
fn keys_in_any_order() {
    let keys = [r#""subject":"s""#, r#""cleared":null"#, r#""id":"i""#, r#""kind":"group""#];
    let expected = Room { id: Some("i".into()), kind: Some(RoomKind::Group), ..Room::new("s") };
    for first in 0..keys.len() {
        for second in (0..keys.len()).filter(|second| *second != first) {
            let rest = (0..keys.len()).filter(|key| *key != first && *key != second);
            let order: Vec<&str> = [first, second].into_iter().chain(rest).map(|key| keys[key]).collect();
            assert_eq!(room(&format!("{{{}}}", order.join(","))).unwrap(), expected);
        }
    }
}

#[test]
fn of_a_key_that_comes_twice_the_last_counts() {
    let read = room(
        r#"{"subject":"a","cleared":"1","entities":[{"subject":"x","cleared":""}],"labels":{"a":"1"},"parent":
        {"subject":"p","cleared":"","id":"old"},"subject":"b","entities":[],"labels":{"b":"2"},
        "parent":{"subject":"q","cleared":""},"cleared":null}"#,
    )
    .unwrap();
    assert_eq!((read.subject.as_str(), &read.cleared), ("b", &None));
    assert_eq!(read.entities, Some(vec![]));
    assert_eq!(read.labels, BTreeMap::from([("b".to_owned(), "2".to_owned())]));
    assert_eq!(read.parent.unwrap().id, None);
}

#[test]
fn a_required_model_that_comes_twice_is_not_mixed() {
    #[derive(Default)]
    struct Outer(Inner);
    impl sdk_runtime::runtime::json::Model for Outer {
        const NAME: &'static str = "Outer";
        const KEYS: &'static [&'static str] = &["inner"];
        const REQUIRED: usize = 1;
        fn empty() -> Self {
            Self::default()
        }
        fn fill(
            &mut self,
            key: usize,
            r: &mut sdk_runtime::runtime::json::Reader<'_>,
        ) -> Result<(), sdk_runtime::runtime::json::Bad> {
            if key == 0 { sdk_runtime::runtime::json::Field::read(&mut self.0, r) } else { r.skip() }
        }
        fn emit(&self, object: &mut sdk_runtime::runtime::json::Object<'_>) {
            object.field("inner", &self.0);
        }
    }
    let read: Outer = from_slice(br#"{"inner":{"a":1},"inner":{"b":2}}"#).unwrap();
    assert_eq!(read.0, Inner { a: None, b: Some(2) });
}

/// 130 required keys, so that the bits of one word do not suffice.
#[test]
fn more_required_keys_than_a_word_has_bits() {
    use sdk_runtime::runtime::json::{Reader, Shape};
    let names: Vec<&'static str> = (0..130).map(|n| &*Box::leak(format!("k{n}").into_boxed_str())).collect();
    let keys: &'static [&'static str] = Box::leak(names.into_boxed_slice());
    let shape: &'static Shape = Box::leak(Box::new(Shape { name: "Long", keys, required: 130, extra: false }));
    let read = |without: Option<usize>| {
        let members: Vec<String> =
            (0..130).filter(|n| Some(*n) != without).map(|n| format!("\"k{n}\":{n}")).collect();
        let json = format!("{{{}}}", members.join(","));
        let mut reader = Reader::new(json.as_bytes());
        reader.object(shape, &mut |_, _, r| r.skip()).map_err(|bad| bad.message().to_owned())
    };
    assert_eq!(read(None), Ok(()));
    for missing in [0, 1, 63, 64, 65, 127, 128, 129] {
        assert_eq!(read(Some(missing)), Err(format!("missing `k{missing}` of Long")));
    }
}

#[test]
fn a_known_key_among_the_additional_ones_is_not_written_twice() {
    let mut with = Room::new("s");
    with.additional_properties.insert("subject".into(), 1);
    with.additional_properties.insert("q\"".into(), 2);
    assert_eq!(text(&with), r#"{"subject":"s","cleared":null,"labels":{},"q\"":2}"#);
}

/// Every byte that must be escaped, and its neighbours, at every place of a longer text.
#[test]
fn strings_are_escaped_wherever_it_is_needed() {
    let specials = (0..=0x7f).map(char::from).chain(['é', '\u{80}', '\u{ff}', '\u{2028}', '😀']);
    for special in specials {
        for before in 0..18 {
            let text = format!("{}{special}{}", "é".repeat(before % 3) + &"x".repeat(before), "y".repeat(9));
            let json = to_vec(&text).unwrap();
            assert_eq!(json, serde_json::to_vec(&text).unwrap(), "{text:?}");
            assert_eq!(from_slice::<String>(&json).unwrap(), text);
        }
    }
}

#[cfg(feature = "base64")]
#[test]
fn bytes_travel_as_base64() {
    use sdk_runtime::runtime::json::Base64;
    let table: [(&[u8], &str); 7] = [
        (b"", ""),
        (b"f", "Zg=="),
        (b"fo", "Zm8="),
        (b"foo", "Zm9v"),
        (b"foob", "Zm9vYg=="),
        (b"fooba", "Zm9vYmE="),
        (b"\xff\xfe\xfd", "//79"),
    ];
    for (bytes, text) in table {
        let json = format!("\"{text}\"");
        assert_eq!(to_vec(&Base64::from(bytes)).unwrap(), json.as_bytes());
        assert_eq!(from_slice::<Base64>(json.as_bytes()).unwrap().as_ref(), bytes);
        let bare = format!("\"{}\"", text.trim_end_matches('='));
        assert_eq!(from_slice::<Base64>(bare.as_bytes()).unwrap().as_ref(), bytes);
    }
    for wrong in ["Z", "Zg=", "Zg===", "Zh==", "Z g=", "Zm9v=", "=", "Zm-_", "Zm9vZ"] {
        assert!(from_slice::<Base64>(format!("\"{wrong}\"").as_bytes()).is_err(), "{wrong}");
    }
}
