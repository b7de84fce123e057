//! What the tags of HTML mean for the blocks.

use super::super::blocks::{Mark, Piece};
use super::super::html::{self, Token};
use super::{Builder, DEEPEST, Frame, Kind};

/// Elements that break the running text.
const BREAKING: [&str; 37] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "main",
    "nav",
    "p",
    "section",
    "summary",
    "table",
    "tbody",
    "tfoot",
    "thead",
    "tr",
];

/// Elements that say how text looks; their tags go.
const PLAIN: [&str; 34] = [
    "abbr", "acronym", "b", "big", "button", "cite", "col", "colgroup", "del", "dfn", "em", "font", "i",
    "iframe", "img", "input", "ins", "label", "mark", "nobr", "q", "s", "small", "span", "strike", "strong",
    "sub", "sup", "svg", "u", "var", "video", "wbr", "tt",
];

impl Builder {
    pub(super) fn html(&mut self, html: &str) {
        for token in html::tokens(html) {
            match token {
                Token::Text(text) => self.text(&html::unescape(text)),
                Token::Nothing => {}
                Token::Open { name, attributes, raw } => {
                    self.open_tag(&name.to_ascii_lowercase(), attributes, raw)
                }
                Token::Close { name, raw } => self.close_tag(&name.to_ascii_lowercase(), raw),
            }
        }
    }

    fn open_tag(&mut self, name: &str, attributes: &str, raw: &str) {
        if self.skipped.is_some() {
            return;
        }
        if self.code.is_some() {
            if !self.is_known(name) {
                self.text(raw);
            }
            return;
        }
        match name {
            "script" => self.skipped = Some("script"),
            "style" => self.skipped = Some("style"),
            "br" => self.line_break(),
            "a" => self.inline.open_link(&html::attribute(attributes, "href").unwrap_or_default()),
            "code" | "kbd" | "samp" => self.inline.open_code(),
            "td" | "th" => self.inline.blank(Piece::Space),
            "pre" if self.table.is_none() => {
                self.flush();
                self.code = Some(String::new());
            }
            "ul" => self.open_html(Kind::List(None)),
            "ol" => self.open_html(Kind::List(Some(1))),
            "li" => self.open_html_item(),
            "img" => self.inline.text(&html::attribute(attributes, "alt").unwrap_or_default()),
            "b" | "strong" => self.inline.open(Mark::Strong),
            "i" | "em" => self.inline.open(Mark::Emphasis),
            _ if BREAKING.contains(&name) => self.flush(),
            _ if self.is_known(name) => {}
            _ => self.inline.text(raw),
        }
    }

    fn close_tag(&mut self, name: &str, raw: &str) {
        if let Some(skipped) = self.skipped {
            if skipped == name {
                self.skipped = None;
            }
            return;
        }
        if self.code.is_some() {
            if name == "pre" {
                self.flush_code();
            } else if !self.is_known(name) {
                self.text(raw);
            }
            return;
        }
        match name {
            "a" => self.inline.close_link(),
            "br" => self.line_break(),
            "code" | "kbd" | "samp" => self.inline.close_code(),
            "td" | "th" => self.inline.blank(Piece::Space),
            "ul" | "ol" => self.close_html(true),
            "li" => self.close_html(false),
            "b" | "strong" => self.inline.close(Mark::Strong),
            "i" | "em" => self.inline.close(Mark::Emphasis),
            _ if BREAKING.contains(&name) => self.flush(),
            _ if self.is_known(name) => {}
            _ => self.inline.text(raw),
        }
    }

    fn is_known(&self, name: &str) -> bool {
        let handled = ["a", "br", "code", "kbd", "samp", "td", "th", "pre", "ul", "ol", "li"];
        handled.contains(&name) || BREAKING.contains(&name) || PLAIN.contains(&name)
    }

    /// Two in a row mean a new paragraph.
    fn line_break(&mut self) {
        if self.inline.ends_in_break() { self.flush() } else { self.inline.blank(Piece::Hard) }
    }

    fn open_html(&mut self, kind: Kind) {
        self.flush();
        if self.frames.len() <= DEEPEST && self.table.is_none() {
            self.frames.push(Frame::new(kind, true));
        }
    }

    fn open_html_item(&mut self) {
        self.flush();
        let top = self.frames.last().map(|frame| (frame.kind, frame.from_html));
        match top {
            Some((Kind::List(_), true)) => self.open_html(Kind::Item),
            Some((Kind::Item, true)) => {
                self.close_frame();
                self.frames.push(Frame::new(Kind::Item, true));
            }
            _ if self.table.is_none() && self.frames.len() < DEEPEST => {
                self.open_html(Kind::List(None));
                self.open_html(Kind::Item);
            }
            _ => {}
        }
    }

    /// Closes the innermost HTML list or only its open item, if there is one inside the open Markdown container.
    fn close_html(&mut self, list: bool) {
        self.flush();
        let is_wanted = |kind: Kind| if list { matches!(kind, Kind::List(_)) } else { kind == Kind::Item };
        let from_html = self.frames.iter().rev().take_while(|frame| frame.from_html);
        let Some(depth) = from_html.map(|frame| frame.kind).position(is_wanted) else { return };
        for _ in 0..=depth {
            self.close_frame();
        }
    }
}
