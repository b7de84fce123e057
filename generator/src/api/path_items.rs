//! Path items: what stands at a path itself, and what its `$ref` leads to.

use super::build::Builder;
use crate::diag::{Code, Diagnostic};
use crate::document::At;

/// Members of a path item that are operations.
const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// A path item. Its `$ref` may have company, which stands before what it leads to.
#[derive(Clone, Copy)]
pub(super) struct PathItem<'d> {
    own: At<'d>,
    target: Option<At<'d>>,
}

impl<'d> PathItem<'d> {
    fn parts(self) -> impl Iterator<Item = At<'d>> {
        std::iter::once(self.own).chain(self.target)
    }

    /// A member, of the path item itself before that of its target.
    pub(super) fn get(self, key: &str) -> Option<At<'d>> {
        self.parts().find_map(|part| part.get(key))
    }

    /// The text of a member.
    pub(super) fn text(self, key: &str) -> Option<String> {
        self.parts().find_map(|part| Builder::text(part, key))
    }

    /// Parameters of all its operations.
    pub(super) fn parameters(self) -> impl Iterator<Item = At<'d>> {
        self.parts().flat_map(|part| part.get("parameters").into_iter().flat_map(At::items))
    }

    /// What stands in it: method and operation, one by one.
    fn all(self) -> impl Iterator<Item = (String, At<'d>)> {
        self.parts().flat_map(|part| {
            let usual = part.entries().filter(|(method, _)| METHODS.contains(method));
            let usual = usual.map(|(method, at)| (method.to_ascii_uppercase(), at));
            let more = part.get("additionalOperations").into_iter().flat_map(At::entries);
            usual.chain(more.map(|(method, at)| (method.to_owned(), at)))
        })
    }
}

impl<'d> Builder<'d> {
    /// What stands at a path; nothing where its `$ref` leads nowhere.
    pub(super) fn path_item(&mut self, at: At<'d>) -> Option<PathItem<'d>> {
        let target = self.follow(at)?;
        let target = (target.id() != at.id()).then_some(target);
        Some(PathItem { own: at, target })
    }

    /// The operations of a path item, each method once.
    pub(super) fn methods(&mut self, item: PathItem<'d>) -> Vec<(String, At<'d>)> {
        let mut list: Vec<(String, At<'d>)> = Vec::new();
        for (method, at) in item.all() {
            match list.iter().find(|(known, _)| *known == method).map(|(_, known)| known.place()) {
                None => list.push((method, at)),
                Some(known) => self.push(
                    Diagnostic::new(
                        Code::PathItemTwice,
                        at.key_place(),
                        format!(
                            "{method} stands here and beside a `$ref` that leads here; this one is left out"
                        ),
                    )
                    .hint("remove one of them: OpenAPI does not say which of them is meant")
                    .related(known, "this one is taken"),
                ),
            }
        }
        list
    }
}
