//! `corpus`: every description of a folder is generated, and what comes out is judged by the compiler.

mod judge;
mod make;
mod table;

use std::error::Error;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use crate::Outcome;
use crate::find::{self, Wanted};
use crate::measure::Cost;

/// Which command of cargo judges the crates.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Judge {
    Nobody,
    Check,
    Clippy,
}

struct Options {
    folder: PathBuf,
    /// Where crates and build artefacts go.
    work: PathBuf,
    jobs: Option<String>,
    /// The largest description that is taken, in bytes.
    limit: u64,
    /// Parts of paths, one of which a description's path must have; none means all.
    only: Vec<String>,
    judge: Judge,
    /// How many crates one call of cargo judges.
    batch: usize,
    outside: bool,
    refusal_is_fine: bool,
    /// When a generator that has not come back is given up.
    patience: Duration,
}

/// What became of one description.
struct Row {
    name: String,
    bytes: u64,
    wall: Duration,
    /// The most memory that this process held meanwhile, where the system tells.
    peak: Option<u64>,
    end: End,
    verdict: Option<Verdict>,
}

/// How generation ended.
enum End {
    Generated(Counts),
    /// The codes of the errors, and the findings as a user reads them.
    Refused {
        codes: Vec<&'static str>,
        text: String,
    },
    Panicked,
    Hung,
}

/// What the crate holds of the description.
#[derive(Default)]
struct Counts {
    described: usize,
    generated: usize,
    excluded: usize,
    /// Each operation that was left out: its code, and a line for people.
    skipped: Vec<(&'static str, String)>,
    models: usize,
}

/// What the compiler said of a crate.
struct Verdict {
    errors: usize,
    warnings: usize,
    /// Only of a crate that was judged alone.
    cost: Option<Cost>,
    text: String,
}

impl Row {
    fn generated(&self) -> bool {
        matches!(self.end, End::Generated(_))
    }

    fn failed(&self, refusal_is_fine: bool) -> bool {
        let ended_badly = match self.end {
            End::Generated(_) => false,
            End::Refused { .. } => !refusal_is_fine,
            End::Panicked | End::Hung => true,
        };
        ended_badly || self.verdict.as_ref().is_some_and(|verdict| verdict.errors + verdict.warnings > 0)
    }
}

pub fn command(parser: lexopt::Parser) -> Outcome {
    let options = options(parser)?;
    let crates = options.work.join("crates");
    if crates.exists() {
        fs::remove_dir_all(&crates)?;
    }
    fs::create_dir_all(&crates)?;
    let mut rows = Vec::new();
    let wanted =
        Wanted { folder: &options.folder, limit: options.limit, only: &options.only, prefix: "corpus-" };
    for found in find::descriptions(&wanted)? {
        let row = make::generate(&found, &options, &crates)?;
        eprintln!("{} {:.1} s", row.name, row.wall.as_secs_f64());
        rows.push(row);
    }
    if options.judge != Judge::Nobody {
        judge::judge(&mut rows, &options, &crates)?;
    }
    table::print(&rows);
    let failed = rows.iter().filter(|row| row.failed(options.refusal_is_fine)).count();
    println!("\n{failed} of {} failed", rows.len());
    Ok(ExitCode::from(u8::from(failed > 0)))
}

fn options(mut parser: lexopt::Parser) -> Result<Options, Box<dyn Error>> {
    use lexopt::Arg::{Long, Value};
    let mut options = Options {
        folder: PathBuf::new(),
        work: PathBuf::from("target/corpus"),
        jobs: None,
        limit: u64::MAX,
        only: Vec::new(),
        judge: Judge::Check,
        batch: 50,
        outside: false,
        refusal_is_fine: false,
        patience: Duration::from_secs(300),
    };
    while let Some(arg) = parser.next()? {
        let text = |parser: &mut lexopt::Parser| -> Result<String, Box<dyn Error>> {
            Ok(parser.value()?.to_string_lossy().into_owned())
        };
        match arg {
            Long("work") => options.work = parser.value()?.into(),
            Long("jobs") => options.jobs = Some(text(&mut parser)?),
            Long("limit") => options.limit = text(&mut parser)?.parse()?,
            Long("only") => options.only.push(text(&mut parser)?),
            Long("batch") => options.batch = text(&mut parser)?.parse::<usize>()?.max(1),
            Long("seconds") => options.patience = Duration::from_secs(text(&mut parser)?.parse()?),
            Long("check") => options.judge = Judge::Check,
            Long("clippy") => options.judge = Judge::Clippy,
            Long("no-check") => options.judge = Judge::Nobody,
            Long("allow-outside-root") => options.outside = true,
            Long("allow-refused") => options.refusal_is_fine = true,
            Value(value) if options.folder.as_os_str().is_empty() => options.folder = value.into(),
            other => return Err(other.unexpected().into()),
        }
    }
    if options.folder.is_dir() { Ok(options) } else { Err("corpus: name a folder of descriptions".into()) }
}
