//! Parameters: the type that a caller gives, and the statement that puts it into the call.

use super::{Lower, literal};
use crate::api::{Encoding, Operation, Parameter, Place, SchemaId, Shape, Style, Use, essence, is_json};
use crate::diag::{Code, Diagnostic, Findings};

/// A parameter as a caller sees it.
pub(super) struct ParameterForm {
    /// The type of the argument.
    pub(super) ty: String,
    /// Whether that type names a model.
    pub(super) models: bool,
    /// The expression for the value, given the argument's name.
    value: Value,
}

enum Value {
    /// `&name`: it is given by value.
    Reference,
    /// `name`: it is given by reference.
    Itself,
    /// A list of texts of any kind.
    Texts,
    /// A value without a text of its own: its JSON, member by member.
    Tree,
    /// A value that travels as JSON text.
    Json { by_reference: bool },
}

impl ParameterForm {
    fn expression(&self, name: &str) -> String {
        match self.value {
            Value::Reference => format!("&{name}"),
            Value::Itself => name.to_owned(),
            Value::Texts => format!("&{name}.iter().map(AsRef::as_ref).collect::<Vec<&str>>()"),
            Value::Tree => format!("&runtime::params::Tree({name})"),
            Value::Json { by_reference: true } => format!("&runtime::params::JsonText({name})"),
            Value::Json { by_reference: false } => format!("&runtime::params::JsonText(&{name})"),
        }
    }
}

impl Lower<'_> {
    pub(super) fn parameter_form(&self, parameter: &Parameter) -> ParameterForm {
        let (id, _) = self.api.target(&parameter.schema);
        let ty = self.type_of(&crate::api::Use { schema: id, nullable: false });
        let qualified = ty.qualified();
        let models = !ty.models.is_empty();
        let form = |ty: String, value: Value| ParameterForm { ty, models, value };
        if let Some(form) =
            parameter.content.as_deref().and_then(|content| self.raw_content(parameter, content, id))
        {
            return form;
        }
        if parameter.content.is_some() {
            let scalar = matches!(
                self.api.schema(id).shape,
                Shape::Text(_) | Shape::Integer(_) | Shape::Number | Shape::Boolean
            );
            return if scalar || self.is_list(id) {
                form(qualified, Value::Json { by_reference: false })
            } else {
                form(format!("&{qualified}"), Value::Json { by_reference: true })
            };
        }
        match &self.api.schema(id).shape {
            Shape::Text(_) if ty.is_textual() => form("&str".to_owned(), Value::Itself),
            Shape::Text(_) | Shape::Boolean | Shape::Integer(_) | Shape::Number => {
                form(qualified, Value::Reference)
            }
            Shape::TextEnum(_) | Shape::IntegerEnum(_) => form(qualified, Value::Reference),
            Shape::List(items) => {
                let (inner, nullable) = self.api.target(items);
                let inner_type = self.type_of(&crate::api::Use { schema: inner, nullable: false });
                let textual = inner_type.is_textual();
                let inner_type = inner_type.qualified();
                match &self.api.schema(inner).shape {
                    _ if nullable => form(format!("&{qualified}"), Value::Tree),
                    Shape::Text(_) if textual => form("&[impl AsRef<str>]".to_owned(), Value::Texts),
                    Shape::Text(_)
                    | Shape::Boolean
                    | Shape::Integer(_)
                    | Shape::Number
                    | Shape::TextEnum(_)
                    | Shape::IntegerEnum(_) => form(format!("&[{inner_type}]"), Value::Itself),
                    _ => form(format!("&{qualified}"), Value::Tree),
                }
            }
            _ => form(format!("&{qualified}"), Value::Tree),
        }
    }

    /// A value whose content type is no JSON: the caller writes it. A form of members is written member by member.
    fn raw_content(&self, parameter: &Parameter, content: &str, id: SchemaId) -> Option<ParameterForm> {
        let members = matches!(
            self.api.schema(id).shape,
            Shape::Object(_) | Shape::Map(_) | Shape::Union(_) | Shape::Any
        );
        let written =
            is_json(content) || (is_form(content) && members && parameter.place == Place::QueryString);
        (!written).then(|| ParameterForm { ty: "&str".to_owned(), models: false, value: Value::Itself })
    }

    /// `call.querystring_form(filter);`
    fn put_querystring(&self, call: &str, parameter: &Parameter, name: &str, form: &ParameterForm) -> String {
        let reference = if form.ty.starts_with('&') { name.to_owned() } else { format!("&{name}") };
        match parameter.content.as_deref() {
            _ if form.ty == "&str" && !form.models => format!("{call}.querystring_text({name});"),
            Some(content) if is_form(content) => {
                let styles = encoded_styles(&parameter.encoding);
                format!("{call}.querystring_form({reference}, {styles});")
            }
            _ => format!("{call}.querystring_json({reference});"),
        }
    }

    /// Says where a parameter holds more than its style has a rule for.
    pub(super) fn note_nested(&self, operation: &Operation, findings: &mut Findings) {
        for parameter in &operation.parameters {
            let ruled = parameter.content.is_some() || parameter.style == Style::DeepObject;
            let shape = &self.api.schema(self.api.target(&parameter.schema).0).shape;
            if ruled || !shape.uses().into_iter().any(|inner| self.is_deep(inner, shape)) {
                continue;
            }
            let message = format!(
                "no style says how lists or objects inside `{}` are written: they are sent as JSON",
                parameter.name
            );
            findings.push(
                Diagnostic::new(Code::ParameterNested, self.doc.at(parameter.node).place(), message)
                    .subject(format!("operation `{}`", operation.label))
                    .hint("`style: deepObject`, or `content: {application/json: …}`, says what the server reads"),
            );
        }
    }

    /// Whether what stands inside a list or an object is more than a text, or a list of texts.
    fn is_deep(&self, inner: &Use, outer: &Shape) -> bool {
        let holds = matches!(outer, Shape::List(_) | Shape::Map(_) | Shape::Object(_));
        holds
            && match &self.api.schema(self.api.target(inner).0).shape {
                Shape::Object(_) | Shape::Map(_) => true,
                Shape::List(items) => {
                    let items = &self.api.schema(self.api.target(items).0).shape;
                    matches!(items, Shape::Object(_) | Shape::Map(_) | Shape::List(_))
                }
                _ => false,
            }
    }

    fn is_list(&self, id: SchemaId) -> bool {
        matches!(self.api.schema(id).shape, Shape::List(_))
    }

    /// `call.query("limit", &limit);`
    pub(super) fn put(&self, call: &str, parameter: &Parameter, name: &str, form: &ParameterForm) -> String {
        let (method, usual, exploded) = match parameter.place {
            Place::QueryString => return self.put_querystring(call, parameter, name, form),
            Place::Path => ("path", Style::Simple, false),
            Place::Query => ("query", Style::Form, true),
            Place::Header => ("header_param", Style::Simple, false),
            Place::Cookie => ("cookie", Style::Form, true),
        };
        let wire = literal::text(&parameter.name);
        let value = form.expression(name);
        let (id, _) = self.api.target(&parameter.schema);
        let several = matches!(
            self.api.schema(id).shape,
            Shape::List(_)
                | Shape::Tuple(_)
                | Shape::Map(_)
                | Shape::Object(_)
                | Shape::Union(_)
                | Shape::Any
        );
        let plain =
            parameter.style == usual && !parameter.reserved && (!several || parameter.explode == exploded);
        if plain || parameter.content.is_some() {
            return format!("{call}.{method}({wire}, {value});");
        }
        let style = style(parameter.style, parameter.explode, parameter.reserved);
        format!("{call}.{method}_styled({wire}, {style}, {value});")
    }

    /// Whether a text is a secret by its format.
    pub(super) fn allowed_values(&self, parameter: &Parameter) -> Vec<String> {
        let (id, _) = self.api.target(&parameter.schema);
        let id = match &self.api.schema(id).shape {
            Shape::List(items) => self.api.target(items).0,
            _ => id,
        };
        match &self.api.schema(id).shape {
            Shape::TextEnum(values) => values.iter().map(|value| value.value.clone()).collect(),
            Shape::IntegerEnum(values) => values.iter().map(|value| value.value.to_string()).collect(),
            _ => Vec::new(),
        }
    }
}

