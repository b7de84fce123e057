//! What a person reads of an error.

use std::fmt;

use http::StatusCode;
use http::header::CONTENT_TYPE;

use super::error::{Answer, Error, Kind};

/// How much of a body is shown.
const EXCERPT: usize = 200;

/// One line: the operation, what happened, the request's id, the permissions where they are the point, and the
/// beginning of what the server said.
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &self.0;
        if let Some(operation) = inner.operation {
            write!(f, "{}: ", operation.id)?;
        }
        match (&inner.answer, inner.kind) {
            (Some(answer), Kind::Status) => self.status_line(answer, f)?,
            _ => f.write_str(&inner.message)?,
        }
        if inner.kind == Kind::Decode {
            self.route(f)?;
        }
        match (&inner.request_id, inner.attempts) {
            (None, 0 | 1) => {}
            (None, attempts) => write!(f, " ({attempts} attempts)")?,
            (Some(id), 0 | 1) => write!(f, " (request id {})", id.escape_debug())?,
            (Some(id), attempts) => write!(f, " ({attempts} attempts, request id {})", id.escape_debug())?,
        }
        if inner.kind == Kind::Status {
            self.permissions(f)?;
            if let Some(text) = inner.answer.as_ref().and_then(excerpt) {
                write!(f, "; the server says: {text}")?;
            }
        }
        Ok(())
    }
}

impl Error {
    fn status_line(&self, answer: &Answer, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", answer.status.as_u16())?;
        if let Some(reason) = answer.status.canonical_reason() {
            write!(f, " {reason}")?;
        }
        self.route(f)
    }

    fn route(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.0.operation {
            write!(f, " from {} {}", operation.method, operation.path)
        } else if let Some((method, url)) = &self.0.target {
            write!(f, " from {method} {url}")
        } else {
            Ok(())
        }
    }

    fn permissions(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.requirement() {
            Some(requirement) if self.status() == Some(StatusCode::FORBIDDEN) && !requirement.is_none() => {
                write!(f, ": needs {requirement}")?;
                match self.missing() {
                    None => Ok(()),
                    Some(missing) if missing.is_empty() => f.write_str(", which is granted as far as the client knows"),
                    Some(missing) => write!(f, "; not granted: {}", missing.join(", ")),
                }
            }
            _ => Ok(()),
        }
    }
}

/// The beginning of a body that is text, on one line. A page of HTML says nothing in its first 200 characters.
fn excerpt(answer: &Answer) -> Option<String> {
    let kind = answer.headers.get(CONTENT_TYPE)?.to_str().ok()?.to_ascii_lowercase();
    let kind = kind.split(';').next()?.trim();
    if !(kind == "text/plain" || kind == "application/json" || kind.ends_with("+json")) {
        return None;
    }
    let text = String::from_utf8_lossy(&answer.body);
    let text = text.trim();
    let mut shown = String::new();
    for c in text.chars().take(EXCERPT) {
        if c.is_control() { shown.extend(c.escape_default()) } else { shown.push(c) }
    }
    if text.chars().nth(EXCERPT).is_some() {
        shown.push('…');
    }
    (!shown.is_empty()).then_some(shown)
}

// Neither headers nor bodies: what is logged by `{:?}` must not hold what a server sent in confidence.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &self.0;
        f.debug_struct("Error")
            .field("kind", &inner.kind)
            .field("message", &inner.message)
            .field("operation", &inner.operation.map(|operation| operation.id))
            .field("status", &self.status())
            .field("request_id", &inner.request_id)
            .field("attempts", &inner.attempts)
            .field("path", &inner.path)
            .field("source", &inner.source)
            .finish()
    }
}
