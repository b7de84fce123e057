//! One file through serde_yaml or serde_json into nodes.

use serde::Deserialize;
use serde::de::DeserializeSeed;

use super::builder::{Builder, MAX_DEPTH, Stop};
use super::positions::{second_document, yaml_problem};
use super::text::offset_of_char;
use super::visit::NodeSeed;
use crate::diag::{Code, Diagnostic, Place};
use crate::document::{NodeId, Syntax, Value};

/// A text with the name that messages give it.
#[derive(Clone, Copy)]
pub(super) struct Text<'t> {
    pub(super) name: &'t str,
    pub(super) text: &'t str,
}

impl Text<'_> {
    fn at(self, offset: usize) -> Place {
        let end = self.text.get(offset..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        Place::span(self.name, offset, offset + end)
    }
}

/// The outermost node, or what is wrong with the text.
pub(super) fn parse(
    text: Text<'_>,
    syntax: Syntax,
    builder: &mut Builder<'_>,
) -> Result<NodeId, Box<Diagnostic>> {
    if let Some(offset) = super::depth::too_deep(text.text, syntax) {
        return Err(Box::new(too_deep(text.at(offset))));
    }
    let root = match syntax {
        Syntax::Yaml => yaml(text, builder)?,
        Syntax::Json => json(text, builder)?,
        Syntax::Markdown => {
            let whole = builder.add(Value::String(text.text.trim().into()));
            whole.ok_or_else(|| Box::new(stopped(Stop::Budget, text)))?
        }
    };
    if *builder.value(root) == Value::Null {
        return Err(Box::new(empty(text.name)));
    }
    Ok(root)
}

fn json(text: Text<'_>, builder: &mut Builder<'_>) -> Result<NodeId, Box<Diagnostic>> {
    let mut parser = serde_json::Deserializer::from_str(text.text);
    parser.disable_recursion_limit(); // ours is as deep as YAML's, and was looked at before
    let root = NodeSeed(builder).deserialize(&mut parser).and_then(|root| parser.end().map(|()| root));
    root.map_err(|error| match builder.stop {
        Some(stop) => Box::new(stopped(stop, text)),
        None => Box::new(json_error(text, &error)),
    })
}

fn json_error(text: Text<'_>, error: &serde_json::Error) -> Diagnostic {
    let at = offset_of_line(text.text, error.line(), error.column());
    let words = error.to_string();
    let words = words.split(" at line ").next().unwrap_or_default().to_owned();
    if words.starts_with("recursion limit") {
        return too_deep(text.at(at));
    }
    let finding = Diagnostic::new(Code::Syntax, text.at(at), format!("not valid JSON: {words}"));
    let hint = match words.as_str() {
        "trailing comma" => "JSON allows no comma before a closing bracket; remove it",
        "control character (\\u0000-\\u001F) found while parsing a string" => {
            "inside a string write `\\n` for a line break and `\\t` for a tab"
        }
        "key must be a string" => "JSON names stand in double quotes and comments are not allowed",
        "trailing characters" => "a file holds one JSON value; something follows its closing bracket",
        _ if error.is_eof() => "the file ends in the middle of a value; is it complete?",
        _ => return finding,
    };
    finding.hint(hint)
}

