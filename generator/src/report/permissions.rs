//! Operations and permissions, both ways.

use serde_json::{Value, json};

use super::Format;
use crate::api::{Api, Mode, Operation, Permission, SchemeUse};

/// The table of operations and what they need, and of permissions and what they open.
pub fn permissions(api: &Api, format: Format) -> String {
    match format {
        Format::Text => text(api),
        Format::Markdown => markdown(api),
        Format::Json => format!("{:#}\n", as_json(api)),
    }
}

/// `ANY a, b`, `a`, `-`.
pub(super) fn requirement(operation: &Operation) -> String {
    let list = operation.requirement.permissions.join(", ");
    match (operation.requirement.mode, operation.requirement.permissions.len()) {
        (Mode::None, _) | (_, 0) => "-".to_owned(),
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
    format!(
        "{} operations: {} need all of their permissions, {} any of them, {} none; {} permissions",
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
    text += "\nWhat each permission opens\n";
    for permission in &api.permissions {
        text += &format!("\n{}", permission.name);
        if let Some(about) = &permission.description {
            text += &format!("  {}", about.trim());
        }
        text.push('\n');
        for one in opened(api, permission) {
            let with = if one.requirement.mode == Mode::All && one.requirement.permissions.len() > 1 {
                "  (with others)"
            } else {
                ""
            };
            text += &format!("    {}{with}\n", one.label);
        }
    }
    text
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
    text +=
        "\n## What each permission opens\n\n| permission | what it allows | operations |\n|---|---|---|\n";
    for permission in &api.permissions {
        let names: Vec<String> =
            opened(api, permission).map(|one| format!("`{}`", cell(&one.label))).collect();
        let about = permission.description.as_deref().unwrap_or_default();
        text += &format!("| `{}` | {} | {} |\n", cell(&permission.name), cell(about), names.join(", "));
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
            json!({"name": permission.name, "description": permission.description, "operations": opens})
        })
        .collect();
    json!({"operations": operations, "permissions": permissions})
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
    json!({
        "id": one.label,
        "method": one.method,
        "path": one.path.text,
        "tag": api.tags.get(one.tag.index()).map(|tag| tag.name.as_str()),
        "mode": one.requirement.mode.word(),
        "permissions": one.requirement.permissions,
        "security": security,
    })
}
