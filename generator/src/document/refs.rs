//! Following `$ref`: which node a reference means, or why it means none.

use super::near::nearest;
use super::{Document, FileId, NodeId, Value};

/// Why a reference leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RefProblem {
    /// The reference names a host; nothing is fetched from a network.
    Remote,
    /// The file was not read (it is missing, outside the root, or not valid).
    FileMissing {
        /// The file as normalised from the place of the reference.
        file: String,
    },
    /// The file is there but the pointer leaves it.
    NotFound {
        /// The deepest node that exists on the way.
        deepest: NodeId,
        /// The step that is missing below it.
        missing: String,
    },
    /// Neither a JSON pointer nor a known anchor.
    BadFragment,
}

/// The file that a reference names.
pub(crate) enum FileKey {
    /// One that is loaded.
    Known(FileId),
    /// A schema inside of one, by its `$id`.
    Within(NodeId),
    /// Another: its name relative to the root's folder, or an address.
    Name(String),
}

/// Splits a reference into its file part and its fragment, percent-decoded.
pub fn split_reference(reference: &str) -> (&str, String) {
    let (file, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    (file, percent_decode(fragment))
}

fn percent_decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes.iter().copied();
    while let Some(byte) = rest.next() {
        let mut ahead = rest.clone();
        match (byte, ahead.next().and_then(hex), ahead.next().and_then(hex)) {
            (b'%', Some(high), Some(low)) => {
                out.push(high * 16 + low);
                rest = ahead;
            }
            _ => out.push(byte),
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

fn hex(byte: u8) -> Option<u8> {
    (byte as char).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

/// Joins a relative file reference to the file that holds it; `..` and `.` are worked out, `/` is the separator.
pub(crate) fn join(base: &str, relative: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    if !relative.starts_with('/') {
        parts.extend(base.split('/'));
        parts.pop();
    }
    for part in relative.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            other => parts.push(other),
        }
    }
    let joined = parts.join("/");
    if relative.starts_with('/') { format!("/{joined}") } else { joined }
}

/// Whether a reference names something that only a network could bring.
pub(crate) fn is_remote(file: &str) -> bool {
    file.starts_with("//")
        || file.split_once(':').is_some_and(|(scheme, _)| {
            scheme.len() > 1 && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
        })
}

impl Document {
    /// The node that `reference` means when it is written at `from`.
    pub fn resolve(&self, from: NodeId, reference: &str) -> Result<NodeId, RefProblem> {
        let (file_part, fragment) = split_reference(reference);
        let found = if file_part.is_empty() {
            // most authors of a `$id` go on writing pointers from the root of the file
            let inner = self.addressed(from).and_then(|start| self.walk(start, &fragment).ok());
            inner.map_or_else(|| self.walk(self.file_root(self.home(from), file_part)?, &fragment), Ok)?
        } else {
            self.walk(self.start(from, file_part)?, &fragment)?
        };
        Ok(self.lifted.get(&found).copied().unwrap_or(found))
    }

    fn start(&self, from: NodeId, file_part: &str) -> Result<NodeId, RefProblem> {
        match self.file_key(from, file_part) {
            FileKey::Known(id) => self.file_root(id, file_part),
            FileKey::Within(node) => Ok(node),
            FileKey::Name(name) if is_remote(&name) => Err(RefProblem::Remote),
            FileKey::Name(file) => Err(RefProblem::FileMissing { file }),
        }
    }

    fn file_root(&self, file: FileId, name: &str) -> Result<NodeId, RefProblem> {
        let file = self.files.get(file.0 as usize).map(|file| file.root);
        file.ok_or_else(|| RefProblem::FileMissing { file: name.to_owned() })
    }

    /// Which file, or which schema with an address, a reference written at `from` names.
    pub(crate) fn file_key(&self, from: NodeId, file_part: &str) -> FileKey {
        let known = |name: &str| {
            let file = self.by_name.get(name).map(|id| FileKey::Known(*id));
            file.or_else(|| self.by_address.get(name).map(|id| FileKey::Within(*id)))
        };
        if is_remote(file_part) {
            // a mapped address, or one that a file or a schema gives itself
            return known(file_part).unwrap_or_else(|| FileKey::Name(file_part.to_owned()));
        }
        let name = self.beside(from, &percent_decode(file_part));
        let near =
            self.addressed(from).and_then(|schema| self.by_address.get(&self.near_by(schema, file_part)?));
        match near {
            Some(node) => FileKey::Within(*node),
            None => known(&name).unwrap_or(FileKey::Name(name)),
        }
    }

    /// A relative name as the file means it in which `from` stands.
    fn beside(&self, from: NodeId, relative: &str) -> String {
        join(self.files.get(self.home(from).0 as usize).map_or("", |file| file.key.as_str()), relative)
    }

    /// A relative name as a schema with an address means it.
    fn near_by(&self, schema: NodeId, relative: &str) -> Option<String> {
        let address = self.at(schema).get("$id")?.str()?.trim_end_matches('#');
        let (host, path) = match address.split_once("://") {
            Some((scheme, rest)) => {
                let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
                (format!("{scheme}://{host}/"), path)
            }
            None => return Some(self.beside(schema, &join(address, relative))),
        };
        Some(host + &join(path, relative.trim_start_matches('/')))
    }

    /// The schema with an address of its own in which a node stands; the file as a whole is none.
    fn addressed(&self, from: NodeId) -> Option<NodeId> {
        if self.by_address.is_empty() { None } else { self.around(from) }
    }

    fn around(&self, from: NodeId) -> Option<NodeId> {
        let mut current = self.written(from);
        while let Some((parent, _)) = self.node(current).parent {
            if self.at(current).get("$id").is_some_and(|id| id.str().is_some()) {
                return Some(current);
            }
            current = parent;
        }
        None
    }

    /// Learns the addresses that schemas of a file give themselves; `first` is its first node.
    pub(crate) fn learn_addresses(&mut self, first: usize) {
        let ids = (0u32..).map(NodeId).zip(&self.nodes).skip(first);
        let schemas =
            ids.filter(|(_, node)| node.parent.is_some()).filter_map(|(id, node)| match &node.value {
                Value::Object(members) => {
                    members.iter().find(|(key, _)| &**key == "$id").map(|(_, at)| (id, *at))
                }
                _ => None,
            });
        let mut found = Vec::new();
        for (schema, address) in schemas {
            let Some(text) = self.at(address).str().map(|text| text.trim_end_matches('#')) else { continue };
            match text {
                "" => {}
                _ if text.starts_with('#') => {}
                _ if is_remote(text) => found.push((text.to_owned(), schema)),
                _ => {
                    let around = self.node(schema).parent.and_then(|(holder, _)| self.around(holder));
                    let name = around.and_then(|around| self.near_by(around, text));
                    found.push((name.unwrap_or_else(|| self.beside(schema, text)), schema));
                }
            }
        }
        for (address, schema) in found {
            self.by_address.entry(address).or_insert(schema);
        }
    }

    fn walk(&self, start: NodeId, fragment: &str) -> Result<NodeId, RefProblem> {
        // `file.yaml#/` is the member with the empty name by the letter, and the whole file to all who write it
        if fragment.is_empty() || fragment == "/" && self.member(start, "").is_none() {
            return Ok(start);
        }
        let Some(pointer) = fragment.strip_prefix('/') else {
            return self.anchor(start, fragment).ok_or(RefProblem::BadFragment);
        };
        let mut current = start;
        for step in pointer.split('/') {
            let step = step.replace("~1", "/").replace("~0", "~");
            let next = match &self.node(current).value {
                Value::Object(_) => self.member(current, &step),
                Value::Array(items) => step.parse::<usize>().ok().and_then(|index| items.get(index).copied()),
                _ => None,
            };
            match next {
                Some(id) => current = id,
                None => return Err(RefProblem::NotFound { deepest: current, missing: step }),
            }
        }
        Ok(current)
    }

    /// The node that declares `$anchor: name`, or `$id` ending in it, below `start`.
    fn anchor(&self, start: NodeId, name: &str) -> Option<NodeId> {
        let file = self.home(start);
        let schema = self.node(start).parent.is_some().then_some(start);
        let found = |node: &super::Node| match &node.value {
            Value::Object(members) => members.iter().any(|(key, id)| {
                matches!(&**key, "$anchor" | "$dynamicAnchor")
                    && matches!(&self.node(*id).value, Value::String(text) if &**text == name)
            }),
            _ => false,
        };
        let here = |id: NodeId| self.home(id) == file && !self.is_pattern(id);
        let nodes = (0u32..).map(NodeId).zip(&self.nodes);
        let mut all = nodes.filter(|(id, node)| found(node) && here(*id)).map(|(id, _)| id).peekable();
        let first = all.peek().copied().filter(|_| schema.is_none());
        // each schema with an address has anchors of its own
        all.find(|id| self.addressed(*id) == schema).or(first)
    }

    /// Names in an object that look like a missing one, best first. Not for nothing: it looks at all of them.
    pub(crate) fn near(&self, parent: NodeId, missing: &str) -> Vec<&str> {
        let Value::Object(members) = &self.node(parent).value else { return Vec::new() };
        nearest(missing, members.iter().map(|(key, _)| &**key))
    }
}
