//! The pull reader: one concrete type, so that a model's reading code is an ordinary function.

use jiter::{Jiter, JiterError, Peek};

use super::bad::Bad;
use super::keys::{Seen, Shape, UNKNOWN, find};
use super::raw::{JsonKind, RawJson};

/// How many arrays and objects may stand inside one another.
pub const MAX_DEPTH: u32 = 128;

/// Reads one JSON text, value by value.
///
/// What it accepts is RFC 8259: no comments, no trailing commas, UTF-8 only, no numbers beyond `f64`.
/// What is skipped is held to the same rules as what is read.
pub struct Reader<'a> {
    pub(super) tokens: Jiter<'a>,
    pub(super) depth: u32,
    // Where this text begins in the whole document: unions read a part of it again.
    pub(super) base: usize,
    repeated: bool,
    pub(crate) tally: Tally,
}

/// What is counted while reading, so that a union takes the candidate that fits best, and is not read for ever.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tally {
    /// Members and words that no model knows.
    pub(crate) strange: u32,
    /// Bytes that unions may still read a second time. Unions in unions would otherwise be read as often as their
    /// candidates multiplied.
    pub(crate) fuel: usize,
}

impl Tally {
    fn of(document: usize) -> Self {
        Self { strange: 0, fuel: document.max(1 << 12).saturating_mul(64) }
    }
}

impl<'a> Reader<'a> {
    /// A reader of a whole document.
    #[must_use]
    pub fn new(json: &'a [u8]) -> Self {
        Self::within(json, 0, 0, Tally::of(json.len()))
    }

    pub(super) fn within(json: &'a [u8], base: usize, depth: u32, tally: Tally) -> Self {
        Self { tokens: Jiter::new(json), depth, base, repeated: false, tally }
    }

    /// Counts something that no model knows.
    pub(crate) fn met_strange(&mut self) {
        self.tally.strange = self.tally.strange.saturating_add(1);
    }

    /// A failure where the reader stands.
    #[cold]
    pub fn bad(&self, what: impl Into<std::borrow::Cow<'static, str>>) -> Bad {
        Bad::new(self.offset(), what)
    }

