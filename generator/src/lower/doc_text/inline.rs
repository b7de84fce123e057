//! Collects running text piece by piece.

use super::blocks::{Mark, Piece};
use super::clean::is_unwanted;
use super::emphasis::balance;
use super::escape;

/// The running text of the block that is open.
#[derive(Default)]
pub(super) struct Inline {
    pieces: Vec<Piece>,
    /// Where the text of the open link begins, and where the link leads.
    link: Option<(usize, Option<String>)>,
    /// The text of the HTML code span that is open.
    code: Option<String>,
}

impl Inline {
    /// Text, white space included.
    pub(super) fn text(&mut self, text: &str) {
        if let Some(code) = &mut self.code {
            code.push_str(text);
            return;
        }
        for c in text.chars() {
            if c.is_whitespace() {
                self.blank(if c == '\n' { Piece::Soft } else { Piece::Space });
            } else if !is_unwanted(c) {
                // The text of a link is no part of the word before it.
                let begins_link = self.link.as_ref().is_some_and(|(start, _)| *start == self.pieces.len());
                match self.pieces.last_mut() {
                    Some(Piece::Text(word)) if !begins_link => word.push(c),
                    _ => self.pieces.push(Piece::Text(c.to_string())),
                }
            }
        }
    }

    /// A space or a line break; the strongest of several stays.
    pub(super) fn blank(&mut self, blank: Piece) {
        if let Some(code) = &mut self.code {
            code.push(' ');
            return;
        }
        match self.pieces.last_mut() {
            None => {}
            Some(last) if last.is_blank() => last.strengthen(blank),
            Some(_) => self.pieces.push(blank),
        }
    }

    /// Whether the last thing was a line break to keep.
    pub(super) fn ends_in_break(&self) -> bool {
        self.code.is_none() && self.pieces.last() == Some(&Piece::Hard)
    }

    /// A code span.
    pub(super) fn code(&mut self, text: &str) {
        match &mut self.code {
            Some(code) => code.push_str(text),
            None => self.pieces.extend(escape::code(text).map(Piece::Atom)),
        }
    }

    /// `<code>`
    pub(super) fn open_code(&mut self) {
        self.code.get_or_insert_default();
    }

    /// `</code>`
    pub(super) fn close_code(&mut self) {
        if let Some(text) = self.code.take() {
            self.code(&text);
        }
    }

    pub(super) fn open(&mut self, mark: Mark) {
        self.pieces.push(Piece::Open(mark));
    }

    pub(super) fn close(&mut self, mark: Mark) {
        self.pieces.push(Piece::Close(mark));
    }

    /// A link begins; links do not nest.
    pub(super) fn open_link(&mut self, url: &str) {
        if self.link.is_none() {
            self.link = Some((self.pieces.len(), escape::address(url)));
        }
    }

    pub(super) fn close_link(&mut self) {
        self.close_code();
        let Some((start, url)) = self.link.take() else { return };
        let Some(url) = url else { return };
        let inside = self.pieces.split_off(start.min(self.pieces.len()));
        let leads = inside.first().is_some_and(Piece::is_blank);
        let trails = inside.last().is_some_and(Piece::is_blank);
        let shown: String = inside
            .iter()
            .filter_map(|piece| if let Piece::Text(text) = piece { Some(&**text) } else { None })
            .collect();
        let text = line(&inside, false);
        if leads {
            self.blank(Piece::Space);
        }
        let link = if text.is_empty() || shown == url {
            format!("<{}>", url.replace("&amp;", "&"))
        } else {
            format!("[{text}](<{url}>)")
        };
        self.pieces.push(Piece::Atom(link));
        if trails {
            self.blank(Piece::Space);
        }
    }

    /// The text so far, which is then empty again. Nothing at either end is blank, and emphasis is balanced.
    pub(super) fn take(&mut self) -> Vec<Piece> {
        self.close_code();
        self.close_link();
        balance(std::mem::take(&mut self.pieces))
    }
}

/// Pieces as one line of Markdown.
pub(super) fn line(pieces: &[Piece], links: bool) -> String {
    let mut out = String::new();
    for piece in balance(pieces.to_vec()) {
        match piece {
            Piece::Text(text) => escape::push(&mut out, &escape::word(&text, links)),
            Piece::Atom(text) => escape::push(&mut out, &text),
            Piece::Space | Piece::Soft | Piece::Hard => out.push(' '),
            Piece::Open(mark) | Piece::Close(mark) => out.push_str(mark.text()),
        }
    }
    out
}
