//! The program of one SDK: it reads every instance as its model and writes it again.

use std::error::Error;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};

use super::Options;
use super::roots::Root;
use crate::run::{cargo, run as call};

const BEFORE: &str = "\
//! Reads `number<TAB>JSON`, answers `ok<TAB>JSON` or `bad<TAB>why`.
#![allow(deprecated)]

use std::io::{BufRead, Write};

use sdk::models;
use sdk::runtime::json::{Field, from_slice, to_vec};

type Trip = fn(&[u8]) -> Result<Vec<u8>, String>;

fn trip<T: Field>(json: &[u8]) -> Result<Vec<u8>, String> {
    let value: T = from_slice(json).map_err(|bad| bad.to_string())?;
    to_vec(&value).map_err(|bad| bad.to_string())
}

fn main() {
    // Models may stand in models more deeply than a small stack bears in a build without optimisation.
    std::thread::Builder::new().stack_size(256 << 20).spawn(answer).unwrap().join().unwrap();
}

fn answer() {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let line = line.unwrap();
        let (number, json) = line.split_once('\\t').unwrap();
        let (word, text) = match TRIPS[number.parse::<usize>().unwrap()](json.as_bytes()) {
            Ok(json) => (\"ok\", String::from_utf8(json).unwrap()),
            Err(why) => (\"bad\", why.replace(['\\n', '\\r', '\\t'], \" \")),
        };
        writeln!(out, \"{word}\\t{text}\").unwrap();
    }
}

";

/// Writes the program beside the SDK.
pub fn write(roots: &[Root], features: &[String], home: &Path) -> Result<(), Box<dyn Error>> {
    let mut text = BEFORE.to_owned();
    writeln!(text, "static TRIPS: [Trip; {}] = [", roots.len())?;
    for root in roots {
        let model = format!("models::{}", root.model);
        let model = if root.nullable { format!("Option<{model}>") } else { model };
        writeln!(text, "    trip::<{model}>,")?;
    }
    text.push_str("];\n");
    let package = fs::read_to_string(home.join("sdk/Cargo.toml"))?;
    let name = package.lines().find_map(|line| line.strip_prefix("name = ")).unwrap_or("\"\"");
    let features: Vec<String> = features.iter().map(|name| format!("{name:?}")).collect();
    let manifest = format!(
        "[package]\nname = \"trip\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[workspace]\nresolver = \"3\"\n\n\
         [dependencies]\nsdk = {{ package = {name}, path = \"../sdk\", default-features = false, features = [{}] }}\n",
        features.join(", ")
    );
    fs::create_dir_all(home.join("trip/src"))?;
    fs::write(home.join("trip/src/main.rs"), text)?;
    fs::write(home.join("trip/Cargo.toml"), manifest)?;
    if Path::new("Cargo.lock").exists() {
        fs::copy("Cargo.lock", home.join("trip/Cargo.lock"))?;
    }
    Ok(())
}

/// Builds it and gives it the instances.
pub fn run(options: &Options, home: &Path) -> Result<(), Box<dyn Error>> {
    let target = options.work.join("target");
    let mut build = cargo(&["build", "--quiet", "--manifest-path"]);
    build.arg(home.join("trip/Cargo.toml")).arg("--target-dir").arg(&target);
    build.args(options.jobs.iter().flat_map(|jobs| ["--jobs", jobs]));
    // Every crate is compiled once, and nobody debugs it.
    build.env("CARGO_INCREMENTAL", "0").env("CARGO_PROFILE_DEV_DEBUG", "0");
    call(&mut build)?;
    let mut trip = Command::new(target.join("debug").join(format!("trip{}", std::env::consts::EXE_SUFFIX)));
    trip.stdin(Stdio::from(File::open(home.join("instances.tsv"))?));
    trip.stdout(Stdio::from(File::create(home.join("results.tsv"))?));
    call(&mut trip)
}
