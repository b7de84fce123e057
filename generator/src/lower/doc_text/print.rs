//! Prints blocks as lines of Markdown.

use super::blocks::{Block, Piece};
use super::escape;

/// How wide running text may be.
pub(super) const WIDTH: usize = 100;

/// The lines of some blocks, an empty line between two of them.
pub(super) fn print(blocks: &[Block], width: usize) -> Vec<String> {
    let mut out = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        if index > 0 {
            out.push(String::new());
        }
        print_block(block, width, &mut out);
    }
    out
}

fn print_block(block: &Block, width: usize, out: &mut Vec<String>) {
    match block {
        Block::Paragraph { pieces, .. } => out.extend(paragraph(pieces, width)),
        Block::Code(lines) => {
            let longest = lines.iter().map(|line| escape::longest_run(line)).max().unwrap_or(0);
            let fence = "`".repeat(3.max(longest + 1));
            out.push(format!("{fence}text"));
            out.extend(lines.iter().cloned());
            out.push(fence);
        }
        Block::List { start, items } => list(*start, items, width, out),
        Block::Quote(blocks) => {
            let inner = print(blocks, narrower(width, 2));
            out.extend(
                inner
                    .into_iter()
                    .map(|line| if line.is_empty() { ">".to_owned() } else { format!("> {line}") }),
            );
        }
        Block::Table { head, rows } => {
            out.push(row(head));
            out.push("|---".repeat(head.len()) + "|");
            out.extend(rows.iter().map(|cells| row(cells)));
        }
    }
}

fn narrower(width: usize, by: usize) -> usize {
    width.saturating_sub(by).max(40)
}

fn row(cells: &[String]) -> String {
    let mut out = String::from("|");
    for cell in cells {
        out.push(' ');
        out.push_str(cell);
        if !cell.is_empty() {
            out.push(' ');
        }
        out.push('|');
    }
    out
}

fn list(start: Option<u64>, items: &[Vec<Block>], width: usize, out: &mut Vec<String>) {
    let tight = items.iter().all(|item| is_tight(item));
    // Numbers of more than nine digits begin no list.
    let start = start.map(|start| if start > 1_000_000 { 1 } else { start });
    for (index, item) in (0..).zip(items) {
        let marker = match start {
            Some(start) => format!("{}. ", start + index),
            None => "- ".to_owned(),
        };
        let width = narrower(width, marker.len());
        let lines = match (tight, item.as_slice()) {
            (true, [paragraph, nested]) => {
                let mut lines = print(std::slice::from_ref(paragraph), width);
                print_block(nested, width, &mut lines);
                lines
            }
            _ => print(item, width),
        };
        if index > 0 && !tight {
            out.push(String::new());
        }
        let indent = " ".repeat(marker.len());
        for (number, line) in lines.into_iter().enumerate() {
            out.push(match number {
                0 => format!("{marker}{line}"),
                _ if line.is_empty() => line,
                _ => format!("{indent}{line}"),
            });
        }
    }
}

/// Whether an item needs no empty line: a paragraph, with a nested list perhaps that can follow it directly.
fn is_tight(item: &[Block]) -> bool {
    match item {
        [Block::Paragraph { .. }] => true,
        [Block::Paragraph { .. }, Block::List { start, items }] => {
            matches!(start, None | Some(1)) && items.iter().all(|item| is_tight(item))
        }
        _ => false,
    }
}

/// The lines of running text: those of the source where all of them are short enough, else broken anew, because
/// breaking only the long ones leaves a rag of single words.
fn paragraph(pieces: &[Piece], width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let words = words(pieces);
    let keeps = source_width(&words) <= width;
    let mut words = words.into_iter().peekable();
    while let Some(Word { text, after }) = words.next() {
        if line.is_empty() {
            line = escape::line_start(&text);
        } else {
            line.push(' ');
            line.push_str(&text);
        }
        let Some(next) = words.peek() else { break };
        let used = line.chars().count();
        let full = used + 1 + next.text.chars().count() > width;
        match after {
            Piece::Hard => line.push('\\'),
            Piece::Soft if keeps => {}
            _ if full => {}
            _ => continue,
        }
        lines.push(std::mem::take(&mut line));
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// The longest line of the source, in characters.
fn source_width(words: &[Word]) -> usize {
    let (mut longest, mut line) = (0, 0);
    for word in words {
        line += word.text.chars().count() + usize::from(line > 0);
        longest = longest.max(line);
        if matches!(word.after, Piece::Soft | Piece::Hard) {
            line = 0;
        }
    }
    longest
}

/// What must not be broken, and the blank behind it.
struct Word {
    text: String,
    after: Piece,
}

fn words(pieces: &[Piece]) -> Vec<Word> {
    let mut words = Vec::new();
    let mut text = String::new();
    for piece in pieces {
        match piece {
            Piece::Text(plain) => escape::push(&mut text, &escape::word(plain, true)),
            Piece::Atom(markdown) => escape::push(&mut text, markdown),
            Piece::Open(mark) | Piece::Close(mark) => text.push_str(mark.text()),
            blank => words.push(Word { text: std::mem::take(&mut text), after: blank.clone() }),
        }
    }
    words.push(Word { text, after: Piece::Space });
    words.retain(|word| !word.text.is_empty());
    words
}
