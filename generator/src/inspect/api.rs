//! The stage `api`.

use serde_json::Value;

use super::line::{Line, json};
use super::schemas::{schema, values};
use super::words::{is_named, type_of};
use crate::api::{
    Api, Encoding, Link, Media, Operation, Parameter, Place, Requirement, SchemeKind, SecurityScheme, Server,
    Skipped, Style, Webhook,
};
use crate::document::Document;

/// What was understood of the description.
pub fn api(doc: &Document, api: &Api) -> Value {
    Line::default()
        .put("title", api.title.clone())
        .put("version", api.version.clone())
        .maybe("description", api.description.clone())
        .list("servers", api.servers.iter().map(server).collect())
        .list("security_schemes", api.schemes.iter().map(scheme).collect())
        .list("tags", api.tags.iter().map(tag).collect())
        .list("permissions", api.permissions.iter().map(permission).collect())
        .put("described", api.described)
        .put("excluded", api.excluded)
        .list("skipped", api.skipped.iter().map(|skipped| skip(doc, skipped)).collect())
        .put("operations", api.operations.iter().map(|one| operation(api, one)).collect::<Vec<Value>>())
        .list("webhooks", api.webhooks.iter().map(|one| webhook(api, one)).collect())
        .put(
            "schemas",
            api.schema_ids()
                .filter(|id| is_named(api, *id))
                .map(|id| schema(api, id))
                .collect::<Vec<Value>>(),
        )
        .end()
}

fn server(server: &Server) -> Value {
    let variables = server.variables.iter().map(|variable| {
        Line::default()
            .put("name", variable.name.clone())
            .put("default", variable.default.clone())
            .list("values", variable.values.iter().cloned().map(Value::from).collect())
            .maybe("description", variable.description.clone())
            .end()
    });
    Line::default()
        .put("url", server.url.clone())
        .maybe("description", server.description.clone())
        .list("variables", variables.collect())
        .end()
}

fn scheme(scheme: &SecurityScheme) -> Value {
    let travels = match &scheme.kind {
        SchemeKind::Bearer => "Authorization: Bearer".to_owned(),
        SchemeKind::Basic => "Authorization: Basic".to_owned(),
        SchemeKind::ApiKeyHeader(name) => format!("header {name}"),
        SchemeKind::ApiKeyQuery(name) => format!("query parameter {name}"),
        SchemeKind::ApiKeyCookie(name) => format!("cookie {name}"),
    };
    Line::default()
        .put("name", scheme.name.clone())
        .put("type", scheme.written_as.clone())
        .put("travels", travels)
        .list("flows", scheme.flows.iter().map(flow).collect())
        .maybe("discovery_url", scheme.discovery_url.clone())
        .maybe("description", scheme.description.clone())
        .end()
}

fn flow(flow: &crate::api::OAuthFlow) -> Value {
    Line::default()
        .put("grant", flow.grant.clone())
        .maybe("authorization_url", flow.authorization_url.clone())
        .maybe("token_url", flow.token_url.clone())
        .maybe("refresh_url", flow.refresh_url.clone())
        .end()
}

fn tag(tag: &crate::api::Tag) -> Value {
    Line::default()
        .put("name", tag.name.clone())
        .maybe("parent", tag.parent.clone())
        .maybe("kind", tag.kind.clone())
        .maybe("description", tag.description.clone())
        .end()
}

fn permission(permission: &crate::api::Permission) -> Value {
    Line::default().put("name", permission.name.clone()).maybe("allows", permission.description.clone()).end()
}

fn skip(doc: &Document, skipped: &Skipped) -> Value {
    let place = doc.at(skipped.node).place();
    Line::default()
        .maybe("id", skipped.id.clone())
        .put("method", skipped.method.clone())
        .put("path", skipped.path.clone())
        .put("file", place.file)
        .put("pointer", place.pointer)
        .put("code", skipped.code.text())
        .put("reason", skipped.reason.clone())
        .end()
}

fn operation(api: &Api, operation: &Operation) -> Value {
    let body = operation.body.as_ref().map(|body| {
        Line::default()
            .put("required", body.required)
            .maybe("description", body.description.clone())
            .put("content", media(api, &body.media))
            .end()
    });
    let results = operation.responses.iter().fold(Line::default(), |line, response| {
        let told = Line::default().maybe("description", response.description.clone());
        let told =
            if response.media.is_empty() { told } else { told.put("content", media(api, &response.media)) };
        let headers = response.headers.iter().fold(Line::default(), |line, header| {
            let words =
                header.schema.as_ref().map_or_else(|| "text".to_owned(), |schema| type_of(api, schema));
            line.put(&header.name, words)
        });
        let told = if response.headers.is_empty() { told } else { told.put("headers", headers.end()) };
        let told = told.list("links", response.links.iter().map(|link| self::link(api, link)).collect());
        line.put(&response.status.word(), told.end())
    });
    Line::default()
        .put("operation", operation.label.clone())
        .put("method", operation.method.clone())
        .put("path", operation.path.text.clone())
        .put("tag", api.tags.get(operation.tag.index()).map(|tag| tag.name.clone()).unwrap_or_default())
        .maybe("summary", operation.summary.clone())
        .maybe("description", operation.description.clone())
        .flag("deprecated", operation.deprecated)
        .list("parameters", operation.parameters.iter().map(|one| parameter(api, one)).collect())
        .maybe("body", body)
        .put("results", results.end())
        .put("security", security(api, operation))
        .put("requirement", requirement(&operation.requirement))
        .list("servers", operation.servers.iter().map(server).collect())
        .end()
}

