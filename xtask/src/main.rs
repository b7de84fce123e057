//! `cargo xtask`: what is done to this repository, and no logic of generation.

mod bench;
mod contract;
mod corpus;
mod docs;
mod features;
mod find;
mod flows;
mod fuzz;
mod manifest;
mod measure;
mod overhead;
mod package;
mod regenerate;
mod run;
mod soak;
mod tidy;
mod truth;
mod walk;

use std::error::Error;
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask regenerate [--check] [--report FILE.json]
                                     generated/ from spec/ (with --check: exit 1 when it is stale)
cargo xtask features                 each feature of generated/ builds alone, without warnings
cargo xtask docs [--test]            a site of the pages, with search and an explorer of permissions, by mdBook, which
    [--out DIR] [--spec FILE] [--config FILE] [--package NAME]
                                     it installs; --test looks at it with Chromium (Debian's) and Node
cargo xtask flows                    the OAuth flows against a server that somebody else wrote (from npm)
cargo xtask tidy                     the rules of this repository that no compiler checks
cargo xtask package                  stages sdkwright with its templates; packages and verifies both crates
cargo xtask fuzz TARGET [--seconds N] [--address] [--build]
                                     random input for a target of generator/fuzz: docs, generator, overlay, reader
                                     or runtime (with --build it is only built)
cargo xtask bench [--runs N] [FILE]  time to generate, and CPU time to check the SDK alone
cargo xtask bench overhead [--calls N]
                                     a call through the SDK beside the same by hand: instructions, allocations
cargo xtask soak [--calls N]         10,000 calls at once against a server that fails one request in twenty
cargo xtask corpus DIR               generates every description under DIR, and type-checks what comes out
    [--clippy | --no-check] [--jobs N] [--batch CRATES] [--work DIR] [--only PART]... [--limit BYTES]
    [--seconds N] [--allow-outside-root] [--allow-refused]
cargo xtask contract DIR             requests of SDKs, judged by Prism (npm) and openapi-core (PyPI), which it installs
    [--only PART]... [--limit OPERATIONS] [--work DIR] [--judge-only]
cargo xtask truth DIR                instances of every schema under DIR, read and written again by its SDK, judged
    [--only PART]... [--per-schema N]   (needs Node: json-schema-faker and ajv are installed into the work folder)
    [--most SCHEMAS] [--least PERCENT] [--again] [--allow-outside-root] [--jobs N] [--work DIR]
";

/// Exit code 0, or 1 where something was found.
type Outcome = Result<ExitCode, Box<dyn Error>>;

fn main() -> ExitCode {
    match dispatch() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn dispatch() -> Outcome {
    // Messages and the files that the generator names are relative to the root, wherever this is called from.
    std::env::set_current_dir(walk::root()?)?;
    let mut parser = lexopt::Parser::from_env();
    let Some(lexopt::Arg::Value(command)) = parser.next()? else {
        print!("{HELP}");
        return Ok(ExitCode::SUCCESS);
    };
    match command.to_str() {
        Some("regenerate") => regenerate::command(parser),
        Some("features") => features::command(parser),
        Some("docs") => docs::command(parser),
        Some("flows") => flows::command(parser),
        Some("tidy") => tidy::command(parser),
        Some("package") => package::command(parser),
        Some("fuzz") => fuzz::command(parser),
        Some("bench") => bench::command(parser),
        Some("soak") => soak::command(parser),
        Some("corpus") => corpus::command(parser),
        Some("contract") => contract::command(parser),
        Some("truth") => truth::command(parser),
        _ => Err(format!("there is no command `{}`\n\n{HELP}", command.to_string_lossy()).into()),
    }
}

/// No further argument is known.
fn no_arguments(mut parser: lexopt::Parser) -> Result<(), lexopt::Error> {
    parser.next()?.map_or(Ok(()), |arg| Err(arg.unexpected()))
}
