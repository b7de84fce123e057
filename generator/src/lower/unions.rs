//! Unions: how a JSON value is given to the right candidate.

use std::collections::{BTreeMap, BTreeSet};

use super::Lower;
use super::literal;
use super::types::RustType;
use crate::api::{SchemaId, Shape, Union};
use crate::facts::{Kind, Pick};
use crate::names::ModelNames;
use crate::view::{ArmView, TryView, UnionRead, UnionVariantView, UnionView};

impl Lower<'_> {
    pub(super) fn union_view(&self, id: SchemaId, names: &ModelNames, union: &Union) -> UnionView {
        let mut types = Vec::new();
        let mut variants = Vec::new();
        for (position, (variant, name)) in union.variants.iter().zip(&names.variants).enumerate() {
            let ty = self.type_of(&variant.schema);
            let ty = if self.facts.is_boxed(id, position) { ty.boxed() } else { ty };
            variants.push(UnionVariantView {
                docs: self.variant_docs(variant),
                name: name.to_string(),
                ty: ty.local(),
            });
            types.push(ty);
        }
        UnionView {
            docs: self.model_docs_with_example(id),
            deprecated: self.api.schema(id).deprecated,
            module: names.module.to_string(),
            name: names.name.to_string(),
            schema: literal::text(&self.schema_label(id)),
            imports: RustType::imports(types.iter(), names.name.as_str()),
            uses_map: types.iter().any(|ty| ty.map),
            variants,
            unknown: names.unknown.to_string(),
            read: self.union_read(id, names, union),
            boxed: self.boxed_somewhere(id),
        }
    }

    /// Whether some field or variant holds this union in a box.
    fn boxed_somewhere(&self, id: SchemaId) -> bool {
        self.facts.boxed.iter().any(|(holder, position)| {
            let used = match &self.api.schema(*holder).shape {
                Shape::Object(object) => object.properties.get(*position).map(|property| &property.schema),
                Shape::Union(union) => union.variants.get(*position).map(|variant| &variant.schema),
                _ => None,
            };
            used.is_some_and(|used| self.api.target(used).0 == id)
        })
    }

    fn union_read(&self, id: SchemaId, names: &ModelNames, union: &Union) -> UnionRead {
        let picks = self.facts.picks.get(&id).map_or(&[] as &[Pick], Vec::as_slice);
        let tagged = match &union.tag {
            Some(tag) if !tag.values.is_empty() => Some((tag.property.clone(), tag.values.clone())),
            _ => constant_tag(picks),
        };
        let default = union.tag.as_ref().and_then(|tag| tag.default);
        if let Some((property, values)) = &tagged
            && is_clear(values)
        {
            let only_default = values.iter().all(|(_, at)| default == Some(*at)); // a `match` has an arm
            return UnionRead {
                tag: Some(literal::text(property)),
                arms: arms(names, values.iter().filter(|(_, at)| only_default || default != Some(*at))),
                default: default.and_then(|at| names.variants.get(at)).map(ToString::to_string),
                tries: Vec::new(),
            };
        }
        let mut order: Vec<usize> = (0..union.variants.len()).collect();
        // the more a candidate asks for, the earlier it is tried; equal ones in the order of the description
        order.sort_by_key(|at| {
            std::cmp::Reverse(
                picks.get(*at).map(|pick| self.strictness(union, *at, pick)).unwrap_or_default(),
            )
        });
        order.sort_by_key(|at| default == Some(*at));
        let tries = order.into_iter().filter_map(|at| {
            let variant = names.variants.get(at)?;
            Some(TryView {
                guard: tag_guard(tagged.as_ref().filter(|_| default != Some(at)), at)
                    .or_else(|| picks.get(at).and_then(|pick| self.guard(union, at, pick))),
                label: literal::text(variant.as_str()),
                variant: variant.to_string(),
            })
        });
        UnionRead { tag: None, arms: Vec::new(), default: None, tries: tries.collect() }
    }

    /// Fixed words, listed words, required properties: what must match before a candidate is taken. What takes
    /// everything comes last, for it fits everything as well as the candidate that is meant.
    fn strictness(&self, union: &Union, at: usize, pick: &Pick) -> (bool, usize, usize, usize) {
        let shape =
            union.variants.get(at).map(|variant| &self.api.schema(self.api.target(&variant.schema).0).shape);
        let typed = !matches!(shape, None | Some(Shape::Any | Shape::Map(_)));
        let words = usize::from(self.words(union, at).is_some());
        let narrow = 6 - pick.kinds.len().min(6);
        (typed, pick.constants.len() + words, pick.required.len(), narrow)
    }

    /// The words of a candidate that is an enum: a word that is not listed goes to another candidate.
    fn words(&self, union: &Union, at: usize) -> Option<Vec<&str>> {
        let variant = union.variants.get(at)?;
        match &self.api.schema(self.api.target(&variant.schema).0).shape {
            Shape::TextEnum(values) => Some(values.iter().map(|value| value.value.as_str()).collect()),
            _ => None,
        }
    }

    fn guard(&self, union: &Union, at: usize, pick: &Pick) -> Option<String> {
        let texts = union.variants.len() > 1;
        if let Some(words) = self.words(union, at).filter(|_| texts) {
            let alone =
                (0..union.variants.len()).filter(|other| self.may_be_text(union, *other)).count() == 1;
            if alone {
                return Some("raw.is_string()".to_owned());
            }
            let list: Vec<String> = words.iter().map(|word| literal::text(word)).collect();
            return Some(format!("matches!(raw.text().as_deref(), Some({}))", list.join(" | ")));
        }
        if let Some((property, value)) = pick.constants.first() {
            return Some(format!(
                "raw.tag({}).as_deref() == Some({})",
                literal::text(property),
                literal::text(value)
            ));
        }
        let only_objects = pick.kinds.len() == 1 && pick.kinds.contains(&Kind::Object);
        if only_objects && !pick.required.is_empty() {
            return Some(format!("raw.has({})", literal::texts(pick.required.iter().map(String::as_str))));
        }
        kinds_guard(&pick.kinds)
    }

    fn may_be_text(&self, union: &Union, at: usize) -> bool {
        union.variants.get(at).is_some_and(|variant| {
            matches!(
                self.api.schema(self.api.target(&variant.schema).0).shape,
                Shape::TextEnum(_) | Shape::Text(_) | Shape::Any | Shape::Union(_)
            )
        })
    }
}

