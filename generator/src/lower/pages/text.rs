//! Markdown for the pages: rows, cells, links.

use crate::lower::doc_text::{doc_lines, first_sentence};

/// A row of a table.
pub(super) fn row<const N: usize>(cells: [&str; N]) -> String {
    let cells: Vec<String> = cells.iter().map(|text| cell(text)).collect();
    format!("| {} |", cells.join(" | "))
}

/// Text that stays within its cell: no line breaks, no bare `|`.
fn cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut escaped = false;
    for c in text.chars() {
        match c {
            '|' if !escaped => out.push_str("\\|"),
            '\n' | '\r' => out.push(' '),
            _ => out.push(c),
        }
        escaped = c == '\\' && !escaped;
    }
    if out.is_empty() { " ".to_owned() } else { out }
}

/// A description for a cell, and its lines where a cell cannot hold all of it.
pub(super) fn short(text: &str) -> (String, Vec<String>) {
    let lines = doc_lines(text);
    let block = |line: &String| {
        line.is_empty()
            || line.starts_with(['-', '|', '>', ' '])
            || line.starts_with("```")
            || line.split_once(". ").is_some_and(|(number, _)| number.parse::<u64>().is_ok())
    };
    if lines.len() <= 8 && !lines.iter().any(block) {
        return (lines.join(" ").replace("\\ ", " "), Vec::new());
    }
    (doc_lines(&first_sentence(text)).join(" "), lines)
}

/// The anchor that a heading of these characters has on GitHub and in mdBook.
pub(super) fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' '));
    kept.flat_map(char::to_lowercase).map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// `3 operations`, `1 operation`.
pub(super) fn count(number: usize, word: &str) -> String {
    if number == 1 { format!("1 {word}") } else { format!("{number} {word}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_gets_out_of_its_cell() {
        assert_eq!(row(["a|b", "c\nd", "", "`x\\|y`"]), "| a\\|b | c d |   | `x\\|y` |");
        assert_eq!(row(["a\\\\|b"]), "| a\\\\\\|b |");
    }

    #[test]
    fn long_texts_stand_below_the_table() {
        assert_eq!(short("One line."), ("One line.".to_owned(), Vec::new()));
        let (first, all) = short("First. Second.\n\n- a\n- b");
        assert_eq!(first, "First.");
        assert!(all.len() > 3);
        assert_eq!(anchor("Domain web Chat"), "domain-web-chat");
    }
}
