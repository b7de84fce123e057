//! Text that must not be shown.

use std::fmt;
use std::sync::Arc;

use super::json::{Bad, Field, Reader, Writer};
use super::params::{ParamValue, ToParam};

/// A token, a password or a key. It can be sent, and it cannot be printed.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secret(Arc<str>);

impl Secret {
    /// The text itself.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl From<&String> for Secret {
    fn from(text: &String) -> Self {
        Self(text.as_str().into())
    }
}

impl Field for Secret {
    #[inline]
    fn empty() -> Self {
        Self::default()
    }
    #[inline(never)]
    fn read(&mut self, r: &mut Reader<'_>) -> Result<(), Bad> {
        *self = Self::from(r.text()?);
        Ok(())
    }
    #[inline(never)]
    fn write(&self, w: &mut Writer<'_>) {
        w.text(&self.0);
    }
}

impl ToParam for Secret {
    fn to_param(&self) -> ParamValue<'_> {
        ParamValue::from(self.expose())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(redacted)")
    }
}
