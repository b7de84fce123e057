//! Exact numbers of the crate `rust_decimal`, for numbers that travel as text. Trailing zeros are kept.

use rust_decimal::Decimal;

use super::texts::text_field;

text_field!(Decimal, Decimal::ZERO, "a decimal number of at most 28 digits", read, write);

// The crate also reads underscores between digits, and rounds what is longer unless told otherwise.
fn read(text: &str) -> Option<Decimal> {
    if text.contains('_') { None } else { Decimal::from_str_exact(text).ok() }
}

// Always an answer; the shape is that of its neighbours.
#[allow(clippy::unnecessary_wraps)]
fn write(number: &Decimal) -> Option<String> {
    Some(number.to_string())
}
