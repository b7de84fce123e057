//! Changes that overlays make. A changed list or object stays the node that it was; what it held before is kept,
//! because places (file and pointer) are those of the text as written.

use super::{Document, FileId, NodeId, Value};

impl Document {
    /// What the user wrote in this node, whatever it holds now.
    pub(crate) fn written_value(&self, id: NodeId) -> &Value {
        self.before.get(&id).unwrap_or(&self.node(id).value)
    }

    /// The file that a node belongs to: what an overlay brings is a part of the root file.
    pub(crate) fn home(&self, id: NodeId) -> FileId {
        let file = self.node(self.written(id)).file;
        if self.is_overlay(file) { FileId(0) } else { file }
    }

    fn is_overlay(&self, file: FileId) -> bool {
        self.files.get(file.0 as usize).is_some_and(|file| file.overlay)
    }

    /// Whether a node is the text of an overlay itself; what the description holds are copies of it.
    pub(crate) fn is_pattern(&self, id: NodeId) -> bool {
        let node = self.node(id);
        node.origin.is_none() && self.is_overlay(node.file)
    }

    /// Gives a node another value.
    pub(crate) fn change(&mut self, id: NodeId, value: Value) {
        let Some(node) = self.nodes.get_mut(id.0 as usize) else { return };
        let old = std::mem::replace(&mut node.value, value);
        if node.origin.is_none() {
            self.before.entry(id).or_insert(old);
        }
        self.sorted.remove(&id);
    }

    /// Copies a node with all that it holds, each copy with its original as origin; `None` beyond `most` nodes in all.
    pub(crate) fn copy(&mut self, id: NodeId, most: usize) -> Option<NodeId> {
        if self.nodes.len() >= most {
            return None;
        }
        let file = self.node(id).file;
        let value = match self.node(id).value.clone() {
            Value::Array(mut items) => {
                for item in &mut items {
                    *item = self.copy(*item, most)?;
                }
                Value::Array(items)
            }
            Value::Object(mut members) => {
                for (_, member) in &mut members {
                    *member = self.copy(*member, most)?;
                }
                Value::Object(members)
            }
            plain => plain,
        };
        Some(self.push(value, file, Some(id)))
    }

    /// Levels of lists and objects below a node, itself included.
    pub(crate) fn depth(&self, id: NodeId) -> usize {
        let mut deepest = 0;
        let mut left = vec![(id, 1)];
        while let Some((id, depth)) = left.pop() {
            deepest = deepest.max(depth);
            match &self.node(id).value {
                Value::Array(items) => left.extend(items.iter().map(|item| (*item, depth + 1))),
                Value::Object(members) => left.extend(members.iter().map(|(_, member)| (*member, depth + 1))),
                _ => {}
            }
        }
        deepest
    }
}
