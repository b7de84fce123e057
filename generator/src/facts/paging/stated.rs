//! Paging as the configuration states it.

use super::find::{Kind, asked, at_path, items, kind};
use super::{At, Next, Paging, Path, Pick, result};
use crate::api::{Api, Operation, OperationId, Place, Shape, Use};
use crate::config::{Config, Override, PagingConfig, PagingKind};
use crate::diag::{Code, Diagnostic, Findings, Place as Where};

/// What the configuration says of one operation.
pub(super) enum Said {
    /// How its pages follow each other.
    This(Paging),
    /// That it has none.
    None,
    /// Nothing: the description decides.
    Nothing,
}

/// Why a statement does not go with an operation, and where it says so.
struct Wrong(Where, String);

/// All statements, those that name the operation before patterns.
pub(super) struct Statements<'a> {
    api: &'a Api,
    config: &'a Config,
    findings: &'a mut Findings,
}

impl<'a> Statements<'a> {
    pub(super) fn new(api: &'a Api, config: &'a Config, findings: &'a mut Findings) -> Self {
        let statements = Self { api, config, findings };
        for named in config.paging.iter().flat_map(|given| &given.value.operations) {
            let skipped = api.skipped.iter().any(|skipped| skipped.id.as_ref() == Some(&named.value));
            let there = api.operations.iter().any(|operation| names(&named.value, operation));
            if !there && !skipped && api.excluded == 0 {
                statements.findings.push(
                    Diagnostic::new(
                        Code::PagingWrong,
                        named.place.clone(),
                        format!("there is no operation `{}`", named.value),
                    )
                    .hint("an operation is named by its operationId, or as `GET /path`"),
                );
            }
        }
        statements
    }

    pub(super) fn of(&mut self, id: OperationId, operation: &Operation) -> Said {
        let named = |given: &&Override<PagingConfig>| {
            given.value.operations.iter().any(|named| names(&named.value, operation))
        };
        if let Some(given) = self.config.paging.iter().find(named) {
            self.config.take(given);
            if given.value.kind == PagingKind::None {
                return Said::None;
            }
            match self.paging(operation, given) {
                Ok(paging) => return Said::This(paging),
                Err(Wrong(place, why)) => {
                    self.findings.push(
                        Diagnostic::new(Code::PagingWrong, place, why)
                            .subject(format!("operation `{}`", operation.label)),
                    );
                    return Said::Nothing;
                }
            }
        }
        let fits = |given: &&Override<PagingConfig>| self.matches(id, operation, &given.value);
        for given in self.config.paging.iter().filter(fits) {
            // A pattern is said of the lists among what it matches.
            let said = match given.value.kind {
                PagingKind::None if super::infer::infer(self.api, operation).is_some() => Said::None,
                PagingKind::None => continue,
                _ => match self.paging(operation, given) {
                    Ok(paging) => Said::This(paging),
                    Err(_) => continue,
                },
            };
            self.config.take(given);
            return said;
        }
        Said::Nothing
    }

    fn matches(&self, id: OperationId, operation: &Operation, given: &PagingConfig) -> bool {
        let tag = self
            .api
            .operations
            .get(id.index())
            .and_then(|operation| self.api.tags.get(operation.tag.index()));
        given.all
            || given.path.as_ref().is_some_and(|pattern| is_like(&operation.path.text, pattern))
            || given.tag.as_ref().is_some_and(|wanted| tag.is_some_and(|tag| tag.name == *wanted))
    }

