//! Operations and permissions, both ways.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::Format;
use crate::api::{Api, Mode, Operation, Permission, Requirement, SchemeUse};

/// The table of operations and what they need, and of permissions and what they open.
pub fn permissions(api: &Api, format: Format) -> String {
    match format {
        Format::Text => text(api),
        Format::Markdown => markdown(api),
        Format::Json => format!("{:#}\n", as_json(api)),
    }
}

/// `ANY a, b`, `a`, `ANY a, b and c`, `-`.
pub(super) fn requirement(operation: &Operation) -> String {
    needed(&operation.requirement)
}

fn needed(requirement: &Requirement) -> String {
    let list = requirement.permissions.join(", ");
    match (requirement.mode, requirement.permissions.len()) {
        (Mode::None, _) | (_, 0) => "-".to_owned(),
        (Mode::Together, _) => requirement.parts.iter().map(needed).collect::<Vec<_>>().join(" and "),
        (_, 1) => list,
        (mode, _) => format!("{} {list}", mode.word()),
    }
}

/// `scheme: scope, scope`, alternatives with `or`.
pub(super) fn scopes(api: &Api, operation: &Operation) -> String {
    let one = |wanted: &SchemeUse| {
        let name = api.schemes.get(wanted.scheme.index()).map_or("", |scheme| scheme.name.as_str());
        if wanted.scopes.is_empty() {
            name.to_owned()
        } else {
            format!("{name}: {}", wanted.scopes.join(", "))
        }
    };
    let alternatives: Vec<String> = operation
        .security
        .iter()
        .map(|together| together.iter().map(one).collect::<Vec<_>>().join(" and "))
        .map(|text| if text.is_empty() { "nothing".to_owned() } else { text })
        .collect();
    if alternatives.is_empty() { "-".to_owned() } else { alternatives.join(" or ") }
}

/// The operations for which a permission is enough or needed.
fn opened<'a>(api: &'a Api, permission: &'a Permission) -> impl Iterator<Item = &'a Operation> {
    api.operations.iter().filter(|operation| operation.requirement.permissions.contains(&permission.name))
}

fn counts(api: &Api) -> String {
    let count = |mode: Mode| api.operations.iter().filter(|one| one.requirement.mode == mode).count();
    let together = match count(Mode::Together) {
        0 => String::new(),
        number => format!("{number} several such lists together, "),
    };
    format!(
        "{} operations: {} need all of their permissions, {} any of them, {together}{} none; {} permissions",
        api.operations.len(),
        count(Mode::All),
        count(Mode::Any),
        count(Mode::None),
        api.permissions.len()
    )
}

fn text(api: &Api) -> String {
    let width = |of: &dyn Fn(&Operation) -> usize| api.operations.iter().map(of).max().unwrap_or(0);
    let name = width(&|one| one.label.chars().count()).min(60);
    let need = width(&|one| requirement(one).chars().count()).min(80);
    let mut text = format!("{}\n\n", counts(api));
    for one in &api.operations {
        let line = format!("{:<name$}  {:<need$}  {}", one.label, requirement(one), scopes(api, one));
        text += line.trim_end();
        text.push('\n');
    }
    if !api.permissions.is_empty() {
        text += "\nWhat each permission opens\n";
    }
    for permission in &api.permissions {
        text += &format!("\n{}", permission.name);
        if let Some(about) = &permission.description {
            text += &format!("  {}", about.trim());
        }
        text.push('\n');
        for one in opened(api, permission) {
            let with = if one.requirement.mode != Mode::Any && one.requirement.permissions.len() > 1 {
                "  (with others)"
            } else {
                ""
            };
            text += &format!("    {}{with}\n", one.label);
        }
    }
    let scopes = scope_rows(api);
    if !scopes.is_empty() {
        text += "\nWhat each scope opens\n";
    }
    for ((scheme, scope), labels) in scopes {
        text += &format!("\n{scheme}: {scope}\n");
        labels.iter().for_each(|label| text += &format!("    {label}\n"));
    }
    text
}

