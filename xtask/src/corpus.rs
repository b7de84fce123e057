//! `corpus`: every description of a folder is generated and type-checked.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use sdkwright::cli::{self, Terminal};

use crate::Outcome;
use crate::measure::{Cost, measure};
use crate::run::{cargo, output};

const FOLDER: &str = "target/corpus";

struct Options {
    folder: PathBuf,
    jobs: Option<String>,
    limit: usize,
    check: bool,
}

/// What became of one description.
struct Row {
    name: String,
    bytes: u64,
    wall: Duration,
    /// The exit code of `generate`.
    code: u8,
    /// Described, generated, excluded.
    operations: Option<[usize; 3]>,
    findings: String,
    check: Option<Check>,
}

struct Check {
    errors: usize,
    warnings: usize,
    cost: Cost,
    text: String,
}

pub fn command(parser: lexopt::Parser) -> Outcome {
    let options = options(parser)?;
    let crates = Path::new(FOLDER).join("crates");
    if crates.exists() {
        fs::remove_dir_all(&crates)?;
    }
    fs::create_dir_all(&crates)?;
    let mut rows = Vec::new();
    for (path, bytes) in descriptions(&options.folder)?.into_iter().take(options.limit) {
        rows.push(generate(&path, bytes, &options.folder, &crates)?);
        if let Some(row) = rows.last() {
            eprintln!("{} {:.1} s", row.name, row.wall.as_secs_f64());
        }
    }
    if options.check {
        check_all(&mut rows, &crates, options.jobs.as_deref())?;
    }
    print(&rows);
    let failed = rows.iter().any(|row| {
        row.code != 0 || row.check.as_ref().is_some_and(|check| check.errors + check.warnings > 0)
    });
    Ok(ExitCode::from(u8::from(failed)))
}

fn options(mut parser: lexopt::Parser) -> Result<Options, Box<dyn Error>> {
    let mut options = Options { folder: PathBuf::new(), jobs: None, limit: usize::MAX, check: true };
    while let Some(arg) = parser.next()? {
        match arg {
            lexopt::Arg::Long("jobs") => options.jobs = Some(parser.value()?.to_string_lossy().into_owned()),
            lexopt::Arg::Long("limit") => options.limit = parser.value()?.to_string_lossy().parse()?,
            lexopt::Arg::Long("no-check") => options.check = false,
            lexopt::Arg::Value(value) if options.folder.as_os_str().is_empty() => {
                options.folder = value.into()
            }
            other => return Err(other.unexpected().into()),
        }
    }
    if options.folder.is_dir() { Ok(options) } else { Err("corpus: name a folder of descriptions".into()) }
}

/// Root descriptions, small ones first.
fn descriptions(folder: &Path) -> Result<Vec<(PathBuf, u64)>, Box<dyn Error>> {
    let mut found = Vec::new();
    let mut pending = vec![folder.to_owned()];
    while let Some(folder) = pending.pop() {
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
            if path.is_dir() {
                pending.push(path);
            } else if ["json", "yaml", "yml"].contains(&extension) {
                let bytes = fs::read(&path)?;
                if is_root(&String::from_utf8_lossy(&bytes)) {
                    found.push((path, bytes.len() as u64));
                }
            }
        }
    }
    found.sort_by(|(a, a_bytes), (b, b_bytes)| (a_bytes, a).cmp(&(b_bytes, b)));
    Ok(found)
}

/// Whether it says which version of OpenAPI or Swagger it is; other files are parts of one that does.
fn is_root(text: &str) -> bool {
    ["openapi", "swagger"].iter().any(|key| {
        text.match_indices(key).any(|(at, _)| {
            let before = text.get(..at).unwrap_or_default();
            let after = text.get(at + key.len()..).unwrap_or_default();
            let key_ends = match after.strip_prefix(['"', '\'']) {
                Some(after) => before.ends_with(['"', '\'']).then_some(after),
                None => (before.is_empty() || before.ends_with(['\n', '\u{feff}'])).then_some(after),
            };
            let value = key_ends.and_then(|after| after.trim_start().strip_prefix(':')).map(str::trim_start);
            value.is_some_and(|value| value.trim_start_matches(['"', '\'']).starts_with(['2', '3']))
        })
    })
}

fn generate(path: &Path, bytes: u64, folder: &Path, crates: &Path) -> Result<Row, Box<dyn Error>> {
    let relative = path.strip_prefix(folder).unwrap_or(path).with_extension("");
    let words: String = relative
        .to_string_lossy()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' })
        .collect();
    // A package must begin with a letter, and none may be called as a dependency of it.
    let name = format!("corpus-{words}");
    let out = crates.join(&name);
    let report = Path::new(FOLDER).join(format!("{name}.json"));
    let call = [
        "generate".as_ref(),
        "--spec".as_ref(),
        path.as_os_str(),
        "--out".as_ref(),
        out.as_os_str(),
        "--package".as_ref(),
        name.as_ref(),
        "--report".as_ref(),
        report.as_os_str(),
        "--quiet".as_ref(),
    ];
    let (mut printed, mut findings) = (Vec::new(), Vec::new());
    let mut terminal = Terminal { out: &mut printed, err: &mut findings, colour: false };
    let (code, cost) = measure(|| cli::main(call.map(std::ffi::OsString::from), &mut terminal));
    let report = fs::read_to_string(&report).unwrap_or_default();
    let count = |key: &str| number_after(&report, &["\"operations\"", key]);
    let operations = match (count("\"described\""), count("\"generated\""), count("\"excluded\"")) {
        (Some(described), Some(generated), Some(excluded)) => Some([described, generated, excluded]),
        _ => None,
    };
    let findings = String::from_utf8_lossy(&findings).into_owned();
    Ok(Row { name, bytes, wall: cost.wall, code: code?, operations, findings, check: None })
}

