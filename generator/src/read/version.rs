//! Which version of OpenAPI a root file declares.

use crate::diag::{Code, Diagnostic, Findings};
use crate::document::{At, Document, Value, Version};

/// The version that the root declares; a finding where it is none that can be read.
pub(super) fn detect(document: &Document, findings: &mut Findings) -> Option<Version> {
    let root = document.root();
    if !root.is_object() {
        let message = format!("the description is {}, not an object", root.kind());
        findings.push(Diagnostic::new(Code::NotAnObject, root.place(), message).hint(START));
        return None;
    }
    let declared = root.get("openapi").or_else(|| root.get("swagger"));
    let Some(declared) = declared else {
        findings.push(undeclared(root));
        return None;
    };
    let Some(text) = declared.text() else {
        let message = format!("the version is {}, not text", declared.kind());
        findings.push(Diagnostic::new(Code::VersionUnknown, declared.place(), message).hint(START));
        return None;
    };
    if !matches!(declared.value(), Value::String(_)) {
        findings.push(
            Diagnostic::new(
                Code::VersionNotText,
                declared.place(),
                format!("the version {text} is a number, read as text"),
            )
            .hint(format!("quote it: `\"{text}\"`")),
        );
    }
    let version = known(root.has("openapi"), text.trim());
    if version.is_none() {
        findings.push(unknown(declared, root.has("openapi"), text));
    }
    version
}

const START: &str = "a description begins with `openapi: 3.1.0` (also 3.0.x, 3.2.x) or `swagger: \"2.0\"`";

fn known(openapi: bool, text: &str) -> Option<Version> {
    let mut parts = text.split(['.', '-']);
    match (openapi, parts.next()?, parts.next().unwrap_or("0")) {
        (true, "3", "0") => Some(Version::V3_0),
        (true, "3", "1") => Some(Version::V3_1),
        (true, "3", "2") => Some(Version::V3_2),
        (_, "2", "0") => Some(Version::V2),
        _ => None,
    }
}

fn unknown(declared: At<'_>, openapi: bool, text: &str) -> Diagnostic {
    let hint = match (openapi, text.split('.').next()) {
        (false, Some("1")) => "Swagger 1.x is not read; convert it to OpenAPI 3 first",
        (false, Some("3")) => "OpenAPI 3 declares itself with `openapi:`, not with `swagger:`",
        (true, Some("3")) => "3.0, 3.1 and 3.2 are read; if it is close to one of these, declare that one",
        _ => "3.0.x, 3.1.x, 3.2.x and Swagger 2.0 are read",
    };
    let word = if openapi { "OpenAPI" } else { "Swagger" };
    Diagnostic::new(
        Code::VersionUnknown,
        declared.place(),
        format!("{word} {text} is not a version that can be read"),
    )
    .hint(hint)
}

fn undeclared(root: At<'_>) -> Diagnostic {
    let is = |what: &str| format!("this is {what}, not an OpenAPI description");
    let named = |names: &[&str]| names.iter().all(|name| root.has(name));
    let (message, hint) = if named(&["asyncapi"]) {
        (is("an AsyncAPI document"), "only HTTP APIs described with OpenAPI or Swagger 2.0 are read")
    } else if named(&["swaggerVersion"]) {
        (is("a Swagger 1.x document"), "convert it to OpenAPI 3 first")
    } else if named(&["info", "item"])
        && root.get("info").is_some_and(|info| info.has("_postman_id") || info.has("schema"))
    {
        (is("a Postman collection"), "export the API as OpenAPI from Postman")
    } else if named(&["overlay", "actions"]) {
        (is("an OpenAPI overlay"), "give it with `--overlay`, and the description with `--spec`")
    } else if named(&["arazzo"]) {
        (is("an Arazzo document"), "give the OpenAPI description that it refers to")
    } else if named(&["rootUrl", "resources"]) || named(&["discoveryVersion"]) {
        (is("a Google discovery document"), "convert it to OpenAPI first")
    } else if named(&["title", "baseUri"]) {
        (is("what looks like RAML"), "convert it to OpenAPI first")
    } else if root.has("$schema") && !root.has("paths") {
        (is("a JSON Schema"), "give the root description that refers to it")
    } else {
        let near = root.entries().find(|(key, _)| {
            key.eq_ignore_ascii_case("openapi") || key.eq_ignore_ascii_case("swagger") || *key == "openAPI"
        });
        let message = match near {
            Some((key, _)) => format!("the version is declared as `{key}`; the key is all lower case"),
            None => "neither `openapi` nor `swagger` declares a version".to_owned(),
        };
        (message, START)
    };
    Diagnostic::new(Code::VersionMissing, root.place(), message).hint(hint)
}
