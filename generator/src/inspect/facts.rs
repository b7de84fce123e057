//! The stage `facts`.

use std::collections::BTreeSet;

use serde_json::Value;

use super::line::Line;
use super::words::{is_named, label, type_of};
use crate::api::{Api, OperationId, SchemaId, Shape};
use crate::facts::paging::{self, At, Next, Paging};
use crate::facts::{Facts, Kind, Pick};

/// What follows from the description: boxes, directions, tags, how unions are told apart.
pub fn facts(api: &Api, facts: &Facts) -> Value {
    let listed: BTreeSet<SchemaId> = api.schema_ids().filter(|id| is_named(api, *id)).collect();
    Line::default()
        .maybe("error_model", facts.error_model.map(|id| label(api, id)))
        .list("boxed", facts.boxed.iter().map(|(id, position)| member(api, *id, *position).into()).collect())
        .list("holding_themselves", facts.knots.iter().map(|id| label(api, *id).into()).collect())
        .list("paging", facts.paging.iter().filter_map(|(id, one)| paged(api, *id, one)).collect())
        .put("schemas", listed.iter().map(|id| usage(api, facts, *id)).collect::<Vec<Value>>())
        .end()
}

/// How the pages of an operation follow each other.
fn paged(api: &Api, id: OperationId, one: &Paging) -> Option<Value> {
    let operation = api.operations.get(id.index())?;
    let at = |at: &At| match at {
        At::Query(name) => format!("query {name}"),
        At::Body(path) => format!("body {}", place(path)),
    };
    let line = Line::default().put("operation", operation.label.clone());
    let line = match &one.next {
        Next::Page { at: to, first } => line.put("by", "page").put("asked_by", at(to)).put("first", *first),
        Next::Offset { at: to, first } => {
            line.put("by", "offset").put("asked_by", at(to)).put("first", *first)
        }
        Next::Cursor { at: to, from } => {
            line.put("by", "cursor").put("asked_by", at(to)).put("told_by", place(from))
        }
        Next::Keyset { at: to, field, pick } => {
            let pick = match pick {
                paging::Pick::Last => "last",
                paging::Pick::First => "first",
                paging::Pick::Least => "least",
                paging::Pick::Greatest => "greatest",
            };
            let told = format!("{} of the {pick} item", place(field));
            line.put("by", "keyset").put("asked_by", at(to)).put("told_by", told)
        }
        Next::Link { from } => line.put("by", "link").put("told_by", place(from)),
        Next::LinkHeader => line.put("by", "link header"),
    };
    let told = |path: &Option<Vec<String>>| path.as_ref().map(|path| place(path));
    let line =
        line.put("items", if one.items.is_empty() { "the result".to_owned() } else { place(&one.items) });
    let line = line.maybe("total", told(&one.total)).maybe("pages", told(&one.pages));
    Some(line.maybe("more", told(&one.more)).flag("stated", one.stated).end())
}

fn place(path: &[String]) -> String {
    path.join(".")
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