    fn paging(&self, operation: &Operation, given: &Override<PagingConfig>) -> Result<Paging, Wrong> {
        let Override { value: said, place } = given;
        let wrong = |why: &str| Wrong(place.clone(), format!("`{}` {why}", operation.label));
        let result =
            result(self.api, operation).ok_or_else(|| wrong("has no result that is JSON of one kind"))?;
        let statement = Statement { api: self.api, operation, result, place };
        let items = match &said.items {
            Some(stated) => statement.place_in_result(stated, &[Kind::Other])?,
            None => items(self.api, result)
                .ok_or_else(|| wrong("has no list in its result that could be the items; say `items`"))?,
        };
        let list = at_path(self.api, result, &items).map(|used| self.api.target(used).0);
        let item = match list.map(|id| &self.api.schema(id).shape) {
            Some(Shape::List(item)) => item,
            _ => return Err(wrong("has something else than a list where the items should be")),
        };
        let number = |stated: &Option<Override<String>>| {
            stated.as_ref().map(|stated| statement.place_in_result(stated, &[Kind::Number])).transpose()
        };
        let more = said.more.as_ref().map(|stated| statement.place_in_result(stated, &[Kind::Boolean]));
        Ok(Paging {
            next: statement.next(said, item)?,
            items,
            total: number(&said.total)?,
            pages: number(&said.pages)?,
            more: more.transpose()?,
            stated: true,
        })
    }
}

/// A statement about one operation that it is said of.
struct Statement<'a> {
    api: &'a Api,
    operation: &'a Operation,
    result: &'a Use,
    place: &'a Where,
}

impl Statement<'_> {
    fn next(&self, said: &PagingConfig, item: &Use) -> Result<Next, Wrong> {
        let values = &[Kind::Text, Kind::Number];
        Ok(match said.kind {
            PagingKind::Page => Next::Page {
                at: self.request(said, &[Kind::Number, Kind::Text])?,
                first: said.first.unwrap_or(1),
            },
            PagingKind::Offset => Next::Offset {
                at: self.request(said, &[Kind::Number, Kind::Text])?,
                first: said.first.unwrap_or(0),
            },
            PagingKind::Cursor => Next::Cursor {
                at: self.request(said, values)?,
                from: self.place_in_result(self.needed(&said.response, "response")?, values)?,
            },
            PagingKind::Keyset => {
                let stated = self.needed(&said.item, "item")?;
                Next::Keyset {
                    at: self.request(said, values)?,
                    field: self.place_in(item, stated, values, "an item")?,
                    pick: self.pick(said)?,
                }
            }
            PagingKind::Link => Next::Link {
                from: self.place_in_result(self.needed(&said.response, "response")?, &[Kind::Text])?,
            },
            PagingKind::LinkHeader | PagingKind::None => Next::LinkHeader,
        })
    }

    fn needed<'s>(
        &self,
        stated: &'s Option<Override<String>>,
        key: &str,
    ) -> Result<&'s Override<String>, Wrong> {
        stated.as_ref().ok_or_else(|| Wrong(self.place.clone(), format!("`{key}` is missing here")))
    }

    fn pick(&self, said: &PagingConfig) -> Result<Pick, Wrong> {
        let Some(stated) = &said.pick else { return Ok(Pick::Last) };
        match stated.value.as_str() {
            "last" => Ok(Pick::Last),
            "first" => Ok(Pick::First),
            "least" => Ok(Pick::Least),
            "greatest" => Ok(Pick::Greatest),
            other => {
                let why = format!("expected `last`, `first`, `least` or `greatest`, found `{other}`");
                Err(Wrong(stated.place.clone(), why))
            }
        }
    }

    /// Where the value goes that asks for a page.
    fn request(&self, said: &PagingConfig, kinds: &[Kind]) -> Result<At, Wrong> {
        let stated = self.needed(&said.request, "request")?;
        let (name, label) = (&stated.value, &self.operation.label);
        if name.starts_with('/') {
            let body = super::body(self.operation);
            let body =
                body.ok_or_else(|| Wrong(stated.place.clone(), format!("`{label}` takes no body of JSON")))?;
            return self.place_in(body, stated, kinds, "the body").map(At::Body);
        }
        let found =
            self.operation.parameters.iter().find(|one| one.place == Place::Query && one.name == *name);
        let Some(found) = found else {
            let known: Vec<String> = asked(self.api, self.operation)
                .into_iter()
                .filter_map(
                    |asked| if let At::Query(name) = asked.at { Some(format!("`{name}`")) } else { None },
                )
                .collect();
            let known = if known.is_empty() {
                "it has none".to_owned()
            } else {
                format!("it has {}", known.join(", "))
            };
            return Err(Wrong(
                stated.place.clone(),
                format!("`{label}` has no query parameter `{name}`; {known}"),
            ));
        };
        if !kinds.contains(&kind(self.api, &found.schema)) {
            let why = format!("the query parameter `{name}` of `{label}` is neither a text nor a number");
            return Err(Wrong(stated.place.clone(), why));
        }
        Ok(At::Query(name.clone()))
    }

    fn place_in_result(&self, stated: &Override<String>, kinds: &[Kind]) -> Result<Path, Wrong> {
        self.place_in(self.result, stated, kinds, "the result")
    }

    fn place_in(
        &self,
        start: &Use,
        stated: &Override<String>,
        kinds: &[Kind],
        what: &str,
    ) -> Result<Path, Wrong> {
        let (path, label) = (path(&stated.value), &self.operation.label);
        let wrong = |why: String| Wrong(stated.place.clone(), why);
        let found = at_path(self.api, start, &path)
            .ok_or_else(|| wrong(format!("{what} of `{label}` has no `{}`", stated.value)))?;
        let found = kind(self.api, found);
        if !kinds.contains(&found) {
            let word = |kind: &Kind| match kind {
                Kind::Text => "a text",
                Kind::Number => "a number",
                Kind::Boolean => "true or false",
                Kind::Other => "a list",
            };
            let expected = kinds.iter().map(word).collect::<Vec<_>>().join(" or ");
            return Err(wrong(format!("`{}` in {what} of `{label}` is not {expected}", stated.value)));
        }
        Ok(path)
    }
}

