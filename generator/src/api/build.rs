//! Walks the description once and fills an [`Api`].

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use super::schemas::{Extensions, MOST_PARTS};
use super::select::Offered;
use super::{Api, Origin, SchemaId, Tag, TagId, permissions};
use crate::config::Config;
use crate::diag::{Code, Diagnostic, Findings};
use crate::document::{At, Document, NodeId, RefProblem, Version, meant};

/// Resolves a description. What cannot be generated is in [`Api::skipped`], each with a finding.
pub fn build(doc: &Document, config: &Config, findings: &mut Findings) -> Api {
    let mut builder = Builder {
        doc,
        config,
        findings,
        api: Api::default(),
        by_key: HashMap::new(),
        queue: VecDeque::new(),
        tags: BTreeMap::new(),
        reported: BTreeSet::new(),
        suggestions: 0,
        chains: Vec::new(),
        formats: BTreeSet::new(),
        extensions: Extensions::find(doc),
        offered: Vec::new(),
        parts_left: MOST_PARTS,
        told_endless: false,
    };
    builder.info();
    builder.schemes();
    builder.declared_tags();
    builder.components();
    builder.operations();
    builder.check_selection();
    builder.webhooks();
    builder.api.webhooks.sort_by_key(|webhook| webhook.operation.is_some());
    builder.join_links();
    builder.drain();
    builder.untie_tuples();
    let mut api = builder.api;
    super::split::split(&mut api, config);
    permissions::catalogue(&mut api, &config.permissions, doc, findings);
    api
}

/// What makes two schemas the same one: the node, and which part of what it says is meant.
pub(super) type Key = (NodeId, Facet);

/// A part of what a node says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Facet {
    /// All of it.
    Whole,
    /// One of several types (`type: [string, integer]`), by position.
    Type(u8),
    /// Its own properties, where all of it is the union of what extends it.
    Plain,
    /// A candidate of a union, merged with what the nodes beside the unions around it say: the number of their list
    /// in `chains`, the outermost first.
    Within(u32),
    /// A property, merged with what other parts of an `allOf` say of it: the number of their list in `chains`.
    Merged(u32),
}

pub(super) struct Builder<'d> {
    pub(super) doc: &'d Document,
    pub(super) config: &'d Config,
    pub(super) findings: &'d mut Findings,
    pub(super) api: Api,
    pub(super) by_key: HashMap<Key, SchemaId>,
    pub(super) queue: VecDeque<(SchemaId, Key)>,
    pub(super) tags: BTreeMap<String, TagId>,
    pub(super) extensions: Extensions,
    /// References and circles that were reported already: one finding per cause.
    pub(super) reported: BTreeSet<NodeId>,
    /// How often it was asked what a name may have been meant to be.
    suggestions: usize,
    /// Operations as selectors see them; empty where nothing is selected.
    pub(super) offered: Vec<Offered>,
    /// Lists of earlier mentions of a property.
    pub(super) chains: Vec<Vec<NodeId>>,
    /// Formats that are not known and were reported.
    pub(super) formats: BTreeSet<String>,
    /// Parts of schemas that may still be looked at.
    pub(super) parts_left: usize,
    /// Whether it was said that there are too many, or that they lead on and on.
    pub(super) told_endless: bool,
}

impl<'d> Builder<'d> {
    /// Adds a finding; where nothing was said of what it sits in, its place tells.
    pub(super) fn push(&mut self, finding: Diagnostic) {
        let finding = self.subjected(finding);
        self.findings.push(finding);
    }

    /// The same where one cause may have many places: see [`Findings::push_caused`].
    pub(super) fn push_caused(&mut self, cause: String, finding: Diagnostic) {
        let finding = self.subjected(finding);
        self.findings.push_caused(cause, finding);
    }

    fn subjected(&self, mut finding: Diagnostic) -> Diagnostic {
        if let (None, Some(place)) = (&finding.subject, &finding.place) {
            finding.subject = subject_of(self.doc, &place.pointer);
        }
        finding
    }

