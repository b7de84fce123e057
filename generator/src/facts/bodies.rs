//! Content types of bodies: which one is sent, and which others a caller may choose.

use crate::api::{Api, Media, Operation, RequestBody, SchemaId, Shape, essence, is_json};

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
        _ if is_json(&essence) => BodyKind::Json,
        "application/x-www-form-urlencoded" if has_members(api, media) => BodyKind::Form,
        "application/x-www-form-urlencoded" => BodyKind::Text,
        "multipart/form-data" => BodyKind::Multipart,
        other if other.starts_with("text/") => BodyKind::Text,
        _ => BodyKind::Bytes,
    }
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
