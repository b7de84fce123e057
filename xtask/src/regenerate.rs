//! `regenerate`: `sdkwright generate` with the description, the configuration and the output of this repository.

use std::ffi::OsString;
use std::io::{IsTerminal, stderr, stdout};
use std::process::ExitCode;

use sdkwright::cli::{self, Terminal};

use crate::Outcome;

const CALL: [&str; 7] =
    ["generate", "--spec", "spec/openapi.yaml", "--config", "spec/sdk.yaml", "--out", "generated"];

pub fn command(mut parser: lexopt::Parser) -> Outcome {
    let mut call: Vec<OsString> = CALL.iter().map(OsString::from).collect();
    while let Some(arg) = parser.next()? {
        match arg {
            lexopt::Arg::Long("check") => call.push("--check".into()),
            lexopt::Arg::Long("report") => call.extend(["--report".into(), parser.value()?]),
            other => return Err(other.unexpected().into()),
        }
    }
    let colour = cli::colour(stderr().is_terminal(), std::env::var_os("NO_COLOR"));
    let mut terminal = Terminal { out: &mut stdout(), err: &mut stderr(), colour };
    let code = cli::main(call, &mut terminal)?;
    if code == cli::STALE {
        eprintln!(
            "generated/ is not what spec/ and templates/ give: run `cargo xtask regenerate`, then review the diff"
        );
    }
    Ok(ExitCode::from(code))
}
