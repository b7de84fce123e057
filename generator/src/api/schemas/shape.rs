//! The shape of one schema.

use super::gather::Gathered;
use crate::api::build::{Builder, Facet, Key};
use crate::api::{Object, Origin, Property, SchemaId, Shape, Use};
use crate::diag::{Code, Diagnostic};
use crate::document::{At, Value, meant, nearest};

impl<'d> Builder<'d> {
    pub(super) fn shape_schema(&mut self, id: SchemaId, key: Key) {
        let at = self.doc.at(key.0);
        let mut gathered = Gathered::default();
        let mut nullable = self.allows_null(at);
        match key.1 {
            Facet::Whole => {
                self.gather(at, &mut gathered, true);
                gathered.spread_enum();
            }
            Facet::Plain => self.gather(at, &mut gathered, false),
            Facet::Type(index) => {
                self.gather(at, &mut gathered, false);
                gathered.spread_enum();
                gathered.narrow(usize::from(index));
                nullable = false;
            }
            Facet::Merged(chain) | Facet::Within(chain) => {
                for beside in self.linked(chain) {
                    self.gather(self.doc.at(beside), &mut gathered, true);
                    gathered.types_at = None; // the next one holds, whatever this one says
                }
                if matches!(key.1, Facet::Within(_)) {
                    // what stands beside the unions first, then the candidate, whose word is the later one
                    gathered.unions.clear();
                }
                self.gather(at, &mut gathered, true);
            }
        }
        self.settle(&mut gathered);
        let shape = if self.contradicts_itself(id, at, &mut gathered) {
            Shape::Any
        } else {
            self.shape(id, at, key.1, &gathered)
        };
        let description = Self::text(at, "description").or(gathered.description);
        if let Some(schema) = self.api.schemas.get_mut(id.index()) {
            schema.title = Self::text(at, "title");
            schema.description = description;
            schema.deprecated = Self::flag(at, "deprecated");
            schema.default = at.get("default").map(crate::api::json_text);
            schema.nullable = nullable;
            schema.shape = shape;
        }
    }

    /// Whether `type` names one kind of value and what stands beside it describes another (`type: string` with
    /// `items`): servers then send either. A parameter is what its type says, since that is text on the wire anyway.
    fn contradicts_itself(&mut self, id: SchemaId, at: At<'d>, gathered: &mut Gathered<'d>) -> bool {
        let Some(kind) = at.get("type").filter(|kind| {
            kind.str().is_some_and(|word| matches!(word, "string" | "number" | "integer" | "boolean"))
        }) else {
            return false;
        };
        let says_something = |keyword: &&str| at.get(keyword).is_some_and(|it| it.entries().next().is_some());
        let Some(keyword) = ["properties", "items"].into_iter().find(says_something) else { return false };
        if matches!(self.api.schema(id).origin, Origin::Parameter(..)) {
            gathered.narrow(0);
            return false;
        }
        let word = kind.str().unwrap_or_default();
        self.push(
            Diagnostic::new(
                Code::KeywordIgnored,
                kind.key_place(),
                format!("`type: {word}` and `{keyword}` describe different values; any JSON value is accepted here"),
            )
            .hint(format!("correct the type, or remove `{keyword}`")),
        );
        true
    }

