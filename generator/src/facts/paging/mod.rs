//! Which operations give a list in pages, and how those follow each other.
//!
//! What the description shows beyond doubt is inferred; what it does not show is stated in the configuration. The
//! order in which the kinds are tried is that of how much they can be relied on: what an answer names (a cursor, a
//! `Link` header) before what is counted, and what is counted to a known end before what is not.

mod find;
mod infer;
mod stated;
mod words;

use std::collections::BTreeMap;

use crate::api::{Api, Operation, OperationId, Response, SchemaId, Status, Use, is_json};
use crate::config::Config;
use crate::diag::Findings;

/// Names from the outside inwards.
pub type Path = Vec<String>;

/// How the pages of an operation follow each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paging {
    /// What the next page is asked with.
    pub next: Next,
    /// Where the items are in the result; empty where the result is the list.
    pub items: Path,
    /// Where the result says how many items there are on all pages.
    pub total: Option<Path>,
    /// Where the result says how many pages there are.
    pub pages: Option<Path>,
    /// Where the result says whether there are more.
    pub more: Option<Path>,
    /// Whether the configuration says so, and not the description.
    pub stated: bool,
}

/// What the next page is asked with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// The number of the page.
    Page {
        /// Where it goes.
        at: At,
        /// The number of the first page.
        first: i64,
    },
    /// The number of items before it.
    Offset {
        /// Where it goes.
        at: At,
        /// The number that stands for no items.
        first: i64,
    },
    /// What the page before says.
    Cursor {
        /// Where it goes.
        at: At,
        /// Where the page before says it.
        from: Path,
    },
    /// A value of an item of the page before.
    Keyset {
        /// Where it goes.
        at: At,
        /// Where it is in the item.
        field: Path,
        /// Which item.
        pick: Pick,
    },
    /// A URL in the page before.
    Link {
        /// Where it is.
        from: Path,
    },
    /// A URL in the header `Link` of the page before.
    LinkHeader,
}

/// Where the value that asks for a page goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum At {
    /// Into a query parameter.
    Query(String),
    /// Into the body.
    Body(Path),
}

/// Which item of a page leads to the next one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pick {
    /// The last one.
    #[default]
    Last,
    /// The first one.
    First,
    /// The one with the least value.
    Least,
    /// The one with the greatest value.
    Greatest,
}

/// The paging of every operation that has it.
pub(super) fn paging(api: &Api, config: &Config, findings: &mut Findings) -> BTreeMap<OperationId, Paging> {
    let mut stated = stated::Statements::new(api, config, findings);
    let mut found = BTreeMap::new();
    for (id, operation) in api.operation_ids().zip(&api.operations) {
        let paging = match stated.of(id, operation) {
            stated::Said::This(paging) => Some(paging),
            stated::Said::None => None,
            stated::Said::Nothing => infer::infer(api, operation),
        };
        found.extend(paging.map(|paging| (id, paging)));
    }
    found
}

/// The one JSON result of an operation; `None` where results are of several kinds.
fn result<'a>(api: &Api, operation: &'a Operation) -> Option<&'a Use> {
    let successes = || operation.responses.iter().filter(|response| response.status.is_success());
    let default = operation.responses.iter().filter(|response| response.status == Status::Default);
    let used: Vec<&Response> =
        if successes().next().is_some() { successes().collect() } else { default.collect() };
    let mut only: Option<(SchemaId, &Use)> = None;
    for response in used.into_iter().filter(|response| !response.media.is_empty()) {
        let media = response.media.iter().find(|media| is_json(&media.content_type))?;
        let schema = media.schema.as_ref()?;
        let target = api.target(schema).0;
        match only {
            Some((known, _)) if known != target => return None,
            _ => only = Some((target, schema)),
        }
    }
    only.map(|(_, schema)| schema)
}

/// The JSON body of an operation.
fn body(operation: &Operation) -> Option<&Use> {
    let media = &operation.body.as_ref()?.media;
    media.iter().find(|media| is_json(&media.content_type))?.schema.as_ref()
}
