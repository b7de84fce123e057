//! Which operations reach a schema, in which direction, and through which tags.

use super::Usage;
use crate::api::{Api, Media, SchemaId};

/// Applies `note` to everything that the roots lead to.
pub(super) fn mark(api: &Api, usage: &mut [Usage], roots: &[SchemaId], note: &mut dyn FnMut(&mut Usage)) {
    let mut seen = vec![false; api.schemas.len()];
    let mut open: Vec<SchemaId> = roots.to_vec();
    while let Some(id) = open.pop() {
        match seen.get_mut(id.index()) {
            Some(known) if !*known => *known = true,
            _ => continue,
        }
        if let Some(entry) = usage.get_mut(id.index()) {
            note(entry);
        }
        open.extend(api.schema(id).shape.uses().into_iter().map(|inner| inner.schema));
    }
}

/// The schemas of content types, items that follow each other included.
fn schemas<'m>(media: impl Iterator<Item = &'m Media>) -> Vec<SchemaId> {
    media
        .flat_map(|media| media.schema.iter().chain(&media.item_schema))
        .map(|schema| schema.schema)
        .collect()
}

pub(super) fn usage(api: &Api) -> Vec<Usage> {
    let mut usage = vec![Usage::default(); api.schemas.len()];
    for operation in &api.operations {
        let parameters: Vec<SchemaId> =
            operation.parameters.iter().map(|parameter| parameter.schema.schema).collect();
        mark(api, &mut usage, &parameters, &mut |usage| {
            usage.request = true;
            usage.methods.insert(String::new());
            usage.tags.insert(operation.tag);
        });
        let sent = schemas(operation.body.iter().flat_map(|body| &body.media));
        mark(api, &mut usage, &sent, &mut |usage| {
            usage.request = true;
            usage.methods.insert(operation.method.clone());
            usage.tags.insert(operation.tag);
        });
        let results = schemas(operation.responses.iter().flat_map(|response| &response.media));
        mark(api, &mut usage, &results, &mut |usage| {
            usage.response = true;
            usage.tags.insert(operation.tag);
        });
    }
    for webhook in &api.webhooks {
        let came = schemas(webhook.body.iter().flat_map(|body| &body.media));
        mark(api, &mut usage, &came, &mut |usage| {
            usage.response = true;
            usage.webhook = true;
        });
        let answered = schemas(webhook.responses.iter().flat_map(|response| &response.media));
        mark(api, &mut usage, &answered, &mut |usage| {
            usage.request = true;
            usage.webhook = true;
        });
    }
    usage
}
