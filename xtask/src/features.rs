//! `features`: the SDK builds with each of its features alone, with none and with all, and says no warning. Without
//! features it has no HTTP client and no TLS.

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
    let heavy = heavy(&package)?;
    if !heavy.is_empty() {
        failed += 1;
        eprintln!("without features there still is {}", heavy.join(", "));
    }
    println!("{} builds, {failed} failed", features.len() + 2);
    Ok(ExitCode::from(u8::from(failed > 0)))
}

/// What must not come along when nobody asked for it: HTTP clients, TLS, executors.
const HEAVY: [&str; 10] = [
    "reqwest",
    "hyper",
    "tokio",
    "rustls",
    "tokio-rustls",
    "native-tls",
    "openssl",
    "aws-lc-rs",
    "ring",
    "tokio-tungstenite",
];

/// Those of them that the SDK has without features, on any target.
fn heavy(package: &str) -> Result<Vec<String>, Box<dyn std::error::Error>> {
    let arguments =
        ["tree", "--no-default-features", "--target", "all", "--edges", "normal", "--prefix", "none"];
    let output = output(cargo(&arguments).args(["--package", package]))?;
    let tree = String::from_utf8_lossy(&output.stdout);
    if !output.status.success() || !tree.starts_with(package) {
        return Err(format!("cargo tree failed: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    let crates = tree.lines().filter_map(|line| line.split_whitespace().next());
    Ok(crates.filter(|name| HEAVY.contains(name)).map(str::to_owned).collect())
}