    pub(super) fn text(at: At<'_>, key: &str) -> Option<String> {
        at.get(key).and_then(At::text).map(str::to_owned).filter(|text| !text.trim().is_empty())
    }

    pub(super) fn flag(at: At<'_>, key: &str) -> bool {
        at.get(key).and_then(At::bool).unwrap_or(false)
    }

    fn info(&mut self) {
        let root = self.doc.root();
        if let Some(info) = root.get("info") {
            self.api.title = Self::text(info, "title").unwrap_or_default();
            self.api.version = Self::text(info, "version").unwrap_or_default();
            self.api.description = Self::text(info, "description").or_else(|| Self::text(info, "summary"));
        }
        self.api.servers = self.servers(root.get("servers"));
    }

    fn declared_tags(&mut self) {
        for tag in self.doc.root().get("tags").into_iter().flat_map(At::items) {
            if let Some(name) = tag.get("name").and_then(At::text) {
                let id = self.add_tag(name, Some(tag.id()));
                if let Some(known) =
                    self.api.tags.get_mut(id.index()).filter(|known| known.node == Some(tag.id()))
                {
                    known.description = Self::text(tag, "description").or_else(|| Self::text(tag, "summary"));
                    known.parent = Self::text(tag, "parent");
                    known.kind = Self::text(tag, "kind");
                }
            }
        }
    }

    pub(super) fn add_tag(&mut self, name: &str, node: Option<NodeId>) -> TagId {
        if let Some(id) = self.tags.get(name) {
            return *id;
        }
        let id = TagId::new(self.api.tags.len());
        self.api.tags.push(Tag { name: name.to_owned(), description: None, parent: None, kind: None, node });
        self.tags.insert(name.to_owned(), id);
        id
    }

    fn components(&mut self) {
        let schemas = self.doc.root().get("components").and_then(|components| components.get("schemas"));
        let own: BTreeSet<NodeId> =
            schemas.into_iter().flat_map(At::entries).map(|(_, at)| at.id()).collect();
        for (name, at) in schemas.into_iter().flat_map(At::entries) {
            // a component that only points into another file gives the schema there its name, and is none itself
            let target = at.get("$ref").filter(|_| !super::schemas::is_structural(at)).and_then(At::str);
            let target = target.and_then(|reference| self.doc.resolve(at.id(), reference).ok());
            let named =
                target.filter(|target| !own.contains(target)).map_or(at, |target| self.doc.at(target));
            self.schema_at(named, || Origin::Component(name.to_owned()));
        }
        self.drain();
    }

