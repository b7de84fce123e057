//! Cuts HTML into tags and text. No more of HTML is understood than descriptions use.

/// A part of HTML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// Text between tags, character references not resolved.
    Text(&'a str),
    /// `<name …>`
    Open { name: &'a str, attributes: &'a str, raw: &'a str },
    /// `</name>`
    Close { name: &'a str, raw: &'a str },
    /// A comment, a declaration, an instruction.
    Nothing,
}

/// Longer tags are text: a bound that keeps the search linear.
const LONGEST_TAG: usize = 2000;

/// The parts of a piece of HTML, in order.
pub(super) fn tokens(html: &str) -> Vec<Token<'_>> {
    let mut out = Vec::new();
    let mut rest = html;
    let mut text_end = 0;
    while let Some(found) = rest.get(text_end..).and_then(|tail| tail.find('<')) {
        let at = text_end + found;
        let (text, tag) = rest.split_at_checked(at).unwrap_or((rest, ""));
        let Some((token, length)) = tag_at(tag) else {
            text_end = at + 1;
            continue;
        };
        if !text.is_empty() {
            out.push(Token::Text(text));
        }
        out.push(token);
        rest = tag.get(length..).unwrap_or_default();
        text_end = 0;
    }
    if !rest.is_empty() {
        out.push(Token::Text(rest));
    }
    out
}

/// The tag that begins here, with its length.
fn tag_at(html: &str) -> Option<(Token<'_>, usize)> {
    let end = tag_end(html)?;
    let raw = html.get(..end)?;
    let inner = raw.strip_prefix('<')?.strip_suffix('>')?;
    if inner.starts_with(['!', '?']) {
        return Some((Token::Nothing, end));
    }
    let closing = inner.strip_prefix('/');
    let body = closing.unwrap_or(inner);
    let length = body.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(body.len());
    let (name, attributes) = body.split_at_checked(length)?;
    if !name.starts_with(|c: char| c.is_ascii_alphabetic())
        || !attributes.is_empty() && !attributes.starts_with([' ', '\t', '\n', '/'])
    {
        return None;
    }
    Some(match closing {
        Some(_) => (Token::Close { name, raw }, end),
        None => (Token::Open { name, attributes, raw }, end),
    })
}

fn tag_end(html: &str) -> Option<usize> {
    if html.starts_with("<!--") {
        let bytes = html.as_bytes();
        let bytes = bytes.get(..4 * LONGEST_TAG).unwrap_or(bytes);
        return bytes.windows(3).position(|window| window == b"-->").map(|at| at + 3);
    }
    let mut quote = None;
    for (at, c) in html.char_indices().take(LONGEST_TAG) {
        match (quote, c) {
            (None, '>') => return Some(at + 1),
            (None, '<') if at > 0 => return None,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            _ => {}
        }
    }
    None
}

/// The value of an attribute, character references resolved.
pub(super) fn attribute(attributes: &str, name: &str) -> Option<String> {
    let mut rest = attributes;
    while let Some((key, after)) = rest.split_once('=') {
        let after = after.trim_start();
        let (value, tail) = match after.chars().next() {
            Some(quote @ ('"' | '\'')) => after.get(1..)?.split_once(quote)?,
            _ => after.split_once(char::is_whitespace).unwrap_or((after, "")),
        };
        let key = key.trim().rsplit(char::is_whitespace).next().unwrap_or_default();
        if key.eq_ignore_ascii_case(name) {
            return Some(unescape(value));
        }
        rest = tail;
    }
    None
}

/// Resolves the character references that descriptions use; others stay as they are.
pub(super) fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, tail)) = rest.split_once('&') {
        out.push_str(before);
        let end = tail.bytes().take(10).position(|b| b == b';');
        let resolved = end.and_then(|end| Some((reference(tail.get(..end)?)?, tail.get(end + 1..)?)));
        match resolved {
            Some((c, after)) => {
                out.push(c);
                rest = after;
            }
            None => {
                out.push('&');
                rest = tail;
            }
        }
    }
    out.push_str(rest);
    out
}

fn reference(name: &str) -> Option<char> {
    if name.len() > 8 {
        return None;
    }
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code);
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "copy" => '©',
        "mdash" => '—',
        "ndash" => '–',
        "hellip" => '…',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        _ => return None,
    })
}
