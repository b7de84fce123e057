//! One description becomes an SDK, a program that calls it, and the requests that this program sends.

use std::error::Error;
use std::fs;
use std::path::Path;

use sdkwright::diag::Findings;
use sdkwright::pipeline::{self, Input};
use sdkwright::read::Source;
use sdkwright::{emit, inspect, report};

use super::tools::Tools;
use super::{Found, Options, SCRIPTS, run};
use crate::run::cargo;

pub(super) fn record(found: &Found, options: &Options, tools: &Tools) -> Result<(), Box<dyn Error>> {
    let folder = options.work.join("descriptions").join(&found.name);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    eprintln!("{}", found.name);
    generate(found, &folder)?;
    let mut plan = tools.python(&[&format!("{SCRIPTS}/plan.py")]);
    plan.arg(&found.path).arg(folder.join("view.json")).arg(folder.join("names.json"));
    run(plan.arg(folder.join("program")).arg(&options.limit))?;
    let binary = build(found, &folder, options)?;
    let mut record = tools.python(&[&format!("{SCRIPTS}/record.py")]);
    record.arg(folder.join("program/plan.json")).arg(binary).arg(folder.join("recorded.json"));
    run(&mut record)?;
    // The crates of large descriptions are large; what is judged stands beside them.
    Ok(fs::remove_dir_all(folder.join("sdk"))?)
}

fn generate(found: &Found, folder: &Path) -> Result<(), Box<dyn Error>> {
    let spec = found.path.to_string_lossy().into_owned();
    let input = Input { spec, package: Some(format!("contract-{}", found.name)), ..Input::default() };
    let source = Source::disk(&input.spec);
    let mut findings = Findings::default();
    let generated = pipeline::generate(&input, &source, &mut findings);
    let Some(generated) = generated.filter(|_| !findings.has_errors()) else {
        return Err(report::draw(&findings, source.files(), false).into());
    };
    emit::write(&generated.files, &folder.join("sdk"))?;
    let names = inspect::names(&generated.stages.api, &generated.stages.names);
    fs::write(folder.join("names.json"), names.to_string())?;
    fs::write(folder.join("view.json"), serde_json::to_string(&generated.view)?)?;
    Ok(())
}

/// The program, with no more of the SDK than it calls.
fn build(found: &Found, folder: &Path, options: &Options) -> Result<std::path::PathBuf, Box<dyn Error>> {
    let program = folder.join("program");
    let features = fs::read_to_string(program.join("features.txt"))?;
    let features: Vec<String> =
        features.lines().chain(["reqwest"]).map(|feature| format!("{feature:?}")).collect();
    let name = format!("calls-{}", found.name);
    let manifest = format!(
        "[package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
         sdk = {{ path = \"../sdk\", package = \"contract-{}\", default-features = false, features = [{}] }}\n\
         serde_json = \"1\"\ntokio = {{ version = \"1.40\", features = [\"macros\", \"rt\", \"net\", \"time\"] }}\n\n\
         [profile.dev]\ndebug = 0\nincremental = false\n",
        found.name,
        features.join(", "),
    );
    fs::write(program.join("Cargo.toml"), manifest)?;
    fs::copy("Cargo.lock", program.join("Cargo.lock"))?;
    let target = options.work.join("target");
    let mut build = cargo(&["build", "--quiet", "--manifest-path"]);
    build.arg(program.join("Cargo.toml")).arg("--target-dir").arg(&target);
    run(&mut build)?;
    Ok(target.join("debug").join(name))
}
