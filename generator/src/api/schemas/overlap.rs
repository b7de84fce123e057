//! One property that several parts of an `allOf` describe.

use super::gather::Gathered;
use crate::api::build::{Builder, Facet};
use crate::api::{Origin, SchemaId, Use};
use crate::diag::{Code, Diagnostic};
use crate::document::{At, NodeId};

impl<'d> Builder<'d> {
    /// Compares two mentions of a property: the later one holds. Where both are objects the values have the
    /// properties of both; where their types exclude each other somebody made a mistake.
    pub(super) fn same_property(
        &mut self,
        name: &str,
        earlier: At<'d>,
        later: At<'d>,
        into: &mut Gathered<'d>,
    ) {
        let (Some(before), Some(after)) = (self.behind(earlier), self.behind(later)) else { return };
        if before.id() == after.id() || self.extensions.extends(after.id(), before.id()) {
            return;
        }
        let lists = before.has("items") && after.has("items");
        if lists || has_members(before) && (has_members(after) || has_candidates(after)) {
            let mut chain = into.earlier.remove(&earlier.id()).unwrap_or_default();
            chain.push(earlier.id());
            into.earlier.insert(later.id(), chain);
            return;
        }
        if let (Some(first), Some(second)) = (before.get("enum"), after.get("enum"))
            && !second.items().any(|value| first.items().any(|other| other.value() == value.value()))
        {
            self.push(
                Diagnostic::new(
                    Code::PropertyConflict,
                    later.place(),
                    format!("no value of `{name}` here is one in another part of `allOf`; these hold"),
                )
                .hint("list all values in one place")
                .related(earlier.place(), "the other ones"),
            );
            return;
        }
        let (Some(first), Some(second)) = (before.get("type"), after.get("type")) else { return };
        let number = |word: &str| matches!(word, "integer" | "number");
        if let (Some(first_word), Some(second_word)) = (first.str(), second.str())
            && first_word != second_word
            && !(number(first_word) && number(second_word))
        {
            self.push(
                Diagnostic::new(
                    Code::PropertyConflict,
                    later.place(),
                    format!("`{name}` is `{second_word}` here and `{first_word}` in another part of `allOf`; this one holds"),
                )
                .hint("no value can be both: rename one of the two, or give both the same type")
                .related(earlier.place(), "the other one"),
            );
        }
    }

    /// Whether the later mention of a property is the one to read: not where it says of the type only what the
    /// earlier one says in full (`type: object` after an object with properties).
    pub(super) fn later_holds(&self, earlier: At<'d>, later: At<'d>) -> bool {
        const FULL: [&str; 11] = [
            "properties",
            "additionalProperties",
            "patternProperties",
            "items",
            "prefixItems",
            "enum",
            "const",
            "allOf",
            "oneOf",
            "anyOf",
            "format",
        ];
        let full = |at: At<'d>| FULL.iter().any(|keyword| at.has(keyword));
        let (Some(before), Some(after)) = (self.behind(earlier), self.behind(later)) else { return true };
        let word = |at: At<'d>| at.get("type").and_then(At::str);
        let same = match (word(before), word(after)) {
            (Some(first), Some(second)) => first == second,
            _ => true,
        };
        full(after) || !full(before) || !same
    }

    /// What stands behind the references at a place; nothing where one of them leads nowhere.
    fn behind(&self, start: At<'d>) -> Option<At<'d>> {
        let mut at = start;
        for _ in 0..64 {
            let Some(reference) = super::reference(at) else { return Some(at) };
            at = self.doc.at(self.doc.resolve(reference.id(), reference.str()?).ok()?);
        }
        None
    }

    /// The schema of a property, an earlier mention of it merged in.
    pub(super) fn property_schema(
        &mut self,
        id: SchemaId,
        name: &str,
        at: At<'d>,
        gathered: &Gathered<'d>,
    ) -> Use {
        let origin = || Origin::Property(id, name.to_owned());
        if gathered.unsure.contains(name) {
            return Use { schema: self.any_value(id), nullable: false };
        }
        let Some(earlier) = gathered.earlier.get(&at.id()) else { return self.use_of(at, origin) };
        let nullable = self.allows_null(at);
        let facet = Facet::Merged(self.chain(earlier));
        Use { schema: self.schema_for((at.id(), facet), origin), nullable }
    }

    /// The items of a list, with what earlier mentions of the list say of them.
    pub(super) fn item(&mut self, id: SchemaId, items: At<'d>, before: &[At<'d>]) -> Use {
        let Some(after) = self.behind(items).filter(|after| has_members(*after) || has_candidates(*after))
        else {
            return self.use_of(items, || Origin::Item(id));
        };
        let mut chain = Vec::new();
        for earlier in before {
            let differs =
                |at: &At<'d>| at.id() != after.id() && !self.extensions.extends(after.id(), at.id());
            if self.behind(*earlier).filter(differs).is_some_and(has_members) {
                chain.push(earlier.id());
            }
        }
        if chain.is_empty() {
            return self.use_of(items, || Origin::Item(id));
        }
        let nullable = self.allows_null(items);
        let facet = Facet::Merged(self.chain(&chain));
        Use { schema: self.schema_for((items.id(), facet), || Origin::Item(id)), nullable }
    }

    /// The nodes of a list of [`chain`](Self::chain).
    pub(super) fn linked(&self, chain: u32) -> Vec<NodeId> {
        usize::try_from(chain).ok().and_then(|chain| self.chains.get(chain)).cloned().unwrap_or_default()
    }

    /// The number of a list of nodes that say something of the same values.
    pub(super) fn chain(&mut self, earlier: &[NodeId]) -> u32 {
        let known = self.chains.iter().position(|chain| chain == earlier);
        let position = known.unwrap_or_else(|| {
            self.chains.push(earlier.to_vec());
            self.chains.len() - 1
        });
        u32::try_from(position).unwrap_or(u32::MAX)
    }
}

fn has_members(at: At<'_>) -> bool {
    at.has("properties") || at.has("allOf")
}

fn has_candidates(at: At<'_>) -> bool {
    at.has("oneOf") || at.has("anyOf")
}
