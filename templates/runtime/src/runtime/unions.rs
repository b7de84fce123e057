//! Values that are one of several types.

use std::fmt::Write as _;

use super::json::{Bad, Field, RawJson, Reader, Tally, Writer};

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
    let raw = r.raw()?;
    let read = U::read_union(&raw);
    r.tally = raw.tally();
    *value = read?;
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
        let mut tally = self.tally();
        tally.strange = tally.strange.saturating_add(1);
        self.set_tally(tally);
        Ok(UnknownJson { text: self.as_str().into(), why: "".into() })
    }

    /// For a union without discriminator: tries one variant after the other.
    #[must_use]
    pub fn tries<U>(&self) -> Tries<'_, 'a, U> {
        Tries { raw: self, before: self.tally().strange, best: None, why: String::new() }
    }
}

/// Reads a value as one candidate after the other, keeps the one that knows most of it, and remembers why others
/// failed.
#[derive(Debug)]
pub struct Tries<'r, 'a, U> {
    raw: &'r RawJson<'a>,
    before: u32,
    // With how many members and words it does not know.
    best: Option<(u32, U)>,
    why: String,
}

impl<U> Tries<'_, '_, U> {
    /// Whether the value is a `T` and every member and word of it is known: nothing else need be tried.
    /// Where some are not, it is kept unless an earlier candidate knew as much.
    #[inline]
    pub fn fits<T: Field>(&mut self, name: &str, variant: fn(T) -> U) -> bool {
        if !self.may_read() {
            return false;
        }
        match self.raw.read::<T>() {
            Ok(value) => match self.count() {
                Some(strange) => {
                    self.best = Some((strange, variant(value)));
                    strange == 0
                }
                None => false,
            },
            Err(bad) => {
                self.failed(name, &bad);
                false
            }
        }
    }

    /// Whether it is still worth the time. What has been read too often is kept as it came.
    #[inline(never)]
    fn may_read(&mut self) -> bool {
        let tally = self.raw.tally();
        if tally.fuel == 0 {
            if self.why.is_empty() {
                self.why.push_str("unions stand in unions too often for all candidates to be tried");
            }
            return false;
        }
        self.raw.set_tally(Tally { strange: self.before, ..tally });
        true
    }

    /// What the candidate just read does not know, where that is less than of those before it.
    #[inline(never)]
    fn count(&self) -> Option<u32> {
        let strange = self.raw.tally().strange.saturating_sub(self.before);
        let better = self.best.as_ref().is_none_or(|(least, _)| strange < *least);
        better.then_some(strange)
    }

    #[cold]
    fn failed(&mut self, name: &str, bad: &Bad) {
        let gap = if self.why.is_empty() { "" } else { "; " };
        let path = bad.path();
        let at = if path.is_empty() { "" } else { " at " };
        // Writing to a String cannot fail.
        let _ = write!(self.why, "{gap}{name}: {}{at}{path}", bad.message());
    }

    /// The best candidate; where none fits, the value as it is, with the reasons.
    ///
    /// # Errors
    /// None today; a `Result`, so that it stands beside [`RawJson::read`].
    #[inline]
    pub fn end(self, unknown: fn(UnknownJson) -> U) -> Result<U, Bad> {
        let strange = self.best.as_ref().map_or(1, |(strange, _)| *strange);
        let tally = Tally { strange: self.before.saturating_add(strange), ..self.raw.tally() };
        self.raw.set_tally(tally);
        match self.best {
            Some((_, value)) => Ok(value),
            None => Ok(unknown(UnknownJson { text: self.raw.as_str().into(), why: self.why.into() })),
        }
    }
}
