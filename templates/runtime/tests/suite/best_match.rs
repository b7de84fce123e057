//! Unions without discriminator: the candidate that knows most of a value is taken.

use std::time::{Duration, Instant};

use sdk_runtime::runtime::json::{Bad, Field, Model, Object, RawJson, Reader, Writer, from_slice, to_vec};
use sdk_runtime::runtime::unions::{self, Union, UnknownJson};

use super::fixture::RoomKind;

macro_rules! model {
    ($name:ident: $($key:ident $type:ty),+) => {
        #[derive(Clone, Debug, PartialEq)]
        struct $name {
            $($key: Option<$type>,)+
        }
        impl Model for $name {
            const NAME: &'static str = stringify!($name);
            const KEYS: &'static [&'static str] = &[$(stringify!($key)),+];
            fn empty() -> Self {
                Self { $($key: None),+ }
            }
            fn fill(&mut self, key: usize, r: &mut Reader<'_>) -> Result<(), Bad> {
                match Self::KEYS.get(key) {
                    $(Some(&stringify!($key)) => self.$key.read(r),)+
                    _ => r.skip(),
                }
            }
            fn emit(&self, object: &mut Object<'_>) {
                $(object.field(stringify!($key), &self.$key);)+
            }
        }
    };
}

model!(Number: a i64, next Box<Any>, kind RoomKind);
model!(Flag: b bool, a i64, next Box<Any>, last bool);

#[derive(Clone, Debug, PartialEq)]
enum Any {
    Number(Number),
    Flag(Flag),
    Unknown(UnknownJson),
}

impl Union for Any {
    const NAME: &'static str = "Any";
    fn read_union(raw: &RawJson<'_>) -> Result<Self, Bad> {
        let mut tries = raw.tries();
        if tries.fits("Number", Self::Number) || tries.fits("Flag", Self::Flag) {
            return tries.end(Self::Unknown);
        }
        tries.end(Self::Unknown)
    }
    fn write_union(&self, w: &mut Writer<'_>) {
        match self {
            Self::Number(value) => value.write(w),
            Self::Flag(value) => value.write(w),
            Self::Unknown(value) => value.write(w),
        }
    }
    fn empty_union() -> Self {
        Self::Unknown(UnknownJson::null())
    }
}

impl Field for Box<Any> {
    fn empty() -> Self {
        Box::new(unions::empty())
    }
    fn read(&mut self, r: &mut Reader<'_>) -> Result<(), Bad> {
        unions::read(&mut **self, r)
    }
    fn write(&self, w: &mut Writer<'_>) {
        unions::write(&**self, w);
    }
}

fn read(json: &str) -> Any {
    *from_slice::<Box<Any>>(json.as_bytes()).unwrap()
}

#[test]
fn the_first_candidate_that_knows_all_is_taken() {
    assert!(matches!(read(r#"{"a":1}"#), Any::Number(_)));
    assert!(matches!(read("{}"), Any::Number(_)));
    assert!(matches!(read(r#"{"a":1,"b":true}"#), Any::Flag(_)));
}

#[test]
fn of_several_that_do_not_the_one_that_knows_most() {
    assert!(matches!(read(r#"{"a":1,"b":true,"new":0}"#), Any::Flag(_)));
    assert!(matches!(read(r#"{"a":1,"kind":"group","new":{"b":true}}"#), Any::Number(_)));
    // Where two know as much, the earlier one.
    assert!(matches!(read(r#"{"new":0}"#), Any::Number(_)));
}

#[test]
fn words_and_inner_values_that_nobody_knows_count() {
    // `kind` is a member of the first alone: its word counts there, the whole member with the other.
    assert!(matches!(read(r#"{"kind":"new"}"#), Any::Number(_)));
    assert!(matches!(read(r#"{"kind":"group","last":true}"#), Any::Number(_)));
    assert!(matches!(read(r#"{"kind":"new","last":true}"#), Any::Flag(_)));
    // The inner value fits its union equally, whichever candidate holds it.
    let outer = read(r#"{"next":{"b":true,"new":1},"last":true}"#);
    let Any::Flag(Flag { next: Some(next), .. }) = &outer else { panic!("{outer:?}") };
    assert!(matches!(**next, Any::Flag(_)), "{next:?}");
}

#[test]
fn why_none_fits_is_kept() {
    let Any::Unknown(unknown) = read(r#"{"a":"x"}"#) else { panic!("it fits none") };
    assert_eq!(unknown.as_str(), r#"{"a":"x"}"#);
    assert_eq!(
        unknown.why(),
        "Number: a string where an integer was expected at /a; Flag: a string where an integer was expected at /a"
    );
}

#[test]
fn unions_in_unions_end() {
    // Each level fails only after the next one was read, once per candidate: 2 to the power of 100 without a bound.
    let deep = format!("{}1{}", r#"{"next":"#.repeat(100), r#","a":"x"}"#.repeat(100));
    let started = Instant::now();
    let value = from_slice::<Box<Any>>(deep.as_bytes()).unwrap();
    assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
    assert_eq!(to_vec(&value).unwrap(), deep.as_bytes());
}

#[test]
fn a_long_list_of_unions_is_read_to_its_end() {
    let item = r#"{"a":1,"b":true,"new":0,"next":{"b":false}}"#;
    let json = format!("[{}]", vec![item; 5000].join(","));
    let all: Vec<Box<Any>> = from_slice(json.as_bytes()).unwrap();
    assert_eq!(all.len(), 5000);
    assert!(all.iter().all(|one| matches!(**one, Any::Flag(_))));
}
