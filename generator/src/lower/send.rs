//! Bodies: which content type is sent, what a caller gives, and the statement that puts it into the call.

use super::doc_text::{doc_lines, first_sentence};
use super::docs::code;
use super::parameters::encoded_styles;
use super::{Lower, literal};
use crate::api::{Encoding, Media, Operation, Shape, Text, Use};
use crate::diag::{Code, Diagnostic, Findings};
use crate::facts::{BodyKind, body_kind, choices, sent_type};
use crate::names::OperationNames;

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
    kind: BodyKind,
    /// Members of a form that are not written as usual: `&[("expand", runtime::Style::DEEP_OBJECT)]`.
    styles: String,
}

impl BodyForm {
    fn raw(ty: &str, content_type: &str, kind: BodyKind) -> Self {
        BodyForm {
            ty: ty.to_owned(),
            content_type: content_type.to_owned(),
            models: false,
            modelled: false,
            kind,
            styles: String::new(),
        }
    }
}

impl Lower<'_> {
    /// The content type that is sent unless the caller chooses another.
    pub(super) fn chosen_media<'o>(&self, operation: &'o Operation) -> Option<&'o Media> {
        choices(self.api, operation).into_iter().next()
    }

    pub(super) fn body_form(&self, operation: &Operation, findings: &mut Findings) -> Option<BodyForm> {
        let media = self.chosen_media(operation)?;
        let form = self.form_of(media);
        if form.kind == BodyKind::Bytes {
            self.note_boundary(operation, media, findings);
        }
        Some(form)
    }

    /// What a caller gives for a body of this content type.
    pub(super) fn form_of(&self, media: &Media) -> BodyForm {
        let content_type = &sent_type(self.api, media);
        let kind = body_kind(self.api, media);
        match kind {
            BodyKind::Text => return BodyForm::raw("impl Into<String>", content_type, kind),
            BodyKind::Bytes => return BodyForm::raw("impl Into<runtime::Body>", content_type, kind),
            BodyKind::Multipart => return BodyForm::raw("runtime::Multipart", content_type, kind),
            BodyKind::Json | BodyKind::Form => {}
        }
        let styles = encoded_styles(&media.encoding);
        let Some(used) = &media.schema else {
            return BodyForm { styles, ..BodyForm::raw("&serde_json::Value", content_type, kind) };
        };
        let ty = self.type_of(used);
        let (target, nullable) = self.api.target(used);
        let text = ty.qualified();
        let shape = &self.api.schema(target).shape;
        let items = text.strip_prefix("Vec<").and_then(|rest| rest.strip_suffix('>'));
        let argument = match (shape, items) {
            _ if nullable => text,
            (Shape::Object(_) | Shape::Union(_) | Shape::Any | Shape::Map(_) | Shape::Tuple(_), _) => {
                format!("&{text}")
            }
            (Shape::List(_), Some(items)) => format!("&[{items}]"),
            _ => text,
        };
        BodyForm {
            ty: argument,
            content_type: content_type.to_owned(),
            models: !ty.models.is_empty(),
            modelled: true,
            kind,
            styles,
        }
    }

    /// `call.json(body);`
    pub(super) fn put_body(&self, call: &str, form: &BodyForm, name: &str) -> String {
        let value = if form.ty.starts_with('&') { name.to_owned() } else { format!("&{name}") };
        let content_type = literal::text(&form.content_type);
        match form.kind {
            BodyKind::Json if form.ty.starts_with("&[") => {
                format!("{call}.json_list({content_type}, {value});")
            }
            BodyKind::Json if form.content_type == "application/json" => format!("{call}.json({value});"),
            BodyKind::Json => format!("{call}.json_as({content_type}, {value});"),
            BodyKind::Form if form.styles == "&[]" => format!("{call}.form({value});"),
            BodyKind::Form => format!("{call}.form_styled({value}, {});", form.styles),
            BodyKind::Text => format!("{call}.text({content_type}, {name});"),
            BodyKind::Bytes => format!("{call}.bytes({content_type}, {name});"),
            BodyKind::Multipart => format!("{call}.multipart({name});"),
        }
    }

    /// How else the body may be sent, for the documentation.
    pub(super) fn choice_docs(&self, operation: &Operation, names: &OperationNames) -> Vec<String> {
        let Some(body) = &operation.body else { return Vec::new() };
        let choices = choices(self.api, operation);
        let own = if body.required { "Self" } else { names.builder.as_str() };
        let mut lines: Vec<String> = choices
            .iter()
            .skip(1)
            .zip(&names.choices)
            .map(|(media, method)| {
                let path = if body.required { own.to_owned() } else { format!("super::{own}") };
                format!("  - or as {} by [`{method}`]({path}::{method})", code(&media.content_type))
            })
            .collect();
        let others: Vec<String> = body
            .media
            .iter()
            .filter(|media| {
                !choices
                    .iter()
                    .any(|chosen| chosen.node == media.node && chosen.content_type == media.content_type)
            })
            .map(|media| code(&media.content_type))
            .collect();
        if !others.is_empty() {
            lines.push(format!(
                "  - also taken: {} (by a header `content-type` of your own)",
                others.join(", ")
            ));
        }
        lines
    }

    /// What a form of many parts is made of, for the documentation: one line for each part.
    pub(super) fn multipart_docs(&self, operation: &Operation, form: &BodyForm) -> Vec<String> {
        if form.kind != BodyKind::Multipart {
            return Vec::new();
        }
        let media =
            choices(self.api, operation).into_iter().find(|media| media.content_type == form.content_type);
        let encoding = media.map(|media| media.encoding.as_slice()).unwrap_or_default();
        let Some(used) = media.and_then(|media| media.schema.as_ref()) else { return Vec::new() };
        let Shape::Object(object) = &self.api.schema(self.api.target(used).0).shape else {
            return Vec::new();
        };
        let parts = object.properties.iter().filter(|property| !property.read_only);
        let lines = parts.map(|property| {
            let need = if property.required { "required" } else { "optional" };
            let how = encoding.iter().find(|part| part.name == property.name).map(part_encoding);
            let mut line = format!(
                "  - {} ({}, {need}{})",
                code(&property.name),
                self.part_words(&property.schema),
                how.unwrap_or_default()
            );
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
            Shape::List(_)
            | Shape::Tuple(_)
            | Shape::Map(_)
            | Shape::Object(_)
            | Shape::Union(_)
            | Shape::Alias(_) => {
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

/// What the description says of a part's content type and headers.
fn part_encoding(part: &Encoding) -> String {
    let mut text = String::new();
    if let Some(content_type) = &part.content_type {
        text.push_str(&format!(", sent as {}", code(content_type)));
    }
    if !part.headers.is_empty() {
        let headers: Vec<String> = part.headers.iter().map(|header| code(header)).collect();
        text.push_str(&format!(", with {}", headers.join(", ")));
    }
    text
}