    /// The byte of the document where the reader stands.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.base + self.tokens.current_index()
    }

    #[cold]
    pub(super) fn syntax(&self, error: &JiterError) -> Bad {
        Bad::new(self.base + error.index, error.error_type.to_string())
    }

    #[inline]
    pub(super) fn peek(&mut self) -> Result<Peek, Bad> {
        match self.tokens.peek() {
            Ok(peek) => Ok(peek),
            Err(error) => Err(self.syntax(&error)),
        }
    }

    /// The error for a value of another kind than the one that was expected (`a string`, …).
    #[cold]
    pub(super) fn mismatch(&self, found: Peek, expected: &str) -> Bad {
        match kind_name(found) {
            Some(kind) => self.bad(format!("{kind} where {expected} was expected")),
            None => self.bad(format!("no JSON value where {expected} was expected")),
        }
    }

    /// What the next value is; for a number without looking whether it is an integer.
    pub fn kind(&mut self) -> Result<JsonKind, Bad> {
        let peek = self.peek()?;
        Ok(match peek {
            Peek::Null => JsonKind::Null,
            Peek::True | Peek::False => JsonKind::Boolean,
            Peek::String => JsonKind::String,
            Peek::Array => JsonKind::Array,
            Peek::Object => JsonKind::Object,
            peek if peek.is_num() => JsonKind::Number,
            peek => return Err(self.mismatch(peek, "a value")),
        })
    }

    /// Consumes a `null` if one is next, and says whether it was.
    #[inline(never)]
    pub fn null(&mut self) -> Result<bool, Bad> {
        if self.peek()? != Peek::Null {
            return Ok(false);
        }
        match self.tokens.known_null() {
            Ok(()) => Ok(true),
            Err(error) => Err(self.syntax(&error)),
        }
    }

    /// A string. It borrows the reader: copy it before going on.
    #[inline(never)]
    pub fn text(&mut self) -> Result<&str, Bad> {
        let peek = self.peek()?;
        if peek != Peek::String {
            return Err(self.mismatch(peek, "a string"));
        }
        let base = self.base;
        match self.tokens.known_str() {
            Ok(text) => Ok(text),
            Err(error) => Err(Bad::new(base + error.index, error.error_type.to_string())),
        }
    }

    /// `true` or `false`.
    #[inline(never)]
    pub fn boolean(&mut self) -> Result<bool, Bad> {
        let peek = self.peek()?;
        if !matches!(peek, Peek::True | Peek::False) {
            return Err(self.mismatch(peek, "a boolean"));
        }
        match self.tokens.known_bool(peek) {
            Ok(value) => Ok(value),
            Err(error) => Err(self.syntax(&error)),
        }
    }

    /// The text of a number, as it stands in the document.
    pub(super) fn number(&mut self, expected: &str) -> Result<&'a str, Bad> {
        let peek = self.peek()?;
        if !peek.is_num() {
            return Err(self.mismatch(peek, expected));
        }
        let start = self.tokens.current_index();
        if let Err(error) = self.tokens.next_number_bytes() {
            return Err(self.syntax(&error));
        }
        match std::str::from_utf8(self.tokens.slice_to_current(start)) {
            Ok(text) => Ok(text),
            Err(_) => Err(self.bad("invalid number")),
        }
    }

    /// An integer, exactly, and nothing that the type cannot hold. `1.0` and `1e3` are integers too.
    #[inline(never)]
    pub fn integer<N: std::str::FromStr>(&mut self) -> Result<N, Bad> {
        self.peek()?;
        let at = self.offset();
        let text = self.number("an integer")?;
        // Minus zero is an integer also where the type has no sign.
        let digits = if text == "-0" { "0" } else { text };
        match digits.parse() {
            Ok(number) => Ok(number),
            Err(_) => {
                let Some(digits) = whole(text) else {
                    let text = shortened(text);
                    return Err(Bad::new(at, format!("the number {text} where an integer was expected")));
                };
                digits.parse().map_err(|_| {
                    Bad::new(at, format!("the integer {} is out of range", shortened(text)))
                })
            }
        }
    }

    /// A number, as the nearest `f64`.
    #[inline(never)]
    pub fn float(&mut self) -> Result<f64, Bad> {
        self.peek()?;
        let at = self.offset();
        let text = self.number("a number")?;
        finite(text).ok_or_else(|| Bad::new(at, format!("the number {} is out of range", shortened(text))))
    }

    /// Captures the next value without turning it into anything.
    #[inline(never)]
    pub fn raw(&mut self) -> Result<RawJson<'a>, Bad> {
        self.peek()?;
        let start = self.tokens.current_index();
        self.skip()?;
        match std::str::from_utf8(self.tokens.slice_to_current(start)) {
            Ok(text) => Ok(RawJson::new(text, self.base + start, self.depth, self.tally)),
            Err(_) => Err(self.bad("invalid UTF-8")),
        }
    }

    pub(crate) fn take_repeated(&mut self) -> bool {
        std::mem::take(&mut self.repeated)
    }

    pub(super) fn open(&mut self, wanted: Peek, expected: &str) -> Result<(), Bad> {
        let peek = self.peek()?;
        if peek != wanted {
            return Err(self.mismatch(peek, expected));
        }
        self.deeper()
    }

    pub(super) fn deeper(&mut self) -> Result<(), Bad> {
        if self.depth >= MAX_DEPTH {
            return Err(self.bad(format!("more than {MAX_DEPTH} arrays and objects inside one another")));
        }
        self.depth += 1;
        Ok(())
    }

    /// Reads an object key by key: `fill` gets the index of the key and, when the shape asks for it, the name of an
    /// unknown one, and must consume the value.
    #[inline(never)]
    pub fn object(
        &mut self,
        shape: &'static Shape,
        fill: &mut dyn FnMut(usize, &str, &mut Self) -> Result<(), Bad>,
    ) -> Result<(), Bad> {
        self.open(Peek::Object, "an object")?;
        let at = self.offset();
        let mut seen = Seen::new(shape.required);
        let mut next = 0;
        // Filled only for unknown keys, and only when the model wants their names.
        let mut name = String::new();
        let mut key = self.key(true, shape, &mut next, &mut name)?;
        while let Some(index) = key {
            self.repeated = seen.mark(index, shape);
            if let Err(bad) = fill(index, &name, self) {
                return Err(match shape.keys.get(index) {
                    Some(key) => bad.under_key(key),
                    None if shape.extra => bad.under_name(name),
                    None => bad,
                });
            }
            key = self.key(false, shape, &mut next, &mut name)?;
        }
        self.depth -= 1;
        seen.check(shape, at)
    }

    #[inline]
    fn key(
        &mut self,
        first: bool,
        shape: &Shape,
        next: &mut usize,
        unknown: &mut String,
    ) -> Result<Option<usize>, Bad> {
        let name = if first { self.tokens.known_object() } else { self.tokens.next_key() };
        let name = match name {
            Ok(Some(name)) => name,
            Ok(None) => return Ok(None),
            Err(error) => return Err(Bad::new(self.base + error.index, error.error_type.to_string())),
        };
        let index = find(name, shape.keys, next);
        if index == UNKNOWN {
            if shape.extra {
                name.clone_into(unknown);
            } else {
                self.met_strange();
            }
        }
        Ok(Some(index))
    }

    /// Skips a value that no type knows of.
    pub(super) fn skip_strange(&mut self) -> Result<(), Bad> {
        self.met_strange();
        self.skip()
    }

    /// Reads an array: `item` is called at each value and must consume it.
    #[inline(never)]
    pub fn array(&mut self, item: &mut dyn FnMut(&mut Self) -> Result<(), Bad>) -> Result<(), Bad> {
        self.open(Peek::Array, "an array")?;
        let mut index = 0;
        let mut more = self.tokens.known_array();
        loop {
            match more {
                Ok(None) => break,
                Ok(Some(_)) => {}
                Err(error) => return Err(self.syntax(&error)),
            }
            if let Err(bad) = item(self) {
                return Err(bad.under_index(index));
            }
            index += 1;
            more = self.tokens.array_step();
        }
        self.depth -= 1;
        Ok(())
    }

    /// Reads an object whose keys are data: `entry` may take the name, after it has consumed the value.
    #[inline(never)]
    pub fn map(
        &mut self,
        entry: &mut dyn FnMut(&mut String, &mut Self) -> Result<(), Bad>,
    ) -> Result<(), Bad> {
        self.open(Peek::Object, "an object")?;
        let mut name = self.name(true)?;
        while let Some(mut key) = name {
            if let Err(bad) = entry(&mut key, self) {
                return Err(bad.under_name(key));
            }
            name = self.name(false)?;
        }
        self.depth -= 1;
        Ok(())
    }

    fn name(&mut self, first: bool) -> Result<Option<String>, Bad> {
        let base = self.base;
        let name = if first { self.tokens.known_object() } else { self.tokens.next_key() };
        match name {
            Ok(name) => Ok(name.map(str::to_owned)),
            Err(error) => Err(Bad::new(base + error.index, error.error_type.to_string())),
        }
    }

    /// Nothing but white space may be left.
    #[inline(never)]
    pub fn finish(&mut self) -> Result<(), Bad> {
        match self.tokens.finish() {
            Ok(()) => Ok(()),
            Err(error) => Err(self.syntax(&error)),
        }
    }
}

