//! Calls of cargo.

use std::error::Error;
use std::path::PathBuf;
use std::process::{Command, Output};

/// The cargo that called us, with arguments.
pub fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments);
    command
}

/// Runs to the end and keeps what was printed.
pub fn output(command: &mut Command) -> Result<Output, Box<dyn Error>> {
    command.output().map_err(|error| format!("cannot run `{}`: {error}", shown(command)).into())
}

/// Runs to the end, printing as it goes; an error when it fails.
pub fn run(command: &mut Command) -> Result<(), Box<dyn Error>> {
    let status = command.status().map_err(|error| format!("cannot run `{}`: {error}", shown(command)))?;
    if status.success() { Ok(()) } else { Err(format!("`{}` failed: {status}", shown(command)).into()) }
}

fn shown(command: &Command) -> String {
    let words = [command.get_program()].into_iter().chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

/// Builds an example of the SDK's tests in release mode, and says where it is.
pub fn built_example(name: &str) -> Result<PathBuf, Box<dyn Error>> {
    run(&mut cargo(&["build", "--quiet", "--release", "--package", "sdk-tests", "--example", name]))?;
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from);
    Ok(target.join("release/examples").join(format!("{name}{}", std::env::consts::EXE_SUFFIX)))
}
