//! Open string enums. A generated enum is a table of words and two small functions; every trait it has is one line
//! that calls a function here.

pub mod int;

use std::fmt;
use std::hash::{Hash, Hasher};

use super::json::{Bad, Reader, Writer};
use super::params::ParamValue;

/// A word that this version of the SDK does not know. There is no public way to make one: an arm that matches on its
/// text would silently die once a later version gives that word a variant.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct UnknownValue(Box<str>);

impl UnknownValue {
    /// The word as it came.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// A string enum that may meet words it does not know.
pub trait Enum: Sized {
    /// The name of the schema.
    const NAME: &'static str;
    /// The words on the wire, in the order of the variants.
    const WORDS: &'static [&'static str];
    /// The variant for every other word.
    const UNKNOWN: fn(UnknownValue) -> Self;

    /// The place of this variant in [`WORDS`](Self::WORDS), or the word that is not there.
    ///
    /// # Errors
    /// The unknown word.
    fn index(&self) -> Result<usize, &UnknownValue>;

    /// The variant at this place of [`WORDS`](Self::WORDS).
    fn at(index: usize) -> Option<Self>;
}

/// What a field holds before it is read: the empty word.
#[must_use]
pub fn empty<E: Enum>() -> E {
    parse("")
}

/// The word of a value.
#[inline]
pub fn text<E: Enum>(value: &E) -> &str {
    match value.index() {
        Ok(index) => E::WORDS.get(index).copied().unwrap_or_default(),
        Err(unknown) => unknown.as_str(),
    }
}

/// The value of a word.
#[must_use]
pub fn parse<E: Enum>(word: &str) -> E {
    E::WORDS
        .iter()
        .position(|known| *known == word)
        .and_then(E::at)
        .unwrap_or_else(|| E::UNKNOWN(UnknownValue(word.into())))
}

/// `Clone`
#[must_use]
pub fn clone<E: Enum>(value: &E) -> E {
    parse(text(value))
}

/// `Debug`: the type and the word.
///
/// # Errors
/// Those of the formatter.
pub fn debug<E: Enum>(value: &E, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    debug_word(E::NAME, text(value), value.index().is_ok(), f)
}

fn debug_word(name: &str, word: &str, known: bool, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if known { write!(f, "{name}({word:?})") } else { write!(f, "{name}(unknown {word:?})") }
}

/// `Display`: the word.
///
/// # Errors
/// Those of the formatter.
pub fn display<E: Enum>(value: &E, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.pad(text(value))
}

/// `PartialEq`: by word.
#[inline]
pub fn equal<E: Enum>(one: &E, other: &E) -> bool {
    text(one) == text(other)
}

/// `Hash`: by word, as equality is.
#[inline]
pub fn hash<E: Enum, H: Hasher>(value: &E, state: &mut H) {
    text(value).hash(state);
}

/// `Field::read`
///
/// # Errors
/// When the next value is no string.
#[inline]
pub fn read<E: Enum>(value: &mut E, r: &mut Reader<'_>) -> Result<(), Bad> {
    *value = parse(r.text()?);
    if value.index().is_err() {
        r.met_strange();
    }
    Ok(())
}

/// `Field::write`
#[inline]
pub fn write<E: Enum>(value: &E, w: &mut Writer<'_>) {
    w.text(text(value));
}

/// `ToParam::to_param`
#[inline]
pub fn param<E: Enum>(value: &E) -> ParamValue<'_> {
    ParamValue::from(text(value))
}
