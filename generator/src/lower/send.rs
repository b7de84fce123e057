//! Bodies: which content type is sent, what a caller gives, and the statement that puts it into the call.

use super::{Lower, literal};
use crate::api::{Media, Operation, Shape, is_json};
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
    Text,
    Bytes,
    Multipart,
}

fn kind(content_type: &str) -> Kind {
    let essence = content_type.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    match essence.as_str() {
        _ if is_json(&essence) => Kind::Json,
        "application/x-www-form-urlencoded" => Kind::Form,
        "multipart/form-data" => Kind::Multipart,
        other if other.starts_with("text/") => Kind::Text,
        _ => Kind::Bytes,
    }
}

impl Lower<'_> {
    /// The content type that is sent: JSON, else a form, else what comes first.
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
            Kind::Bytes => return Some(raw("impl Into<runtime::Body>", Kind::Bytes)),
            Kind::Multipart => {
                findings.push(
                    Diagnostic::new(
                        Code::MediaUnsupported,
                        self.doc.at(media.node).key_place(),
                        format!("`{}` takes a `multipart/form-data` body as it is: its content type with the boundary, and its bytes", operation.label),
                    )
                    .subject(format!("operation `{}`", operation.label)),
                );
                return Some(raw("(&str, impl Into<runtime::Body>)", Kind::Multipart));
            }
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
            Kind::Multipart => format!("{call}.bytes({name}.0, {name}.1);"),
        }
    }
}
