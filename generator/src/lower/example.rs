//! Examples: every operation gets one that compiles.

use super::Lower;
use super::results::ResultForm;
use super::send::BodyForm;
use super::structs::Held;
use crate::api::{Operation, SchemaId, SchemeId, SchemeKind, Shape, Use};
use crate::names::{ModelNames, OperationNames};

impl Lower<'_> {
    /// The example of an operation's documentation; what it shows stands in its page, too.
    pub(super) fn example(
        &self,
        operation: &Operation,
        names: &OperationNames,
        result: &ResultForm,
        body: Option<&BodyForm>,
    ) -> Vec<String> {
        let mut lines = vec!["# Example".to_owned(), String::new()];
        lines.extend(self.hidden_around(operation, self.result_statements(operation, names, result, body)));
        lines
    }

    /// Going through all items, where the result is a list in pages.
    pub(super) fn items_example(
        &self,
        operation: &Operation,
        names: &OperationNames,
        body: Option<&BodyForm>,
    ) -> Vec<String> {
        self.hidden_around(operation, self.item_statements(operation, names, body))
    }

    /// The same for a page, where nothing is hidden.
    pub(super) fn page_example(
        &self,
        operation: &Operation,
        names: &OperationNames,
        result: &ResultForm,
        body: Option<&BodyForm>,
    ) -> Vec<String> {
        self.shown_around(operation, self.result_statements(operation, names, result, body))
    }

    /// The same for a page.
    pub(super) fn page_items_example(
        &self,
        operation: &Operation,
        names: &OperationNames,
        body: Option<&BodyForm>,
    ) -> Vec<String> {
        self.shown_around(operation, self.item_statements(operation, names, body))
    }

    fn result_statements(
        &self,
        operation: &Operation,
        names: &OperationNames,
        result: &ResultForm,
        body: Option<&BodyForm>,
    ) -> Vec<String> {
        let mut lines = self.call(operation, names, body);
        let nothing = result.value == "()";
        let streamed = ["EventStream", "LineStream"].iter().any(|stream| {
            result.value.strip_prefix("runtime::").is_some_and(|value| value.starts_with(stream))
        });
        if let Some(last) = lines.last_mut() {
            let binding = match (nothing, streamed) {
                (true, _) => "",
                (_, true) => "let mut stream = ",
                _ => "let result = ",
            };
            *last = format!("{binding}{last}.await?;");
        }
        if streamed {
            lines.push("while let Some(item) = stream.next().await {".to_owned());
            lines.push("    println!(\"{:?}\", item?);".to_owned());
            lines.push("}".to_owned());
        } else if !nothing {
            lines.push("println!(\"{result:?}\");".to_owned());
        }
        lines
    }

    fn item_statements(
        &self,
        operation: &Operation,
        names: &OperationNames,
        body: Option<&BodyForm>,
    ) -> Vec<String> {
        let mut lines = self.call(operation, names, body);
        if let Some(last) = lines.last_mut() {
            *last = format!("let mut items = {last}.by_item();");
        }
        let through = ["while let Some(item) = items.next().await {", "    println!(\"{:?}\", item?);", "}"];
        lines.extend(through.map(str::to_owned));
        lines
    }

    /// A doctest: what every program has stands in it, but is not shown.
    fn hidden_around(&self, operation: &Operation, statements: Vec<String>) -> Vec<String> {
        let krate = &self.package.crate_name;
        let mut lines = vec!["```no_run".to_owned()];
        lines.push(format!("# use {krate}::{};", self.client_imports()));
        if operation.deprecated {
            lines.push("# #[allow(deprecated)]".to_owned());
        }
        lines.push(format!("# async fn example() -> Result<(), {krate}::Error> {{"));
        lines.push(format!("# let client = {};", self.client_calls(operation).concat()));
        lines.extend(self.models_import(&statements));
        lines.extend(statements);
        lines.extend(["# Ok(())", "# }", "```"].map(str::to_owned));
        lines
    }

    fn shown_around(&self, operation: &Operation, statements: Vec<String>) -> Vec<String> {
        let mut lines = vec![format!("use {}::{};", self.package.crate_name, self.client_imports())];
        let models = self.models_import(&statements);
        if models.is_empty() {
            lines.push(String::new());
        }
        lines.extend(models);
        lines.push(format!("let client = {};", self.client_calls(operation).concat()));
        lines.extend(statements);
        lines
    }

    fn models_import(&self, statements: &[String]) -> Vec<String> {
        if statements.iter().any(|line| line.contains("models::")) {
            vec![format!("use {}::models;", self.package.crate_name), String::new()]
        } else {
            Vec::new()
        }
    }

    /// `{Client, Region}`.
    pub(super) fn client_imports(&self) -> String {
        match self.first_server() {
            Some((_, name, _)) => format!("{{Client, {name}}}"),
            None => "Client".to_owned(),
        }
    }

    /// `Client::builder()`, what this operation needs of a client, `.build()?`.
    pub(super) fn client_calls(&self, operation: &Operation) -> Vec<String> {
        let mut calls = vec!["Client::builder()".to_owned()];
        match self.first_server() {
            Some((method, name, first)) => calls.push(format!(".{method}({name}::{first})")),
            None if self.base_url().is_empty() => {
                calls.push(".base_url(\"https://api.example.com\")".to_owned());
            }
            None => {}
        }
        let anonymous = operation.security.iter().any(Vec::is_empty);
        let schemes = operation.security.first().filter(|_| !anonymous);
        calls.extend(schemes.into_iter().flatten().map(|used| self.credential_call(used.scheme)));
        calls.push(".build()?".to_owned());
        calls
    }

    /// `.access_token("secret")`.
    pub(super) fn credential_call(&self, scheme: SchemeId) -> String {
        let value = match self.api.schemes.get(scheme.index()).map(|scheme| &scheme.kind) {
            Some(SchemeKind::Basic) => "\"name\", \"password\"",
            _ => "\"secret\"",
        };
        format!(".{}({value})", self.names.scheme(scheme).builder)
    }

    /// The builder's method for the server enum, the enum, its first value.
    pub(super) fn first_server(&self) -> Option<(String, String, String)> {
        let names = self.names.server.as_ref()?;
        let first = names.variants.first()?;
        Some((names.method.to_string(), names.name.to_string(), first.to_string()))
    }

    /// A value of a model, with some of what may be given beside what must.
    pub(super) fn model_example(&self, id: SchemaId) -> Vec<String> {
        let Some(names) = self.names.model(id) else { return Vec::new() };
        let krate = &self.package.crate_name;
        let mut lines = vec![format!("use {krate}::models;"), String::new()];
        let base = self.value_of_target(id, 0);
        let given = self.some_fields(id, names);
        if given.is_empty() {
            let path = format!("models::{}", names.name);
            let told = base.strip_prefix(&path).is_some_and(|rest| rest.starts_with(':'));
            lines.push(if told {
                format!("let value = {base};")
            } else {
                format!("let value: {path} = {base};")
            });
            return lines;
        }
        lines.push(format!("let value = models::{} {{", names.name));
        lines.extend(given.into_iter().map(|field| format!("    {field},")));
        lines.push(format!("    ..{base}"));
        lines.push("};".to_owned());
        lines
    }

    /// The first optional fields, each with a value.
    fn some_fields(&self, id: SchemaId, names: &ModelNames) -> Vec<String> {
        let Shape::Object(object) = &self.api.schema(id).shape else { return Vec::new() };
        if self.facts.knots.contains(&id) {
            return Vec::new();
        }
        let sent = self.facts.usage(id).request;
        let fields = object.properties.iter().zip(&names.fields).enumerate();
        let fields = fields.filter(|(at, (property, _))| {
            let passed_over = property.deprecated || (property.read_only && sent);
            !passed_over && !self.facts.is_boxed(id, *at)
        });
        let given = fields.filter_map(|(at, (property, name))| {
            let value = || self.value_of_target(self.api.target(&property.schema).0, 1);
            match self.held(id, at, property) {
                Held::Optional => Some(format!("{name}: Some({})", value())),
                Held::Patch => {
                    Some(format!("{name}: {}::Patch::Value({})", self.package.crate_name, value()))
                }
                Held::Required | Held::RequiredNull => None,
            }
        });
        given.take(3).collect()
    }

    /// The call without `.await`, after statements that make its body.
    pub(super) fn call(
        &self,
        operation: &Operation,
        names: &OperationNames,
        body: Option<&BodyForm>,
    ) -> Vec<String> {
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
            Shape::Tuple(places) => {
                let values = places.iter().map(|place| self.value_of(place, depth + 1));
                format!("({})", values.collect::<Vec<_>>().join(", "))
            }
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
