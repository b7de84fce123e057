//! The command line: arguments in, text and an exit code out. `main.rs` only brings the real streams.

mod generate;
mod help;
mod options;
mod parse;
mod permissions;
mod run;

use std::ffi::OsString;
use std::io::{self, Write};

pub use options::{
    Command, Format, GenerateOptions, InputOptions, InspectOptions, PermissionsOptions, Stage,
};
pub use parse::{Usage, parse};

/// Exit code: done.
pub const DONE: u8 = 0;
/// Exit code: `--check` found stale files.
pub const STALE: u8 = 1;
/// Exit code: `--assert` found a call that what is granted does not open.
pub const FOUND: u8 = 1;
/// Exit code: the description or the call is wrong.
pub const WRONG: u8 = 2;

/// Where text goes.
pub struct Terminal<'t> {
    /// Results.
    pub out: &'t mut dyn Write,
    /// Findings and progress.
    pub err: &'t mut dyn Write,
    /// Whether findings are coloured.
    pub colour: bool,
}

/// Runs one call and gives its exit code. An error is one of writing to the terminal.
pub fn main(arguments: impl IntoIterator<Item = OsString>, terminal: &mut Terminal<'_>) -> io::Result<u8> {
    match parse(arguments) {
        Ok(command) => run::run(command, terminal),
        Err(usage) => run::wrong(&usage, terminal),
    }
}

/// Whether findings are coloured: only on a terminal, and never where `NO_COLOR` says something.
pub fn colour(on_terminal: bool, no_color: Option<OsString>) -> bool {
    on_terminal && no_color.is_none_or(|value| value.is_empty())
}
