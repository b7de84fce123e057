//! Permissions as data.

use std::fmt;

use super::hitting_set::smallest;
use super::operation::Operation;
use super::wildcard::covers;

/// The permissions that an operation needs: any of several, all of several, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Requirement {
    mode: Mode,
    permissions: &'static [&'static str],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Any,
    All,
}

impl Requirement {
    /// One of these is enough.
    #[must_use]
    pub const fn any(permissions: &'static [&'static str]) -> Self {
        Self { mode: Mode::Any, permissions }
    }

    /// All of these are needed.
    #[must_use]
    pub const fn all(permissions: &'static [&'static str]) -> Self {
        Self { mode: Mode::All, permissions }
    }

    /// Nothing is needed.
    #[must_use]
    pub const fn none() -> Self {
        Self::all(&[])
    }

    /// The permissions by name.
    #[must_use]
    pub const fn permissions(&self) -> &'static [&'static str] {
        self.permissions
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

    /// What is missing from these granted permissions: for ANY nothing or all of them, for ALL those that are not
    /// held. A granted permission may be `*` or have `*` as one of its parts (`chat:room:*`, `chat:*`).
    #[must_use]
    pub fn missing<S: AsRef<str>>(&self, granted: &[S]) -> Vec<&'static str> {
        let held = |needed: &str| granted.iter().any(|granted| covers(granted.as_ref(), needed));
        if self.is_any() && self.permissions.iter().any(|needed| held(needed)) {
            return Vec::new();
        }
        self.permissions.iter().copied().filter(|needed| self.is_any() || !held(needed)).collect()
    }

    /// The fewest permissions with which all of these operations may be called: what a role for them has to grant.
    ///
    /// Where one of several is enough for an operation, the choice that serves most operations is made, and always
    /// the same one for the same operations in any order.
    pub fn minimal(operations: impl IntoIterator<Item = &'static Operation>) -> MinimalPermissions {
        let requirements: Vec<Self> =
            operations.into_iter().map(|operation| operation.requirement).collect();
        let mut names: Vec<&'static str> =
            requirements.iter().flat_map(|requirement| requirement.permissions.iter().copied()).collect();
        names.sort_unstable();
        names.dedup();
        let number = |name: &&str| names.binary_search(name).ok();
        let cover = smallest(requirements.iter().flat_map(|requirement| {
            let numbers: Vec<usize> = requirement.permissions.iter().filter_map(number).collect();
            if requirement.is_any() {
                vec![numbers]
            } else {
                numbers.into_iter().map(|number| vec![number]).collect()
            }
        }));
        MinimalPermissions {
            permissions: cover.members.iter().filter_map(|member| names.get(*member).copied()).collect(),
            exact: cover.exact,
        }
    }

    /// Whether these granted permissions are enough.
    #[must_use]
    pub fn is_met<S: AsRef<str>>(&self, granted: &[S]) -> bool {
        self.missing(granted).is_empty()
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

/// `any of a, b`, `all of a, b`, `a`, or `no permission`.
impl fmt::Display for Requirement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.permissions {
            [] => f.write_str("no permission"),
            [one] => f.write_str(one),
            several => {
                write!(f, "{} of {}", if self.is_any() { "any" } else { "all" }, several.join(", "))
            }
        }
    }
}
