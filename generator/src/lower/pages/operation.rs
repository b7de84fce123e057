//! An operation's part of its tag's page.

use super::model::note;
use super::skeleton::Way;
use super::text::{row, short};
use super::{Book, Entry, Shelf, code};
use crate::api::{Mode, Operation, Parameter, Requirement};
use crate::lower::doc_text::doc_lines;
use crate::lower::docs::section;
use crate::names::OperationNames;
use crate::view::OperationPage;

impl Book<'_> {
    pub(super) fn operation_page(&self, entry: &Entry<'_>) -> OperationPage {
        let Some(operation) = self.lower.api.operations.get(entry.id.index()) else {
            return OperationPage::default();
        };
        let names = self.lower.names.operation(entry.id);
        let body = self.lower.chosen_media(operation).map(|media| self.lower.form_of(media));
        let result = self.lower.result_form(operation, &names);
        let mut page = OperationPage {
            method: entry.view.method.clone(),
            http: self.http(operation),
            deprecated: operation.deprecated,
            about: about(operation),
            signature: signature(entry),
            permissions: self.permission_lines(operation, Shelf::Tags),
            authorization: self.authorization_lines(operation, Shelf::Tags),
            result: self.result_lines(operation, entry),
            errors: self.error_rows(operation),
            content_types: self.content_types(operation, &result, body.as_ref()),
            example: self.lower.page_example(operation, &names, &result, body.as_ref()),
            beside: self.beside_lines(operation, entry),
            ..OperationPage::default()
        };
        if entry.view.paging.is_some() {
            page.items_example = self.lower.page_items_example(operation, &names, body.as_ref());
        }
        self.parameters(operation, &names, entry, &mut page);
        let modelled = body.as_ref().is_some_and(|form| form.modelled);
        let media = self.lower.chosen_media(operation).filter(|_| modelled);
        if let Some(used) = media.and_then(|media| media.schema.as_ref()) {
            let skeleton = self.lower.skeleton(used, Way::Sent);
            page.body.extend(self.cut_note(&skeleton.cut, Shelf::Tags));
            page.skeleton = skeleton.lines;
        }
        page
    }

    fn http(&self, operation: &Operation) -> String {
        let mut line = format!("**{}** {}", operation.method, code(&operation.path.text));
        line.push_str(&self.lower.server_words(operation).unwrap_or_default());
        line
    }

    fn parameters(
        &self,
        operation: &Operation,
        names: &OperationNames,
        entry: &Entry<'_>,
        page: &mut OperationPage,
    ) {
        for (parameter, name) in operation.parameters.iter().zip(&names.parameters) {
            let (text, more) = short(parameter.description.as_deref().unwrap_or(""));
            let mut about = vec![text];
            if parameter.deprecated {
                about.insert(0, "**Deprecated.**".to_owned());
            }
            about.extend(self.allowed(parameter));
            page.parameters.push(row([
                &format!("`{name}`"),
                &format!("{} {}", parameter.place.word(), code(&parameter.name)),
                &self.qualified(type_of(entry, name.as_str()), Shelf::Tags),
                if parameter.required { "yes" } else { "no" },
                &parameter.default.as_deref().map(|text| code(text.trim_matches('"'))).unwrap_or_default(),
                about.join(" ").trim(),
            ]));
            note(&mut page.notes, name.as_str(), more);
        }
        let Some(body) = &operation.body else { return };
        let (text, more) = short(body.description.as_deref().unwrap_or(""));
        let name = names.body.as_str();
        page.parameters.push(row([
            &format!("`{name}`"),
            "body",
            &self.qualified(type_of(entry, name), Shelf::Tags),
            if body.required { "yes" } else { "no" },
            "",
            &text,
        ]));
        note(&mut page.notes, name, more);
        page.body = self.body_lines(operation, entry, names);
    }

    fn allowed(&self, parameter: &Parameter) -> Option<String> {
        let allowed = self.lower.allowed_values(parameter);
        let list: Vec<String> =
            allowed.iter().filter(|value| !value.is_empty()).map(|value| code(value)).collect();
        (!list.is_empty()).then(|| format!("Allowed values: {}.", list.join(", ")))
    }

    /// Which model a body is made from, its parts, and how else it may be sent.
    fn body_lines(&self, operation: &Operation, entry: &Entry<'_>, names: &OperationNames) -> Vec<String> {
        let Some(media) = self.lower.chosen_media(operation) else { return Vec::new() };
        let form = self.lower.form_of(media);
        let mut lines = Vec::new();
        if let Some(used) = &media.schema {
            let ty = self.lower.type_of(used);
            if !ty.models.is_empty() {
                let shown = self.typed(&ty.local(), ty.models.iter().map(String::as_str), Shelf::Tags);
                lines.push(format!("{shown}, sent as {}.", code(&form.content_type)));
            }
        }
        if lines.is_empty() {
            lines.push(format!("Sent as {}.", code(&form.content_type)));
        }
        let parts = self.lower.multipart_docs(operation, &form);
        section(&mut lines, parts.into_iter().map(|line| line.trim_start().to_owned()).collect());
        let others = crate::facts::choices(self.lower.api, operation).into_iter().skip(1);
        let others = others.zip(&names.choices).map(|(media, method)| {
            let ty = self.lower.form_of(media).ty;
            let how = self.qualified(&ty, Shelf::Tags);
            let call = match operation.body.as_ref().is_some_and(|body| body.required) {
                true => format!("`{method}`"),
                false => format!("`{}().{method}`", entry.view.method),
            };
            format!("- or as {} by {call}, which takes {how}", code(&media.content_type))
        });
        section(&mut lines, others.collect());
        lines
    }

    /// What the caller must be allowed to do.
    pub(super) fn permission_lines(&self, operation: &Operation, from: Shelf) -> Vec<String> {
        if self.lower.api.permissions.is_empty() {
            return Vec::new();
        }
        let requirement = &operation.requirement;
        if requirement.mode != Mode::Together {
            return self.requirement_lines(requirement, from);
        }
        let parts = requirement.parts.iter();
        parts.map(|part| self.requirement_lines(part, from)).collect::<Vec<_>>().join(&String::new())
    }

    fn requirement_lines(&self, requirement: &Requirement, from: Shelf) -> Vec<String> {
        let several = requirement.permissions.len() > 1;
        let mut lines = vec![match requirement.mode {
            Mode::None => "Requires no permission.".to_owned(),
            Mode::Any if several => "Requires ANY of these permissions:".to_owned(),
            Mode::All if several => "Requires ALL of these permissions:".to_owned(),
            _ => "Requires the permission:".to_owned(),
        }];
        if requirement.mode != Mode::None {
            lines.push(String::new());
        }
        for name in &requirement.permissions {
            let described = self.lower.api.permissions.iter().find(|known| known.name == *name);
            let text = described.and_then(|known| known.description.as_deref()).unwrap_or("");
            let about = doc_lines(text).join(" ");
            let link = self.to_permission(name, from);
            lines.push(if about.is_empty() { format!("- {link}") } else { format!("- {link}: {about}") });
        }
        lines
    }

    /// What the caller must show, each scheme leading to how the client is given it.
    pub(super) fn authorization_lines(&self, operation: &Operation, from: Shelf) -> Vec<String> {
        if operation.security.iter().all(Vec::is_empty) {
            return vec!["None is needed.".to_owned()];
        }
        let alternatives = operation.security.iter().map(|all| {
            let uses = all.iter().filter_map(|used| {
                let scheme = self.lower.api.schemes.get(used.scheme.index())?;
                let method = self.lower.names.scheme(used.scheme).builder;
                let scopes: Vec<String> = used.scopes.iter().map(|scope| code(scope)).collect();
                let scopes = match scopes.len() {
                    0 => String::new(),
                    1 => format!(" with the scope {}", scopes.join(", ")),
                    _ => format!(" with the scopes {}", scopes.join(", ")),
                };
                let name = code(&scheme.name);
                Some(format!("[{name}]({}authorization.md#{method}), given by `{method}`{scopes}", from.up()))
            });
            let uses: Vec<String> = uses.collect();
            if uses.is_empty() { "- none".to_owned() } else { format!("- {}", uses.join(" and ")) }
        });
        let alternatives: Vec<String> = alternatives.collect();
        match alternatives.as_slice() {
            [only] => vec![format!("{}.", only.trim_start_matches("- "))],
            _ => {
                let mut lines = vec!["One of:".to_owned(), String::new()];
                lines.extend(alternatives);
                lines
            }
        }
    }
}

