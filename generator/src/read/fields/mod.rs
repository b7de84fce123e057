//! Fields with the wrong kind of value, and fields that nobody knows.
//!
//! Later stages look for what they know and pass over the rest. Whoever wrote `paths` as a list, `required: "yes"` or
//! `gett:` would not hear of it, so this walk compares the objects of the description with the tables of the
//! specification before anything is understood.

mod forms;
mod tables;

use std::collections::BTreeSet;
use std::rc::Rc;

use self::forms::{Form, Kind};
use crate::diag::{Code, Diagnostic, Findings};
use crate::document::{At, Document, NodeId, Value, Version, distance, meant};

/// Tells of fields that will not be used.
pub(super) fn check(document: &Document, findings: &mut Findings) {
    let (work, behind) = (Vec::new(), Vec::new());
    let mut walk = Walk { document, findings, seen: BTreeSet::new(), work, behind };
    let form = if document.version == Version::V2 { Form::Root2 } else { Form::Root };
    walk.work.push(Task { node: document.root().id(), form, name: "".into(), subject: None });
    while let Some(task) = walk.work.pop().or_else(|| walk.behind.pop()) {
        let from = walk.work.len();
        walk.object(&task);
        // the stack gives back the last one first, and findings shall come in the order of the file
        if let Some(new) = walk.work.get_mut(from..) {
            new.reverse();
        }
    }
}

/// An object that is still to be looked at.
struct Task {
    node: NodeId,
    form: Form,
    /// The name under which it stands, or the path of an operation.
    name: Rc<str>,
    /// The operation or schema that it sits in.
    subject: Option<Rc<str>>,
}

struct Walk<'d, 'f> {
    document: &'d Document,
    findings: &'f mut Findings,
    seen: BTreeSet<(NodeId, Form)>,
    work: Vec<Task>,
    /// What references lead to. Most of it is met on the way, where it has a name; the rest comes last.
    behind: Vec<Task>,
}

