//! One linear look at the text before a parser sees it: how deep do lists and objects stand in each other?
//!
//! libyaml needs time that grows with the square of the depth of flow collections, so a hostile file must be
//! stopped here. For JSON the answer is exact. For YAML the scan only suspects; a streaming parser, stopped at
//! the first level too many, confirms.

use super::builder::MAX_DEPTH;
use super::positions::yaml_depth_exceeds;
use crate::document::Syntax;

/// The byte offset where the text goes one level too deep.
pub(super) fn too_deep(text: &str, syntax: Syntax) -> Option<usize> {
    match syntax {
        Syntax::Json => json(text.as_bytes()),
        Syntax::Yaml if suspicious(text) => yaml_depth_exceeds(text, MAX_DEPTH),
        Syntax::Yaml | Syntax::Markdown => None,
    }
}

fn json(bytes: &[u8]) -> Option<usize> {
    let (mut depth, mut quoted, mut escaped) = (0usize, false, false);
    for (offset, byte) in bytes.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'{' | b'[' => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Some(offset);
                }
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// Whether flow collections, or block collections begun on one line, may be too deep.
fn suspicious(text: &str) -> bool {
    let mut scan = Scan::default();
    text.split_inclusive('\n').any(|line| scan.line(line))
}

/// Where the scan is between two lines.
#[derive(Default)]
struct Scan {
    /// Open `{` and `[`.
    flow: usize,
    /// Inside a quoted scalar: its quote.
    quote: Option<u8>,
    /// Inside a block scalar: lines indented deeper than this belong to it.
    block: Option<usize>,
}

impl Scan {
    /// Takes one line; `true` when it goes too deep.
    fn line(&mut self, line: &str) -> bool {
        let bytes = line.trim_end().as_bytes();
        let indent = bytes.iter().take_while(|byte| **byte == b' ').count();
        if let Some(parent) = self.block {
            if bytes.len() <= indent || indent > parent {
                return false;
            }
            self.block = None;
        }
        let mut from = indent;
        if self.flow == 0 && self.quote.is_none() {
            let (column, levels) = indicators(bytes, indent);
            if levels > MAX_DEPTH {
                return true;
            }
            if is_block_header(bytes) {
                self.block = Some(column);
                return false;
            }
            from = value_start(bytes, column.max(indent));
            match bytes.get(from) {
                Some(b'{' | b'[' | b'"' | b'\'') => {}
                _ => return false,
            }
        }
        self.inside(bytes.get(from..).unwrap_or_default())
    }

    /// Goes through what stands inside a flow collection or a quoted scalar.
    fn inside(&mut self, bytes: &[u8]) -> bool {
        let mut before = b' ';
        let mut rest = bytes.iter().copied();
        while let Some(byte) = rest.next() {
            match self.quote {
                Some(b'"') if byte == b'\\' => drop(rest.next()),
                Some(quote) if byte == quote => self.quote = None,
                Some(_) => {}
                None => match byte {
                    b'"' | b'\'' if matches!(before, b' ' | b'[' | b'{' | b',' | b':') => {
                        self.quote = Some(byte)
                    }
                    b'#' if before == b' ' => return false,
                    b'{' | b'[' => self.flow += 1,
                    b'}' | b']' => self.flow = self.flow.saturating_sub(1),
                    _ => {}
                },
            }
            if self.flow > MAX_DEPTH {
                return true;
            }
            before = byte;
        }
        false
    }
}

/// Steps over `- ` and `? ` at the start of a line: the column of the last collection, and how many there are.
fn indicators(bytes: &[u8], indent: usize) -> (usize, usize) {
    let (mut column, mut at, mut levels) = (indent, indent, 0);
    while let Some(b'-' | b'?') = bytes.get(at) {
        if !matches!(bytes.get(at + 1), Some(b' ' | b'\t') | None) {
            break;
        }
        levels += 1;
        column = at;
        at += 1;
        while let Some(b' ' | b'\t') = bytes.get(at) {
            at += 1;
        }
    }
    let keyed = bytes.get(at..).is_some_and(|rest| rest.windows(2).any(|pair| pair == b": "));
    (if keyed { at } else { column }, levels)
}

/// Whether the line ends in `|` or `>` with what may follow them.
fn is_block_header(bytes: &[u8]) -> bool {
    let end = bytes.iter().rposition(|byte| !matches!(byte, b'0'..=b'9' | b'+' | b'-'));
    let Some(end) = end else { return false };
    matches!(bytes.get(end), Some(b'|' | b'>'))
        && matches!(end.checked_sub(1).and_then(|at| bytes.get(at)), Some(b' ') | None)
}

/// Where the value of a line in block context begins: behind the first `: `, or behind the indicators.
fn value_start(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(b'-' | b'?' | b' ') = bytes.get(at) {
        at += 1;
    }
    if matches!(bytes.get(at), Some(b'{' | b'[' | b'"' | b'\''))
        && !quoted_key(bytes.get(at..).unwrap_or_default())
    {
        return at;
    }
    let colon = bytes.get(at..).and_then(|rest| rest.windows(2).position(|pair| pair == b": "));
    let mut at = colon.map_or(bytes.len(), |colon| at + colon + 2);
    while let Some(b' ') = bytes.get(at) {
        at += 1;
    }
    while let Some(b'!' | b'&') = bytes.get(at) {
        at = bytes
            .get(at..)
            .and_then(|rest| rest.iter().position(|byte| *byte == b' '))
            .map_or(bytes.len(), |end| at + end + 1);
    }
    at
}

/// Whether a quoted scalar on this line is a key.
fn quoted_key(bytes: &[u8]) -> bool {
    let Some(quote @ (b'"' | b'\'')) = bytes.first() else { return false };
    let close = bytes.iter().skip(1).position(|byte| byte == quote).map(|at| at + 2);
    close.and_then(|close| bytes.get(close)) == Some(&b':')
}
