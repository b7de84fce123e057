//! OAuth scopes: which of them operations need, where a scheme takes some.

use std::collections::{BTreeMap, BTreeSet};

use super::minimal::{Minimal, fewest, held};
use crate::api::{Api, Operation, SchemeId, SchemeUse};

/// How many lists one operation's alternatives may come to; beyond that its first alternative counts.
const MOST_LISTS: usize = 256;

/// The fewest scopes with which operations can be called, for each scheme that takes any: for who uses that scheme.
pub fn minimal_scopes<'a>(
    api: &Api,
    operations: impl Iterator<Item = &'a Operation> + Clone,
) -> BTreeMap<String, Minimal> {
    let uses = operations.clone().flat_map(|one| &one.security).flatten();
    let schemes: BTreeSet<SchemeId> =
        uses.filter(|wanted| !wanted.scopes.is_empty()).map(|wanted| wanted.scheme).collect();
    let mut needed = BTreeMap::new();
    for id in schemes {
        let Some(scheme) = api.schemes.get(id.index()) else { continue };
        let clauses: Vec<Vec<&str>> =
            operations.clone().flat_map(|one| clauses(one, |wanted| wanted.scheme == id)).collect();
        needed.insert(scheme.name.clone(), fewest(&clauses));
    }
    needed
}

/// What an operation lacks where these scopes are granted; nothing where it can be called without any.
pub fn missing_scopes<'o>(operation: &'o Operation, granted: &[String]) -> Vec<&'o str> {
    let free = operation.security.iter().any(|all| all.iter().all(|wanted| wanted.scopes.is_empty()));
    if free {
        return Vec::new();
    }
    let mut missing = Vec::new();
    for clause in clauses(operation, |_| true) {
        if !clause.iter().any(|scope| held(granted, scope)) {
            missing.extend(clause.into_iter().filter(|scope| !missing.contains(scope)).collect::<Vec<_>>());
        }
    }
    missing
}

/// Lists of scopes of each of which one is needed, which is what alternatives come to. Those that take none of the
/// schemes meant are not looked at.
fn clauses(operation: &Operation, meant: impl Fn(&SchemeUse) -> bool) -> Vec<Vec<&str>> {
    let alternatives: Vec<Vec<&str>> = operation
        .security
        .iter()
        .filter(|all| all.iter().any(&meant))
        .map(|all| {
            let uses = all.iter().filter(|wanted| meant(wanted));
            uses.flat_map(|wanted| wanted.scopes.iter().map(String::as_str)).collect()
        })
        .collect();
    let Some((first, rest)) = alternatives.split_first() else { return Vec::new() };
    let mut lists: Vec<Vec<&str>> = first.iter().map(|scope| vec![*scope]).collect();
    for alternative in rest {
        if lists.len().saturating_mul(alternative.len()) > MOST_LISTS {
            return first.iter().map(|scope| vec![*scope]).collect();
        }
        lists = lists
            .iter()
            .flat_map(|list| {
                alternative.iter().map(|scope| list.iter().copied().chain([*scope]).collect::<Vec<&str>>())
            })
            .collect();
    }
    lists
}
