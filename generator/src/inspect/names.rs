//! The stage `names`.

use serde_json::Value;

use super::line::Line;
use super::words::{label, type_of};
use crate::api::{Api, OperationId, Place, SchemaId, SchemeId, Shape, TagId};
use crate::names::{ModelNames, Names};

/// Every identifier, beside what it stands for.
pub fn names(api: &Api, names: &Names) -> Value {
    let server = names.server.as_ref().map(|server| {
        Line::default()
            .put("type", server.name.as_str())
            .put("builder_method", server.method.as_str())
            .list("values", server.variants.iter().map(|name| name.as_str().into()).collect())
            .end()
    });
    let tags = (0..api.tags.len()).map(|index| tag(api, names, TagId::new(index)));
    let schemes = (0..api.schemes.len()).map(|index| scheme(api, names, SchemeId::new(index)));
    Line::default()
        .maybe("server", server)
        .list("security_schemes", schemes.collect())
        .list(
            "permissions",
            api.permissions
                .iter()
                .zip(&names.permissions)
                .map(|(permission, constant)| {
                    let line = Line::default().put("permission", permission.name.clone());
                    line.put("constant", constant.as_str()).end()
                })
                .collect(),
        )
        .list("tags", tags.collect())
        .list("operations", api.operation_ids().map(|id| operation(api, names, id)).collect())
        .list(
            "webhooks",
            api.webhooks
                .iter()
                .zip(&names.webhooks)
                .map(|(webhook, name)| {
                    Line::default().put("webhook", webhook.name.clone()).put("type", name.as_str()).end()
                })
                .collect(),
        )
        .list("models", names.models().map(|(id, model)| self::model(api, id, model)).collect())
        .end()
}

fn tag(api: &Api, names: &Names, id: TagId) -> Value {
    let tag = names.tag(id);
    Line::default()
        .put("tag", api.tags.get(id.index()).map(|tag| tag.name.clone()).unwrap_or_default())
        .put("method", tag.method.as_str())
        .put("accessor", tag.accessor.as_str())
        .put("module", tag.module.as_str())
        .put("feature", tag.feature.as_str())
        .end()
}

fn scheme(api: &Api, names: &Names, id: SchemeId) -> Value {
    let scheme = names.scheme(id);
    Line::default()
        .put("scheme", api.schemes.get(id.index()).map(|scheme| scheme.name.clone()).unwrap_or_default())
        .put("constant", scheme.constant.as_str())
        .put("builder_method", scheme.builder.as_str())
        .put("replaced_by", scheme.with.as_str())
        .end()
}

fn operation(api: &Api, names: &Names, id: OperationId) -> Value {
    let given = names.operation(id);
    let Some(operation) = api.operations.get(id.index()) else { return Value::Null };
    let mut parameters = Line::default();
    for (parameter, name) in operation.parameters.iter().zip(&given.parameters) {
        let wire = match parameter.place {
            Place::Query | Place::Path => parameter.name.clone(),
            other => format!("{} {}", other.word(), parameter.name),
        };
        if wire != name.as_str() {
            parameters = parameters.put(&wire, name.as_str());
        }
    }
    let line = Line::default()
        .put("operation", operation.label.clone())
        .put("method", given.method.as_str())
        .put("builder", given.builder.as_str())
        .put("constant", given.constant.as_str())
        .put("module", given.module.as_str());
    let line = if operation.body.is_some() { line.put("body", given.body.as_str()) } else { line };
    differing(line, "parameters", parameters)
}

fn model(api: &Api, id: SchemaId, model: &ModelNames) -> Value {
    let line = Line::default()
        .put("schema", label(api, id))
        .put("type", model.name.as_str())
        .put("module", model.module.as_str());
    let mut members = Line::default();
    match &api.schema(id).shape {
        Shape::Object(object) => {
            for (property, name) in object.properties.iter().zip(&model.fields) {
                if property.name != name.as_str() {
                    members = members.put(&property.name, name.as_str());
                }
            }
            let line = line.maybe("others", model.extra.as_ref().map(|name| name.as_str()));
            return differing(line, "fields", members);
        }
        Shape::TextEnum(values) => {
            for (value, name) in values.iter().zip(&model.variants) {
                members = members.put(&value.value, name.as_str());
            }
        }
        Shape::IntegerEnum(values) => {
            for (value, name) in values.iter().zip(&model.variants) {
                members = members.put(&value.value.to_string(), name.as_str());
            }
        }
        Shape::Union(union) => {
            for (variant, name) in union.variants.iter().zip(&model.variants) {
                members = members.put(&type_of(api, &variant.schema), name.as_str());
            }
        }
        _ => return line.end(),
    }
    differing(line, "values", members)
}

/// Adds what is named otherwise than on the wire, where there is anything.
fn differing(line: Line, key: &str, members: Line) -> Value {
    match members.end() {
        Value::Object(members) if members.is_empty() => line.end(),
        members => line.put(key, members).end(),
    }
}
