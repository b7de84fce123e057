//! Characters that have no place in documentation.

/// The text with one kind of line break and without characters that cannot be seen.
pub(super) fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut previous = '\0';
    for c in text.chars() {
        match c {
            '\n' if previous == '\r' => {}
            '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' => out.push('\n'),
            '\u{b}' | '\u{c}' => out.push(' '),
            '\n' | '\t' => out.push(c),
            _ if is_unwanted(c) => {}
            _ => out.push(c),
        }
        previous = c;
    }
    out
}

/// Control characters, what reorders the text around it, and what is not seen at all.
///
/// Asked again of what character references (`&#x202E;`) turned into.
pub(super) fn is_unwanted(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}'
                | '\u{61c}'
                | '\u{200b}'
                | '\u{200e}'
                | '\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{feff}'
        )
}
