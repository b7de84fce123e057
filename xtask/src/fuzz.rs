//! `fuzz`: random input for one target of `generator/fuzz`, with the engine that cargo-fuzz uses.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use crate::Outcome;
use crate::run::{cargo, output, run};
use crate::walk;

const HOME: &str = "generator/fuzz";

/// What the engine needs to see which branches an input takes; the flags of cargo-fuzz.
const COVERAGE: &str = "--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
     -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
     -Cllvm-args=-sanitizer-coverage-trace-compares";

/// Bytes that a seed may have: the engine learns little from large ones.
const MOST: u64 = 24 << 10;

pub fn command(mut parser: lexopt::Parser) -> Outcome {
    let (mut target, mut seconds, mut address, mut built) = (None, 60_u64, false, false);
    while let Some(arg) = parser.next()? {
        match arg {
            lexopt::Arg::Long("seconds") => seconds = parser.value()?.to_string_lossy().parse()?,
            lexopt::Arg::Long("address") => address = true,
            lexopt::Arg::Long("build") => built = true,
            lexopt::Arg::Value(value) if target.is_none() => {
                target = Some(value.to_string_lossy().into_owned());
            }
            other => return Err(other.unexpected().into()),
        }
    }
    let target = known(target)?;
    let work =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from).join("fuzz");
    let program = build(&target, &work, address)?;
    if built {
        println!("{}", program.display());
        return Ok(ExitCode::SUCCESS);
    }
    let corpus = work.join("corpus").join(&target);
    fs::create_dir_all(&corpus)?;
    let seeds = seeds(&target, &work)?;
    let found = work.join("found").join(&target);
    fs::create_dir_all(&found)?;
    let mut command = Command::new(program);
    command.arg(&corpus).arg(&seeds).args(["-timeout=20", "-rss_limit_mb=3000", "-print_final_stats=1"]);
    command.arg(format!("-max_total_time={seconds}")).arg(format!("-max_len={}", 2 * MOST));
    command.arg(format!("-artifact_prefix={}/", found.display()));
    if command.status()?.success() {
        return Ok(ExitCode::SUCCESS);
    }
    eprintln!("the input stands in `{}`; once mended it goes to `{HOME}/found/{target}/`", found.display());
    Ok(ExitCode::FAILURE)
}

/// The target, if there is one of this name.
fn known(target: Option<String>) -> Result<String, Box<dyn Error>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(format!("{HOME}/targets"))? {
        names.extend(entry?.path().file_stem().map(|stem| stem.to_string_lossy().into_owned()));
    }
    names.sort();
    match target {
        Some(target) if names.contains(&target) => Ok(target),
        _ => Err(format!("name a target, one of: {}", names.join(", ")).into()),
    }
}

/// Builds a target for this machine, named, so that build scripts and macros are built without the flags.
fn build(target: &str, work: &Path, address: bool) -> Result<PathBuf, Box<dyn Error>> {
    let mut rustc = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    let version = String::from_utf8(output(rustc.arg("-vV"))?.stdout)?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).ok_or("rustc names no host")?;
    let folder = work.join(if address { "address" } else { "plain" });
    let mut command = cargo(&["build", "--release", "--manifest-path", &format!("{HOME}/Cargo.toml")]);
    command.args(["--bin", target, "--target", host]).arg("--target-dir").arg(&folder);
    let flags = if address { format!("{COVERAGE} -Zsanitizer=address") } else { COVERAGE.to_owned() };
    command.env("RUSTFLAGS", flags).env_remove("CARGO_ENCODED_RUSTFLAGS");
    if address {
        command.env("RUSTC_BOOTSTRAP", "1"); // the sanitizer comes with the stable compiler, its flag does not
    }
    run(&mut command)?;
    Ok(folder.join(host).join("release").join(target))
}

/// Lays out what a target starts from: small fixtures, written seeds, and whatever was found before.
fn seeds(target: &str, work: &Path) -> Result<PathBuf, Box<dyn Error>> {
    let folder = work.join("seeds").join(target);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let mut seeds: Vec<Vec<u8>> = Vec::new();
    match fs::read_to_string(format!("{HOME}/seeds/{target}.txt")) {
        Ok(text) => seeds.extend(text.split("----\n").map(|seed| seed.as_bytes().to_vec())),
        Err(_) => {
            for path in ["generator/tests/fixtures", "spec"] {
                gather(Path::new(path), &mut seeds)?;
            }
        }
    }
    gather(&Path::new(HOME).join("found").join(target), &mut seeds)?;
    for (number, seed) in seeds.iter().enumerate() {
        fs::write(folder.join(format!("seed-{number:04}")), seed)?;
    }
    Ok(folder)
}

/// The small files of a folder, bytes as they are.
fn gather(folder: &Path, seeds: &mut Vec<Vec<u8>>) -> Result<(), Box<dyn Error>> {
    if !folder.is_dir() {
        return Ok(());
    }
    for path in walk::below(folder)? {
        if fs::metadata(&path)?.len() <= MOST {
            seeds.push(fs::read(&path)?);
        }
    }
    Ok(())
}
