//! The types of the crate `chrono`.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveTime, SecondsFormat, Timelike};

use super::dates;
use super::texts::text_field;

text_field!(
    DateTime<FixedOffset>,
    DateTime::UNIX_EPOCH.fixed_offset(),
    "an RFC 3339 date and time",
    read_moment,
    write_moment
);
text_field!(NaiveDate, NaiveDate::MIN, "a date (YYYY-MM-DD)", read_date, write_date);
text_field!(NaiveTime, NaiveTime::MIN, "a time of day (HH:MM:SS)", read_time, write_time);

// The offset and the fraction of a second stay as they came.
fn read_moment(text: &str) -> Option<DateTime<FixedOffset>> {
    DateTime::parse_from_rfc3339(text).ok()
}

fn write_moment(moment: &DateTime<FixedOffset>) -> Option<String> {
    let fits = (0..=9999).contains(&moment.year());
    fits.then(|| moment.to_rfc3339_opts(SecondsFormat::AutoSi, true))
}

fn read_date(text: &str) -> Option<NaiveDate> {
    let (year, month, day) = dates::date(text)?;
    NaiveDate::from_ymd_opt(year, u32::from(month), u32::from(day))
}

fn write_date(date: &NaiveDate) -> Option<String> {
    let (year, month, day) = (date.year(), date.month(), date.day());
    (0..=9999).contains(&year).then(|| format!("{year:04}-{month:02}-{day:02}"))
}

fn read_time(text: &str) -> Option<NaiveTime> {
    let (hour, minute, second, nanos) = dates::time(text)?;
    NaiveTime::from_hms_nano_opt(u32::from(hour), u32::from(minute), u32::from(second), nanos)
}

fn write_time(time: &NaiveTime) -> Option<String> {
    let text = format!("{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second());
    match time.nanosecond() {
        0 => Some(text),
        nanos => Some(format!("{text}.{}", format!("{nanos:09}").trim_end_matches('0'))),
    }
}
