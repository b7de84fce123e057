//! Rust as far as the rules need it: which characters are code, where functions and tests are.
//!
//! No parser, so that it also reads templates' neighbours, broken files and files of any size at once.

/// A Rust file, line by line.
pub struct Code {
    /// The lines with comments and the insides of literals blanked.
    pub lines: Vec<String>,
    /// Whether a line belongs to `#[cfg(test)]`.
    pub is_test: Vec<bool>,
    pub functions: Vec<Function>,
}

/// A function with a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Function {
    pub name: String,
    /// The line of `fn`, from 0.
    pub line: usize,
    /// From `fn` to the closing brace.
    pub length: usize,
    /// The attributes right above, as one text.
    pub attributes: String,
}

impl Code {
    pub fn new(text: &str) -> Self {
        let masked = mask(text);
        let lines: Vec<String> = masked.lines().map(str::to_owned).collect();
        let mut code = Code { is_test: vec![false; lines.len()], functions: Vec::new(), lines };
        code.find_tests();
        code.find_functions();
        code
    }

    /// Lines of code outside tests, numbered from 1.
    pub fn numbered(&self) -> impl Iterator<Item = (usize, &str)> {
        (1..)
            .zip(&self.lines)
            .zip(&self.is_test)
            .filter(|(_, test)| !**test)
            .map(|((number, line), _)| (number, line.as_str()))
    }

    fn find_tests(&mut self) {
        let starts: Vec<usize> = (0..)
            .zip(&self.lines)
            .filter(|(_, line)| line.contains("#[cfg(test)]"))
            .map(|(at, _)| at)
            .collect();
        for start in starts {
            let end = self.item_end(start).unwrap_or(start);
            self.is_test.iter_mut().take(end + 1).skip(start).for_each(|test| *test = true);
        }
    }

    fn find_functions(&mut self) {
        let mut found = Vec::new();
        for (at, line) in self.lines.iter().enumerate() {
            let Some(name) = function_name(line) else { continue };
            let Some(end) = self.body_end(at) else { continue };
            let attributes: Vec<&str> = self
                .lines
                .iter()
                .take(at)
                .rev()
                .map(|line| line.trim())
                .take_while(|line| line.is_empty() || line.starts_with('#'))
                .collect();
            found.push(Function { name, line: at, length: end - at + 1, attributes: attributes.join(" ") });
        }
        self.functions = found;
    }

    /// The last line of the item that begins here: its closing brace, or the `;` before any.
    fn item_end(&self, start: usize) -> Option<usize> {
        self.end(start, true)
    }

    /// The last line of the body of the function that begins here; `None` for one without.
    fn body_end(&self, start: usize) -> Option<usize> {
        self.end(start, false)
    }

    fn end(&self, start: usize, or_semicolon: bool) -> Option<usize> {
        let (mut braces, mut others) = (0_usize, 0_usize);
        for (at, line) in self.lines.iter().enumerate().skip(start) {
            for c in line.chars() {
                match c {
                    '{' => braces += 1,
                    '}' if braces <= 1 => return (braces == 1).then_some(at),
                    '}' => braces -= 1,
                    '(' | '[' => others += 1,
                    ')' | ']' => others = others.saturating_sub(1),
                    ';' if braces == 0 && others == 0 => return or_semicolon.then_some(at),
                    _ => {}
                }
            }
        }
        None
    }
}

/// The name behind `fn` at the beginning of an item.
fn function_name(line: &str) -> Option<String> {
    let mut words = line.split_whitespace();
    loop {
        let word = words.next()?;
        if word == "fn" {
            break;
        }
        let is_qualifier = word.starts_with("pub")
            || word.starts_with("#[")
            || word.ends_with(')')
            || word.ends_with(']')
            || ["const", "async", "unsafe", "extern", "\"\"", "in", "default"].contains(&word);
        if !is_qualifier {
            return None;
        }
    }
    let name: String =
        words.next()?.chars().take_while(|c| c.is_alphanumeric() || *c == '_' || *c == '#').collect();
    (!name.is_empty()).then_some(name)
}

