//! Examples: every operation gets one that compiles.

use super::Lower;
use super::results::ResultForm;
use super::send::BodyForm;
use super::structs::Held;
use crate::api::{Operation, SchemaId, Shape, Use};
use crate::names::OperationNames;

impl Lower<'_> {
    pub(super) fn example(
        &self,
        operation: &Operation,
        names: &OperationNames,
        result: &ResultForm,
        body: Option<&BodyForm>,
    ) -> Vec<String> {
        let krate = &self.package.crate_name;
        let mut lines = vec!["# Example".to_owned(), String::new(), "```no_run".to_owned()];
        lines.push(format!("# async fn example(client: {krate}::Client) -> Result<(), {krate}::Error> {{"));
        let call = self.call(operation, names, body);
        if call.iter().any(|line| line.contains("models::")) {
            lines.push(format!("use {krate}::models;"));
            lines.push(String::new());
        }
        if operation.deprecated {
            lines.insert(3, "# #![allow(deprecated)]".to_owned());
        }
        let binding = if result.value == "()" { "" } else { "let result = " };
        let last = call.len().saturating_sub(1);
        for (index, line) in call.into_iter().enumerate() {
            lines.push(if index == last { format!("{binding}{line}.await?;") } else { line });
        }
        if !binding.is_empty() {
            lines.push("println!(\"{result:?}\");".to_owned());
        }
        lines.extend(["# Ok(())".to_owned(), "# }".to_owned(), "```".to_owned()]);
        lines
    }

    /// Going through all items, where the result is a list in pages.
    pub(super) fn items_example(
        &self,
        operation: &Operation,
        names: &OperationNames,
        body: Option<&BodyForm>,
    ) -> Vec<String> {
        let krate = &self.package.crate_name;
        let mut lines = vec!["```no_run".to_owned()];
        if operation.deprecated {
            lines.push("# #![allow(deprecated)]".to_owned());
        }
        lines.push(format!("# async fn example(client: {krate}::Client) -> Result<(), {krate}::Error> {{"));
        let call = self.call(operation, names, body);
        if call.iter().any(|line| line.contains("models::")) {
            lines.extend([format!("use {krate}::models;"), String::new()]);
        }
        let last = call.len().saturating_sub(1);
        for (index, line) in call.into_iter().enumerate() {
            lines.push(if index == last { format!("let mut items = {line}.by_item();") } else { line });
        }
        lines.extend(
            [
                "while let Some(item) = items.next().await {",
                "    println!(\"{:?}\", item?);",
                "}",
                "# Ok(())",
                "# }",
                "```",
            ]
            .map(str::to_owned),
        );
        lines
    }

    /// The call without `.await`, after statements that make its body.
    fn call(&self, operation: &Operation, names: &OperationNames, body: Option<&BodyForm>) -> Vec<String> {
        let mut before = Vec::new();
        let mut given = Vec::new();
        for (parameter, name) in operation.parameters.iter().zip(&names.parameters) {
            if parameter.required {
                let ty = self.parameter_form(parameter).ty;
                given.push(self.argument(&parameter.schema, &ty, name.as_str()));
            }
        }
        let sent = operation.body.as_ref().zip(body).filter(|(written, _)| written.required);
        if let Some((_, form)) = sent {
            let schema = self.chosen_media(operation).and_then(|media| media.schema.as_ref());
            given.push(match schema.filter(|_| form.modelled) {
                Some(schema) => {
                    let name = names.body.as_str();
                    before.push(format!("let {name} = {};", self.value_of(schema, 0)));
                    if form.ty.starts_with('&') { format!("&{name}") } else { name.to_owned() }
                }
                None => match form.ty.as_str() {
                    "&serde_json::Value" => "&serde_json::Value::Null".to_owned(),
                    "runtime::Multipart" => format!(
                        "{}::runtime::Multipart::new().text(\"name\", \"value\")",
                        self.package.crate_name
                    ),
                    _ => "\"…\"".to_owned(),
                },
            });
        }
        let tag = self.names.tag(operation.tag).method;
        before.push(format!("client.{tag}().{}({})", names.method, given.join(", ")));
        before
    }

    /// An argument of the given type.
    fn argument(&self, used: &Use, ty: &str, name: &str) -> String {
        if ty == "&str" {
            return format!("\"{name}\"");
        }
        if let Some(inner) = ty.strip_prefix("&[") {
            let (id, _) = self.api.target(used);
            return match &self.api.schema(id).shape {
                Shape::List(_) if inner.starts_with("impl") => "&[\"a\", \"b\"]".to_owned(),
                Shape::List(items) => format!("&[{}]", self.value_of(items, 0)),
                _ => "&[]".to_owned(),
            };
        }
        let plain = Use { nullable: false, ..used.clone() };
        let value = self.value_of_target(self.api.target(&plain).0, 0);
        if ty.starts_with('&') { format!("&{value}") } else { value }
    }

    /// An expression of the type of a use.
    fn value_of(&self, used: &Use, depth: usize) -> String {
        let (id, nullable) = self.api.target(used);
        if nullable { "None".to_owned() } else { self.value_of_target(id, depth) }
    }

    fn value_of_target(&self, id: SchemaId, depth: usize) -> String {
        let model = self.names.model(id).map(|names| names.name.to_string()).unwrap_or_default();
        if self.facts.knots.contains(&id) {
            return format!("models::{model}::default()");
        }
        match &self.api.schema(id).shape {
            Shape::Any | Shape::Alias(_) => "serde_json::Value::Null".to_owned(),
            Shape::Boolean => "true".to_owned(),
            Shape::Integer(_) => "1".to_owned(),
            Shape::Number => "1.0".to_owned(),
            Shape::Text(format) => self.text_form(format).example.to_owned(),
            Shape::List(_) => "Vec::new()".to_owned(),
            Shape::Map(_) => "Default::default()".to_owned(),
            Shape::TextEnum(_) | Shape::IntegerEnum(_) => {
                let names = self.names.model(id);
                match names.and_then(|names| names.variants.first()) {
                    Some(first) => format!("models::{model}::{first}"),
                    None => format!("models::{model}::from(\"\")"),
                }
            }
            Shape::Object(_) if self.has_default(id) || depth > 24 => format!("models::{model}::default()"),
            Shape::Object(object) => {
                let mut given = Vec::new();
                for (position, property) in object.properties.iter().enumerate() {
                    let (ty, held) = self.field_type(id, position, property);
                    if held == Held::Required {
                        let value = self.value_of(&property.schema, depth + 1);
                        let value = ty.example_taken().map_or(value, str::to_owned);
                        given.push(if ty.local().starts_with("Box<") {
                            format!("Box::new({value})")
                        } else {
                            value
                        });
                    }
                }
                format!("models::{model}::new({})", given.join(", "))
            }
            Shape::Union(union) => {
                let names = self.names.model(id);
                match names.and_then(|names| names.variants.first()).zip(union.variants.first()) {
                    Some((name, variant)) if depth < 24 => {
                        let value = self.value_of(&variant.schema, depth + 1);
                        let value =
                            if self.facts.is_boxed(id, 0) { format!("Box::new({value})") } else { value };
                        format!("models::{model}::{name}({value})")
                    }
                    _ => format!("models::{model}::default()"),
                }
            }
        }
    }
}
