//! Passing over a value that nobody asked for, as strictly as if it were read.

use jiter::{Jiter, JiterError, Peek};

use super::bad::Bad;
use super::reader::{Reader, finite};

// The tokenizer has a skip of its own. It does not look at the UTF-8 of what it skips, nor at the size of numbers,
// and it counts depth by a limit of its own, so the same document would be right or wrong by who reads it.
impl<'a> Reader<'a> {
    /// Passes over the next value.
    #[inline(never)]
    pub fn skip(&mut self) -> Result<(), Bad> {
        let peek = self.peek()?;
        self.skip_known(peek)
    }

    fn skip_known(&mut self, peek: Peek) -> Result<(), Bad> {
        match peek {
            Peek::Array => self.skip_array(),
            Peek::Object => self.skip_object(),
            Peek::String => self.skipped(|tokens| tokens.known_str().map(|_| ())),
            Peek::Null => self.skipped(Jiter::known_null),
            Peek::True | Peek::False => self.skipped(|tokens| tokens.known_bool(peek).map(|_| ())),
            _ => self.skip_number(),
        }
    }

    #[inline]
    fn skipped(&mut self, skip: impl FnOnce(&mut Jiter<'a>) -> Result<(), JiterError>) -> Result<(), Bad> {
        match skip(&mut self.tokens) {
            Ok(()) => Ok(()),
            Err(error) => Err(self.syntax(&error)),
        }
    }

    fn skip_number(&mut self) -> Result<(), Bad> {
        self.peek()?;
        let at = self.offset();
        let text = self.number("a value")?;
        // Without an exponent, fewer than 309 digits are always within range.
        let long = text.len() > 300 || text.bytes().any(|b| matches!(b, b'e' | b'E'));
        if long && finite(text).is_none() {
            return Err(Bad::new(at, "the number is out of range"));
        }
        Ok(())
    }

    fn skip_array(&mut self) -> Result<(), Bad> {
        self.deeper()?;
        let mut item = self.tokens.known_array();
        loop {
            match item {
                Ok(Some(peek)) => self.skip_known(peek)?,
                Ok(None) => break,
                Err(error) => return Err(self.syntax(&error)),
            }
            item = self.tokens.array_step();
        }
        self.depth -= 1;
        Ok(())
    }

    fn skip_object(&mut self) -> Result<(), Bad> {
        self.deeper()?;
        let mut key = self.tokens.known_object().map(|key| key.is_some());
        loop {
            match key {
                Ok(true) => self.skip()?,
                Ok(false) => break,
                Err(error) => return Err(self.syntax(&error)),
            }
            key = self.tokens.next_key().map(|key| key.is_some());
        }
        self.depth -= 1;
        Ok(())
    }
}
