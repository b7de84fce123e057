//! Hand-written files that go into the SDK: examples and modules.

use super::Reader;
use crate::config::{ExampleConfig, Override, SourceConfig};
use crate::document::At;

impl Reader<'_> {
    /// A path, or `{file, needs}`; one or several.
    pub(super) fn examples(&mut self, at: At<'_>) -> Vec<Override<ExampleConfig>> {
        let mut examples = Vec::new();
        for item in list(at) {
            let (file, needs) = if item.is_object() {
                self.members(item, &["file", "needs"]);
                let needs = item.get("needs").map(|needs| self.texts(needs)).unwrap_or_default();
                (self.needed(item, "file"), needs)
            } else {
                (self.text(item), Vec::new())
            };
            let example = file.map(|file| ExampleConfig { file, needs });
            examples.extend(example.map(|value| Override { value, place: item.place() }));
        }
        examples
    }

    /// `{file, feature, needs, about}`; one or several.
    pub(super) fn sources(&mut self, at: At<'_>) -> Vec<Override<SourceConfig>> {
        let mut sources = Vec::new();
        for item in list(at) {
            self.members(item, &["file", "feature", "needs", "about"]);
            let needs = item.get("needs").map(|needs| self.texts(needs)).unwrap_or_default();
            let [file, feature, about] = ["file", "feature", "about"].map(|key| self.needed(item, key));
            if let (Some(file), Some(feature), Some(about)) = (file, feature, about) {
                let value = SourceConfig { file, feature, needs, about };
                sources.push(Override { value, place: item.place() });
            }
        }
        sources
    }
}

fn list(at: At<'_>) -> Vec<At<'_>> {
    if at.is_array() { at.items().collect() } else { vec![at] }
}