impl<'d> Walk<'d, '_> {
    fn object(&mut self, task: &Task) {
        if !self.seen.insert((task.node, task.form)) {
            return;
        }
        let at = self.document.at(task.node);
        let subject = self.subject(at, task);
        if let Some(reference) = at.get("$ref").and_then(At::str)
            && self.leads_away(at, reference)
            && let Ok(node) = self.document.resolve(at.id(), reference)
        {
            self.behind.push(Task { node, form: task.form, name: Rc::clone(&task.name), subject: None });
        }
        let fields = task.form.fields();
        for (key, value) in at.entries() {
            self.old(task.form, key, value, &subject);
            let kind = fields.iter().find(|(name, _)| *name == key).map(|(_, kind)| *kind);
            let extension = key.starts_with("x-") || key == "$ref";
            match kind.or_else(|| task.form.names().filter(|_| !extension)) {
                Some(kind) => self.field(value, kind, task, &subject),
                None if extension || !at.is_object() || self.is_old(task.form, key).is_some() => {}
                None => self.unknown(at, key, value, task.form, &subject),
            }
        }
    }

    /// Whether a reference leads to what is not met on the way. Most lead to a component of the root.
    fn leads_away(&self, at: At<'d>, reference: &str) -> bool {
        let components = ["#/components/", "#/definitions/", "#/parameters/", "#/responses/"];
        !components.iter().any(|start| reference.starts_with(start)) || !self.document.in_root_file(at.id())
    }

    /// The operation or schema that an object is or sits in.
    fn subject(&self, at: At<'d>, task: &Task) -> Option<Rc<str>> {
        if task.form != Form::Operation {
            return task.subject.clone();
        }
        let id = at.get("operationId").and_then(At::str);
        Some(match (id, at.key()) {
            (Some(id), _) => format!("operation `{id}`").into(),
            (None, key) => {
                let method = key.unwrap_or_default().to_ascii_uppercase();
                format!("operation `{method} {}`", task.name).into()
            }
        })
    }

    /// What stands in a field, and what stands in that.
    fn field(&mut self, at: At<'d>, kind: Kind, task: &Task, subject: &Option<Rc<str>>) {
        if matches!(at.value(), Value::Null) {
            return; // nothing is there, and nothing is lost
        }
        let beyond = |text: &str| text.parse::<f64>().is_ok_and(f64::is_infinite); // has a code of its own
        if matches!(kind, Kind::Number | Kind::Bound) && at.str().is_some_and(beyond) {
            return;
        }
        if !kind.takes(at.value()) {
            return self.wrong(at, kind, subject);
        }
        match kind {
            Kind::Texts => at.items().for_each(|item| self.field(item, Kind::Text, task, subject)),
            Kind::OneOrMore if at.is_array() => {
                at.items().for_each(|item| self.field(item, Kind::Text, task, subject));
            }
            Kind::Required => at.items().for_each(|item| self.field(item, Kind::Text, task, subject)),
            Kind::Words => at.entries().for_each(|(_, word)| self.field(word, Kind::Text, task, subject)),
            Kind::One(form) | Kind::OrText(form) => self.later(at, form, task, subject),
            Kind::List(form) => {
                at.items().for_each(|item| self.field(item, Kind::One(form), task, subject));
            }
            Kind::Several(form) if at.is_array() => {
                at.items().for_each(|item| self.field(item, Kind::One(form), task, subject));
            }
            Kind::Several(form) => self.later(at, form, task, subject),
            Kind::Map(form) => {
                for (key, value) in at.entries().filter(|(key, _)| *key != "$ref") {
                    let top = matches!(task.form, Form::Components | Form::Root2) && form == Form::Schema;
                    let named = top.then(|| format!("schema `{key}`").into());
                    self.field(value, Kind::One(form), task, &named.or_else(|| subject.clone()));
                }
            }
            _ => {}
        }
    }

    fn later(&mut self, at: At<'d>, form: Form, task: &Task, subject: &Option<Rc<str>>) {
        let path =
            if form == Form::PathItem { at.key().unwrap_or_default().into() } else { Rc::clone(&task.name) };
        self.work.push(Task { node: at.id(), form, name: path, subject: subject.clone() });
    }

    fn wrong(&mut self, at: At<'d>, kind: Kind, subject: &Option<Rc<str>>) {
        let code = if kind.holds_the_api() { Code::StructureKind } else { Code::FieldKind };
        let name = at.key().map_or_else(|| "this".to_owned(), |key| format!("`{key}`"));
        let end = if code == Code::FieldKind { "; it is not used" } else { "" };
        let message = format!("{name} is {} where {} belongs{end}", at.kind(), kind.wanted());
        let mut finding = Diagnostic::new(code, at.place(), message);
        finding.hint = kind.hint(at).or(finding.hint);
        finding.subject = subject.as_deref().map(str::to_owned);
        self.findings.push(finding);
    }

    /// What stands in the place of a field that OpenAPI 3 no longer has.
    fn is_old(&self, form: Form, key: &str) -> Option<&'static str> {
        let old = tables::OLD.iter().filter(|_| self.document.version != Version::V2);
        old.filter(|(of, name, _)| *of == form && *name == key).map(|(_, _, now)| *now).next()
    }

    fn old(&mut self, form: Form, key: &str, value: At<'d>, subject: &Option<Rc<str>>) {
        let Some(now) = self.is_old(form, key) else { return };
        let message = format!("`{key}` of {} belongs to Swagger 2.0 and is not used here", form.word());
        let mut finding = Diagnostic::new(Code::FieldUnknown, value.key_place(), message).hint(now);
        finding.subject = subject.as_deref().map(str::to_owned);
        self.findings.push_caused(format!("{form:?} {key}"), finding);
    }

    fn unknown(&mut self, at: At<'d>, key: &str, value: At<'d>, form: Form, subject: &Option<Rc<str>>) {
        let free = form.fields().iter().map(|(name, _)| *name).filter(|name| !at.has(name));
        let near: Vec<&str> = free.filter(|name| alike(key, name, form)).take(2).collect();
        let word = form.word();
        let (code, message) = match (form, near.is_empty()) {
            (Form::Schema, true) => return, // JSON Schema leaves keywords free
            (Form::PathItem, _) => {
                (Code::FieldUnknown, format!("`{key}` is no method and no field of {word}; it is left out"))
            }
            // the other version: which of the two is meant is a guess
            (Form::Root | Form::Root2, _) if matches!(key, "openapi" | "swagger") => (
                Code::FieldUnknown,
                format!("`{key}` stands beside another version, which is the one that is read"),
            ),
            (_, false) => (Code::FieldUnknown, format!("`{key}` is no field of {word}; it is left out")),
            (_, true) => (Code::FieldForeign, format!("`{key}` is no field of {word}")),
        };
        let mut finding = Diagnostic::new(code, value.key_place(), message);
        let methods = "operations stand under get, put, post, delete, options, head, patch, trace or query";
        finding.hint = meant(&near)
            .filter(|_| !matches!(key, "openapi" | "swagger"))
            .or_else(|| (form == Form::PathItem).then(|| methods.to_owned()));
        finding.subject = subject.as_deref().map(str::to_owned);
        self.findings.push_caused(format!("{form:?} {key}"), finding);
    }
}

