//! The fewest permissions with which a list of operations may be called, and what of them is missing.

use crate::api::Requirement;

// All three are the runtime's, word for word, so that a program asking the SDK gets the same answer.
mod hitting_set {
    include!(concat!(env!("OUT_DIR"), "/hitting_set.rs"));
}

mod least {
    include!(concat!(env!("OUT_DIR"), "/least.rs"));
}

mod wildcard {
    include!(concat!(env!("OUT_DIR"), "/wildcard.rs"));
}

/// What of a requirement is missing from granted permissions: for ANY nothing or the whole list, for ALL what is not
/// held. Granted permissions may have `*` as a part.
pub fn missing<'r>(requirement: &'r Requirement, granted: &[String]) -> Vec<&'r str> {
    least::missing(&requirement.clauses(), &|needed| held(granted, needed))
}

/// The answer of [`minimal`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Minimal {
    /// The permissions, or scopes, sorted.
    pub permissions: Vec<String>,
    /// Whether there is certainly no smaller set.
    pub exact: bool,
}

/// The fewest permissions that meet all of these requirements.
pub fn minimal<'r>(requirements: impl IntoIterator<Item = &'r Requirement>) -> Minimal {
    let clauses: Vec<Vec<&str>> = requirements.into_iter().flat_map(Requirement::clauses).collect();
    fewest(&clauses)
}

/// The fewest names of which every list has one.
pub(super) fn fewest(lists: &[Vec<&str>]) -> Minimal {
    let (permissions, exact) = least::fewest(lists);
    Minimal { permissions: permissions.into_iter().map(str::to_owned).collect(), exact }
}

/// Whether a name, or one that covers it, is granted.
pub(super) fn held(granted: &[String], needed: &str) -> bool {
    granted.iter().any(|granted| wildcard::covers(granted, needed))
}
