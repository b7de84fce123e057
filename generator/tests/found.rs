//! What the targets of `fuzz/` check, over the seeds, the small fixtures and everything that was ever found by them.

use std::fs;
use std::path::{Path, PathBuf};

#[path = "../fuzz/src/docs.rs"]
mod docs;
#[path = "../fuzz/src/generator.rs"]
mod generator;
#[path = "../fuzz/src/overlay.rs"]
mod overlay;
#[path = "../fuzz/src/reader.rs"]
mod reader;

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn below(folder: PathBuf) -> Vec<Vec<u8>> {
    let (mut files, mut pending) = (Vec::new(), vec![folder]);
    while let Some(folder) = pending.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.expect("an entry").path();
            if path.is_dir() { pending.push(path) } else { files.push(fs::read(path).expect("bytes")) }
        }
    }
    files
}

/// What a target starts from, and what it found.
fn inputs(target: &str) -> Vec<Vec<u8>> {
    let mut inputs = match fs::read_to_string(here().join(format!("fuzz/seeds/{target}.txt"))) {
        Ok(text) => text.split("----\n").map(|seed| seed.as_bytes().to_vec()).collect(),
        Err(_) => below(here().join("tests/fixtures")),
    };
    assert!(inputs.len() > 4, "{target} starts from nothing");
    inputs.extend(below(here().join("fuzz/found").join(target)));
    inputs
}

#[test]
fn the_reader() {
    inputs("reader").iter().for_each(|input| reader::check(input));
}

#[test]
fn the_generator() {
    inputs("generator").iter().for_each(|input| generator::check(input));
}

#[test]
fn overlays() {
    inputs("overlay").iter().for_each(|input| overlay::check(input));
}

#[test]
fn documentation() {
    inputs("docs").iter().for_each(|input| docs::check(input));
}
