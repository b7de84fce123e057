//! What the library stands on: nothing panics on input, and the same input gives the same bytes.

use super::{File, Problem};

const LIBRARIES: &[&str] = &["generator/src/", "templates/runtime/src/"];

/// Errors are values.
pub fn nothing_panics(files: &[File]) -> Vec<Problem> {
    const PANICKING: [&str; 7] =
        [".unwrap()", ".expect(", ".unwrap_err()", ".expect_err(", "panic!(", "unreachable!(", "assert!("];
    search(
        files,
        LIBRARIES,
        |line| {
            let word = PANICKING.iter().find(|word| {
                line.match_indices(**word).any(|(at, _)| {
                    !line.get(..at).unwrap_or_default().ends_with(['_', 'g']) || word.starts_with('.')
                })
            })?;
            Some(format!("`{word}` can panic: return what is wrong"))
        },
        "panic",
    )
}

/// No hash-map order and no clock on the way from the description to the bytes.
pub fn output_has_one_order(files: &[File]) -> Vec<Problem> {
    const STAGES: &[&str] = &[
        "generator/src/facts/",
        "generator/src/names/",
        "generator/src/lower/",
        "generator/src/view/",
        "generator/src/render/",
        "generator/src/emit/",
        "generator/src/inspect/",
        "generator/src/config/",
    ];
    const ANYTIME: [&str; 6] = ["HashMap", "HashSet", "SystemTime", "Instant::", "env::var", "current_dir"];
    search(
        files,
        STAGES,
        |line| {
            let word = ANYTIME.iter().find(|word| line.contains(**word))?;
            Some(format!("`{word}` may change the output from run to run"))
        },
        "order",
    )
}

fn search(
    files: &[File],
    places: &[&str],
    find: impl Fn(&str) -> Option<String>,
    rule: &'static str,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    let is_test = |file: &File| file.path.ends_with("tests.rs") || file.path.contains("/tests/");
    for file in files.iter().filter(|file| file.is_in(places) && !is_test(file)) {
        for (number, line) in file.code.iter().flat_map(|code| code.numbered()) {
            problems.extend(find(line).map(|reason| file.problem(number, rule, reason)));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::found;

    #[test]
    fn what_panics_is_found() {
        let found = found(
            nothing_panics,
            &[
                (
                    "generator/src/a.rs",
                    "fn a() {\n    x.unwrap();\n    x.unwrap_or(1);\n    // x.unwrap()\n    debug_assert!(x);\n}\n#[cfg(test)]\nmod tests {\n    fn t() { x.unwrap() }\n}\n",
                ),
                ("templates/runtime/src/runtime/a.rs", "fn a() { panic!(\"x\") }\n"),
                ("templates/runtime/tests/a.rs", "fn a() { x.unwrap() }\n"),
            ],
        );
        assert_eq!(found, ["generator/src/a.rs:2", "templates/runtime/src/runtime/a.rs:1"]);
    }

    #[test]
    fn what_has_no_order_is_found() {
        let found = found(
            output_has_one_order,
            &[
                (
                    "generator/src/lower/a.rs",
                    "use std::collections::BTreeMap;\nuse std::collections::HashMap;\n",
                ),
                ("generator/src/read/a.rs", "use std::collections::HashMap;\n"),
            ],
        );
        assert_eq!(found, ["generator/src/lower/a.rs:2"]);
    }
}
