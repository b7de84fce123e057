//! `permissions`: where they stand in an operation, what their words are, and the catalogue.

use super::Reader;
use crate::config::{CatalogueEntry, Override, PermissionConfig};
use crate::diag::Findings;
use crate::document::{At, Document};

impl Reader<'_> {
    pub(super) fn permissions(
        &mut self,
        at: At<'_>,
        open: &mut dyn FnMut(&str, &mut Findings) -> Option<Document>,
    ) -> PermissionConfig {
        let mut permissions = PermissionConfig::default();
        let known = ["extension", "mode", "list", "name", "any", "all", "default", "catalogue"];
        for (key, value) in self.members(at, &known) {
            match key {
                "extension" => {
                    let named: Vec<At<'_>> =
                        if value.is_array() { value.items().collect() } else { vec![value] };
                    for one in named {
                        let name = self.text(one);
                        let given = name.map(|name| Override { value: name, place: one.place() });
                        permissions.extensions.extend(given);
                    }
                }
                "mode" => permissions.mode = self.text(value),
                "list" => permissions.list = self.text(value),
                "name" => permissions.name = self.text(value),
                "any" => permissions.any = self.texts(value),
                "all" => permissions.all = self.texts(value),
                "default" => match self.text(value).as_deref() {
                    Some("ANY") => permissions.any_by_default = true,
                    Some("ALL") | None => {}
                    Some(_) => self.wrong(value, "ANY or ALL"),
                },
                _ => {
                    let file = self.text(value).and_then(|name| open(&name, self.findings));
                    permissions.catalogue = file.map(|file| self.catalogue(file.root()));
                }
            }
        }
        permissions
    }

    /// A mapping from permission to one line, or a list of such mappings under `permissions:`.
    fn catalogue(&mut self, root: At<'_>) -> Vec<CatalogueEntry> {
        let entries = root.get("permissions").unwrap_or(root);
        let mut list = Vec::new();
        for (name, value) in entries.entries() {
            if let Some(description) = self.text(value) {
                list.push(CatalogueEntry { name: name.to_owned(), description, place: value.key_place() });
            }
        }
        list
    }
}
