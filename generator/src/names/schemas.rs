//! Names of models: of components as written, of inline schemas from their place.

use std::collections::BTreeMap;

use super::allot::{Namer, Scope, field_name, module_name, type_name, variant_name};
use super::{FieldName, ModName, ModelNames, TypeName, VariantName, case};
use crate::api::{Api, Origin, SchemaId, Shape, Union, Variant};
use crate::document::NodeId;
use crate::facts::Facts;

/// Whether a schema becomes an item of its own in `models`.
pub fn is_model(api: &Api, facts: &Facts, id: SchemaId) -> bool {
    let schema = api.schema(id);
    match &schema.shape {
        Shape::Object(_) | Shape::Union(_) | Shape::TextEnum(_) | Shape::IntegerEnum(_) => true,
        _ if facts.knots.contains(&id) => true,
        _ => matches!(&schema.origin, Origin::Component(name) if !name.is_empty()),
    }
}

pub(super) fn name(namer: &mut Namer<'_>, api: &Api, facts: &Facts) -> BTreeMap<SchemaId, ModelNames> {
    let keep_unused = namer.config.keep_unused;
    let wanted: Vec<SchemaId> = api
        .schema_ids()
        .filter(|id| is_model(api, facts, *id) && (keep_unused || facts.usage(*id).is_used()))
        .collect();
    let (components, inline): (Vec<SchemaId>, Vec<SchemaId>) =
        wanted.into_iter().partition(|id| matches!(api.schema(*id).origin, Origin::Component(_)));
    let mut scope = Scope::default();
    let mut modules = Scope::with(&["mod"]);
    let mut models: BTreeMap<SchemaId, ModelNames> = BTreeMap::new();
    // who wants a shortened name comes last, so that it takes no name from one that is called so
    let (short, plain): (Vec<SchemaId>, Vec<SchemaId>) = inline.into_iter().partition(|id| {
        base(namer, api, &models, *id, Form::Short) != base(namer, api, &models, *id, Form::Full)
    });
    for id in components.into_iter().chain(plain).chain(short) {
        let mut wanted = base(namer, api, &models, id, Form::Short);
        if scope.has(&wanted) {
            wanted = base(namer, api, &models, id, Form::Full);
        }
        let name = scope.take(&wanted);
        if name != wanted {
            namer.note_taken(api.schema(id).node, &wanted, &name);
        }
        let module = modules.take(&module_name(&name));
        let mut names =
            ModelNames { name: TypeName::new(name), module: ModName::new(module), ..ModelNames::default() };
        members(namer, api, id, &mut names);
        models.insert(id, names);
    }
    models
}

/// The name that a schema wants.
fn base(
    namer: &mut Namer<'_>,
    api: &Api,
    named: &BTreeMap<SchemaId, ModelNames>,
    id: SchemaId,
    form: Form,
) -> String {
    base_within(namer, (api, named), id, form, 0)
}

/// How the name of an inline schema is made from that of its place.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    /// Words that the place ends in and the property begins with stand once: `Room` and `roomType`: `RoomType`.
    Short,
    /// Both in full: `RoomRoomType`.
    Full,
}

/// Joins the name of a place and a word of it.
fn joined(outer: &str, word: &str, form: Form) -> String {
    let word = case::camel(word);
    let mut rest = word.as_str();
    if form == Form::Short {
        let starts = word.char_indices().filter(|(at, c)| *at > 0 && c.is_uppercase());
        let repeated = starts.filter(|(at, _)| word.get(..*at).is_some_and(|head| outer.ends_with(head)));
        if let Some((at, _)) = repeated.max() {
            rest = word.get(at..).unwrap_or(&word);
        }
    }
    format!("{outer}{rest}")
}

fn base_within(
    namer: &mut Namer<'_>,
    (api, named): (&Api, &BTreeMap<SchemaId, ModelNames>),
    id: SchemaId,
    form: Form,
    depth: usize,
) -> String {
    if let Some(names) = named.get(&id) {
        return names.name.as_str().to_owned();
    }
    let schema = api.schema(id);
    let property = matches!(schema.origin, Origin::Property(..));
    let given = if stands_alone(api, id) { namer.given_type(schema.node, property) } else { None };
    let is_type = |given: &String| {
        // the node of a property is the one of its inline type too: a small letter names the field
        !property || given.starts_with(char::is_uppercase)
    };
    if let Some(name) = given.clone().filter(is_type) {
        return name;
    }
    if depth > 24 {
        return "Model".to_owned(); // deeper than any reader wants a name to be
    }
    let inner = |namer: &mut Namer<'_>, of: SchemaId, word: &str| {
        let outer = base_within(namer, (api, named), of, Form::Short, depth + 1);
        joined(&outer, word, form)
    };
    let name = match &schema.origin {
        Origin::Component(name) => name.clone(),
        Origin::Property(of, name) => inner(namer, *of, given.as_deref().unwrap_or(name)),
        Origin::Item(of) => inner(namer, *of, "Item"),
        Origin::Entry(of) => inner(namer, *of, "Value"),
        Origin::Variant(of, index) => match schema.title.as_deref().filter(|title| usable(title)) {
            Some(title) => inner(namer, *of, title),
            None => match hint(api, *of, id) {
                Some(hint) => inner(namer, *of, hint),
                None => inner(namer, *of, &format!("Variant{}", index + 1)),
            },
        },
        Origin::Base(of) => inner(namer, *of, "Base"),
        Origin::Sent(of) => inner(namer, *of, "Request"),
        Origin::Parameter(operation, name) => format!("{} {name}", label(operation)),
        Origin::Body(operation) => format!("{} body", label(operation)),
        Origin::Result(operation, status) => match status.as_str() {
            "200" | "201" | "default" => format!("{} response", label(operation)),
            other => format!("{} response {other}", label(operation)),
        },
    };
    type_name(&name, "Model")
}

