//! The characters of a query, and the small words that they make: names, texts, numbers.

use super::PathError;

/// Integers beyond this are not exact in every language, and so not allowed in queries.
const LARGEST: i64 = (1 << 53) - 1;

pub(super) type Parsed<T> = Result<T, PathError>;

/// A position in the text of a query.
pub(super) struct Scanner<'t> {
    text: &'t str,
    at: usize,
    /// Brackets and parentheses around the position.
    depth: usize,
}

/// Filters may stand in filters; nobody writes more of them in each other.
const DEEPEST: usize = 32;

impl<'t> Scanner<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Scanner { text, at: 0, depth: 0 }
    }

    pub(super) fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.rest().is_empty()
    }

    /// Steps over this text where it stands here.
    pub(super) fn take(&mut self, wanted: &str) -> bool {
        let found = self.rest().starts_with(wanted);
        if found {
            self.at += wanted.len();
        }
        found
    }

    /// Steps over this text, which must stand here.
    pub(super) fn must(&mut self, wanted: &str) -> Parsed<()> {
        if self.take(wanted) {
            return Ok(());
        }
        Err(self.error(format!("`{wanted}` is missing before {}", self.here())))
    }

    /// Steps over the characters that `allowed` allows.
    pub(super) fn take_while(&mut self, allowed: impl Fn(char) -> bool) -> &'t str {
        let rest = self.rest();
        let end = rest.find(|c| !allowed(c)).unwrap_or(rest.len());
        self.at += end;
        rest.get(..end).unwrap_or_default()
    }

    pub(super) fn blank(&mut self) {
        self.take_while(|c| matches!(c, ' ' | '\t' | '\n' | '\r'));
    }

    /// Remembers the position, to come back to it.
    pub(super) fn mark(&self) -> usize {
        self.at
    }

    pub(super) fn back_to(&mut self, mark: usize) {
        self.at = mark;
    }

    /// Goes one bracket deeper.
    pub(super) fn enter(&mut self) -> Parsed<()> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.error("the brackets stand too deep in each other"));
        }
        Ok(())
    }

    pub(super) fn leave(&mut self) {
        self.depth -= 1;
    }

    pub(super) fn error(&self, message: impl Into<String>) -> PathError {
        self.error_at(self.at, message)
    }

    pub(super) fn error_at(&self, mark: usize, message: impl Into<String>) -> PathError {
        let before = self.text.get(..mark).unwrap_or(self.text);
        PathError { column: before.chars().count() + 1, message: message.into(), hint: None }
    }

    /// What stands here, for messages.
    pub(super) fn here(&self) -> String {
        self.peek().map_or_else(|| "the end".to_owned(), |c| format!("`{c}`"))
    }

    /// A name after a dot.
    pub(super) fn shorthand(&mut self) -> Parsed<String> {
        let first = |c: char| c.is_ascii_alphabetic() || c == '_' || !c.is_ascii();
        if !self.peek().is_some_and(first) {
            let error = self.error(format!("a name or `*` is missing before {}", self.here()));
            return Err(error.hint("names with other characters stand in brackets: `['/pets/{id}']`"));
        }
        let name = self.take_while(|c| first(c) || c.is_ascii_digit());
        if self.peek().is_some_and(|c| matches!(c, '-' | '/' | '{' | '}' | '$')) {
            let more = self.rest();
            let end = more.find(['.', '[', ']', ' ', ')', '=', '<', '>', '!', '&', '|', ',']);
            let whole = format!("{name}{}", more.get(..end.unwrap_or(more.len())).unwrap_or_default());
            let error = self.error(format!("{} cannot stand in a name after a dot", self.here()));
            return Err(error.hint(format!("write `['{whole}']` without the dot")));
        }
        Ok(name.to_owned())
    }

    /// A text in quotes, where one begins here.
    pub(super) fn quoted(&mut self) -> Parsed<Option<String>> {
        let Some(quote @ ('\'' | '"')) = self.peek() else { return Ok(None) };
        let start = self.mark();
        self.at += 1;
        let mut out = String::new();
        loop {
            let Some(c) = self.peek() else {
                return Err(self.error_at(start, format!("the quote {quote} is never closed")));
            };
            if c < ' ' {
                return Err(self.error("a control character must be written as an escape"));
            }
            self.at += c.len_utf8();
            match c {
                '\\' => out.push(self.escape(quote)?),
                _ if c == quote => return Ok(Some(out)),
                _ => out.push(c),
            }
        }
    }

    fn escape(&mut self, quote: char) -> Parsed<char> {
        let mark = self.mark();
        let c = self.peek().unwrap_or_default();
        self.at += c.len_utf8().min(self.rest().len());
        Ok(match c {
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            '/' | '\\' => c,
            _ if c == quote => c,
            'u' => return self.code_point(mark),
            _ => {
                let error = self.error_at(mark, format!("`\\{c}` is no escape"));
                return Err(error.hint("a backslash itself is written `\\\\`"));
            }
        })
    }

    fn code_point(&mut self, mark: usize) -> Parsed<char> {
        let high = self.hex(mark)?;
        let code = match high {
            0xd800..0xdc00 => {
                self.must("\\u")?;
                let low = self.hex(mark)?;
                (0xdc00..0xe000).contains(&low).then(|| 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00))
            }
            _ => Some(high),
        };
        code.and_then(char::from_u32).ok_or_else(|| self.error_at(mark, "half of a surrogate pair"))
    }

    fn hex(&mut self, mark: usize) -> Parsed<u32> {
        let digits = self.rest().get(..4).filter(|text| text.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let Some(digits) = digits else {
            return Err(self.error_at(mark, "`\\u` takes four hexadecimal digits"));
        };
        self.at += 4;
        u32::from_str_radix(digits, 16).map_err(|_| self.error_at(mark, "not a character"))
    }

    /// A whole number, where one begins here.
    pub(super) fn integer(&mut self) -> Parsed<Option<i64>> {
        let mark = self.mark();
        let minus = self.take("-");
        let digits = self.take_while(|c| c.is_ascii_digit());
        if digits.is_empty() {
            self.back_to(mark);
            return Ok(None);
        }
        if (digits.starts_with('0') && digits.len() > 1) || (minus && digits == "0") {
            return Err(self.error_at(mark, "a whole number is written without leading zeros"));
        }
        let value = digits.parse::<i64>().ok().filter(|value| *value <= LARGEST);
        let Some(value) = value else { return Err(self.error_at(mark, "the number is too large")) };
        Ok(Some(if minus { -value } else { value }))
    }

    /// A number of a filter, where one begins here.
    pub(super) fn number(&mut self) -> Parsed<Option<String>> {
        let mark = self.mark();
        self.take("-");
        let digits = self.take_while(|c| c.is_ascii_digit());
        if digits.is_empty() {
            self.back_to(mark);
            return Ok(None);
        }
        let mut sound = digits.len() == 1 || !digits.starts_with('0');
        if self.take(".") {
            sound &= !self.take_while(|c| c.is_ascii_digit()).is_empty();
        }
        if self.take("e") || self.take("E") {
            let _sign = self.take("-") || self.take("+");
            sound &= !self.take_while(|c| c.is_ascii_digit()).is_empty();
        }
        match self.text.get(mark..self.at) {
            Some(text) if sound => Ok(Some(text.to_owned())),
            _ => Err(self.error_at(mark, "not a number as JSON writes it")),
        }
    }
}

impl PathError {
    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}
