//! Findings as people read them: like the compiler's, with the source line underlined.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::place::{Shelf, Spot};
use super::window::window;
use crate::diag::{Diagnostic, Findings, Place, Severity};
use crate::read::Files;

/// Draws all findings, and a last line that counts them.
pub fn draw(findings: &Findings, files: &dyn Files, colour: bool) -> String {
    let shelf = Shelf::fill(files, findings.all().iter());
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut text = String::new();
    for finding in findings.all() {
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
        text.push_str(&renderer.render(&[Group::with_title(level.primary_title(summary))]));
        text.push('\n');
    }
    text
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
            Group::with_title(level.primary_title(finding.message.as_str()).id(finding.code.text()));
        if let Some(place) = &finding.place {
            group = self.source(group, place, None);
        }
        for (place, label) in &finding.related {
            group = match self.shelf.spot(place) {
                Some(_) => self.source(group, place, Some(label)),
                None => group.element(Level::NOTE.message(format!("{label}: {}", place.file))),
            };
        }
        if let Some(place) = finding.place.as_ref().filter(|place| !place.pointer.is_empty()) {
            group = group.element(Level::NOTE.with_name(Some("at")).message(place.pointer.as_str()));
        }
        if let Some(subject) = &finding.subject {
            group = group.element(Level::NOTE.with_name(Some("in")).message(subject.as_str()));
        }
        match &finding.hint {
            Some(hint) => group.element(Level::HELP.message(hint.as_str())),
            None => group,
        }
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
