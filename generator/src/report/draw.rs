//! Findings as people read them: like the compiler's, with the source line underlined.

use std::borrow::Cow;
use std::collections::BTreeMap;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::place::{Shelf, Spot};
use super::window::window;
use crate::diag::{CODES, Code, Diagnostic, Findings, Place, Severity};
use crate::read::Files;

/// Findings of one code that are drawn: where thousands are wrong, nobody reads them on a terminal.
const MOST_OF_CODE: usize = 50;
/// Further places of one cause that are named.
const MOST_PLACES: usize = 3;
/// Characters of a message, a hint or a name that are printed: a description may bring texts of any length.
const MOST_TEXT: usize = 600;

/// Draws the findings, of each code the first ones, and a last line that counts all of them.
pub fn draw(findings: &Findings, files: &dyn Files, colour: bool) -> String {
    let (drawn, left) = chosen(findings);
    let shelf = Shelf::fill(files, drawn.iter().copied());
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut text = String::new();
    for finding in drawn {
        let mut drawing = Drawing { shelf: &shelf, columns: Vec::new() };
        let group = drawing.group(finding);
        let mut drawn = renderer.render(&[group]);
        for (counted, true_place) in drawing.columns {
            drawn = drawn.replacen(&counted, &true_place, 1);
        }
        text.push_str(&drawn);
        text.push_str("\n\n");
    }
    if let Some(summary) = summary(findings) {
        let level = if findings.has_errors() { Level::ERROR } else { Level::WARNING };
        let mut group = Group::with_title(level.primary_title(summary));
        for (code, count) in &left {
            let title = CODES.iter().find(|info| info.code == *code).map_or("", |info| info.title);
            let message = format!("{count} more of {} are not shown: {title}", code.text());
            group = group.element(Level::NOTE.message(message));
        }
        if !left.is_empty() {
            group = group.element(Level::HELP.message("`generate --report FILE.json` writes all of them"));
        }
        text.push_str(&renderer.render(&[group]));
        text.push('\n');
    }
    text
}

/// The findings to draw, and how many of which codes are left.
fn chosen(findings: &Findings) -> (Vec<&Diagnostic>, BTreeMap<Code, usize>) {
    let mut counts: BTreeMap<Code, usize> = BTreeMap::new();
    let mut drawn = Vec::new();
    for finding in findings.all() {
        let count = counts.entry(finding.code).or_default();
        *count += 1;
        if *count <= MOST_OF_CODE {
            drawn.push(finding);
        }
    }
    counts.retain(|_, count| {
        *count = count.saturating_sub(MOST_OF_CODE);
        *count > 0
    });
    (drawn, counts)
}

/// `2 errors and 1 warning found`; nothing where there are only notes.
fn summary(findings: &Findings) -> Option<String> {
    let count = |severity| findings.all().iter().filter(|finding| finding.severity == severity).count();
    let words = |count: usize, word: &str| match count {
        0 => None,
        1 => Some(format!("1 {word}")),
        _ => Some(format!("{count} {word}s")),
    };
    let errors = words(count(Severity::Error), "error");
    let warnings = words(count(Severity::Warning), "warning");
    let parts: Vec<String> = errors.into_iter().chain(warnings).collect();
    (!parts.is_empty()).then(|| format!("{} found", parts.join(" and ")))
}

/// A text that is not longer than somebody reads: the middle of a longer one is left out.
fn short(text: &str) -> Cow<'_, str> {
    let cut = |count: usize| text.char_indices().nth(count).map(|(at, _)| at);
    if cut(MOST_TEXT).is_none() {
        return Cow::Borrowed(text);
    }
    let head = cut(MOST_TEXT / 2).unwrap_or(text.len());
    let tail = text.char_indices().rev().nth(MOST_TEXT / 2 - 1).map_or(0, |(at, _)| at);
    let part = |range: Option<&str>| range.unwrap_or_default().to_owned();
    Cow::Owned(format!("{} … {}", part(text.get(..head)), part(text.get(tail..))))
}

/// One finding being drawn.
struct Drawing<'s> {
    shelf: &'s Shelf,
    /// Where a long line was cut the renderer counts columns from the cut: what it prints, and what is true.
    columns: Vec<(String, String)>,
}

impl Drawing<'_> {
    fn group<'f>(&mut self, finding: &'f Diagnostic) -> Group<'f> {
        let level = match finding.severity {
            Severity::Note => Level::NOTE,
            Severity::Warning => Level::WARNING,
            Severity::Error => Level::ERROR,
        };
        let mut group =
            Group::with_title(level.primary_title(short(&finding.message)).id(finding.code.text()));
        if let Some(place) = &finding.place {
            group = self.source(group, place, None);
        }
        for (place, label) in &finding.related {
            group = match self.shelf.spot(place) {
                Some(_) => self.source(group, place, Some(label)),
                None => group.element(Level::NOTE.message(format!("{label}: {}", place.file))),
            };
        }
        if !finding.also.is_empty() {
            group = group.element(Level::NOTE.with_name(Some("also")).message(self.also(&finding.also)));
        }
        if let Some(place) = finding.place.as_ref().filter(|place| !place.pointer.is_empty()) {
            group = group.element(Level::NOTE.with_name(Some("at")).message(short(&place.pointer)));
        }
        if let Some(subject) = &finding.subject {
            group = group.element(Level::NOTE.with_name(Some("in")).message(short(subject)));
        }
        match &finding.hint {
            Some(hint) => group.element(Level::HELP.message(short(hint))),
            None => group,
        }
    }

    /// The first further places of a cause, and how many more there are.
    fn also(&self, places: &[Place]) -> String {
        let named = places.iter().take(MOST_PLACES).map(|place| match self.shelf.spot(place) {
            Some(spot) => format!("{}:{}:{}", place.file, spot.line, spot.column),
            None => format!("{} at {}", place.file, place.pointer),
        });
        let mut text = named.collect::<Vec<_>>().join(", ");
        match places.len().saturating_sub(MOST_PLACES) {
            0 => {}
            1 => text.push_str(" and 1 more place"),
            more => text.push_str(&format!(" and {more} more places")),
        }
        text
    }

    /// Adds a place with its line; only the file's name where there is no line to show.
    fn source<'f>(&mut self, group: Group<'f>, place: &'f Place, label: Option<&'f str>) -> Group<'f> {
        let path = place.file.as_str();
        let Some((Spot { span, line, column }, file)) = self.shelf.spot(place).zip(self.shelf.file(path))
        else {
            return group.element(Origin::path(path));
        };
        if place.span.is_none() && place.pointer.is_empty() {
            // All of the file is meant, so no line of it is better than another.
            return group.element(Origin::path(path).line(line).char_column(column));
        }
        let (begin, bytes) = file.line(line);
        let window = window(bytes, begin, span);
        let counted =
            window.text.get(..window.mark.start).map_or(column, |before| before.chars().count() + 1);
        if counted != column {
            self.columns.push((format!("{path}:{line}:{counted}\n"), format!("{path}:{line}:{column}\n")));
        }
        let kind = if label.is_some() { AnnotationKind::Context } else { AnnotationKind::Primary };
        let mark = kind.span(window.mark).label(label);
        group.element(Snippet::source(window.text).path(path).line_start(line).annotation(mark))
    }
}
