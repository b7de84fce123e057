//! Real descriptions and fixtures of other generators through the stages up to the names.
//!
//! `SPEC_CORPUS` names the folder of real descriptions; a folder `fixtures` beside it is taken too. Where it is unset
//! the test says so and does nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use sdkwright::api::{Api, Mode, Origin, build};
use sdkwright::config::Config;
use sdkwright::diag::{Findings, Severity};
use sdkwright::document::{At, Document};
use sdkwright::facts::facts;
use sdkwright::names::names;
use sdkwright::read::{ReadOptions, Source, read};
use sdkwright::usage::{minimal, missing};

fn descriptions(folder: &Path, into: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            descriptions(&path, into);
        } else if path
            .extension()
            .is_some_and(|ending| ["yaml", "yml", "json"].iter().any(|known| ending == *known))
        {
            into.push(path);
        }
    }
}

/// All of the corpus, in order; `None` where there is none.
fn corpus() -> Option<Vec<PathBuf>> {
    let folder = PathBuf::from(std::env::var_os("SPEC_CORPUS")?);
    let mut paths = Vec::new();
    descriptions(&folder, &mut paths);
    if let Some(parent) = folder.parent() {
        descriptions(&parent.join("fixtures"), &mut paths);
    }
    paths.sort();
    assert!(!paths.is_empty(), "SPEC_CORPUS holds no description");
    Some(paths)
}

/// The operations of the paths, counted without the help of the stage that is judged. A path item behind a `$ref` is
/// not counted: `None` then.
fn operations(document: &Document) -> Option<usize> {
    let mut count = 0;
    for (path, item) in document.root().get("paths")?.entries() {
        if path.starts_with("x-") {
            continue;
        }
        if item.has("$ref") {
            return None;
        }
        let methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];
        count += methods.iter().filter(|method| item.has(method)).count();
        count += item.get("additionalOperations").into_iter().flat_map(At::entries).count();
    }
    Some(count)
}

/// What must hold of every description, whatever is in it.
fn check(document: &Document, api: &Api, findings: &Findings) {
    assert_eq!(api.described, api.operations.len() + api.skipped.len() + api.excluded);
    if let Some(count) = operations(document) {
        assert_eq!(api.described, count, "operations described");
    }
    for skipped in &api.skipped {
        let place = document.at(skipped.node).key_place();
        let told =
            findings.all().iter().any(|one| one.code == skipped.code && one.place.as_ref() == Some(&place));
        assert!(told, "{} {} is skipped without a finding", skipped.method, skipped.path);
    }
    let known: BTreeSet<&str> = api
        .schemas
        .iter()
        .filter_map(|schema| match &schema.origin {
            Origin::Component(name) => Some(name.as_str()),
            _ => None,
        })
        .collect();
    let components = document.root().get("components").and_then(|components| components.get("schemas"));
    for (name, _) in components.into_iter().flat_map(At::entries) {
        assert!(known.contains(name), "the schema {name} is lost");
    }
    for finding in findings.all() {
        assert!(finding.place.is_some(), "a finding without a place: {finding:?}");
        assert!(!finding.message.is_empty() && !finding.message.ends_with('.'), "{}", finding.message);
    }
}