/// The number behind the last of some keys, each looked for behind the one before.
fn number_after(json: &str, keys: &[&str]) -> Option<usize> {
    let rest = keys.iter().try_fold(json, |rest, key| rest.split_once(key).map(|(_, rest)| rest))?;
    let rest = rest.trim_start().strip_prefix(':')?.trim_start();
    let digits = rest.split(|c: char| !c.is_ascii_digit()).next()?;
    digits.parse().ok()
}

/// All of them are one workspace: what they depend on is built once.
fn check_all(rows: &mut [Row], crates: &Path, jobs: Option<&str>) -> Result<(), Box<dyn Error>> {
    let members: Vec<String> =
        rows.iter().filter(|row| row.code == 0).map(|row| format!("{:?}", row.name)).collect();
    fs::write(
        crates.join("Cargo.toml"),
        format!("[workspace]\nresolver = \"3\"\nmembers = [{}]\n", members.join(", ")),
    )?;
    if Path::new("Cargo.lock").exists() {
        fs::copy("Cargo.lock", crates.join("Cargo.lock"))?;
    }
    let manifest = crates.join("Cargo.toml").to_string_lossy().into_owned();
    let target = format!("{FOLDER}/target");
    let check = |name: &str| {
        let arguments = ["check", "--quiet", "--lib", "--message-format", "short", "--package", name];
        let mut command = cargo(&arguments);
        command.args(["--manifest-path", &manifest, "--target-dir", &target]);
        command.args(jobs.iter().flat_map(|jobs| ["--jobs", jobs]));
        measure(|| output(&mut command))
    };
    if let Some(first) = rows.iter().find(|row| row.code == 0) {
        // Builds the dependencies, so that they are not counted with the first one.
        check(&first.name).0?;
        let arguments = ["clean", "--quiet", "--package", &first.name, "--manifest-path", &manifest];
        output(cargo(&arguments).args(["--target-dir", &target]))?;
    }
    for row in rows.iter_mut().filter(|row| row.code == 0) {
        let (result, cost) = check(&row.name);
        let result = result?;
        let text = String::from_utf8_lossy(&result.stderr).into_owned();
        let count = |word: &str| text.lines().filter(|line| line.contains(word)).count();
        let errors = count(": error").max(usize::from(!result.status.success()));
        row.check = Some(Check { errors, warnings: count(": warning"), cost, text });
        eprintln!("{} checked in {:.1} s", row.name, cost.wall.as_secs_f64());
    }
    Ok(())
}

fn print(rows: &[Row]) {
    println!(
        "| description | kB | generate | described | generated | excluded | skipped | check | user CPU |"
    );
    println!("|---|---|---|---|---|---|---|---|---|");
    let mut totals = [0; 3];
    for row in rows {
        let generate = if row.code == 0 {
            format!("{:.2} s", row.wall.as_secs_f64())
        } else {
            format!("exit {}", row.code)
        };
        let operations = row.operations.map_or_else(|| "- | - | - | -".to_owned(), counts);
        for (total, count) in totals.iter_mut().zip(row.operations.unwrap_or_default()) {
            *total += count;
        }
        let (check, user) = match &row.check {
            None => ("-".to_owned(), "-".to_owned()),
            Some(Check { errors: 0, warnings: 0, cost, .. }) => ("ok".to_owned(), seconds(cost)),
            Some(check) => {
                (format!("{} errors, {} warnings", check.errors, check.warnings), seconds(&check.cost))
            }
        };
        println!("| {} | {} | {generate} | {operations} | {check} | {user} |", row.name, row.bytes / 1024);
    }
    println!("| {} descriptions | | | {} | | |", rows.len(), counts(totals));
    for row in rows {
        if row.code != 0 {
            println!("\n{}:\n{}", row.name, beginning(&row.findings));
        }
        if let Some(check) = row.check.as_ref().filter(|check| check.errors + check.warnings > 0) {
            println!("\n{}:\n{}", row.name, beginning(&check.text));
        }
    }
}

fn counts([described, generated, excluded]: [usize; 3]) -> String {
    format!("{described} | {generated} | {excluded} | {}", described.saturating_sub(generated + excluded))
}

fn seconds(cost: &Cost) -> String {
    cost.user.map_or_else(|| "-".to_owned(), |user| format!("{:.1} s", user.as_secs_f64()))
}

fn beginning(text: &str) -> String {
    text.lines().take(20).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roots_are_told_from_parts() {
        for text in [
            "openapi: 3.0.1\n",
            "x: 1\nswagger: '2.0'\n",
            "{\"info\":{},\"openapi\" : \"3.1.0\"}",
            "\u{feff}openapi: \"3.1.0\"\n",
        ] {
            assert!(is_root(text), "{text}");
        }
        for text in
            ["type: object\n", "info:\n  openapi: 3.0.0\n", "{\"openapi\": {}}", "see openapi: 3\n", ""]
        {
            assert!(!is_root(text), "{text}");
        }
    }

    #[test]
    fn numbers_of_the_report_are_found() {
        let report =
            "{\"schemas\": {\"described\": 1}, \"operations\": {\"described\": 51, \"generated\":50}}";
        assert_eq!(number_after(report, &["\"operations\"", "\"described\""]), Some(51));
        assert_eq!(number_after(report, &["\"operations\"", "\"generated\""]), Some(50));
        assert_eq!(number_after(report, &["\"operations\"", "\"excluded\""]), None);
    }
}
