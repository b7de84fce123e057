//! A field that can be left alone, cleared, or set.

use super::secret::Secret;

/// What an update does to one field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Patch<T> {
    /// The field is not sent: it stays as it is.
    #[default]
    Absent,
    /// `null` is sent: the field is cleared.
    Null,
    /// The field is set.
    Value(T),
}

impl<T> Patch<T> {
    /// The value that is set, if one is.
    #[must_use]
    pub fn as_option(&self) -> Option<&T> {
        match self {
            Patch::Value(value) => Some(value),
            Patch::Null | Patch::Absent => None,
        }
    }

    /// The value that is set, if one is.
    #[must_use]
    pub fn into_option(self) -> Option<T> {
        match self {
            Patch::Value(value) => Some(value),
            Patch::Null | Patch::Absent => None,
        }
    }

    /// Whether the field is not sent.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        matches!(self, Patch::Absent)
    }

    /// Whether the field is cleared.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self, Patch::Null)
    }
}

impl<T> From<T> for Patch<T> {
    fn from(value: T) -> Self {
        Patch::Value(value)
    }
}

/// `None` clears the field.
impl<T> From<Option<T>> for Patch<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Patch::Null, Patch::Value)
    }
}

impl From<&str> for Patch<Secret> {
    fn from(value: &str) -> Self {
        Patch::Value(value.into())
    }
}

impl From<&str> for Patch<String> {
    fn from(value: &str) -> Self {
        Patch::Value(value.to_owned())
    }
}
