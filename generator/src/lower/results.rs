//! Results: what a call gives when it succeeds.

use std::collections::BTreeSet;

use super::Lower;
use crate::api::{Api, Media, Operation, Response, Status, essence, is_json};
use crate::facts::{is_file, is_plain_text};
use crate::names::OperationNames;
use crate::view::{OutcomeReadView, OutcomeVariantView, OutcomeView, StreamView};

/// What a call gives.
pub(super) struct ResultForm {
    /// The type parameter of the call.
    pub(super) output: String,
    /// What `send` brings.
    pub(super) value: String,
    /// The `Accept` header.
    pub(super) accept: String,
    /// Whether a model is named.
    pub(super) models: bool,
    /// The result as it comes.
    pub(super) stream: Option<StreamView>,
    /// The enum of results of several kinds.
    pub(super) outcome: Option<OutcomeView>,
}

impl ResultForm {
    fn simple(output: &str, value: &str, accept: &str) -> Self {
        ResultForm {
            output: output.to_owned(),
            value: value.to_owned(),
            accept: accept.to_owned(),
            models: false,
            stream: None,
            outcome: None,
        }
    }
}

impl Lower<'_> {
    pub(super) fn result_form(&self, operation: &Operation, names: &OperationNames) -> ResultForm {
        let successes = successes(operation);
        let filled: Vec<&Media> =
            successes.iter().filter_map(|response| preferred(self.api, &response.media)).collect();
        let Some(first) = filled.first() else {
            // no result, but perhaps errors that say something
            let speaks =
                |response: &Response| response.media.iter().any(|media| is_json(&media.content_type));
            let accept = if operation.responses.iter().any(speaks) { "application/json" } else { "" };
            return ResultForm::simple("()", "()", accept);
        };
        if filled.iter().any(|media| !self.same(first, media)) {
            let mut form = self.several(&successes, &filled, names);
            self.add_stream(&successes, first, &mut form);
            return form;
        }
        let mut form = self.one(first, &successes);
        self.add_stream(&successes, first, &mut form);
        form
    }

    /// Results of one kind.
    fn one(&self, first: &Media, successes: &[&Response]) -> ResultForm {
        let or_empty =
            successes.iter().any(|response| response.media.is_empty() && response.status != Status::Default);
        match self.stream_of(first) {
            Some(form) => form,
            None => self.form(first, or_empty),
        }
    }

    /// Results of several kinds: an enum with one value per status.
    fn several(&self, successes: &[&Response], filled: &[&Media], names: &OperationNames) -> ResultForm {
        let mut accept: Vec<String> = Vec::new();
        let mut models = false;
        for media in filled {
            let form = self.form(media, false);
            models |= form.models;
            if !accept.contains(&form.accept) {
                accept.push(form.accept);
            }
        }
        let variants: Vec<OutcomeVariantView> =
            successes.iter().map(|response| self.outcome(response)).collect();
        let first = variants.iter().find(|variant| variant.read.is_some());
        let open = variants.iter().any(|variant| variant.pattern == "_");
        let fallback = first.filter(|_| !open).cloned().unwrap_or_default();
        ResultForm {
            output: names.outcome.to_string(),
            value: names.outcome.to_string(),
            accept: accept.join(", "),
            models,
            stream: None,
            outcome: Some(OutcomeView { name: names.outcome.to_string(), variants, fallback }),
        }
    }

    fn outcome(&self, response: &Response) -> OutcomeVariantView {
        let (name, pattern) = match response.status {
            Status::Exact(code) => (status_name(code), code.to_string()),
            Status::Range(_) => ("Success".to_owned(), "_".to_owned()), // sorted behind the exact ones
            Status::Default => ("Default".to_owned(), "_".to_owned()),
        };
        let read = preferred(self.api, &response.media).map(|media| {
            let form = self.form(media, false);
            OutcomeReadView { output: form.output, value: form.value }
        });
        let text = super::doc_text::first_sentence(response.description.as_deref().unwrap_or(""));
        let mut docs = vec![format!("Status {}.", response.status.word())];
        if !text.is_empty() {
            docs.extend([String::new(), text]);
        }
        OutcomeVariantView { docs, name, pattern, read }
    }

    /// Content types of successes that are not asked for.
    pub(super) fn other_results(&self, operation: &Operation, result: &ResultForm) -> BTreeSet<String> {
        let asked: Vec<String> = result.accept.split(',').map(essence).collect();
        let media = successes(operation).into_iter().flat_map(|response| &response.media);
        let names = media.map(|media| essence(&media.content_type));
        let streamed = result.stream.as_ref().map_or("", |stream| stream.send.as_str());
        let is_streamed = |name: &str| streamed.contains(&format!("\"{name}"));
        names.filter(|name| !asked.contains(name) && !name.contains('*') && !is_streamed(name)).collect()
    }

    fn same(&self, left: &Media, right: &Media) -> bool {
        let schema = |media: &Media| media.schema.as_ref().map(|used| self.type_of(used).qualified());
        kind(self.api, left) == kind(self.api, right) && schema(left) == schema(right)
    }

    fn form(&self, media: &Media, or_empty: bool) -> ResultForm {
        let accept = media.content_type.as_str();
        match kind(self.api, media) {
            Kind::Text if accept.contains("*/*") => ResultForm::simple("runtime::AnyText", "String", accept),
            Kind::Text => ResultForm::simple("runtime::Text", "String", accept),
            // One of several results: it is read as a whole, like the others.
            Kind::Events | Kind::Lines | Kind::Binary => {
                ResultForm::simple("runtime::Binary", "bytes::Bytes", accept)
            }
            Kind::Json => {
                let ty = media.schema.as_ref().map(|used| self.type_of(used));
                let text = ty.as_ref().map_or_else(|| "serde_json::Value".to_owned(), |ty| ty.qualified());
                let accept = if accept.contains('*') { "application/json" } else { accept };
                let (output, value) = if or_empty {
                    (format!("runtime::OrEmpty<{text}>"), format!("Option<{text}>"))
                } else {
                    (text.clone(), text)
                };
                ResultForm {
                    output,
                    value,
                    accept: accept.to_owned(),
                    models: ty.is_some_and(|ty| !ty.models.is_empty()),
                    stream: None,
                    outcome: None,
                }
            }
        }
    }
}

