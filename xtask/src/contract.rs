//! `contract`: requests of generated SDKs are judged by two validators that know nothing of the generator.
//!
//! Per description: the SDK and a program that calls a sample of its operations are made and built, the program runs
//! against a server that keeps what arrives, and `contract/judge.py` gives that to Prism and to openapi-core.

mod make;
mod tools;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::Outcome;
use crate::run::run;
use tools::Tools;

/// The scripts, from the root of the repository.
const SCRIPTS: &str = "xtask/src/contract";

struct Options {
    folder: PathBuf,
    /// Where crates, programs, tools and verdicts go.
    work: PathBuf,
    /// Parts of file names, one of which a description must have; none means all.
    only: Vec<String>,
    /// Descriptions with more operations are sampled.
    limit: String,
    /// Judge what an earlier run recorded.
    judge_only: bool,
}

pub fn command(parser: lexopt::Parser) -> Outcome {
    let options = options(parser)?;
    fs::create_dir_all(&options.work)?;
    let Some(tools) = Tools::install(&options.work.join("tools")) else {
        println!("contract: skipped, nothing was judged");
        return Ok(ExitCode::SUCCESS);
    };
    let mut failures = Vec::new();
    if !options.judge_only {
        for description in descriptions(&options)? {
            // One that cannot be called at all is a finding like any other, told at the end.
            if let Err(why) = make::record(&description, &options, &tools) {
                eprintln!("{}: {why}", description.name);
                failures.push(description.name);
            }
        }
    }
    let mut judge = tools.python(&[&format!("{SCRIPTS}/judge.py")]);
    judge.arg(options.work.join("descriptions")).arg(tools.node_modules());
    judge.args(&options.only);
    let judged = judge.status()?;
    if !failures.is_empty() {
        println!("{} not called at all: {}", failures.len(), failures.join(", "));
    }
    Ok(ExitCode::from(u8::from(!judged.success() || !failures.is_empty())))
}

/// A description, and what its folder is called.
struct Found {
    name: String,
    path: PathBuf,
}

/// The tables of cells, this repository's own description, and every file of the folder that stands for itself.
fn descriptions(options: &Options) -> Result<Vec<Found>, Box<dyn Error>> {
    let mut found: Vec<Found> =
        [("cells", "cells.yaml"), ("cells-2", "cells-2.yaml"), ("spec", "../../../spec/openapi.yaml")]
            .map(|(name, path)| Found { name: name.to_owned(), path: Path::new(SCRIPTS).join(path) })
            .into();
    let mut files: Vec<PathBuf> = fs::read_dir(&options.folder)?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_, std::io::Error>>()?;
    files.sort_by_key(|path| fs::metadata(path).map_or(0, |file| file.len()));
    for path in files {
        let extension = path.extension().and_then(|extension| extension.to_str());
        let stem = path.file_stem().and_then(|stem| stem.to_str());
        if let (Some("json" | "yaml" | "yml"), Some(stem)) = (extension, stem) {
            let name: String =
                stem.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
            found.push(Found { name: name.to_ascii_lowercase(), path });
        }
    }
    found.retain(|one| {
        options.only.is_empty() || options.only.iter().any(|part| one.name.contains(part.as_str()))
    });
    Ok(found)
}

fn options(mut parser: lexopt::Parser) -> Result<Options, Box<dyn Error>> {
    use lexopt::Arg::{Long, Value};
    let mut options = Options {
        folder: PathBuf::new(),
        work: PathBuf::from("target/contract"),
        only: Vec::new(),
        limit: "60".to_owned(),
        judge_only: false,
    };
    while let Some(arg) = parser.next()? {
        match arg {
            Long("work") => options.work = parser.value()?.into(),
            Long("only") => options.only.push(parser.value()?.to_string_lossy().into_owned()),
            Long("limit") => options.limit = parser.value()?.to_string_lossy().parse::<usize>()?.to_string(),
            Long("judge-only") => options.judge_only = true,
            Value(value) if options.folder.as_os_str().is_empty() => options.folder = value.into(),
            other => return Err(other.unexpected().into()),
        }
    }
    if !options.folder.is_dir() {
        return Err("contract: name a folder of descriptions".into());
    }
    options.work = std::path::absolute(&options.work)?;
    Ok(options)
}
