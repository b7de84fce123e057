//! `split`: models that requests and results share are made twice, so that each side has what belongs to it.
//!
//! The copy is for requests: it has no read-only properties, and its optional fields can be cleared. The original stays
//! with the results and loses what is write-only. Whatever holds a split schema is split with it.

use std::collections::{BTreeMap, BTreeSet};

use super::{Api, Media, Origin, Schema, SchemaId, Shape, Use};
use crate::config::{Config, Split};

pub(super) fn split(api: &mut Api, config: &Config) {
    if matches!(config.split, Split::None) {
        return;
    }
    let sent = reach(api, sent_roots(api));
    let results = reach(api, result_roots(api));
    let shared: BTreeSet<SchemaId> = sent.intersection(&results).copied().collect();
    let parted = with_holders(api, &shared, chosen(api, config, &shared));
    let tags = discriminators(api);
    let mut copies: BTreeMap<SchemaId, SchemaId> = BTreeMap::new();
    for id in &parted {
        let copy = SchemaId::new(api.schemas.len());
        let schema = Schema { origin: Origin::Sent(*id), ..api.schema(*id).clone() };
        api.schemas.push(schema);
        copies.insert(*id, copy);
    }
    for (id, copy) in &copies {
        keep(api, *id, &tags, |read_only, write_only| read_only || !write_only);
        keep(api, *copy, &tags, |read_only, write_only| write_only || !read_only);
        redirect(api, *copy, &copies);
    }
    for id in sent.difference(&results) {
        redirect(api, *id, &copies);
    }
    let swap = |used: &mut Use| used.schema = copies.get(&used.schema).copied().unwrap_or(used.schema);
    for operation in &mut api.operations {
        operation.parameters.iter_mut().for_each(|parameter| swap(&mut parameter.schema));
        operation.body.iter_mut().flat_map(|body| &mut body.media).flat_map(schemas_mut).for_each(swap);
    }
    for webhook in &mut api.webhooks {
        let answers = webhook.responses.iter_mut().flat_map(|response| &mut response.media);
        answers.flat_map(schemas_mut).for_each(swap);
    }
}

fn schemas_mut(media: &mut Media) -> impl Iterator<Item = &mut Use> {
    media.schema.iter_mut().chain(&mut media.item_schema)
}

fn schemas<'m>(media: impl Iterator<Item = &'m Media>) -> impl Iterator<Item = SchemaId> {
    media.flat_map(|media| media.schema.iter().chain(&media.item_schema)).map(|used| used.schema)
}

/// The schemas that are to be split for their own sake.
fn chosen(api: &Api, config: &Config, shared: &BTreeSet<SchemaId>) -> BTreeSet<SchemaId> {
    let differs = |id: &SchemaId| match &api.schema(*id).shape {
        Shape::Object(object) => object.properties.iter().any(|property| {
            let cleared =
                !property.required && (api.target(&property.schema).1 || !config.null_in.is_empty());
            property.read_only || property.write_only || cleared
        }),
        _ => false,
    };
    let Split::Models(models) = &config.split else {
        return shared.iter().copied().filter(differs).collect();
    };
    let mut found = BTreeSet::new();
    for id in shared {
        let Origin::Component(name) = &api.schema(*id).origin else { continue };
        if let Some(given) = models.iter().find(|given| given.value == *name) {
            config.take(given);
            found.insert(*id);
        }
    }
    found
}

/// Adds the shared schemas that hold one of these.
fn with_holders(
    api: &Api,
    shared: &BTreeSet<SchemaId>,
    mut parted: BTreeSet<SchemaId>,
) -> BTreeSet<SchemaId> {
    let mut holders: BTreeMap<SchemaId, Vec<SchemaId>> = BTreeMap::new();
    for id in shared {
        for used in api.schema(*id).shape.uses() {
            holders.entry(used.schema).or_default().push(*id);
        }
    }
    let mut open: Vec<SchemaId> = parted.iter().copied().collect();
    while let Some(id) = open.pop() {
        for holder in holders.get(&id).into_iter().flatten() {
            if parted.insert(*holder) {
                open.push(*holder);
            }
        }
    }
    parted
}

/// Properties that tell the candidates of a union apart: both sides need them.
fn discriminators(api: &Api) -> BTreeSet<String> {
    let tags = api.schemas.iter().filter_map(|schema| match &schema.shape {
        Shape::Union(union) => union.tag.as_ref().map(|tag| tag.property.clone()),
        _ => None,
    });
    tags.collect()
}

fn keep(api: &mut Api, id: SchemaId, tags: &BTreeSet<String>, wanted: impl Fn(bool, bool) -> bool) {
    let Some(schema) = api.schemas.get_mut(id.index()) else { return };
    if let Shape::Object(object) = &mut schema.shape {
        object.properties.retain(|property| {
            wanted(property.read_only, property.write_only) || tags.contains(&property.name)
        });
    }
}

fn redirect(api: &mut Api, id: SchemaId, copies: &BTreeMap<SchemaId, SchemaId>) {
    let Some(schema) = api.schemas.get_mut(id.index()) else { return };
    for used in schema.shape.uses_mut() {
        used.schema = copies.get(&used.schema).copied().unwrap_or(used.schema);
    }
}

/// What clients send: bodies, parameters, answers to webhooks.
fn sent_roots(api: &Api) -> Vec<SchemaId> {
    let mut roots = Vec::new();
    for operation in &api.operations {
        roots.extend(operation.parameters.iter().map(|parameter| parameter.schema.schema));
        roots.extend(schemas(operation.body.iter().flat_map(|body| &body.media)));
    }
    for webhook in &api.webhooks {
        roots.extend(schemas(webhook.responses.iter().flat_map(|response| &response.media)));
    }
    roots
}

/// What comes to clients: results, and what webhooks bring.
fn result_roots(api: &Api) -> Vec<SchemaId> {
    let responses = api.operations.iter().flat_map(|operation| &operation.responses);
    let mut roots: Vec<SchemaId> = schemas(responses.flat_map(|response| &response.media)).collect();
    for webhook in &api.webhooks {
        roots.extend(schemas(webhook.body.iter().flat_map(|body| &body.media)));
    }
    roots
}

fn reach(api: &Api, mut open: Vec<SchemaId>) -> BTreeSet<SchemaId> {
    let mut found = BTreeSet::new();
    while let Some(id) = open.pop() {
        if found.insert(id) {
            open.extend(api.schema(id).shape.uses().into_iter().map(|used| used.schema));
        }
    }
    found
}
