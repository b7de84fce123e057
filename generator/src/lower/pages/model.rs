//! A model's page: fields, values or candidates, a value in JSON and in Rust, and who uses it.

use super::skeleton::Way;
use super::text::{row, short};
use super::{Book, Shelf, code};
use crate::api::{EnumValue, Object, Property, SchemaId, Shape, Union, Use};
use crate::lower::doc_text::first_sentence;
use crate::lower::structs::Held;
use crate::names::ModelNames;
use crate::view::ModelPage;

impl Book<'_> {
    pub(super) fn model_pages(&self) -> Vec<ModelPage> {
        let mut pages: Vec<ModelPage> =
            self.lower.names.models().map(|(id, names)| self.model_page(id, names)).collect();
        // As in the list of all models, and so that the order of components moves nothing.
        pages.sort_by(|left, right| left.title.cmp(&right.title));
        pages
    }

    /// All models by name, with the first sentence of each.
    pub(super) fn model_rows(&self) -> Vec<String> {
        let mut rows: Vec<(String, String)> = self
            .lower
            .names
            .models()
            .map(|(id, names)| {
                let schema = self.lower.api.schema(id);
                let text = schema.description.as_deref().or(schema.title.as_deref()).unwrap_or("");
                let name = names.name.to_string();
                let link = self.to_model(&name, Shelf::Top);
                let about = crate::lower::doc_text::doc_lines(&first_sentence(text)).join(" ");
                (name.to_lowercase(), row([&link, word(&schema.shape), &about]))
            })
            .collect();
        rows.sort();
        rows.into_iter().map(|(_, row)| row).collect()
    }

    fn model_page(&self, id: SchemaId, names: &ModelNames) -> ModelPage {
        let schema = self.lower.api.schema(id);
        let mut page = ModelPage {
            module: names.module.to_string(),
            title: names.name.to_string(),
            deprecated: schema.deprecated,
            about: self.lower.model_docs(id),
            kind: self.kind(id, names),
            example: self.lower.model_example(id),
            used: self.used_by(id),
            ..ModelPage::default()
        };
        match &schema.shape {
            Shape::Object(object) => self.fields(id, names, object, &mut page),
            Shape::TextEnum(values) => page.values = values_of(values, names),
            Shape::IntegerEnum(values) => page.values = values_of(values, names),
            Shape::Union(union) => page.candidates = self.candidates(union, names),
            _ => {}
        }
        if matches!(
            schema.shape,
            Shape::Object(_) | Shape::Union(_) | Shape::List(_) | Shape::Tuple(_) | Shape::Map(_)
        ) {
            let whole = Use { schema: id, nullable: false };
            let skeleton = self.lower.skeleton(&whole, Way::Whole);
            page.notes.extend(self.cut_note(&skeleton.cut, Shelf::Models));
            page.skeleton = skeleton.lines;
        }
        page
    }

    /// A sentence on what the type is.
    fn kind(&self, id: SchemaId, names: &ModelNames) -> String {
        let from = format!("made from {}", code(&self.lower.schema_label(id)));
        let path = code(&format!("{}::models::{}", self.lower.package.crate_name, names.name));
        match &self.lower.api.schema(id).shape {
            Shape::Object(_) => format!("{path}: a struct, {from}."),
            Shape::TextEnum(_) => format!(
                "{path}: an enum of texts, {from}. A text that this version does not know is `{}`, and goes back as it came.",
                names.unknown
            ),
            Shape::IntegerEnum(_) => format!(
                "{path}: an enum of whole numbers, {from}. A number that this version does not know is `{}`.",
                names.unknown
            ),
            Shape::Union(union) => match &union.tag {
                Some(tag) => {
                    format!("{path}: one of several types, told apart by {}, {from}.", code(&tag.property))
                }
                None => format!("{path}: one of several types, {from}."),
            },
            Shape::Alias(used) => self.another_name(&path, used, &from),
            _ => self.another_name(&path, &Use { schema: id, nullable: false }, &from),
        }
    }

    fn another_name(&self, path: &str, used: &Use, from: &str) -> String {
        let ty = self.lower.type_of(used);
        let shown = self.typed(&ty.local(), ty.models.iter().map(String::as_str), Shelf::Models);
        format!("{path}: another name for {shown}, {from}.")
    }

    fn fields(&self, id: SchemaId, names: &ModelNames, object: &Object, page: &mut ModelPage) {
        for (position, (property, name)) in object.properties.iter().zip(&names.fields).enumerate() {
            let (ty, held) = self.lower.field_type(id, position, property);
            let shown = self.typed(&ty.local(), ty.models.iter().map(String::as_str), Shelf::Models);
            let need = match held {
                Held::Required => "yes",
                Held::RequiredNull => "yes, may be null",
                Held::Optional => "no",
                Held::Patch => "no, may be null",
            };
            let default =
                property.default.as_deref().map(|text| code(text.trim_matches('"'))).unwrap_or_default();
            let (text, more) = short(property.description.as_deref().unwrap_or(""));
            let about = [marks(property), text].join(" ");
            page.fields.push(row([
                &format!("`{name}`"),
                &code(&property.name),
                &shown,
                need,
                &default,
                about.trim(),
            ]));
            note(&mut page.notes, name.as_str(), more);
        }
        if let Some((extra, name)) = object.extra.as_ref().zip(names.extra.as_ref()) {
            let ty = self.lower.type_of(extra).map();
            let shown = self.typed(&ty.local(), ty.models.iter().map(String::as_str), Shelf::Models);
            let about = "Members that the description does not name.";
            page.fields.push(row([&format!("`{name}`"), "any other", &shown, "no", "", about]));
        }
    }

    fn candidates(&self, union: &Union, names: &ModelNames) -> Vec<String> {
        let named = union.variants.iter().zip(&names.variants).enumerate();
        let rows = named.map(|(position, (variant, name))| {
            let ty = self.lower.type_of(&variant.schema);
            let shown = self.typed(&ty.local(), ty.models.iter().map(String::as_str), Shelf::Models);
            let tag = union.tag.iter().flat_map(|tag| &tag.values);
            let mut words: Vec<String> =
                tag.filter(|(_, at)| *at == position).map(|(word, _)| code(word)).collect();
            if union.tag.as_ref().is_some_and(|tag| tag.default == Some(position)) {
                words.push("any other".to_owned());
            }
            row([
                &format!("`{name}`"),
                &shown,
                &words.join(", "),
                &self.lower.variant_docs(variant).join(" "),
            ])
        });
        rows.collect()
    }

    /// What a skeleton does not show.
    pub(super) fn cut_note(&self, cut: &[SchemaId], from: Shelf) -> Vec<String> {
        let names: Vec<String> = cut.iter().filter_map(|id| self.model_name(*id)).collect();
        if names.is_empty() {
            return Vec::new();
        }
        let links: Vec<String> = names.iter().map(|name| self.to_model(name, from)).collect();
        vec![String::new(), format!("Shown empty in the JSON, because it would go on: {}.", links.join(", "))]
    }
}

