//! Looks for what may tell of paging in requests and results.

use super::words::{AROUND_ITEMS, HOLDERS, ITEMS, NOT_ITEMS, plain};
use super::{At, Path};
use crate::api::{Api, Operation, Place, Property, SchemaId, Shape, Use};

/// A value that paging could use.
pub(super) struct Leaf {
    /// Where it is.
    pub(super) path: Path,
    /// Its name, and those of what it is in, as [`plain`] writes them.
    pub(super) names: Vec<String>,
    pub(super) kind: Kind,
    pub(super) description: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Number,
    Boolean,
    Other,
}

impl Leaf {
    pub(super) fn name(&self) -> &str {
        self.names.last().map_or("", String::as_str)
    }

    /// Whether it is among links.
    pub(super) fn in_links(&self) -> bool {
        self.names.iter().rev().skip(1).any(|name| name == "links")
    }

    /// The name of what it is in.
    pub(super) fn holder(&self) -> &str {
        let at = self.names.len().checked_sub(2);
        at.and_then(|at| self.names.get(at)).map_or("", String::as_str)
    }
}

/// A parameter, or a member of the body, that could ask for a page.
pub(super) struct Asked {
    pub(super) at: At,
    pub(super) name: String,
    pub(super) kind: Kind,
    pub(super) default: Option<i64>,
    pub(super) description: String,
}

pub(super) fn kind(api: &Api, used: &Use) -> Kind {
    match api.schema(api.target(used).0).shape {
        Shape::Text(_) => Kind::Text,
        Shape::Integer(_) | Shape::Number => Kind::Number,
        Shape::Boolean => Kind::Boolean,
        _ => Kind::Other,
    }
}

/// The values of a result, at its top and in the objects that tell of paging, the outermost first.
pub(super) fn leaves(api: &Api, result: &Use) -> Vec<Leaf> {
    let mut found = Vec::new();
    let mut open: Vec<(SchemaId, Path)> = vec![(api.target(result).0, Vec::new())];
    for _ in 0..4 {
        let mut inner = Vec::new();
        for (id, path) in open {
            let Shape::Object(object) = &api.schema(id).shape else { continue };
            for property in &object.properties {
                let path: Path = path.iter().cloned().chain([property.name.clone()]).collect();
                let target = api.target(&property.schema).0;
                if matches!(api.schema(target).shape, Shape::Object(_)) {
                    let name = plain(&property.name);
                    if HOLDERS.contains(&name.as_str()) || AROUND_ITEMS.contains(&name.as_str()) {
                        inner.push((target, path));
                    }
                    continue;
                }
                found.push(leaf(api, property, path));
            }
        }
        open = inner;
    }
    found
}

fn leaf(api: &Api, property: &Property, path: Path) -> Leaf {
    Leaf {
        names: path.iter().map(|name| plain(name)).collect(),
        path,
        kind: kind(api, &property.schema),
        description: property.description.clone().unwrap_or_default(),
    }
}

/// Where the items of a result are.
pub(super) fn items(api: &Api, result: &Use) -> Option<Path> {
    let id = api.target(result).0;
    match &api.schema(id).shape {
        Shape::List(_) => Some(Vec::new()),
        Shape::Object(_) => list_in(api, id).or_else(|| {
            let around = around(api, id)?;
            let mut path = vec![around.0];
            path.extend(list_in(api, around.1)?);
            Some(path)
        }),
        _ => None,
    }
}

/// The list of an object: the only one, else the one with the most telling name.
fn list_in(api: &Api, id: SchemaId) -> Option<Path> {
    let Shape::Object(object) = &api.schema(id).shape else { return None };
    let is_list =
        |property: &&Property| matches!(api.schema(api.target(&property.schema).0).shape, Shape::List(_));
    let lists: Vec<(&Property, String)> = object
        .properties
        .iter()
        .filter(is_list)
        .map(|property| (property, plain(&property.name)))
        .filter(|(_, name)| !NOT_ITEMS.contains(&name.as_str()))
        .collect();
    if let [(only, _)] = lists.as_slice() {
        return Some(vec![only.name.clone()]);
    }
    let rank = |name: &str| ITEMS.iter().position(|known| *known == name);
    let (best, _) =
        lists.iter().filter_map(|(list, name)| Some((list, rank(name)?))).min_by_key(|(_, rank)| *rank)?;
    Some(vec![best.name.clone()])
}

/// The only object that may stand around the list.
fn around(api: &Api, id: SchemaId) -> Option<(String, SchemaId)> {
    let Shape::Object(object) = &api.schema(id).shape else { return None };
    let mut found = object.properties.iter().filter_map(|property| {
        let target = api.target(&property.schema).0;
        let is = matches!(api.schema(target).shape, Shape::Object(_))
            && AROUND_ITEMS.contains(&plain(&property.name).as_str());
        is.then(|| (property.name.clone(), target))
    });
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// What a request can be asked with: its query, and its body where the method does not change anything by itself.
pub(super) fn asked(api: &Api, operation: &Operation) -> Vec<Asked> {
    let query = operation.parameters.iter().filter(|parameter| parameter.place == Place::Query);
    let mut all: Vec<Asked> = query
        .filter(|parameter| parameter.content.is_none())
        .map(|parameter| Asked {
            at: At::Query(parameter.name.clone()),
            name: plain(&parameter.name),
            kind: kind(api, &parameter.schema),
            default: number(
                parameter.default.as_deref().or(api.schema(parameter.schema.schema).default.as_deref()),
            ),
            description: parameter.description.clone().unwrap_or_default(),
        })
        .collect();
    if matches!(operation.method.as_str(), "POST" | "QUERY")
        && let Some(body) = super::body(operation)
    {
        body_members(api, api.target(body).0, &[], &mut all);
    }
    all
}

fn body_members(api: &Api, id: SchemaId, path: &[String], all: &mut Vec<Asked>) {
    let Shape::Object(object) = &api.schema(id).shape else { return };
    for property in object.properties.iter().filter(|property| !property.read_only) {
        let path: Path = path.iter().cloned().chain([property.name.clone()]).collect();
        let target = api.target(&property.schema).0;
        if matches!(api.schema(target).shape, Shape::Object(_)) {
            if path.len() < 2 && HOLDERS.contains(&plain(&property.name).as_str()) {
                body_members(api, target, &path, all);
            }
            continue;
        }
        all.push(Asked {
            at: At::Body(path),
            name: plain(&property.name),
            kind: kind(api, &property.schema),
            default: number(property.default.as_deref().or(api.schema(target).default.as_deref())),
            description: property.description.clone().unwrap_or_default(),
        });
    }
}

fn number(json: Option<&str>) -> Option<i64> {
    json?.trim_matches('"').parse().ok()
}

/// The schema at the end of a path through objects, with the uses on the way.
pub(super) fn at_path<'a>(api: &'a Api, start: &'a Use, path: &[String]) -> Option<&'a Use> {
    path.iter().try_fold(start, |used, name| match &api.schema(api.target(used).0).shape {
        Shape::Object(object) => {
            object.properties.iter().find(|property| property.name == *name).map(|property| &property.schema)
        }
        _ => None,
    })
}
