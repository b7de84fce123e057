//! Generated functions are `#[inline]`.
//!
//! Without it the SDK compiles all of them eagerly, whether anybody calls them or not: measured, a release build took
//! five times as long, and `cargo check` does not show it.

use super::{File, Problem};

/// Copied, not generated.
const COPIED: &[&str] = &["generated/src/runtime/", "generated/src/ext/"];

/// Where every function is about a model.
const ALWAYS: &[&str] = &["generated/src/models/", "generated/src/api/"];

pub fn generated_functions_are_inline(files: &[File]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for file in files.iter().filter(|file| file.is_in(&["generated/src/"]) && !file.is_in(COPIED)) {
        let Some(code) = &file.code else { continue };
        for function in code.functions.iter().filter(|function| !function.attributes.contains("#[inline")) {
            let mut lines = code.lines.iter().skip(function.line).take(function.length);
            if !file.is_in(ALWAYS) && !lines.any(|line| line.contains("models::")) {
                continue;
            }
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
                (
                    "generated/src/client.rs",
                    "fn plain() {}\nfn touches() {\n    f::<crate::models::X>()\n}\n",
                ),
                ("generated/src/runtime/x.rs", text),
                ("generated/examples/x.rs", text),
            ],
        );
        assert_eq!(found, ["generated/src/models/x.rs:7", "generated/src/client.rs:2"]);
    }
}