    fn shape(&mut self, id: SchemaId, at: At<'d>, facet: Facet, gathered: &Gathered<'d>) -> Shape {
        if matches!(at.value(), Value::Bool(_)) {
            return Shape::Any;
        }
        if !at.is_object() {
            self.push(
                Diagnostic::new(
                    Code::SchemaForm,
                    at.place(),
                    format!("expected a schema, found {}", at.kind()),
                )
                .hint("a schema is an object with keywords such as `type` and `properties`"),
            );
            return Shape::Any;
        }
        if facet == Facet::Whole
            && let Some(target) = self.pure_alias(at)
        {
            return Shape::Alias(target);
        }
        if facet == Facet::Whole
            && let Some(shape) = self.inherited(at)
        {
            return shape;
        }
        if let Some(shape) = self.union_shape(id, at, facet, gathered) {
            return shape;
        }
        if (!gathered.spread || gathered.narrowed)
            && let Some(shape) = self.enum_shape(gathered)
        {
            return shape;
        }
        if gathered.types.len() > 1 && matches!(facet, Facet::Whole | Facet::Within(_) | Facet::Merged(_)) {
            return self.type_union(id, at, gathered);
        }
        if gathered.types.first() != Some(&"array") && gathered.is_object() {
            return self.merged_object(id, gathered);
        }
        if gathered.types.first() == Some(&"array") || gathered.items.is_some() || gathered.tuple.is_some() {
            if gathered.types.is_empty() && self.is_no_list(at, gathered) {
                return Shape::Any;
            }
            return match gathered.tuple {
                Some(tuple) => self.placed(id, tuple, gathered),
                None => Shape::List(self.items(id, at, gathered)),
            };
        }
        let kind = match (gathered.types.first(), gathered.format.and_then(At::str)) {
            (Some(kind), _) => kind,
            // `format` alone is a habit of some writers; the type is meant
            (None, Some("date-time" | "date" | "uuid" | "uri" | "email" | "byte")) => "string",
            (None, _) => {
                self.note_closed(at, gathered);
                return Shape::Any;
            }
        };
        self.scalar(kind, gathered).unwrap_or(Shape::Any)
    }

    /// A component that is nothing but a reference, perhaps with a comment.
    fn pure_alias(&mut self, at: At<'d>) -> Option<Use> {
        let reference = super::reference(at);
        let structural = super::is_structural(at);
        if reference.is_none() || (structural && self.doc.version >= crate::document::Version::V3_1) {
            let only = self.only_reference(at)?;
            if at.has("allOf") && self.stands_for_extensions(only) {
                return None; // an extension that adds nothing: the base as an alias would lead back to itself
            }
            return Some(self.use_of(only, || Origin::Component(String::new())));
        }
        Some(self.use_of(at, || Origin::Component(String::new())))
    }

