//! Lists in pages: the table of an operation, and how the items are taken out of a page.

use super::results::ResultForm;
use super::send::BodyForm;
use super::structs::Held;
use super::{Lower, literal};
use crate::api::{Operation, OperationId, Shape, Use};
use crate::facts::paging::{At, Next, Pick};
use crate::names::OperationNames;
use crate::view::PagingView;

/// An expression, and whether its type is an `Option`.
struct Taken {
    text: String,
    option: bool,
}

impl Taken {
    /// A member of it.
    fn member(self, name: &str, held: Held) -> Self {
        let inner = if held == Held::Patch { format!("{name}.into_option()") } else { name.to_owned() };
        let Taken { text, option } = self;
        match (option, held) {
            (false, held) => Taken { text: format!("{text}.{inner}"), option: held != Held::Required },
            (true, Held::Required) => Taken { text: format!("{text}.map(|inner| inner.{inner})"), option },
            (true, _) => Taken { text: format!("{text}.and_then(|inner| inner.{inner})"), option },
        }
    }
}

impl Lower<'_> {
    pub(super) fn paging_view(
        &self,
        id: OperationId,
        operation: &Operation,
        result: &ResultForm,
    ) -> Option<PagingView> {
        let paging = self.facts.paging.get(&id).filter(|_| result.outcome.is_none())?;
        let media =
            operation.responses.iter().filter(|response| !response.media.is_empty()).flat_map(|r| &r.media);
        let mut schemas = media.filter_map(|media| media.schema.as_ref());
        // The result is the use whose type the call has; a page of several kinds was sorted out before.
        let used = schemas.find(|used| result.value.contains(&self.type_and_null(used).0.qualified()))?;
        let (take, item) = self.items_of(used, &paging.items, result)?;
        let path = |path: &Vec<String>| literal::texts(path.iter().map(String::as_str));
        let maybe = |at: &Option<Vec<String>>| {
            at.as_ref().map_or_else(|| "None".to_owned(), |at| format!("Some({})", path(at)))
        };
        Some(PagingView {
            next: next(&paging.next),
            items: path(&paging.items),
            total: maybe(&paging.total),
            pages: maybe(&paging.pages),
            more: maybe(&paging.more),
            item,
            take,
        })
    }

    /// The expression that gives the items of a page, and the type of one.
    fn items_of(&self, used: &Use, path: &[String], result: &ResultForm) -> Option<(String, String)> {
        let (mut id, nullable) = self.api.target(used);
        let mut taken = Taken { text: "page".to_owned(), option: nullable };
        if result.output.starts_with("runtime::OrEmpty<") {
            taken = if nullable {
                Taken { text: "page.flatten()".to_owned(), ..taken }
            } else {
                Taken { option: true, ..taken }
            };
        }
        for name in path {
            let Shape::Object(object) = &self.api.schema(id).shape else { return None };
            let (position, property) =
                object.properties.iter().enumerate().find(|(_, property)| property.name == *name)?;
            let field = self.names.model(id)?.fields.get(position)?;
            taken = taken.member(field.as_str(), self.held(id, position, property));
            let list = matches!(self.api.schema(self.api.target(&property.schema).0).shape, Shape::List(_));
            if list && self.facts.is_boxed(id, position) {
                return None;
            }
            id = self.api.target(&property.schema).0;
        }
        let Shape::List(items) = &self.api.schema(id).shape else { return None };
        if self.facts.knots.contains(&id) {
            return None;
        }
        let text = if taken.option { format!("{}.unwrap_or_default()", taken.text) } else { taken.text };
        Some((text, self.type_of(items).qualified()))
    }

    /// What the documentation says of pages.
    pub(super) fn paging_docs(
        &self,
        operation: &Operation,
        names: &OperationNames,
        body: Option<&BodyForm>,
    ) -> Vec<String> {
        let builder = &names.builder;
        let mut lines = vec![
            String::new(),
            format!(
                "The result is one page of a list. [`by_item`]({builder}::by_item) goes through the items of all \
                 pages, [`by_page`]({builder}::by_page) through the pages:"
            ),
            String::new(),
        ];
        lines.extend(self.items_example(operation, names, body));
        lines
    }
}

impl Lower<'_> {
    /// What the front pages say of lists, with the simplest of them as the example; nothing where there is none.
    pub(super) fn paging_section(&self, fence: &str) -> Vec<String> {
        let lists = self.facts.paging.keys().filter_map(|id| {
            let operation = self.api.operations.get(id.index())?;
            let names = self.names.operation(*id);
            let result = self.result_form(operation, &names);
            let needs = operation.parameters.iter().filter(|parameter| parameter.required).count();
            let bare = operation.body.is_none() && !operation.deprecated;
            (bare && self.paging_view(*id, operation, &result).is_some()).then_some((needs, *id))
        });
        let Some((_, id)) = lists.min() else { return Vec::new() };
        let Some(operation) = self.api.operations.get(id.index()) else { return Vec::new() };
        let example = self.items_example(operation, &self.names.operation(id), None);
        let inside = example
            .iter()
            .filter(|line| !line.starts_with('#') && !line.starts_with("```") && !line.is_empty());
        let krate = &self.package.crate_name;
        let mut lines = vec![
            "Where a result is one page of a list, `by_item` goes through the items of all pages and `by_page` through".to_owned(),
            "the pages, each with its status and headers. Both are a `futures_core::Stream` and are used without it, too;".to_owned(),
            "the next page is asked for when it is needed, with everything that was set on the call. After an error, the".to_owned(),
            "next call of `next` asks for the same page again. `max_pages` ends a list early, and a list that leads back".to_owned(),
            "to itself, or to another host, ends with an error.".to_owned(),
            String::new(),
            fence.to_owned(),
            format!("async fn all(client: {krate}::Client) -> Result<(), {krate}::Error> {{"),
        ];
        lines.extend(inside.map(|line| format!("    {line}")));
        lines.extend(["    Ok(())".to_owned(), "}".to_owned(), "```".to_owned()]);
        lines
    }
}

fn next(next: &Next) -> String {
    let at = |at: &At| match at {
        At::Query(name) => format!("runtime::paging::At::Query({})", literal::text(name)),
        At::Body(path) => {
            format!("runtime::paging::At::Body({})", literal::texts(path.iter().map(String::as_str)))
        }
    };
    let path = |path: &[String]| literal::texts(path.iter().map(String::as_str));
    let kind = match next {
        Next::Page { at: to, first } => format!("Page {{ at: {}, first: {first} }}", at(to)),
        Next::Offset { at: to, first } => format!("Offset {{ at: {}, first: {first} }}", at(to)),
        Next::Cursor { at: to, from } => format!("Cursor {{ at: {}, from: {} }}", at(to), path(from)),
        Next::Keyset { at: to, field, pick } => {
            let pick = match pick {
                Pick::Last => "Last",
                Pick::First => "First",
                Pick::Least => "Least",
                Pick::Greatest => "Greatest",
            };
            let (at, field) = (at(to), path(field));
            format!("Keyset {{ at: {at}, field: {field}, pick: runtime::paging::Pick::{pick} }}")
        }
        Next::Link { from } => format!("Link {{ from: {} }}", path(from)),
        Next::LinkHeader => "LinkHeader".to_owned(),
    };
    format!("runtime::paging::Next::{kind}")
}
