//! Turns descriptions into documentation that rustdoc and clippy accept.
//!
//! A description is untrusted: Markdown of some dialect, HTML, or plain text. It is parsed as CommonMark with
//! tables and written again by an emitter that can only produce what is safe inside a doc comment. So no
//! description becomes a doctest, an intra-doc link, an HTML tag, a bare URL or a finding of clippy:
//!
//! - code is always fenced as `text`, with a fence longer than any inside;
//! - HTML that means something (`<p>`, `<br>`, lists, `<pre>`, `<a>`) becomes Markdown, the tags of other known
//!   elements go, anything else in angle brackets is shown as text;
//! - brackets are escaped; links are kept for absolute `http` and `https` URLs alone; bare URLs are wrapped;
//! - headings become bold paragraphs, images their alternative text, rules go;
//! - control characters and what reorders text go;
//! - lines are kept, and broken at words where they are long.
//!
//! Each line is meant for a `///` comment of its own (in a block comment, code may hold a `*/`).

mod blocks;
mod builder;
mod clean;
mod emphasis;
mod escape;
mod html;
mod inline;
mod print;
mod sentence;

use pulldown_cmark::{Options, Parser};

use blocks::Block;

/// The lines of a doc comment that says what the description says; none for an empty one.
///
/// No line ends in a space; a paragraph is separated from the next by an empty line. Applied to its own output
/// it changes nothing more (but for a few texts that nobody would write).
pub fn doc_lines(text: &str) -> Vec<String> {
    print::print(&parse(text), print::WIDTH)
}

/// The first sentence of the description as one line of safe Markdown, without emphasis; empty for an empty one.
///
/// Headings are passed over when a paragraph follows.
pub fn first_sentence(text: &str) -> String {
    sentence::first(&parse(text))
}

fn parse(text: &str) -> Vec<Block> {
    let text = clean::text(text);
    let mut builder = builder::Builder::new();
    for event in Parser::new_ext(&text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        builder.event(event);
    }
    builder.finish()
}

#[cfg(test)]
mod tests;
