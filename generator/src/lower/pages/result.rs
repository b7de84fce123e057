//! What comes back from an operation, and what goes together with it.

use std::collections::BTreeSet;

use super::text::{row, short};
use super::{Book, Entry, Shelf, code};
use crate::api::{Media, Operation, Response, Status, essence, is_json};
use crate::lower::doc_text::{doc_lines, first_sentence};
use crate::lower::results::ResultForm;
use crate::lower::send::BodyForm;

impl Book<'_> {
    /// The type, what each status of success means, and how lists go on.
    pub(super) fn result_lines(&self, operation: &Operation, entry: &Entry<'_>) -> Vec<String> {
        let value = entry.view.value.as_str();
        let mut lines = vec![match value {
            "()" => "Nothing: the result has no body.".to_owned(),
            _ => format!("{}.", self.qualified(value, Shelf::Tags)),
        }];
        if entry.view.outcome.is_some() {
            lines.push(String::new());
            lines.push("An enum with a value for each kind of result.".to_owned());
        }
        let successes: Vec<&Response> =
            operation.responses.iter().filter(|response| response.status.is_success()).collect();
        if !successes.is_empty() {
            lines.push(String::new());
        }
        for response in successes {
            let text = short(response.description.as_deref().unwrap_or("")).0;
            let types = self.body_types(response);
            let mut line = format!("- Status {}", code(&response.status.word()));
            if !types.is_empty() {
                line.push_str(&format!(" with {types}"));
            }
            if !text.is_empty() {
                line.push_str(&format!(": {text}"));
            }
            lines.push(line);
        }
        if entry.view.paging.is_some() {
            lines.push(String::new());
            lines.push(
                "The result is one page of a list: `by_item()` goes through the items of all pages, `by_page()` through the pages."
                    .to_owned(),
            );
        }
        lines
    }

    /// Rows of the results that are no success.
    pub(super) fn error_rows(&self, operation: &Operation) -> Vec<String> {
        let failures = operation.responses.iter().filter(|response| !response.status.is_success());
        let rows = failures.map(|response| {
            let word = match response.status {
                Status::Default => "any other".to_owned(),
                status => code(&status.word()),
            };
            let text = short(response.description.as_deref().unwrap_or("")).0;
            row([&word, &text, &self.body_types(response)])
        });
        rows.collect()
    }

    fn body_types(&self, response: &Response) -> String {
        let mut types = Vec::new();
        for media in &response.media {
            let shown = self.media_type(media);
            if !types.contains(&shown) {
                types.push(shown);
            }
        }
        types.join(" or ")
    }

    fn media_type(&self, media: &Media) -> String {
        let content_type = code(&media.content_type);
        match media.schema.as_ref().filter(|_| is_json(&media.content_type)) {
            Some(used) => {
                let ty = self.lower.type_of(used);
                let shown = self.typed(&ty.local(), ty.models.iter().map(String::as_str), Shelf::Tags);
                if media.content_type == "application/json" {
                    shown
                } else {
                    format!("{shown} ({content_type})")
                }
            }
            None => content_type,
        }
    }

    /// The headers that say what is sent and what is wanted.
    pub(super) fn content_types(
        &self,
        operation: &Operation,
        result: &ResultForm,
        body: Option<&BodyForm>,
    ) -> Vec<String> {
        let mut sent: Vec<String> = body.iter().map(|form| code(&form.content_type)).collect();
        let all = operation.body.iter().flat_map(|body| &body.media);
        for media in all.map(|media| code(&media.content_type)) {
            if !sent.contains(&media) {
                sent.push(media);
            }
        }
        let sends = match sent.as_slice() {
            [] => "none, as there is no body".to_owned(),
            [only] => only.clone(),
            [usual, others @ ..] => format!("{usual}; also taken: {}", others.join(", ")),
        };
        let asked = result.accept.split(',').map(str::trim).filter(|word| !word.is_empty());
        let asked: Vec<String> = asked.map(code).collect();
        let mut accepts = if asked.is_empty() { "not sent".to_owned() } else { asked.join(", ") };
        let others = self.lower.other_results(operation, result);
        let others: Vec<String> = others.iter().map(|other| code(&essence(other))).collect();
        if !others.is_empty() {
            accepts.push_str(&format!("; also offered: {}", others.join(", ")));
        }
        vec![format!("- `content-type`: {sends}"), format!("- `accept`: {accepts}")]
    }

    /// Headers that come along, what can follow, what the API calls back with.
    pub(super) fn beside_lines(&self, operation: &Operation, entry: &Entry<'_>) -> Vec<String> {
        let headers = operation.responses.iter().flat_map(|response| &response.headers);
        let names: BTreeSet<String> = headers.map(|header| header.name.to_ascii_lowercase()).collect();
        let mut lines: Vec<String> = Vec::new();
        for (name, constant) in self.lower.names.headers.iter().filter(|(name, _)| names.contains(name)) {
            let header = operation
                .responses
                .iter()
                .flat_map(|response| &response.headers)
                .find(|header| header.name.eq_ignore_ascii_case(name) && header.description.is_some());
            let text = header.and_then(|header| header.description.as_deref()).unwrap_or("");
            let about = doc_lines(&first_sentence(text)).join(" ");
            let about = if about.is_empty() { about } else { format!(": {about}") };
            lines.push(format!("- Header {} (`headers::{constant}`){about}", code(name)));
        }
        for link in operation.responses.iter().flat_map(|response| &response.links) {
            let Some((id, _)) = link.target.and_then(|node| self.lower.api.operation_at(node)) else {
                continue;
            };
            let about = doc_lines(&first_sentence(link.description.as_deref().unwrap_or(""))).join(" ");
            let about = if about.is_empty() { about } else { format!(": {about}") };
            let line = format!(
                "- Can be followed by {} (link {}){about}",
                self.to_operation(id, Shelf::Tags),
                code(&link.name)
            );
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
        lines.extend(self.before_lines(operation));
        for (webhook, name) in self.lower.api.webhooks.iter().zip(&self.lower.names.webhooks) {
            if webhook.operation == Some(operation.node) {
                let what =
                    if webhook.body.is_some() { format!("`webhooks::{name}`") } else { code(&webhook.name) };
                lines.push(format!("- The API calls back with {what}"));
            }
        }
        lines.push(format!("- Facts at run time: `operations::{}`", entry.view.facts.constant));
        lines
    }

    /// Operations whose results lead here.
    fn before_lines(&self, operation: &Operation) -> Vec<String> {
        let before = self.uses.followed.get(&operation.node).into_iter().flatten();
        before.map(|id| format!("- Can follow {}", self.to_operation(*id, Shelf::Tags))).collect()
    }
}
