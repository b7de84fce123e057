//! `oneOf`, `anyOf` and lists of types.

use std::collections::HashSet;

use super::gather::Gathered;
use super::{component_name, is_reference, is_structural};
use crate::api::build::{Builder, Facet};
use crate::api::{EnumValue, Origin, SchemaId, Shape, Union, UnionTag, Use, Variant};
use crate::diag::{Code, Diagnostic};
use crate::document::{At, Value};

impl<'d> Builder<'d> {
    /// The shape of a schema with `oneOf` or `anyOf`; `None` where there is none that tells types apart.
    pub(super) fn union_shape(
        &mut self,
        id: SchemaId,
        at: At<'d>,
        facet: Facet,
        gathered: &Gathered<'d>,
    ) -> Option<Shape> {
        let mut unions: Vec<(At<'d>, Vec<At<'d>>)> = Vec::new();
        for (holder, list) in &gathered.unions {
            let parts: Vec<At<'d>> = list.items().filter(|part| !self.is_null(*part)).collect();
            if parts.iter().any(|part| !only_constrains(*part)) {
                unions.push((*holder, parts));
            }
        }
        let (holder, parts) = unions.first()?.clone();
        if unions.len() > 1 {
            return Some(self.several_unions(id, at, gathered, &unions));
        }
        let beside = gathered.is_object() && !gathered.properties.is_empty();
        if !beside && let Some(shape) = self.words(&parts) {
            return Some(shape);
        }
        let mut variants: Vec<Variant> = Vec::new();
        let mut positions = Vec::new();
        for (index, part) in parts.iter().enumerate() {
            let variant = self.variant(id, (at, facet), *part, index, beside);
            match variants.iter().position(|known| known.schema == variant.schema) {
                Some(position) => positions.push(position),
                None => {
                    positions.push(variants.len());
                    variants.push(variant);
                }
            }
        }
        if let [only] = variants.as_slice() {
            return Some(Shape::Alias(only.schema.clone()));
        }
        let tag = self.tag(holder, &parts, &positions);
        Some(Shape::Union(Union { variants, tag }))
    }

    fn variant(
        &mut self,
        id: SchemaId,
        (outer, facet): (At<'d>, Facet),
        part: At<'d>,
        index: usize,
        beside: bool,
    ) -> Variant {
        let hint = super::reference(part).and_then(At::str).map(component_name);
        let schema = if beside && !self.is_extension(part, outer) {
            // keep the identity of a candidate that is used elsewhere out of it: here it has more properties
            let mut chain = match facet {
                Facet::Within(chain) | Facet::Merged(chain) => self.linked(chain),
                _ => Vec::new(),
            };
            chain.push(outer.id());
            let key = (part.id(), Facet::Within(self.chain(&chain)));
            Use { schema: self.schema_for(key, || Origin::Variant(id, index)), nullable: false }
        } else {
            self.use_of(part, || Origin::Variant(id, index))
        };
        Variant { schema, hint, node: Some(part.id()) }
    }

    /// Candidates that are all words (or all whole numbers) make one enum: `anyOf: [{type: string}, {enum: …}]`,
    /// and `oneOf: [{const: a, description: …}, …]`.
    fn words(&mut self, parts: &[At<'d>]) -> Option<Shape> {
        let mut texts: Vec<EnumValue<String>> = Vec::new();
        let mut numbers: Vec<EnumValue<i64>> = Vec::new();
        let mut open = 0;
        for part in parts {
            if is_reference(*part) || part.has("allOf") || part.has("oneOf") || part.has("anyOf") {
                return None;
            }
            let values: Vec<At<'d>> = match (part.get("const"), part.get("enum")) {
                (Some(value), _) => vec![value],
                (None, Some(list)) => list.items().collect(),
                (None, None)
                    if part.get("type").and_then(At::str) == Some("string") && !part.has("format") =>
                {
                    open += 1;
                    continue;
                }
                (None, None) => return None,
            };
            for value in values {
                let node = value.id();
                let name = Self::text(*part, "title").filter(|_| part.has("const"));
                let description = Self::text(*part, "description").filter(|_| part.has("const"));
                match value.value() {
                    Value::String(text) => {
                        texts.push(EnumValue { value: text.to_string(), name, description, node })
                    }
                    Value::Number(text) => {
                        numbers.push(EnumValue { value: text.parse().ok()?, name, description, node });
                    }
                    Value::Null => {}
                    _ => return None,
                }
            }
        }
        match (texts.is_empty(), numbers.is_empty()) {
            (false, true) => {
                let mut known: HashSet<String> = HashSet::new();
                texts.retain(|value| known.insert(value.value.clone()));
                Some(Shape::TextEnum(texts))
            }
            (true, false) if open == 0 => Some(Shape::IntegerEnum(numbers)),
            _ => None,
        }
    }

    /// `allOf` of several unions: the values are objects that satisfy one candidate of each, so every candidate's
    /// properties may be there.
    fn several_unions(
        &mut self,
        id: SchemaId,
        at: At<'d>,
        gathered: &Gathered<'d>,
        unions: &[(At<'d>, Vec<At<'d>>)],
    ) -> Shape {
        self.push(
            Diagnostic::new(
                Code::UnionsMerged,
                at.place(),
                "several `oneOf`/`anyOf` hold together here: the candidates' properties are offered side by side, all optional",
            )
            .hint("for an enum of candidates, list what can stand together under one `oneOf`"),
        );
        let mut all = Gathered {
            properties: gathered.properties.clone(),
            earlier: gathered.earlier.clone(),
            extra: gathered.extra,
            ..Gathered::default()
        };
        let required = gathered.required.clone();
        for (_, parts) in unions {
            for part in parts {
                all.types_at = None; // another candidate, another type
                self.gather(*part, &mut all, false);
            }
        }
        self.settle(&mut all);
        all.required = required;
        if all.is_object() { self.merged_object(id, &all) } else { Shape::Any }
    }

    /// `type: [string, integer]`: one candidate per type.
    pub(super) fn type_union(&mut self, id: SchemaId, at: At<'d>, gathered: &Gathered<'d>) -> Shape {
        let mut variants = Vec::new();
        for index in 0..gathered.types.len() {
            let facet = Facet::Type(u8::try_from(index).unwrap_or(u8::MAX));
            let schema = self.schema_for((at.id(), facet), || Origin::Variant(id, index));
            variants.push(Variant { schema: Use { schema, nullable: false }, hint: None, node: None });
        }
        Shape::Union(Union { variants, tag: None })
    }

    /// The discriminator of the schema that holds the union.
    fn tag(&mut self, holder: At<'d>, parts: &[At<'d>], positions: &[usize]) -> Option<UnionTag> {
        let discriminator = holder.get("discriminator")?;
        let property = discriminator.str().or_else(|| discriminator.get("propertyName").and_then(At::str))?;
        let mut tags = Tags::new(property);
        let targets: Vec<Option<At<'d>>> = parts
            .iter()
            .map(|part| super::reference(*part).and_then(|reference| self.resolve(reference)))
            .collect();
        for (value, target) in discriminator.get("mapping").into_iter().flat_map(At::entries) {
            let found = self.mapped(target, parts, &targets);
            match found.and_then(|index| positions.get(index)) {
                Some(position) => tags.add(value, *position),
                None => self.push(
                    Diagnostic::new(
                        Code::DiscriminatorMapping,
                        target.place(),
                        format!("`{value}` is mapped to a schema that is not one of the candidates"),
                    )
                    .hint("add it to `oneOf`, or remove it from the mapping"),
                ),
            }
        }
        for (part, position) in parts.iter().zip(positions) {
            if tags.knows(*position) {
                continue;
            }
            // the value that the candidate itself insists on, else its name, as OpenAPI says
            let name = super::reference(*part).and_then(At::str).map(component_name);
            if let Some(word) = self.fixed_word(*part, property).or(name) {
                tags.add(&word, *position);
            }
        }
        tags.default = self.default_mapping(discriminator, parts, &targets, positions);
        Some(tags.end())
    }

