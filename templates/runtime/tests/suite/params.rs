//! The style table of OpenAPI, row by row, and percent-encoding.

use std::collections::BTreeMap;

use sdk_runtime::runtime::params::{self, Keep, percent_encode};
use sdk_runtime::runtime::{ParamValue, Style, StyleKind, ToParam};

use super::fixture::{Inner, Room};

/// `color` as the table has it: empty, one, several, an object with R, G, B.
fn colors() -> [ParamValue<'static>; 4] {
    let object = [("R", "100"), ("G", "200"), ("B", "150")];
    [
        ParamValue::from(""),
        ParamValue::from("blue"),
        ParamValue::List(["blue", "black", "brown"].map(ParamValue::from).to_vec()),
        ParamValue::Object(object.map(|(key, value)| (key.into(), ParamValue::from(value))).to_vec()),
    ]
}

#[test]
fn paths() {
    use StyleKind::{Label, Matrix, Simple};
    for (kind, explode, rows) in [
        (Matrix, false, [";color", ";color=blue", ";color=blue,black,brown", ";color=R,100,G,200,B,150"]),
        (Matrix, true, [";color", ";color=blue", ";color=blue;color=black;color=brown", ";R=100;G=200;B=150"]),
        (Label, false, [".", ".blue", ".blue,black,brown", ".R,100,G,200,B,150"]),
        (Label, true, [".", ".blue", ".blue.black.brown", ".R=100.G=200.B=150"]),
        (Simple, false, ["", "blue", "blue,black,brown", "R,100,G,200,B,150"]),
        (Simple, true, ["", "blue", "blue,black,brown", "R=100,G=200,B=150"]),
    ] {
        for (value, row) in colors().iter().zip(rows) {
            let text = params::path("color", Style::new(kind, explode), value);
            assert_eq!(text.as_deref(), Some(row), "{kind:?} {explode}");
        }
    }
}

#[test]
fn queries() {
    use StyleKind::{Form, PipeDelimited, SpaceDelimited};
    for (kind, explode, rows) in [
        (Form, false, ["color=", "color=blue", "color=blue,black,brown", "color=R,100,G,200,B,150"]),
        (Form, true, ["color=", "color=blue", "color=blue&color=black&color=brown", "R=100&G=200&B=150"]),
        (
            SpaceDelimited,
            false,
            ["color=", "color=blue", "color=blue%20black%20brown", "color=R%20100%20G%20200%20B%20150"],
        ),
        (
            PipeDelimited,
            false,
            ["color=", "color=blue", "color=blue%7Cblack%7Cbrown", "color=R%7C100%7CG%7C200%7CB%7C150"],
        ),
        (SpaceDelimited, true, ["color=", "color=blue", "color=blue&color=black&color=brown", "R=100&G=200&B=150"]),
    ] {
        for (value, row) in colors().iter().zip(rows) {
            let text = params::query("color", Style::new(kind, explode), value);
            assert_eq!(text.as_deref(), Some(row), "{kind:?} {explode}");
        }
    }
    assert_eq!(params::query("color", Style::TAB, &colors()[2]).as_deref(), Some("color=blue%09black%09brown"));
    let deep = params::query("color", Style::DEEP_OBJECT, &colors()[3]);
    assert_eq!(deep.as_deref(), Some("color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"));
}

#[test]
fn headers_and_cookies() {
    let [_, one, list, object] = colors();
    assert_eq!(params::header(Style::SIMPLE, &list).as_deref(), Some("blue,black,brown"));
    assert_eq!(params::header(Style::SIMPLE, &object).as_deref(), Some("R,100,G,200,B,150"));
    assert_eq!(params::header(Style::SIMPLE_EXPLODED, &object).as_deref(), Some("R=100,G=200,B=150"));
    // Swagger 2.0 has its delimiters in every place.
    assert_eq!(params::header(Style::SPACE, &list).as_deref(), Some("blue black brown"));
    assert_eq!(params::header(Style::PIPE, &list).as_deref(), Some("blue|black|brown"));
    assert_eq!(params::header(Style::TAB, &list).as_deref(), Some("blue\tblack\tbrown"));
    assert_eq!(params::path("c", Style::SPACE, &list).as_deref(), Some("blue%20black%20brown"));
    assert_eq!(params::path("c", Style::PIPE, &list).as_deref(), Some("blue%7Cblack%7Cbrown"));
    // A header is no URL: nothing is encoded.
    assert_eq!(params::header(Style::SIMPLE, &"a b/ü%".to_param()).as_deref(), Some("a b/ü%"));
    assert_eq!(params::cookie("c", Style::FORM, &one).as_deref(), Some("c=blue"));
    assert_eq!(params::cookie("c", Style::FORM, &list).as_deref(), Some("c=blue; c=black; c=brown"));
    assert_eq!(params::cookie("c", Style::FORM_JOINED, &list).as_deref(), Some("c=blue,black,brown"));
    assert_eq!(params::cookie("c", Style::FORM, &"a;b".to_param()).as_deref(), Some("c=a%3Bb"));
}

