//! The types of the crate `time`.

use time::format_description::well_known::Rfc3339;
use time::{Date, Month, OffsetDateTime, Time};

use super::dates;
use super::texts::text_field;

text_field!(
    OffsetDateTime,
    OffsetDateTime::UNIX_EPOCH,
    "an RFC 3339 date and time",
    read_moment,
    write_moment
);
text_field!(Date, Date::MIN, "a date (YYYY-MM-DD)", read_date, write_date);
text_field!(Time, Time::MIDNIGHT, "a time of day (HH:MM:SS)", read_time, write_time);

// The offset and the fraction of a second stay as they came.
fn read_moment(text: &str) -> Option<OffsetDateTime> {
    OffsetDateTime::parse(text, &Rfc3339).ok()
}

fn write_moment(moment: &OffsetDateTime) -> Option<String> {
    moment.format(&Rfc3339).ok()
}

fn read_date(text: &str) -> Option<Date> {
    let (year, month, day) = dates::date(text)?;
    Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()
}

fn write_date(date: &Date) -> Option<String> {
    let (year, month, day) = date.to_calendar_date();
    (0..=9999).contains(&year).then(|| format!("{year:04}-{:02}-{day:02}", u8::from(month)))
}

fn read_time(text: &str) -> Option<Time> {
    let (hour, minute, second, nanos) = dates::time(text)?;
    Time::from_hms_nano(hour, minute, second, nanos).ok()
}

fn write_time(time: &Time) -> Option<String> {
    let (hour, minute, second, nanos) = time.as_hms_nano();
    let text = format!("{hour:02}:{minute:02}:{second:02}");
    if nanos == 0 {
        return Some(text);
    }
    Some(format!("{text}.{}", format!("{nanos:09}").trim_end_matches('0')))
}
