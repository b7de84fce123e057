//! Permissions: what the caller must be allowed to do, as data.

use std::collections::{BTreeMap, BTreeSet};

use super::requirements::permission_at;
use super::{Api, Operation};
use crate::config::PermissionConfig;
use crate::diag::{Code, Diagnostic, Findings};
use crate::document::{NodeId, meant, nearest};

/// How the permissions of a requirement combine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Nothing is needed.
    None,
    /// One of the list is enough.
    Any,
    /// The whole list is needed.
    All,
    /// Several requirements hold together: [`Requirement::parts`].
    Together,
}

impl Mode {
    /// In capitals, as messages and pages show it.
    pub fn word(self) -> &'static str {
        match self {
            Mode::None => "NONE",
            Mode::Any => "ANY",
            Mode::All => "ALL",
            Mode::Together => "TOGETHER",
        }
    }
}

/// What an operation needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// How the list combines.
    pub mode: Mode,
    /// Every permission that is named, in the order of the description.
    pub permissions: Vec<String>,
    /// The requirements that hold together, each ANY or ALL; empty for the other modes.
    pub parts: Vec<Requirement>,
}

impl Requirement {
    pub(crate) fn none() -> Self {
        Requirement::of(Mode::None, Vec::new())
    }

    pub(super) fn of(mode: Mode, permissions: Vec<String>) -> Self {
        Requirement { mode, permissions, parts: Vec::new() }
    }

    /// What asks for all of these at once, said as simply as possible: what ALL of a list and ALL of another ask for
    /// is ALL of both, and ANY of one is that one.
    pub(super) fn together(parts: Vec<Requirement>) -> Self {
        let mut parts: Vec<Requirement> = parts.into_iter().filter(|part| part.mode != Mode::None).collect();
        if parts.len() == 1 {
            return parts.remove(0);
        }
        let mut all = Requirement::of(Mode::All, Vec::new());
        let mut rest: Vec<Requirement> = Vec::new();
        let flat = parts.into_iter().flat_map(|part| match part.mode {
            Mode::Together => part.parts,
            _ => vec![part],
        });
        for part in flat {
            match part.mode {
                Mode::Any if part.permissions.len() > 1 => {
                    if !rest.contains(&part) {
                        rest.push(part);
                    }
                }
                _ => all.permissions.extend(part.permissions),
            }
        }
        let mut seen = BTreeSet::new();
        all.permissions.retain(|name| seen.insert(name.clone()));
        if !all.permissions.is_empty() {
            rest.insert(0, all);
        }
        match rest.len() {
            0 => Requirement::none(),
            1 => rest.remove(0),
            _ => {
                let mut seen = BTreeSet::new();
                let names = rest.iter().flat_map(|part| &part.permissions);
                let permissions = names.filter(|name| seen.insert(name.as_str())).cloned().collect();
                Requirement { mode: Mode::Together, permissions, parts: rest }
            }
        }
    }

    /// The same as lists: of each, one permission is needed.
    pub fn clauses(&self) -> Vec<Vec<&str>> {
        let names = || self.permissions.iter().map(String::as_str);
        match self.mode {
            Mode::None => Vec::new(),
            Mode::Any => vec![names().collect()],
            Mode::All => names().map(|name| vec![name]).collect(),
            Mode::Together => self.parts.iter().flat_map(Requirement::clauses).collect(),
        }
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

impl Permission {
    /// Its first part, where it has several: `chat` of `chat:room:view`.
    pub fn domain(&self) -> Option<&str> {
        self.name.split_once(self.separator()).map(|(domain, _)| domain)
    }

    /// What stands between domain and action: `room` of `chat:room:view`.
    pub fn entity(&self) -> Option<&str> {
        let (_, rest) = self.name.split_once(self.separator())?;
        rest.rsplit_once(self.separator()).map(|(entity, _)| entity)
    }

    /// Its last part, where it has several: `view` of `chat:room:view`.
    pub fn action(&self) -> Option<&str> {
        self.name.rsplit_once(self.separator()).map(|(_, action)| action)
    }

    /// `domain:entity:action`; without a colon, points stand between the parts.
    fn separator(&self) -> char {
        if self.name.contains(':') { ':' } else { '.' }
    }
}

/// Reads the catalogue and compares it with what the operations use.
pub(super) fn catalogue(
    api: &mut Api,
    config: &PermissionConfig,
    doc: &crate::document::Document,
    findings: &mut Findings,
) {
    unused_extensions(api, config, doc, findings);
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

/// An extension that sdk.yaml names and no operation has: misspelt, all permissions would be missing without a word.
fn unused_extensions(
    api: &Api,
    config: &PermissionConfig,
    doc: &crate::document::Document,
    findings: &mut Findings,
) {
    let mut known: BTreeSet<&str> = BTreeSet::new();
    for operation in &api.operations {
        known
            .extend(doc.at(operation.node).entries().map(|(key, _)| key).filter(|key| key.starts_with("x-")));
    }
    // what has it may be left out on request, or could not be read
    let whole = api.excluded == 0 && api.skipped.is_empty();
    for given in config.extensions.iter().filter(|given| whole && !known.contains(given.value.as_str())) {
        let name = &given.value;
        let meant = meant(&nearest(name, known.iter().copied()));
        findings.push(
            Diagnostic::new(
                Code::OverrideUnused,
                given.place.clone(),
                format!("no operation has the extension `{name}`"),
            )
            .hint(meant.unwrap_or_else(|| "correct the name, or remove the setting".to_owned())),
        );
    }
}
