//! Text that must not be shown, and that does not stay in memory.

use std::fmt;
use std::hint::black_box;
use std::sync::Arc;

use zeroize::Zeroizing;

use super::json::{Bad, Field, Reader, Writer};
use super::params::{ParamValue, ToParam};

/// A token, a password or a key. It can be sent, and it cannot be printed. With the last clone, its memory is
/// overwritten; what the transport copied on its way to the network is not in our hands.
#[derive(Clone, Default)]
pub struct Secret(Arc<Zeroizing<String>>);

impl Secret {
    /// The text itself.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

/// Takes the same time wherever the difference is.
impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        same(self.expose(), other.expose())
    }
}

impl Eq for Secret {}

/// Whether two texts are equal. How long it takes tells their lengths and nothing else.
pub(super) fn same(one: &str, other: &str) -> bool {
    let differing = one.bytes().zip(other.bytes()).fold(0, |differing, (a, b)| black_box(differing | (a ^ b)));
    one.len() == other.len() && black_box(differing) == 0
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(Arc::new(Zeroizing::new(text)))
    }
}

impl From<Zeroizing<String>> for Secret {
    fn from(text: Zeroizing<String>) -> Self {
        Self(Arc::new(text))
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<&String> for Secret {
    fn from(text: &String) -> Self {
        text.as_str().into()
    }
}

impl From<&Secret> for Secret {
    fn from(secret: &Secret) -> Self {
        secret.clone()
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
        w.text(self.expose());
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
