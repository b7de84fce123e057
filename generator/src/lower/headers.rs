//! Headers of results: a constant for each, with the type of its value.

use std::collections::BTreeSet;

use super::doc_text::doc_lines;
use super::docs::code;
use super::{Lower, literal};
use crate::api::{Operation, ResponseHeader};
use crate::view::HeaderView;

/// Types that a header's text can be read as; what is described otherwise stays text.
const READABLE: &[&str] = &["bool", "f32", "f64", "i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64"];

impl Lower<'_> {
    pub(super) fn headers(&self) -> Vec<HeaderView> {
        let all: Vec<&ResponseHeader> = self.api.operations.iter().flat_map(response_headers).collect();
        let views = self.names.headers.iter().map(|(name, constant)| {
            let same: Vec<&&ResponseHeader> =
                all.iter().filter(|header| header.name.eq_ignore_ascii_case(name)).collect();
            let written = same.first().map_or(name.as_str(), |header| header.name.as_str());
            let types: BTreeSet<&str> = same.iter().map(|header| self.header_type(header)).collect();
            let about = same.iter().find_map(|header| header.description.as_deref()).unwrap_or("");
            let mut docs = vec![format!("{}.", code(written))];
            let about = doc_lines(about);
            if !about.is_empty() {
                docs.push(String::new());
                docs.extend(about);
            }
            HeaderView {
                docs,
                constant: constant.to_string(),
                name: literal::text(written),
                ty: match types.into_iter().collect::<Vec<_>>().as_slice() {
                    [only] => (*only).to_owned(),
                    _ => "String".to_owned(), // not the same everywhere
                },
            }
        });
        views.collect()
    }

    fn header_type(&self, header: &ResponseHeader) -> &'static str {
        let ty = header.schema.as_ref().map(|used| self.type_of(used).qualified()).unwrap_or_default();
        let ty = ty.strip_prefix("Option<").and_then(|ty| ty.strip_suffix('>')).unwrap_or(&ty);
        READABLE.iter().find(|known| **known == ty).copied().unwrap_or("String")
    }

    /// What may come beside the result, what can be called with it, and what the API calls back.
    pub(super) fn beside_docs(&self, operation: &Operation) -> Vec<String> {
        let names: BTreeSet<String> =
            response_headers(operation).map(|header| header.name.to_ascii_lowercase()).collect();
        let constants = self.names.headers.iter().filter(|(name, _)| names.contains(name));
        let headers: Vec<String> =
            constants.map(|(_, name)| format!("[`{name}`](crate::headers::{name})")).collect();
        let mut lines = Vec::new();
        if !headers.is_empty() {
            lines.push(format!("- Headers that may come along: {}", headers.join(", ")));
        }
        let links = operation.responses.iter().flat_map(|response| &response.links);
        for link in links {
            let target = link.target.and_then(|node| self.api.operation_at(node));
            let Some((id, other)) = target else { continue };
            let method = self.names.operation(id).method;
            let name = if other.tag == operation.tag {
                format!("[`{method}`](Self::{method})")
            } else {
                code(&format!("{}().{method}", self.names.tag(other.tag).method))
            };
            let line = format!("- Can be followed by {name} (link {})", code(&link.name));
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
        let named = self.api.webhooks.iter().zip(&self.names.webhooks);
        for (webhook, name) in named.filter(|(webhook, _)| webhook.operation == Some(operation.node)) {
            lines.push(if webhook.body.is_some() {
                format!("- The API calls back with [`{name}`](crate::webhooks::{name})")
            } else {
                format!("- The API calls back: {}", code(&webhook.name))
            });
        }
        lines
    }
}

fn response_headers(operation: &Operation) -> impl Iterator<Item = &ResponseHeader> {
    operation.responses.iter().flat_map(|response| &response.headers)
}
