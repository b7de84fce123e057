//! Every decision about the Rust that comes out: from the resolved description to the view.

mod client;
pub mod doc_text;
mod docs;
mod example;
mod formats;
mod front;
mod gates;
mod headers;
mod literal;
mod manifest;
mod models;
mod operations;
mod pages;
mod paging;
mod parameters;
mod permissions;
mod results;
mod security;
mod send;
mod servers;
mod sources;
mod streams;
mod structs;
mod types;
mod unions;
mod webhooks;

use crate::api::Api;
use crate::config::Config;
use crate::diag::Findings;
use crate::document::Document;
use crate::facts::Facts;
use crate::names::Names;
use crate::view::CrateView;

pub use manifest::Package;

/// What lowering looks at. Nothing in it is changed.
#[derive(Clone, Copy)]
pub(crate) struct Lower<'l> {
    pub(crate) doc: &'l Document,
    pub(crate) api: &'l Api,
    pub(crate) facts: &'l Facts,
    pub(crate) names: &'l Names,
    pub(crate) config: &'l Config,
    pub(crate) package: &'l Package,
}

/// Makes the view of the whole crate.
pub fn lower(
    (doc, api, facts, names, config): (&Document, &Api, &Facts, &Names, &Config),
    package: &Package,
    findings: &mut Findings,
) -> CrateView {
    let lower = Lower { doc, api, facts, names, config, package };
    let mut view = CrateView {
        manifest: lower.manifest(),
        lib: lower.lib(),
        client: lower.client(),
        schemes: lower.schemes(),
        server: lower.server(),
        models: lower.models(findings),
        model_index: lower.model_index(),
        tags: lower.tags(findings),
        webhooks: lower.webhooks(),
        headers: lower.headers(),
        permissions: lower.permissions(),
        sources: lower.sources(findings),
        readme: lower.readme(),
        pages: None,
    };
    view.pages = lower.pages(&view.tags);
    view.tags.retain(|tag| !tag.operations.is_empty());
    view
}