#[test]
fn nothing_is_not_sent() {
    let empty: [&str; 0] = [];
    for value in [ParamValue::Absent, empty.to_param(), BTreeMap::<String, i32>::new().to_param()] {
        for style in [Style::FORM, Style::FORM_JOINED, Style::DEEP_OBJECT, Style::SPACE] {
            assert_eq!(params::query("a", style, &value), None);
        }
        assert_eq!(params::path("a", Style::SIMPLE, &value), None);
        assert_eq!(params::header(Style::SIMPLE, &value), None);
        assert_eq!(params::cookie("a", Style::FORM, &value), None);
    }
    let some = [Some("x"), None].as_slice().to_param().into_owned();
    assert_eq!(params::query("a", Style::FORM, &some).as_deref(), Some("a=x"));
}

#[test]
fn values_are_encoded_and_delimiters_are_not() {
    let hard = [r"a,b", "c&d=e", "f g", "%41", "é/?#"].to_param().into_owned();
    assert_eq!(
        params::query("q[1]", Style::FORM_JOINED, &hard).as_deref(),
        Some("q%5B1%5D=a%2Cb,c%26d%3De,f%20g,%2541,%C3%A9%2F%3F%23")
    );
    assert_eq!(
        params::path("p", Style::SIMPLE, &hard).as_deref(),
        Some("a%2Cb,c%26d%3De,f%20g,%2541,%C3%A9%2F%3F%23")
    );
    let mut all = String::new();
    for byte in 0..=127_u8 {
        percent_encode(&char::from(byte).to_string(), Keep::Unreserved, &mut all);
    }
    let plain: String = all.split('%').map(|part| part.get(2..).unwrap_or_default()).collect();
    assert_eq!(plain, "-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~");
}

#[test]
fn reserved_characters_stay_where_they_are_allowed() {
    let style = Style::FORM.reserved();
    let text = "a/b?c:d@e!$'()*,;=%20% é".to_param();
    assert_eq!(
        params::query("q", style, &text).as_deref(),
        Some("q=a/b?c:d@e!$'()*,;=%20%25%20%C3%A9")
    );
    // These would end the value.
    assert_eq!(params::query("q", style, &"a&b=1#c+[d]".to_param()).as_deref(), Some("q=a%26b=1%23c%2B%5Bd%5D"));
    // In a path a slash would be a new segment, allowed or not.
    assert_eq!(params::path("p", Style::SIMPLE.reserved(), &"a/b".to_param()).as_deref(), Some("a%2Fb"));
}

#[test]
fn rust_types() {
    for (value, text) in [
        (&1_i32 as &dyn ToParam, "1"),
        (&i64::MIN, "-9223372036854775808"),
        (&u64::MAX, "18446744073709551615"),
        (&1.5_f64, "1.5"),
        (&1e21_f64, "1000000000000000000000"),
        (&true, "true"),
        (&String::from("s"), "s"),
        (&"s", "s"),
        (&Some("s"), "s"),
        (&Box::new(2), "2"),
    ] {
        assert_eq!(value.to_param(), text.to_param());
    }
    assert_eq!(vec![1, 2].to_param(), ["1", "2"].to_param());
    assert_eq!(None::<i32>.to_param(), ParamValue::Absent);
}

#[test]
fn models_are_parameters() {
    let inner = params::from_json(&Inner { a: Some(1), b: None }).unwrap();
    assert_eq!(params::query("f", Style::DEEP_OBJECT, &inner).as_deref(), Some("f%5Ba%5D=1"));
    let mut room = Room::new("s");
    room.labels.insert("k k".into(), "v".into());
    room.entities = Some(vec![]);
    room.anything = Some(serde_json::json!([1, 2]));
    let deep = params::query("r", Style::DEEP_OBJECT, &params::from_json(&room).unwrap()).unwrap();
    let mut parts: Vec<&str> = deep.split('&').collect();
    parts.sort_unstable();
    assert_eq!(
        parts,
        ["r%5Banything%5D=1", "r%5Banything%5D=2", "r%5Blabels%5D%5Bk%20k%5D=v", "r%5Bsubject%5D=s"]
    );
}

