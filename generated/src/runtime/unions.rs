//! Values that are one of several types.

use std::fmt::Write as _;

use super::json::{Bad, Field, RawJson, Reader, Writer};

/// A type that is one of several: a captured value is looked at, then read as the one that fits.
pub trait Union: Sized {
    /// The name of the schema.
    const NAME: &'static str;

    /// Decides which variant a value is, and reads it.
    ///
    /// # Errors
    /// When the discriminator names a variant that the value then is not.
    fn read_union(raw: &RawJson<'_>) -> Result<Self, Bad>;

    /// Writes the variant as it would be written alone.
    fn write_union(&self, w: &mut Writer<'_>);

    /// What a field holds before it is read.
    fn empty_union() -> Self;
}

/// `Field::empty`
#[inline]
#[must_use]
pub fn empty<U: Union>() -> U {
    U::empty_union()
}

/// `Field::read`
///
/// # Errors
/// Those of [`Union::read_union`].
#[inline]
pub fn read<U: Union>(value: &mut U, r: &mut Reader<'_>) -> Result<(), Bad> {
    *value = U::read_union(&r.raw()?)?;
    Ok(())
}

/// `Field::write`
#[inline]
pub fn write<U: Union>(value: &U, w: &mut Writer<'_>) {
    value.write_union(w);
}

/// A value that fits no variant that this version of the SDK knows: its text, and why each variant did not fit.
/// It is sent back as it came.
#[derive(Clone, Debug)]
pub struct UnknownJson {
    text: Box<str>,
    why: Box<str>,
}

impl UnknownJson {
    /// `null`
    #[must_use]
    pub fn null() -> Self {
        Self { text: "null".into(), why: "".into() }
    }

    /// The JSON text as it came.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The value as a tree.
    #[must_use]
    pub fn to_value(&self) -> serde_json::Value {
        // The text was well formed when it was captured.
        super::json::from_slice(self.text.as_bytes()).unwrap_or_default()
    }

    /// Why each variant did not fit, separated by semicolons; empty when a discriminator decided.
    #[must_use]
    pub fn why(&self) -> &str {
        &self.why
    }
}

/// By text.
impl PartialEq for UnknownJson {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for UnknownJson {}

impl Field for UnknownJson {
    fn empty() -> Self {
        Self::null()
    }
    fn read(&mut self, r: &mut Reader<'_>) -> Result<(), Bad> {
        *self = r.raw()?.unknown()?;
        Ok(())
    }
    fn write(&self, w: &mut Writer<'_>) {
        w.raw(&self.text);
    }
}

impl<'a> RawJson<'a> {
    /// Keeps the value as it is.
    ///
    /// # Errors
    /// None today; a `Result`, so that it stands beside [`read`](Self::read).
    pub fn unknown(&self) -> Result<UnknownJson, Bad> {
        Ok(UnknownJson { text: self.as_str().into(), why: "".into() })
    }

    /// For a union without discriminator: tries one variant after the other.
    #[must_use]
    pub fn tries(&self) -> Tries<'a> {
        Tries { raw: *self, why: String::new() }
    }
}

/// Reads a value as one candidate after the other, and remembers why each failed.
#[derive(Debug)]
pub struct Tries<'a> {
    raw: RawJson<'a>,
    why: String,
}

impl Tries<'_> {
    /// The value as a `T`, unless it is none.
    #[inline]
    pub fn read<T: Field>(&mut self, name: &str) -> Option<T> {
        match self.raw.read() {
            Ok(value) => Some(value),
            Err(bad) => {
                self.failed(name, &bad);
                None
            }
        }
    }

    #[cold]
    fn failed(&mut self, name: &str, bad: &Bad) {
        let gap = if self.why.is_empty() { "" } else { "; " };
        let path = bad.path();
        let at = if path.is_empty() { "" } else { " at " };
        // Writing to a String cannot fail.
        let _ = write!(self.why, "{gap}{name}: {}{at}{path}", bad.message());
    }

    /// Keeps the value as it is, with the reasons.
    ///
    /// # Errors
    /// None today; a `Result`, so that it stands beside [`RawJson::read`].
    pub fn unknown(self) -> Result<UnknownJson, Bad> {
        Ok(UnknownJson { text: self.raw.as_str().into(), why: self.why.into() })
    }
}
