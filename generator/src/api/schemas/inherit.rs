//! Inheritance: a base with a `discriminator`, and the schemas that extend it through `allOf`.
//!
//! Where a value of the base is meant, any of its extensions may stand, so the base is a union of them. Inside an
//! extension the base means its properties alone, although it may list the extensions itself (`oneOf` beside
//! `properties`): such a list tells which extensions there are and does not narrow them.

use std::collections::{BTreeMap, BTreeSet};

use super::gather::Gathered;
use super::unions::Tags;
use crate::api::build::{Builder, Facet};
use crate::api::{Origin, Shape, Union, Use, Variant};
use crate::document::{At, Document, NodeId};

/// Which schemas extend which.
#[derive(Default)]
pub(in crate::api) struct Extensions {
    /// Named schemas by the schema that they extend directly, in the order of the description.
    by_base: BTreeMap<NodeId, Vec<NodeId>>,
    /// The bases of each.
    bases: BTreeMap<NodeId, Vec<NodeId>>,
}

impl Extensions {
    /// Looks through the named schemas.
    pub(in crate::api) fn find(doc: &Document) -> Self {
        let mut found = Extensions::default();
        let schemas = doc.root().get("components").and_then(|components| components.get("schemas"));
        for (_, at) in schemas.into_iter().flat_map(At::entries) {
            for base in at.get("allOf").into_iter().flat_map(At::items).filter_map(|part| target(doc, part)) {
                found.by_base.entry(base).or_default().push(at.id());
                found.bases.entry(at.id()).or_default().push(base);
            }
        }
        found
    }

    /// Whether one schema extends another, directly or through others.
    pub(super) fn extends(&self, start: NodeId, base: NodeId) -> bool {
        let (mut seen, mut open) = (BTreeSet::new(), vec![start]);
        while let Some(id) = open.pop() {
            if !seen.insert(id) {
                continue;
            }
            let bases = self.bases.get(&id).map_or(&[][..], Vec::as_slice);
            if bases.contains(&base) {
                return true;
            }
            open.extend(bases);
        }
        false
    }

    /// All that extend a schema, those that extend it directly first.
    fn of(&self, base: NodeId) -> Vec<NodeId> {
        let mut found: Vec<NodeId> = Vec::new();
        let (mut seen, mut next) = (BTreeSet::from([base]), 0);
        let mut current = base;
        loop {
            for child in self.by_base.get(&current).into_iter().flatten() {
                if seen.insert(*child) {
                    found.push(*child);
                }
            }
            match found.get(next) {
                Some(child) => current = *child,
                None => return found,
            }
            next += 1;
        }
    }

    fn has_base(&self, id: NodeId) -> bool {
        self.bases.contains_key(&id)
    }
}

/// What a `$ref` means; nothing is reported here.
fn target(doc: &Document, part: At<'_>) -> Option<NodeId> {
    let reference = part.get("$ref")?;
    doc.resolve(reference.id(), reference.str()?).ok()
}

impl<'d> Builder<'d> {
    /// Whether a union that stands at `base` is the list of its own extensions.
    pub(super) fn lists_extensions(&self, base: At<'d>, list: At<'d>) -> bool {
        let extends =
            |part: At<'d>| target(self.doc, part).is_some_and(|id| self.extensions.extends(id, base.id()));
        list.items().any(extends)
    }

    /// Whether a candidate extends the schema that lists it, and so has its properties already.
    pub(super) fn is_extension(&self, part: At<'d>, base: At<'d>) -> bool {
        target(self.doc, part).is_some_and(|id| self.extensions.extends(id, base.id()))
    }

    /// Whether a reference leads to a base that is the union of its extensions.
    pub(super) fn stands_for_extensions(&self, part: At<'d>) -> bool {
        let Some(base) = target(self.doc, part).map(|id| self.doc.at(id)) else { return false };
        let listed = |keyword: &str| base.get(keyword).is_some_and(|list| self.lists_extensions(base, list));
        listed("oneOf") || listed("anyOf") || self.family(base).is_some()
    }

    /// The union that a base with a discriminator is; `None` where nothing extends it.
    pub(super) fn inherited(&mut self, at: At<'d>) -> Option<Shape> {
        let (children, mut tags) = self.family(at)?;
        let mut variants = Vec::new();
        for (position, child) in children.iter().enumerate() {
            let node = self.doc.at(*child);
            let name = node.key().map(str::to_owned).unwrap_or_default();
            let whole = self.schema_at(node, || Origin::Component(name.clone()));
            // a base among the candidates stands for its own properties; what extends it is listed beside it
            let is_base = *child == at.id() || self.family(node).is_some();
            let schema =
                if is_base { self.schema_for((*child, Facet::Plain), || Origin::Base(whole)) } else { whole };
            if !tags.knows(position) {
                let property = tags.property().to_owned();
                tags.add(&self.fixed_word(node, &property).unwrap_or_else(|| name.clone()), position);
            }
            let hint = Some(name).filter(|name| !name.is_empty());
            variants.push(Variant { schema: Use { schema, nullable: false }, hint, node: None });
        }
        Some(Shape::Union(Union { variants, tag: Some(tags.end()) }))
    }

    /// A base with a discriminator and no list of candidates: what may stand for it, and the values that are mapped.
    fn family(&self, at: At<'d>) -> Option<(Vec<NodeId>, Tags)> {
        let discriminator = at.get("discriminator")?;
        if at.has("oneOf") || at.has("anyOf") || at.has("$ref") {
            return None;
        }
        let property = discriminator.str().or_else(|| discriminator.get("propertyName").and_then(At::str))?;
        let mut children = self.extensions.of(at.id());
        let mut tags = Tags::new(property);
        for (value, written) in discriminator.get("mapping").into_iter().flat_map(At::entries) {
            let Some(node) = self.mapped_schema(written) else { continue };
            let belongs = node == at.id() || children.contains(&node) || !self.extensions.has_base(at.id());
            if !belongs {
                continue; // copied from the base together with the rest: it speaks of siblings
            }
            let position = children.iter().position(|child| *child == node).unwrap_or(children.len());
            if position == children.len() {
                children.push(node);
            }
            tags.add(value, position);
        }
        children.iter().any(|child| *child != at.id()).then_some((children, tags))
    }

    /// The schema that a value of `mapping` means: a reference, or the bare name of a component.
    fn mapped_schema(&self, written: At<'d>) -> Option<NodeId> {
        let text = written.str()?;
        let components = self.doc.root().get("components").and_then(|components| components.get("schemas"));
        let named = || components.and_then(|schemas| schemas.get(text)).map(At::id);
        self.doc.resolve(written.id(), text).ok().or_else(named)
    }

    /// The one text that a schema allows its property to have.
    pub(super) fn fixed_word(&mut self, at: At<'d>, property: &str) -> Option<String> {
        let given =
            ["x-ms-discriminator-value", "x-discriminator-value"].iter().find_map(|key| at.get(key)?.text());
        if let Some(word) = given {
            return Some(word.to_owned());
        }
        let mut gathered = Gathered::default();
        self.gather(at, &mut gathered, false);
        let written = gathered.properties.get(property)?;
        let word = self.follow(written)?;
        if let Some(constant) = word.get("const") {
            return constant.str().map(str::to_owned);
        }
        let mut values = word.get("enum")?.items();
        let only = values.next()?.str()?;
        values.next().is_none().then(|| only.to_owned())
    }
}
