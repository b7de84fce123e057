//! Gzip (RFC 1952), several members one after the other included.

use std::io::{Error, Write};

use bytes::{Buf, Bytes};
use flate2::write::MultiGzDecoder;

/// What is known in the middle of a stream.
pub(super) struct Gzip {
    decoder: MultiGzDecoder<Vec<u8>>,
    /// Whether something may be left inside.
    held: bool,
}

impl Default for Gzip {
    fn default() -> Self {
        Self { decoder: MultiGzDecoder::new(Vec::new()), held: false }
    }
}

impl Gzip {
    /// The next piece, some 64 KiB at most; `None` when there must be more input first.
    pub(super) fn step(&mut self, input: &mut Bytes) -> Result<Option<Vec<u8>>, Error> {
        while !input.is_empty() {
            let taken = self.decoder.write(input)?;
            input.advance(taken.min(input.len()));
            self.held = true;
            let out = std::mem::take(self.decoder.get_mut());
            if !out.is_empty() {
                return Ok(Some(out));
            }
            if taken == 0 {
                return Err(Error::other("something follows the compressed body"));
            }
        }
        if !std::mem::take(&mut self.held) {
            return Ok(None);
        }
        self.decoder.flush()?;
        Ok(Some(std::mem::take(self.decoder.get_mut())))
    }

    pub(super) fn finish(&mut self) -> Result<Vec<u8>, Error> {
        self.decoder.try_finish()?;
        Ok(std::mem::take(self.decoder.get_mut()))
    }
}
