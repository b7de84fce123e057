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
        let home = self.home(from);
        let file = if file_part.is_empty() { home } else { self.file_of(home, file_part)? };
        let Some(start) = self.files.get(file.0 as usize).map(|file| file.root) else {
            return Err(RefProblem::FileMissing { file: file_part.to_owned() });
        };
        let found = self.walk(start, &fragment)?;
        Ok(self.lifted.get(&found).copied().unwrap_or(found))
    }

    fn file_of(&self, home: FileId, file_part: &str) -> Result<FileId, RefProblem> {
        match self.file_key(home, file_part) {
            FileKey::Known(id) => Ok(id),
            FileKey::Name(name) if is_remote(&name) => Err(RefProblem::Remote),
            FileKey::Name(file) => Err(RefProblem::FileMissing { file }),
        }
    }

    /// Which file a reference written in `home` names.
    pub(crate) fn file_key(&self, home: FileId, file_part: &str) -> FileKey {
        let absolute = is_remote(file_part);
        if absolute && let Some(id) = self.by_name.get(file_part) {
            return FileKey::Known(*id); // a mapped address, or one that a file gives itself
        }
        if absolute {
            return FileKey::Name(file_part.to_owned());
        }
        let base = self.files.get(home.0 as usize).map_or("", |file| file.key.as_str());
        let name = join(base, &percent_decode(file_part));
        self.by_name.get(&name).map_or(FileKey::Name(name), |id| FileKey::Known(*id))
    }

    fn walk(&self, start: NodeId, fragment: &str) -> Result<NodeId, RefProblem> {
        if fragment.is_empty() {
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
        let found = |node: &super::Node| match &node.value {
            Value::Object(members) => members.iter().any(|(key, id)| {
                matches!(&**key, "$anchor" | "$dynamicAnchor")
                    && matches!(&self.node(*id).value, Value::String(text) if &**text == name)
            }),
            _ => false,
        };
        let here = |id: NodeId| self.home(id) == file && !self.is_pattern(id);
        let mut nodes = (0u32..).map(NodeId).zip(&self.nodes);
        nodes.find(|(id, node)| found(node) && here(*id)).map(|(id, _)| id)
    }

    /// Names in an object that look like a missing one, best first. Not for nothing: it looks at all of them.
    pub(crate) fn near(&self, parent: NodeId, missing: &str) -> Vec<&str> {
        let Value::Object(members) = &self.node(parent).value else { return Vec::new() };
        nearest(missing, members.iter().map(|(key, _)| &**key))
    }
}
