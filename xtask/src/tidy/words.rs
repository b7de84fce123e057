//! Words and files that must not be there. They are put together here, so that this file does not break its own rules.

use super::{File, Problem};

/// Words of the API that this repository's own SDK is for: they belong into `spec/`.
const VENDOR: [&str; 6] = [
    concat!("gen", "esys"),
    concat!("pure", "cloud"),
    concat!("mypure", "cloud"),
    concat!("web", "chat"),
    concat!("in", "in-"),
    concat!("in", "indca"),
];

const UNFINISHED: [&str; 5] = [
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("XX", "X:"),
    concat!("to", "do!"),
    concat!("unimpl", "emented!"),
];

/// Beginnings of paths that exist on one machine only.
const PATHS: [&str; 7] = [
    concat!("/ho", "me/"),
    concat!("/ro", "ot/"),
    concat!("/Us", "ers/"),
    concat!("/tm", "p/"),
    concat!("/wo", "rk/"),
    concat!("C:", "\\Users"),
    concat!(".car", "go/registry"),
];

/// The generator, the templates and the runtime serve any API.
pub fn no_vendor_words(files: &[File]) -> Vec<Problem> {
    let scope = files
        .iter()
        .filter(|file| file.is_in(&["generator/src/", "generator/build.rs", "templates/", "xtask/"]));
    search(
        scope,
        |line| {
            let lower = line.to_lowercase();
            VENDOR
                .iter()
                .find(|word| starts_a_word(&lower, word))
                .map(|word| format!("`{word}` belongs into `spec/`"))
        },
        "vendor",
    )
}

/// What is there is done.
pub fn nothing_unfinished(files: &[File]) -> Vec<Problem> {
    let scope = files.iter().filter(|file| {
        let is_source = file.path.ends_with(".rs") || file.is_in(&["templates/", ".ci/"]);
        is_source && !file.is_in(&["generated/"])
    });
    search(
        scope,
        |line| {
            UNFINISHED
                .iter()
                .find(|word| starts_a_word(line, word))
                .map(|word| format!("`{word}`: finish it, or open an issue"))
        },
        "unfinished",
    )
}

/// The repository works anywhere.
pub fn no_paths_of_a_machine(files: &[File]) -> Vec<Problem> {
    let scope = files.iter().filter(|file| !file.is_in(&["generator/tests/fixtures/"]));
    search(
        scope,
        |line| {
            let own_root = |path: &&&str| {
                line.match_indices(**path).any(|(at, _)| {
                    // `a/home/b` and `https://x/home/` are no paths of a machine.
                    !line
                        .get(..at)
                        .unwrap_or_default()
                        .ends_with(|c: char| c.is_alphanumeric() || "}>-_.$)/".contains(c))
                })
            };
            PATHS.iter().find(own_root).map(|path| format!("`{path}…` exists on one machine"))
        },
        "path",
    )
}

/// Every snapshot was looked at.
pub fn no_snapshots_pending(files: &[File]) -> Vec<Problem> {
    let pending = |file: &&File| file.path.ends_with(".snap.new") || file.path.ends_with(".pending-snap");
    let reason = "review it with `cargo insta review`, or accept it";
    files.iter().filter(pending).map(|file| file.problem(1, "snapshot", reason)).collect()
}

fn search<'a>(
    files: impl Iterator<Item = &'a File>,
    find: impl Fn(&str) -> Option<String>,
    rule: &'static str,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    for file in files {
        for (number, line) in (1..).zip(file.text.lines()) {
            problems.extend(find(line).map(|reason| file.problem(number, rule, reason)));
        }
    }
    problems
}

fn starts_a_word(line: &str, word: &str) -> bool {
    line.match_indices(word)
        .any(|(at, _)| !line.get(..at).unwrap_or_default().ends_with(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::found;

    #[test]
    fn vendor_words_are_found() {
        let [first, second, _, _, third, _] = VENDOR;
        let found = found(
            no_vendor_words,
            &[
                ("generator/src/a.rs", &format!("// x\n\"{}Cloud\"\n", first.to_uppercase())),
                ("templates/lib.rs", &format!("my_{second}\n")),
                ("templates/runtime/src/runtime/a.rs", &format!("\"x-{third}y\"\nbeg{third}ing\n")),
                ("spec/openapi.yaml", first),
            ],
        );
        assert_eq!(
            found,
            ["generator/src/a.rs:2", "templates/lib.rs:1", "templates/runtime/src/runtime/a.rs:1"]
        );
    }

    #[test]
    fn unfinished_things_are_found() {
        let [first, .., last] = UNFINISHED;
        let found = found(
            nothing_unfinished,
            &[
                ("generator/src/a.rs", &format!("x\n// {first}: x\n{last}()\n")),
                ("templates/lib.rs", "METHODS autodone\n"),
                ("spec/openapi.yaml", first),
            ],
        );
        assert_eq!(found, ["generator/src/a.rs:2", "generator/src/a.rs:3"]);
    }

    #[test]
    fn paths_of_a_machine_are_found() {
        let [first, second, ..] = PATHS;
        let found = found(
            no_paths_of_a_machine,
            &[
                ("README.md", &format!("see {first}me/x\nhttps://a.b{first}x\n{{id}}{second}x\n")),
                ("xtask/src/a.rs", &format!("\"{second}x\"\n")),
            ],
        );
        assert_eq!(found, ["README.md:1", "xtask/src/a.rs:1"]);
    }

    #[test]
    fn pending_snapshots_are_found() {
        let found = found(
            no_snapshots_pending,
            &[("generator/tests/snapshots/a.snap.new", ""), ("generator/tests/snapshots/a.snap", "")],
        );
        assert_eq!(found, ["generator/tests/snapshots/a.snap.new:1"]);
    }
}
