//! What the description says, as written: a tree of nodes per file, order kept, each node knowing its origin.
//!
//! Nothing here knows OpenAPI. [`crate::read`] fills a [`Document`]; [`crate::api`] walks it through [`At`].

mod at;
mod edit;
mod index;
mod json;
mod lift;
mod near;
mod refs;

use std::collections::BTreeMap;

pub use at::At;
pub(crate) use near::{distance, meant, nearest};
pub(crate) use refs::{FileKey, is_remote, join};
pub use refs::{RefProblem, split_reference};

use crate::diag::{Part, Place};

/// A node of the arena.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub(crate) u32);

/// A file of the description.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub(crate) u32);

/// What a node holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`, `~` or nothing.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number as written where that matters (`1.10`), never rounded (integers of any size).
    Number(Box<str>),
    /// Text.
    String(Box<str>),
    /// A list.
    Array(Vec<NodeId>),
    /// Members in the order of the file; keys are unique.
    Object(Vec<(Box<str>, NodeId)>),
}

/// One node: its value and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) value: Value,
    pub(crate) file: FileId,
    /// The node that holds this one and the position in it; `None` for the root of a file.
    pub(crate) parent: Option<(NodeId, u32)>,
    /// For nodes made by an overlay or by lifting Swagger 2.0: the node that the user wrote.
    pub(crate) origin: Option<NodeId>,
}

/// The syntax of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// YAML 1.2 as serde_yaml reads it.
    Yaml,
    /// JSON, RFC 8259.
    Json,
    /// Markdown that a description refers to: one text.
    Markdown,
}

/// One file of the description.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// As shown to the user: `/` between folders, never absolute unless the user said so.
    pub name: String,
    /// Its name in references: relative to the folder of the root file, or the address that it stands for.
    pub(crate) key: String,
    /// How it was read.
    pub syntax: Syntax,
    /// Its outermost node.
    pub root: NodeId,
    /// Whether it is an overlay: what it brings becomes a part of the root file.
    pub overlay: bool,
}

/// The version family of a description.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// Swagger 2.0 (lifted to the shape of 3.0; schema keywords keep their 2.0 meaning).
    V2,
    /// OpenAPI 3.0.x.
    V3_0,
    /// OpenAPI 3.1.x.
    V3_1,
    /// OpenAPI 3.2.x.
    V3_2,
}

/// The whole description: every file that the root leads to.
#[derive(Clone, Debug)]
pub struct Document {
    pub(crate) nodes: Vec<Node>,
    pub(crate) files: Vec<SourceFile>,
    /// Normalised name of a file (relative to the root file's folder) to its id.
    pub(crate) by_name: BTreeMap<String, FileId>,
    /// Schemas inside of files that say an address of their own (`$id`), by that address.
    pub(crate) by_address: BTreeMap<String, NodeId>,
    /// The node that is the OpenAPI object: the root of the first file, or its lifted form.
    pub root: NodeId,
    /// Which version the root file declares.
    pub version: Version,
    /// Nodes that stand in the place of written ones since lifting: references lead to these.
    pub(crate) lifted: BTreeMap<NodeId, NodeId>,
    /// Slots of large objects, sorted by key.
    pub(crate) sorted: index::Sorted,
    /// What changed lists and objects held as they were written: places are told by that.
    pub(crate) before: BTreeMap<NodeId, Value>,
}

impl Document {
    /// A document without any file.
    pub(crate) fn empty() -> Self {
        Document {
            nodes: Vec::new(),
            files: Vec::new(),
            by_name: BTreeMap::new(),
            by_address: BTreeMap::new(),
            root: NodeId(0),
            version: Version::V3_0,
            lifted: BTreeMap::new(),
            sorted: index::Sorted::default(),
            before: BTreeMap::new(),
        }
    }

    /// The OpenAPI object.
    pub fn root(&self) -> At<'_> {
        At { doc: self, id: self.root }
    }

    /// A cursor on any node.
    pub fn at(&self, id: NodeId) -> At<'_> {
        At { doc: self, id }
    }

    /// The outermost node of a file by its name in references; an empty one means the root file.
    pub(crate) fn start_of(&self, file: &str) -> Option<NodeId> {
        let id = if file.is_empty() { FileId(0) } else { *self.by_name.get(file)? };
        self.files.get(id.0 as usize).map(|file| file.root)
    }

    /// The files, the root first.
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    pub(crate) fn node(&self, id: NodeId) -> &Node {
        static MISSING: Node = Node { value: Value::Null, file: FileId(0), parent: None, origin: None };
        self.nodes.get(id.0 as usize).unwrap_or(&MISSING)
    }

    /// Adds a node that nobody wrote. Nodes that it holds keep their own parents, and so their places.
    pub(crate) fn push(&mut self, value: Value, file: FileId, origin: Option<NodeId>) -> NodeId {
        let id = NodeId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        self.nodes.push(Node { value, file, parent: None, origin });
        id
    }

    /// The node that the user wrote for this one.
    pub(crate) fn written(&self, mut id: NodeId) -> NodeId {
        while let Some(origin) = self.node(id).origin {
            id = origin;
        }
        id
    }

    /// Where a node stands: its file and pointer there.
    pub fn place(&self, id: NodeId, part: Part) -> Place {
        let id = self.written(id);
        let file = self.files.get(self.node(id).file.0 as usize);
        Place {
            file: file.map(|file| file.name.clone()).unwrap_or_default(),
            pointer: self.pointer(id),
            part,
            span: None,
        }
    }

    /// The file of a node as references of the root file name it.
    pub(crate) fn file_name(&self, id: NodeId) -> &str {
        let file = self.node(self.written(id)).file;
        self.files.get(file.0 as usize).map_or("", |file| file.key.as_str())
    }

    /// Whether a node stands in the root file.
    pub(crate) fn in_root_file(&self, id: NodeId) -> bool {
        self.node(self.written(id)).file == FileId(0)
    }

    /// The JSON pointer of a node inside its file.
    pub fn pointer(&self, id: NodeId) -> String {
        let mut steps = Vec::new();
        let mut current = self.written(id);
        while let Some((parent, slot)) = self.node(current).parent {
            match self.written_value(parent) {
                Value::Object(members) => match members.get(slot as usize) {
                    Some((key, _)) => steps.push(key.replace('~', "~0").replace('/', "~1")),
                    None => steps.push(slot.to_string()),
                },
                _ => steps.push(slot.to_string()),
            }
            current = parent;
        }
        steps.iter().rev().flat_map(|step| ["/", step]).collect()
    }
}
