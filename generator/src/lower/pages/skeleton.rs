//! A value of a schema as JSON: nested, without end where a schema holds itself, and never too long to read.

use crate::api::{Property, SchemaId, Shape, Text, Use};
use crate::lower::Lower;

/// How many lines a skeleton may have before what is left is only hinted at.
const LINES: usize = 120;
/// How deep it goes.
const DEPTH: usize = 8;

/// A value as JSON, and what of it is not shown.
#[derive(Default)]
pub(super) struct Skeleton {
    /// Lines of JSON.
    pub(super) lines: Vec<String>,
    /// Schemas that are shown as `{}` or `[]`, because they hold themselves or because there is too much.
    pub(super) cut: Vec<SchemaId>,
    open: Vec<SchemaId>,
}

/// Which of the properties are shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// What is sent: nothing that is read only.
    Sent,
    /// All of them.
    Whole,
}

impl Lower<'_> {
    /// A value of a schema; empty where nothing is known of it.
    pub(super) fn skeleton(&self, used: &Use, way: Way) -> Skeleton {
        let mut skeleton = Skeleton::default();
        let mut text = String::new();
        self.value(used, way, &mut text, &mut skeleton);
        skeleton.lines.push(text);
        skeleton
    }

    /// Appends a value to the line under way; lines that are whole go to the skeleton.
    fn value(&self, used: &Use, way: Way, line: &mut String, out: &mut Skeleton) {
        let id = self.api.target(used).0;
        let schema = self.api.schema(id);
        let full = out.open.contains(&id) || out.open.len() >= DEPTH || out.lines.len() >= LINES;
        match &schema.shape {
            Shape::Object(_) | Shape::Map(_) | Shape::Union(_) if full => self.cut(id, "{}", line, out),
            Shape::List(_) | Shape::Tuple(_) if full => self.cut(id, "[]", line, out),
            Shape::Object(object) => {
                let shown: Vec<&Property> = object
                    .properties
                    .iter()
                    .filter(|property| way == Way::Whole || !property.read_only)
                    .collect();
                let mut members: Vec<(String, &Use, Option<&str>)> = shown
                    .iter()
                    .map(|property| (property.name.clone(), &property.schema, property.default.as_deref()))
                    .collect();
                if let Some(extra) = &object.extra {
                    members.push(("…".to_owned(), extra, None));
                }
                self.members(id, &members, way, line, out);
            }
            Shape::Map(values) => self.members(id, &[("…".to_owned(), values, None)], way, line, out),
            Shape::List(items) => {
                line.push('[');
                out.open.push(id);
                self.value(items, way, line, out);
                out.open.pop();
                line.push(']');
            }
            Shape::Tuple(places) => {
                line.push('[');
                out.open.push(id);
                for (at, place) in places.iter().enumerate() {
                    line.push_str(if at > 0 { ", " } else { "" });
                    self.value(place, way, line, out);
                }
                out.open.pop();
                line.push(']');
            }
            Shape::Union(union) => match union.variants.first() {
                Some(first) => {
                    out.open.push(id);
                    self.value(&first.schema, way, line, out);
                    out.open.pop();
                }
                None => line.push_str("null"),
            },
            _ => line.push_str(&self.leaf(id)),
        }
    }

    fn members(
        &self,
        id: SchemaId,
        members: &[(String, &Use, Option<&str>)],
        way: Way,
        line: &mut String,
        out: &mut Skeleton,
    ) {
        if members.is_empty() {
            line.push_str("{}");
            return;
        }
        out.open.push(id);
        // the margin of the line that the brace stands in
        let margin = line.len() - line.trim_start().len();
        line.push('{');
        out.lines.push(std::mem::take(line));
        for (at, (name, used, default)) in members.iter().enumerate() {
            *line = format!("{}{}: ", " ".repeat(margin + 2), json(name));
            match default.filter(|text| is_leaf(text)) {
                Some(default) => line.push_str(&default.replace('`', "\\u0060")),
                None => self.value(used, way, line, out),
            }
            if at + 1 < members.len() {
                line.push(',');
            }
            out.lines.push(std::mem::take(line));
        }
        *line = format!("{}}}", " ".repeat(margin));
        out.open.pop();
    }

    fn cut(&self, id: SchemaId, shown: &str, line: &mut String, out: &mut Skeleton) {
        line.push_str(shown);
        let held = self.held_by(id);
        if !out.cut.contains(&held) {
            out.cut.push(held);
        }
    }

    /// What a list holds, else the schema itself: what has a page to look at.
    fn held_by(&self, id: SchemaId) -> SchemaId {
        match &self.api.schema(id).shape {
            Shape::List(items) | Shape::Map(items) => self.api.target(items).0,
            _ => id,
        }
    }

    /// A value that holds no other.
    fn leaf(&self, id: SchemaId) -> String {
        match &self.api.schema(id).shape {
            Shape::Boolean => "true".to_owned(),
            Shape::Integer(_) => "0".to_owned(),
            Shape::Number => "0.0".to_owned(),
            Shape::Text(format) => json(text(format)),
            Shape::TextEnum(values) => json(values.first().map_or("string", |value| value.value.as_str())),
            Shape::IntegerEnum(values) => {
                values.first().map_or_else(|| "0".to_owned(), |value| value.value.to_string())
            }
            _ => "null".to_owned(),
        }
    }
}

fn text(format: &Text) -> &'static str {
    match format {
        Text::DateTime => "2024-01-31T12:00:00Z",
        Text::Date => "2024-01-31",
        Text::Time => "12:00:00",
        Text::Duration => "PT1H",
        Text::Uuid => "00000000-0000-0000-0000-000000000000",
        Text::Uri => "https://example.com",
        Text::Decimal => "0.00",
        Text::Base64 => "Ynl0ZXM=",
        _ => "string",
    }
}

/// Whether a default is one value that fits a line.
fn is_leaf(text: &str) -> bool {
    !text.starts_with(['{', '[']) && text.len() <= 100 && !text.contains(char::is_control)
}

/// Text as JSON; what could not be seen is escaped.
fn json(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            // a fence of code ends at backticks
            '`' => out.push_str("\\u0060"),
            _ if c.is_control() || ('\u{2028}'..='\u{202e}').contains(&c) => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            _ => out.push(c),
        }
    }
    out.push('"');
    out
}
