//! The document as JSON, for `sdkwright inspect --stage document`: written as it is walked, never built a second time.

use std::io::{self, Write};

use super::{At, Document, Syntax, Value, Version};

impl Version {
    /// The family as its documents write it.
    pub fn text(self) -> &'static str {
        match self {
            Version::V2 => "2.0",
            Version::V3_0 => "3.0",
            Version::V3_1 => "3.1",
            Version::V3_2 => "3.2",
        }
    }
}

impl Document {
    /// Writes the version, the files, the description (overlays applied, Swagger 2.0 in its lifted form) and the
    /// other files by name.
    pub fn write_json(&self, to: &mut dyn Write) -> io::Result<()> {
        write!(to, "{{\n  \"version\": \"{}\",\n  \"files\": [", self.version.text())?;
        for (number, file) in self.files().iter().enumerate() {
            let syntax = match file.syntax {
                Syntax::Yaml => "yaml",
                Syntax::Json => "json",
                Syntax::Markdown => "markdown",
            };
            to.write_all(if number == 0 { b"\n    {\"name\": " } else { b",\n    {\"name\": " })?;
            string(&file.name, to)?;
            write!(to, ", \"syntax\": \"{syntax}\"}}")?;
        }
        to.write_all(b"\n  ],\n  \"description\": ")?;
        value(self.root(), 1, to)?;
        to.write_all(b",\n  \"others\": {")?;
        let others = self.files().iter().skip(1).filter(|file| !file.overlay);
        for (number, file) in others.clone().enumerate() {
            to.write_all(if number == 0 { b"\n    " } else { b",\n    " })?;
            string(&file.name, to)?;
            to.write_all(b": ")?;
            value(self.at(file.root), 2, to)?;
        }
        to.write_all(if others.count() > 0 { b"\n  }\n}\n" } else { b"}\n}\n" })
    }
}

fn string(text: &str, to: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(to, text).map_err(io::Error::from)
}

/// Writes one value whose own line is indented by `depth` steps.
fn value(at: At<'_>, depth: usize, to: &mut dyn Write) -> io::Result<()> {
    match at.value() {
        Value::Null => to.write_all(b"null"),
        Value::Bool(value) => write!(to, "{value}"),
        Value::Number(text) => number(text, to),
        Value::String(text) => string(text, to),
        Value::Array(items) if items.is_empty() => to.write_all(b"[]"),
        Value::Object(members) if members.is_empty() => to.write_all(b"{}"),
        Value::Array(_) => {
            to.write_all(b"[")?;
            for (number, item) in at.items().enumerate() {
                next(number, depth + 1, to)?;
                value(item, depth + 1, to)?;
            }
            line(depth, to)?;
            to.write_all(b"]")
        }
        Value::Object(_) => {
            to.write_all(b"{")?;
            for (number, (key, member)) in at.entries().enumerate() {
                next(number, depth + 1, to)?;
                string(key, to)?;
                to.write_all(b": ")?;
                value(member, depth + 1, to)?;
            }
            line(depth, to)?;
            to.write_all(b"}")
        }
    }
}

fn next(number: usize, depth: usize, to: &mut dyn Write) -> io::Result<()> {
    if number > 0 {
        to.write_all(b",")?;
    }
    line(depth, to)
}

fn line(depth: usize, to: &mut dyn Write) -> io::Result<()> {
    write!(to, "\n{:1$}", "", depth * 2)
}

/// YAML writes some numbers in ways that JSON does not know (`.5`, `+1.0`): these are printed anew.
fn number(text: &str, to: &mut dyn Write) -> io::Result<()> {
    let sound = serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
    match text.parse::<f64>() {
        Ok(value) if !sound => write!(to, "{value}"),
        _ => to.write_all(text.as_bytes()),
    }
}
