//! Brotli (RFC 7932).

use std::io::{Error, ErrorKind};

use brotli_decompressor::{BrotliDecompressStream, BrotliResult, BrotliState, StandardAlloc};
use bytes::{Buf, Bytes};

/// How much comes out at a time.
const PIECE: usize = 64 * 1024;

/// What is known in the middle of a stream.
pub(super) struct Brotli {
    state: BrotliState<StandardAlloc, StandardAlloc, StandardAlloc>,
    written: usize,
    /// Whether something may be left inside.
    held: bool,
    done: bool,
}

impl Default for Brotli {
    fn default() -> Self {
        let alloc = StandardAlloc::default;
        Self { state: BrotliState::new(alloc(), alloc(), alloc()), written: 0, held: false, done: false }
    }
}

impl Brotli {
    /// The next piece, [`PIECE`] at most; `None` when there must be more input first.
    pub(super) fn step(&mut self, input: &mut Bytes) -> Result<Option<Vec<u8>>, Error> {
        if input.is_empty() && !self.held {
            return Ok(None);
        }
        if self.done {
            return Err(Error::other("something follows the compressed body"));
        }
        let mut out = vec![0; PIECE];
        let (mut left, mut taken, mut room, mut filled) = (input.len(), 0, PIECE, 0);
        let result = BrotliDecompressStream(
            &mut left,
            &mut taken,
            input,
            &mut room,
            &mut filled,
            &mut out,
            &mut self.written,
            &mut self.state,
        );
        input.advance(taken.min(input.len()));
        out.truncate(filled);
        self.held = matches!(result, BrotliResult::NeedsMoreOutput);
        match result {
            BrotliResult::ResultSuccess => self.done = true,
            BrotliResult::ResultFailure => return Err(Error::new(ErrorKind::InvalidData, "no brotli")),
            BrotliResult::NeedsMoreInput | BrotliResult::NeedsMoreOutput => {}
        }
        Ok(Some(out))
    }

    pub(super) fn finish(&mut self) -> Result<Vec<u8>, Error> {
        if self.done { Ok(Vec::new()) } else { Err(ErrorKind::UnexpectedEof.into()) }
    }
}
