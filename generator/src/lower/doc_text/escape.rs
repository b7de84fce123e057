//! Writes text so that Markdown reads it as text.

use super::clean::is_unwanted;

/// Markdown that shows these characters; `links` wraps URLs, which link texts must not.
pub(super) fn word(text: &str, links: bool) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text;
    while links && let Some((before, url, after)) = find_url(rest) {
        plain(before, &mut out);
        push_url(url, &mut out);
        rest = after;
    }
    plain(rest, &mut out);
    out
}

fn plain(text: &str, out: &mut String) {
    let mut previous = ' ';
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |(_, next)| *next);
        match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '~' => out.extend(['\\', c]),
            '_' if !(previous.is_alphanumeric() && next.is_alphanumeric()) => out.push_str("\\_"),
            // Only together do they end a block comment.
            '/' if previous == '*' => out.push_str("\\/"),
            '&' if is_reference(text.get(at..).unwrap_or_default()) => out.push_str("&amp;"),
            _ => out.push(c),
        }
        previous = c;
    }
}

/// Whether `&…` would be read as a character reference.
fn is_reference(text: &str) -> bool {
    let mut name = text.chars().skip(1).take(34);
    let mut length = 0;
    loop {
        match name.next() {
            Some(';') => return length > 0,
            Some(c) if c.is_ascii_alphanumeric() || (c == '#' && length == 0) => length += 1,
            _ => return false,
        }
    }
}

/// The first absolute URL in a word: what stands before it, the URL, what follows.
fn find_url(text: &str) -> Option<(&str, &str, &str)> {
    let start = match (text.find("https://"), text.find("http://")) {
        (Some(a), Some(b)) => a.min(b),
        (a, b) => a.or(b)?,
    };
    let (before, rest) = text.split_at_checked(start)?;
    let mut end = rest.find(['<', '>', '"', '`', '\\', '|', '[', ']', '”', '»']).unwrap_or(rest.len());
    let mut open = 0_usize;
    for (at, c) in rest.get(..end)?.char_indices() {
        match c {
            '(' => open += 1,
            ')' if open == 0 => {
                end = at;
                break;
            }
            ')' => open -= 1,
            _ => {}
        }
    }
    let url = rest.get(..end)?.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_', '~']);
    Some((before, url, rest.get(url.len()..)?))
}

fn push_url(url: &str, out: &mut String) {
    let host = url.split_once("://").map_or("", |(_, host)| host);
    if host.is_empty() {
        plain(url, out);
    } else if url.contains(['{', '}']) {
        // A pattern of URLs leads nowhere.
        push(out, &format!("`{url}`"));
    } else {
        out.extend(["<", url, ">"]);
    }
}

/// The address of a link that may be kept, made safe to stand between `<` and `>`.
pub(super) fn address(url: &str) -> Option<String> {
    let url = url.trim();
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    if host.is_empty() || host.starts_with('/') || host.contains(['{', '}']) {
        return None;
    }
    let mut safe = String::with_capacity(url.len());
    for (at, c) in url.char_indices() {
        match c {
            '<' => safe.push_str("%3C"),
            '>' => safe.push_str("%3E"),
            '\\' => safe.push_str("%5C"),
            '`' => safe.push_str("%60"),
            '|' => safe.push_str("%7C"),
            '&' if is_reference(url.get(at..).unwrap_or_default()) => safe.push_str("&amp;"),
            _ if c.is_whitespace() => safe.push_str("%20"),
            _ if is_unwanted(c) => {}
            _ => safe.push(c),
        }
    }
    Some(safe)
}

/// The code span that shows this text, or `None` when there is nothing to show.
pub(super) fn code(text: &str) -> Option<String> {
    let text: String = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    let text: String = text.trim().chars().filter(|c| !is_unwanted(*c)).collect();
    if text.is_empty() {
        return None;
    }
    let fence = "`".repeat(longest_run(&text) + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    Some(format!("{fence}{pad}{text}{pad}{fence}"))
}

/// Appends Markdown so that it means the same behind what is there.
pub(super) fn push(out: &mut String, markdown: &str) {
    if markdown.starts_with('`') && out.ends_with('`') {
        // Two code spans side by side would be read as one.
        out.push(' ');
    } else if markdown.starts_with('[') && out.ends_with('!') {
        out.pop();
        out.push_str("\\!");
    }
    out.push_str(markdown);
}

/// The longest run of backticks.
pub(super) fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// The first word of a line, written so that it begins no list, heading, quotation, rule or table.
pub(super) fn line_start(word: &str) -> String {
    let begins_block = word.starts_with(['>', '|'])
        || word.chars().all(|c| matches!(c, '-' | ':' | '|' | '=' | '+'))
        || (word.len() <= 6 && word.chars().all(|c| c == '#'));
    if begins_block {
        return format!("\\{word}");
    }
    let number = word.strip_suffix(['.', ')']);
    match number {
        Some(number) if (1..=9).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit()) => {
            format!("{number}\\{}", word.get(number.len()..).unwrap_or_default())
        }
        _ => word.to_owned(),
    }
}
