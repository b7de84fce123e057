//! What follows from the description, computed once and then only read. Nothing here edits an [`Api`].

mod bodies;
mod cycles;
pub mod paging;
mod reach;
mod sizes;
mod unions;

use std::collections::{BTreeMap, BTreeSet};

pub use bodies::{BodyKind, body_kind, choices, is_file, is_plain_text, sent_type};
pub use unions::{Kind, Pick};

use crate::api::{Api, OperationId, SchemaId, Shape, TagId};
use crate::config::Config;
use crate::diag::Findings;

/// How a schema is used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// It is part of something sent.
    pub request: bool,
    /// It is part of something that comes back.
    pub response: bool,
    /// Methods in whose bodies it is sent, in capitals; `""` stands for a parameter.
    pub methods: BTreeSet<String>,
    /// Tags whose operations reach it.
    pub tags: BTreeSet<TagId>,
    /// It is part of a webhook or a callback, which belong to no tag's feature.
    pub webhook: bool,
}

impl Usage {
    /// Whether any operation reaches it.
    pub fn is_used(&self) -> bool {
        self.request || self.response
    }
}

/// The facts.
#[derive(Debug, Default)]
pub struct Facts {
    /// Per schema.
    pub usage: Vec<Usage>,
    /// Properties and variants (by position) that are boxed, because their type holds itself or is large.
    pub boxed: BTreeSet<(SchemaId, usize)>,
    /// Those of them whose type holds itself.
    pub recursive: BTreeSet<(SchemaId, usize)>,
    /// Lists and maps that hold only themselves through other lists and maps: they need a type of their own.
    pub knots: BTreeSet<SchemaId>,
    /// How a union without a discriminator is told apart.
    pub picks: BTreeMap<SchemaId, Vec<Pick>>,
    /// The schema of error bodies, where there is one for all operations.
    pub error_model: Option<SchemaId>,
    /// The operations of each tag that has any, in the order of the description.
    pub by_tag: BTreeMap<TagId, Vec<OperationId>>,
    /// How the pages of an operation follow each other, where its result is a list in pages.
    pub paging: BTreeMap<OperationId, paging::Paging>,
}

impl Facts {
    /// How a schema is used.
    pub fn usage(&self, id: SchemaId) -> &Usage {
        static NONE: Usage = Usage {
            request: false,
            response: false,
            methods: BTreeSet::new(),
            tags: BTreeSet::new(),
            webhook: false,
        };
        self.usage.get(id.index()).unwrap_or(&NONE)
    }

    /// The operations of a tag, in order.
    pub fn operations_of(&self, tag: TagId) -> &[OperationId] {
        self.by_tag.get(&tag).map_or(&[], Vec::as_slice)
    }

    /// Whether the property or variant at this position is boxed.
    pub fn is_boxed(&self, id: SchemaId, position: usize) -> bool {
        self.boxed.contains(&(id, position))
    }
}

/// Computes the facts.
pub fn facts(api: &Api, config: &Config, findings: &mut Findings) -> Facts {
    let mut facts = Facts { usage: reach::usage(api), ..Facts::default() };
    for (id, operation) in api.operation_ids().zip(&api.operations) {
        facts.by_tag.entry(operation.tag).or_default().push(id);
    }
    facts.paging = paging::paging(api, config, findings);
    let cycles = cycles::find(api);
    facts.recursive.clone_from(&cycles.boxed);
    facts.boxed = cycles.boxed;
    facts.knots = cycles.knots;
    facts.error_model = error_model(api, config);
    if let Some(model) = facts.error_model {
        let everywhere: BTreeSet<TagId> = api.operations.iter().map(|operation| operation.tag).collect();
        reach::mark(api, &mut facts.usage, &[model], &mut |usage| {
            usage.response = true;
            usage.tags.extend(everywhere.iter().copied());
        });
    }
    sizes::shrink(api, &facts.usage, &mut facts.boxed);
    for id in api.schema_ids() {
        if let Shape::Union(union) = &api.schema(id).shape {
            facts.picks.insert(id, unions::picks(api, union));
        }
    }
    facts
}

/// The model that error bodies decode to: named in the configuration, else the only one that all error responses
/// of the description share.
fn error_model(api: &Api, config: &Config) -> Option<SchemaId> {
    if let Some(given) = &config.error_model {
        let found = api.schema_ids().find(|id| match &api.schema(*id).origin {
            crate::api::Origin::Component(name) => {
                *name == given.value && !matches!(api.schema(*id).shape, Shape::Alias(_))
            }
            _ => false,
        });
        if found.is_some() {
            config.take(given);
        }
        return found;
    }
    let mut models = BTreeSet::new();
    for operation in &api.operations {
        for response in operation.responses.iter().filter(|response| !response.status.is_success()) {
            for media in response.media.iter().filter(|media| crate::api::is_json(&media.content_type)) {
                if let Some(schema) = &media.schema {
                    models.insert(api.target(schema).0);
                }
            }
        }
    }
    let only = models.pop_first().filter(|_| models.is_empty())?;
    matches!(api.schema(only).shape, Shape::Object(_)).then_some(only)
}
