//! Bodies: which content type is sent, what a caller gives, and the statement that puts it into the call.

use super::doc_text::{doc_lines, first_sentence};
use super::docs::code;
use super::{Lower, literal};
use crate::api::{Media, Operation, Shape, Text, Use, essence, is_json};
use crate::diag::{Code, Diagnostic, Findings};

/// A body as a caller sees it.
pub(super) struct BodyForm {
    /// The type of the argument.
    pub(super) ty: String,
    /// The content type that is sent.
    pub(super) content_type: String,
    /// Whether the argument's type names a model.
    pub(super) models: bool,
    /// Whether the body is built from a model, so that an example can show one.
    pub(super) modelled: bool,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Json,
    Form,
    Multipart,
    Text,
    Bytes,
}

fn kind(content_type: &str) -> Kind {
    let essence = essence(content_type);
    match essence.as_str() {
        _ if is_json(&essence) => Kind::Json,
        "application/x-www-form-urlencoded" => Kind::Form,
        "multipart/form-data" => Kind::Multipart,
        other if other.starts_with("text/") => Kind::Text,
        _ => Kind::Bytes,
    }
}

impl Lower<'_> {
    /// The content type that is sent: JSON, else a form, else text, else what comes first.
    pub(super) fn chosen_media<'o>(&self, media: &'o [Media]) -> Option<&'o Media> {
        media.iter().min_by_key(|media| (kind(&media.content_type), media.content_type.contains(';')))
    }

    pub(super) fn body_form(&self, operation: &Operation, findings: &mut Findings) -> Option<BodyForm> {
        let body = operation.body.as_ref()?;
        let media = self.chosen_media(&body.media)?;
        let content_type = media.content_type.clone();
        let raw = |ty: &str, kind: Kind| BodyForm {
            ty: ty.to_owned(),
            content_type: if content_type == "*/*" {
                "application/octet-stream".to_owned()
            } else {
                content_type.clone()
            },
            models: false,
            modelled: false,
            kind,
        };
        match kind(&media.content_type) {
            Kind::Text => return Some(raw("impl Into<String>", Kind::Text)),
            Kind::Bytes => {
                self.note_boundary(operation, media, findings);
                return Some(raw("impl Into<runtime::Body>", Kind::Bytes));
            }
            Kind::Multipart => return Some(raw("runtime::Multipart", Kind::Multipart)),
            Kind::Json | Kind::Form => {}
        }
        let kind = kind(&media.content_type);
        let Some(used) = &media.schema else {
            return Some(BodyForm {
                ty: "&serde_json::Value".to_owned(),
                content_type,
                models: false,
                modelled: false,
                kind,
            });
        };
        let ty = self.type_of(used);
        let (target, nullable) = self.api.target(used);
        let by_reference = !nullable
            && matches!(
                self.api.schema(target).shape,
                Shape::Object(_) | Shape::Union(_) | Shape::Any | Shape::Map(_)
            );
        let text = ty.qualified();
        Some(BodyForm {
            ty: if by_reference { format!("&{text}") } else { text },
            content_type,
            models: !ty.models.is_empty(),
            modelled: true,
            kind,
        })
    }

    /// `call.json(body);`
    pub(super) fn put_body(&self, call: &str, form: &BodyForm, name: &str) -> String {
        let value = if form.ty.starts_with('&') { name.to_owned() } else { format!("&{name}") };
        let content_type = literal::text(&form.content_type);
        match form.kind {
            Kind::Json if form.content_type == "application/json" => format!("{call}.json({value});"),
            Kind::Json => format!("{call}.json_as({content_type}, {value});"),
            Kind::Form => format!("{call}.form({value});"),
            Kind::Text => format!("{call}.text({content_type}, {name});"),
            Kind::Bytes => format!("{call}.bytes({content_type}, {name});"),
            Kind::Multipart => format!("{call}.multipart({name});"),
        }
    }

    /// What a form of many parts is made of, for the documentation: one line for each part.
    pub(super) fn multipart_docs(&self, operation: &Operation, form: &BodyForm) -> Vec<String> {
        if form.kind != Kind::Multipart {
            return Vec::new();
        }
        let media = operation.body.as_ref().and_then(|body| self.chosen_media(&body.media));
        let Some(used) = media.and_then(|media| media.schema.as_ref()) else { return Vec::new() };
        let Shape::Object(object) = &self.api.schema(self.api.target(used).0).shape else {
            return Vec::new();
        };
        let parts = object.properties.iter().filter(|property| !property.read_only);
        let lines = parts.map(|property| {
            let need = if property.required { "required" } else { "optional" };
            let mut line =
                format!("  - {} ({}, {need})", code(&property.name), self.part_words(&property.schema));
            let text = first_sentence(property.description.as_deref().unwrap_or(""));
            if !text.is_empty() {
                line.push_str(": ");
                line.push_str(&doc_lines(&text).join(" "));
            }
            line
        });
        lines.collect()
    }

    /// What a part holds, in words; what is neither text nor a file travels as JSON.
    fn part_words(&self, used: &Use) -> String {
        let (id, _) = self.api.target(used);
        match &self.api.schema(id).shape {
            Shape::Text(Text::Binary) => "file".to_owned(),
            Shape::Boolean => "`true` or `false`".to_owned(),
            Shape::Integer(_) | Shape::IntegerEnum(_) => "whole number".to_owned(),
            Shape::Number => "number".to_owned(),
            Shape::Text(Text::Base64) => "text in base64".to_owned(),
            Shape::Text(Text::DateTime) => "date and time".to_owned(),
            Shape::Text(Text::Date) => "date".to_owned(),
            Shape::Text(Text::Time) => "time of day".to_owned(),
            Shape::Text(Text::Duration) => "duration".to_owned(),
            Shape::Text(_) | Shape::TextEnum(_) => "text".to_owned(),
            Shape::Any => "anything".to_owned(),
            Shape::List(items)
                if !matches!(self.api.schema(self.api.target(items).0).shape, Shape::List(_)) =>
            {
                format!("{}, any number of times", self.part_words(items))
            }
            Shape::List(_) | Shape::Map(_) | Shape::Object(_) | Shape::Union(_) | Shape::Alias(_) => {
                let ty = self.type_of(used).qualified();
                let model = ty.strip_prefix("Option<").and_then(|ty| ty.strip_suffix('>')).unwrap_or(&ty);
                if model.starts_with("models::") {
                    format!("JSON of {}", code(model))
                } else {
                    "JSON".to_owned()
                }
            }
        }
    }

    /// Other kinds of `multipart` need a boundary in their content type, which only the caller knows.
    fn note_boundary(&self, operation: &Operation, media: &Media, findings: &mut Findings) {
        if !media.content_type.to_ascii_lowercase().starts_with("multipart/") {
            return;
        }
        let message = format!(
            "`{}` takes its `{}` body as bytes, boundaries included",
            operation.label, media.content_type
        );
        findings.push(
            Diagnostic::new(Code::MediaUnsupported, self.doc.at(media.node).key_place(), message)
                .subject(format!("operation `{}`", operation.label))
                .hint("callers give the content type with its boundary by `with_header`"),
        );
    }
}