/// The results that are successes, by status; where none is described, `default` stands for them.
pub(super) fn successes(operation: &Operation) -> Vec<&Response> {
    let mut successes: Vec<&Response> =
        operation.responses.iter().filter(|response| response.status.is_success()).collect();
    if successes.is_empty() {
        successes.extend(operation.responses.iter().filter(|response| response.status == Status::Default));
    }
    successes.sort_by_key(|response| response.status);
    successes
}

/// What a content type is read as; what stands first is preferred.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Json,
    Text,
    Events,
    Lines,
    Binary,
}

pub(super) fn kind(api: &Api, media: &Media) -> Kind {
    let essence = essence(&media.content_type);
    if essence == "text/event-stream" {
        Kind::Events
    } else if is_lines(&essence) {
        Kind::Lines
    } else if is_file(api, media) {
        Kind::Binary
    } else if essence == "*/*" && is_plain_text(api, media) {
        Kind::Text
    } else if is_json(&essence) || (essence == "*/*" && media.schema.is_some()) {
        Kind::Json
    } else if essence.starts_with("text/") {
        Kind::Text
    } else {
        Kind::Binary
    }
}

/// JSON one after the other, under the names that are in use.
fn is_lines(essence: &str) -> bool {
    let own = essence.split_once('/').map_or("", |(_, own)| own);
    matches!(
        own.strip_prefix("x-").unwrap_or(own),
        "ndjson" | "jsonl" | "jsonlines" | "json-lines" | "json-stream" | "stream+json" | "json-seq"
    ) || own.ends_with("+json-seq")
}

/// The content type that is asked for: JSON, else text, else events or lines, else what comes first.
pub(super) fn preferred<'m>(api: &Api, media: &'m [Media]) -> Option<&'m Media> {
    media.iter().min_by_key(|media| kind(api, media))
}

/// The words of HTTP for a status of success.
fn status_name(code: u16) -> String {
    match code {
        200 => "Ok".to_owned(),
        201 => "Created".to_owned(),
        202 => "Accepted".to_owned(),
        203 => "NonAuthoritative".to_owned(),
        204 => "NoContent".to_owned(),
        205 => "ResetContent".to_owned(),
        206 => "PartialContent".to_owned(),
        207 => "MultiStatus".to_owned(),
        other => format!("Status{other}"),
    }
}