/// Text that a row has no room for.
pub(super) fn note(notes: &mut Vec<String>, name: &str, more: Vec<String>) {
    if !more.is_empty() {
        notes.extend([String::new(), format!("About `{name}`:"), String::new()]);
        notes.extend(more);
    }
}

fn marks(property: &Property) -> String {
    let mut marks = Vec::new();
    if property.deprecated {
        marks.push("**Deprecated.**");
    }
    if property.read_only {
        marks.push("Read only.");
    }
    if property.write_only {
        marks.push("Write only.");
    }
    marks.join(" ")
}

fn values_of<T: std::fmt::Display>(values: &[EnumValue<T>], names: &ModelNames) -> Vec<String> {
    let rows = values.iter().zip(&names.variants).map(|(value, name)| {
        let wire = match value.value.to_string() {
            empty if empty.is_empty() => "the empty text".to_owned(), // Markdown has no empty code
            text => code(&text),
        };
        let text = value.description.as_deref().unwrap_or("");
        let about = crate::lower::doc_text::doc_lines(text).join(" ");
        row([&format!("`{name}`"), &wire, &about])
    });
    rows.collect()
}

fn word(shape: &Shape) -> &'static str {
    match shape {
        Shape::Object(_) => "struct",
        Shape::TextEnum(_) | Shape::IntegerEnum(_) => "enum",
        Shape::Union(_) => "one of several",
        _ => "another name",
    }
}
