//! Binary data inside JSON.

use bytes::Bytes;

use super::Field;
use super::bad::Bad;
use super::reader::Reader;
use super::writer::Writer;
use crate::runtime::base64;

/// Bytes that travel as base64 text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Base64(pub Bytes);

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes.into())
    }
}

impl From<Bytes> for Base64 {
    fn from(bytes: Bytes) -> Self {
        Self(bytes)
    }
}

impl From<&[u8]> for Base64 {
    fn from(bytes: &[u8]) -> Self {
        Self(Bytes::copy_from_slice(bytes))
    }
}

impl AsRef<[u8]> for Base64 {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl Field for Base64 {
    #[inline]
    fn empty() -> Self {
        Self::default()
    }
    #[inline(never)]
    fn read(&mut self, r: &mut Reader<'_>) -> Result<(), Bad> {
        let decoded = base64::decode(r.text()?);
        match decoded {
            Some(bytes) => {
                self.0 = bytes.into();
                Ok(())
            }
            None => Err(r.bad("a string that is not base64")),
        }
    }
    #[inline(never)]
    fn write(&self, w: &mut Writer<'_>) {
        w.text(&base64::encode(&self.0));
    }
}
