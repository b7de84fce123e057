//! The types of the crate `jiff`. Its `Timestamp` is an instant: the offset that came is not kept.

use jiff::Timestamp;
use jiff::civil::{Date, Time};

use super::dates::text_field;

text_field!(Timestamp, Timestamp::UNIX_EPOCH, "an RFC 3339 date and time", read_moment, write_moment);
text_field!(Date, Date::MIN, "a date (YYYY-MM-DD)", read_date, write_date);
text_field!(Time, Time::MIN, "a time of day (HH:MM:SS)", read_time, write_time);

fn read_moment(text: &str) -> Option<Timestamp> {
    text.parse().ok()
}

fn write_moment(moment: &Timestamp) -> Option<String> {
    (!moment.to_string().starts_with('-')).then(|| moment.to_string())
}

// jiff reads a whole date and time as a date too, by dropping the rest: a date has ten characters.
fn read_date(text: &str) -> Option<Date> {
    if text.len() == 10 { text.parse().ok() } else { None }
}

fn write_date(date: &Date) -> Option<String> {
    (date.year() >= 0).then(|| date.to_string())
}

fn read_time(text: &str) -> Option<Time> {
    if text.as_bytes().get(2) == Some(&b':') && text.len() >= 8 { text.parse().ok() } else { None }
}

// Always an answer; the shape is that of its neighbours, whose types reach beyond what the text can say.
#[allow(clippy::unnecessary_wraps)]
fn write_time(time: &Time) -> Option<String> {
    Some(time.to_string())
}