/// `a.b` or `/a/b`.
fn path(text: &str) -> Path {
    match text.strip_prefix('/') {
        Some(pointer) => pointer.split('/').map(|step| step.replace("~1", "/").replace("~0", "~")).collect(),
        None => text.split('.').map(str::to_owned).collect(),
    }
}

fn names(stated: &str, operation: &Operation) -> bool {
    operation.id.as_deref() == Some(stated)
        || format!("{} {}", operation.method, operation.path.text) == stated
}

/// Whether a path is like a pattern: `*` is one step, `**` any number of them.
fn is_like(path: &str, pattern: &str) -> bool {
    fn rest(path: &[&str], pattern: &[&str]) -> bool {
        match (path.split_first(), pattern.split_first()) {
            (_, Some((&"**", after))) => {
                (0..=path.len()).any(|at| rest(path.get(at..).unwrap_or(&[]), after))
            }
            (Some((step, path)), Some((wanted, pattern))) => {
                (*wanted == "*" || wanted == step) && rest(path, pattern)
            }
            (None, None) => true,
            _ => false,
        }
    }
    let steps = |text: &'_ str| {
        text.split('/').filter(|step| !step.is_empty()).map(str::to_owned).collect::<Vec<_>>()
    };
    let (path, pattern) = (steps(path), steps(pattern));
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    let pattern: Vec<&str> = pattern.iter().map(String::as_str).collect();
    // Longer patterns than these nobody needs, and many `**` would take for ever.
    pattern.iter().filter(|step| **step == "**").count() <= 4 && rest(&path, &pattern)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_of_paths() {
        for (pattern, path, like) in [
            ("/a/**", "/a/b/c", true),
            ("/a/**", "/a", true),
            ("/a/**", "/b/a", false),
            ("/a/*", "/a/{id}", true),
            ("/a/*", "/a/b/c", false),
            ("**/messages", "/a/{id}/messages", true),
            ("/a/*/b", "/a/x/b", true),
            ("/**/b/**", "/a/b/c", true),
            ("**/**/**/**/**", "/a", false),
        ] {
            assert_eq!(is_like(path, pattern), like, "{pattern} {path}");
        }
    }

    #[test]
    fn places() {
        assert_eq!(path("links.next"), ["links", "next"]);
        assert_eq!(path("/a.b/c~1d"), ["a.b", "c/d"]);
    }
}
