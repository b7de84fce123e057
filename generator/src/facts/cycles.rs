//! Which fields need a box: exactly one on every way by which a value would hold itself.
//!
//! A depth-first walk over what is held *by value* (properties and variants; lists and maps hold on the heap): an edge
//! back to a schema that the walk is still inside closes a cycle, and only such edges are boxed. The walk starts in
//! the order of the description, so the choice is the same every time.

use std::collections::BTreeSet;

use crate::api::{Api, SchemaId, Shape};

#[derive(Default)]
pub(super) struct Cycles {
    pub(super) boxed: BTreeSet<(SchemaId, usize)>,
    pub(super) knots: BTreeSet<SchemaId>,
}

pub(super) fn find(api: &Api) -> Cycles {
    let mut cycles = Cycles { knots: knots(api), ..Cycles::default() };
    let mut state = vec![State::New; api.schemas.len()];
    for start in api.schema_ids() {
        walk(api, start, &mut state, &mut cycles.boxed);
    }
    cycles
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    New,
    Inside,
    Done,
}

/// The schemas that a value of `id` holds by value, by position of property or variant.
pub(super) fn held(api: &Api, id: SchemaId) -> Vec<(usize, SchemaId)> {
    let uses: Vec<&crate::api::Use> = match &api.schema(id).shape {
        Shape::Object(object) => object.properties.iter().map(|property| &property.schema).collect(),
        Shape::Union(union) => union.variants.iter().map(|variant| &variant.schema).collect(),
        _ => Vec::new(),
    };
    let mut found = Vec::new();
    for (position, inner) in uses.into_iter().enumerate() {
        direct(api, api.target(inner).0, &mut |target| found.push((position, target)));
    }
    found
}

/// The objects and unions that a value is, or holds in the places of a tuple.
fn direct(api: &Api, start: SchemaId, found: &mut dyn FnMut(SchemaId)) {
    let (mut open, mut seen) = (vec![start], BTreeSet::new());
    while let Some(id) = open.pop() {
        match &api.schema(id).shape {
            Shape::Object(_) | Shape::Union(_) => found(id),
            Shape::Tuple(places) if seen.insert(id) => {
                open.extend(places.iter().rev().map(|place| api.target(place).0));
            }
            _ => {}
        }
    }
}

fn walk(api: &Api, start: SchemaId, state: &mut [State], boxed: &mut BTreeSet<(SchemaId, usize)>) {
    let enter = |id: SchemaId, state: &mut [State]| {
        let slot = state.get_mut(id.index())?;
        let before = *slot;
        if before == State::New {
            *slot = State::Inside;
        }
        Some(before)
    };
    if enter(start, state) != Some(State::New) {
        return;
    }
    let mut stack = vec![(start, held(api, start).into_iter())];
    while let Some((id, rest)) = stack.last_mut() {
        let id = *id;
        match rest.next() {
            Some((position, target)) => match enter(target, state) {
                Some(State::New) => stack.push((target, held(api, target).into_iter())),
                Some(State::Inside) => {
                    boxed.insert((id, position));
                }
                _ => {}
            },
            None => {
                if let Some(slot) = state.get_mut(id.index()) {
                    *slot = State::Done;
                }
                stack.pop();
            }
        }
    }
}

/// Lists and maps that come back to themselves without an object or a union on the way (`A: list of A`).
fn knots(api: &Api) -> BTreeSet<SchemaId> {
    let inner = |id: SchemaId| match &api.schema(id).shape {
        Shape::List(inner) | Shape::Map(inner) => Some(api.target(inner).0),
        _ => None,
    };
    let mut knots = BTreeSet::new();
    for start in api.schema_ids() {
        let mut current = inner(start);
        let mut hops = 0;
        while let Some(id) = current {
            if id == start {
                knots.insert(start);
                break;
            }
            hops += 1;
            current = if hops > 64 { None } else { inner(id) };
        }
    }
    knots
}
