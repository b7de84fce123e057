//! The smallest set of permissions, against trying all sets.

use sdk_runtime::runtime::{MinimalPermissions, Operation, Requirement};

use super::fixture_api::operation;
use super::random::Random;

const NAMES: [&str; 10] = ["a:a", "a:b", "a:c", "b:a", "b:b", "b:c", "c:a", "c:b", "c:c", "d:a"];

fn leaked(requirement: Requirement) -> &'static Operation {
    let mut made = operation("x", "GET", "/x", &[]);
    made.requirement = requirement;
    Box::leak(Box::new(made))
}

fn random_requirement(random: &mut Random, names: &[&'static str]) -> Requirement {
    let mut list: Vec<&'static str> =
        (0..1 + random.below(4)).map(|_| names[random.below(names.len())]).collect();
    list.dedup();
    match random.below(6) {
        0 => Requirement::none(),
        1 => Requirement::all(Vec::leak(list)),
        2 => {
            let parts = [Requirement::any(Vec::leak(list)), Requirement::all(&["b:b"])];
            Requirement::together(&["x:x", "and more"], Vec::leak(parts.to_vec()))
        }
        _ => Requirement::any(Vec::leak(list)),
    }
}

fn brute_force(operations: &[&'static Operation], names: &[&str]) -> usize {
    (0_u32..1 << names.len())
        .filter(|bits| {
            let granted: Vec<&str> =
                names.iter().enumerate().filter(|(at, _)| bits >> at & 1 == 1).map(|(_, name)| *name).collect();
            operations.iter().all(|operation| operation.requirement.is_met_by(&granted))
        })
        .map(u32::count_ones)
        .min()
        .unwrap() as usize
}

#[test]
fn as_small_as_trying_all_of_them() {
    let mut random = Random::new(20_18);
    let mut sizes = [0; NAMES.len() + 1];
    for round in 0..1_000 {
        let mut operations: Vec<_> =
            (0..random.below(14)).map(|_| leaked(random_requirement(&mut random, &NAMES))).collect();
        let MinimalPermissions { permissions, exact } = Requirement::minimal(operations.iter().copied());
        assert!(exact, "round {round}");
        assert!(operations.iter().all(|one| one.requirement.is_met_by(&permissions)), "round {round}: {permissions:?}");
        assert_eq!(permissions.len(), brute_force(&operations, &NAMES), "round {round}: {operations:#?}");
        sizes[permissions.len()] += 1;
        operations.reverse();
        assert_eq!(Requirement::minimal(operations).permissions, permissions, "round {round}: order matters");
    }
    assert!(sizes[..6].iter().all(|count| *count > 0), "the instances are too much alike: {sizes:?}");
}

/// Operations that ask for more than one permission by a `*`: it counts for what it covers.
#[test]
fn wildcards_that_operations_name() {
    const WIDE: [&str; 9] = ["a:*", "a:a", "a:b", "a:b:c", "b:*:c", "b:a:c", "b:b:c", "b:b:d", "*"];
    let mut random = Random::new(2_026);
    let mut covering = 0;
    for round in 0..300 {
        let names = if round % 10 == 0 { &WIDE[..] } else { &WIDE[..8] };
        let operations: Vec<_> =
            (0..random.below(12)).map(|_| leaked(random_requirement(&mut random, names))).collect();
        let mut named: Vec<&str> =
            operations.iter().flat_map(|one| one.requirement.clauses()).flatten().collect();
        named.sort_unstable();
        named.dedup();
        let MinimalPermissions { permissions, exact } = Requirement::minimal(operations.iter().copied());
        assert!(exact && operations.iter().all(|one| one.requirement.is_met_by(&permissions)), "round {round}");
        assert_eq!(permissions.len(), brute_force(&operations, &named), "round {round}: {operations:#?}");
        covering += usize::from(permissions.iter().any(|one| one.contains('*')));
    }
    assert!(covering > 50, "{covering}");
}

#[test]
fn what_is_asked_for_by_all_is_always_in() {
    let operations = [
        leaked(Requirement::all(&["z:z", "y:y"])),
        leaked(Requirement::any(&["a:a", "z:z"])),
        leaked(Requirement::none()),
    ];
    assert_eq!(Requirement::minimal(operations).permissions, ["y:y", "z:z"]);
    assert!(Requirement::minimal([]).permissions.is_empty());
}

/// Hundreds of tangled choices: an answer that is enough, whether or not it is the smallest.
#[test]
fn a_hard_one_ends() {
    let mut random = Random::new(7);
    let names: Vec<&'static str> = (0..120).map(|n| &*String::leak(format!("p:{n:03}"))).collect();
    let operations: Vec<_> = (0..600)
        .map(|_| leaked(Requirement::any(Vec::leak((0..3).map(|_| names[random.below(120)]).collect()))))
        .collect();
    let minimal = Requirement::minimal(operations.iter().copied());
    assert!(operations.iter().all(|one| one.requirement.is_met_by(&minimal.permissions)));
    assert!(!minimal.exact, "this was meant to be too hard");
    assert!(minimal.permissions.len() < 100, "{}", minimal.permissions.len());
}
