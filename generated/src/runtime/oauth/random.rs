//! Chance, from the operating system.

use zeroize::Zeroizing;

use super::super::base64;
use super::super::error::Error;
use super::super::secret::Secret;

/// 256 bits as 43 letters that can stand in a URL.
pub(super) fn text() -> Result<Secret, Error> {
    let mut bytes = Zeroizing::new([0; 32]);
    match getrandom::fill(bytes.as_mut_slice()) {
        Ok(()) => Ok(base64::encode_url(bytes.as_slice()).into()),
        Err(error) => Err(Error::request("the operating system gives no random bytes").with_source(error)),
    }
}

/// A number from 0 to below 1; a half where there is no chance to be had, for it only spreads calls in time.
pub(super) fn fraction() -> f64 {
    getrandom::u32().map_or(0.5, |bits| f64::from(bits) / (f64::from(u32::MAX) + 1.0))
}
