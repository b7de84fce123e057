//! Results that are read while they come: bytes, events, JSON line by line.

use std::collections::BTreeSet;

use super::docs::code;
use super::results::{Kind, ResultForm, kind};
use super::{Lower, literal};
use crate::api::{Media, Response, SchemaId, Shape, Use};
use crate::facts::{BodyKind, body_kind, choices};
use crate::view::StreamView;

/// What bytes are read as.
pub(super) const DOWNLOAD: &str = "runtime::Download";

/// What members an object has that describes an event as a whole.
const EVENT_MEMBERS: &[&str] = &["event", "data", "id", "retry"];

impl Lower<'_> {
    /// The result of an operation that gives nothing but events or lines.
    pub(super) fn stream_of(&self, media: &Media) -> Option<ResultForm> {
        let (marker, stream) = match kind(self.api, media) {
            Kind::Events => ("Events", "EventStream"),
            Kind::Lines => ("Lines", "LineStream"),
            Kind::Json | Kind::Text | Kind::Binary => return None,
        };
        let (item, models) = self.item(media);
        Some(ResultForm {
            output: format!("runtime::{marker}<{item}>"),
            value: format!("runtime::{stream}<{item}>"),
            accept: media.content_type.clone(),
            models,
            stream: None,
            outcome: None,
        })
    }

    /// What else an operation offers: events or lines beside a whole result, or the result itself piece by piece.
    pub(super) fn add_stream(&self, successes: &[&Response], chosen: &Media, form: &mut ResultForm) {
        let offered = successes.iter().flat_map(|response| &response.media);
        let streamed = offered.filter(|media| matches!(kind(self.api, media), Kind::Events | Kind::Lines));
        if let Some(media) =
            streamed.min_by_key(|media| kind(self.api, media)).filter(|media| media.node != chosen.node)
        {
            if let Some(stream) = self.stream_of(media) {
                let accept = literal::text(&media.content_type);
                let what = if kind(self.api, media) == Kind::Events { "the events" } else { "the values" };
                let line = format!(
                    "Sends it, asks for {}, and gives {what} as they come.",
                    code(&media.content_type)
                );
                form.models |= stream.models;
                form.stream = Some(StreamView {
                    docs: vec![line],
                    send: format!("self.0.accepting({accept}).send()"),
                    output: stream.output,
                    value: stream.value,
                });
            }
        } else if form.outcome.is_none() && matches!(kind(self.api, chosen), Kind::Text | Kind::Binary) {
            let line = "Sends it, and gives the result while it comes, for what is too large for memory.";
            form.stream = Some(StreamView {
                docs: vec![line.to_owned()],
                output: DOWNLOAD.to_owned(),
                value: DOWNLOAD.to_owned(),
                send: "self.0.send_stream()".to_owned(),
            });
        }
    }

    /// What the front pages say of streams and files, as far as the API has them.
    pub(super) fn streams_section(&self) -> Vec<String> {
        let mut outputs = BTreeSet::new();
        let mut files = false;
        for (id, operation) in self.api.operation_ids().zip(&self.api.operations) {
            let form = self.result_form(operation, &self.names.operation(id));
            let output = form.stream.map_or(form.output, |stream| stream.output);
            outputs.extend(["Download", "Events", "Lines"].into_iter().filter(|kind| {
                output.strip_prefix("runtime::").is_some_and(|output| output.starts_with(kind))
            }));
            let mut bodies = choices(self.api, operation).into_iter().map(|media| body_kind(self.api, media));
            files |= bodies.any(|kind| matches!(kind, BodyKind::Bytes | BodyKind::Multipart));
        }
        let mut lines = Vec::new();
        if outputs.contains("Download") {
            lines.push(
                "- Bytes and text come as a whole by `send()`, and piece by piece by `send_stream()`: a \
                 `runtime::Download`, which also writes itself to a file (`save_to`) and tells how far it is \
                 (`on_progress`)."
                    .to_owned(),
            );
        }
        if outputs.contains("Events") {
            lines.push(
                "- Events come one by one: `while let Some(event) = stream.next().await`. A lost connection ends \
                 them, unless `reconnecting(runtime::Reconnect::new())` was called: then the request is sent again \
                 with the id of the last event."
                    .to_owned(),
            );
        }
        if outputs.contains("Lines") {
            lines.push(
                "- Results that are JSON line by line come value by value, by `next().await` as well."
                    .to_owned(),
            );
        }
        if !outputs.is_empty() {
            lines.push(
                "- The client's time limit ends with the head of a response that is read as a stream; \
                 `with_read_timeout` gives up on a server that goes silent, and `with_timeout` of the call holds to \
                 the end."
                    .to_owned(),
            );
        }
        if files {
            lines.push(
                "- Files are sent while they are read: `runtime::Body::file(path)`, \
                 `runtime::Part::streamed_file(path)`. `on_progress` of a body tells how much of it has gone."
                    .to_owned(),
            );
        }
        lines
    }

    /// The type of one event's data or of one line.
    fn item(&self, media: &Media) -> (String, bool) {
        let events = kind(self.api, media) == Kind::Events;
        let loose = if events { "runtime::Text" } else { "serde_json::Value" };
        let Some(used) = media.item_schema.as_ref().or(media.schema.as_ref()) else {
            return (loose.to_owned(), false);
        };
        let whole = media.item_schema.is_none();
        let used = match &self.api.schema(self.api.target(used).0).shape {
            // Before 3.2 the whole is described, as a list, or as text that nobody looks into.
            Shape::List(items) if whole => items,
            Shape::Text(_) if whole => return (loose.to_owned(), false),
            _ => used,
        };
        if events && matches!(self.api.schema(self.api.target(used).0).shape, Shape::Text(_)) {
            return (loose.to_owned(), false);
        }
        let ty = self.type_of(used);
        let models = !ty.models.is_empty();
        let text = ty.qualified();
        if events && self.is_envelope(used, 0) {
            return (format!("runtime::Envelope<{text}>"), models);
        }
        (text, models)
    }

    /// Whether a schema describes events with their names, and not only what they bring.
    fn is_envelope(&self, used: &Use, depth: usize) -> bool {
        let id: SchemaId = self.api.target(used).0;
        match &self.api.schema(id).shape {
            Shape::Object(object) => {
                let known = |name: &str| EVENT_MEMBERS.contains(&name);
                let mut properties = object.properties.iter();
                let has = |wanted: &str| object.properties.iter().any(|property| property.name == wanted);
                has("data") && (has("event") || has("id")) && properties.all(|property| known(&property.name))
            }
            Shape::Union(union) if depth < 8 => {
                !union.variants.is_empty()
                    && union.variants.iter().all(|variant| self.is_envelope(&variant.schema, depth + 1))
            }
            _ => false,
        }
    }
}
