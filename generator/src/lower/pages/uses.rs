//! Who uses which model: the links back.

use std::collections::{BTreeMap, BTreeSet};

use super::{Book, Shelf, models_in};
use crate::api::{Media, Operation, OperationId, SchemaId};
use crate::document::NodeId;
use crate::lower::types::RustType;

/// Links shown of one kind; the rest is counted.
const MOST: usize = 100;

/// Users of models, by the model's schema.
#[derive(Default)]
pub(super) struct Uses {
    takes: BTreeMap<SchemaId, Vec<OperationId>>,
    gives: BTreeMap<SchemaId, Vec<OperationId>>,
    fails: BTreeMap<SchemaId, Vec<OperationId>>,
    held: BTreeMap<SchemaId, BTreeSet<String>>,
    /// Where an operation is written that links lead to, with those whose results hold them.
    pub(super) followed: BTreeMap<NodeId, BTreeSet<OperationId>>,
}

impl Book<'_> {
    pub(super) fn uses(&self) -> Uses {
        let mut uses = Uses::default();
        for entry in &self.entries {
            let Some(operation) = self.lower.api.operations.get(entry.id.index()) else { continue };
            let arguments = entry.view.arguments.iter().map(|argument| argument.ty.as_str());
            let setters = entry.view.setters.iter().map(|setter| setter.ty.as_str());
            let choices = entry.view.choices.iter().flat_map(|choice| &choice.arguments);
            let given: BTreeSet<&str> = arguments
                .chain(setters)
                .chain(choices.map(|argument| argument.ty.as_str()))
                .flat_map(models_in)
                .collect();
            for id in given.into_iter().filter_map(|name| self.ids.get(name)) {
                uses.takes.entry(*id).or_default().push(entry.id);
            }
            for id in self.multipart_models(operation) {
                let list = uses.takes.entry(id).or_default();
                if !list.contains(&entry.id) {
                    list.push(entry.id);
                }
            }
            self.add_results(&mut uses, entry.id, operation);
        }
        self.add_holders(&mut uses);
        uses
    }

    /// Forms of many parts are built by hand; their model is what describes them.
    fn multipart_models(&self, operation: &Operation) -> Vec<SchemaId> {
        let media = operation.body.iter().flat_map(|body| &body.media);
        let schemas =
            media.filter_map(|media| media.schema.as_ref()).map(|used| self.lower.api.target(used).0);
        schemas.filter(|id| self.lower.names.model(*id).is_some()).collect()
    }

    fn add_results(&self, uses: &mut Uses, id: OperationId, operation: &Operation) {
        for response in &operation.responses {
            for target in response.links.iter().filter_map(|link| link.target) {
                uses.followed.entry(target).or_default().insert(id);
            }
            let success = response.status.is_success();
            let list = if success { &mut uses.gives } else { &mut uses.fails };
            let models = response.media.iter().flat_map(|media| self.models_of(media));
            for model in models.collect::<BTreeSet<_>>() {
                let users = list.entry(model).or_default();
                if users.last() != Some(&id) {
                    users.push(id);
                }
            }
        }
    }

    /// The models that a content type's type names.
    fn models_of(&self, media: &Media) -> BTreeSet<SchemaId> {
        let Some(used) = &media.schema else { return BTreeSet::new() };
        self.ids_in(&self.lower.type_of(used))
    }

    fn ids_in(&self, ty: &RustType) -> BTreeSet<SchemaId> {
        ty.models.iter().filter_map(|name| self.ids.get(name).copied()).collect()
    }

    fn add_holders(&self, uses: &mut Uses) {
        for (id, names) in self.lower.names.models() {
            for held in self.lower.api.schema(id).shape.uses() {
                for inner in self.ids_in(&self.lower.type_of(held)) {
                    if inner != id {
                        uses.held.entry(inner).or_default().insert(names.name.to_string());
                    }
                }
            }
        }
    }

    /// The lines that lead back from a model.
    pub(super) fn used_by(&self, id: SchemaId) -> Vec<String> {
        let operations = |word: &str, of: &BTreeMap<SchemaId, Vec<OperationId>>| {
            let links = of.get(&id)?.iter().map(|user| self.to_operation(*user, Shelf::Models));
            Some(format!("- {word}: {}", limited(links)))
        };
        let uses = &self.uses;
        let held = uses.held.get(&id).map(|names| {
            let links = names.iter().map(|name| self.to_model(name, Shelf::Models));
            format!("- Part of: {}", limited(links))
        });
        [
            operations("Sent by", &uses.takes),
            operations("Result of", &uses.gives),
            operations("Error of", &uses.fails),
            held,
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

fn limited(links: impl ExactSizeIterator<Item = String>) -> String {
    let all = links.len();
    let shown: Vec<String> = links.take(MOST).collect();
    match all.saturating_sub(MOST) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}
