//! The properties of one object, in the order of first mention, found by name.

use std::collections::HashMap;

use crate::document::At;

/// Properties in order of first mention; a later mention replaces the node.
#[derive(Clone, Default)]
pub(crate) struct Properties<'d> {
    list: Vec<(&'d str, At<'d>)>,
    /// Where in the list a name is. An object may have a hundred thousand properties: none is searched for.
    by_name: HashMap<&'d str, usize>,
}

impl<'d> Properties<'d> {
    pub(crate) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    pub(crate) fn get(&self, name: &str) -> Option<At<'d>> {
        self.by_name.get(name).and_then(|at| self.list.get(*at)).map(|(_, property)| *property)
    }

    /// Adds a property, or puts another node in the place of the one that has its name.
    pub(super) fn set(&mut self, name: &'d str, property: At<'d>) {
        match self.by_name.get(name).and_then(|at| self.list.get_mut(*at)) {
            Some((_, known)) => *known = property,
            None => {
                self.by_name.insert(name, self.list.len());
                self.list.push((name, property));
            }
        }
    }

    pub(super) fn clear(&mut self) {
        self.list.clear();
        self.by_name.clear();
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&'d str, At<'d>)> + '_ {
        self.list.iter().copied()
    }
}
