//! Content types of bodies: which one is sent, and which others a caller may choose.

use crate::api::{Api, Media, Operation, RequestBody, SchemaId, Shape, Text, essence, is_json};

/// What a body is made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BodyKind {
    /// A value, written as JSON.
    Json,
    /// An object, written as the entries of a form.
    Form,
    /// Parts.
    Multipart,
    /// Text.
    Text,
    /// Bytes, or a stream of them.
    Bytes,
}

/// What a body of this content type is made from.
pub fn body_kind(api: &Api, media: &Media) -> BodyKind {
    let essence = essence(&media.content_type);
    match essence.as_str() {
        "multipart/form-data" => BodyKind::Multipart,
        _ if is_file(api, media) => BodyKind::Bytes,
        _ if is_json(&essence) || (essence == "*/*" && is_modelled(api, media)) => BodyKind::Json,
        "application/x-www-form-urlencoded" if has_members(api, media) => BodyKind::Form,
        "application/x-www-form-urlencoded" => BodyKind::Text,
        other if other.starts_with("text/") => BodyKind::Text,
        _ => BodyKind::Bytes,
    }
}

/// Whether the schema says that it is bytes as they are (`format: binary`): then they are that under any content type.
/// Descriptions that were written by a program often have files as `application/json`, or as `text/csv` in any charset.
pub fn is_file(api: &Api, media: &Media) -> bool {
    let shape = media.schema.as_ref().map(|used| &api.schema(api.target(used).0).shape);
    matches!(shape, Some(Shape::Text(Text::Binary)))
}

/// Whether the schema says that it is text, and no more. As a result of any type (`*/*`) that is text as it comes.
pub fn is_plain_text(api: &Api, media: &Media) -> bool {
    let shape = media.schema.as_ref().map(|used| &api.schema(api.target(used).0).shape);
    matches!(shape, Some(Shape::Text(Text::Plain)))
}

/// Whether the schema says more than text does: a body of any type that has such a schema is meant as JSON.
fn is_modelled(api: &Api, media: &Media) -> bool {
    media
        .schema
        .as_ref()
        .is_some_and(|used| !matches!(api.schema(api.target(used).0).shape, Shape::Text(_) | Shape::Any))
}

/// The content type that goes with a body: ranges such as `image/*` are for whoever reads it, and nothing to send.
pub fn sent_type(api: &Api, media: &Media) -> String {
    if !is_wild(&essence(&media.content_type)) {
        return media.content_type.clone();
    }
    let sent = match body_kind(api, media) {
        BodyKind::Json => "application/json",
        BodyKind::Text => "text/plain",
        BodyKind::Form | BodyKind::Multipart | BodyKind::Bytes => "application/octet-stream",
    };
    sent.to_owned()
}

/// A form is made of members; one that is described as text or a list is written by the caller.
fn has_members(api: &Api, media: &Media) -> bool {
    media.schema.as_ref().is_none_or(|used| {
        let shape = &api.schema(api.target(used).0).shape;
        matches!(shape, Shape::Object(_) | Shape::Map(_) | Shape::Union(_) | Shape::Any)
    })
}

/// The content type that is sent (JSON, else a form, else parts, else text, else what comes first), and behind it those
/// that a caller may choose by a method of their own. What is only another word for one of these is not among them.
pub fn choices<'o>(api: &Api, operation: &'o Operation) -> Vec<&'o Media> {
    operation.body.as_ref().map(|body| of_body(api, body)).unwrap_or_default()
}

fn of_body<'o>(api: &Api, body: &'o RequestBody) -> Vec<&'o Media> {
    let mut media: Vec<&Media> = body.media.iter().collect();
    media.sort_by_key(|media| (body_kind(api, media), media.content_type.contains(';')));
    let mut chosen: Vec<&Media> = Vec::new();
    for media in media {
        if chosen.is_empty() || (chosen.len() < MOST && adds(api, &chosen, media)) {
            chosen.push(media);
        }
    }
    chosen
}

/// More methods than this for one operation help nobody.
const MOST: usize = 8;

fn adds(api: &Api, chosen: &[&Media], media: &Media) -> bool {
    let own = essence(&media.content_type);
    let kind = body_kind(api, media);
    if is_wild(&own) || chosen.iter().any(|known| essence(&known.content_type) == own) {
        return false;
    }
    let target = |media: &Media| -> Option<SchemaId> { Some(api.target(media.schema.as_ref()?).0) };
    match kind {
        BodyKind::Json if is_plain_json(&own) => !chosen
            .iter()
            .any(|known| is_plain_json(&essence(&known.content_type)) && target(known) == target(media)),
        BodyKind::Bytes => !own.starts_with("multipart/"), // a boundary would have to be given, too
        _ => true,
    }
}

/// `*/*`, `image/*`, `application/*+json`: nothing that could be sent.
fn is_wild(essence: &str) -> bool {
    essence.split_once('/').is_some_and(|(kind, own)| kind == "*" || own == "*" || own.starts_with("*+"))
}

/// Words for JSON as such; others, such as `application/merge-patch+json`, mean something of their own.
fn is_plain_json(essence: &str) -> bool {
    matches!(essence, "application/json" | "text/json" | "application/*+json")
}
