//! Lists whose places have types of their own: `prefixItems`, and before 2020 a list under `items`.

use super::gather::Gathered;
use crate::api::build::Builder;
use crate::api::{Origin, SchemaId, Shape, Use};
use crate::diag::{Code, Diagnostic};
use crate::document::{At, Value};

/// Most places that a tuple has: as many as the runtime reads and writes.
const MOST_PLACES: usize = 8;

impl<'d> Builder<'d> {
    /// Notes how many items a list has, and the schemas of its places.
    pub(super) fn gather_places(&mut self, at: At<'d>, into: &mut Gathered<'d>) {
        let count = |keyword: &str| match at.get(keyword)?.value() {
            Value::Number(text) => text.parse::<usize>().ok(),
            _ => None,
        };
        into.fewest = count("minItems").max(into.fewest);
        into.most = [count("maxItems"), into.most].into_iter().flatten().min();
        // before 2020 a list under `items` was what `prefixItems` is now
        let (places, items) = match at.get("items") {
            Some(list) if list.is_array() => (Some(list), at.get("additionalItems")),
            items => (at.get("prefixItems"), items),
        };
        if let Some(items) = items {
            into.items_before.extend(into.items.replace(items).filter(|before| before.id() != items.id()));
        }
        let ends = |keyword: &str| at.get(keyword).and_then(At::bool) == Some(false);
        into.ends |= items.and_then(At::bool) == Some(false) || ends("unevaluatedItems");
        into.tuple = places.filter(|places| places.is_array()).or(into.tuple);
    }

    /// Whether `items` without a `type` leaves open what a value is. By the letter it always does; who writes one schema
    /// there means a list, and only who writes several may mean one value of several kinds, as is done in the wild.
    pub(super) fn is_no_list(&mut self, at: At<'d>, gathered: &Gathered<'d>) -> bool {
        let Some(items) = gathered.tuple.or(gathered.items) else { return false };
        let several = gathered.tuple.is_some() && at.has("items");
        let message = if several {
            "`items` without `type` says nothing of values that are no lists; any JSON value is accepted here"
        } else {
            "`items` without `type` says nothing of values that are no lists; a list is read here"
        };
        self.push(
            Diagnostic::new(Code::TypeMissing, items.key_place(), message)
                .hint("add `type: array`, or write `oneOf` where one value of several kinds is meant"),
        );
        several
    }

    /// The places of a list that has them all, always: any other length would be refused.
    fn places(&mut self, id: SchemaId, places: &[At<'d>], gathered: &Gathered<'d>) -> Option<Vec<Use>> {
        let count = places.len();
        let whole = gathered.fewest.is_some_and(|fewest| fewest >= count)
            && (gathered.ends || gathered.most.is_some_and(|most| most <= count));
        if !whole || !(2..=MOST_PLACES).contains(&count) {
            return None;
        }
        let place =
            |(index, at): (usize, &At<'d>)| self.use_of(*at, || Origin::Property(id, index.to_string()));
        Some(places.iter().enumerate().map(place).collect())
    }

    /// The shape of a list that describes its places one by one.
    pub(super) fn placed(&mut self, id: SchemaId, tuple: At<'d>, gathered: &Gathered<'d>) -> Shape {
        let own: Vec<At<'d>> = tuple.items().collect();
        let mut all = own.clone();
        all.extend(gathered.items.filter(|items| items.is_object()));
        if let Some(first) = all.first().copied().filter(|first| first.is_object())
            && all.iter().all(|other| self.says_the_same(first, *other))
        {
            return Shape::List(self.use_of(first, || Origin::Item(id))); // as in a pair of coordinates
        }
        if let Some(places) = self.places(id, &own, gathered) {
            return Shape::Tuple(places);
        }
        let mut finding = Diagnostic::new(
            Code::KeywordIgnored,
            tuple.key_place(),
            "the items of this list are of several types by their place; they are read as any JSON value",
        );
        if (2..=MOST_PLACES).contains(&own.len()) {
            let count = own.len();
            finding = finding.hint(format!("`minItems: {count}` and `items: false` make it a tuple"));
        }
        self.push(finding);
        Shape::List(Use { schema: self.any_value(id), nullable: false })
    }

    /// Makes lists of any value of tuples that come back to themselves without an object or a union on the way: a
    /// tuple is no type of its own in Rust, so nothing could break the circle.
    pub(in crate::api) fn untie_tuples(&mut self) {
        let ids: Vec<SchemaId> = self.api.schema_ids().collect();
        for id in ids {
            if matches!(self.api.schema(id).shape, Shape::Tuple(_)) && self.comes_back(id) {
                let node = self.doc.at(self.api.schema(id).node);
                self.push(Diagnostic::new(
                    Code::KeywordIgnored,
                    node.place(),
                    "this list of places holds itself; its items are read as any JSON value",
                ));
                let any = Use { schema: self.any_value(id), nullable: false };
                if let Some(schema) = self.api.schemas.get_mut(id.index()) {
                    schema.shape = Shape::List(any);
                }
            }
        }
    }

    fn comes_back(&self, start: SchemaId) -> bool {
        let mut seen = std::collections::BTreeSet::new();
        let mut open = vec![start];
        while let Some(id) = open.pop() {
            let shape = &self.api.schema(id).shape;
            if !matches!(shape, Shape::Tuple(_) | Shape::List(_) | Shape::Map(_) | Shape::Alias(_)) {
                continue;
            }
            for used in shape.uses() {
                if used.schema == start {
                    return true;
                }
                if seen.insert(used.schema) {
                    open.push(used.schema);
                }
            }
        }
        false
    }
}
