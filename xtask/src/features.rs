//! `features`: the SDK builds with each of its features alone, with none and with all, and says no warning.

use std::fs;
use std::process::ExitCode;

use crate::run::{cargo, output};
use crate::{Outcome, manifest, no_arguments};

pub fn command(parser: lexopt::Parser) -> Outcome {
    no_arguments(parser)?;
    let text = fs::read_to_string("generated/Cargo.toml")
        .map_err(|error| format!("generated/Cargo.toml: {error}"))?;
    let package = manifest::package_name(&text).ok_or("generated/Cargo.toml names no package")?;
    let features: Vec<String> =
        manifest::features(&text).into_iter().filter(|name| name != "default").collect();
    if features.is_empty() {
        return Err("generated/Cargo.toml has no features".into());
    }
    let mut failed = 0;
    let mut check = |label: &str, arguments: &[&str]| -> Result<(), Box<dyn std::error::Error>> {
        let mut command = cargo(&["check", "--quiet", "--package", &package, "--lib"]);
        let output = output(command.args(arguments))?;
        // cargo repeats the warnings of what it had built before; without any it is silent.
        let clean = output.status.success() && output.stderr.is_empty();
        println!("{:<24} {}", label, if clean { "ok" } else { "FAILED" });
        if !clean {
            failed += 1;
            eprintln!("{}", String::from_utf8_lossy(&output.stderr));
        }
        Ok(())
    };
    check("(none)", &["--no-default-features"])?;
    for feature in &features {
        check(feature, &["--no-default-features", "--features", feature])?;
    }
    check("(all)", &["--all-features"])?;
    println!("{} builds, {failed} failed", features.len() + 2);
    Ok(ExitCode::from(u8::from(failed > 0)))
}
