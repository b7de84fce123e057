//! Emphasis that Markdown will read as emphasis.

use super::blocks::{Mark, Piece};

/// Closes what is open, drops what closes nothing or holds nothing, and moves blanks out of the ends of emphasis.
pub(super) fn balance(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut open: Vec<Mark> = Vec::new();
    // How often a mark was opened inside itself.
    let mut nested: Vec<Mark> = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Open(mark) if open.contains(&mark) => nested.push(mark),
            Piece::Open(mark) => {
                open.push(mark);
                out.push(piece);
            }
            Piece::Close(mark) => {
                if let Some(at) = nested.iter().rposition(|nested| *nested == mark) {
                    nested.remove(at);
                } else if open.contains(&mark) {
                    while let Some(last) = open.pop() {
                        close(&mut out, last);
                        if last == mark {
                            break;
                        }
                    }
                }
            }
            blank if blank.is_blank() => before_marks(&mut out, blank),
            text => out.push(text),
        }
    }
    while let Some(mark) = open.pop() {
        close(&mut out, mark);
    }
    while out.last().is_some_and(Piece::is_blank) {
        out.pop();
    }
    // What one dropped mark leaves behind may undo the next one; more rounds than these only hostile text needs.
    for _ in 0..4 {
        let before = out.len();
        out = merge(keep_effective(out));
        if out.len() == before {
            break;
        }
    }
    out
}

/// Joins words that a dropped mark had cut in two.
fn merge(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match (out.last_mut(), piece) {
            (Some(Piece::Text(word)), Piece::Text(more)) => word.push_str(&more),
            (_, piece) => out.push(piece),
        }
    }
    out
}

/// Closes emphasis before the blank at its end, or takes back its beginning when nothing came in between.
fn close(out: &mut Vec<Piece>, mark: Mark) {
    if out.last() == Some(&Piece::Open(mark)) {
        out.pop();
        return;
    }
    let blank = out.pop_if(|piece| piece.is_blank());
    out.push(Piece::Close(mark));
    out.extend(blank);
}

/// A blank goes before emphasis that has just begun, and nowhere at the beginning or beside another.
fn before_marks(out: &mut Vec<Piece>, blank: Piece) {
    let mut marks = Vec::new();
    while let Some(mark) = out.pop_if(|piece| matches!(piece, Piece::Open(_))) {
        marks.push(mark);
    }
    match out.last_mut() {
        None => {}
        Some(last) if last.is_blank() => last.strengthen(blank),
        Some(_) => out.push(blank),
    }
    out.extend(marks.into_iter().rev());
}

/// Drops the marks that would be read as asterisks where they stand: `**"word"**s` is no emphasis.
fn keep_effective(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut dropped = vec![false; pieces.len()];
    let mut open: Vec<(usize, bool)> = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        let before = pieces.iter().take(at).next_back().and_then(last_char);
        let after = pieces.get(at + 1).and_then(first_char);
        match piece {
            Piece::Open(_) => open.push((at, reads_as_mark(before, after))),
            Piece::Close(_) => {
                let Some((start, opens)) = open.pop() else { continue };
                if !(opens && reads_as_mark(after, before)) {
                    for at in [start, at] {
                        if let Some(dropped) = dropped.get_mut(at) {
                            *dropped = true;
                        }
                    }
                }
            }
            _ => {}
        }
    }
    pieces.into_iter().zip(dropped).filter(|(_, dropped)| !dropped).map(|(piece, _)| piece).collect()
}

/// Whether a mark between these two has a side to cling to; `None` is a blank or an end.
fn reads_as_mark(outside: Option<char>, inside: Option<char>) -> bool {
    match (outside, inside) {
        // The run of asterisks goes on: one of them decides.
        (_, Some('*')) => true,
        (Some('*'), _) => false,
        (None, inside) => inside.is_some(),
        (Some(outside), Some(inside)) => inside.is_alphanumeric() || !outside.is_alphanumeric(),
        (Some(_), None) => false,
    }
}

fn first_char(piece: &Piece) -> Option<char> {
    match piece {
        Piece::Text(text) => text.chars().next().map(unless_asterisk),
        Piece::Atom(_) => Some('`'),
        Piece::Open(_) | Piece::Close(_) => Some('*'),
        _ => None,
    }
}

fn last_char(piece: &Piece) -> Option<char> {
    match piece {
        Piece::Text(text) => text.chars().next_back().map(unless_asterisk),
        other => first_char(other),
    }
}

/// An asterisk in the text will be escaped, and is as good as any punctuation.
fn unless_asterisk(c: char) -> char {
    if c == '*' { '.' } else { c }
}
