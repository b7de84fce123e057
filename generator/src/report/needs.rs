//! What a user's crate needs, with the places that need it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::Format;
use super::permissions::{self, cell, requirement};
use crate::api::{Api, Operation, OperationId};
use crate::usage::{Minimal, Spot, Usage, minimal, minimal_scopes, missing, missing_scopes};

/// What somebody holds, as far as it is said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Granted {
    /// The permissions.
    pub permissions: Option<Vec<String>>,
    /// The OAuth scopes.
    pub scopes: Option<Vec<String>>,
}

/// What a crate needs, and what of it is not granted.
#[derive(Debug)]
pub struct Needs {
    /// The calls, and what could not be decided.
    pub usage: Usage,
    /// The fewest permissions that the calls can do with.
    pub minimal: Minimal,
    /// The fewest OAuth scopes, for each scheme that takes any: for who uses that scheme.
    pub scopes: BTreeMap<String, Minimal>,
    /// Operations that what is granted does not open, with the permissions that are missing. Empty where nothing was
    /// compared.
    pub missing: BTreeMap<OperationId, Vec<String>>,
    /// The same with scopes.
    pub missing_scopes: BTreeMap<OperationId, Vec<String>>,
}

impl Needs {
    /// Works out what calls need; `granted` is compared where it is given.
    pub fn new(api: &Api, usage: Usage, granted: &Granted) -> Self {
        let called: BTreeSet<OperationId> = usage.used.iter().map(|used| used.operation).collect();
        let operations: Vec<(OperationId, &Operation)> =
            called.iter().filter_map(|id| Some((*id, api.operations.get(id.index())?))).collect();
        let (mut lacking, mut lacking_scopes) = (BTreeMap::new(), BTreeMap::new());
        let note = |list: &mut BTreeMap<OperationId, Vec<String>>, id: OperationId, names: Vec<&str>| {
            if !names.is_empty() {
                list.insert(id, names.into_iter().map(str::to_owned).collect());
            }
        };
        for (id, one) in &operations {
            if let Some(granted) = &granted.permissions {
                note(&mut lacking, *id, missing(&one.requirement, granted));
            }
            if let Some(granted) = &granted.scopes {
                note(&mut lacking_scopes, *id, missing_scopes(one, granted));
            }
        }
        let scopes = minimal_scopes(api, operations.iter().map(|(_, one)| *one));
        let minimal = minimal(operations.iter().map(|(_, one)| &one.requirement));
        Needs { usage, minimal, scopes, missing: lacking, missing_scopes: lacking_scopes }
    }

    /// Whether what is granted opens all that is called, as far as it was compared.
    pub fn is_met(&self) -> bool {
        self.missing.is_empty() && self.missing_scopes.is_empty()
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
    let sure = |minimal: &Minimal| if minimal.exact { "" } else { " (enough; perhaps not the fewest)" };
    let listed = |names: &[String]| names.iter().map(|name| code(name)).collect::<Vec<_>>().join(", ");
    let role: Vec<String> =
        needs.minimal.permissions.iter().map(|name| format!("{item}{}", code(name))).collect();
    let nothing = vec![format!("{item}none")];
    // An API that knows scopes alone has nothing to say here.
    if !api.permissions.is_empty() || needs.scopes.is_empty() {
        let title = format!("Permissions needed{}", sure(&needs.minimal));
        section(&title, if role.is_empty() { nothing } else { role });
    }
    let scopes =
        needs.scopes.iter().filter(|(_, scopes)| !scopes.permissions.is_empty()).map(|(scheme, scopes)| {
            format!("{item}{}: {}{}", code(scheme), listed(&scopes.permissions), sure(scopes))
        });
    section("Scopes needed", scopes.collect());
    let missing = needs.missing.iter().map(|(id, names)| (id, "", names));
    let missing = missing.chain(needs.missing_scopes.iter().map(|(id, names)| (id, "scope ", names)));
    let missing =
        missing.map(|(id, what, names)| format!("{item}{}: {what}{}", code(label(id)), listed(names)));
    section("Not granted", missing.collect());
    let calls = needs.places().into_iter().flat_map(|(id, spots)| {
        // An API that knows scopes alone is told by them.
        let by_scopes = api.permissions.is_empty() && !needs.scopes.is_empty();
        let need = api.operations.get(id.index());
        let need = need
            .map(|one| if by_scopes { permissions::scopes(api, one) } else { requirement(one) })
            .unwrap_or_default();
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
                "missing_scopes": needs.missing_scopes.get(&id),
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
    let scopes: BTreeMap<&str, &Vec<String>> =
        needs.scopes.iter().map(|(scheme, scopes)| (scheme.as_str(), &scopes.permissions)).collect();
    json!({
        "permissions": needs.minimal.permissions,
        "exact": needs.minimal.exact,
        "scopes": scopes,
        "calls": calls,
        "undecided": undecided,
        "unreadable": unreadable,
    })
}
