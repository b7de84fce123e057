//! Parameters: those of the path item, overridden by those of the operation.

use super::build::Builder;
use super::path_items::PathItem;
use super::{Origin, Parameter, PathTemplate, Place, Style, Use};
use crate::diag::{Code, Diagnostic};
use crate::document::{At, Value, Version, meant, nearest};

impl<'d> Builder<'d> {
    pub(super) fn parameters(
        &mut self,
        item: PathItem<'d>,
        operation: At<'d>,
        path: &PathTemplate,
        label: &str,
    ) -> Vec<Parameter> {
        let mut list: Vec<Parameter> = Vec::new();
        let mut places: Vec<At<'d>> = Vec::new();
        let mut written: Vec<At<'d>> = item.parameters().collect();
        let shared_count = written.len();
        written.extend(operation.get("parameters").into_iter().flat_map(At::items));
        for (index, place) in written.into_iter().enumerate() {
            let Some(at) = self.follow(place) else { continue };
            let Some(mut parameter) = self.parameter(at, label) else { continue };
            parameter.description = self.said_here(place).or(parameter.description);
            let same = |known: &Parameter| known.name == parameter.name && known.place == parameter.place;
            let Some(position) = list.iter().position(same) else {
                list.push(parameter);
                places.push(place);
                continue;
            };
            let (Some(known), Some(first)) = (list.get_mut(position), places.get_mut(position)) else {
                continue;
            };
            let (one_list, known_node) = (self.in_one_list(*first, place), known.node);
            // a path item's own stand before those of its `$ref`
            if index >= shared_count || one_list {
                *known = parameter;
                let first = std::mem::replace(first, place);
                if one_list && known_node != at.id() {
                    self.twice(place, first, label);
                }
            }
        }
        self.match_path(&mut list, operation, path, label);
        self.match_query(&mut list, label);
        list
    }

