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
    match random.below(5) {
        0 => Requirement::none(),
        1 => Requirement::all(Vec::leak(list)),
        _ => Requirement::any(Vec::leak(list)),
    }
}

fn brute_force(operations: &[&'static Operation]) -> usize {
    (0_u32..1 << NAMES.len())
        .filter(|bits| {
            let granted: Vec<&str> =
                NAMES.iter().enumerate().filter(|(at, _)| bits >> at & 1 == 1).map(|(_, name)| *name).collect();
            operations.iter().all(|operation| operation.requirement.is_met(&granted))
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
        assert!(operations.iter().all(|one| one.requirement.is_met(&permissions)), "round {round}: {permissions:?}");
        assert_eq!(permissions.len(), brute_force(&operations), "round {round}: {operations:#?}");
        sizes[permissions.len()] += 1;
        operations.reverse();
        assert_eq!(Requirement::minimal(operations).permissions, permissions, "round {round}: order matters");
    }
    assert!(sizes[..6].iter().all(|count| *count > 0), "the instances are too much alike: {sizes:?}");
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
    assert!(operations.iter().all(|one| one.requirement.is_met(&minimal.permissions)));
    assert!(!minimal.exact, "this was meant to be too hard");
    assert!(minimal.permissions.len() < 100, "{}", minimal.permissions.len());
}
