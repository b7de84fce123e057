//! What an API sends by itself (webhooks, callbacks), read outside of any call.

use super::error::Error;
use super::json::{Field, from_slice};

/// Reads a payload from JSON. Whether it comes from where it says is not checked here.
///
/// # Errors
/// When it is not JSON, or not the JSON of a `T`: [`Error::path`] says where.
#[inline]
pub fn read<T: Field>(body: &[u8]) -> Result<T, Error> {
    from_slice(body).map_err(Error::from_bad)
}
