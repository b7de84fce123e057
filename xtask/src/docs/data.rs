//! What the explorer knows: permissions by number, operations with what they need, and where they are described.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;

use sdkwright::api::{Api, Operation};
use sdkwright::pipeline::Generated;
use serde_json::{Value, json};

/// The script that brings the data. A script and not JSON, which a page that was opened from a disk may not load.
pub(super) fn script(generated: &Generated) -> Result<String, Box<dyn Error>> {
    Ok(format!("window.permissionData = {};\n", data(generated)?))
}

/// Operations in the order in which the explorer knows them.
pub(super) fn operations(api: &Api) -> Vec<&Operation> {
    let mut operations: Vec<&Operation> = api.operations.iter().collect();
    operations.sort_by_key(|operation| operation.tag);
    operations
}

/// All names of permissions, sorted by their bytes as the search for the fewest has them.
pub(super) fn permissions(api: &Api) -> Vec<&str> {
    let named = api.operations.iter().flat_map(|operation| &operation.requirement.permissions);
    let all: BTreeSet<&str> =
        named.map(String::as_str).chain(api.permissions.iter().map(|one| one.name.as_str())).collect();
    all.into_iter().collect()
}

fn data(generated: &Generated) -> Result<Value, Box<dyn Error>> {
    let api = &generated.stages.api;
    let names = permissions(api);
    let about: BTreeMap<&str, &str> = api
        .permissions
        .iter()
        .filter_map(|one| Some((one.name.as_str(), one.description.as_deref()?.trim())))
        .collect();
    let listed: Vec<Value> = names
        .iter()
        .map(|name| json!({"name": name, "about": about.get(name).copied().unwrap_or_default()}))
        .collect();
    let pages = generated.view.pages.as_ref().ok_or("the configuration wants no pages")?;
    let described = pages.tags.iter().flat_map(|tag| tag.operations.iter().map(move |one| (tag, one)));
    let described: Vec<_> = described.collect();
    let operations = operations(api);
    if described.len() != operations.len() {
        return Err(format!("{} operations, {} of them described", operations.len(), described.len()).into());
    }
    let listed_operations: Vec<Value> = operations
        .iter()
        .zip(described)
        .map(|(operation, (tag, page))| {
            let clauses: Vec<Vec<usize>> = operation
                .requirement
                .clauses()
                .iter()
                .map(|list| list.iter().filter_map(|name| names.binary_search(name).ok()).collect())
                .collect();
            json!({
                "id": operation.label,
                "name": page.method,
                "http": format!("{} {}", operation.method, operation.path.text),
                "page": format!("tags/{}.html#{}", tag.module, page.method),
                "clauses": clauses,
            })
        })
        .collect();
    Ok(json!({"permissions": listed, "operations": listed_operations}))
}
