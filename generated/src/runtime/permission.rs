//! Permissions as data.

use std::fmt;

use super::least;
use super::operation::Operation;
use super::wildcard::{covers, separator};

/// A permission of the catalogue: `domain:entity:action`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Permission {
    name: &'static str,
    about: &'static str,
}

impl Permission {
    /// A permission with what it allows, in one line; empty where nobody says it.
    #[must_use]
    pub const fn new(name: &'static str, about: &'static str) -> Self {
        Self { name, about }
    }

    /// As the API writes it.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// What it allows; empty where the description does not say it.
    #[must_use]
    pub const fn about(&self) -> &'static str {
        self.about
    }

    /// Its first part, where it has several: `chat` of `chat:room:view`.
    #[must_use]
    pub fn domain(&self) -> Option<&'static str> {
        self.name.split_once(separator(self.name)).map(|(domain, _)| domain)
    }

    /// What stands between domain and action: `room` of `chat:room:view`.
    #[must_use]
    pub fn entity(&self) -> Option<&'static str> {
        let (_, rest) = self.name.split_once(separator(self.name))?;
        rest.rsplit_once(separator(self.name)).map(|(entity, _)| entity)
    }

    /// Its last part, where it has several: `view` of `chat:room:view`.
    #[must_use]
    pub fn action(&self) -> Option<&'static str> {
        self.name.rsplit_once(separator(self.name)).map(|(_, action)| action)
    }
}

impl AsRef<str> for Permission {
    fn as_ref(&self) -> &str {
        self.name
    }
}

impl fmt::Display for Permission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// The permissions that an operation needs: any of several, all of several, several such requirements together, or
/// none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Requirement {
    mode: Mode,
    permissions: &'static [&'static str],
    parts: &'static [Requirement],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Any,
    All,
    Together,
}

impl Requirement {
    /// One of these is enough.
    #[must_use]
    pub const fn any(permissions: &'static [&'static str]) -> Self {
        Self { mode: Mode::Any, permissions, parts: &[] }
    }

    /// All of these are needed.
    #[must_use]
    pub const fn all(permissions: &'static [&'static str]) -> Self {
        Self { mode: Mode::All, permissions, parts: &[] }
    }

    /// Each of these requirements has to be met; `permissions` is what stands in them, each name once.
    #[must_use]
    pub const fn together(permissions: &'static [&'static str], parts: &'static [Requirement]) -> Self {
        Self { mode: Mode::Together, permissions, parts }
    }

    /// Nothing is needed.
    #[must_use]
    pub const fn none() -> Self {
        Self::all(&[])
    }

    /// The permissions by name, whatever combines them.
    #[must_use]
    pub const fn permissions(&self) -> &'static [&'static str] {
        self.permissions
    }

    /// The requirements that have to be met together; empty where it is one.
    #[must_use]
    pub const fn parts(&self) -> &'static [Requirement] {
        self.parts
    }

    /// Whether one of several permissions is enough.
    #[must_use]
    pub fn is_any(&self) -> bool {
        self.mode == Mode::Any
    }

    /// Whether all of several permissions are needed.
    #[must_use]
    pub fn is_all(&self) -> bool {
        self.mode == Mode::All
    }

    /// Whether nothing is needed.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.permissions.is_empty()
    }

    /// The same as lists: of each, one permission is needed.
    #[must_use]
    pub fn clauses(&self) -> Vec<Vec<&'static str>> {
        match self.mode {
            _ if self.is_none() => Vec::new(),
            Mode::Any => vec![self.permissions.to_vec()],
            Mode::All => self.permissions.iter().map(|permission| vec![*permission]).collect(),
            Mode::Together => self.parts.iter().flat_map(Requirement::clauses).collect(),
        }
    }

    /// What is missing from these granted permissions: for ANY nothing or all of them, for ALL those that are not
    /// held. A granted permission may be `*` or have `*` as one of its parts (`chat:room:*`, `chat:*`).
    #[must_use]
    pub fn missing<S: AsRef<str>>(&self, granted: &[S]) -> Vec<&'static str> {
        least::missing(&self.clauses(), &|needed| {
            granted.iter().any(|granted| covers(granted.as_ref(), needed))
        })
    }

    /// The fewest permissions with which all of these operations may be called: what a role for them has to grant.
    ///
    /// Where one of several is enough for an operation, the choice that serves most operations is made, and always
    /// the same one for the same operations in any order. Only permissions that the operations name are thought of.
    pub fn minimal(operations: impl IntoIterator<Item = &'static Operation>) -> MinimalPermissions {
        let clauses: Vec<Vec<&'static str>> =
            operations.into_iter().flat_map(|operation| operation.requirement.clauses()).collect();
        let (permissions, exact) = least::fewest(&clauses);
        MinimalPermissions { permissions, exact }
    }

    /// Whether these granted permissions are enough.
    #[must_use]
    pub fn is_met_by<S: AsRef<str>>(&self, granted: &[S]) -> bool {
        self.holds(&|needed| granted.iter().any(|granted| covers(granted.as_ref(), needed)))
    }

    /// As [`is_met_by`](Self::is_met_by), once for all types of lists.
    fn holds(&self, held: &dyn Fn(&str) -> bool) -> bool {
        match self.mode {
            Mode::Any => self.is_none() || self.permissions.iter().any(|needed| held(needed)),
            Mode::All => self.permissions.iter().all(|needed| held(needed)),
            Mode::Together => self.parts.iter().all(|part| part.holds(held)),
        }
    }
}

/// The answer of [`Requirement::minimal`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MinimalPermissions {
    /// The permissions by name, sorted.
    pub permissions: Vec<&'static str>,
    /// Whether no smaller set exists for certain. The search is bounded; where it ends early (hundreds of operations
    /// with tangled choices) the set is enough, but perhaps not the smallest.
    pub exact: bool,
}

/// `any of a, b`, `all of a, b`, `a`, `any of a, b and c`, or `no permission`.
impl fmt::Display for Requirement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.mode == Mode::Together {
            for (number, part) in self.parts.iter().enumerate() {
                write!(f, "{}{part}", if number == 0 { "" } else { " and " })?;
            }
            return Ok(());
        }
        match self.permissions {
            [] => f.write_str("no permission"),
            [one] => f.write_str(one),
            several => {
                write!(f, "{} of {}", if self.is_any() { "any" } else { "all" }, several.join(", "))
            }
        }
    }
}