#[test]
fn forms() {
    let tree = serde_json::json!({"a": "x y&z", "b": [1, 2], "c": {"d": [true]}, "e": null, "f": {"g": 1}});
    assert_eq!(
        params::form(&tree, &[("f", Style::DEEP_OBJECT)]),
        "a=x%20y%26z&b=1&b=2&c=%7B%22d%22%3A%5Btrue%5D%7D&f%5Bg%5D=1"
    );
    assert_eq!(params::form(&serde_json::json!([1]), &[]), "");
}

/// OpenAPI says nothing of lists in `deepObject`; servers that read it do.
#[test]
fn lists_in_deep_objects() {
    let query = |value: serde_json::Value| params::query("q", Style::DEEP_OBJECT, &value.to_param());
    let plain = |text: &str| text.replace('[', "%5B").replace(']', "%5D");
    for (value, expected) in [
        (serde_json::json!({"ids": [1, 2]}), "q[ids]=1&q[ids]=2"),
        (serde_json::json!(["a", "b"]), "q[0]=a&q[1]=b"),
        (serde_json::json!([{"a": 1}, {"b": [2]}]), "q[0][a]=1&q[1][b]=2"),
        (serde_json::json!({"items": [{"a": 1, "b": 2}]}), "q[items][0][a]=1&q[items][0][b]=2"),
        (serde_json::json!({"none": [], "null": null, "e": {}, "x": ""}), "q[x]="),
    ] {
        assert_eq!(query(value), Some(plain(expected)));
    }
    let tree = serde_json::json!({"expand": ["a", "b"], "items": [{"price": 1, "tags": ["x"]}]});
    assert_eq!(
        params::form(&tree, &[("expand", Style::DEEP_OBJECT), ("items", Style::DEEP_OBJECT)]),
        plain("expand[0]=a&expand[1]=b&items[0][price]=1&items[0][tags][0]=x")
    );
}

/// OpenAPI 3.2's `style: cookie`: as it is, but for what would end the value or the header.
#[test]
fn cookies_as_they_are() {
    let cookie = |style: Style, value: &dyn ToParam| params::cookie("c", style, &value.to_param());
    assert_eq!(cookie(Style::COOKIE, &"a=b/c%20:d").as_deref(), Some("c=a=b/c%20:d"));
    assert_eq!(cookie(Style::COOKIE, &"a; b=1\r\n\"é\\").as_deref(), Some("c=a%3B%20b=1%0D%0A%22%C3%A9%5C"));
    assert_eq!(cookie(Style::COOKIE, &vec!["a", "b"]).as_deref(), Some("c=a; c=b"));
    assert_eq!(cookie(Style::COOKIE_JOINED, &vec!["a", "b,"]).as_deref(), Some("c=a,b%2C"));
    let object = serde_json::json!({"a": 1, "b": "x"});
    assert_eq!(cookie(Style::COOKIE, &object).as_deref(), Some("a=1; b=x"));
    assert_eq!(cookie(Style::COOKIE, &None::<i32>), None);
}

/// OpenAPI has no rule for what is nested: a server can at least read JSON.
#[test]
fn what_no_style_can_write_is_json() {
    let tree = serde_json::json!({"a": [{"b": 1, "c": "1"}, {"d": null}], "e": ["x", 2], "f": {"g": true}});
    let text = params::query("q", Style::FORM, &tree.to_param());
    let a = "%5B%7B%22b%22%3A1%2C%22c%22%3A%221%22%7D%2C%7B%22d%22%3Anull%7D%5D";
    assert_eq!(text.as_deref(), Some(format!("a={a}&e=x,2&f=%7B%22g%22%3Atrue%7D").as_str()));
    let list = serde_json::json!([{"b": 1.5}, ["x", "y"], "z"]);
    assert_eq!(
        params::query("q", Style::FORM, &list.to_param()).as_deref(),
        Some("q=%7B%22b%22%3A1.5%7D&q=x,y&q=z")
    );
    assert_eq!(params::header(Style::SIMPLE, &list.to_param()).as_deref(), Some(r#"{"b":1.5},x,y,z"#));
    let deep = params::query("q", Style::DEEP_OBJECT, &tree.to_param()).unwrap();
    assert!(deep.contains("q%5Ba%5D%5B0%5D%5Bb%5D=1&") && deep.contains("q%5Bf%5D%5Bg%5D=true"), "{deep}");
}
