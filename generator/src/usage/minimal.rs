//! The fewest permissions with which a list of operations may be called, and what of them is missing.

use crate::api::{Mode, Requirement};

// Both are the runtime's, word for word, so that a program asking the SDK gets the same answer.
mod hitting_set {
    include!(concat!(env!("OUT_DIR"), "/hitting_set.rs"));
}

mod wildcard {
    include!(concat!(env!("OUT_DIR"), "/wildcard.rs"));
}

/// What of a requirement is missing from granted permissions: for ANY nothing or the whole list, for ALL what is not
/// held. Granted permissions may have `*` as a part.
pub fn missing<'r>(requirement: &'r Requirement, granted: &[String]) -> Vec<&'r str> {
    let held = |needed: &str| granted.iter().any(|granted| wildcard::covers(granted, needed));
    let any = requirement.mode == Mode::Any;
    if any && requirement.permissions.iter().any(|needed| held(needed)) {
        return Vec::new();
    }
    requirement.permissions.iter().map(String::as_str).filter(|needed| any || !held(needed)).collect()
}

/// The answer of [`minimal`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Minimal {
    /// The permissions, sorted.
    pub permissions: Vec<String>,
    /// Whether there is certainly no smaller set.
    pub exact: bool,
}

/// The fewest permissions that meet all of these requirements.
pub fn minimal<'r>(requirements: impl IntoIterator<Item = &'r Requirement>) -> Minimal {
    let requirements: Vec<&Requirement> = requirements.into_iter().collect();
    let mut names: Vec<&str> = requirements
        .iter()
        .flat_map(|requirement| requirement.permissions.iter().map(String::as_str))
        .collect();
    names.sort_unstable();
    names.dedup();
    let sets = requirements.iter().flat_map(|requirement| {
        let numbers: Vec<usize> = requirement
            .permissions
            .iter()
            .filter_map(|permission| names.binary_search(&permission.as_str()).ok())
            .collect();
        match requirement.mode {
            Mode::None => Vec::new(),
            Mode::Any => vec![numbers],
            Mode::All => numbers.into_iter().map(|number| vec![number]).collect(),
        }
    });
    let cover = hitting_set::smallest(sets.collect::<Vec<_>>());
    let permissions =
        cover.members.iter().filter_map(|member| names.get(*member)).map(|name| (*name).to_owned());
    Minimal { permissions: permissions.collect(), exact: cover.exact }
}
