//! serde_json as the judge, made independent of its features: a build of the whole workspace turns on
//! `arbitrary_precision`, which keeps numbers that no `f64` can hold and tells `2.5` from `2.50`.

use serde_json::{Number, Value};

/// What serde_json makes of a document without that feature.
pub fn judge(json: &[u8]) -> Result<Value, String> {
    serde_json::from_slice(json).map_err(|error| error.to_string()).and_then(plain)
}

fn plain(value: Value) -> Result<Value, String> {
    Ok(match value {
        Value::Number(number) => Value::Number(number_of(&number.to_string())?),
        Value::Array(items) => Value::Array(items.into_iter().map(plain).collect::<Result<_, _>>()?),
        Value::Object(members) => {
            let members = members.into_iter().map(|(key, value)| Ok((key, plain(value)?)));
            Value::Object(members.collect::<Result<_, String>>()?)
        }
        other => other,
    })
}

fn number_of(text: &str) -> Result<Number, String> {
    if let (Ok(number), true) = (text.parse::<i64>(), text != "-0") {
        return Ok(Number::from(number));
    }
    if let Ok(number) = text.parse::<u64>() {
        return Ok(Number::from(number));
    }
    text.parse().ok().and_then(Number::from_f64).ok_or_else(|| format!("{text} is out of range"))
}

#[test]
fn the_judge_judges() {
    assert!(judge(b"1e400").is_err() && judge(b"[{\"a\":-1e400}]").is_err() && judge(b"{").is_err());
    assert_eq!(judge(b"[2.50,1,-1,18446744073709551615]"), judge(b"[2.5,1,-1,18446744073709551615]"));
    assert_ne!(judge(b"-0"), judge(b"0"));
}