/// The operations of each scope of each scheme: those that some alternative lets in with it.
fn scope_rows(api: &Api) -> BTreeMap<(&str, &str), Vec<&str>> {
    let mut rows: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
    for one in &api.operations {
        let uses: BTreeSet<(&str, &str)> = one
            .security
            .iter()
            .flatten()
            .filter_map(|wanted| Some((api.schemes.get(wanted.scheme.index())?.name.as_str(), wanted)))
            .flat_map(|(scheme, wanted)| wanted.scopes.iter().map(move |scope| (scheme, scope.as_str())))
            .collect();
        uses.into_iter().for_each(|key| rows.entry(key).or_default().push(&one.label));
    }
    rows
}

fn markdown(api: &Api) -> String {
    let mut text = format!("# Permissions\n\n{}.\n\n", counts(api));
    text += "| operation | HTTP | permissions | authorization |\n|---|---|---|---|\n";
    for one in &api.operations {
        text += &format!(
            "| `{}` | `{} {}` | {} | {} |\n",
            cell(&one.label),
            one.method,
            cell(&one.path.text),
            cell(&requirement(one)),
            cell(&scopes(api, one))
        );
    }
    if !api.permissions.is_empty() {
        text += "\n## What each permission opens\n\n| permission | what it allows | operations |\n|---|---|---|\n";
    }
    for permission in &api.permissions {
        let names: Vec<String> =
            opened(api, permission).map(|one| format!("`{}`", cell(&one.label))).collect();
        let about = permission.description.as_deref().unwrap_or_default();
        text += &format!("| `{}` | {} | {} |\n", cell(&permission.name), cell(about), names.join(", "));
    }
    let scopes = scope_rows(api);
    if !scopes.is_empty() {
        text += "\n## What each scope opens\n\n| scheme | scope | operations |\n|---|---|---|\n";
    }
    for ((scheme, scope), labels) in scopes {
        let names: Vec<String> = labels.iter().map(|label| format!("`{}`", cell(label))).collect();
        text += &format!("| `{}` | `{}` | {} |\n", cell(scheme), cell(scope), names.join(", "));
    }
    text
}

/// Text of the description in a cell of a table: on one line, and nothing of it is markup.
pub(super) fn cell(text: &str) -> String {
    let mut safe = String::new();
    for c in text.trim().chars() {
        match c {
            '|' | '<' | '>' | '[' | ']' | '`' | '*' | '\\' => safe.extend(['\\', c]),
            c if c.is_control() || c == '\n' => safe.push(' '),
            c => safe.push(c),
        }
    }
    safe
}

fn as_json(api: &Api) -> Value {
    let operations: Vec<Value> = api.operations.iter().map(|one| operation(api, one)).collect();
    let permissions: Vec<Value> = api
        .permissions
        .iter()
        .map(|permission| {
            let opens: Vec<&str> = opened(api, permission).map(|one| one.label.as_str()).collect();
            json!({
                "name": permission.name,
                "domain": permission.domain(),
                "entity": permission.entity(),
                "action": permission.action(),
                "description": permission.description,
                "operations": opens,
            })
        })
        .collect();
    let scopes: Vec<Value> = scope_rows(api)
        .into_iter()
        .map(|((scheme, scope), opens)| json!({"scheme": scheme, "scope": scope, "operations": opens}))
        .collect();
    json!({"operations": operations, "permissions": permissions, "scopes": scopes})
}

fn operation(api: &Api, one: &Operation) -> Value {
    let security: Vec<Vec<Value>> = one
        .security
        .iter()
        .map(|together| {
            together
                .iter()
                .map(|wanted| {
                    let scheme = api.schemes.get(wanted.scheme.index()).map(|scheme| scheme.name.as_str());
                    json!({"scheme": scheme, "scopes": wanted.scopes})
                })
                .collect()
        })
        .collect();
    let parts = one.requirement.parts.iter();
    let parts: Vec<Value> =
        parts.map(|part| json!({"mode": part.mode.word(), "permissions": part.permissions})).collect();
    json!({
        "id": one.label,
        "method": one.method,
        "path": one.path.text,
        "tag": api.tags.get(one.tag.index()).map(|tag| tag.name.as_str()),
        "mode": one.requirement.mode.word(),
        "permissions": one.requirement.permissions,
        "together": parts,
        "security": security,
    })
}
