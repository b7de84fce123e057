//! The permission matrix, both ways: what each permission opens, and what each operation needs.

use std::collections::{BTreeMap, BTreeSet};

use super::text::{anchor, count, row};
use super::{Book, Shelf, code};
use crate::api::{Mode, Operation, OperationId, Requirement};
use crate::lower::doc_text::doc_lines;
use crate::view::{DomainView, PermissionsPage};

/// Operations that name a permission.
#[derive(Default)]
struct Opened {
    /// It is enough for these.
    alone: Vec<OperationId>,
    /// These need others beside it.
    together: Vec<OperationId>,
}

impl Book<'_> {
    pub(super) fn permissions(&self) -> PermissionsPage {
        let mut opened: BTreeMap<&str, Opened> = BTreeMap::new();
        for (id, operation) in self.operations() {
            let clauses = operation.requirement.clauses();
            for name in operation.requirement.permissions.iter().collect::<BTreeSet<_>>() {
                let opened = opened.entry(name).or_default();
                let alone = clauses.iter().all(|clause| clause.contains(&name.as_str()));
                if alone { opened.alone.push(id) } else { opened.together.push(id) }
            }
        }
        let mut domains: Vec<DomainView> = Vec::new();
        let constants = self.lower.names.permissions.iter().map(ToString::to_string);
        let constants = constants.chain(std::iter::repeat(String::new()));
        for (permission, constant) in self.lower.api.permissions.iter().zip(constants) {
            let constant = if constant.is_empty() { constant } else { format!("`{constant}`") };
            let about = doc_lines(permission.description.as_deref().unwrap_or("")).join(" ");
            let links = |ids: &[OperationId]| {
                let links: Vec<String> = ids.iter().map(|id| self.to_operation(*id, Shelf::Top)).collect();
                links.join(", ")
            };
            let none = Opened::default();
            let opens = opened.get(permission.name.as_str()).unwrap_or(&none);
            let row = row([
                &code(&permission.name),
                &constant,
                &about,
                &links(&opens.alone),
                &links(&opens.together),
            ]);
            let domain = domain(&permission.name);
            let anchor = self.anchors.get(domain).cloned().unwrap_or_default();
            match domains.iter_mut().find(|known| known.anchor == anchor) {
                Some(known) => known.rows.push(row),
                None => domains.push(DomainView { title: heading(domain), anchor, rows: vec![row] }),
            }
        }
        PermissionsPage { counts: self.counts(), domains, scopes: self.scope_rows() }
    }

    pub(super) fn operations(&self) -> impl Iterator<Item = (OperationId, &Operation)> {
        self.entries
            .iter()
            .filter_map(|entry| Some((entry.id, self.lower.api.operations.get(entry.id.index())?)))
    }

    fn counts(&self) -> Vec<String> {
        let of = |mode: Mode| {
            self.operations().filter(|(_, operation)| operation.requirement.mode == mode).count()
        };
        let kinds = [
            (Mode::All, "ALL of the permissions that are named"),
            (Mode::Any, "ANY of the permissions that are named"),
            (Mode::Together, "several such requirements together"),
            (Mode::None, "no permission"),
        ];
        let lines = kinds.map(|(mode, what)| (of(mode), what));
        let lines = lines.into_iter().filter(|(number, _)| *number > 0);
        lines.map(|(number, what)| format!("- {}: {what}", count(number, "operation"))).collect()
    }

    fn scope_rows(&self) -> Vec<String> {
        let mut scopes: BTreeMap<(&str, &str), Vec<OperationId>> = BTreeMap::new();
        for (id, operation) in self.operations() {
            for used in operation.security.iter().flatten() {
                let Some(scheme) = self.lower.api.schemes.get(used.scheme.index()) else { continue };
                for scope in &used.scopes {
                    let users = scopes.entry((scope, &scheme.name)).or_default();
                    if users.last() != Some(&id) {
                        users.push(id);
                    }
                }
            }
        }
        let rows = scopes.into_iter().map(|((scope, scheme), ids)| {
            let links: Vec<String> = ids.iter().map(|id| self.to_operation(*id, Shelf::Top)).collect();
            row([&code(scope), &code(scheme), &links.join(", ")])
        });
        rows.collect()
    }

    /// All operations by name: what they are, and what they need.
    pub(super) fn operation_rows(&self) -> Vec<String> {
        let mut rows: Vec<(String, String)> = Vec::new();
        for (id, operation) in self.operations() {
            let needs = self.needs(&operation.requirement);
            let http = format!("**{}** {}", operation.method, code(&operation.path.text));
            let mark = if operation.deprecated { "deprecated" } else { "" };
            let method = self.lower.names.operation(id).method.to_string();
            rows.push((method, row([&self.to_operation(id, Shelf::Top), &http, &needs, mark])));
        }
        rows.sort();
        rows.into_iter().map(|(_, row)| row).collect()
    }

    /// A requirement in a cell.
    fn needs(&self, requirement: &Requirement) -> String {
        let names: Vec<String> =
            requirement.permissions.iter().map(|name| self.to_permission(name, Shelf::Top)).collect();
        match requirement.mode {
            Mode::None => "none".to_owned(),
            Mode::Together => {
                let parts: Vec<String> = requirement.parts.iter().map(|part| self.needs(part)).collect();
                parts.join(" and ")
            }
            mode if names.len() > 1 => format!("{} of {}", mode.word(), names.join(", ")),
            _ => names.join(", "),
        }
    }

    /// A link to where a permission stands in the matrix.
    pub(super) fn to_permission(&self, name: &str, from: Shelf) -> String {
        let anchor = anchor(&heading(domain(name)));
        let anchor = self.anchors.get(domain(name)).unwrap_or(&anchor);
        format!("[{}]({}permissions.md#{anchor})", code(name), from.up())
    }

    /// The anchor of each domain: equal headings are told apart by a number, as renderers of Markdown do it.
    pub(super) fn domain_anchors(&self) -> BTreeMap<String, String> {
        let mut anchors: BTreeMap<String, String> = BTreeMap::new();
        let mut taken: BTreeMap<String, usize> = BTreeMap::new();
        for permission in &self.lower.api.permissions {
            let domain = domain(&permission.name);
            if anchors.contains_key(domain) {
                continue;
            }
            let plain = anchor(&heading(domain));
            let times = taken.entry(plain.clone()).or_default();
            let own = if *times == 0 { plain } else { format!("{plain}-{times}") };
            *times += 1;
            anchors.insert(domain.to_owned(), own);
        }
        anchors
    }
}

/// `pets` of `pets:pet:view`.
fn domain(name: &str) -> &str {
    name.split_once(':').map_or("", |(domain, _)| domain)
}

/// Letters, digits, `-` and `_` alone: a heading from which every renderer makes the same anchor.
fn heading(domain: &str) -> String {
    let kept: String =
        domain.chars().map(|c| if c.is_alphanumeric() || c == '-' { c } else { '-' }).collect();
    match kept.trim_matches('-') {
        "" => "Other permissions".to_owned(),
        kept => format!("Domain {kept}"),
    }
}
