//! Objects: fields, constructors, and which of absent, null and a value can be told apart.

use super::Lower;
use super::doc_text::doc_lines;
use super::docs::facts_line;
use super::literal;
use super::types::RustType;
use crate::api::{Object, Property, SchemaId, Shape};
use crate::diag::{Code, Diagnostic, Findings};
use crate::names::{FieldName, ModelNames};
use crate::view::{FieldView, NewView, StructView};

/// How a field is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Held {
    /// Always there: `T`.
    Required,
    /// Always there, perhaps `null`: `Option<T>`.
    RequiredNull,
    /// Perhaps there: `Option<T>`.
    Optional,
    /// Absent, null or a value: `Patch<T>`.
    Patch,
}

/// The field of members that are not named.
fn extra_field(name: &FieldName, ty: &RustType) -> FieldView {
    FieldView {
        docs: vec!["Members that the description does not name.".to_owned()],
        name: name.to_string(),
        ty: ty.local(),
        ..FieldView::default()
    }
}

/// Requests with at most this many required fields get `new(…)` instead of `Default`.
const MOST_ARGUMENTS: usize = 7;

impl Lower<'_> {
    /// How a property is held.
    pub(super) fn held(&self, id: SchemaId, position: usize, property: &Property) -> Held {
        let usage = self.facts.usage(id);
        let (_, nullable) = self.api.target(&property.schema);
        let other_way = (property.read_only && usage.request) || (property.write_only && usage.response);
        let ends = nullable || !self.facts.recursive.contains(&(id, position)); // a required field of its own type never would
        if property.required && !other_way && ends {
            return if nullable { Held::RequiredNull } else { Held::Required };
        }
        let asked = !property.read_only && self.patches(id);
        let told = self.config.keep_null || (usage.request && !property.read_only);
        if (nullable && told) || asked { Held::Patch } else { Held::Optional }
    }

    /// Whether `null_in` makes the optional fields of this model tell absent from null.
    fn patches(&self, id: SchemaId) -> bool {
        let usage = self.facts.usage(id);
        let listed = |method: &String| self.config.null_in.contains(method);
        usage.request && !usage.response && !usage.methods.is_empty() && usage.methods.iter().all(listed)
    }

    /// Required fields of a model that requests use; these are what `new` takes.
    fn new_fields(&self, id: SchemaId, object: &Object) -> usize {
        let required = object
            .properties
            .iter()
            .enumerate()
            .filter(|(at, property)| self.held(id, *at, property) == Held::Required);
        let count = required.count();
        if self.facts.usage(id).request && count <= MOST_ARGUMENTS { count } else { 0 }
    }

    /// Whether a model has `Default`: all but those with `new`.
    pub(super) fn has_default(&self, id: SchemaId) -> bool {
        match &self.api.schema(id).shape {
            Shape::Object(object) => self.new_fields(id, object) == 0,
            _ => false,
        }
    }

    /// The type of a field.
    pub(super) fn field_type(&self, id: SchemaId, position: usize, property: &Property) -> (RustType, Held) {
        let held = self.held(id, position, property);
        let (ty, _) = self.type_and_null(&property.schema);
        let ty = if self.facts.is_boxed(id, position) { ty.boxed() } else { ty };
        let ty = match held {
            Held::Required => ty,
            Held::RequiredNull | Held::Optional => ty.option(),
            Held::Patch => ty.patch(),
        };
        (ty, held)
    }

    pub(super) fn struct_view(
        &self,
        id: SchemaId,
        names: &ModelNames,
        object: &Object,
        findings: &mut Findings,
    ) -> StructView {
        let schema = self.api.schema(id);
        let mut types = Vec::new();
        let mut fields = Vec::new();
        let mut order: Vec<(bool, usize)> = Vec::new();
        for (position, property) in object.properties.iter().enumerate() {
            let (ty, held) = self.field_type(id, position, property);
            let Some(name) = names.fields.get(position) else { continue };
            fields.push(self.field(property, name.as_str(), &ty, held));
            order.push((!matches!(held, Held::Required | Held::RequiredNull), position));
            types.push(ty);
        }
        let required = order.iter().filter(|(optional, _)| !optional).count();
        order.sort_by_key(|(optional, _)| *optional);
        let field_at = |position: &usize| object.properties.get(*position).zip(names.fields.get(*position));
        let ordered: Vec<_> = order.iter().filter_map(|(_, position)| field_at(position)).collect();
        let extra = object.extra.as_ref().zip(names.extra.as_ref()).map(|(used, name)| {
            let ty = self.type_of(used).map();
            types.push(ty.clone());
            extra_field(name, &ty)
        });
        let default = self.has_default(id);
        let derives_default = default && types.iter().all(|ty| ty.default);
        self.note_shared(id, findings);
        StructView {
            docs: self.model_docs_with_example(id),
            deprecated: schema.deprecated,
            module: names.module.to_string(),
            name: names.name.to_string(),
            schema: literal::text(&self.schema_label(id)),
            imports: RustType::imports(types.iter(), names.name.as_str()),
            uses_map: types.iter().any(|ty| ty.map),
            uses_patch: fields.iter().any(|field| field.ty.starts_with("Patch<")),
            derives: if derives_default {
                "Clone, Debug, Default, PartialEq"
            } else {
                "Clone, Debug, PartialEq"
            }
            .to_owned(),
            keys: literal::texts(ordered.iter().map(|(property, _)| property.name.as_str())),
            required,
            filled: ordered.iter().map(|(_, name)| name.to_string()).collect(),
            has_keys: !ordered.is_empty(),
            is_bare: ordered.is_empty() && extra.is_none(),
            derives_default,
            writes_default: default && !derives_default,
            new: (!default).then(|| self.new_view(id, names, object, &extra)),
            fields,
            extra,
        }
    }

    fn field(&self, property: &Property, name: &str, ty: &RustType, held: Held) -> FieldView {
        let mut docs = doc_lines(property.description.as_deref().unwrap_or(""));
        if let Some(line) = facts_line(property) {
            if !docs.is_empty() {
                docs.push(String::new());
            }
            docs.push(line);
        }
        FieldView {
            docs,
            deprecated: property.deprecated,
            name: name.to_owned(),
            ty: ty.local(),
            key: literal::text(&property.name),
            emit: if held == Held::RequiredNull { "nullable" } else { "field" }.to_owned(),
        }
    }

    fn new_view(
        &self,
        id: SchemaId,
        names: &ModelNames,
        object: &Object,
        extra: &Option<FieldView>,
    ) -> NewView {
        let mut new = NewView::default();
        for (position, (property, name)) in object.properties.iter().zip(&names.fields).enumerate() {
            let (ty, held) = self.field_type(id, position, property);
            if held != Held::Required {
                new.rest.push(name.to_string());
            } else if let Some(form) = ty.form_taken() {
                new.arguments.push(format!("{name}: {form}"));
                new.given.push(format!("{name}: {name}.into()"));
            } else {
                new.arguments.push(format!("{name}: {}", ty.local()));
                new.given.push(name.to_string());
            }
        }
        new.rest.extend(extra.iter().map(|field| field.name.clone()));
        new
    }

    /// `null_in` asks for a model's fields, but results use the model too.
    fn note_shared(&self, id: SchemaId, findings: &mut Findings) {
        let usage = self.facts.usage(id);
        let asked = usage.methods.iter().any(|method| self.config.null_in.contains(method));
        if asked && !self.patches(id) && !self.config.null_in.is_empty() {
            let schema = self.api.schema(id);
            let hint = match usage.response {
                true => {
                    "where fields must be cleared, `split` in sdk.yaml makes a model of its own for requests"
                }
                false => "give that method's body a schema of its own where fields must be cleared",
            };
            findings.push(
                Diagnostic::new(
                    Code::PatchShared,
                    self.doc.at(schema.node).place(),
                    format!(
                        "`{}` is also used elsewhere, so its optional fields do not tell absent from null",
                        self.schema_label(id)
                    ),
                )
                .hint(hint),
            );
        }
    }
}
