//! The stage `facts`.

use std::collections::BTreeSet;

use serde_json::Value;

use super::line::Line;
use super::words::{is_named, label, type_of};
use crate::api::{Api, SchemaId, Shape};
use crate::facts::{Facts, Kind, Pick};

/// What follows from the description: boxes, directions, tags, how unions are told apart.
pub fn facts(api: &Api, facts: &Facts) -> Value {
    let listed: BTreeSet<SchemaId> = api.schema_ids().filter(|id| is_named(api, *id)).collect();
    Line::default()
        .maybe("error_model", facts.error_model.map(|id| label(api, id)))
        .list("boxed", facts.boxed.iter().map(|(id, position)| member(api, *id, *position).into()).collect())
        .list("holding_themselves", facts.knots.iter().map(|id| label(api, *id).into()).collect())
        .put("schemas", listed.iter().map(|id| usage(api, facts, *id)).collect::<Vec<Value>>())
        .end()
}

/// A property or candidate by its name.
fn member(api: &Api, id: SchemaId, position: usize) -> String {
    let inner = match &api.schema(id).shape {
        Shape::Object(object) => object.properties.get(position).map(|property| property.name.clone()),
        Shape::Union(union) => union.variants.get(position).map(|variant| type_of(api, &variant.schema)),
        _ => None,
    };
    format!("{}: {}", label(api, id), inner.unwrap_or_else(|| position.to_string()))
}

fn usage(api: &Api, facts: &Facts, id: SchemaId) -> Value {
    let usage = facts.usage(id);
    let used = match (usage.request, usage.response) {
        (true, true) => "requests and results",
        (true, false) => "requests",
        (false, true) => "results",
        (false, false) => "nothing",
    };
    let methods = usage.methods.iter().map(|method| match method.as_str() {
        "" => Value::from("parameter"),
        method => Value::from(method),
    });
    let tags =
        usage.tags.iter().filter_map(|tag| api.tags.get(tag.index())).map(|tag| tag.name.clone().into());
    let picks = facts.picks.get(&id).into_iter().flatten().map(pick);
    Line::default()
        .put("name", label(api, id))
        .put("used_in", used)
        .list("sent_by", methods.collect())
        .list("tags", tags.collect())
        .list("told_apart_by", picks.collect())
        .end()
}

fn pick(pick: &Pick) -> Value {
    let kinds = pick.kinds.iter().map(|kind| match kind {
        Kind::Boolean => "boolean",
        Kind::Integer => "integer",
        Kind::Number => "number",
        Kind::String => "text",
        Kind::Array => "list",
        Kind::Object => "object",
    });
    let constants = pick.constants.iter().map(|(property, text)| format!("{property} = {text}").into());
    Line::default()
        .put("kinds", kinds.map(Value::from).collect::<Vec<Value>>())
        .list("constants", constants.collect())
        .list("required", pick.required.iter().cloned().map(Value::from).collect())
        .end()
}
