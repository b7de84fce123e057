//! The types of the crate `jiff`. Its `Timestamp` is an instant: the offset that came is not kept.

use jiff::civil::{Date, Time};
use jiff::{Span, SpanFieldwise, Timestamp};

use super::Field;
use super::bad::Bad;
use super::reader::Reader;
use super::texts::{self, text_field};
use super::writer::Writer;
use crate::runtime::params::{ParamValue, ToParam};

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

// Compared unit by unit: `PT60M` and `PT1H` are two texts, and which of them came is kept.
impl Field for SpanFieldwise {
    #[inline]
    fn empty() -> Self {
        Self::default()
    }
    #[inline(never)]
    fn read(&mut self, r: &mut Reader<'_>) -> Result<(), Bad> {
        let read = texts::text(r, "an ISO 8601 duration", |text| {
            if text.trim_start_matches(['-', '+']).starts_with(['P', 'p']) { text.parse::<Span>().ok() } else { None }
        });
        self.0 = read?;
        Ok(())
    }
    #[inline(never)]
    fn write(&self, w: &mut Writer<'_>) {
        w.text(&self.0.to_string());
    }
}

impl ToParam for SpanFieldwise {
    fn to_param(&self) -> ParamValue<'_> {
        ParamValue::from(self.0.to_string())
    }
}
