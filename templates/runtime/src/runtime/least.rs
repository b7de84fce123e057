//! Least privilege: the fewest names that are enough, and what is missing from those that are held.

use super::hitting_set::smallest;
use super::wildcard::covers;

/// The fewest of the names in these lists with which every list has one that counts for it, sorted, and whether there
/// are certainly no fewer. A name with `*` counts for those that it covers; names that stand in no list are not thought
/// of, or `*` would always be the answer.
pub fn fewest<'n>(lists: &[Vec<&'n str>]) -> (Vec<&'n str>, bool) {
    let mut names: Vec<&str> = lists.iter().flatten().copied().collect();
    names.sort_unstable();
    names.dedup();
    let wide: Vec<usize> =
        names.iter().enumerate().filter(|(_, name)| name.contains('*')).map(|(number, _)| number).collect();
    let number = |name: &&str| names.binary_search(name).ok();
    let sets = lists.iter().map(|list| {
        let mut set: Vec<usize> = list.iter().filter_map(number).collect();
        let counts = |wide: &&usize| {
            names.get(**wide).is_some_and(|wide| list.iter().any(|needed| covers(wide, needed)))
        };
        set.extend(wide.iter().filter(counts));
        set
    });
    let cover = smallest(sets.collect::<Vec<_>>());
    (cover.members.iter().filter_map(|member| names.get(*member).copied()).collect(), cover.exact)
}

/// What the lists of which no name is held consist of, each name once, in their order. `held` knows of wildcards.
pub fn missing<'n>(lists: &[Vec<&'n str>], held: &dyn Fn(&str) -> bool) -> Vec<&'n str> {
    let open = lists.iter().filter(|list| !list.iter().any(|needed| held(needed)));
    let mut seen = std::collections::BTreeSet::new();
    open.flatten().copied().filter(|name| seen.insert(*name)).collect()
}
