//! Segments and selectors of a query.

use super::scan::{Parsed, Scanner};
use super::{Path, Query, Segment, Selector, filter};

/// Reads a whole query.
pub(in crate::overlay) fn parse(text: &str) -> Parsed<Path> {
    let mut scanner = Scanner::new(text);
    if !scanner.take("$") {
        let error = scanner.error("a path begins with `$`, the whole description");
        return Err(match text {
            _ if text.starts_with('/') || text.starts_with("#/") => {
                error.hint("this is a JSON pointer; as a path, `/paths/~1pets` is `$.paths['/pets']`")
            }
            _ => error.hint(format!("write `$.{}`", text.trim())),
        });
    }
    let segments = segments(&mut scanner)?;
    if !scanner.is_at_end() {
        return Err(scanner.error(format!("{} is not expected here", scanner.here())));
    }
    Ok(Path { segments })
}

/// A query of a filter, where one begins here.
pub(super) fn query(scanner: &mut Scanner<'_>) -> Parsed<Option<Query>> {
    let absolute = scanner.take("$");
    if !absolute && !scanner.take("@") {
        return Ok(None);
    }
    Ok(Some(Query { absolute, segments: segments(scanner)? }))
}

fn segments(scanner: &mut Scanner<'_>) -> Parsed<Vec<Segment>> {
    let mut segments = Vec::new();
    loop {
        let before = scanner.mark();
        scanner.blank();
        let deep = scanner.take("..");
        let dot = deep || scanner.take(".");
        if scanner.peek() == Some('[') && (deep || !dot) {
            segments.push(Segment { deep, selectors: bracketed(scanner)? });
        } else if dot {
            let selector =
                if scanner.take("*") { Selector::Wildcard } else { Selector::Name(scanner.shorthand()?) };
            segments.push(Segment { deep, selectors: vec![selector] });
        } else {
            scanner.back_to(before); // blanks belong to what follows
            return Ok(segments);
        }
    }
}

fn bracketed(scanner: &mut Scanner<'_>) -> Parsed<Vec<Selector>> {
    scanner.must("[")?;
    scanner.enter()?;
    let mut selectors = Vec::new();
    loop {
        scanner.blank();
        selectors.push(selector(scanner)?);
        scanner.blank();
        if scanner.take("]") {
            scanner.leave();
            return Ok(selectors);
        }
        if !scanner.take(",") {
            return Err(scanner.error(format!("`,` or `]` is missing before {}", scanner.here())));
        }
    }
}

fn selector(scanner: &mut Scanner<'_>) -> Parsed<Selector> {
    if scanner.take("*") {
        return Ok(Selector::Wildcard);
    }
    if scanner.take("?") {
        scanner.blank();
        return filter::test(scanner).map(Selector::Filter);
    }
    if let Some(name) = scanner.quoted()? {
        return Ok(Selector::Name(name));
    }
    let start = scanner.integer()?;
    let after = scanner.mark();
    scanner.blank();
    if scanner.take(":") {
        return slice(scanner, start);
    }
    scanner.back_to(after);
    match start {
        Some(index) => Ok(Selector::Index(index)),
        None => {
            let error = scanner.error(format!("a selector is missing before {}", scanner.here()));
            Err(error.hint("in brackets stands a name in quotes, a number, `*`, a slice or a filter `?…`"))
        }
    }
}

/// The part of a slice behind its first colon.
fn slice(scanner: &mut Scanner<'_>, start: Option<i64>) -> Parsed<Selector> {
    scanner.blank();
    let end = scanner.integer()?;
    let after = scanner.mark();
    scanner.blank();
    let mut step = None;
    if scanner.take(":") {
        let colon = scanner.mark();
        scanner.blank();
        step = scanner.integer()?;
        if step.is_none() {
            scanner.back_to(colon);
        }
    } else {
        scanner.back_to(after);
    }
    Ok(Selector::Slice { start, end, step: step.unwrap_or(1) })
}
