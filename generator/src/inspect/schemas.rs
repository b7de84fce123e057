//! Schemas of the stage `api`.

use serde_json::Value;

use super::line::{Line, json};
use super::words::{kind, label, type_of};
use crate::api::{Api, EnumValue, Property, SchemaId, Shape, Union};

/// One schema with everything that its shape holds.
pub(super) fn schema(api: &Api, id: SchemaId) -> Value {
    let schema = api.schema(id);
    let line = Line::default()
        .put("name", label(api, id))
        .put("kind", kind(api, id))
        .maybe("title", schema.title.clone())
        .maybe("description", schema.description.clone())
        .flag("deprecated", schema.deprecated)
        .flag("nullable", schema.nullable)
        .maybe("default", schema.default.as_deref().map(json));
    match &schema.shape {
        Shape::Object(object) => line
            .list("properties", object.properties.iter().map(|one| property(api, one)).collect())
            .maybe("others", object.extra.as_ref().map(|extra| type_of(api, extra)))
            .end(),
        Shape::Union(union) => candidates(api, line, union).end(),
        Shape::TextEnum(_) | Shape::IntegerEnum(_) => line.list("values", values(api, id)).end(),
        Shape::Alias(target) => line.put("of", type_of(api, target)).end(),
        _ => line.end(),
    }
}

fn property(api: &Api, property: &Property) -> Value {
    Line::default()
        .put("name", property.name.clone())
        .put("type", type_of(api, &property.schema))
        .flag("required", property.required)
        .flag("read_only", property.read_only)
        .flag("write_only", property.write_only)
        .flag("deprecated", property.deprecated)
        .maybe("default", property.default.as_deref().map(json))
        .maybe("description", property.description.clone())
        .end()
}

fn candidates(api: &Api, line: Line, union: &Union) -> Line {
    let variants = union.variants.iter().map(|variant| Value::from(type_of(api, &variant.schema)));
    let line = line.list("candidates", variants.collect());
    let Some(tag) = &union.tag else { return line };
    let mut values = Line::default();
    for (at, (value, _)) in tag.values.iter().enumerate() {
        if tag.values.iter().take(at).any(|(known, _)| known == value) {
            continue;
        }
        let named = tag.values.iter().filter(|(other, _)| other == value);
        let types = named.filter_map(|(_, position)| union.variants.get(*position));
        let types: Vec<String> = types.map(|variant| type_of(api, &variant.schema)).collect();
        values = values.put(value, types.join(" or "));
    }
    let line = line.put("told_by", tag.property.clone()).put("tags", values.end());
    match tag.default.and_then(|at| union.variants.get(at)) {
        Some(variant) => line.put("otherwise", type_of(api, &variant.schema)),
        None => line,
    }
}

/// The values of an enum: bare, or with the name and the text given beside them.
pub(super) fn values(api: &Api, id: SchemaId) -> Vec<Value> {
    match &api.schema(id).shape {
        Shape::TextEnum(values) => values.iter().map(|one| value(one, one.value.clone().into())).collect(),
        Shape::IntegerEnum(values) => values.iter().map(|one| value(one, one.value.into())).collect(),
        _ => Vec::new(),
    }
}

fn value<T>(given: &EnumValue<T>, on_wire: Value) -> Value {
    if given.name.is_none() && given.description.is_none() {
        return on_wire;
    }
    Line::default()
        .put("value", on_wire)
        .maybe("name", given.name.clone())
        .maybe("description", given.description.clone())
        .end()
}