    /// `allOf: [{$ref}]` and `anyOf: [{$ref}, {type: null}]` with nothing else.
    fn only_reference(&mut self, at: At<'d>) -> Option<At<'d>> {
        self.only_part(at).filter(|part| super::is_reference(*part))
    }

    /// `additionalProperties: false` without a type and without properties: no member may be there, but what is no
    /// object may. An empty model would lose whatever is sent.
    fn note_closed(&mut self, at: At<'d>, gathered: &Gathered<'d>) {
        if !gathered.closed {
            return;
        }
        let place = at.get("additionalProperties").map_or_else(|| at.place(), At::key_place);
        self.push(
            Diagnostic::new(
                Code::KeywordIgnored,
                place,
                "`additionalProperties: false` alone does not say what the value is; any JSON value is accepted here",
            )
            .hint("add `type: object` where an object without members is meant"),
        );
    }

    pub(super) fn merged_object(&mut self, id: SchemaId, gathered: &Gathered<'d>) -> Shape {
        let extra = self.extra(id, gathered);
        if gathered.properties.is_empty() && !gathered.closed {
            let values = match extra {
                Some(values) => values,
                None => Use { schema: self.any_value(id), nullable: false },
            };
            return Shape::Map(values);
        }
        let mut properties = Vec::new();
        for (name, node) in gathered.properties.iter() {
            properties.push(self.property(id, name, node, gathered));
        }
        for (name, listed) in &gathered.required {
            if gathered.properties.get(name).is_none() {
                self.missing_required(*listed, name, gathered);
                if extra.is_none() && !gathered.closed {
                    properties.push(self.only_required(id, name, *listed));
                }
            }
        }
        Shape::Object(Object { properties, extra })
    }

    /// A property that only `required` knows. It can be anything, and it may be absent after all: such a line is often
    /// left behind by a property that was removed.
    fn only_required(&mut self, id: SchemaId, name: &str, listed: At<'d>) -> Property {
        Property {
            name: name.to_owned(),
            schema: Use { schema: self.any_value(id), nullable: false },
            required: false,
            read_only: false,
            write_only: false,
            deprecated: false,
            description: None,
            default: None,
            node: listed.id(),
        }
    }

    fn missing_required(&mut self, listed: At<'d>, name: &str, gathered: &Gathered<'d>) {
        let near = match self.suggest() {
            true => nearest(name, gathered.properties.iter().map(|(name, _)| name)),
            false => Vec::new(),
        };
        let hint = meant(&near)
            .unwrap_or_else(|| "describe it under `properties`, or remove it from `required`".to_owned());
        self.push(
            Diagnostic::new(
                Code::RequiredUnknown,
                listed.place(),
                format!("`{name}` is required, but the schema has no such property"),
            )
            .hint(hint),
        );
    }

    /// The schema of members that are not named: one for all of them, whatever their names.
    fn extra(&mut self, id: SchemaId, gathered: &Gathered<'d>) -> Option<Use> {
        let mut written: Vec<At<'d>> = gathered.patterns.clone();
        written.extend(gathered.extra);
        let first = *written.first()?;
        let alike = written.iter().all(|other| self.says_the_same(first, *other));
        if !alike && !gathered.patterns.is_empty() {
            self.push(Diagnostic::new(
                Code::KeywordIgnored,
                first.place(),
                "members that are not named have several schemas here; they are read as any JSON value",
            ));
        }
        if alike && first.is_object() {
            return Some(self.use_of(first, || Origin::Entry(id)));
        }
        Some(Use { schema: self.any_value(id), nullable: false })
    }

    /// Whether two schemas are one type as they are written: the same reference, or the same simple type.
    pub(super) fn says_the_same(&self, first: At<'d>, second: At<'d>) -> bool {
        let simple = |at: At<'d>| {
            at.entries()
                .all(|(key, _)| matches!(key, "type" | "format" | "$ref") || !super::is_structural_word(key))
        };
        let word = |at: At<'d>, key: &str| at.get(key).map(crate::api::json_text);
        first.id() == second.id()
            || ["type", "format", "$ref"].iter().all(|key| word(first, key) == word(second, key))
                && simple(first)
                && simple(second)
                && (first.has("type") || first.has("$ref"))
    }

    /// A schema that accepts anything, belonging to `id`.
    pub(super) fn any_value(&mut self, id: SchemaId) -> SchemaId {
        let node = self.api.schema(id).node;
        let any = SchemaId::new(self.api.schemas.len());
        let mut schema = crate::api::Schema::empty(node);
        schema.origin = Origin::Entry(id);
        self.api.schemas.push(schema);
        any
    }

    fn items(&mut self, id: SchemaId, at: At<'d>, gathered: &Gathered<'d>) -> Use {
        if let Some(items) = gathered.items.filter(|items| items.is_object()) {
            return self.item(id, items, &gathered.items_before);
        }
        if gathered.items.is_none() {
            self.push(
                Diagnostic::new(
                    Code::ItemsMissing,
                    at.place(),
                    "a list without `items`: its items are read as any JSON value",
                )
                .hint("say what the list holds under `items`"),
            );
        }
        Use { schema: self.any_value(id), nullable: false }
    }

    fn property(&mut self, id: SchemaId, name: &str, at: At<'d>, gathered: &Gathered<'d>) -> Property {
        let schema = self.property_schema(id, name, at, gathered);
        let target = super::reference(at).and_then(|reference| self.resolve(reference));
        let flag = |keyword: &str| {
            Self::flag(at, keyword)
                || target.is_some_and(|target| Self::flag(target, keyword))
                || at.get("allOf").into_iter().flat_map(At::items).any(|part| Self::flag(part, keyword))
        };
        Property {
            name: name.to_owned(),
            schema,
            required: gathered.required.contains_key(name),
            read_only: flag("readOnly"),
            write_only: flag("writeOnly"),
            deprecated: Self::flag(at, "deprecated"),
            description: Self::text(at, "description")
                .or_else(|| target.and_then(|target| Self::text(target, "description"))),
            default: at.get("default").map(crate::api::json_text),
            node: at.id(),
        }
    }
}
