//! The smallest set that has a member of each of several sets.
//!
//! That is what "which permissions do these operations need at least?" comes to, since ANY of several leaves a
//! choice. The problem is hard in general and small in practice: forced choices and dominated ones go first, what is
//! left falls apart into independent pieces, and each piece is searched with a lower bound.

use std::collections::{BTreeMap, BTreeSet};

type Set = BTreeSet<usize>;

/// How much comparing of sets a search may cost before it settles for the best that it has found. A count and not a
/// clock, so that the same question has the same answer on every machine.
const EFFORT: u64 = 2_000_000;

/// What [`smallest`] found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cover {
    /// The members, ascending.
    pub members: Vec<usize>,
    /// Whether there is certainly no smaller one.
    pub exact: bool,
}

/// A smallest set that has a member of each of these sets. Empty sets ask for nothing. The answer does not depend on
/// the order of the sets nor on repetitions.
pub fn smallest(sets: impl IntoIterator<Item = Vec<usize>>) -> Cover {
    let mut open: Vec<Set> = sets.into_iter().map(Set::from_iter).filter(|set| !set.is_empty()).collect();
    let mut members = reduce(&mut open);
    let mut effort = EFFORT;
    let mut exact = true;
    for piece in pieces(open) {
        let mut search = Search { best: greedy(&piece), taken: Vec::new(), effort, exhausted: false };
        search.branch(piece);
        members.extend(search.best);
        effort = search.effort;
        exact &= !search.exhausted;
    }
    members.sort_unstable();
    Cover { members, exact }
}

struct Search {
    best: Vec<usize>,
    taken: Vec<usize>,
    effort: u64,
    exhausted: bool,
}

impl Search {
    /// Tries all ways to meet what is open; `taken` is as before afterwards.
    fn branch(&mut self, mut open: Vec<Set>) {
        let cost = (open.len() as u64).saturating_mul(open.len() as u64).saturating_add(1);
        let Some(left) = self.effort.checked_sub(cost) else {
            self.exhausted = true;
            return;
        };
        self.effort = left;
        let before = self.taken.len();
        self.taken.extend(reduce(&mut open));
        if self.taken.len() + disjoint(&open) < self.best.len() {
            match open.iter().min_by_key(|set| set.len()).cloned() {
                None => self.best.clone_from(&self.taken),
                Some(shortest) => self.choose(&shortest, open),
            }
        }
        self.taken.truncate(before);
    }

    /// One of `shortest` has to be taken: each in turn, and never again one that has been tried.
    fn choose(&mut self, shortest: &Set, mut open: Vec<Set>) {
        let mut members: Vec<usize> = shortest.iter().copied().collect();
        members.sort_by_key(|member| std::cmp::Reverse(open.iter().filter(|set| set.contains(member)).count()));
        for member in members {
            self.taken.push(member);
            self.branch(open.iter().filter(|set| !set.contains(&member)).cloned().collect());
            self.taken.pop();
            for set in &mut open {
                set.remove(&member);
            }
            if open.iter().any(Set::is_empty) {
                return;
            }
        }
    }
}

/// Takes what is forced and drops what decides nothing, until nothing changes. Returns what it took.
fn reduce(open: &mut Vec<Set>) -> Vec<usize> {
    let mut taken = Vec::new();
    loop {
        let forced: Set =
            open.iter().filter(|set| set.len() == 1).filter_map(|set| set.first().copied()).collect();
        if !forced.is_empty() {
            open.retain(|set| set.is_disjoint(&forced));
            taken.extend(forced);
        }
        drop_implied(open);
        if !drop_dominated(open) {
            return taken;
        }
    }
}

/// A set that contains another is met whenever that other is.
fn drop_implied(open: &mut Vec<Set>) {
    open.sort_by(|a, b| a.len().cmp(&b.len()).then_with(|| a.cmp(b)));
    open.dedup();
    let mut kept: Vec<Set> = Vec::with_capacity(open.len());
    for set in open.drain(..) {
        if !kept.iter().any(|smaller| smaller.is_subset(&set)) {
            kept.push(set);
        }
    }
    *open = kept;
}

/// A member that stands only where another stands too is never needed. Whether there was one.
fn drop_dominated(open: &mut [Set]) -> bool {
    let mut places: BTreeMap<usize, Set> = BTreeMap::new();
    for (place, set) in open.iter().enumerate() {
        for member in set {
            places.entry(*member).or_default().insert(place);
        }
    }
    let mut gone = Set::new();
    for (member, at) in &places {
        let Some(beside) = at.first().and_then(|place| open.get(*place)) else { continue };
        let dominated = beside.iter().filter(|other| *other != member && !gone.contains(other)).any(|other| {
            // Of two that stand in the same places the first stays.
            places.get(other).is_some_and(|theirs| at.is_subset(theirs) && (at != theirs || other < member))
        });
        if dominated {
            gone.insert(*member);
        }
    }
    for set in open.iter_mut() {
        set.retain(|member| !gone.contains(member));
    }
    !gone.is_empty()
}

/// Sets that share no member with each other need no common search.
fn pieces(open: Vec<Set>) -> Vec<Vec<Set>> {
    let mut pieces: Vec<(Set, Vec<Set>)> = Vec::new();
    for set in open {
        let (touched, mut apart): (Vec<_>, Vec<_>) =
            pieces.into_iter().partition(|(members, _)| !members.is_disjoint(&set));
        let mut joined = (set.clone(), vec![set]);
        for (members, sets) in touched {
            joined.0.extend(members);
            joined.1.extend(sets);
        }
        apart.push(joined);
        pieces = apart;
    }
    let mut pieces: Vec<Vec<Set>> = pieces.into_iter().map(|(_, sets)| sets).collect();
    for sets in &mut pieces {
        sets.sort();
    }
    pieces.sort();
    pieces
}

/// How many of the sets share no member with each other, counted greedily: no answer can be smaller.
fn disjoint(open: &[Set]) -> usize {
    let mut seen = Set::new();
    let mut count = 0;
    for set in open.iter().filter(|set| !set.is_empty()) {
        if set.is_disjoint(&seen) {
            count += 1;
            seen.extend(set);
        }
    }
    count
}

/// Whatever is in most sets, again and again: a first answer to beat.
fn greedy(open: &[Set]) -> Vec<usize> {
    let mut open: Vec<&Set> = open.iter().collect();
    let mut taken = Vec::new();
    while !open.is_empty() {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for member in open.iter().flat_map(|set| set.iter()) {
            *counts.entry(*member).or_default() += 1;
        }
        let most = counts.iter().max_by_key(|(member, count)| (**count, std::cmp::Reverse(**member)));
        let Some((member, _)) = most else { break };
        taken.push(*member);
        open.retain(|set| !set.contains(member));
    }
    taken
}