/// Whether a field is probably another one, misspelt: a letter or two, another case, or `operation_id`.
fn alike(key: &str, name: &str, form: Form) -> bool {
    let plain = |text: &str| text.replace(['_', '-', ' '], "").to_lowercase();
    let (key, name) = (plain(key), plain(name));
    if key == name {
        return true;
    }
    // `note` in a schema is no `not`, but `gett` in a path item is `get`
    let short = name.len() < 4 && form != Form::PathItem;
    let most = if short { 0 } else { 1 + usize::from(name.len() > 5) };
    key.len().abs_diff(name.len()) <= most && key.len() < 40 && distance(&key, &name) <= most
}

impl Kind {
    /// Whether a value is of the kind.
    fn takes(self, value: &Value) -> bool {
        match self {
            Kind::Any => true,
            Kind::Text => matches!(value, Value::String(_) | Value::Number(_) | Value::Bool(_)),
            Kind::Flag => matches!(value, Value::Bool(_)),
            Kind::Number => matches!(value, Value::Number(_)),
            Kind::Bound => matches!(value, Value::Number(_) | Value::Bool(_)),
            Kind::Values | Kind::Texts | Kind::List(_) => matches!(value, Value::Array(_)),
            Kind::OneOrMore => matches!(value, Value::String(_) | Value::Array(_)),
            Kind::Required => matches!(value, Value::Bool(_) | Value::Array(_)),
            // what is no schema has a code of its own
            Kind::One(Form::Schema) | Kind::Several(Form::Schema) => true,
            Kind::One(_) | Kind::Map(_) | Kind::Words => matches!(value, Value::Object(_)),
            Kind::OrText(_) => matches!(value, Value::Object(_) | Value::String(_)),
            Kind::Several(_) => matches!(value, Value::Object(_) | Value::Array(_)),
        }
    }

    /// The kind in the words of a message.
    fn wanted(self) -> &'static str {
        match self {
            Kind::Any => "any value",
            Kind::Text => "a string",
            Kind::Flag => "true or false",
            Kind::Number => "a number",
            Kind::Bound => "a number, true or false",
            Kind::Values => "a list",
            Kind::Texts | Kind::Required => "a list of strings",
            Kind::OneOrMore => "a string or a list of strings",
            Kind::One(_) => "an object",
            Kind::OrText(_) => "an object or a string",
            Kind::List(_) => "a list of objects",
            Kind::Several(_) => "an object or a list of objects",
            Kind::Map(_) => "an object with a member for each name",
            Kind::Words => "an object of strings",
        }
    }

    /// Whether operations or models are gone without it.
    fn holds_the_api(self) -> bool {
        match self {
            Kind::One(form) => form.holds_the_api(),
            Kind::Map(form) => form == Form::Schema || form.holds_the_api(),
            _ => false,
        }
    }

    /// What to do about a value that is not of the kind.
    fn hint(self, at: At<'_>) -> Option<String> {
        let quoted = match (self, at.value()) {
            (Kind::Flag, Value::String(text)) => matches!(&**text, "true" | "false"),
            (Kind::Number | Kind::Bound, Value::String(text)) => text.parse::<f64>().is_ok(),
            _ => false,
        };
        if quoted {
            return Some("write it without quotes".to_owned());
        }
        match (self, at.value()) {
            (Kind::Values | Kind::Texts | Kind::Required, Value::String(_)) => {
                Some("write a list, even of one: `[…]`".to_owned())
            }
            (Kind::One(Form::Paths), Value::Array(_)) => {
                Some("write the paths as keys: `paths: {/things: {get: …}}`".to_owned())
            }
            (Kind::Map(_), Value::Array(_)) => Some("write the names as keys".to_owned()),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misspelt_fields_are_known_from_free_ones() {
        for (key, name) in
            [("operationID", "operationId"), ("operation_id", "operationId"), ("defualt", "default")]
        {
            assert!(alike(key, name, Form::Operation), "{key}");
        }
        assert!(alike("gett", "get", Form::PathItem) && alike("GET", "get", Form::PathItem));
        for (key, name) in [("note", "not"), ("since", "in"), ("owner", "xml"), ("scope", "style")] {
            assert!(!alike(key, name, Form::Schema), "{key}");
        }
    }
}
