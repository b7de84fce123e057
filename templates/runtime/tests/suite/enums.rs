//! Open enums: known words are variants, unknown ones go there and back.

use std::collections::HashSet;

use sdk_runtime::runtime::ToParam;
use sdk_runtime::runtime::json::{from_slice, to_vec};

use super::fixture::{Level, RoomKind};

#[test]
fn known_words_are_variants() {
    assert!(matches!(from_slice(b"\"direct\"").unwrap(), RoomKind::Direct));
    assert!(matches!("group".parse().unwrap(), RoomKind::Group));
    assert_eq!(RoomKind::Direct.as_str(), "direct");
    assert_eq!(RoomKind::from("direct"), RoomKind::Direct);
    assert_ne!(RoomKind::Direct, RoomKind::Group);
    assert_eq!(to_vec(&RoomKind::Group).unwrap(), b"\"group\"");
}

#[test]
fn unknown_words_come_back_unchanged() {
    for word in ["NEW", "Direct", "", "with \\\"quotes\\\""] {
        let json = format!("\"{word}\"");
        let value: RoomKind = from_slice(json.as_bytes()).unwrap();
        assert!(matches!(value, RoomKind::Unknown(_)));
        assert_eq!(to_vec(&value).unwrap(), json.as_bytes());
        assert_eq!(value.clone(), value);
    }
    let new = RoomKind::from("NEW");
    assert!(matches!(&new, RoomKind::Unknown(word) if word.as_str() == "NEW"));
    assert_eq!((new.to_string(), format!("{new:?}")), ("NEW".into(), "RoomKind(unknown \"NEW\")".into()));
    assert_eq!(format!("[{:>7}]", RoomKind::Group), "[  group]");
    assert_eq!(format!("{:?}", RoomKind::Group), "RoomKind(\"group\")");
}

#[test]
fn equality_and_hash_go_by_word() {
    let words = ["direct", "group", "NEW", "direct", "NEW"];
    let set: HashSet<RoomKind> = words.into_iter().map(RoomKind::from).collect();
    assert_eq!(set.len(), 3);
    assert!(set.contains(&RoomKind::Direct));
}

#[test]
fn only_strings_are_words() {
    let bad = from_slice::<RoomKind>(b"1").unwrap_err();
    assert_eq!(bad.message(), "a number where a string was expected");
}

#[test]
fn integer_enums_do_the_same() {
    assert!(matches!(from_slice(b"10").unwrap(), Level::High));
    let unknown: Level = from_slice(b"-3").unwrap();
    assert!(matches!(unknown, Level::Unknown(number) if number.as_i64() == -3));
    assert_eq!(to_vec(&vec![Level::Low, unknown.clone()]).unwrap(), b"[1,-3]");
    assert_eq!(format!("{:?} {unknown:?}", Level::Low), "Level(1) Level(unknown -3)");
    assert_eq!(from_slice::<Level>(b"1.0").unwrap(), Level::Low);
    assert!(from_slice::<Level>(b"1.5").is_err());
}

#[test]
fn enums_are_parameters() {
    assert_eq!(RoomKind::Group.to_param(), "group".to_param());
    assert_eq!(RoomKind::from("NEW").to_param(), "NEW".to_param());
}