    /// Follows `$ref`s of anything but a schema; a reference that leads nowhere is reported and gives `None`.
    pub(super) fn follow(&mut self, start: At<'d>) -> Option<At<'d>> {
        let mut at = start;
        let mut seen = BTreeSet::new();
        while let Some(reference) = at.get("$ref").filter(|reference| reference.str().is_some()) {
            if !seen.insert(at.id()) {
                let cause = format!("circle {:?}", at.id());
                self.dangling(reference, cause, "it leads back to itself".to_owned(), None);
                return None;
            }
            at = self.resolve(reference)?;
        }
        Some(at)
    }

    /// The description beside a `$ref` to something that is no schema: since 3.1 it stands in the place of that there.
    pub(super) fn said_here(&self, at: At<'d>) -> Option<String> {
        (self.doc.version >= Version::V3_1 && at.has("$ref")).then(|| Self::text(at, "description"))?
    }

    /// The node that a `$ref` means.
    pub(super) fn resolve(&mut self, reference: At<'d>) -> Option<At<'d>> {
        let text = reference.str().unwrap_or("");
        match self.doc.resolve(reference.id(), text) {
            Ok(id) => Some(self.doc.at(id)),
            Err(problem) => {
                let cause = cause(&problem, text);
                let known = self.findings.has_cause(Code::RefDangling, &cause);
                let (why, hint) = self.explain(text, problem, known);
                if let Some(why) = why {
                    self.dangling(reference, cause, why, hint);
                }
                None
            }
        }
    }

    /// Why a reference leads nowhere; `None` where reading has said it already. Of a known cause nothing is suggested.
    pub(super) fn explain(
        &mut self,
        text: &str,
        problem: RefProblem,
        known: bool,
    ) -> (Option<String>, Option<String>) {
        match problem {
            RefProblem::Remote | RefProblem::FileMissing { .. } => (None, None),
            RefProblem::BadFragment => (
                Some(format!("`{text}` has neither a JSON pointer nor a known anchor behind `#`")),
                Some("a pointer starts with `#/`".to_owned()),
            ),
            RefProblem::NotFound { deepest, missing } => {
                let place = self.doc.pointer(deepest);
                let within = if place.is_empty() { "the file".to_owned() } else { format!("`{place}`") };
                let near =
                    if !known && self.suggest() { self.doc.near(deepest, &missing) } else { Vec::new() };
                let moved = || self.elsewhere(deepest, text).map(|there| format!("did you mean `{there}`?"));
                let hint = meant(&near).or_else(moved);
                (Some(format!("`{text}` leads nowhere: there is no `{missing}` in {within}")), hint)
            }
        }
    }

    /// Where the other dialect keeps what a reference names, if it is there.
    fn elsewhere(&self, from: NodeId, text: &str) -> Option<String> {
        const PAIRS: &[(&str, &str)] = &[
            ("#/components/schemas/", "#/definitions/"),
            ("#/components/parameters/", "#/parameters/"),
            ("#/components/responses/", "#/responses/"),
        ];
        PAIRS.iter().flat_map(|(new, old)| [(*new, *old), (*old, *new)]).find_map(|(wrong, right)| {
            let there = format!("{right}{}", text.strip_prefix(wrong)?);
            self.doc.resolve(from, &there).is_ok().then_some(there)
        })
    }

    /// Whether to say what was probably meant: where thousands of names are wrong, nobody reads thousands of
    /// suggestions, and each looks at all names.
    pub(super) fn suggest(&mut self) -> bool {
        self.suggestions += 1;
        self.suggestions <= MOST_SUGGESTIONS
    }

    fn dangling(&mut self, reference: At<'d>, cause: String, why: String, hint: Option<String>) {
        if !self.reported.insert(reference.id()) {
            return;
        }
        let mut finding = Diagnostic::new(Code::RefDangling, reference.place(), why);
        finding.hint = hint;
        self.push_caused(cause, finding);
    }
}

/// What references that lead nowhere have in common if they miss the same thing, however they are written.
fn cause(problem: &RefProblem, text: &str) -> String {
    match problem {
        RefProblem::NotFound { deepest, missing } => format!("{deepest:?} {missing}"),
        _ => text.to_owned(),
    }
}

/// Names of which it is said what was probably meant.
const MOST_SUGGESTIONS: usize = 200;

/// The component or the operation that a place sits in, for messages.
fn subject_of(doc: &Document, pointer: &str) -> Option<String> {
    let mut steps = pointer.split('/').skip(1).map(|step| step.replace("~1", "/").replace("~0", "~"));
    let mut next = || steps.next();
    let (first, second, third) = (next()?, next()?, next());
    match (first.as_str(), third) {
        ("components", Some(name)) if second == "schemas" => Some(format!("schema `{name}`")),
        ("definitions", _) => Some(format!("schema `{second}`")),
        ("paths", Some(method)) if method != "parameters" => {
            let item = doc.root().get("paths").and_then(|paths| paths.get(&second));
            let id =
                item.and_then(|item| item.get(&method)).and_then(|operation| operation.get("operationId"));
            match id.and_then(At::str) {
                Some(id) => Some(format!("operation `{id}`")),
                None => Some(format!("operation `{} {second}`", method.to_ascii_uppercase())),
            }
        }
        _ => None,
    }
}
