//! Members of large objects by key: `components.schemas` of a big API is asked thousands of times.

use std::collections::BTreeMap;

use super::{Document, NodeId, Value};

/// Slots of the members of large objects, sorted by key.
pub(crate) type Sorted = BTreeMap<NodeId, Vec<u32>>;

/// Objects with fewer members are searched from front to back.
const LARGE: usize = 24;

impl Document {
    /// Sorts the keys of large objects; to be called again after members were added or removed.
    pub(crate) fn reindex(&mut self) {
        let nodes = self.nodes.iter().zip(0u32..);
        let sorted = nodes.filter_map(|(node, id)| match &node.value {
            Value::Object(members) if members.len() >= LARGE => {
                let mut slots: Vec<u32> = members.iter().zip(0u32..).map(|(_, slot)| slot).collect();
                slots.sort_by_key(|slot| members.get(*slot as usize).map(|(key, _)| key));
                Some((NodeId(id), slots))
            }
            _ => None,
        });
        self.sorted = sorted.collect();
    }

    /// The member of this name.
    pub(crate) fn member(&self, object: NodeId, name: &str) -> Option<NodeId> {
        let Value::Object(members) = &self.node(object).value else { return None };
        if members.len() >= LARGE
            && let Some(slots) = self.sorted.get(&object).filter(|slots| slots.len() == members.len())
        {
            let key = |slot: &u32| members.get(*slot as usize).map_or("", |(key, _)| &**key);
            let slot = slots.get(slots.binary_search_by(|slot| key(slot).cmp(name)).ok()?)?;
            return members.get(*slot as usize).map(|(_, id)| *id);
        }
        members.iter().find(|(key, _)| &**key == name).map(|(_, id)| *id)
    }
}