    fn in_one_list(&self, one: At<'d>, other: At<'d>) -> bool {
        let list = |at: At<'d>| {
            let place = at.place();
            let end = place.pointer.rfind('/').unwrap_or(0);
            (place.file, place.pointer.get(..end).map(str::to_owned))
        };
        list(one) == list(other)
    }

    fn twice(&mut self, place: At<'d>, first: At<'d>, label: &str) {
        let named = self.follow(place).and_then(|at| at.get("name")).and_then(At::text).unwrap_or_default();
        let message = format!("parameter `{named}` stands twice; this one is taken");
        self.push(
            Diagnostic::new(Code::ParameterTwice, place.place(), message)
                .related(first.place(), "it stands here first")
                .hint("remove one of them; a list holds each name once in each place")
                .subject(format!("operation `{label}`")),
        );
    }

    /// A whole query string stands alone; only the first of several is kept.
    fn match_query(&mut self, list: &mut Vec<Parameter>, label: &str) {
        let mut whole = list.iter().filter(|parameter| parameter.place == Place::QueryString);
        let Some(first) = whole.next().map(|parameter| parameter.node) else { return };
        let second =
            whole.next().map(|parameter| (parameter.node, "a second whole query string is left out"));
        let beside = list.iter().find(|parameter| parameter.place == Place::Query);
        let beside = beside.map(|parameter| (parameter.node, "it stands beside a whole query string"));
        for (node, what) in second.into_iter().chain(beside) {
            self.push(
                Diagnostic::new(Code::QueryStringShared, self.doc.at(node).place(), what)
                    .hint("describe it in the schema of the parameter with `in: querystring`")
                    .subject(format!("operation `{label}`")),
            );
        }
        list.retain(|parameter| parameter.place != Place::QueryString || parameter.node == first);
    }

    /// Compares path parameters with the placeholders of the template, and orders them alike.
    fn match_path(&mut self, list: &mut Vec<Parameter>, operation: At<'d>, path: &PathTemplate, label: &str) {
        let subject = format!("operation `{label}`");
        list.retain(|parameter| {
            let known =
                parameter.place != Place::Path || path.parameters().any(|name| name == parameter.name);
            if !known {
                let place = self.doc.at(parameter.node).place();
                self.findings.push(
                    Diagnostic::new(
                        Code::PathParameterExtra,
                        place,
                        format!(
                            "path parameter `{}` has no place in `{}`; it is left out",
                            parameter.name, path.text
                        ),
                    )
                    .hint(format!("put `{{{}}}` into the path, or remove the parameter", parameter.name))
                    .subject(subject.clone()),
                );
            }
            known
        });
        for name in path.parameters() {
            if !list.iter().any(|known| known.place == Place::Path && known.name == name) {
                self.push(
                    Diagnostic::new(
                        Code::PathParameterMissing,
                        operation.key_place(),
                        format!("`{{{name}}}` in `{}` is not described; it is taken to be text", path.text),
                    )
                    .hint(format!("add a parameter `name: {name}`, `in: path`, `required: true`"))
                    .subject(subject.clone()),
                );
                list.push(self.undescribed(name, operation, label));
            }
        }
        let order = |name: &str| path.parameters().position(|known| known == name).unwrap_or(usize::MAX);
        let mut in_path: Vec<Parameter> = Vec::new();
        list.retain(|parameter| {
            let keep = parameter.place != Place::Path;
            if !keep {
                in_path.push(parameter.clone());
            }
            keep
        });
        in_path.sort_by_key(|parameter| order(&parameter.name));
        list.splice(0..0, in_path);
    }

    fn undescribed(&mut self, name: &str, operation: At<'d>, label: &str) -> Parameter {
        let schema = super::SchemaId::new(self.api.schemas.len());
        let mut text = super::Schema::empty(operation.id());
        text.origin = Origin::Parameter(label.to_owned(), name.to_owned());
        text.shape = super::Shape::Text(super::Text::Plain);
        self.api.schemas.push(text);
        Parameter {
            name: name.to_owned(),
            place: Place::Path,
            required: true,
            deprecated: false,
            description: None,
            style: Style::Simple,
            explode: false,
            reserved: false,
            schema: Use { schema, nullable: false },
            content: None,
            encoding: Vec::new(),
            default: None,
            node: operation.id(),
        }
    }

    fn parameter(&mut self, at: At<'d>, label: &str) -> Option<Parameter> {
        let (name, place) = self.name_and_place(at, label)?;
        let content = at.get("content").into_iter().flat_map(At::entries).next();
        let content = content.and_then(|(name, media)| Some((name, self.follow(media)?)));
        let schema = content.map_or_else(|| at.get("schema"), |(_, media)| media.get("schema"));
        let origin = || Origin::Parameter(label.to_owned(), name.to_owned());
        let written = schema.unwrap_or(at);
        let schema = match schema {
            Some(schema) => self.use_of(schema, origin),
            None => Use { schema: self.schema_at(at, origin), nullable: false },
        };
        let style = self.style(at, place, &format!("operation `{label}`"));
        let default = written.get("default").filter(|value| !matches!(value.value(), Value::Null));
        Some(Parameter {
            name: name.to_owned(),
            place,
            required: place == Place::Path || Self::flag(at, "required"),
            deprecated: Self::flag(at, "deprecated"),
            description: Self::text(at, "description").or_else(|| Self::text(written, "description")),
            style,
            explode: at
                .get("explode")
                .and_then(At::bool)
                .unwrap_or(matches!(style, Style::Form | Style::Cookie)),
            reserved: Self::flag(at, "allowReserved"),
            schema,
            content: content.map(|(media, _)| media.to_owned()),
            encoding: content.map(|(_, media)| self.encodings(media)).unwrap_or_default(),
            default: default.map(super::json_text),
            node: at.id(),
        })
    }

    /// What every parameter must say; `None` where it does not, or where the client sets the header itself.
    fn name_and_place(&mut self, at: At<'d>, label: &str) -> Option<(&'d str, Place)> {
        let name = at.get("name").and_then(At::text);
        let place = match at.get("in").and_then(At::str) {
            Some("path") => Ok(Place::Path),
            Some("query") => Ok(Place::Query),
            Some("querystring") => Ok(Place::QueryString),
            Some("header") => Ok(Place::Header),
            Some("cookie") => Ok(Place::Cookie),
            Some("body" | "formData") if self.doc.version == Version::V2 => {
                Err("no room in the body beside another one".to_owned())
            }
            Some(word) => Err(format!("the place `{word}`")),
            None => Err("no place (`in`)".to_owned()),
        };
        let finding = match (name, place) {
            (Some(name), Ok(Place::Header)) if is_set_by_the_client(name) => Diagnostic::new(
                Code::ParameterIgnored,
                at.place(),
                format!("header parameter `{name}` is ignored, as OpenAPI asks: the client sets that header"),
            )
            .hint("content types stand under `content`, credentials under `security`; callers have `with_header`"),
            (Some(name), Ok(Place::Header)) if !is_token(name) => Diagnostic::new(
                Code::ParameterPlace,
                at.place(),
                format!("`{name}` is no name that a header can have; the parameter is left out"),
            )
            .hint("names of headers are made of letters, digits and ``!#$%&'*+-.^_`|~``"),
            (Some(name), Ok(place)) => return Some((name, place)),
            (None, Ok(_)) => Diagnostic::new(
                Code::ParameterPlace,
                at.place(),
                "a parameter without `name`; it is left out",
            )
            .hint("name it as it is sent: `name: limit`"),
            (name, Err(what)) => Diagnostic::new(
                Code::ParameterPlace,
                at.get("in").unwrap_or(at).place(),
                format!("parameter `{}` has {what}; it is left out", name.unwrap_or("?")),
            )
            .hint(match at.get("in").and_then(At::str) {
                Some("body" | "formData") if self.doc.version == Version::V2 => {
                    "a request has one body: one parameter `in: body`, or several `in: formData`".to_owned()
                }
                Some("body" | "formData") => "since OpenAPI 3.0 a body stands under `requestBody`".to_owned(),
                word => known_places(word),
            }),
        };
        self.push(finding.subject(format!("operation `{label}`")));
        None
    }

    fn style(&mut self, at: At<'d>, place: Place, subject: &str) -> Style {
        let default = match place {
            Place::Path | Place::Header => Style::Simple,
            Place::Query | Place::QueryString | Place::Cookie => Style::Form,
        };
        let Some(written) = at.get("style") else { return default };
        if let Some(style) = self.collection(written) {
            return style;
        }
        match (written.str().unwrap_or(""), place) {
            ("simple", Place::Path | Place::Header) => Style::Simple,
            ("label", Place::Path) => Style::Label,
            ("matrix", Place::Path) => Style::Matrix,
            ("form", Place::Query | Place::Cookie) => Style::Form,
            ("cookie", Place::Cookie) => Style::Cookie,
            ("spaceDelimited", Place::Query) => Style::SpaceDelimited,
            ("pipeDelimited", Place::Query) => Style::PipeDelimited,
            ("deepObject", Place::Query) => Style::DeepObject,
            (word, _) if self.doc.version == Version::V2 => {
                self.push(unknown_collection(word, written).subject(subject.to_owned()));
                default
            }
            (word, _) => {
                self.push(
                    Diagnostic::new(
                        Code::ParameterStyle,
                        written.place(),
                        format!(
                            "style `{word}` is not for a {} parameter; the usual one is taken",
                            place.word()
                        ),
                    )
                    .hint(match place {
                        Place::Path => "known here: simple, label, matrix",
                        Place::Query => "known here: form, spaceDelimited, pipeDelimited, deepObject",
                        Place::Header => "known here: simple",
                        Place::QueryString => "none: its content type says how it is written",
                        Place::Cookie => "known here: form, cookie",
                    })
                    .subject(subject.to_owned()),
                );
                default
            }
        }
    }
}

