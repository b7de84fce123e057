//! The first sentence of a description.

use super::blocks::{Block, Piece};
use super::inline::line;

/// Abbreviations that end in a full stop and no sentence.
const ABBREVIATIONS: [&str; 14] = [
    "e.g.", "i.e.", "etc.", "vs.", "approx.", "incl.", "excl.", "resp.", "max.", "min.", "cf.", "no.",
    "a.k.a.", "ca.",
];

/// What may stand behind the full stop and still belong to the sentence.
const CLOSING: [char; 8] = [')', '"', '\'', '”', '’', '*', '_', ']'];

pub(super) fn first(blocks: &[Block]) -> String {
    let Some(pieces) = paragraph(blocks, false).or_else(|| paragraph(blocks, true)) else {
        return String::new();
    };
    let mut plain: Vec<Piece> =
        pieces.iter().filter(|piece| !matches!(piece, Piece::Open(_) | Piece::Close(_))).cloned().collect();
    if let Some(end) = (0..plain.len()).find(|at| ends_sentence(&plain, *at)) {
        plain.truncate(end);
    }
    line(&plain, true)
}

/// The first paragraph, inside lists and quotations too.
fn paragraph(blocks: &[Block], headings: bool) -> Option<&[Piece]> {
    blocks.iter().find_map(|block| match block {
        Block::Paragraph { pieces, heading } if *heading == headings => Some(pieces.as_slice()),
        Block::Quote(blocks) => paragraph(blocks, headings),
        Block::List { items, .. } => items.iter().find_map(|item| paragraph(item, headings)),
        _ => None,
    })
}

/// Whether the blank at this place follows the end of a sentence.
fn ends_sentence(pieces: &[Piece], at: usize) -> bool {
    if !pieces.get(at).is_some_and(Piece::is_blank) {
        return false;
    }
    let Some(Piece::Text(word)) = at.checked_sub(1).and_then(|before| pieces.get(before)) else {
        return false;
    };
    let stripped = word.trim_end_matches(CLOSING);
    if !stripped.ends_with(['.', '!', '?']) {
        return false;
    }
    let lower = stripped.trim_start_matches(['(', '"']).to_lowercase();
    let is_initial = lower.chars().count() == 2 && lower.starts_with(char::is_alphanumeric);
    if ABBREVIATIONS.contains(&lower.as_str()) || is_initial {
        return false;
    }
    match pieces.get(at + 1) {
        Some(Piece::Text(next)) => !next.starts_with(char::is_lowercase),
        _ => true,
    }
}
