//! Every description in the folder that `SPEC_CORPUS` names is read, or refused with a place.

use std::path::{Path, PathBuf};
use std::time::Instant;

use sdkwright::diag::{Findings, Severity};
use sdkwright::read::{ReadOptions, Source, read};

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

#[test]
fn every_description_is_read_or_refused_with_a_place() {
    let Some(folder) = std::env::var_os("SPEC_CORPUS") else {
        println!("skipped: SPEC_CORPUS names no folder of descriptions");
        return;
    };
    let mut paths = Vec::new();
    descriptions(Path::new(&folder), &mut paths);
    paths.sort();
    assert!(!paths.is_empty(), "SPEC_CORPUS holds no description");
    let options = ReadOptions { allow_outside_root: true, ..ReadOptions::default() };
    let (mut whole, mut refused) = (0, 0);
    for path in &paths {
        let mut findings = Findings::default();
        let begun = Instant::now();
        let document = read(&Source::disk(&path.to_string_lossy()), &options, &mut findings);
        let took = begun.elapsed();
        assert!(took.as_secs() < 20, "{} took {took:?}", path.display());
        if took.as_millis() > 500 {
            println!("slow {took:?} {}", path.display());
        }
        match document {
            Some(document) => {
                whole += 1;
                assert!(document.root().is_object(), "{}", path.display());
            }
            None => {
                refused += 1;
                assert!(findings.has_errors(), "{} is refused without an error", path.display());
            }
        }
        for finding in findings.all().iter().filter(|finding| finding.severity >= Severity::Warning) {
            assert!(finding.place.is_some(), "{}: {finding:?}", path.display());
            if finding.code.text() != "E0302" {
                let place = finding.place.as_ref().map(|place| format!("{}#{}", place.file, place.pointer));
                println!("{} {} {}", finding.code.text(), place.unwrap_or_default(), finding.message);
            }
        }
    }
    println!("{} files: {whole} read, {refused} refused", paths.len());
}
