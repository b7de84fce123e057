//! `truth`: instances of every schema, made and judged by programs that share nothing with ours, are read by the
//! generated SDK and written again. What comes out must say what went in.
//!
//! The instances are made by json-schema-faker from a reading of the description that is not ours, and count only
//! when ajv finds them valid. Both are installed from npm into the work folder by this command.

mod program;
mod roots;
mod scripts;
mod table;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::Outcome;
use crate::find::{self, Found, Wanted};

struct Options {
    folder: PathBuf,
    /// Where scripts, crates, instances and build artefacts go.
    work: PathBuf,
    jobs: Option<String>,
    /// Parts of paths, one of which a description's path must have; none means all.
    only: Vec<String>,
    /// How many different instances of a schema are wanted.
    per_schema: usize,
    /// Most schemas of one description; of more, every n-th is taken.
    most: usize,
    /// In a thousand: how many instances must survive.
    least: f64,
    /// Whether instances and programs of an earlier run are used again.
    again: bool,
    /// Whether files outside the folder of the root may be referred to.
    outside: bool,
}

/// What became of one description.
pub struct Row {
    name: String,
    /// Schemas with a model of their own, and how many of them were taken.
    schemas: usize,
    taken: usize,
    end: Result<Verdict, String>,
}

/// What the judge said.
#[derive(Default)]
pub struct Verdict {
    /// Schemas without any instance, each with the reason.
    without: Vec<String>,
    judged: usize,
    survived: usize,
    /// Members that no schema names, which came back or did not.
    apart: usize,
    causes: Vec<(usize, String)>,
    /// Spoilt answers: found, made.
    control: (usize, usize),
    /// The first losses.
    examples: Vec<String>,
}

pub fn command(parser: lexopt::Parser) -> Outcome {
    let options = options(parser)?;
    fs::create_dir_all(&options.work)?;
    scripts::install(&options.work)?;
    let wanted = Wanted { folder: &options.folder, limit: u64::MAX, only: &options.only, prefix: "truth-" };
    let mut rows = Vec::new();
    for found in find::descriptions(&wanted)? {
        let home = options.work.join("apis").join(&found.name);
        fs::create_dir_all(&home)?;
        let mut row = Row { name: found.name.clone(), schemas: 0, taken: 0, end: Err(String::new()) };
        row.end =
            one(&found, &options, &home, &mut row.schemas, &mut row.taken).map_err(|why| why.to_string());
        eprintln!("{}", table::line(&row));
        rows.push(row);
    }
    let good = table::print(&rows, options.least);
    Ok(ExitCode::from(u8::from(!good)))
}

/// One description: generate, make instances, build, run, judge.
fn one(
    found: &Found,
    options: &Options,
    home: &Path,
    schemas: &mut usize,
    taken: &mut usize,
) -> Result<Verdict, Box<dyn Error>> {
    let (roots, features) = roots::generate(found, home, options.outside)?;
    *schemas = roots.len();
    let step = roots.len().div_ceil(options.most).max(1);
    let roots: Vec<_> = roots.into_iter().step_by(step).collect();
    *taken = roots.len();
    if roots.is_empty() {
        return Ok(Verdict::default());
    }
    roots::write(&roots, &home.join("places.tsv"))?;
    if !options.again || !home.join("instances.tsv").exists() {
        scripts::instances(&options.work, found, home, options.per_schema)?;
    }
    program::write(&roots, &features, home)?;
    program::run(options, home)?;
    let mut verdict = scripts::judge(&options.work, home)?;
    verdict.without = table::without(&fs::read_to_string(home.join("made.tsv"))?, &roots);
    verdict.examples = table::examples(&fs::read_to_string(home.join("lost.tsv"))?, &roots);
    Ok(verdict)
}

fn options(mut parser: lexopt::Parser) -> Result<Options, Box<dyn Error>> {
    use lexopt::Arg::{Long, Value};
    let mut options = Options {
        folder: PathBuf::new(),
        work: PathBuf::from("target/truth"),
        jobs: None,
        only: Vec::new(),
        per_schema: 12,
        most: 2500,
        least: 99.9,
        again: false,
        outside: false,
    };
    while let Some(arg) = parser.next()? {
        let text = |parser: &mut lexopt::Parser| -> Result<String, Box<dyn Error>> {
            Ok(parser.value()?.to_string_lossy().into_owned())
        };
        match arg {
            Long("work") => options.work = parser.value()?.into(),
            Long("jobs") => options.jobs = Some(text(&mut parser)?),
            Long("only") => options.only.push(text(&mut parser)?),
            Long("per-schema") => options.per_schema = text(&mut parser)?.parse::<usize>()?.max(1),
            Long("most") => options.most = text(&mut parser)?.parse::<usize>()?.max(1),
            Long("least") => options.least = text(&mut parser)?.parse()?,
            Long("allow-outside-root") => options.outside = true,
            Long("again") => options.again = true,
            Value(value) if options.folder.as_os_str().is_empty() => options.folder = value.into(),
            other => return Err(other.unexpected().into()),
        }
    }
    if !options.folder.is_dir() {
        return Err("truth: name a folder of descriptions".into());
    }
    options.work = std::path::absolute(&options.work)?;
    Ok(options)
}
