//! Models: one view per schema that has a name of its own.

use super::Lower;
use super::doc_text::doc_lines;
use super::docs::code;
use super::literal;
use super::types::RustType;
use crate::api::{EnumValue, Origin, SchemaId, Shape, Variant};
use crate::diag::Findings;
use crate::names::ModelNames;
use crate::view::{AliasView, EnumValueView, EnumView, ModelIndexLine, ModelView};

impl Lower<'_> {
    pub(super) fn models(&self, findings: &mut Findings) -> Vec<ModelView> {
        self.names.models().map(|(id, names)| self.model(id, names, findings)).collect()
    }

    pub(super) fn model_index(&self) -> Vec<ModelIndexLine> {
        let mut lines: Vec<ModelIndexLine> = self
            .names
            .models()
            .map(|(id, names)| ModelIndexLine {
                cfg: self.gate(self.facts.usage(id)),
                module: names.module.to_string(),
                name: names.name.to_string(),
            })
            .collect();
        lines.sort_by(|left, right| left.module.cmp(&right.module));
        lines
    }

    fn model(&self, id: SchemaId, names: &ModelNames, findings: &mut Findings) -> ModelView {
        match &self.api.schema(id).shape {
            Shape::Object(object) => ModelView::Struct(self.struct_view(id, names, object, findings)),
            Shape::TextEnum(values) => {
                let words = literal::texts(values.iter().map(|value| value.value.as_str()));
                ModelView::Enum(self.enum_view(id, names, values, words, false))
            }
            Shape::IntegerEnum(values) => {
                let words = literal::numbers(values.iter().map(|value| value.value));
                ModelView::Enum(self.enum_view(id, names, values, words, true))
            }
            Shape::Union(union) => ModelView::Union(self.union_view(id, names, union)),
            _ => ModelView::Alias(self.alias_view(id, names)),
        }
    }

    fn enum_view<T: std::fmt::Display>(
        &self,
        id: SchemaId,
        names: &ModelNames,
        values: &[EnumValue<T>],
        words: String,
        integer: bool,
    ) -> EnumView {
        let values = values.iter().zip(&names.variants).map(|(value, name)| {
            let wire = match value.value.to_string() {
                empty if empty.is_empty() => "the empty text".to_owned(), // Markdown has no empty code
                text => code(&text),
            };
            let mut docs = doc_lines(value.description.as_deref().unwrap_or(""));
            if docs.is_empty() {
                docs.push(wire);
            } else {
                docs.extend([String::new(), format!("On the wire: {wire}")]);
            }
            EnumValueView { docs, name: name.to_string() }
        });
        let values: Vec<EnumValueView> = values.collect();
        EnumView {
            has_values: !values.is_empty(),
            docs: self.model_docs_with_example(id),
            deprecated: self.api.schema(id).deprecated,
            module: names.module.to_string(),
            name: names.name.to_string(),
            schema: literal::text(names.name.as_str()),
            values,
            unknown: names.unknown.to_string(),
            words,
            integer,
        }
    }

    fn alias_view(&self, id: SchemaId, names: &ModelNames) -> AliasView {
        let knot = self.facts.knots.contains(&id);
        let ty = match &self.api.schema(id).shape {
            Shape::Alias(target) => self.type_of(target),
            Shape::List(items) if knot => self.type_of(items).list(),
            Shape::Map(values) if knot => self.type_of(values).map(),
            _ => self.type_of(&crate::api::Use { schema: id, nullable: false }),
        };
        AliasView {
            docs: self.model_docs_with_example(id),
            deprecated: self.api.schema(id).deprecated,
            module: names.module.to_string(),
            name: names.name.to_string(),
            imports: RustType::imports(std::iter::once(&ty), names.name.as_str()),
            uses_map: ty.map,
            ty: ty.local(),
            knot,
        }
    }

    /// What rustdoc says of a model, with a value of it.
    pub(super) fn model_docs_with_example(&self, id: SchemaId) -> Vec<String> {
        let mut lines = self.model_docs(id);
        lines.extend([String::new(), "# Example".to_owned(), String::new(), "```".to_owned()]);
        for line in self.model_example(id) {
            if self.api.schema(id).deprecated && line.starts_with("let ") {
                lines.push("# #[allow(deprecated)]".to_owned());
            }
            lines.push(line);
        }
        lines.extend(["# drop(value);", "```"].map(str::to_owned));
        lines
    }

    /// What the description says of a schema; where it says nothing, where the schema stands.
    pub(super) fn model_docs(&self, id: SchemaId) -> Vec<String> {
        let schema = self.api.schema(id);
        let text = schema.description.as_deref().or(schema.title.as_deref()).unwrap_or("");
        let lines = doc_lines(text);
        if !lines.is_empty() {
            return lines;
        }
        let label = code(&self.schema_label(id));
        vec![match &schema.origin {
            Origin::Component(_) => format!("The schema {label} of the description."),
            _ => format!("{label}: described in place, without a text."),
        }]
    }

    pub(super) fn variant_docs(&self, variant: &Variant) -> Vec<String> {
        let schema = self.api.schema(self.api.target(&variant.schema).0);
        let text = schema.description.as_deref().or(schema.title.as_deref()).unwrap_or("");
        match super::doc_text::first_sentence(text) {
            empty if empty.is_empty() => Vec::new(),
            sentence => doc_lines(&sentence),
        }
    }

    /// What a schema is called in messages: its component's name, else its place in words.
    pub(super) fn schema_label(&self, id: SchemaId) -> String {
        let mut label = String::new();
        let mut current = id;
        for _ in 0..32 {
            let (outer, step) = match &self.api.schema(current).origin {
                Origin::Component(name) => return format!("{name}{label}"),
                Origin::Property(of, name) => (*of, format!(".{name}")),
                Origin::Item(of) => (*of, "[]".to_owned()),
                Origin::Entry(of) => (*of, "{}".to_owned()),
                Origin::Sent(of) => (*of, " as sent".to_owned()),
                Origin::Base(of) => (*of, " itself".to_owned()),
                Origin::Variant(of, index) => (*of, format!("#{}", index + 1)),
                Origin::Parameter(operation, name) => return format!("{operation} {name}{label}"),
                Origin::Body(operation) => return format!("{operation} body{label}"),
                Origin::Result(operation, status) => return format!("{operation} {status}{label}"),
            };
            label = format!("{step}{label}");
            current = outer;
        }
        label
    }
}
