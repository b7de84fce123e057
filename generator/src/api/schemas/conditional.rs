//! Properties that are described only for some values: under `then`, `else` and `dependentSchemas`.

use super::gather::Gathered;
use crate::api::build::Builder;
use crate::diag::{Code, Diagnostic};
use crate::document::At;

impl<'d> Builder<'d> {
    /// Collects properties that may be there. What they are waits until all that holds for every value is known.
    pub(super) fn gather_conditional(&mut self, at: At<'d>, into: &mut Gathered<'d>) {
        let branches = ["then", "else"].into_iter().filter_map(|keyword| at.get(keyword));
        let dependent =
            ["dependentSchemas", "dependencies"].into_iter().filter_map(|keyword| at.get(keyword));
        let dependent = dependent.flat_map(At::entries).map(|(_, schema)| schema);
        let parts: Vec<At<'d>> = branches.chain(dependent).filter(|part| part.is_object()).collect();
        for part in parts {
            let mut inner = Gathered { path: into.path.clone(), ..Gathered::default() };
            self.gather(part, &mut inner, false);
            into.conditional.extend(inner.properties.iter());
            into.conditional.extend(inner.conditional);
        }
    }

    /// Adds the properties that only some values have. One that is described for all values is what is said there,
    /// whatever a condition makes of it; one that several conditions describe differently can be anything.
    pub(super) fn settle(&mut self, into: &mut Gathered<'d>) {
        for (name, property) in std::mem::take(&mut into.conditional) {
            match into.sometimes.get(name).copied() {
                Some(known) if self.alike(known, property) => {}
                Some(known) => {
                    if into.unsure.insert(name) {
                        self.push(Diagnostic::new(
                            Code::KeywordIgnored,
                            known.place(),
                            format!("`{name}` is described differently under several conditions; it is read as any JSON value"),
                        ));
                    }
                }
                None if into.properties.get(name).is_some() => {}
                None => {
                    into.sometimes.insert(name, property);
                    into.properties.set(name, property);
                }
            }
        }
    }

    /// Whether two mentions make one type: the same as it is written, or texts and numbers of one kind, whose enums
    /// and bounds may differ.
    fn alike(&self, first: At<'d>, second: At<'d>) -> bool {
        let word = |at: At<'d>, key: &str| at.get(key).and_then(At::str);
        let scalar = |at: At<'d>| {
            word(at, "type").is_some_and(|kind| matches!(kind, "string" | "integer" | "number" | "boolean"))
                && !["allOf", "oneOf", "anyOf", "$ref"].iter().any(|key| at.has(key))
        };
        self.says_the_same(first, second)
            || scalar(first)
                && scalar(second)
                && ["type", "format"].iter().all(|key| word(first, key) == word(second, key))
    }
}
