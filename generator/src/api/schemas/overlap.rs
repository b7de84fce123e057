//! One property that several parts of an `allOf` describe.

use super::gather::Gathered;
use crate::api::build::{Builder, Facet};
use crate::api::{Origin, SchemaId, Use};
use crate::diag::{Code, Diagnostic};
use crate::document::At;

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
        if before.has("properties") && after.has("properties") {
            into.earlier.insert(later.id(), earlier);
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

    /// What stands behind the references at a place; nothing where one of them leads nowhere.
    fn behind(&self, start: At<'d>) -> Option<At<'d>> {
        let mut at = start;
        for _ in 0..64 {
            let Some(reference) = at.get("$ref") else { return Some(at) };
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
        let Some(earlier) = gathered.earlier.get(&at.id()) else { return self.use_of(at, origin) };
        let nullable = self.allows_null(at);
        Use { schema: self.schema_for((at.id(), Facet::Within(earlier.id())), origin), nullable }
    }
}
