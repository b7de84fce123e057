//! Texts with a type of their own: what comes is kept, what is something else is refused.

use sdk_runtime::runtime::json::{Field, from_slice, to_vec};
use sdk_runtime::runtime::{Patch, Secret, ToParam};

#[allow(dead_code)]
fn same<T: Field>(texts: &[&str]) {
    for text in texts {
        let json = format!("\"{text}\"");
        let value: T = from_slice(json.as_bytes()).unwrap_or_else(|bad| panic!("{text}: {bad}"));
        assert_eq!(String::from_utf8(to_vec(&value).unwrap()).unwrap(), json);
    }
}

#[allow(dead_code)]
fn refused<T: Field>(texts: &[&str]) {
    for text in texts {
        assert!(from_slice::<T>(format!("\"{text}\"").as_bytes()).is_err(), "{text}");
    }
}

#[cfg(feature = "uuid")]
#[test]
fn identifiers() {
    same::<uuid::Uuid>(&["550e8400-e29b-41d4-a716-446655440000", "00000000-0000-0000-0000-000000000000"]);
    let capitals: uuid::Uuid = from_slice(b"\"550E8400-E29B-41D4-A716-446655440000\"").unwrap();
    assert_eq!(capitals.to_param(), "550e8400-e29b-41d4-a716-446655440000".to_param());
    refused::<uuid::Uuid>(&[
        "",
        "550e8400e29b41d4a716446655440000",
        "{550e8400-e29b-41d4-a716-446655440000}",
        "550e8400-e29b-41d4-a716-44665544000g",
    ]);
}

#[cfg(feature = "url")]
#[test]
fn addresses() {
    same::<url::Url>(&["https://example.com/a?b=c#d", "mailto:a@example.com", "urn:isbn:0451450523"]);
    refused::<url::Url>(&["", "/relative", "example.com", "http://"]);
    assert_eq!(url::Url::empty().as_str(), "about:blank");
}

#[cfg(feature = "rust_decimal")]
#[test]
fn exact_numbers() {
    let longest = "1.234567890123456789012345678";
    same::<rust_decimal::Decimal>(&["0", "-1.50", "100", "0.10", "79228162514264337593543950335", longest]);
    refused::<rust_decimal::Decimal>(&["", "1e5", "1_0", "0.12345678901234567890123456789", "NaN", "1,5"]);
    assert!(from_slice::<rust_decimal::Decimal>(b"1.5").is_err());
}

#[cfg(feature = "jiff")]
#[test]
fn durations() {
    same::<jiff::SpanFieldwise>(&["PT1H", "P1Y2M3DT4H5M6S", "PT60M", "P1W", "PT0.5S", "-P1D"]);
    refused::<jiff::SpanFieldwise>(&["", "1h", "P", "PT", "3600"]);
}

#[test]
fn a_secret_is_sent_and_not_shown() {
    let secret: Secret = from_slice(br#""hunter2""#).unwrap();
    assert_eq!(to_vec(&secret).unwrap(), br#""hunter2""#);
    assert_eq!(secret.to_param(), "hunter2".to_param());
    assert_eq!(secret.expose(), "hunter2");
    let patch: Patch<Secret> = "hunter2".into();
    assert_eq!(format!("{secret:?} {patch:?}"), "Secret(redacted) Value(Secret(redacted))");
    assert_eq!(Secret::default().expose(), "");
}
