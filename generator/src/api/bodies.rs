//! Bodies: their content types, and how the parts of a form are written.

use super::build::Builder;
use super::parameters::unknown_collection;
use super::{Encoding, Media, Origin, RequestBody, Style};
use crate::diag::{Code, Diagnostic};
use crate::document::{At, Version};

impl<'d> Builder<'d> {
    /// What an operation or a webhook sends.
    pub(super) fn body(&mut self, at: At<'d>, label: &str) -> Option<RequestBody> {
        let body = self.follow(at.get("requestBody")?)?;
        let media = self.media(body, || Origin::Body(label.to_owned()));
        if media.is_empty() {
            self.push(
                Diagnostic::new(
                    Code::BodyEmpty,
                    body.place(),
                    "a body without `content` sends nothing; it is left out",
                )
                .hint("say what is sent, as in `content: {application/json: {schema: …}}`")
                .subject(format!("operation `{label}`")),
            );
            return None;
        }
        Some(RequestBody {
            required: Self::flag(body, "required"),
            description: Self::text(body, "description"),
            media,
            node: body.id(),
        })
    }

    /// The content types of a body or a result.
    pub(super) fn media(&mut self, holder: At<'d>, origin: impl Fn() -> Origin) -> Vec<Media> {
        let mut list = Vec::new();
        for (content_type, media) in holder.get("content").into_iter().flat_map(At::entries) {
            let Some(media) = self.follow(media) else { continue };
            let schema = media.get("schema").map(|schema| self.use_of(schema, &origin));
            let item_schema = media.get("itemSchema").map(|schema| self.use_of(schema, &origin));
            list.push(Media {
                content_type: content_type.to_owned(),
                schema,
                item_schema,
                encoding: self.encodings(media),
                node: media.id(),
            });
        }
        list
    }

    pub(super) fn encodings(&mut self, media: At<'d>) -> Vec<Encoding> {
        for keyword in ["prefixEncoding", "itemEncoding"] {
            if let Some(written) = media.get(keyword) {
                self.push(
                    Diagnostic::new(
                        Code::EncodingIgnored,
                        written.key_place(),
                        format!("`{keyword}` is left to the caller: such a body comes and goes as bytes"),
                    )
                    .hint("`encoding` tells of the parts of a form by their names"),
                );
            }
        }
        let written = media.get("encoding").into_iter().flat_map(At::entries);
        written.map(|(name, at)| self.encoding(name, at)).collect()
    }

    fn encoding(&mut self, name: &str, at: At<'d>) -> Encoding {
        let collection = at.get("style").and_then(|style| self.collection(style));
        let style = match at.get("style").and_then(At::str) {
            _ if collection.is_some() => collection,
            None => None,
            Some("form") => Some(Style::Form),
            Some("spaceDelimited") => Some(Style::SpaceDelimited),
            Some("pipeDelimited") => Some(Style::PipeDelimited),
            Some("deepObject") => Some(Style::DeepObject),
            Some(word) if self.doc.version == Version::V2 => {
                self.push(unknown_collection(word, at.get("style").unwrap_or(at)));
                Some(Style::Form)
            }
            Some(word) => {
                self.push(
                    Diagnostic::new(
                        Code::ParameterStyle,
                        at.get("style").unwrap_or(at).place(),
                        format!("style `{word}` is not for a part of a form; the usual one is taken"),
                    )
                    .hint("known here: form, spaceDelimited, pipeDelimited, deepObject"),
                );
                None
            }
        };
        let headers = at.get("headers").into_iter().flat_map(At::entries);
        Encoding {
            name: name.to_owned(),
            content_type: Self::text(at, "contentType"),
            headers: headers.map(|(header, _)| header.to_owned()).collect(),
            style,
            explode: at.get("explode").and_then(At::bool),
            reserved: Self::flag(at, "allowReserved"),
        }
    }
}
