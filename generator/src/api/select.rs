//! Selectors against what the description offers: which operations are built, and selectors that mean none.

use super::build::Builder;
use crate::config::{By, Candidate, Selector};
use crate::diag::{Code, Diagnostic};
use crate::document::{meant, nearest};

/// An operation as selectors see it, kept until all are known.
pub(super) struct Offered {
    tags: Vec<String>,
    method: String,
    path: String,
    id: Option<String>,
}

impl Offered {
    fn is(&self, is: impl Fn(&Candidate<'_>) -> bool) -> bool {
        let tags: Vec<&str> = self.tags.iter().map(String::as_str).collect();
        is(&Candidate { tags: &tags, method: &self.method, path: &self.path, id: self.id.as_deref() })
    }

    fn named(&self, by: By) -> Vec<String> {
        match by {
            By::Tag => self.tags.clone(),
            By::Path => vec![self.path.clone()],
            By::Operation => self.id.clone().into_iter().collect(),
        }
    }
}

impl Builder<'_> {
    /// Whether an operation or a webhook was asked for.
    pub(super) fn is_selected(&mut self, candidate: &Candidate<'_>) -> bool {
        if self.config.selection.is_empty() {
            return true;
        }
        self.offered.push(Offered {
            tags: candidate.tags.iter().map(|tag| (*tag).to_owned()).collect(),
            method: candidate.method.to_owned(),
            path: candidate.path.to_owned(),
            id: candidate.id.map(str::to_owned),
        });
        self.config.selection.keeps(candidate)
    }

    /// Whether an operation was left out on request.
    pub(super) fn is_excluded(&self, id: &str) -> bool {
        let selection = &self.config.selection;
        let mut named = self.offered.iter().filter(|offered| offered.id.as_deref() == Some(id));
        named.any(|offered| !offered.is(|candidate| selection.keeps(candidate)))
    }

    /// Reports selectors that mean no operation, and a selection that leaves none.
    pub(super) fn check_selection(&mut self) {
        let selection = &self.config.selection;
        if selection.is_empty() {
            return;
        }
        let mut idle = 0;
        for (word, selector) in selection.all() {
            if !self.offered.iter().any(|offered| offered.is(|candidate| selector.means(candidate))) {
                idle += 1;
                self.findings.push(unmatched(word, selector, &self.offered));
            }
        }
        if idle == 0 && self.api.excluded == self.api.described {
            let message = "the selection leaves no operation: all that is included is excluded, too";
            let place = selection.all().find_map(|(_, selector)| selector.place.clone());
            self.findings.push(match place {
                Some(place) => Diagnostic::new(Code::SelectionEmpty, place, message),
                None => Diagnostic::call(Code::SelectionEmpty, message),
            });
        }
    }
}

fn unmatched(word: &str, selector: &Selector, offered: &[Offered]) -> Diagnostic {
    let text = &selector.text;
    let message = match selector.by {
        By::Tag => format!("no operation has the tag `{text}`"),
        By::Path => format!("no operation has a path like `{text}`"),
        By::Operation => format!("there is no operation `{text}`"),
    };
    let finding = match &selector.place {
        Some(place) => Diagnostic::new(Code::SelectionEmpty, place.clone(), message),
        None => Diagnostic::call(
            Code::SelectionEmpty,
            format!("{message} (asked for with `--{word}-{}`)", selector.by.word()),
        ),
    };
    let names: Vec<String> = offered.iter().flat_map(|offered| offered.named(selector.by)).collect();
    let hint = meant(&nearest(text, names.iter().map(String::as_str)));
    finding.hint(hint.unwrap_or_else(|| {
        match selector.by {
            By::Tag => "`sdkwright inspect --stage api` lists the tags",
            By::Path => "paths are named as described; `*` stands for one step, `**` for any number",
            By::Operation => "an operation is named by its operationId, or as `GET /path`",
        }
        .to_owned()
    }))
}
