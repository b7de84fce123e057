//! Arrays whose places have types of their own.

use sdk_runtime::runtime::Patch;
use sdk_runtime::runtime::json::{Field, from_slice, to_vec};

type Inner = Box<(i64, bool)>;

fn read<T: Field>(json: &str) -> Result<T, String> {
    from_slice(json.as_bytes()).map_err(|bad| format!("{} at {}", bad.message(), bad.path()))
}

fn written<T: Field>(value: &T) -> String {
    String::from_utf8(to_vec(value).unwrap()).unwrap()
}

#[test]
fn each_place_has_its_type() {
    let json = r#"["a",9007199254740993,[true,false],null]"#;
    let value: (String, i64, Vec<bool>, Option<f64>) = read(json).unwrap();
    assert_eq!(value, ("a".to_owned(), 9_007_199_254_740_993, vec![true, false], None));
    assert_eq!(written(&value), json);
}

#[test]
fn eight_places_keep_their_order() {
    let json = r#"[1,"2",3,"4",5,"6",7,"8"]"#;
    let value: (u8, String, u8, String, u8, String, u8, String) = read(json).unwrap();
    assert_eq!((value.0, value.7.as_str()), (1, "8"));
    assert_eq!(written(&value), json);
}

#[test]
fn fewer_places_are_refused_and_more_are_skipped() {
    for (json, message) in [
        ("[]", "expected an array of 2 items, found fewer at "),
        (r#"["a"]"#, "expected an array of 2 items, found fewer at "),
        (r#"["a","b"]"#, "a string where an integer was expected at /1"),
        (r#"{"0":"a"}"#, "an object where an array was expected at "),
        ("null", "null where an array was expected at "),
    ] {
        assert_eq!(read::<(String, i64)>(json), Err(message.to_owned()), "{json}");
    }
    assert_eq!(read::<(String, i64)>(r#"["a",1,{"b":[2]},3]"#), Ok(("a".to_owned(), 1)));
}

#[test]
fn what_is_read_replaces_what_was_there() {
    let json = r#"[["a",1],["b",2]]"#;
    let list: Vec<(String, Option<i64>)> = read(json).unwrap();
    assert_eq!(written(&list), json);
    let boxed: Option<Box<(i64, Inner)>> = read("[1,[2,true]]").unwrap();
    assert_eq!(boxed, Some(Box::new((1, Box::new((2, true))))));
    assert_eq!(written(&boxed), "[1,[2,true]]");
    assert_eq!(read::<Patch<(i64, i64)>>("null"), Ok(Patch::Null));
}