/// The text with comments and the insides of literals as spaces; line breaks stay.
fn mask(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(c) = chars.get(at).copied() {
        let next = chars.get(at + 1).copied();
        let end = match (c, next) {
            ('/', Some('/')) => find(&chars, at, |tail| tail.first() == Some(&'\n'), 0),
            ('/', Some('*')) => block_comment_end(&chars, at),
            ('"', _) => string_end(&chars, at),
            ('r', Some('"' | '#')) if !follows_word(&chars, at) => match raw_string_end(&chars, at) {
                Some(end) => end,
                None => at,
            },
            ('\'', _) => char_end(&chars, at),
            _ => at,
        };
        if end <= at {
            out.push(c);
            at += 1;
            continue;
        }
        let is_literal = c != '/';
        for (index, masked) in chars.get(at..end).unwrap_or_default().iter().enumerate() {
            let edge = is_literal && (index == 0 || index + 1 == end - at);
            out.push(if *masked == '\n' || edge { *masked } else { ' ' });
        }
        at = end;
    }
    out
}

fn follows_word(chars: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| chars.get(before));
    before.is_some_and(|c| (c.is_alphanumeric() && *c != 'b' && *c != 'c') || *c == '_')
}

fn find(chars: &[char], from: usize, is_end: impl Fn(&[char]) -> bool, width: usize) -> usize {
    (from..chars.len()).find(|at| chars.get(*at..).is_some_and(&is_end)).map_or(chars.len(), |at| at + width)
}

fn block_comment_end(chars: &[char], start: usize) -> usize {
    let mut depth = 0_usize;
    let mut at = start;
    while at < chars.len() {
        match (chars.get(at), chars.get(at + 1)) {
            (Some('/'), Some('*')) => {
                depth += 1;
                at += 2;
            }
            (Some('*'), Some('/')) => {
                depth -= 1;
                at += 2;
                if depth == 0 {
                    return at;
                }
            }
            _ => at += 1,
        }
    }
    chars.len()
}

fn string_end(chars: &[char], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(c) = chars.get(at) {
        match c {
            '\\' => at += 2,
            '"' => return at + 1,
            _ => at += 1,
        }
    }
    chars.len()
}

fn raw_string_end(chars: &[char], start: usize) -> Option<usize> {
    let hashes = chars.get(start + 1..)?.iter().take_while(|c| **c == '#').count();
    if chars.get(start + 1 + hashes) != Some(&'"') {
        return None;
    }
    let closing: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
    Some(find(chars, start + 2 + hashes, |tail| tail.starts_with(&closing), closing.len()))
}

/// A character literal, or nothing for a lifetime.
fn char_end(chars: &[char], start: usize) -> usize {
    match (chars.get(start + 1), chars.get(start + 2)) {
        (Some('\\'), _) => find(chars, start + 3, |tail| tail.first() == Some(&'\''), 1),
        (Some(_), Some('\'')) => start + 3,
        _ => start,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_literals_are_blanked() {
        for (text, expected) in [
            ("a // b\nc", "a     \nc"),
            ("a /* b /* c */ d */ e", "a                   e"),
            ("f(\"un\\\"wrap\") g", "f(\"        \") g"),
            ("r#\"a\"b\"# c", "r      # c"),
            ("'\"' 'a x '\\'' y", "' ' 'a x '  ' y"),
            ("b\"x\" br\"y\" var\"z\"", "b\" \" br  \" var\" \""),
        ] {
            assert_eq!(mask(text), expected, "for {text}");
        }
    }

    #[test]
    fn functions_and_tests_are_found() {
        let code = Code::new(
            "#[inline]\npub fn one() {\n    x();\n}\ntrait T { fn none(&self); }\nimpl S {\n    pub(crate) async fn two(\n        a: [u8; 3],\n    ) {\n    }\n}\n\
             #[cfg(test)]\nmod tests {\n    fn t() {}\n}\n#[cfg(test)]\nuse x::y;\nconst fn last() -> u8 { 1 }\n",
        );
        let found: Vec<_> = code.functions.iter().map(|f| (f.name.as_str(), f.line + 1, f.length)).collect();
        assert_eq!(found, [("one", 2, 3), ("two", 7, 4), ("t", 14, 1), ("last", 18, 1)]);
        assert_eq!(code.functions.first().map(|f| f.attributes.as_str()), Some("#[inline]"));
        let tests: Vec<usize> =
            (1..).zip(&code.is_test).filter(|(_, test)| **test).map(|(line, _)| line).collect();
        assert_eq!(tests, [12, 13, 14, 15, 16, 17]);
    }
}
