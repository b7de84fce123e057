//! `tidy`: rules that no compiler checks. Each names the line and says why.

mod code;
mod floor;
mod inline;
mod rooms;
mod sizes;
mod words;

use std::fmt;
use std::process::ExitCode;

use crate::walk::{self, TextFile};
use crate::{Outcome, no_arguments};
use code::Code;

/// A file with what the rules ask of it, read once.
pub struct File {
    pub path: String,
    pub text: String,
    /// For Rust: the code without comments, literals and tests.
    pub code: Option<Code>,
}

impl File {
    fn new(TextFile { path, text }: TextFile) -> Self {
        let code = path.ends_with(".rs").then(|| Code::new(&text));
        File { path, text, code }
    }

    /// Whether it is one of these files or stands in one of these folders (`generator/src/`).
    fn is_in(&self, places: &[&str]) -> bool {
        places.iter().any(|place| self.path == *place || place.ends_with('/') && self.path.starts_with(place))
    }

    fn problem(&self, line: usize, rule: &'static str, reason: impl Into<String>) -> Problem {
        Problem { path: self.path.clone(), line, rule, reason: reason.into() }
    }
}

/// A broken rule.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    path: String,
    line: usize,
    rule: &'static str,
    reason: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}: {}", self.path, self.line, self.rule, self.reason)
    }
}

/// A rule: all files in, what is broken out.
type Rule = fn(&[File]) -> Vec<Problem>;

const RULES: &[Rule] = &[
    rooms::crates_in_their_rooms,
    rooms::rooms_point_down,
    rooms::the_library_is_quiet,
    rooms::the_runtime_names_nothing_generated,
    sizes::files_are_short,
    sizes::functions_are_short,
    sizes::names_say_something,
    inline::generated_functions_are_inline,
    words::no_vendor_words,
    words::nothing_unfinished,
    words::no_paths_of_a_machine,
    words::no_snapshots_pending,
    floor::nothing_panics,
    floor::output_has_one_order,
];

pub fn command(parser: lexopt::Parser) -> Outcome {
    no_arguments(parser)?;
    let files: Vec<File> = walk::text_files(&walk::root()?)?.into_iter().map(File::new).collect();
    let mut problems: Vec<Problem> = RULES.iter().flat_map(|rule| rule(&files)).collect();
    problems.sort();
    for problem in &problems {
        println!("{problem}");
    }
    println!("tidy: {} files, {} rules, {} problems", files.len(), RULES.len(), problems.len());
    Ok(ExitCode::from(u8::from(!problems.is_empty())))
}

/// Files in memory, for the tests of the rules.
#[cfg(test)]
fn files(files: &[(&str, &str)]) -> Vec<File> {
    let text = |(path, text): &(&str, &str)| TextFile { path: (*path).to_owned(), text: (*text).to_owned() };
    files.iter().map(text).map(File::new).collect()
}

/// What a rule finds, as `path:line`.
#[cfg(test)]
fn found(rule: Rule, given: &[(&str, &str)]) -> Vec<String> {
    rule(&files(given)).into_iter().map(|problem| format!("{}:{}", problem.path, problem.line)).collect()
}