impl std::fmt::Debug for Reader<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader").field("offset", &self.offset()).field("depth", &self.depth).finish_non_exhaustive()
    }
}

/// The number, unless it is beyond what `f64` can hold.
pub(super) fn finite(text: &str) -> Option<f64> {
    text.parse::<f64>().ok().filter(|number| number.is_finite())
}

/// The digits of an integer, also where it is written with a fraction or an exponent: `1.0`, `1e3`, `-120e-1`.
/// Nothing for what has a fraction, and for what no type can hold.
#[cold]
fn whole(number: &str) -> Option<String> {
    const MOST_DIGITS: usize = 40; // of the widest type, with one to spare

    let (sign, number) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    let (mantissa, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let (before, after) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = [before, after].concat();
    let digits = digits.trim_start_matches('0');
    let significant = digits.trim_end_matches('0');
    if significant.is_empty() {
        return Some("0".to_owned());
    }
    let zeros = digits.len() - significant.len();
    let power = exponent.parse::<i64>().ok()?.checked_add(i64::try_from(zeros).ok()?)?;
    let zeros = usize::try_from(power.checked_sub(i64::try_from(after.len()).ok()?)?).ok()?;
    (zeros.checked_add(significant.len())? <= MOST_DIGITS || exponent == "0")
        .then(|| [sign, significant, &"0".repeat(zeros)].concat())
}

fn shortened(text: &str) -> &str {
    text.get(..40).unwrap_or(text)
}

fn kind_name(peek: Peek) -> Option<&'static str> {
    Some(match peek {
        Peek::Null => "null",
        Peek::True | Peek::False => "a boolean",
        Peek::String => "a string",
        Peek::Array => "an array",
        Peek::Object => "an object",
        peek if peek.is_num() => "a number",
        _ => return None,
    })
}
