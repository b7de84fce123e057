//! Cargo features: one per tag, and which of them bring a model.

use std::collections::BTreeSet;

use super::{Lower, literal};
use crate::api::TagId;
use crate::facts::Usage;

impl Lower<'_> {
    /// The tags that have operations, with their features, in the order of the description.
    pub(super) fn used_tags(&self) -> Vec<TagId> {
        let all = (0..self.api.tags.len()).map(TagId::new);
        all.filter(|tag| !self.facts.operations_of(*tag).is_empty()).collect()
    }

    /// The condition under which a model is there: `feature = "a"` or `any(feature = "a", feature = "b")`.
    pub(super) fn gate(&self, usage: &Usage) -> Option<String> {
        if usage.webhook {
            return None;
        }
        let features: BTreeSet<String> =
            usage.tags.iter().map(|tag| self.names.tag(*tag).feature.to_string()).collect();
        let conditions: Vec<String> =
            features.iter().map(|name| format!("feature = {}", literal::text(name))).collect();
        match conditions.as_slice() {
            [] => None,
            [only] => Some(only.clone()),
            several => Some(format!("any({})", several.join(", "))),
        }
    }
}