fn kinds_guard(kinds: &BTreeSet<Kind>) -> Option<String> {
    if kinds.len() >= 6 || kinds.is_empty() {
        return None;
    }
    let words = kinds.iter().map(|kind| match kind {
        Kind::Boolean => "json::JsonKind::Boolean",
        Kind::Integer => "json::JsonKind::Integer",
        Kind::Number => "json::JsonKind::Number",
        Kind::String => "json::JsonKind::String",
        Kind::Array => "json::JsonKind::Array",
        Kind::Object => "json::JsonKind::Object",
    });
    let words: Vec<&str> = words.collect();
    Some(match words.as_slice() {
        [only] => format!("raw.kind() == {only}"),
        several => format!("matches!(raw.kind(), {})", several.join(" | ")),
    })
}

/// A property that every candidate has with another fixed text: a discriminator that the description does not name.
fn constant_tag(picks: &[Pick]) -> Option<(String, Vec<(String, usize)>)> {
    let first = picks.first()?;
    'property: for (property, _) in &first.constants {
        let mut values = Vec::new();
        let mut seen = BTreeSet::new();
        for (at, pick) in picks.iter().enumerate() {
            match pick.constants.iter().find(|(name, _)| name == property) {
                Some((_, value)) if seen.insert(value.clone()) => values.push((value.clone(), at)),
                _ => continue 'property,
            }
        }
        return Some((property.clone(), values));
    }
    None
}

/// Whether each value of a discriminator leads to one candidate.
fn is_clear(values: &[(String, usize)]) -> bool {
    values.iter().all(|(value, at)| values.iter().all(|(other, there)| other != value || there == at))
}

/// The discriminator's words of a candidate that shares one of them with another.
fn tag_guard(tagged: Option<&(String, Vec<(String, usize)>)>, at: usize) -> Option<String> {
    let (property, values) = tagged?;
    let words: Vec<String> =
        values.iter().filter(|(_, there)| *there == at).map(|(word, _)| literal::text(word)).collect();
    let tag = format!("raw.tag({}).as_deref()", literal::text(property));
    (!words.is_empty()).then(|| format!("matches!({tag}, Some({}))", words.join(" | ")))
}

fn arms<'v>(names: &ModelNames, values: impl Iterator<Item = &'v (String, usize)>) -> Vec<ArmView> {
    let mut by_variant: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for (value, at) in values {
        if seen.insert(value) {
            by_variant.entry(*at).or_default().push(literal::text(value));
        }
    }
    let arm = |(at, values): (usize, Vec<String>)| {
        Some(ArmView { values: values.join(" | "), variant: names.variants.get(at)?.to_string() })
    };
    by_variant.into_iter().filter_map(arm).collect()
}
