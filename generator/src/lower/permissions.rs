//! Permissions: a constant for each, and the expression of what an operation needs.

use std::collections::BTreeMap;

use super::doc_text::doc_lines;
use super::docs::code;
use super::{Lower, literal};
use crate::api::{Mode, Requirement};
use crate::view::{PermissionView, PermissionsView};

impl Lower<'_> {
    /// Nothing where no operation needs a permission.
    pub(super) fn permissions(&self) -> Option<PermissionsView> {
        let mut opened: BTreeMap<&str, usize> = BTreeMap::new();
        for name in self.api.operations.iter().flat_map(|operation| &operation.requirement.permissions) {
            *opened.entry(name).or_default() += 1;
        }
        let mut domains: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        let mut permissions = Vec::new();
        for (permission, constant) in self.api.permissions.iter().zip(&self.names.permissions) {
            let about = permission.description.as_deref().unwrap_or_default();
            let about = about.split_whitespace().collect::<Vec<_>>().join(" ");
            let count = opened.get(permission.name.as_str()).copied().unwrap_or_default();
            let word = if count == 1 { "operation names" } else { "operations name" };
            let mut docs = vec![format!("{}; {count} {word} it.", code(&permission.name))];
            let lines = doc_lines(&about);
            if !lines.is_empty() {
                docs.push(String::new());
                docs.extend(lines);
            }
            domains
                .entry(permission.domain().unwrap_or_default())
                .or_default()
                .push(format!("[`{constant}`]"));
            permissions.push(PermissionView {
                docs,
                constant: constant.to_string(),
                name: literal::text(&permission.name),
                about: literal::text(&about),
            });
        }
        if permissions.is_empty() {
            return None;
        }
        let docs = domains.into_iter().map(|(domain, constants)| {
            let domain = if domain.is_empty() { "without a domain".to_owned() } else { code(domain) };
            format!("- {domain}: {}", constants.join(", "))
        });
        Some(PermissionsView { docs: docs.collect(), permissions })
    }
}

/// `runtime::Requirement::any(&["chat:room:view"])`.
pub(super) fn expression(requirement: &Requirement) -> String {
    let list = literal::texts(requirement.permissions.iter().map(String::as_str));
    match requirement.mode {
        Mode::None => "runtime::Requirement::none()".to_owned(),
        Mode::Any => format!("runtime::Requirement::any({list})"),
        Mode::All => format!("runtime::Requirement::all({list})"),
        Mode::Together => {
            let parts: Vec<String> = requirement.parts.iter().map(expression).collect();
            format!("runtime::Requirement::together({list}, &[{}])", parts.join(", "))
        }
    }
}

/// What rustdoc says an operation needs.
pub(super) fn sentence(requirement: &Requirement) -> String {
    let list = requirement.permissions.iter().map(|name| code(name)).collect::<Vec<_>>().join(", ");
    match (requirement.mode, requirement.permissions.len()) {
        (Mode::None, _) => "Needs no permission.".to_owned(),
        (Mode::Together, _) => {
            let parts: Vec<String> = requirement.parts.iter().map(sentence).collect();
            parts.join(" ").replace(". Needs ", ", and ")
        }
        (_, 1) => format!("Needs the permission {list}."),
        (Mode::Any, _) => format!("Needs ANY of the permissions {list}."),
        (Mode::All, _) => format!("Needs ALL of the permissions {list}."),
    }
}