    /// The candidate of every value that is not mapped (3.2).
    fn default_mapping(
        &mut self,
        discriminator: At<'d>,
        parts: &[At<'d>],
        targets: &[Option<At<'d>>],
        positions: &[usize],
    ) -> Option<usize> {
        let target = discriminator.get("defaultMapping")?;
        let found = self.mapped(target, parts, targets).and_then(|index| positions.get(index).copied());
        if found.is_none() {
            self.push(
                Diagnostic::new(
                    Code::DiscriminatorMapping,
                    target.place(),
                    "`defaultMapping` names a schema that is not one of the candidates",
                )
                .hint("add it to `oneOf`, or remove `defaultMapping`"),
            );
        }
        found
    }

    /// Which candidate a mapping's target is: a reference, or a bare component name.
    fn mapped(&mut self, target: At<'d>, parts: &[At<'d>], targets: &[Option<At<'d>>]) -> Option<usize> {
        let text = target.str()?;
        if let Ok(node) = self.doc.resolve(target.id(), text) {
            let found = targets.iter().position(|known| known.is_some_and(|known| known.id() == node));
            if found.is_some() {
                return found;
            }
        }
        parts.iter().position(|part| {
            super::reference(*part).and_then(At::str).is_some_and(|reference| {
                reference == text || component_name(reference) == component_name(&format!("#/{text}"))
            })
        })
    }
}

/// The values of a discriminator while they are collected.
pub(super) struct Tags {
    property: String,
    values: Vec<(String, usize)>,
    default: Option<usize>,
}

impl Tags {
    pub(super) fn new(property: &str) -> Self {
        Tags { property: property.to_owned(), values: Vec::new(), default: None }
    }

    pub(super) fn property(&self) -> &str {
        &self.property
    }

    /// Adds a value. It may lead to several candidates: then their other properties decide among them.
    pub(super) fn add(&mut self, value: &str, position: usize) {
        if !self.values.iter().any(|(known, at)| known == value && *at == position) {
            self.values.push((value.to_owned(), position));
        }
    }

    /// Whether a value leads to this candidate.
    pub(super) fn knows(&self, position: usize) -> bool {
        self.values.iter().any(|(_, known)| *known == position)
    }

    pub(super) fn end(self) -> UnionTag {
        UnionTag { property: self.property, values: self.values, default: self.default }
    }
}

/// A candidate that only narrows what stands beside it, such as `{required: [a]}`.
fn only_constrains(part: At<'_>) -> bool {
    part.entries().next().is_some()
        && !is_reference(part)
        && (!is_structural(part)
            || part.entries().all(|(key, _)| {
                matches!(
                    key,
                    "required" | "not" | "title" | "description" | "minProperties" | "maxProperties"
                )
            }))
}