/// An operation's label as words: ids as they are, `GET /a/{b}` as its derived name.
fn label(operation: &str) -> String {
    super::operations::words(operation)
}

/// Whether the schema is what its node is about, and not one of several that are made of it.
fn stands_alone(api: &Api, id: SchemaId) -> bool {
    let schema = api.schema(id);
    match schema.origin {
        Origin::Base(_) | Origin::Sent(_) => false,
        Origin::Variant(of, _) => api.schema(of).node != schema.node,
        _ => true,
    }
}

/// The name of the component that a candidate of a union refers to.
fn hint(api: &Api, union: SchemaId, candidate: SchemaId) -> Option<&str> {
    let Shape::Union(union) = &api.schema(union).shape else { return None };
    union.variants.iter().find(|variant| variant.schema.schema == candidate)?.hint.as_deref()
}

fn usable(title: &str) -> bool {
    let name = case::camel(title);
    !name.is_empty() && name.len() <= 40
}

fn members(namer: &mut Namer<'_>, api: &Api, id: SchemaId, names: &mut ModelNames) {
    match &api.schema(id).shape {
        Shape::Object(object) => {
            let mut scope = Scope::default();
            for property in &object.properties {
                let wanted = field_name(&property.name, "field");
                names.fields.push(FieldName::new(namer.member(&mut scope, property.node, &wanted, &[])));
            }
            if object.extra.is_some() {
                names.extra = Some(FieldName::new(scope.take("additional_properties")));
            }
        }
        Shape::TextEnum(values) => {
            let wanted = values.iter().map(|value| {
                let text = value.name.as_deref().unwrap_or(&value.value);
                (Some(value.node), variant_name(text, "Empty"))
            });
            names.variants = enum_values(namer, wanted.collect());
            names.unknown = VariantName::new("Unknown".to_owned());
        }
        Shape::IntegerEnum(values) => {
            let wanted = values.iter().map(|value| {
                let name = match &value.name {
                    Some(name) => variant_name(name, "Empty"),
                    None if value.value < 0 => format!("Minus{}", value.value.unsigned_abs()),
                    None => format!("Value{}", value.value),
                };
                (Some(value.node), name)
            });
            names.variants = enum_values(namer, wanted.collect());
            names.unknown = VariantName::new("Unknown".to_owned());
        }
        Shape::Union(union) => {
            names.variants = candidates(namer, api, union);
            names.unknown = VariantName::new("Unknown".to_owned());
        }
        _ => {}
    }
}

/// A value called `unknown` becomes `Unknown_`, because `Unknown` holds what this version does not know.
fn enum_values(namer: &mut Namer<'_>, wanted: Vec<(Option<NodeId>, String)>) -> Vec<VariantName> {
    let mut scope = Scope::with(&["Unknown"]);
    let mut names = Vec::new();
    for (node, wanted) in wanted {
        let given = node.and_then(|node| namer.given(node)).map(|given| variant_name(&given, "Empty"));
        let name = given.as_ref().unwrap_or(&wanted);
        let free =
            scope.take(&if name.eq_ignore_ascii_case("unknown") { format!("{name}_") } else { name.clone() });
        if let (Some(node), Some(given)) = (node, given.filter(|given| *given != free)) {
            namer.note_taken(node, &given, &free);
        }
        names.push(VariantName::new(free));
    }
    names
}

fn candidates(namer: &mut Namer<'_>, api: &Api, union: &Union) -> Vec<VariantName> {
    let wanted = union
        .variants
        .iter()
        .enumerate()
        .map(|(index, variant)| (variant.node, candidate(api, index, variant)));
    enum_values(namer, wanted.collect())
}

fn candidate(api: &Api, index: usize, variant: &Variant) -> String {
    let schema = api.schema(variant.schema.schema);
    if let Some(hint) = &variant.hint {
        return variant_name(hint, "Variant");
    }
    if let Some(title) = schema.title.as_deref().filter(|title| usable(title)) {
        return variant_name(title, "Variant");
    }
    match &schema.shape {
        Shape::Text(_) | Shape::TextEnum(_) => "Text".to_owned(),
        Shape::Integer(_) | Shape::IntegerEnum(_) => "Integer".to_owned(),
        Shape::Number => "Number".to_owned(),
        Shape::Boolean => "Boolean".to_owned(),
        Shape::List(_) => "List".to_owned(),
        Shape::Tuple(_) => "Tuple".to_owned(),
        Shape::Map(_) => "Map".to_owned(),
        _ => format!("Variant{}", index + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_repeats_the_place_stands_once() {
        let short = |outer: &str, word: &str| joined(outer, word, Form::Short);
        assert_eq!(short("Room", "roomType"), "RoomType");
        assert_eq!(short("ChatRoom", "room_type"), "ChatRoomType");
        assert_eq!(short("ChatRoom", "chatRoomType"), "ChatRoomType");
        // nothing would be left to tell it from its place
        assert_eq!(short("Room", "room"), "RoomRoom");
        // whole words only
        assert_eq!(short("Mushroom", "roomType"), "MushroomRoomType");
        assert_eq!(short("Room", "rooms"), "RoomRooms");
        assert_eq!(joined("Room", "roomType", Form::Full), "RoomRoomType");
    }
}
