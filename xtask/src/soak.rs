//! `soak`: many calls at once against a server that fails one request in twenty, and what became of each.

use std::process::{Command, ExitCode};

use crate::Outcome;
use crate::run::{built_example, run};

pub fn command(mut parser: lexopt::Parser) -> Outcome {
    let mut calls = 10_000_u32;
    while let Some(arg) = parser.next()? {
        match arg {
            lexopt::Arg::Long("calls") => calls = parser.value()?.to_string_lossy().parse()?,
            other => return Err(other.unexpected().into()),
        }
    }
    let program = built_example("soak")?;
    let calls = calls.to_string();
    let sound = run(Command::new(&program).arg(&calls));
    println!("\nthe same with requests sent again that must not be:");
    let control = run(Command::new(&program).args([calls.as_str(), "--resend-all"]));
    for failed in [&sound, &control].into_iter().filter_map(|result| result.as_ref().err()) {
        eprintln!("error: {failed}");
    }
    Ok(ExitCode::from(u8::from(sound.is_err() || control.is_err())))
}
