//! Addresses of the crate `url`. They are written in its normal form: `http://a` becomes `http://a/`.

use url::Url;

use super::Field;
use super::bad::Bad;
use super::reader::Reader;
use super::texts;
use super::writer::Writer;
use crate::runtime::params::{ParamValue, ToParam};

impl Field for Url {
    // An address is never empty; this one leads nowhere and stands only until something has been read.
    #[inline(never)]
    fn empty() -> Self {
        match Url::parse("about:blank") {
            Ok(address) => address,
            // never: a fixed address, which the crate's own documentation parses
            Err(_) => Self::empty(),
        }
    }
    #[inline(never)]
    fn read(&mut self, r: &mut Reader<'_>) -> Result<(), Bad> {
        *self = texts::text(r, "an address (URL)", |text| Url::parse(text).ok())?;
        Ok(())
    }
    #[inline(never)]
    fn write(&self, w: &mut Writer<'_>) {
        w.text(self.as_str());
    }
}

impl ToParam for Url {
    fn to_param(&self) -> ParamValue<'_> {
        ParamValue::from(self.as_str())
    }
}
