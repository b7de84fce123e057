//! One line of source around a span, cut to what fits on a screen.

use crate::diag::Span;

/// Characters shown before and behind what is underlined, in a line that is too long.
const AROUND: usize = 60;
/// Characters up to which a line is shown whole.
const WHOLE: usize = 160;

/// A line, or a part of one, and what to underline in it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Window {
    pub(super) text: String,
    /// Bytes of `text`.
    pub(super) mark: std::ops::Range<usize>,
}

/// Cuts the line `bytes`, which begins at `begin`, around `span`.
pub(super) fn window(bytes: &[u8], begin: usize, span: Span) -> Window {
    let from = span.start.saturating_sub(begin).min(bytes.len());
    let to = span.end.saturating_sub(begin).clamp(from, bytes.len());
    let part = |range: std::ops::Range<usize>| bytes.get(range).unwrap_or_default();
    let long = bytes.len() > WHOLE;
    let head = if long { last_chars(part(0..from), AROUND) } else { shown(part(0..from)) };
    let marked = if long { first_chars(part(from..to), AROUND) } else { shown(part(from..to)) };
    let tail = if long { first_chars(part(to..bytes.len()), AROUND) } else { shown(part(to..bytes.len())) };
    let start = head.len();
    let end = start + marked.len();
    Window { text: head + &marked + &tail, mark: start..end }
}

fn shown(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn first_chars(bytes: &[u8], count: usize) -> String {
    let near = bytes.get(..bytes.len().min(count * 4 + 4)).unwrap_or_default();
    let text = String::from_utf8_lossy(near);
    let mut cut: String = text.chars().take(count).collect();
    if cut.len() < bytes.len() {
        cut.push('…');
    }
    cut
}

fn last_chars(bytes: &[u8], count: usize) -> String {
    let near = bytes.get(bytes.len().saturating_sub(count * 4 + 4)..).unwrap_or_default();
    let text = String::from_utf8_lossy(near);
    let skip = text.chars().count().saturating_sub(count);
    let cut: String = text.chars().skip(skip).collect();
    if cut.len() < bytes.len() { format!("…{cut}") } else { cut }
}