impl Builder<'_> {
    /// What `collectionFormat` became when Swagger 2.0 was lifted: it has these wherever a list may stand.
    pub(super) fn collection(&self, style: At<'_>) -> Option<Style> {
        match style.str() {
            _ if self.doc.version != Version::V2 => None,
            Some("spaceDelimited") => Some(Style::SpaceDelimited),
            Some("pipeDelimited") => Some(Style::PipeDelimited),
            Some("tabDelimited") => Some(Style::TabDelimited),
            _ => None,
        }
    }
}

/// A `collectionFormat` that Swagger 2.0 does not have.
pub(super) fn unknown_collection(word: &str, written: At<'_>) -> Diagnostic {
    let message = format!("`collectionFormat: {word}` is none; the usual one, `csv`, is taken");
    Diagnostic::new(Code::ParameterStyle, written.place(), message).hint("known: csv, ssv, tsv, pipes, multi")
}

/// Whether a text can be a header's name (RFC 9110, 5.6.2).
fn is_token(name: &str) -> bool {
    let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(token)
}

/// Headers that belong to content types and security schemes.
fn is_set_by_the_client(name: &str) -> bool {
    ["accept", "content-type", "authorization"].iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// What was probably meant with `in`, and what there is.
fn known_places(word: Option<&str>) -> String {
    const PLACES: &[&str] = &["path", "query", "querystring", "header", "cookie"];
    let near = word.map(|word| nearest(word, PLACES.iter().copied())).unwrap_or_default();
    let known = format!("known places: {}", PLACES.join(", "));
    meant(&near).map_or_else(|| known.clone(), |question| format!("{question} {known}"))
}
