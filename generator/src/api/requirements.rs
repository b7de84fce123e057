//! Reading what an operation needs: from the extension that holds it, in any of the shapes that are known.

use super::permissions::{Mode, Requirement};
use crate::config::PermissionConfig;
use crate::diag::{Code, Diagnostic, Findings};
use crate::document::At;

/// How deep requirements may stand in each other.
const DEEPEST: usize = 4;

const HINT: &str = "expected `[domain:entity:action, …]`, or `{type: ANY or ALL, permissions: [domain:entity:action, …]}`, \
or a list of these; another shape is named under `permissions:` in sdk.yaml";

/// What of a shape cannot be read, and why.
type Unreadable<'d> = (At<'d>, String);

/// Reads the requirement of an operation: what all its extensions with permissions ask for together.
pub(super) fn requirement(
    operation: At<'_>,
    label: &str,
    config: &PermissionConfig,
    findings: &mut Findings,
) -> Requirement {
    let mut parts = Vec::new();
    for (key, value) in operation.entries().filter(|(key, _)| is_meant(key, config)) {
        match part(value, config, 0) {
            Ok(part) => parts.push(part),
            Err((at, what)) => {
                // What only looks like permissions may be something else, and does not stop anybody.
                let known = config.is_named(key) || has_shape(value);
                let code = if known { Code::PermissionForm } else { Code::PermissionShape };
                let message = format!("the permissions in `{key}` cannot be read: {what}");
                let subject = format!("operation `{label}`");
                findings.push(Diagnostic::new(code, at.place(), message).hint(HINT).subject(subject));
            }
        }
    }
    Requirement::together(parts)
}

/// Where an operation names a permission.
pub(super) fn permission_at<'d>(operation: At<'d>, name: &str, config: &PermissionConfig) -> Option<At<'d>> {
    let mut open: Vec<At<'d>> =
        operation.entries().filter(|(key, _)| is_meant(key, config)).map(|(_, value)| value).collect();
    while let Some(at) = open.pop() {
        if at.str() == Some(name) {
            return Some(at);
        }
        open.extend(at.items());
        open.extend(at.entries().map(|(_, value)| value));
    }
    None
}

/// Whether an extension is one of permissions: named in sdk.yaml, else by how its name ends.
fn is_meant(key: &str, config: &PermissionConfig) -> bool {
    if config.extensions.is_empty() {
        key.starts_with("x-") && key.to_ascii_lowercase().ends_with("permissions")
    } else {
        config.is_named(key)
    }
}

/// A list of texts, or a member with a list: what nobody writes by accident under such a name.
fn has_shape(value: At<'_>) -> bool {
    value.items().next().is_some_and(|item| item.str().is_some())
        || value.get("permissions").is_some_and(At::is_array)
        || value.items().any(|item| item.get("permissions").is_some_and(At::is_array))
}

fn part<'d>(value: At<'d>, config: &PermissionConfig, depth: usize) -> Result<Requirement, Unreadable<'d>> {
    if depth > DEEPEST {
        return Err((value, "requirements stand in each other too deeply".to_owned()));
    }
    if value.is_array() {
        // Lists, and objects that are not permissions themselves, are requirements of their own, and all of them hold.
        let first = value.items().next();
        let inner =
            first.is_some_and(|item| item.is_array() || item.is_object() && named(item, config).is_none());
        if inner {
            let parts: Result<Vec<_>, _> = value.items().map(|item| part(item, config, depth + 1)).collect();
            return parts.map(Requirement::together);
        }
        let mode = if config.any_by_default { Mode::Any } else { Mode::All };
        return list(value, mode, config);
    }
    if value.kind() == "null" {
        return Ok(Requirement::none());
    }
    let (names, said) = match &config.list {
        Some(list) => (value.get(list), config.mode.as_ref().and_then(|mode| value.get(mode))),
        None => (value.get("permissions"), value.get("type").or_else(|| value.get("mode"))),
    };
    let mode = mode(said, config)?;
    let Some(names) = names.filter(|names| names.is_array()) else {
        return Err((value, "there is no list of permissions".to_owned()));
    };
    list(names, mode, config)
}

fn mode<'d>(said: Option<At<'d>>, config: &PermissionConfig) -> Result<Mode, Unreadable<'d>> {
    let Some(at) = said else { return Ok(if config.any_by_default { Mode::Any } else { Mode::All }) };
    let Some(word) = at.str() else { return Err((at, "the mode is no text".to_owned())) };
    let is = |words: &[String], usual: &str| {
        word.eq_ignore_ascii_case(usual) || words.iter().any(|own| own.eq_ignore_ascii_case(word))
    };
    match () {
        () if is(&config.any, "ANY") => Ok(Mode::Any),
        () if is(&config.all, "ALL") => Ok(Mode::All),
        () => Err((at, format!("the mode `{word}` is neither ANY nor ALL"))),
    }
}

fn list<'d>(names: At<'d>, mode: Mode, config: &PermissionConfig) -> Result<Requirement, Unreadable<'d>> {
    let mut permissions: Vec<String> = Vec::new();
    for item in names.items() {
        let Some(name) = named(item, config) else {
            return Err((item, format!("{} stands where a permission should", item.kind())));
        };
        if name.trim().is_empty() {
            return Err((item, "a permission without a name".to_owned()));
        }
        if !permissions.iter().any(|known| known == name) {
            permissions.push(name.to_owned());
        }
    }
    Ok(if permissions.is_empty() { Requirement::none() } else { Requirement::of(mode, permissions) })
}

/// The name of a permission: a text, or the member of an object that sdk.yaml names.
fn named<'d>(item: At<'d>, config: &PermissionConfig) -> Option<&'d str> {
    item.str().or_else(|| item.get(config.name.as_deref()?)?.str())
}
