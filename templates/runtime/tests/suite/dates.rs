//! Dates: what comes is kept, what is no date is refused.

use sdk_runtime::runtime::json::{Field, from_slice, to_vec};

fn same<T: Field>(texts: &[&str]) {
    for text in texts {
        let json = format!("\"{text}\"");
        let value: T = from_slice(json.as_bytes()).unwrap_or_else(|bad| panic!("{text}: {bad}"));
        assert_eq!(String::from_utf8(to_vec(&value).unwrap()).unwrap(), json);
    }
}

fn refused<T: Field>(texts: &[&str]) {
    for text in texts {
        assert!(from_slice::<T>(format!("\"{text}\"").as_bytes()).is_err(), "{text}");
    }
}

const MOMENTS: &[&str] = &["2026-02-28T13:05:09Z", "2026-02-28T13:05:09.123Z", "1969-12-31T23:59:59Z"];
#[cfg(any(feature = "time", feature = "chrono"))]
const OFFSETS: &[&str] = &["2026-02-28T13:05:09.000123+05:30", "2026-02-28T13:05:09-03:00"];
const NO_MOMENTS: &[&str] =
    &["", "2026-02-28", "2026-02-28T13:05:09", "2026-02-30T00:00:00Z", "2026-02-28T25:00:00Z", "yesterday"];
const DATES: &[&str] = &["2026-02-28", "2024-02-29", "0001-01-01", "9999-12-31"];
const NO_DATES: &[&str] = &["", "2026-2-28", "2025-02-29", "26-02-28", "2026-02-28T00:00:00Z", "2026-13-01", "20260228"];
const TIMES: &[&str] = &["13:05:09", "00:00:00", "23:59:59.5", "01:02:03.000000001"];
const NO_TIMES: &[&str] = &["", "25:00:00", "1:00:00", "13:05:61", "13:05:09.", "noon"];

#[cfg(feature = "time")]
#[test]
fn time() {
    same::<time::OffsetDateTime>(MOMENTS);
    same::<time::OffsetDateTime>(OFFSETS);
    refused::<time::OffsetDateTime>(NO_MOMENTS);
    same::<time::Date>(DATES);
    refused::<time::Date>(NO_DATES);
    same::<time::Time>(TIMES);
    refused::<time::Time>(NO_TIMES);
    let bad = from_slice::<Vec<time::Date>>(b"[ \"x\"]").unwrap_err();
    assert_eq!(bad.to_string(), "\"x\" where a date (YYYY-MM-DD) was expected at /0 (byte 2)");
}

#[cfg(feature = "chrono")]
#[test]
fn chrono() {
    same::<chrono::DateTime<chrono::FixedOffset>>(MOMENTS);
    same::<chrono::DateTime<chrono::FixedOffset>>(OFFSETS);
    refused::<chrono::DateTime<chrono::FixedOffset>>(NO_MOMENTS);
    same::<chrono::NaiveDate>(DATES);
    refused::<chrono::NaiveDate>(NO_DATES);
    same::<chrono::NaiveTime>(TIMES);
    refused::<chrono::NaiveTime>(NO_TIMES);
}

#[cfg(feature = "jiff")]
#[test]
fn jiff() {
    same::<jiff::Timestamp>(MOMENTS);
    let moved: jiff::Timestamp = from_slice(b"\"2026-02-28T13:05:09+05:30\"").unwrap();
    assert_eq!(to_vec(&moved).unwrap(), b"\"2026-02-28T07:35:09Z\"");
    refused::<jiff::Timestamp>(NO_MOMENTS);
    same::<jiff::civil::Date>(DATES);
    refused::<jiff::civil::Date>(NO_DATES);
    same::<jiff::civil::Time>(TIMES);
    refused::<jiff::civil::Time>(NO_TIMES);
}

#[cfg(feature = "time")]
#[test]
fn dates_are_parameters() {
    use sdk_runtime::runtime::ToParam;
    let day = ::time::Date::from_calendar_date(2026, ::time::Month::February, 28).unwrap();
    assert_eq!(day.to_param(), "2026-02-28".to_param());
    assert_eq!(::time::OffsetDateTime::UNIX_EPOCH.to_param(), "1970-01-01T00:00:00Z".to_param());
}
