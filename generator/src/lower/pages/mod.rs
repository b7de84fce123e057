//! The Markdown reference: one page per tag and per model, and what leads to them.
//!
//! It is made from the view of the crate, so that both say the same: signatures, types and examples are those that
//! compile. Anchors are names of Rust, or words with a `-` between them, so that the two never meet.

mod front;
mod model;
mod operation;
mod permissions;
mod result;
mod skeleton;
mod text;
mod uses;

use std::collections::{BTreeMap, BTreeSet};

use super::Lower;
use super::docs::code;
use crate::api::{OperationId, SchemaId, TagId};
use crate::config::Docs;
use crate::view::{OperationView, PagesView, TagPage, TagView};
use text::row;
use uses::Uses;

/// Where a page stands, which is how its links begin.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shelf {
    /// `docs/`.
    Top,
    /// `docs/tags/`.
    Tags,
    /// `docs/models/`.
    Models,
}

impl Shelf {
    fn up(self) -> &'static str {
        match self {
            Shelf::Top => "",
            Shelf::Tags | Shelf::Models => "../",
        }
    }
}

/// An operation with the view of it.
struct Entry<'b> {
    id: OperationId,
    tag: TagId,
    view: &'b OperationView,
}

/// What all pages are made from.
struct Book<'b> {
    lower: Lower<'b>,
    tags: &'b [TagView],
    entries: Vec<Entry<'b>>,
    /// Files of models, by the name of the type.
    files: BTreeMap<String, String>,
    /// Schemas of models, by the name of the type.
    ids: BTreeMap<String, SchemaId>,
    /// Anchors of the permission matrix, by the permission's first part.
    anchors: BTreeMap<String, String>,
    uses: Uses,
}

impl Lower<'_> {
    /// The pages, unless the configuration wants none.
    pub(super) fn pages(&self, tags: &[TagView]) -> Option<PagesView> {
        if self.config.docs == Docs::None {
            return None;
        }
        let used = self.used_tags().into_iter().zip(tags);
        let entries: Vec<Entry<'_>> = used
            .flat_map(|(tag, view)| {
                let operations = self.facts.operations_of(tag).iter().zip(&view.operations);
                operations.map(move |(id, view)| Entry { id: *id, tag, view })
            })
            .collect();
        let files = self.names.models().map(|(_, names)| (names.name.to_string(), names.module.to_string()));
        let ids = self.names.models().map(|(id, names)| (names.name.to_string(), id));
        let mut book = Book {
            lower: *self,
            tags,
            entries,
            files: files.collect(),
            ids: ids.collect(),
            anchors: BTreeMap::new(),
            uses: Uses::default(),
        };
        book.anchors = book.domain_anchors();
        book.uses = book.uses();
        Some(book.pages())
    }
}

impl Book<'_> {
    fn pages(&self) -> PagesView {
        let package = self.lower.package;
        PagesView {
            index: self.index(),
            authorization: self.authorization(),
            permissions: self.permissions(),
            operations: self.operation_rows(),
            model_rows: self.model_rows(),
            release: self.release(),
            tags: self.tag_pages(),
            models: self.model_pages(),
            foot: format!("{} {}", code(&package.name), code(&package.version)),
        }
    }

    fn tag_pages(&self) -> Vec<TagPage> {
        let ids = self.lower.used_tags().into_iter().zip(self.tags);
        ids.map(|(id, view)| {
            let names = self.lower.names.tag(id);
            let written = self.lower.api.tags.get(id.index()).map_or("", |tag| tag.name.as_str());
            let mut about = vec![format!(
                "Operations of the tag {}: {}, with the feature {}.",
                code(written),
                code(&format!("client.{}()", names.method)),
                code(names.feature.as_str())
            )];
            about.push(String::new());
            about.extend(view.docs.iter().cloned());
            let entries: Vec<&Entry<'_>> = self.entries.iter().filter(|entry| entry.tag == id).collect();
            TagPage {
                module: view.module.clone(),
                title: names.accessor.to_string(),
                anchor: text::anchor(&format!("{} operations", names.accessor)),
                about,
                base_url: self.base_url(),
                methods: entries.iter().map(|entry| self.method_row(entry)).collect(),
                operations: entries.iter().map(|entry| self.operation_page(entry)).collect(),
            }
        })
        .collect()
    }

    /// Where paths begin, in words.
    fn base_url(&self) -> String {
        match self.lower.base_url() {
            url if url.is_empty() => "the base URL that the client is given".to_owned(),
            url => code(&url),
        }
    }

    fn method_row(&self, entry: &Entry<'_>) -> String {
        let Some(operation) = self.lower.api.operations.get(entry.id.index()) else { return String::new() };
        let mut about =
            text::short(operation.summary.as_deref().or(operation.description.as_deref()).unwrap_or("")).0;
        if operation.deprecated {
            about.insert_str(0, "**Deprecated.** ");
        }
        row([
            &format!("[`{0}`](#{0})", entry.view.method),
            &format!("**{}** {}", operation.method, code(&operation.path.text)),
            about.trim_end(),
        ])
    }

    /// A link to an operation.
    fn to_operation(&self, id: OperationId, from: Shelf) -> String {
        let method = self.lower.names.operation(id).method;
        let Some(operation) = self.lower.api.operations.get(id.index()) else { return format!("`{method}`") };
        let module = self.lower.names.tag(operation.tag).module;
        let folder = if from == Shelf::Tags { String::new() } else { format!("{}tags/", from.up()) };
        format!("[`{method}`]({folder}{module}.md#{method})")
    }

    /// A link to a model's page, with its name as the text.
    fn to_model(&self, name: &str, from: Shelf) -> String {
        self.linked(name, name, from)
    }

    /// Any code as a link to a model's page.
    fn linked(&self, shown: &str, name: &str, from: Shelf) -> String {
        let Some(file) = self.files.get(name) else { return code(shown) };
        let folder = if from == Shelf::Models { String::new() } else { format!("{}models/", from.up()) };
        format!("[`{shown}`]({folder}{file}.md)")
    }

    /// A type, leading to the models in it.
    fn typed<'m>(&self, ty: &str, models: impl IntoIterator<Item = &'m str>, from: Shelf) -> String {
        let known: Vec<&str> = models.into_iter().filter(|name| self.files.contains_key(*name)).collect();
        match known.as_slice() {
            [] => code(ty),
            [only] => self.linked(ty, only, from),
            several => {
                let links: Vec<String> = several.iter().map(|name| self.to_model(name, from)).collect();
                format!("{} ({})", code(ty), links.join(", "))
            }
        }
    }

    /// A type as files beside the models write it: `&[models::Room]`.
    fn qualified(&self, ty: &str, from: Shelf) -> String {
        self.typed(ty, models_in(ty), from)
    }

    /// The name of the type that a schema becomes.
    fn model_name(&self, id: SchemaId) -> Option<String> {
        self.lower.names.model(id).map(|names| names.name.to_string())
    }
}

/// The models that a type names.
fn models_in(ty: &str) -> BTreeSet<&str> {
    let rest = ty.split("models::").skip(1);
    rest.filter_map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next()).collect()
}
