//! `bench`: what generating takes, and what the compiler takes for the SDK alone.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::measure::{Cost, measure, summary};
use crate::run::{cargo, run};
use crate::{Outcome, manifest, overhead};

const TARGET: &str = "target/bench";

pub fn command(mut parser: lexopt::Parser) -> Outcome {
    let (mut runs, mut file) = (3_usize, None);
    while let Some(arg) = parser.next()? {
        match arg {
            lexopt::Arg::Long("runs") => runs = parser.value()?.to_string_lossy().parse()?,
            lexopt::Arg::Value(value) if value == "overhead" => return overhead::command(parser),
            lexopt::Arg::Value(value) if file.is_none() => file = Some(value.to_string_lossy().into_owned()),
            other => return Err(other.unexpected().into()),
        }
    }
    let text = fs::read_to_string("generated/Cargo.toml")
        .map_err(|error| format!("generated/Cargo.toml: {error}"))?;
    let package = manifest::package_name(&text).ok_or("generated/Cargo.toml names no package")?;
    run(&mut cargo(&["build", "--quiet", "--release", "--package", "sdkwright"]))?;
    check(&package)?;

    let mut tasks: Vec<Task> =
        vec![Task::new("generate spec/", Kind::Generate("spec/openapi.yaml".into(), Some("spec/sdk.yaml")))];
    tasks.extend(file.map(|file| Task::new(&format!("generate {file}"), Kind::Generate(file, None))));
    tasks.push(Task::new(&format!("check {package} alone"), Kind::Check(package)));
    // In turns, so that a slow spell of the machine meets all of them.
    for _ in 0..runs.max(1) {
        for task in &mut tasks {
            let cost = task.kind.run()?;
            task.costs.push(cost);
        }
    }
    for task in &tasks {
        let seconds = |pick: fn(&Cost) -> Option<f64>| summary(task.costs.iter().filter_map(pick).collect());
        println!("{}", task.label);
        println!("    user CPU  {}", seconds(|cost| cost.user.map(|user| user.as_secs_f64())));
        println!("    clock     {}", seconds(|cost| Some(cost.wall.as_secs_f64())));
    }
    Ok(std::process::ExitCode::SUCCESS)
}

struct Task {
    label: String,
    kind: Kind,
    costs: Vec<Cost>,
}

impl Task {
    fn new(label: &str, kind: Kind) -> Self {
        Task { label: label.to_owned(), kind, costs: Vec::new() }
    }
}

enum Kind {
    /// A description, and how the SDK is shaped.
    Generate(String, Option<&'static str>),
    Check(String),
}

impl Kind {
    fn run(&self) -> Result<Cost, Box<dyn Error>> {
        match self {
            Kind::Generate(spec, config) => generate(spec, *config),
            Kind::Check(package) => {
                let arguments = ["clean", "--quiet", "--package", package, "--target-dir", TARGET];
                run(&mut cargo(&arguments))?;
                let (result, cost) = measure(|| check(package));
                result.map(|()| cost)
            }
        }
    }
}

/// From nothing: into a folder that is not there yet.
fn generate(spec: &str, config: Option<&str>) -> Result<Cost, Box<dyn Error>> {
    let out = format!("{TARGET}/out");
    if Path::new(&out).exists() {
        fs::remove_dir_all(&out)?;
    }
    let program = format!("target/release/sdkwright{}", std::env::consts::EXE_SUFFIX);
    let program = std::env::var_os("CARGO_TARGET_DIR").map_or_else(
        || program.clone().into(),
        |target| {
            Path::new(&target).join("release").join(format!("sdkwright{}", std::env::consts::EXE_SUFFIX))
        },
    );
    let mut command = Command::new(program);
    command.args(["generate", "--spec", spec, "--out", &out, "--package", "bench", "--quiet"]);
    command.args(config.iter().flat_map(|config| ["--config", config]));
    let (result, cost) = measure(|| run(command.stderr(Stdio::null())));
    result.map(|()| cost)
}

fn check(package: &str) -> Result<(), Box<dyn Error>> {
    run(&mut cargo(&["check", "--quiet", "--package", package, "--lib", "--target-dir", TARGET]))
}
