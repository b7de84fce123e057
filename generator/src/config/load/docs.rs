//! `docs`: what is written for readers.

use super::Reader;
use crate::config::Docs;
use crate::document::At;

impl Reader<'_> {
    pub(super) fn docs(&mut self, at: At<'_>) -> Docs {
        match at.str() {
            Some("pages") => Docs::Pages,
            Some("none") => Docs::None,
            _ => {
                self.wrong(at, "`pages` or `none`");
                Docs::Pages
            }
        }
    }
}
