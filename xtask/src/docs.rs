//! `docs`: a static site of the pages that are generated, with a search and an explorer of permissions.

mod book;
mod browser;
mod data;
mod search;
mod tools;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use sdkwright::diag::{Findings, Severity};
use sdkwright::pipeline::{self, Generated, Input};
use sdkwright::read::Source;
use sdkwright::report;

use crate::Outcome;

struct Options {
    input: Input,
    /// The folder of the site; it is emptied first.
    out: PathBuf,
    /// Where stages of the book, the program and the browser's driver are kept.
    work: PathBuf,
    test: bool,
}

pub fn command(parser: lexopt::Parser) -> Outcome {
    let options = options(parser)?;
    fs::create_dir_all(&options.work)?;
    let mdbook = tools::mdbook(&options.work)?;
    let began = Instant::now();
    let generated = generated(&options.input)?;
    println!("docs: pages made in {:.1} s", began.elapsed().as_secs_f64());
    let began = Instant::now();
    let built = book::build(&generated, &mdbook, &options.work, &options.out)?;
    println!(
        "docs: {} pages, search index {:.1} MB{}, {:.1} s: {}",
        built.pages,
        built.index as f64 / 1e6,
        built.searched,
        began.elapsed().as_secs_f64(),
        options.out.join("index.html").display()
    );
    if options.test {
        return browser::test(&generated, &options.work, &options.out);
    }
    Ok(ExitCode::SUCCESS)
}

fn options(mut parser: lexopt::Parser) -> Result<Options, Box<dyn Error>> {
    use lexopt::prelude::*;
    let work = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from);
    let work = work.join("docs");
    let (mut spec, mut config, mut package, mut out, mut test) = (None, None, None, None, false);
    while let Some(argument) = parser.next()? {
        match argument {
            Long("spec") => spec = Some(parser.value()?.string()?),
            Long("config") => config = Some(parser.value()?.string()?),
            Long("package") => package = Some(parser.value()?.string()?),
            Long("out") => out = Some(PathBuf::from(parser.value()?)),
            Long("test") => test = true,
            other => return Err(other.unexpected().into()),
        }
    }
    if spec.is_none() {
        config = config.or_else(|| Some("spec/sdk.yaml".to_owned()));
    }
    let spec = spec.unwrap_or_else(|| "spec/openapi.yaml".to_owned());
    let input = Input { spec, config, package, ..Input::default() };
    let out = out.unwrap_or_else(|| work.join("site"));
    Ok(Options { input, out, work, test })
}

/// The SDK, pages included, in memory.
fn generated(input: &Input) -> Result<Generated, Box<dyn Error>> {
    let source = Source::disk(&input.spec);
    let mut findings = Findings::default();
    let generated = pipeline::generate(input, &source, &mut findings);
    let mut errors = Findings::default();
    for finding in findings.all().iter().filter(|finding| finding.severity == Severity::Error) {
        errors.push(finding.clone());
    }
    if errors.has_errors() {
        eprint!("{}", report::draw(&errors, source.files(), false));
        return Err("the description cannot be used".into());
    }
    generated.ok_or_else(|| "the description cannot be read".into())
}

/// Writes a file and the folders that it needs.
fn write(path: &Path, bytes: &[u8]) -> Result<(), Box<dyn Error>> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, bytes).map_err(|why| format!("`{}` cannot be written: {why}", path.display()).into())
}