/// Summary and description, once where they are the same.
fn about(operation: &Operation) -> Vec<String> {
    let mut lines = doc_lines(operation.summary.as_deref().unwrap_or(""));
    if operation.description != operation.summary {
        section(&mut lines, doc_lines(operation.description.as_deref().unwrap_or("")));
    }
    lines
}

/// The method as it is declared, and the setters of the call.
fn signature(entry: &Entry<'_>) -> Vec<String> {
    let view = entry.view;
    let arguments: Vec<String> =
        view.arguments.iter().map(|argument| format!("{}: {}", argument.name, argument.ty)).collect();
    let given = std::iter::once("&self".to_owned()).chain(arguments.iter().cloned());
    let given = given.collect::<Vec<_>>().join(", ");
    let call = view.builder.clone().unwrap_or_else(|| format!("runtime::Call<{}>", view.output));
    let mut lines = vec![format!("fn {}({given}) -> {call}", view.method)];
    if let Some(builder) = view.builder.as_ref().filter(|_| !view.setters.is_empty()) {
        lines.push(String::new());
        lines.push(format!("impl {builder} {{"));
        for setter in &view.setters {
            lines.push(format!("    fn {0}(self, {0}: {1}) -> Self", setter.name, setter.ty));
        }
        lines.push("}".to_owned());
    }
    lines.push(String::new());
    lines.push(format!("// .await brings Result<{}, Error>", view.value));
    if let Some(stream) = &view.stream {
        lines.push(format!("// .send_stream().await brings Result<{}, Error>", stream.value));
    }
    lines
}

/// The type of an argument or of a setter.
fn type_of<'v>(entry: &Entry<'v>, name: &str) -> &'v str {
    let view = entry.view;
    let argument =
        view.arguments.iter().find(|argument| argument.name == name).map(|found| found.ty.as_str());
    argument
        .or_else(|| view.setters.iter().find(|setter| setter.name == name).map(|found| found.ty.as_str()))
        .unwrap_or("")
}