/// The byte offset of a line and a byte column, both counted from 1.
fn offset_of_line(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let mut at = (start + column.saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn yaml(text: Text<'_>, builder: &mut Builder<'_>) -> Result<NodeId, Box<Diagnostic>> {
    let mut documents = serde_yaml::Deserializer::from_str(text.text);
    let Some(first) = documents.next() else { return Err(Box::new(empty(text.name))) };
    let root = NodeSeed(builder).deserialize(first).map_err(|error| match builder.stop {
        Some(stop) => Box::new(stopped(stop, text)),
        None => Box::new(yaml_error(text, &error)),
    })?;
    if documents
        .next()
        .is_some_and(|next| !matches!(<Option<serde::de::IgnoredAny>>::deserialize(next), Ok(None)))
    {
        if let Some(problem) = yaml_problem(text.text) {
            return Err(Box::new(yaml_syntax(text, problem.message, problem.at, problem.context)));
        }
        if let Some(offset) = second_document(text.text) {
            let place = Place::span(text.name, offset, offset + 3);
            let finding =
                Diagnostic::new(Code::SeveralDocuments, place, "a second YAML document begins here");
            let hint = "keep one description per file and split this one at its `---` lines";
            return Err(Box::new(finding.hint(hint)));
        }
    }
    Ok(root)
}

fn yaml_error(text: Text<'_>, error: &serde_yaml::Error) -> Diagnostic {
    let words = error.to_string();
    if let Some(at) = text.text.char_indices().find(|(_, c)| !allowed(*c)).map(|(at, _)| at) {
        let what = text.text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, u32::from);
        let message = format!("the character U+{what:04X} is not allowed in YAML");
        return Diagnostic::new(Code::Syntax, text.at(at), message)
            .hint("remove it, or write it as an escape in a double-quoted string");
    }
    if words.contains("recursion limit") {
        let at = error.location().map_or(0, |place| offset_of_char(text.text, place.index()));
        return match super::positions::yaml_depth_exceeds(text.text, MAX_DEPTH) {
            Some(at) => too_deep(text.at(at)),
            None => Diagnostic::new(
                Code::TooManyNodes,
                text.at(at),
                "an alias in this value names an anchor around it",
            )
            .hint("YAML aliases cannot describe recursion; use `$ref` for recursive schemas"),
        };
    }
    if words.contains("repetition limit") {
        return stopped(Stop::Budget, text);
    }
    if let Some(problem) = yaml_problem(text.text) {
        return yaml_syntax(text, problem.message, problem.at, problem.context);
    }
    let at = error.location().map_or(0, |place| offset_of_char(text.text, place.index()));
    if words.contains(super::visit::KEY) {
        return Diagnostic::new(
            Code::KeyShape,
            text.at(at),
            "a list or an object cannot be a key in a description",
        )
        .hint("text that begins with `{` or `[` needs quotes to be a key");
    }
    yaml_syntax(text, before_place(&words), at, None)
}

/// Characters that YAML 1.2 allows.
fn allowed(c: char) -> bool {
    !c.is_control() || matches!(c, '\t' | '\n' | '\r' | '\u{85}')
}

fn before_place(words: &str) -> String {
    words.split(" at line ").next().unwrap_or_default().trim_start_matches(". ").to_owned()
}

/// What helps, by a part of the parser's words.
const YAML_HINTS: &[(&str, &str)] = &[
    (
        "mapping values are not allowed",
        "text that contains `: ` needs quotes around it; otherwise check the indentation of this line",
    ),
    (
        "Unicode character escape",
        "YAML writes characters beyond U+FFFF as `\\U0001F600`, not as a pair of `\\u` escapes",
    ),
    ("unknown escape character", "use single quotes, in which a backslash is only a backslash"),
    ("cannot start any token", "text that begins with this character needs quotes around it"),
    ("unknown anchor", "an alias (`*name`) may only name an anchor (`&name`) that stands before it"),
    ("did not find expected key", "check the indentation of this line against the lines above it"),
    ("block end", "check the indentation of this line against the lines above it"),
    (
        "did not find expected ',' or",
        "a bracket is never closed, or a text that holds a bracket or a comma needs quotes",
    ),
    ("expected node content", "a value is missing here, or text that begins with a bracket needs quotes"),
    ("unexpected end of stream", "a quote is opened but never closed"),
];

/// What was opened at `start` and is still open on a later line, at `at`: the cause is where it was opened.
fn never_closed(text: Text<'_>, words: &str, at: usize, start: usize) -> Option<Diagnostic> {
    let open = text.text.get(start..)?.chars().next()?;
    let later = text.text.get(start..at).is_some_and(|between| between.contains('\n'));
    let (missing, hint) = match open {
        '{' => ("`,` or `}`", "close it, or put quotes around the text if the bracket belongs to it"),
        '[' => ("`,` or `]`", "close it, or put quotes around the text if the bracket belongs to it"),
        '"' | '\'' => ("the closing quote", "close it; inside single quotes a quote is written twice"),
        _ => return None,
    };
    let expected =
        words.contains("did not find expected ',' or") || words.contains("unexpected end of stream");
    if !later || !expected {
        return None;
    }
    let finding = Diagnostic::new(
        Code::Syntax,
        text.at(start),
        format!("not valid YAML: this `{open}` is never closed"),
    );
    Some(finding.hint(hint).related(text.at(at), format!("{missing} is expected before this")))
}

fn yaml_syntax(text: Text<'_>, words: String, at: usize, context: Option<(String, usize)>) -> Diagnostic {
    if let Some((_, start)) = &context
        && let Some(finding) = never_closed(text, &words, at, *start)
    {
        return finding;
    }
    let mut finding = Diagnostic::new(Code::Syntax, text.at(at), format!("not valid YAML: {words}"));
    let here = text.text.get(at..).unwrap_or_default();
    let line_before = text.text.get(..at).and_then(|before| before.rsplit('\n').next()).unwrap_or_default();
    let tab = here.starts_with('\t') || (line_before.contains('\t') && line_before.trim().is_empty());
    let by_words = YAML_HINTS.iter().find(|(part, _)| words.contains(part)).map(|(_, hint)| *hint);
    let hint = if tab { Some("YAML is indented with spaces, never with tabs") } else { by_words };
    if let Some(hint) = hint {
        finding = finding.hint(hint);
    }
    match context {
        Some((words, start)) if start != at => finding.related(text.at(start), words),
        _ => finding,
    }
}

fn too_deep(place: Place) -> Diagnostic {
    let message = format!("lists and objects stand more than {MAX_DEPTH} levels deep in each other");
    Diagnostic::new(Code::TooDeep, place, message)
        .hint("give the inner parts names and refer to them with `$ref`")
}

fn stopped(stop: Stop, text: Text<'_>) -> Diagnostic {
    match stop {
        Stop::Depth => too_deep(Place::file(text.name)),
        Stop::Budget => {
            let message =
                "its aliases (`*name`) repeat so much that the description would not fit into memory";
            Diagnostic::new(Code::TooManyNodes, Place::file(text.name), message)
                .hint("give the repeated part a name under `components` and refer to it with `$ref`")
        }
    }
}

fn empty(name: &str) -> Diagnostic {
    Diagnostic::new(Code::Empty, Place::file(name), "the file is empty")
        .hint("is it the right file? A description begins with `openapi: 3.1.0` or `swagger: \"2.0\"`")
}
