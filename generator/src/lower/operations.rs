//! Operations: methods, builders and rows of the operations table.

use super::doc_text::doc_lines;
use super::docs::code;
use super::results::ResultForm;
use super::send::BodyForm;
use super::streams::DOWNLOAD;
use super::{Lower, literal, permissions};
use crate::api::{Operation, OperationId, Place, TagId};
use crate::diag::Findings;
use crate::facts::choices;
use crate::names::OperationNames;
use crate::view::{ArgumentView, ChoiceView, OperationView, SetterView, StaticView, TagView};

impl Lower<'_> {
    pub(super) fn tags(&self, findings: &mut Findings) -> Vec<TagView> {
        let mut tags = Vec::new();
        for tag in self.used_tags() {
            let names = self.names.tag(tag);
            let operations = self.facts.operations_of(tag);
            tags.push(TagView {
                docs: self.tag_docs(tag),
                module: names.module.to_string(),
                accessor: names.accessor.to_string(),
                feature: literal::text(names.feature.as_str()),
                operations: operations.iter().filter_map(|id| self.operation(*id, findings)).collect(),
            });
        }
        tags
    }

    pub(super) fn tag_docs(&self, tag: TagId) -> Vec<String> {
        let Some(tag) = self.api.tags.get(tag.index()) else { return Vec::new() };
        let lines = doc_lines(tag.description.as_deref().unwrap_or(""));
        if lines.is_empty() { doc_lines(&format!("The operations of {}.", tag.name)) } else { lines }
    }

    fn operation(&self, id: OperationId, findings: &mut Findings) -> Option<OperationView> {
        let operation = self.api.operations.get(id.index())?;
        let names = self.names.operation(id);
        let result = self.result_form(operation, &names);
        let body = self.body_form(operation, findings);
        self.note_nested(operation, findings);
        let mut view = OperationView {
            deprecated: operation.deprecated,
            module: names.module.to_string(),
            accessor: self.names.tag(operation.tag).accessor.to_string(),
            method: names.method.to_string(),
            output: result.output.clone(),
            value: result.value.clone(),
            outcome: result.outcome.clone(),
            uses_models: result.models,
            uses_security: operation.security.iter().any(|all| !all.is_empty()),
            facts: self.row(operation, &names, &result),
            ..OperationView::default()
        };
        self.give_parameters(operation, &names, &mut view);
        self.give_body(operation, &names, body.as_ref(), &mut view);
        view.paging = self.paging_view(id, operation, &result);
        view.uses_models |= view.paging.as_ref().is_some_and(|paging| paging.item.contains("models::"));
        view.stream = result.stream.clone();
        // What the runtime's own call has suffices for bytes.
        let streamed = result.stream.as_ref().is_some_and(|stream| stream.output != DOWNLOAD);
        if !view.setters.is_empty() || view.paging.is_some() || streamed {
            view.builder = Some(names.builder.to_string());
            let method = format!("{}::{}", view.accessor, view.method);
            view.builder_docs = vec![format!(
                "A call of [`{method}`](super::{method}), with what may be given beside the required."
            )];
        }
        view.docs = self.operation_docs(operation, &names, &result, body.as_ref());
        if view.paging.is_some() {
            view.docs.extend(self.paging_docs(operation, &names, body.as_ref()));
        }
        Some(view)
    }

    fn give_parameters(&self, operation: &Operation, names: &OperationNames, view: &mut OperationView) {
        for (parameter, name) in operation.parameters.iter().zip(&names.parameters) {
            let form = self.parameter_form(parameter);
            view.uses_models |= form.models;
            if parameter.required {
                view.puts.push(self.put("call", parameter, name.as_str(), &form));
                view.arguments.push(ArgumentView { name: name.to_string(), ty: form.ty });
            } else {
                let mut docs = doc_lines(parameter.description.as_deref().unwrap_or(""));
                docs.extend(self.parameter_facts(parameter, name.as_str(), !docs.is_empty()));
                view.setters.push(SetterView {
                    docs,
                    deprecated: parameter.deprecated,
                    name: name.to_string(),
                    put: self.put("self.0", parameter, name.as_str(), &form),
                    ty: form.ty,
                });
            }
        }
    }

    fn give_body(
        &self,
        operation: &Operation,
        names: &OperationNames,
        form: Option<&BodyForm>,
        view: &mut OperationView,
    ) {
        let (Some(form), Some(written)) = (form, &operation.body) else { return };
        view.uses_models |= form.models;
        let name = names.body.as_str();
        self.give_choices(operation, names, written.required, view);
        if written.required {
            view.puts.push(self.put_body("call", form, name));
            view.arguments.push(ArgumentView { name: name.to_owned(), ty: form.ty.clone() });
            return;
        }
        let mut docs = doc_lines(written.description.as_deref().unwrap_or(""));
        if docs.is_empty() {
            docs.push("The body, sent only where it is given.".to_owned());
        }
        view.setters.push(SetterView {
            docs,
            deprecated: false,
            name: name.to_owned(),
            ty: form.ty.clone(),
            put: self.put_body("self.0", form, name),
        });
    }

    /// The other content types: a method each where the body is required, else a setter.
    fn give_choices(
        &self,
        operation: &Operation,
        names: &OperationNames,
        required: bool,
        view: &mut OperationView,
    ) {
        let choices = choices(self.api, operation).into_iter().skip(1);
        for (media, method) in choices.zip(&names.choices) {
            let form = self.form_of(media);
            view.uses_models |= form.models;
            let name = names.body.as_str();
            let content_type = code(&form.content_type);
            if !required {
                view.setters.push(SetterView {
                    docs: vec![format!("The body as {content_type}, instead of `{name}`.")],
                    deprecated: false,
                    name: method.to_string(),
                    put: self.put_body("self.0", &form, method.as_str()),
                    ty: form.ty,
                });
                continue;
            }
            let mut docs = vec![format!("[`{0}`](Self::{0}) with a body of {content_type}.", names.method)];
            let parts = self.multipart_docs(operation, &form);
            if !parts.is_empty() {
                docs.extend([String::new(), "Its parts:".to_owned(), String::new()]);
                docs.extend(parts.into_iter().map(|line| line.trim_start().to_owned()));
            }
            let mut choice = ChoiceView {
                docs,
                method: method.to_string(),
                arguments: view.arguments.clone(),
                puts: view.puts.clone(),
            };
            choice.puts.push(self.put_body("call", &form, name));
            choice.arguments.push(ArgumentView { name: name.to_owned(), ty: form.ty });
            view.choices.push(choice);
        }
    }

    fn row(&self, operation: &Operation, names: &OperationNames, result: &ResultForm) -> StaticView {
        let summary =
            operation.summary.as_deref().unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ");
        let server = self.own_server(operation);
        StaticView {
            docs: vec![code(&format!("{} {}", operation.method, operation.path.text))],
            constant: names.constant.to_string(),
            id: literal::text(operation.id.as_deref().unwrap_or(&operation.label)),
            method: literal::text(&operation.method),
            path: literal::text(&operation.path.text),
            tag: literal::text(self.api.tags.get(operation.tag.index()).map_or("", |tag| tag.name.as_str())),
            summary: literal::text(&summary),
            deprecated: operation.deprecated,
            requirement: permissions::expression(&operation.requirement),
            security: self.security_expression(operation),
            server: literal::option(server.as_deref()),
            accept: literal::text(&result.accept),
            idempotency_key: self.idempotency_key(operation),
        }
    }

    /// The header by which the server knows a request that it has seen, where the operation takes one.
    fn idempotency_key(&self, operation: &Operation) -> String {
        let given = self.config.idempotency_key.as_ref();
        let wanted = given.map_or("Idempotency-Key", |given| given.value.as_str());
        let mut headers = operation.parameters.iter().filter(|one| one.place == Place::Header);
        let found = headers.find(|one| one.name.eq_ignore_ascii_case(wanted));
        literal::option(found.map(|one| one.name.as_str()))
    }

    fn security_expression(&self, operation: &Operation) -> String {
        let alternatives: Vec<String> = operation
            .security
            .iter()
            .map(|all| {
                let uses: Vec<String> = all
                    .iter()
                    .map(|used| {
                        let scheme = self.names.scheme(used.scheme).constant;
                        let scopes = literal::texts(used.scopes.iter().map(String::as_str));
                        format!("runtime::SchemeUse {{ scheme: &security::{scheme}, scopes: {scopes} }}")
                    })
                    .collect();
                format!("&[{}]", uses.join(", "))
            })
            .collect();
        format!("&[{}]", alternatives.join(", "))
    }
}