/// Whether a content type is that of a form's entries.
pub(super) fn is_form(content_type: &str) -> bool {
    essence(content_type) == "application/x-www-form-urlencoded"
}

/// `&[("expand", runtime::Style::DEEP_OBJECT)]`: the members of a form that are not written as usual.
pub(super) fn encoded_styles(encoding: &[Encoding]) -> String {
    let told = |part: &&Encoding| part.style.is_some() || part.explode.is_some() || part.reserved;
    let json = |part: &Encoding| part.content_type.as_deref().is_some_and(is_json);
    let styles = encoding.iter().filter(|part| told(part) || json(part)).map(|part| {
        if !told(&part) {
            return format!("({}, runtime::Style::JSON)", literal::text(&part.name));
        }
        let kind = part.style.unwrap_or(Style::Form);
        let explode = part.explode.unwrap_or(kind == Style::Form);
        format!("({}, {})", literal::text(&part.name), style(kind, explode, part.reserved))
    });
    format!("&[{}]", styles.collect::<Vec<_>>().join(", "))
}

fn style(style: Style, explode: bool, reserved: bool) -> String {
    let name = match (style, explode) {
        // with `explode` there is nothing left for the delimiter to stand between
        (Style::Form | Style::SpaceDelimited | Style::PipeDelimited, true) => "FORM",
        (Style::Form, false) => "FORM_JOINED",
        (Style::SpaceDelimited, false) => "SPACE",
        (Style::PipeDelimited, false) => "PIPE",
        (Style::TabDelimited, _) => "TAB",
        (Style::DeepObject, _) => "DEEP_OBJECT",
        (Style::Simple, false) => "SIMPLE",
        (Style::Simple, true) => "SIMPLE_EXPLODED",
        (Style::Label, false) => "LABEL",
        (Style::Label, true) => "LABEL_EXPLODED",
        (Style::Matrix, false) => "MATRIX",
        (Style::Matrix, true) => "MATRIX_EXPLODED",
        (Style::Cookie, true) => "COOKIE",
        (Style::Cookie, false) => "COOKIE_JOINED",
    };
    let reserved = if reserved { ".reserved()" } else { "" };
    format!("runtime::Style::{name}{reserved}")
}