#[test]
fn every_description_comes_through() {
    let Some(paths) = corpus() else {
        println!("skipped: SPEC_CORPUS names no folder of descriptions");
        return;
    };
    let only = std::env::var("ONLY").ok();
    let options = ReadOptions { allow_outside_root: true, ..ReadOptions::default() };
    let (mut whole, mut refused) = (0, 0);
    let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
    for path in
        paths.iter().filter(|path| only.as_ref().is_none_or(|only| path.to_string_lossy().contains(only)))
    {
        let mut findings = Findings::default();
        let config = Config::default();
        let begun = Instant::now();
        let Some(document) = read(&Source::disk(&path.to_string_lossy()), &options, &mut findings) else {
            assert!(findings.has_errors(), "{} is refused without an error", path.display());
            refused += 1;
            continue;
        };
        let read_in = begun.elapsed();
        let before = findings.all().len();
        let begun = Instant::now();
        let api = build(&document, &config, &mut findings);
        let api_in = begun.elapsed();
        let begun = Instant::now();
        let facts = facts(&api, &config, &mut findings);
        let facts_in = begun.elapsed();
        let begun = Instant::now();
        let names = names(&document, &api, &facts, &config, &mut findings);
        let names_in = begun.elapsed();
        whole += 1;
        println!(
            "{}: {} operations, {} skipped, {} schemas, {} models; read {read_in:.0?}, api {api_in:.0?}, facts {facts_in:.0?}, names {names_in:.0?}",
            path.display(),
            api.operations.len(),
            api.skipped.len(),
            api.schemas.len(),
            names.models().count(),
        );
        check(&document, &api, &findings);
        let slow = api_in + facts_in + names_in;
        assert!(slow < Duration::from_secs(30), "{} took {slow:?}", path.display());
        for finding in findings.all().iter().skip(before) {
            *codes.entry(finding.code.text()).or_default() += 1;
            if finding.severity > Severity::Note || std::env::var_os("NOTES").is_some() {
                let place = finding.place.as_ref().map(|place| format!("{}#{}", place.file, place.pointer));
                println!("  {} {} {}", finding.code.text(), place.unwrap_or_default(), finding.message);
            }
        }
    }
    println!("{whole} descriptions come through, {refused} are refused; findings: {codes:?}");
}

/// The counts of the full API, counted without the help of the stage that is judged, and how long the smallest set of
/// permissions for 200 of its operations takes.
#[test]
fn permissions_of_the_full_api() {
    let Some(path) =
        corpus().and_then(|paths| paths.into_iter().find(|path| path.ends_with("genesys-cloud-full.yaml")))
    else {
        println!("SPEC_CORPUS is unset or has no full API; its permissions are not read");
        return;
    };
    let source = Source::disk(&path.to_string_lossy());
    let mut findings = Findings::default();
    let document = read(&source, &ReadOptions::default(), &mut findings).unwrap();
    let api = build(&document, &Config::default(), &mut findings);
    let count = |mode| api.operations.iter().filter(|one| one.requirement.mode == mode).count();
    assert_eq!(
        (count(Mode::All), count(Mode::Any), count(Mode::None), count(Mode::Together)),
        (851, 2_071, 358, 0)
    );
    let text = std::fs::read_to_string(&path).unwrap();
    let lines = |wanted: &str| text.lines().filter(|line| line.trim() == wanted).count();
    assert_eq!(lines("x-inin-requires-permissions:"), 2_922);
    assert_eq!((lines("type: ALL"), lines("type: ANY")), (851, 2_071));
    assert_eq!(api.permissions.len(), 1_458);
    let mut state = 2_026_u64;
    let mut slowest = Duration::ZERO;
    for round in 0..60 {
        // Neighbours share permissions, strangers do not: windows, and picks from all over.
        let picked: Vec<_> = (0..200)
            .map(|number| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                let spread = usize::try_from(state >> 33).unwrap();
                let at = if round % 2 == 0 { spread } else { round * 50 + number };
                &api.operations[at % api.operations.len()].requirement
            })
            .collect();
        let minimal = minimal(picked.iter().copied());
        // The best of several, since other tests run beside this one.
        let times = (0..5).map(|_| {
            let begun = Instant::now();
            assert_eq!(sdkwright::usage::minimal(picked.iter().copied()), minimal);
            begun.elapsed()
        });
        slowest = slowest.max(times.min().unwrap());
        assert!(minimal.exact, "round {round}");
        assert!(picked.iter().all(|one| missing(one, &minimal.permissions).is_empty()), "round {round}");
        assert!(!minimal.permissions.is_empty());
    }
    let begun = Instant::now();
    let all = minimal(api.operations.iter().map(|one| &one.requirement));
    println!(
        "200 operations: {slowest:?} at most; all {}: {} permissions, exact {}, {:?}",
        api.operations.len(),
        all.permissions.len(),
        all.exact,
        begun.elapsed()
    );
    assert!(slowest < Duration::from_millis(50), "{slowest:?}");
}
