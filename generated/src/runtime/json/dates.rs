//! What the three date crates have in common: their types travel as text, in JSON and in parameters.

/// Ties a date type to its text. `$parse` and `$print` are functions of the type's own module.
macro_rules! text_field {
    ($type:ty, $empty:expr, $what:literal, $parse:path, $print:path) => {
        impl $crate::runtime::json::Field for $type {
            #[inline]
            fn empty() -> Self {
                $empty
            }
            #[inline(never)]
            fn read(
                &mut self,
                r: &mut $crate::runtime::json::Reader<'_>,
            ) -> Result<(), $crate::runtime::json::Bad> {
                let read = $crate::runtime::json::dates::text(r, $what, $parse)?;
                *self = read;
                Ok(())
            }
            #[inline(never)]
            fn write(&self, w: &mut $crate::runtime::json::Writer<'_>) {
                match $print(self) {
                    Some(text) => w.text(&text),
                    None => w.refuse(format!("{self} cannot be written as {}", $what)),
                }
            }
        }

        impl $crate::runtime::params::ToParam for $type {
            fn to_param(&self) -> $crate::runtime::params::ParamValue<'_> {
                // A year outside 0..=9999 has no such text; the crate's own is the next best.
                $crate::runtime::params::ParamValue::from($print(self).unwrap_or_else(|| self.to_string()))
            }
        }
    };
}
pub(super) use text_field;

use super::bad::Bad;
use super::reader::Reader;

pub(super) fn text<T>(r: &mut Reader<'_>, what: &str, parse: fn(&str) -> Option<T>) -> Result<T, Bad> {
    r.peek()?;
    let at = r.offset();
    let text = r.text()?;
    match parse(text) {
        Some(value) => Ok(value),
        None => {
            let shown: String = text.chars().take(40).collect();
            Err(Bad::new(at, format!("{shown:?} where {what} was expected")))
        }
    }
}

/// `2026-02-28` as numbers. Strict: four, two and two digits.
#[cfg(any(feature = "time", feature = "chrono"))]
pub(super) fn date(text: &str) -> Option<(i32, u8, u8)> {
    let mut parts = text.split('-');
    let date = (digits(parts.next()?, 4)?, digits(parts.next()?, 2)?, digits(parts.next()?, 2)?);
    if parts.next().is_some() {
        return None;
    }
    Some((i32::try_from(date.0).ok()?, u8::try_from(date.1).ok()?, u8::try_from(date.2).ok()?))
}

/// `13:05:09`, with a fraction or not, as numbers; the fraction in nanoseconds, finer digits cut off.
#[cfg(any(feature = "time", feature = "chrono"))]
pub(super) fn time(text: &str) -> Option<(u8, u8, u8, u32)> {
    let (clock, fraction) = match text.split_once('.') {
        Some((clock, fraction)) => (clock, Some(fraction)),
        None => (text, None),
    };
    let mut parts = clock.split(':');
    let (hour, minute, second) =
        (digits(parts.next()?, 2)?, digits(parts.next()?, 2)?, digits(parts.next()?, 2)?);
    if parts.next().is_some() {
        return None;
    }
    let nanos = match fraction {
        None => 0,
        Some(fraction) if fraction.is_empty() || !fraction.bytes().all(|b| b.is_ascii_digit()) => {
            return None;
        }
        Some(fraction) => format!("{fraction:0<9}").get(..9)?.parse().ok()?,
    };
    Some((u8::try_from(hour).ok()?, u8::try_from(minute).ok()?, u8::try_from(second).ok()?, nanos))
}

#[cfg(any(feature = "time", feature = "chrono"))]
fn digits(text: &str, count: usize) -> Option<u32> {
    if text.len() == count && text.bytes().all(|b| b.is_ascii_digit()) { text.parse().ok() } else { None }
}
