//! Webhooks and callbacks: the types of what the API sends by itself.

use super::Lower;
use super::doc_text::{doc_lines, first_sentence};
use super::docs::{code, section};
use crate::api::{Media, Webhook, essence, is_json};
use crate::view::{WebhookView, WebhooksView};

impl Lower<'_> {
    pub(super) fn webhooks(&self) -> Option<WebhooksView> {
        if self.api.webhooks.is_empty() {
            return None;
        }
        let mut view = WebhooksView { docs: self.webhook_module_docs(), ..WebhooksView::default() };
        for (webhook, name) in self.api.webhooks.iter().zip(&self.names.webhooks) {
            let Some(media) = payload(webhook) else { continue };
            let ty = media.schema.as_ref().map(|used| self.type_of(used));
            view.uses_models |= ty.as_ref().is_some_and(|ty| !ty.models.is_empty());
            view.payloads.push(WebhookView {
                docs: self.webhook_docs(webhook, media),
                name: name.to_string(),
                ty: match ty {
                    Some(ty) => ty.qualified(),
                    None if is_json(&media.content_type) => "serde_json::Value".to_owned(),
                    None if essence(&media.content_type).starts_with("text/") => "String".to_owned(),
                    None => "bytes::Bytes".to_owned(),
                },
            });
        }
        Some(view)
    }

    fn webhook_module_docs(&self) -> Vec<String> {
        let mut docs = vec![
            "What the API sends by itself: the payloads of its webhooks, and of the callbacks that operations ask for."
                .to_owned(),
        ];
        let json = |webhook: &Webhook| payload(webhook).is_some_and(|media| is_json(&media.content_type));
        let named = self.api.webhooks.iter().zip(&self.names.webhooks);
        if let Some((_, name)) = named.clone().find(|(webhook, _)| json(webhook)) {
            let krate = &self.package.crate_name;
            docs.extend([
                String::new(),
                "Check first that it comes from the API, as the provider describes it; then read it:"
                    .to_owned(),
                String::new(),
                "```".to_owned(),
                format!("# fn example(body: &[u8]) -> Result<(), {krate}::Error> {{"),
                format!("let payload: {krate}::webhooks::{name} = {krate}::webhooks::read(body)?;"),
                "# drop(payload);".to_owned(),
                "# Ok(())".to_owned(),
                "# }".to_owned(),
                "```".to_owned(),
            ]);
        }
        let bare: Vec<String> = named
            .filter(|(webhook, _)| payload(webhook).is_none())
            .map(|(webhook, _)| format!("{} ({})", code(&webhook.name), code(&webhook.method)))
            .collect();
        if !bare.is_empty() {
            docs.extend([String::new(), format!("Without a payload: {}.", bare.join(", "))]);
        }
        docs
    }

    fn webhook_docs(&self, webhook: &Webhook, media: &Media) -> Vec<String> {
        let mut lines = doc_lines(webhook.summary.as_deref().unwrap_or(""));
        if webhook.description != webhook.summary {
            section(&mut lines, doc_lines(webhook.description.as_deref().unwrap_or("")));
        }
        let mut line = format!(
            "{}, sent by {} as {}",
            code(&webhook.name),
            code(&webhook.method),
            code(&media.content_type)
        );
        if let Some(address) = &webhook.address {
            line.push_str(&format!(" to {}", code(address)));
        }
        let by = webhook
            .operation
            .and_then(|node| self.api.operations.iter().find(|operation| operation.node == node));
        if let Some(operation) = by {
            line.push_str(&format!(", which the operation {} asks for", code(&operation.label)));
        }
        line.push('.');
        section(&mut lines, vec![line]);
        let beside = webhook.parameters.iter().map(|parameter| {
            let text = first_sentence(parameter.description.as_deref().unwrap_or(""));
            let about = if text.is_empty() { text } else { format!(": {}", doc_lines(&text).join(" ")) };
            format!("- {} ({}){about}", code(&parameter.name), parameter.place.word())
        });
        let beside: Vec<String> = beside.collect();
        if !beside.is_empty() {
            section(&mut lines, vec!["It comes with:".to_owned(), String::new()]);
            lines.extend(beside);
        }
        lines
    }
}

/// The content type that a payload is read from: JSON, else what comes first.
fn payload(webhook: &Webhook) -> Option<&Media> {
    let media = &webhook.body.as_ref()?.media;
    media.iter().find(|media| is_json(&media.content_type)).or_else(|| media.first())
}
