//! How long things may be, and what a file must not be called.

use super::{File, Problem};

const FILE: usize = 400;
const FUNCTION: usize = 60;
const TEMPLATE: usize = 120;
const MAIN: usize = 100;

/// Where people write; what is copied from there is not counted again.
const HAND_WRITTEN: &[&str] = &["generator/", "templates/", "xtask/", "spec/src/", "spec/examples/"];

/// Where fixtures are as long as what they stand for.
const FIXTURES: &[&str] = &["generator/tests/fixtures/", "generator/tests/snapshots/"];

/// Templates are for reading; logic belongs into `lower`.
fn is_template(file: &File) -> bool {
    file.is_in(&["templates/"]) && !file.is_in(&["templates/runtime/"])
}

fn hand_written(files: &[File]) -> impl Iterator<Item = &File> {
    files.iter().filter(|file| file.is_in(HAND_WRITTEN) && !file.is_in(FIXTURES))
}

/// Files, templates and `main.rs` keep their size.
pub fn files_are_short(files: &[File]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for file in hand_written(files) {
        let length = file.text.lines().count();
        let most = match file.path.rsplit('/').next() {
            _ if is_template(file) => TEMPLATE,
            Some("main.rs") if !file.path.contains("/tests/") => MAIN, // a test's main.rs is its module list
            _ if file.code.is_some() => FILE,
            _ => continue,
        };
        if length > most {
            problems.push(file.problem(most + 1, "size", format!("{length} lines; at most {most}")));
        }
    }
    problems
}

/// Functions can be read at once.
pub fn functions_are_short(files: &[File]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for file in hand_written(files).filter(|file| !is_template(file)) {
        for function in file.code.iter().flat_map(|code| &code.functions).filter(|f| f.length > FUNCTION) {
            let reason = format!("`{}` has {} lines; at most {FUNCTION}", function.name, function.length);
            problems.push(file.problem(function.line + 1, "size", reason));
        }
    }
    problems
}

/// A file is called after what is in it.
pub fn names_say_something(files: &[File]) -> Vec<Problem> {
    let vague = |file: &&File| {
        let name = file.path.rsplit('/').next().unwrap_or_default();
        let folder = file.path.rsplit('/').nth(1).unwrap_or_default();
        ["utils.rs", "util.rs", "helpers.rs", "helper.rs", "common.rs", "misc.rs"].contains(&name)
            || ["utils", "helpers"].contains(&folder)
    };
    let reason = "the name says nothing: call it after its purpose";
    hand_written(files).filter(vague).map(|file| file.problem(1, "name", reason)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::found;

    #[test]
    fn long_files_are_found() {
        let lines = |count: usize| "\n".repeat(count);
        let found = found(
            files_are_short,
            &[
                ("generator/src/a.rs", &lines(400)),
                ("generator/src/b.rs", &lines(401)),
                ("generator/src/main.rs", &lines(101)),
                ("generator/tests/fixtures/f.rs", &lines(1000)),
                ("generated/src/a.rs", &lines(1000)),
                ("templates/model.rs", &lines(121)),
                ("templates/runtime/src/runtime/a.rs", &lines(121)),
                ("templates/lib.rs", &lines(120)),
            ],
        );
        assert_eq!(found, ["generator/src/b.rs:401", "generator/src/main.rs:101", "templates/model.rs:121"]);
    }

    #[test]
    fn long_functions_are_found() {
        let function = |count: usize| format!("\nfn f() {{\n{}}}\n", "    x();\n".repeat(count));
        let found = found(
            functions_are_short,
            &[
                ("generator/src/a.rs", &function(58)),
                ("xtask/src/b.rs", &function(59)),
                ("generated/src/c.rs", &function(100)),
            ],
        );
        assert_eq!(found, ["xtask/src/b.rs:2"]);
    }

    #[test]
    fn vague_names_are_found() {
        let found = found(
            names_say_something,
            &[
                ("generator/src/utils.rs", ""),
                ("generator/src/helpers/x.rs", ""),
                ("generator/src/names.rs", ""),
                ("generated/src/common.rs", ""),
            ],
        );
        assert_eq!(found, ["generator/src/utils.rs:1", "generator/src/helpers/x.rs:1"]);
    }
}
