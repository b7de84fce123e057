//! Positions in JSON, by a small scanner that trusts nothing and stops where the text is no JSON.

use super::{Member, Shape, Tree};
use crate::diag::Span;
use crate::read::builder::MAX_DEPTH;

struct Scanner<'t> {
    text: &'t str,
    at: usize,
    tree: Tree,
}

/// The positions of a JSON text.
pub(super) fn tree(text: &str) -> Tree {
    let mut scanner = Scanner { text, at: 0, tree: Tree::default() };
    scanner.tree.root = Some(0); // the outermost value is pushed first, whole or not
    let _complete = scanner.value(0);
    if scanner.tree.nodes.is_empty() {
        scanner.tree.root = None;
    }
    scanner.tree
}

impl Scanner<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn blank(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    fn take(&mut self, byte: u8) -> Option<()> {
        self.blank();
        (self.peek() == Some(byte)).then(|| self.at += 1)
    }

    fn value(&mut self, depth: usize) -> Option<usize> {
        self.blank();
        match self.peek()? {
            _ if depth > MAX_DEPTH => None,
            b'{' => self.object(depth),
            b'[' => self.list(depth),
            b'"' => {
                let span = self.string()?;
                Some(self.tree.push(span.start, span.end, Shape::Scalar))
            }
            _ => {
                let start = self.at;
                while let Some(b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'+' | b'-' | b'.') = self.peek() {
                    self.at += 1;
                }
                (self.at > start).then(|| self.tree.push(start, self.at, Shape::Scalar))
            }
        }
    }

    /// Steps over a string and gives its span with the quotes.
    fn string(&mut self) -> Option<Span> {
        let start = self.at;
        self.at += 1;
        loop {
            match self.peek()? {
                b'"' => {
                    self.at += 1;
                    return Some(Span { start, end: self.at });
                }
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
    }

    fn list(&mut self, depth: usize) -> Option<usize> {
        let start = self.at;
        self.at += 1;
        let id = self.tree.push(start, start + 1, Shape::List(Vec::new()));
        loop {
            self.blank();
            if self.take(b']').is_some() {
                break;
            }
            let next = self.tree.nodes.len();
            let item = self.value(depth + 1);
            if self.tree.nodes.len() > next
                && let Some(Shape::List(items)) = self.tree.nodes.get_mut(id).map(|spot| &mut spot.shape)
            {
                items.push(next);
            }
            item?;
            if self.take(b',').is_none() {
                self.take(b']')?;
                break;
            }
        }
        self.close(id);
        Some(id)
    }

    fn object(&mut self, depth: usize) -> Option<usize> {
        let start = self.at;
        self.at += 1;
        let id = self.tree.push(start, start + 1, Shape::Object(Vec::new()));
        loop {
            if self.take(b'}').is_some() {
                break;
            }
            if self.peek()? != b'"' {
                return None;
            }
            let key_span = self.string()?;
            let key = serde_json::from_str::<String>(self.text.get(key_span.start..key_span.end)?).ok()?;
            self.take(b':')?;
            let next = self.tree.nodes.len();
            let value = self.value(depth + 1);
            if self.tree.nodes.len() > next
                && let Some(Shape::Object(members)) = self.tree.nodes.get_mut(id).map(|spot| &mut spot.shape)
            {
                members.push(Member { key: key.into(), key_span, value: next });
            }
            value?;
            if self.take(b',').is_none() {
                self.take(b'}')?;
                break;
            }
        }
        self.close(id);
        Some(id)
    }

    fn close(&mut self, id: usize) {
        let end = self.at;
        if let Some(spot) = self.tree.nodes.get_mut(id) {
            spot.span.end = end;
        }
    }
}
