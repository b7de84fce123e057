//! Builds the nodes of one file while a parser walks through it, and remembers what must be said about them.

use crate::document::{FileId, Node, NodeId, Value};

/// Levels of lists and objects that a description may have. The deepest real one known has 23.
pub(crate) const MAX_DEPTH: usize = 128;

/// Why building stopped before the end of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// Aliases make more nodes than the budget allows.
    Budget,
    /// Lists and objects stand too deep in each other.
    Depth,
}

/// Something about a node that the user should know; told once the whole file is read and pointers are known.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Remark {
    /// The key stands twice in this object.
    Duplicate { object: NodeId, key: Box<str> },
    /// The key is a boolean, a float or null in YAML's eyes, unless it is quoted.
    KeyKind { object: NodeId, key: Box<str>, kind: &'static str },
    /// `.inf` or `.nan`.
    NotFinite { node: NodeId },
    /// A number beyond what an `f64` holds.
    Beyond { node: NodeId },
    /// A word that YAML 1.1 takes for a boolean (`yes`, `off`), unless it is quoted.
    OldBoolean { node: NodeId },
    /// A YAML tag was left out.
    Tag { node: NodeId, tag: Box<str> },
    /// `<<` was applied.
    Merged { object: NodeId },
    /// `<<` stands for something that is no object.
    MergeShape { object: NodeId },
}

/// The nodes of one file in the making.
pub(super) struct Builder<'a> {
    pub(super) nodes: &'a mut Vec<Node>,
    pub(super) file: FileId,
    pub(super) remarks: Vec<Remark>,
    pub(super) stop: Option<Stop>,
    /// Nodes whose number was read as a float: their text is looked up afterwards where it matters.
    pub(super) floats: Vec<NodeId>,
    /// Whether `<<` merges (YAML) or is an ordinary key (JSON).
    pub(super) merges: bool,
    depth: usize,
    left: usize,
}

impl<'a> Builder<'a> {
    pub(super) fn new(nodes: &'a mut Vec<Node>, file: FileId, budget: usize, merges: bool) -> Self {
        let floats = Vec::new();
        Builder { nodes, file, remarks: Vec::new(), stop: None, floats, merges, depth: 0, left: budget }
    }

    /// Adds a node, or `None` when the budget is used up.
    pub(super) fn add(&mut self, value: Value) -> Option<NodeId> {
        if self.left == 0 {
            self.stop = Some(Stop::Budget);
            return None;
        }
        let id = u32::try_from(self.nodes.len()).ok()?;
        self.left -= 1;
        self.nodes.push(Node { value, file: self.file, parent: None, origin: None });
        Some(NodeId(id))
    }

    /// Goes one level down, or says that it is one too many.
    pub(super) fn enter(&mut self) -> bool {
        self.depth += 1;
        // of JSON numbers come as objects, one level deeper than they stand; there the text was measured before
        let most = MAX_DEPTH + usize::from(!self.merges);
        if self.depth > most {
            self.stop = Some(Stop::Depth);
        }
        self.depth <= most
    }

    pub(super) fn leave(&mut self) {
        self.depth -= 1;
    }

    pub(super) fn value(&self, id: NodeId) -> &Value {
        self.nodes.get(id.0 as usize).map_or(&Value::Null, |node| &node.value)
    }

    pub(super) fn set(&mut self, id: NodeId, value: Value) {
        if let Some(node) = self.nodes.get_mut(id.0 as usize) {
            node.value = value;
        }
    }

    fn adopt(&mut self, child: NodeId, parent: NodeId, slot: usize) {
        if let Some(node) = self.nodes.get_mut(child.0 as usize) {
            node.parent = u32::try_from(slot).ok().map(|slot| (parent, slot));
        }
    }

    /// Closes a list.
    pub(super) fn close_list(&mut self, id: NodeId, items: Vec<NodeId>) {
        for (slot, item) in items.iter().enumerate() {
            self.adopt(*item, id, slot);
        }
        self.set(id, Value::Array(items));
    }

    /// Closes an object: merge keys are applied, of equal keys the first stays.
    pub(super) fn close_object(&mut self, id: NodeId, mut members: Vec<(Box<str>, NodeId)>) {
        let merged = if self.merges { self.take_merges(id, &mut members) } else { Vec::new() };
        let mut dropped = Vec::new();
        for slot in repeated(&members).into_iter().rev() {
            dropped.push(members.remove(slot));
        }
        self.add_merged(&mut members, merged);
        for (slot, (_, child)) in members.iter().enumerate() {
            self.adopt(*child, id, slot);
        }
        for (key, child) in dropped.into_iter().rev() {
            if let Some(slot) = members.iter().position(|(name, _)| *name == key) {
                self.adopt(child, id, slot); // findings inside it still point somewhere
            }
            let remark = Remark::Duplicate { object: id, key };
            if !self.remarks.contains(&remark) {
                self.remarks.push(remark);
            }
        }
        self.set(id, Value::Object(members));
    }

    /// Takes the values of `<<` out of the members.
    fn take_merges(&mut self, id: NodeId, members: &mut Vec<(Box<str>, NodeId)>) -> Vec<NodeId> {
        if !members.iter().any(|(key, _)| &**key == "<<") {
            return Vec::new();
        }
        let mut sources = Vec::new();
        let mut sound = true;
        for (_, value) in members.extract_if(.., |(key, _)| &**key == "<<") {
            match self.value(value) {
                Value::Object(_) => sources.push(value),
                Value::Array(items) => sources.extend(items.iter().copied()),
                _ => sound = false,
            }
        }
        sound &= sources.iter().all(|source| matches!(self.value(*source), Value::Object(_)));
        let object = id;
        self.remarks.push(if sound { Remark::Merged { object } } else { Remark::MergeShape { object } });
        sources
    }

    /// Adds the members of merged objects that the object itself does not have; the first to bring a key wins.
    fn add_merged(&mut self, members: &mut Vec<(Box<str>, NodeId)>, sources: Vec<NodeId>) {
        let mut known: std::collections::HashSet<Box<str>> = match sources.is_empty() {
            true => return,
            false => members.iter().map(|(key, _)| key.clone()).collect(),
        };
        for source in sources {
            let Value::Object(brought) = self.value(source) else { continue };
            for (key, child) in brought.clone() {
                if known.insert(key.clone()) {
                    members.push((key, child));
                }
            }
        }
    }
}

/// Slots of members whose key stood before, ascending.
fn repeated(members: &[(Box<str>, NodeId)]) -> Vec<usize> {
    if members.len() <= 12 {
        let before = |slot: usize, key: &str| members.iter().take(slot).any(|(other, _)| &**other == key);
        let slots = members.iter().enumerate().filter(|(slot, (key, _))| before(*slot, key));
        return slots.map(|(slot, _)| slot).collect();
    }
    let mut seen = std::collections::HashSet::with_capacity(members.len());
    let slots = members.iter().enumerate().filter(|(_, (key, _))| !seen.insert(&**key));
    slots.map(|(slot, _)| slot).collect()
}
