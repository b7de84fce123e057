//! Mutated documents: ours and serde_json must agree on what is JSON and on what it says.

use sdk_runtime::runtime::json::{Reader, from_slice, to_vec};
use serde_json::Value;

use super::fixture::Room;
use super::judge::judge;
use super::random::Random;

const SEEDS: &[&str] = &[
    r#"{"subject":"s","cleared":null,"id":"\u00e9\ud83d\ude00","entities":[{"subject":"","cleared":"x"}],"n":-12}"#,
    r#"[1,-0,2.5e3,1E-7,true,false,null,"a\"b\\c\/\b\f\n\r\t",[],{},[[{"k":[0]}]]]"#,
    r#" {"a" : {"b" : [ {"c" : "é€😀"} , 1e308 ] } , "" : "" } "#,
    r#"{"kind":"group","labels":{"a":"1","b":"2"},"anything":{"x":[1,2,{"y":0.1}]},"cleared":"","subject":"q"}"#,
];

const PIECES: &[&[u8]] = &[
    b"{", b"}", b"[", b"]", b",", b":", b"\"", b"\\", b"\\u", b"\\ud800", b"0", b"1", b"-", b"+", b".", b"e", b"E9",
    b"e400", b"null", b"true", b"false", b" ", b"\n", b"\t", b"\x00", b"\x1f", b"\xff", b"\xc3", b"\xe2\x82\xac", b"//",
    b"NaN", b"Infinity", b"\"a\":1", b"[[[[", b"]]]]",
];

fn mutated(random: &mut Random) -> Vec<u8> {
    let mut json = SEEDS[random.below(SEEDS.len())].as_bytes().to_vec();
    for _ in 0..1 + random.below(4) {
        let at = random.below(json.len() + 1);
        match random.below(5) {
            0 if at < json.len() => drop(json.remove(at)),
            1 if at < json.len() => json[at] = (random.next() & 0xff) as u8,
            2 => json.truncate(at.max(1)),
            3 => {
                let end = (at + random.below(12)).min(json.len());
                let copy = json[at..end].to_vec();
                let to = random.below(json.len() + 1);
                json.splice(to..to, copy);
            }
            _ => {
                let piece = PIECES[random.below(PIECES.len())];
                json.splice(at..at, piece.iter().copied());
            }
        }
    }
    json
}

/// serde_json is off by a last digit in some floats; that is its choice, not a difference that counts.
fn alike(ours: &Value, theirs: &Value) -> bool {
    match (ours, theirs) {
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| alike(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|((k, a), (l, b))| k == l && alike(a, b))
        }
        (Value::Number(a), Value::Number(b)) if a.is_f64() => {
            let (a, b) = (a.as_f64().unwrap(), b.as_f64().unwrap());
            (a - b).abs() <= a.abs() * 1e-15
        }
        (a, b) => a == b,
    }
}

#[test]
fn mutated_documents() {
    let mut random = Random::new(0x5eed);
    let (mut accepted, mut refused) = (0, 0);
    for _ in 0..60_000 {
        let json = mutated(&mut random);
        let shown = String::from_utf8_lossy(&json);
        let theirs = judge(&json);
        let mut skipper = Reader::new(&json);
        let skipped = skipper.skip().and_then(|()| skipper.finish());
        assert_eq!(skipped.is_ok(), theirs.is_ok(), "skipping {shown:?}: {skipped:?} {theirs:?}");
        match (from_slice::<Value>(&json), theirs) {
            (Ok(ours), Ok(theirs)) => {
                accepted += 1;
                assert!(alike(&ours, &theirs), "{shown:?}: {ours} {theirs}");
                let back: Value = from_slice(&to_vec(&ours).unwrap()).unwrap();
                assert_eq!(back, ours);
            }
            (Err(_), Err(_)) => refused += 1,
            (ours, theirs) => panic!("{shown:?}: {ours:?} {theirs:?}"),
        }
        // A model never accepts what is no JSON, and what it read it can write and read again.
        if let Ok(room) = from_slice::<Room>(&json) {
            assert!(judge(&json).is_ok(), "{shown:?}");
            assert_eq!(from_slice::<Room>(&to_vec(&room).unwrap()).unwrap(), room);
        }
    }
    assert!(accepted > 3_000 && refused > 20_000, "{accepted} {refused}");
}