/// The content types with the type of each.
fn media(api: &Api, media: &[Media]) -> Value {
    let types = media.iter().fold(Line::default(), |line, one| {
        let words = match (&one.schema, &one.item_schema) {
            (Some(schema), _) => type_of(api, schema),
            (None, Some(item)) => format!("{}, one after the other", type_of(api, item)),
            (None, None) => "bytes".to_owned(),
        };
        let line = line.put(&one.content_type, words);
        one.encoding.iter().fold(line, |line, part| {
            line.put(&format!("{} part {}", one.content_type, part.name), encoding(part))
        })
    });
    types.end()
}

fn encoding(part: &Encoding) -> Value {
    Line::default()
        .maybe("content", part.content_type.clone())
        .list("headers", part.headers.iter().cloned().map(Value::from).collect())
        .maybe("style", part.style.map(style_word))
        .maybe("explode", part.explode)
        .flag("reserved", part.reserved)
        .end()
}

fn link(api: &Api, link: &Link) -> Value {
    let target = link.target.and_then(|node| api.operations.iter().find(|operation| operation.node == node));
    Line::default()
        .put("name", link.name.clone())
        .maybe("to", target.map(|operation| operation.label.clone()))
        .maybe("description", link.description.clone())
        .end()
}

fn webhook(api: &Api, webhook: &Webhook) -> Value {
    let by =
        webhook.operation.and_then(|node| api.operations.iter().find(|operation| operation.node == node));
    Line::default()
        .put("name", webhook.name.clone())
        .put("method", webhook.method.clone())
        .maybe("asked_for_by", by.map(|operation| operation.label.clone()))
        .maybe("address", webhook.address.clone())
        .maybe("tag", webhook.tag.clone())
        .maybe("summary", webhook.summary.clone())
        .maybe("description", webhook.description.clone())
        .flag("deprecated", webhook.deprecated)
        .list("parameters", webhook.parameters.iter().map(|one| parameter(api, one)).collect())
        .maybe("payload", webhook.body.as_ref().map(|body| media(api, &body.media)))
        .end()
}

/// The alternatives, each as the scheme's names with their scopes.
fn security(api: &Api, operation: &Operation) -> Value {
    let alternatives = operation.security.iter().map(|alternative| {
        let all = alternative.iter().fold(Line::default(), |line, one| {
            let name =
                api.schemes.get(one.scheme.index()).map(|scheme| scheme.name.as_str()).unwrap_or_default();
            line.put(name, one.scopes.clone())
        });
        all.end()
    });
    Value::Array(alternatives.collect())
}

fn requirement(requirement: &Requirement) -> Value {
    let list = requirement.permissions.iter().cloned().map(Value::from).collect();
    let parts = requirement.parts.iter().map(self::requirement).collect();
    Line::default().put("mode", requirement.mode.word()).list("permissions", list).list("parts", parts).end()
}

fn parameter(api: &Api, parameter: &Parameter) -> Value {
    Line::default()
        .put("name", parameter.name.clone())
        .put("in", parameter.place.word())
        .put("type", type_of(api, &parameter.schema))
        .put("required", parameter.required)
        .maybe("default", parameter.default.as_deref().map(json))
        .list("values", values(api, api.target(&parameter.schema).0))
        .flag("deprecated", parameter.deprecated)
        .maybe("content", parameter.content.clone())
        .maybe("style", unusual_style(parameter))
        .flag("reserved", parameter.reserved)
        .maybe("description", parameter.description.clone())
        .end()
}

/// How a value is written, where it is not what everyone expects of its place.
fn unusual_style(parameter: &Parameter) -> Option<String> {
    let usual = match parameter.place {
        Place::Path | Place::Header => (Style::Simple, false),
        Place::Query | Place::QueryString | Place::Cookie => (Style::Form, true),
    };
    let word = style_word(parameter.style);
    let spread = if parameter.explode { "exploded" } else { "not exploded" };
    ((parameter.style, parameter.explode) != usual).then(|| format!("{word}, {spread}"))
}

fn style_word(style: Style) -> &'static str {
    match style {
        Style::Simple => "simple",
        Style::Label => "label",
        Style::Matrix => "matrix",
        Style::Form => "form",
        Style::SpaceDelimited => "spaceDelimited",
        Style::PipeDelimited => "pipeDelimited",
        Style::TabDelimited => "tabDelimited",
        Style::DeepObject => "deepObject",
        Style::Cookie => "cookie",
    }
}
