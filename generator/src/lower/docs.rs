//! What rustdoc says of an operation: everything that a reader of the description would know.

use super::doc_text::doc_lines;
use super::results::ResultForm;
use super::send::BodyForm;
use super::{Lower, permissions};
use crate::api::{Operation, Parameter, Property};
use crate::names::OperationNames;

/// `Read only. Default: 25.`
pub(super) fn facts_line(property: &Property) -> Option<String> {
    let mut parts = Vec::new();
    if property.read_only {
        parts.push("Read only.".to_owned());
    }
    if property.write_only {
        parts.push("Write only.".to_owned());
    }
    if let Some(default) = &property.default {
        parts.push(format!("Default: {}.", code(default)));
    }
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// Inline code that no text can get out of.
pub(super) fn code(text: &str) -> String {
    let flat: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let safe = doc_lines(&format!("`{}`", flat.replace('`', "'"))).join(" ");
    if safe.starts_with('`') { safe } else { format!("`{}`", "…") }
}

impl Lower<'_> {
    pub(super) fn operation_docs(
        &self,
        operation: &Operation,
        names: &OperationNames,
        result: &ResultForm,
        body: Option<&BodyForm>,
    ) -> Vec<String> {
        let mut lines = doc_lines(operation.summary.as_deref().unwrap_or(""));
        if operation.description != operation.summary {
            section(&mut lines, doc_lines(operation.description.as_deref().unwrap_or("")));
        }
        let mut line = code(&format!("{} {}", operation.method, operation.path.text));
        line.push_str(&self.server_words(operation).unwrap_or_default());
        section(&mut lines, vec![line]);
        if !self.api.permissions.is_empty() {
            section(&mut lines, vec![permissions::sentence(&operation.requirement)]);
        }
        section(&mut lines, self.parameter_docs(operation, names, body));
        section(&mut lines, self.result_docs(operation, result));
        section(&mut lines, self.beside_docs(operation));
        section(&mut lines, self.authorization_docs(operation));
        section(&mut lines, self.example(operation, names, result, body));
        lines
    }

    fn parameter_docs(
        &self,
        operation: &Operation,
        names: &OperationNames,
        body: Option<&BodyForm>,
    ) -> Vec<String> {
        let mut lines = Vec::new();
        for (parameter, name) in operation.parameters.iter().zip(&names.parameters) {
            let text = super::doc_text::first_sentence(parameter.description.as_deref().unwrap_or(""));
            let need = if parameter.required { "required" } else { "optional" };
            let mut line = format!("- `{name}` ({}, {need})", parameter.place.word());
            if !text.is_empty() {
                line.push_str(": ");
                line.push_str(&doc_lines(&text).join(" "));
            }
            for fact in self.parameter_facts(parameter, name.as_str(), false) {
                line.push_str(if line.ends_with(['.', '!', '?']) { " " } else { ". " });
                line.push_str(&fact);
            }
            lines.push(line);
        }
        if let (Some(form), Some(written)) = (body, &operation.body) {
            let need = if written.required { "required" } else { "optional" };
            let mut line = format!("- `{}` (body, {need}), sent as {}", names.body, code(&form.content_type));
            let text = super::doc_text::first_sentence(written.description.as_deref().unwrap_or(""));
            if !text.is_empty() {
                line.push_str(": ");
                line.push_str(&doc_lines(&text).join(" "));
            }
            lines.push(line);
            lines.extend(self.multipart_docs(operation, form));
            lines.extend(self.choice_docs(operation, names));
        }
        if !lines.is_empty() {
            lines.splice(0..0, ["# Parameters".to_owned(), String::new()]);
        }
        lines
    }

    /// Default and allowed values, on lines of their own where a text stands before.
    pub(super) fn parameter_facts(&self, parameter: &Parameter, name: &str, apart: bool) -> Vec<String> {
        let mut facts = Vec::new();
        if letters(name) != letters(&parameter.name) {
            facts.push(match parameter.name.as_str() {
                "" => "Sent under an empty name.".to_owned(),
                wire => format!("Sent as {}.", code(wire)),
            });
        }
        if let Some(default) = &parameter.default {
            facts.push(format!("Default: {}.", code(default.trim_matches('"'))));
        }
        let allowed = self.allowed_values(parameter);
        if !allowed.is_empty() {
            let list: Vec<String> = allowed.iter().take(40).map(|value| code(value)).collect();
            let more =
                if allowed.len() > 40 { format!(" and {} more", allowed.len() - 40) } else { String::new() };
            facts.push(format!("Allowed values: {}{more}.", list.join(", ")));
        }
        if apart && !facts.is_empty() { vec![String::new(), facts.join(" ")] } else { facts }
    }

    fn result_docs(&self, operation: &Operation, result: &ResultForm) -> Vec<String> {
        let description = operation
            .responses
            .iter()
            .filter(|response| response.status.is_success())
            .min_by_key(|response| response.status);
        let text = description.and_then(|response| response.description.as_deref()).unwrap_or("");
        let mut line = match result.value.as_str() {
            "()" => "Nothing: the result has no body.".to_owned(),
            value if value.starts_with("models::") && !value.contains('<') => format!("[`{value}`]."),
            value => format!("`{value}`."),
        };
        let text = super::doc_text::first_sentence(text);
        if !text.is_empty() {
            line.push(' ');
            line.push_str(&doc_lines(&text).join(" "));
        }
        let mut lines = vec!["# Returns".to_owned(), String::new(), line];
        if let Some(stream) = &result.stream {
            let what = stream.output.rsplit_once('<').map_or("the bytes", |(marker, _)| match marker {
                "runtime::Lines" => "the values, one by one,",
                _ => "the events",
            });
            lines.extend([String::new(), format!("`send_stream()` gives {what} as they come.")]);
        }
        let others = self.other_results(operation, result);
        if !others.is_empty() {
            let others: Vec<String> = others.iter().map(|other| code(other)).collect();
            let line = format!(
                "The API also offers {}: `client.request(…)` with the header `accept` brings it.",
                others.join(", ")
            );
            lines.extend([String::new(), line]);
        }
        lines
    }

    fn authorization_docs(&self, operation: &Operation) -> Vec<String> {
        let mut alternatives = Vec::new();
        for all in &operation.security {
            let uses: Vec<String> = all
                .iter()
                .filter_map(|used| {
                    let scheme = self.api.schemes.get(used.scheme.index())?;
                    let scopes = if used.scopes.is_empty() {
                        String::new()
                    } else {
                        format!(
                            " (scopes {})",
                            used.scopes.iter().map(|scope| code(scope)).collect::<Vec<_>>().join(", ")
                        )
                    };
                    Some(format!("{}{scopes}", code(&scheme.name)))
                })
                .collect();
            alternatives.push(if uses.is_empty() { "none".to_owned() } else { uses.join(" and ") });
        }
        let line = if alternatives.is_empty() || alternatives == ["none"] {
            "None is needed.".to_owned()
        } else {
            let line = format!("{}.", alternatives.join(", or "));
            line.strip_prefix("none,").map_or(line.clone(), |rest| format!("None,{rest}"))
        };
        vec!["# Authorization".to_owned(), String::new(), line]
    }
}

pub(super) fn section(lines: &mut Vec<String>, more: Vec<String>) {
    if !more.is_empty() {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(more);
    }
}

/// What is left of a name in any notation: the same, unless the name had to be another one.
fn letters(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
