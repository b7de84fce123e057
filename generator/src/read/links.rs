//! Which other files a file leads to.

use crate::document::{Document, NodeId, Value, split_reference};

/// A reference that leaves its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Link {
    /// The node of the reference's text.
    pub(super) node: NodeId,
    /// The file part, as written.
    pub(super) file: String,
    /// Whether it stands in an example, a default, an extension or the mapping of a discriminator, where no type is
    /// lost without it.
    pub(super) soft: bool,
}

/// All links of a file, in the order of the file.
pub(super) fn links(document: &Document, root: NodeId) -> Vec<Link> {
    let mut scan = Scan { document, links: Vec::new() };
    scan.value(root, Room::Keywords, false);
    scan.links
}

/// Keywords whose members are names that the user chose, not keywords.
const NAMES: &[&str] = &[
    "properties",
    "patternProperties",
    "$defs",
    "definitions",
    "dependentSchemas",
    "schemas",
    "responses",
    "parameters",
    "examples",
    "requestBodies",
    "headers",
    "securitySchemes",
    "securityDefinitions",
    "links",
    "callbacks",
    "pathItems",
    "mediaTypes",
    "paths",
    "webhooks",
    "content",
    "encoding",
    "variables",
];

#[derive(Clone, Copy, PartialEq)]
enum Room {
    /// Members are keywords of OpenAPI.
    Keywords,
    /// Members are names.
    Names,
    /// `discriminator`.
    Discriminator,
    /// `discriminator.mapping`: members are names of files, schemas, or references.
    Mapping,
}

struct Scan<'d> {
    document: &'d Document,
    links: Vec<Link>,
}

impl Scan<'_> {
    fn value(&mut self, id: NodeId, room: Room, soft: bool) {
        match &self.document.node(id).value {
            Value::Array(items) => {
                for item in items {
                    self.value(*item, Room::Keywords, soft);
                }
            }
            Value::Object(members) => {
                for (key, child) in members {
                    self.member(key, *child, room, soft);
                }
            }
            _ => {}
        }
    }

    fn member(&mut self, key: &str, child: NodeId, room: Room, soft: bool) {
        if let Value::String(text) = &self.document.node(child).value {
            let refers = match room {
                Room::Mapping => looks_like_file(text),
                _ => matches!(key, "$ref" | "$dynamicRef"),
            };
            if refers {
                self.link(child, text, soft);
            } else if key == "operationRef" {
                self.link(child, text, true); // without it a link is lost, and no type
            }
            return;
        }
        let literal =
            matches!(key, "example" | "default" | "enum" | "const" | "value") || key.starts_with("x-");
        match room {
            Room::Names => self.value(child, Room::Keywords, soft),
            Room::Discriminator if key == "mapping" => self.value(child, Room::Mapping, true),
            _ if literal => self.value(child, Room::Keywords, true),
            // `description: {$ref: intro.md}`: a text, without which no type is lost
            _ if key == "description" => self.value(child, Room::Keywords, true),
            _ if key == "discriminator" => self.value(child, Room::Discriminator, soft),
            _ if NAMES.contains(&key) => self.value(child, Room::Names, soft),
            _ => self.value(child, Room::Keywords, soft),
        }
    }

    fn link(&mut self, node: NodeId, text: &str, soft: bool) {
        let (file, _) = split_reference(text);
        if !file.is_empty() {
            self.links.push(Link { node, file: file.to_owned(), soft });
        }
    }
}

/// Whether a mapping's value names a file; `Dog` and `#/components/schemas/Dog` do not.
fn looks_like_file(text: &str) -> bool {
    let (file, _) = split_reference(text);
    let ends = |ending: &str| file.to_ascii_lowercase().ends_with(ending);
    !file.is_empty()
        && (ends(".yaml") || ends(".yml") || ends(".json") || (text.contains('#') && !file.is_empty()))
}
