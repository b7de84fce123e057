//! Results: what a call gives when it succeeds.

use super::Lower;
use crate::api::{Media, Operation, Response, Status, is_json};
use crate::diag::{Code, Diagnostic, Findings};

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
}

impl ResultForm {
    fn simple(output: &str, value: &str, accept: &str) -> Self {
        ResultForm {
            output: output.to_owned(),
            value: value.to_owned(),
            accept: accept.to_owned(),
            models: false,
        }
    }
}

impl Lower<'_> {
    pub(super) fn result_form(&self, operation: &Operation, findings: &mut Findings) -> ResultForm {
        let mut successes: Vec<&Response> =
            operation.responses.iter().filter(|response| response.status.is_success()).collect();
        if successes.is_empty() {
            successes
                .extend(operation.responses.iter().filter(|response| response.status == Status::Default));
        }
        successes.sort_by_key(|response| response.status);
        let filled: Vec<&Media> =
            successes.iter().filter_map(|response| preferred(&response.media)).collect();
        let Some(first) = filled.first() else {
            // no result, but perhaps errors that say something
            let speaks =
                |response: &Response| response.media.iter().any(|media| is_json(&media.content_type));
            let accept = if operation.responses.iter().any(speaks) { "application/json" } else { "" };
            return ResultForm::simple("()", "()", accept);
        };
        if let Some(other) = filled.iter().find(|media| !self.same(first, media)) {
            findings.push(
                Diagnostic::new(
                    Code::ResultsSeveral,
                    self.doc.at(other.node).place(),
                    format!(
                        "`{}` has several kinds of results; the first is read, the others are refused",
                        operation.label
                    ),
                )
                .subject(format!("operation `{}`", operation.label)),
            );
        }
        let or_empty =
            successes.iter().any(|response| response.media.is_empty() && response.status != Status::Default);
        self.form(first, or_empty)
    }

    fn same(&self, left: &Media, right: &Media) -> bool {
        let schema = |media: &Media| media.schema.as_ref().map(|used| self.type_of(used).qualified());
        kind(left) == kind(right) && schema(left) == schema(right)
    }

    fn form(&self, media: &Media, or_empty: bool) -> ResultForm {
        let accept = media.content_type.as_str();
        match kind(media) {
            Kind::Text => ResultForm::simple("runtime::Text", "String", accept),
            Kind::Binary => ResultForm::simple("runtime::Binary", "bytes::Bytes", accept),
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
                }
            }
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Json,
    Text,
    Binary,
}

fn kind(media: &Media) -> Kind {
    let essence = media.content_type.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    if is_json(&essence) || (essence == "*/*" && media.schema.is_some()) {
        Kind::Json
    } else if essence.starts_with("text/") && essence != "text/event-stream" {
        Kind::Text
    } else {
        Kind::Binary
    }
}

/// The content type that is asked for: JSON, else text, else what comes first.
fn preferred(media: &[Media]) -> Option<&Media> {
    media.iter().min_by_key(|media| kind(media))
}
