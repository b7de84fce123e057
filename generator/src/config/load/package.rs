//! The crate: its manifest, and the hand-written files that go into it.

use super::Reader;
use crate::config::{ExampleConfig, Override, PackageConfig, SourceConfig};
use crate::document::At;

impl Reader<'_> {
    pub(super) fn package(&mut self, at: At<'_>) -> PackageConfig {
        let mut package = PackageConfig::default();
        let known = [
            "name",
            "version",
            "description",
            "license",
            "repository",
            "keywords",
            "categories",
            "examples",
            "sources",
        ];
        for (key, value) in self.members(at, &known) {
            match key {
                "name" => {
                    package.name = self.text(value);
                    package.name_place = Some(value.place());
                }
                "version" => {
                    package.version = self.text(value);
                    package.version_place = Some(value.place());
                }
                "description" => package.description = self.text(value),
                "license" => package.license = self.text(value),
                "repository" => package.repository = self.text(value),
                "keywords" => package.keywords = self.texts(value),
                "examples" => package.examples = self.examples(value),
                "sources" => package.sources = self.sources(value),
                _ => package.categories = self.texts(value),
            }
        }
        package
    }

    /// A path, or `{file, needs}`; one or several.
    fn examples(&mut self, at: At<'_>) -> Vec<Override<ExampleConfig>> {
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
    fn sources(&mut self, at: At<'_>) -> Vec<Override<SourceConfig>> {
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
