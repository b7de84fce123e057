//! What is known of a value.

use std::collections::BTreeMap;

use crate::api::{OperationId, TagId};

/// What is known of the value of an expression, through `Arc`, `Option`, references and other wrappers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Known {
    /// Nothing.
    #[default]
    Unknown,
    /// Certainly nothing of the SDK that calls operations.
    Other,
    /// The SDK's client.
    Client,
    /// Its builder.
    Builder,
    /// The operations of a tag.
    Accessor(TagId),
    /// A call that is being put together.
    Call(OperationId),
    /// A type of the user's.
    User(String),
    /// A function or closure with this result.
    Function(Box<Known>),
    /// Several values side by side.
    Tuple(Vec<Known>),
}

impl Known {
    /// Whether operations can be reached from it.
    pub(super) fn tells(&self) -> bool {
        match self {
            Known::Unknown | Known::Other => false,
            Known::Function(result) => result.tells(),
            Known::Tuple(parts) => parts.iter().any(Known::tells),
            _ => true,
        }
    }

    /// What is known where it is either of two.
    pub(super) fn or(self, other: Known) -> Known {
        match (&self, &other) {
            _ if self == other => self,
            (_, Known::Other) if self.tells() => self,
            (Known::Other, _) if other.tells() => other,
            _ => Known::Unknown,
        }
    }
}

/// The variables in sight: the innermost scope last.
#[derive(Clone, Debug, Default)]
pub(super) struct Scopes(Vec<BTreeMap<String, Known>>);

impl Scopes {
    pub(super) fn enter(&mut self) {
        self.0.push(BTreeMap::new());
    }

    pub(super) fn leave(&mut self) {
        self.0.pop();
    }

    pub(super) fn bind(&mut self, name: String, known: Known) {
        if let Some(scope) = self.0.last_mut() {
            scope.insert(name, known);
        }
    }

    pub(super) fn get(&self, name: &str) -> Option<&Known> {
        self.0.iter().rev().find_map(|scope| scope.get(name))
    }

    /// An assignment to a variable that was bound before.
    pub(super) fn assign(&mut self, name: &str, known: Known) {
        if let Some(place) = self.0.iter_mut().rev().find_map(|scope| scope.get_mut(name)) {
            *place = std::mem::take(place).or(known);
        }
    }
}
