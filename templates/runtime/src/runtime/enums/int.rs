//! Open integer enums, built like the string enums beside them.

use std::fmt;
use std::hash::{Hash, Hasher};

use crate::runtime::json::{Bad, Reader, Writer};
use crate::runtime::params::ParamValue;

/// A number that this version of the SDK does not know. Like an unknown word it cannot be made by users: an arm that
/// matches on it would silently die once a later version gives that number a variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct UnknownNumber(i64);

impl UnknownNumber {
    /// The number as it came.
    #[must_use]
    pub fn as_i64(self) -> i64 {
        self.0
    }
}

impl fmt::Display for UnknownNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// An integer enum that may meet numbers it does not know.
pub trait IntEnum: Sized {
    /// The name of the schema.
    const NAME: &'static str;
    /// The numbers on the wire, in the order of the variants.
    const NUMBERS: &'static [i64];
    /// The variant for every other number.
    const UNKNOWN: fn(UnknownNumber) -> Self;

    /// The place of this variant in [`NUMBERS`](Self::NUMBERS), or the number that is not there.
    ///
    /// # Errors
    /// The unknown number.
    fn index(&self) -> Result<usize, UnknownNumber>;

    /// The variant at this place of [`NUMBERS`](Self::NUMBERS).
    fn at(index: usize) -> Option<Self>;
}

/// What a field holds before it is read.
#[must_use]
pub fn empty<E: IntEnum>() -> E {
    parse(0)
}

/// The number of a value.
#[inline]
pub fn number<E: IntEnum>(value: &E) -> i64 {
    match value.index() {
        Ok(index) => E::NUMBERS.get(index).copied().unwrap_or_default(),
        Err(unknown) => unknown.as_i64(),
    }
}

/// The value of a number.
#[must_use]
pub fn parse<E: IntEnum>(number: i64) -> E {
    E::NUMBERS.iter().position(|known| *known == number).and_then(E::at).unwrap_or_else(|| E::UNKNOWN(UnknownNumber(number)))
}

/// `FromStr`
///
/// # Errors
/// When the text is no integer.
pub fn parse_text<E: IntEnum>(text: &str) -> Result<E, std::num::ParseIntError> {
    text.parse().map(parse)
}

/// `Clone`
#[must_use]
pub fn clone<E: IntEnum>(value: &E) -> E {
    parse(number(value))
}

/// `Debug`: the type and the number.
///
/// # Errors
/// Those of the formatter.
pub fn debug<E: IntEnum>(value: &E, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let unknown = if value.index().is_ok() { "" } else { "unknown " };
    write!(f, "{}({unknown}{})", E::NAME, number(value))
}

/// `Display`: the number.
///
/// # Errors
/// Those of the formatter.
pub fn display<E: IntEnum>(value: &E, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    fmt::Display::fmt(&number(value), f)
}

/// `PartialEq`: by number.
#[inline]
pub fn equal<E: IntEnum>(one: &E, other: &E) -> bool {
    number(one) == number(other)
}

/// `Hash`: by number, as equality is.
#[inline]
pub fn hash<E: IntEnum, H: Hasher>(value: &E, state: &mut H) {
    number(value).hash(state);
}

/// `Field::read`
///
/// # Errors
/// When the next value is no integer.
#[inline]
pub fn read<E: IntEnum>(value: &mut E, r: &mut Reader<'_>) -> Result<(), Bad> {
    *value = parse(r.integer()?);
    if value.index().is_err() {
        r.met_strange();
    }
    Ok(())
}

/// `Field::write`
#[inline]
pub fn write<E: IntEnum>(value: &E, w: &mut Writer<'_>) {
    w.integer(number(value));
}

/// `ToParam::to_param`
#[inline]
pub fn param<E: IntEnum>(value: &E) -> ParamValue<'_> {
    ParamValue::from(number(value).to_string())
}
