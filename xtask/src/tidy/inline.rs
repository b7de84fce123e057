//! Generated functions are `#[inline]`.
//!
//! Without it the SDK compiles all of them eagerly, whether anybody calls them or not: measured, a release build took
//! five times as long, and `cargo check` does not show it.

use super::{File, Problem};

/// Copied, not generated.
const COPIED: &[&str] = &["generated/src/runtime/", "generated/src/ext/"];

pub fn generated_functions_are_inline(files: &[File]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for file in files.iter().filter(|file| file.is_in(&["generated/src/"]) && !file.is_in(COPIED)) {
        let functions = file.code.iter().flat_map(|code| &code.functions);
        for function in functions.filter(|function| !function.attributes.contains("#[inline")) {
            let reason =
                format!("`{}` is compiled in every build of the SDK: it needs `#[inline]`", function.name);
            problems.push(file.problem(function.line + 1, "inline", reason));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::found;

    #[test]
    fn a_function_without_inline_is_found() {
        let text = "impl X {\n    /// Doc.\n    #[inline]\n    #[must_use]\n    pub fn a(&self) {}\n    /// Doc.\n    pub fn b(&self) {}\n    fn c();\n}\nconst F: fn(u8) -> u8 = f;\n";
        let found = found(
            generated_functions_are_inline,
            &[
                ("generated/src/models/x.rs", text),
                ("generated/src/runtime/x.rs", text),
                ("generated/examples/x.rs", text),
            ],
        );
        assert_eq!(found, ["generated/src/models/x.rs:7"]);
    }
}
