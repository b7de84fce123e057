//! Permissions: what the caller must be allowed to do, as data.

use std::collections::{BTreeMap, BTreeSet};

use super::{Api, Operation};
use crate::config::PermissionConfig;
use crate::diag::{Code, Diagnostic, Findings};
use crate::document::{At, NodeId};

/// How the permissions of a requirement combine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Nothing is needed.
    None,
    /// One of the list is enough.
    Any,
    /// The whole list is needed.
    All,
}

impl Mode {
    /// In capitals, as messages and pages show it.
    pub fn word(self) -> &'static str {
        match self {
            Mode::None => "NONE",
            Mode::Any => "ANY",
            Mode::All => "ALL",
        }
    }
}

/// What an operation needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// How the list combines.
    pub mode: Mode,
    /// In the order of the description.
    pub permissions: Vec<String>,
}

impl Requirement {
    pub(crate) fn none() -> Self {
        Requirement { mode: Mode::None, permissions: Vec::new() }
    }
}

/// A permission of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permission {
    /// `domain:entity:action`.
    pub name: String,
    /// What it allows.
    pub description: Option<String>,
    /// Where it is catalogued.
    pub node: Option<NodeId>,
}

/// Reads the requirement of an operation.
pub(super) fn requirement(
    operation: At<'_>,
    label: &str,
    config: &PermissionConfig,
    findings: &mut Findings,
) -> Requirement {
    let Some(value) = extension(operation, config) else { return Requirement::none() };
    let (list, mode) = match &config.list {
        Some(list) => (value.get(list), config.mode.as_ref().and_then(|mode| value.get(mode))),
        None if value.is_array() => (Some(value), None),
        None => (value.get("permissions"), value.get("type").or_else(|| value.get("mode"))),
    };
    let unreadable = |at: At<'_>, what: &str| {
        Diagnostic::new(Code::PermissionForm, at.place(), format!("the permissions cannot be read: {what}"))
            .hint("expected `{type: ANY or ALL, permissions: [domain:entity:action, …]}`; another shape is named under `permissions:` in sdk.yaml")
            .subject(format!("operation `{label}`"))
    };
    let mode = match mode.map(|mode| (mode, mode.str().map(str::to_ascii_uppercase))) {
        None => Mode::All,
        Some((_, Some(word))) if word == "ANY" => Mode::Any,
        Some((_, Some(word))) if word == "ALL" => Mode::All,
        Some((at, _)) => {
            findings.push(unreadable(at, "the mode is neither ANY nor ALL"));
            return Requirement::none();
        }
    };
    let Some(list) = list.filter(|list| list.is_array()) else {
        findings.push(unreadable(value, "there is no list of permissions"));
        return Requirement::none();
    };
    let mut permissions = Vec::new();
    for item in list.items() {
        match item.str() {
            Some(name) => permissions.push(name.to_owned()),
            None => {
                findings.push(unreadable(item, &format!("{} stands where a permission should", item.kind())))
            }
        }
    }
    if permissions.is_empty() { Requirement::none() } else { Requirement { mode, permissions } }
}

/// The extension that holds the permissions: named in the configuration, else recognised by its shape.
fn extension<'d>(operation: At<'d>, config: &PermissionConfig) -> Option<At<'d>> {
    if let Some(name) = &config.extension {
        return operation.get(name);
    }
    operation
        .entries()
        .find(|(key, value)| {
            key.starts_with("x-")
                && key.to_ascii_lowercase().ends_with("permissions")
                && (value.items().next().is_some_and(|item| item.str().is_some())
                    || value.get("permissions").is_some_and(At::is_array))
        })
        .map(|(_, value)| value)
}

/// Where an operation names a permission.
fn permission_at<'d>(operation: At<'d>, name: &str, config: &PermissionConfig) -> Option<At<'d>> {
    let value = extension(operation, config)?;
    let list = value.get(config.list.as_deref().unwrap_or("permissions")).unwrap_or(value);
    list.items().find(|item| item.str() == Some(name))
}

/// Reads the catalogue and compares it with what the operations use.
pub(super) fn catalogue(
    api: &mut Api,
    config: &PermissionConfig,
    doc: &crate::document::Document,
    findings: &mut Findings,
) {
    let mut used: BTreeMap<&str, &Operation> = BTreeMap::new();
    for operation in &api.operations {
        for name in &operation.requirement.permissions {
            used.entry(name).or_insert(operation);
        }
    }
    let mut catalogue = Vec::new();
    if let Some(listed) = &config.catalogue {
        for entry in listed {
            // what needs it may be left out on request
            if !used.contains_key(entry.name.as_str()) && api.excluded == 0 {
                findings.push(
                    Diagnostic::new(
                        Code::PermissionUnused,
                        entry.place.clone(),
                        format!("permission `{}` is catalogued, but no operation needs it", entry.name),
                    )
                    .hint("remove it from the catalogue, or check the spelling where it should be used"),
                );
            }
        }
        let known: BTreeSet<&str> = listed.iter().map(|entry| entry.name.as_str()).collect();
        for (name, user) in &used {
            if !known.contains(name) {
                let operation = doc.at(user.node);
                let named = permission_at(operation, name, config).unwrap_or(operation);
                findings.push(
                    Diagnostic::new(
                        Code::PermissionUnknown,
                        named.place(),
                        format!("permission `{name}` is used, but not in the catalogue"),
                    )
                    .hint("add it to the catalogue with one line on what it allows")
                    .subject(format!("operation `{}`", user.label)),
                );
            }
        }
        catalogue.extend(listed.iter().map(|entry| Permission {
            name: entry.name.clone(),
            description: Some(entry.description.clone()),
            node: None,
        }));
    }
    let known: BTreeSet<String> = catalogue.iter().map(|entry| entry.name.clone()).collect();
    for (name, user) in used {
        if !known.contains(name) {
            catalogue.push(Permission { name: name.to_owned(), description: None, node: Some(user.node) });
        }
    }
    catalogue.sort_by(|left, right| left.name.cmp(&right.name));
    api.permissions = catalogue;
}
