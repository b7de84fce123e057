//! Which further fields need a box, so that no model's value becomes too large to be passed around.
//!
//! Optional objects lie in the struct that holds them, whether they are there or not. Where objects hold objects that hold
//! objects, that grows with every level: one customer of a real payment API took 300 KB, its error 1.3 MB, and a stack in
//! debug mode holds several of them. A model above [`MOST`] has its large members boxed, the largest kind first.

use std::collections::BTreeSet;

use super::Usage;
use super::cycles::held;
use crate::api::{Api, SchemaId, Shape, Text};

/// Bytes that a value may have without boxes.
const MOST: usize = 4096;

/// Members above this are boxed first; where that is not enough, members above the next one.
const STEPS: &[usize] = &[1024, 256, 0];

/// Adds to the boxes that recursion needs; with those, no object holds itself by value.
pub(super) fn shrink(api: &Api, usage: &[Usage], boxed: &mut BTreeSet<(SchemaId, usize)>) {
    let mut sizes: Vec<Option<usize>> = vec![None; api.schemas.len()];
    for start in api.schema_ids() {
        let mut open = vec![start];
        while let Some(id) = open.last().copied() {
            if size_known(&sizes, id) {
                open.pop();
                continue;
            }
            let inner = held(api, id).into_iter().filter(|(position, _)| !boxed.contains(&(id, *position)));
            let before = open.len();
            open.extend(inner.map(|(_, target)| target).filter(|target| !size_known(&sizes, *target)));
            if open.len() == before {
                let size = fit(api, usage, id, &sizes, boxed);
                if let Some(slot) = sizes.get_mut(id.index()) {
                    *slot = Some(size);
                }
                open.pop();
            }
        }
    }
}

fn size_known(sizes: &[Option<usize>], id: SchemaId) -> bool {
    sizes.get(id.index()).is_none_or(Option::is_some)
}

/// The size of a schema's value, once its members are boxed as far as it takes.
fn fit(
    api: &Api,
    usage: &[Usage],
    id: SchemaId,
    sizes: &[Option<usize>],
    boxed: &mut BTreeSet<(SchemaId, usize)>,
) -> usize {
    let sent = usage.get(id.index()).is_some_and(|usage| usage.request);
    let members = members(api, id);
    let is_sum = matches!(api.schema(id).shape, Shape::Object(_));
    for step in STEPS {
        let size = total(api, id, &members, sizes, boxed, is_sum);
        if size <= MOST || !is_sum {
            return size;
        }
        for (position, (target, required)) in members.iter().enumerate() {
            let large = size_of(api, *target, sizes) > *step;
            // what `new` takes stays as it is
            if large && is_model(api, *target) && !(*required && sent) {
                boxed.insert((id, position));
            }
        }
    }
    total(api, id, &members, sizes, boxed, is_sum)
}

/// What an object or union holds: the schema of each member, and whether it has to be there.
fn members(api: &Api, id: SchemaId) -> Vec<(SchemaId, bool)> {
    match &api.schema(id).shape {
        Shape::Object(object) => {
            let members = object.properties.iter();
            members.map(|property| (api.target(&property.schema).0, property.required)).collect()
        }
        Shape::Union(union) => {
            union.variants.iter().map(|variant| (api.target(&variant.schema).0, true)).collect()
        }
        _ => Vec::new(),
    }
}

fn is_model(api: &Api, id: SchemaId) -> bool {
    matches!(api.schema(id).shape, Shape::Object(_) | Shape::Union(_))
}

fn total(
    api: &Api,
    id: SchemaId,
    members: &[(SchemaId, bool)],
    sizes: &[Option<usize>],
    boxed: &BTreeSet<(SchemaId, usize)>,
    is_sum: bool,
) -> usize {
    let each = members.iter().enumerate().map(|(position, (target, _))| {
        if boxed.contains(&(id, position)) { 8 } else { size_of(api, *target, sizes) }
    });
    let inner: usize = if is_sum { each.sum() } else { each.max().unwrap_or(0) + 8 };
    if is_model(api, id) { inner.max(8) } else { size_of(api, id, sizes) }
}

/// Bytes of a value, about: what a field of it takes on a 64-bit machine, absent or not.
fn size_of(api: &Api, id: SchemaId, sizes: &[Option<usize>]) -> usize {
    match &api.schema(id).shape {
        Shape::Boolean => 1,
        Shape::Integer(_) | Shape::Number => 16,
        Shape::Text(Text::Plain) | Shape::List(_) | Shape::Map(_) => 24,
        Shape::Object(_) | Shape::Union(_) => sizes.get(id.index()).copied().flatten().unwrap_or(0) + 8,
        Shape::Tuple(places) => {
            // tuples in tuples are rare, and end: those that hold themselves are lists of any value
            places.iter().map(|place| size_of(api, api.target(place).0, sizes)).sum()
        }
        _ => 32,
    }
}
