//! The SDK's names, turned round: from what a program writes to the operation that it means.

use std::collections::{BTreeMap, BTreeSet};

use crate::api::{Api, OperationId, TagId};
use crate::names::Names;

/// An operation as a program names it.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) operation: OperationId,
    pub(super) tag: TagId,
    /// How many values its method must be given.
    pub(super) required: usize,
}

/// The SDK's names by what a program writes.
#[derive(Clone, Debug, Default)]
pub struct Index {
    /// The library's name.
    pub(super) krate: String,
    methods: BTreeMap<String, Vec<Entry>>,
    accessors: BTreeMap<String, TagId>,
    accessor_types: BTreeMap<String, TagId>,
    constants: BTreeMap<String, OperationId>,
    routes: Vec<(String, Vec<String>, OperationId)>,
}

impl Index {
    /// Of an API under its names; `package` is the SDK's package.
    pub fn new(api: &Api, names: &Names, package: &str) -> Self {
        let mut index = Index { krate: package.replace('-', "_"), ..Index::default() };
        for (number, _) in api.tags.iter().enumerate() {
            let tag = TagId::new(number);
            let said = names.tag(tag);
            index.accessors.insert(said.method.as_str().to_owned(), tag);
            index.accessor_types.insert(said.accessor.as_str().to_owned(), tag);
        }
        for (number, operation) in api.operations.iter().enumerate() {
            let id = OperationId::new(number);
            let said = names.operation(id);
            let required = operation.parameters.iter().filter(|parameter| parameter.required).count()
                + usize::from(operation.body.as_ref().is_some_and(|body| body.required));
            let entry = Entry { operation: id, tag: operation.tag, required };
            // Beside the operation's own method, where its body is required, one for each other content type.
            let choices =
                said.choices.iter().filter(|_| operation.body.as_ref().is_some_and(|body| body.required));
            for method in choices {
                index.methods.entry(plain(method.as_str())).or_default().push(entry.clone());
            }
            index.methods.entry(plain(said.method.as_str())).or_default().push(entry);
            index.constants.insert(said.constant.as_str().to_owned(), id);
            let segments =
                operation.path.text.trim_start_matches('/').split('/').map(str::to_owned).collect();
            index.routes.push((operation.method.clone(), segments, id));
        }
        index
    }

    /// The operations whose method has this name.
    pub(super) fn methods(&self, name: &str) -> &[Entry] {
        self.methods.get(name).map_or(&[], Vec::as_slice)
    }

    /// The operation of a tag whose method has this name.
    pub(super) fn method(&self, tag: TagId, name: &str) -> Option<OperationId> {
        self.methods(name).iter().find(|entry| entry.tag == tag).map(|entry| entry.operation)
    }

    /// The tag whose accessor is this method of the client.
    pub(super) fn accessor(&self, name: &str) -> Option<TagId> {
        self.accessors.get(name).copied()
    }

    /// The tag whose accessor has this type.
    pub(super) fn accessor_type(&self, name: &str) -> Option<TagId> {
        self.accessor_types.get(name).copied()
    }

    /// The operation of a static.
    pub(super) fn constant(&self, name: &str) -> Option<OperationId> {
        self.constants.get(name).copied()
    }

    /// The operations that a method and a path written out lead to.
    pub(super) fn routed(&self, method: &str, path: &str) -> Vec<OperationId> {
        let path = path.split(['?', '#']).next().unwrap_or_default().trim_start_matches('/');
        let said: Vec<&str> = path.split('/').collect();
        let fits = |template: &[String]| {
            template.len() <= said.len()
                && template
                    .iter()
                    .zip(said.iter().skip(said.len() - template.len()))
                    .all(|(one, other)| one == other || one.contains('{') || other.contains('{'))
        };
        let found: BTreeSet<OperationId> = self
            .routes
            .iter()
            .filter(|(verb, template, _)| (method.is_empty() || verb == method) && fits(template))
            .map(|(_, _, id)| *id)
            .collect();
        found.into_iter().collect()
    }
}

/// As `syn` prints an identifier in its `unraw` form.
fn plain(name: &str) -> String {
    name.strip_prefix("r#").unwrap_or(name).to_owned()
}
