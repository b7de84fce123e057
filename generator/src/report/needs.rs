//! What a user's crate needs, with the places that need it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::Format;
use super::permissions::{cell, requirement};
use crate::api::{Api, Operation, OperationId};
use crate::usage::{Minimal, Spot, Usage, minimal, missing};

/// What a crate needs, and what of it is not granted.
#[derive(Debug)]
pub struct Needs {
    /// The calls, and what could not be decided.
    pub usage: Usage,
    /// The fewest permissions that the calls can do with.
    pub minimal: Minimal,
    /// OAuth scopes by scheme. Where an operation takes one of several schemes, the first counts.
    pub scopes: BTreeMap<String, BTreeSet<String>>,
    /// Operations that what is granted does not open, with what is missing. Empty where nothing was compared.
    pub missing: BTreeMap<OperationId, Vec<String>>,
}

impl Needs {
    /// Works out what calls need; `granted` is compared where it is given.
    pub fn new(api: &Api, usage: Usage, granted: Option<Vec<String>>) -> Self {
        let called: BTreeSet<OperationId> = usage.used.iter().map(|used| used.operation).collect();
        let operations: Vec<(OperationId, &Operation)> =
            called.iter().filter_map(|id| Some((*id, api.operations.get(id.index())?))).collect();
        let mut scopes: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for wanted in operations.iter().filter_map(|(_, one)| one.security.first()).flatten() {
            if let Some(scheme) = api.schemes.get(wanted.scheme.index()) {
                scopes.entry(scheme.name.clone()).or_default().extend(wanted.scopes.iter().cloned());
            }
        }
        let mut lacking = BTreeMap::new();
        for (id, one) in &operations {
            let missing =
                granted.as_deref().map(|granted| missing(&one.requirement, granted)).unwrap_or_default();
            if !missing.is_empty() {
                lacking.insert(*id, missing.into_iter().map(str::to_owned).collect());
            }
        }
        let minimal = minimal(operations.iter().map(|(_, one)| &one.requirement));
        Needs { usage, minimal, scopes, missing: lacking }
    }

    fn places(&self) -> BTreeMap<OperationId, Vec<&Spot>> {
        let mut places: BTreeMap<OperationId, Vec<&Spot>> = BTreeMap::new();
        for used in &self.usage.used {
            places.entry(used.operation).or_default().push(&used.spot);
        }
        places
    }
}

/// Prints what a crate needs.
pub fn needs(api: &Api, needs: &Needs, format: Format) -> String {
    match format {
        Format::Text => lines(api, needs, &|text| text.to_owned(), ["", "", "    "]),
        Format::Markdown => lines(api, needs, &|text| format!("`{}`", cell(text)), ["## ", "- ", "  - "]),
        Format::Json => format!("{:#}\n", as_json(api, needs)),
    }
}

/// `code` wraps a name; `marks` stand before headings, items and items below items.
fn lines(api: &Api, needs: &Needs, code: &dyn Fn(&str) -> String, marks: [&str; 3]) -> String {
    let [heading, item, below] = marks;
    let mut text = String::new();
    let mut section = |title: &str, rows: Vec<String>| {
        if !rows.is_empty() {
            let gap = if text.is_empty() { "" } else { "\n" };
            text += &format!("{gap}{heading}{title}\n\n{}\n", rows.join("\n"));
        }
    };
    let label = |id: &OperationId| api.operations.get(id.index()).map_or("", |one| one.label.as_str());
    let exact = if needs.minimal.exact { "" } else { " (enough; perhaps not the fewest)" };
    let role: Vec<String> =
        needs.minimal.permissions.iter().map(|name| format!("{item}{}", code(name))).collect();
    let nothing = vec![format!("{item}none")];
    section(&format!("Permissions needed{exact}"), if role.is_empty() { nothing } else { role });
    let scopes = needs.scopes.iter().filter(|(_, scopes)| !scopes.is_empty()).map(|(scheme, scopes)| {
        let list: Vec<String> = scopes.iter().map(|scope| code(scope)).collect();
        format!("{item}{}: {}", code(scheme), list.join(", "))
    });
    section("Scopes needed", scopes.collect());
    let missing = needs.missing.iter().map(|(id, missing)| {
        let list: Vec<String> = missing.iter().map(|name| code(name)).collect();
        format!("{item}{}: {}", code(label(id)), list.join(", "))
    });
    section("Not granted", missing.collect());
    let calls = needs.places().into_iter().flat_map(|(id, spots)| {
        let need = api.operations.get(id.index()).map(requirement).unwrap_or_default();
        let head = format!("{item}{}: {need}", code(label(&id)));
        std::iter::once(head)
            .chain(spots.into_iter().map(|spot| format!("{below}{spot}")))
            .collect::<Vec<_>>()
    });
    section("Where", calls.collect());
    let undecided = needs.usage.undecided.iter().map(|one| {
        let perhaps: Vec<String> = one.candidates.iter().take(5).map(|id| code(label(id))).collect();
        let more = if one.candidates.len() > 5 { ", …" } else { "" };
        let perhaps = if perhaps.is_empty() {
            String::new()
        } else {
            format!(" (perhaps {}{more})", perhaps.join(", "))
        };
        format!("{item}{}: {}{perhaps}", one.spot, one.reason)
    });
    section("Not decided", undecided.collect());
    text
}

fn as_json(api: &Api, needs: &Needs) -> Value {
    let label = |id: &OperationId| api.operations.get(id.index()).map(|one| one.label.as_str());
    let spot = |spot: &Spot| json!({"file": spot.file, "line": spot.line, "column": spot.column});
    let calls: Vec<Value> = needs
        .places()
        .into_iter()
        .map(|(id, spots)| {
            let places: Vec<Value> = spots.into_iter().map(spot).collect();
            let one = api.operations.get(id.index());
            json!({
                "operation": label(&id),
                "mode": one.map(|one| one.requirement.mode.word()),
                "permissions": one.map(|one| &one.requirement.permissions),
                "missing": needs.missing.get(&id),
                "places": places,
            })
        })
        .collect();
    let undecided: Vec<Value> = needs
        .usage
        .undecided
        .iter()
        .map(|one| {
            let candidates: Vec<_> = one.candidates.iter().map(label).collect();
            json!({"place": spot(&one.spot), "candidates": candidates, "reason": one.reason})
        })
        .collect();
    let unreadable: Vec<Value> = needs
        .usage
        .unreadable
        .iter()
        .map(|(file, message)| json!({"file": file, "message": message}))
        .collect();
    json!({
        "permissions": needs.minimal.permissions,
        "exact": needs.minimal.exact,
        "scopes": needs.scopes,
        "calls": calls,
        "undecided": undecided,
        "unreadable": unreadable,
    })
}
