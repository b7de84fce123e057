//! Types of other crates that travel as text, in JSON and in parameters: dates, identifiers, exact numbers.

/// Ties a type to its text. `$parse` and `$print` are functions of the type's own module. An address is tied by hand: it
/// has no empty value.
#[cfg(any(
    feature = "time",
    feature = "jiff",
    feature = "chrono",
    feature = "uuid",
    feature = "rust_decimal"
))]
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
                let read = $crate::runtime::json::texts::text(r, $what, $parse)?;
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
#[cfg(any(feature = "time", feature = "jiff", feature = "chrono", feature = "uuid", feature = "rust_decimal"))]
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
