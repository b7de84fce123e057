//! Numbers: exact, or refused.

use sdk_runtime::runtime::json::{Field, from_slice, to_vec};

use super::random::Random;

fn read<T: Field>(json: &str) -> Result<T, String> {
    from_slice(json.as_bytes()).map_err(|bad| bad.message().to_owned())
}

fn written<T: Field>(value: T) -> String {
    String::from_utf8(to_vec(&value).unwrap()).unwrap()
}

#[test]
fn integers_are_exact_to_their_bounds() {
    assert_eq!(read::<i64>("-9223372036854775808"), Ok(i64::MIN));
    assert_eq!(read::<i64>("9223372036854775807"), Ok(i64::MAX));
    assert_eq!(read::<u64>("18446744073709551615"), Ok(u64::MAX));
    assert_eq!(read::<i32>("-2147483648"), Ok(i32::MIN));
    assert_eq!(read::<u8>("255"), Ok(255));
    assert_eq!(read::<u128>("340282366920938463463374607431768211455"), Ok(u128::MAX));
    assert_eq!(read::<i64>("-0"), Ok(0));
    assert_eq!(read::<u64>("-0"), Ok(0));
}

#[test]
fn what_does_not_fit_is_refused() {
    for (json, message) in [
        ("9223372036854775808", "the integer 9223372036854775808 is out of range"),
        ("-9223372036854775809", "the integer -9223372036854775809 is out of range"),
        ("1.5", "the number 1.5 where an integer was expected"),
        ("1e-2", "the number 1e-2 where an integer was expected"),
        ("9223372036854775808.0", "the integer 9223372036854775808.0 is out of range"),
        ("1e19", "the integer 1e19 is out of range"),
        ("1e400", "the number 1e400 where an integer was expected"),
        ("1e99999999999999999999", "the number 1e99999999999999999999 where an integer was expected"),
        ("\"1\"", "a string where an integer was expected"),
        ("null", "null where an integer was expected"),
        ("true", "a boolean where an integer was expected"),
        ("[1]", "an array where an integer was expected"),
        ("{}", "an object where an integer was expected"),
    ] {
        assert_eq!(read::<i64>(json), Err(message.to_owned()), "{json}");
    }
    assert!(read::<u64>("18446744073709551616").is_err());
    assert!(read::<u64>("-1").is_err());
    assert!(read::<u8>("256").is_err());
    assert!(read::<i32>("2147483648").is_err());
    assert!(read::<i64>("01").is_err());
    assert!(read::<i64>("+1").is_err());
}

#[test]
fn integers_may_be_written_as_other_numbers() {
    for (json, number) in [
        ("1.0", 1),
        ("-1.000", -1),
        ("1e3", 1000),
        ("1E+3", 1000),
        ("1.25e2", 125),
        ("-1200e-2", -12),
        ("10.0", 10),
        ("0.0", 0),
        ("-0.0", 0),
        ("0e99999999999999999999", 0),
        ("9223372036854775807.0", i64::MAX), // not by way of a float, which would be one more
        ("-9.223372036854775808e18", i64::MIN),
    ] {
        assert_eq!(read::<i64>(json), Ok(number), "{json}");
    }
    assert_eq!(read::<u64>("-0.0"), Ok(0));
    assert_eq!(read::<u8>("2.55e2"), Ok(255));
    assert!(read::<u8>("2.56e2").is_err());
    assert!(read::<u64>("-1.0").is_err());
    let long = format!("1.{}", "0".repeat(100_000));
    assert_eq!(read::<i64>(&long), Ok(1));
    assert!(read::<i64>(&format!("{long}1")).is_err());
}

#[test]
fn integers_are_written_exactly() {
    assert_eq!(written(i64::MIN), "-9223372036854775808");
    assert_eq!(written(u64::MAX), "18446744073709551615");
    assert_eq!(written(vec![0_u8, 255]), "[0,255]");
}

#[test]
fn floats_are_the_nearest_there_are() {
    let mut random = Random::new(7);
    for _ in 0..20_000 {
        let number = f64::from_bits(random.next());
        if !number.is_finite() {
            continue;
        }
        for text in [format!("{number:e}"), format!("{number:.17e}"), written(number)] {
            let back = read::<f64>(&text).unwrap();
            assert_eq!(back.to_bits(), text.parse::<f64>().unwrap().to_bits(), "{text}");
        }
        assert_eq!(read::<f64>(&written(number)).unwrap().to_bits(), number.to_bits());
    }
    for text in ["0.1", "1e23", "2.2250738585072011e-308", "9007199254740993", "-0", "-0.0", "5e-324", "1e-400"] {
        assert_eq!(read::<f64>(text).unwrap().to_bits(), text.parse::<f64>().unwrap().to_bits(), "{text}");
    }
}

#[test]
fn floats_inside_open_values_are_the_nearest_too() {
    let mut random = Random::new(11);
    for _ in 0..5_000 {
        let number = f64::from_bits(random.next());
        if number.is_finite() {
            let tree = read::<serde_json::Value>(&format!("{number:e}")).unwrap();
            assert_eq!(tree.as_f64().unwrap().to_bits(), number.to_bits(), "{number:e}");
        }
    }
    assert_eq!(read::<serde_json::Value>("18446744073709551615").unwrap().as_u64(), Some(u64::MAX));
    assert_eq!(read::<serde_json::Value>("-9223372036854775808").unwrap().as_i64(), Some(i64::MIN));
}

#[test]
fn single_floats_are_rounded_once() {
    // Through f64 this one would come out one step too low.
    let text = "1.00000017881393432617187499";
    assert_eq!(read::<f32>(text).unwrap().to_bits(), text.parse::<f32>().unwrap().to_bits());
    assert!(read::<f32>("1e39").is_err());
    assert_eq!(written(0.1_f32), "0.1");
}

#[test]
fn what_is_not_finite_is_neither_read_nor_written() {
    assert_eq!(read::<f64>("1e400"), Err("the number 1e400 is out of range".to_owned()));
    assert!(read::<f64>("NaN").is_err());
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let error = to_vec(&vec![1.0, number]).unwrap_err();
        assert_eq!(error.to_string(), format!("{number} cannot be written as JSON"));
        assert!(to_vec(&(number as f32)).is_err());
    }
}
