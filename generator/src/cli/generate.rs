//! `sdkwright generate`: reads, generates, reports, and only then writes.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use super::options::{GenerateOptions, InputOptions};
use super::{DONE, STALE, Terminal, WRONG};
use crate::diag::{Code, Diagnostic, Findings, Severity};
use crate::emit;
use crate::pipeline::{self, Generated, Input};
use crate::read::Source;
use crate::report;

/// What the pipeline needs of the command line.
pub(super) fn input(options: &InputOptions) -> Input {
    Input {
        spec: options.spec.clone(),
        config: options.config.clone(),
        package: options.package.clone(),
        overlays: options.overlays.clone(),
        selection: options.selection.clone(),
        read: options.read_options(),
    }
}

/// Runs the command and gives the exit code.
pub(super) fn generate(options: &GenerateOptions, terminal: &mut Terminal<'_>) -> io::Result<u8> {
    let source = Source::disk(&options.input.spec);
    let mut findings = Findings::default();
    let generated = pipeline::generate(&input(&options.input), &source, &mut findings);
    if options.input.strict {
        findings.make_strict();
    }
    if let Some(path) = &options.report {
        let text =
            report::report(generated.as_ref().map(|generated| &generated.stages), &findings, source.files());
        if let Err(why) = std::fs::write(path, text) {
            findings.push(Diagnostic::call(
                Code::OutputFile,
                format!("the report `{path}` cannot be written: {why}"),
            ));
        }
    }
    let generated = generated.filter(|_| !findings.has_errors());
    tell(&findings, &source, options.quiet, terminal)?;
    let Some(generated) = generated else {
        if !options.quiet {
            writeln!(terminal.err, "nothing was written")?;
        }
        return Ok(WRONG);
    };
    if let Some(path) = &options.depfile {
        let text = depfile(&generated, options);
        if let Err(why) = std::fs::write(path, text) {
            writeln!(terminal.err, "error: the depfile `{path}` cannot be written: {why}")?;
            return Ok(WRONG);
        }
    }
    if options.check || options.dry_run {
        compare(&generated, options, terminal)
    } else {
        write(&generated, options, terminal)
    }
}

/// Draws the findings; notes only where somebody wants to hear everything.
pub(super) fn tell(
    findings: &Findings,
    source: &Source,
    quiet: bool,
    terminal: &mut Terminal<'_>,
) -> io::Result<()> {
    let mut shown = Findings::default();
    let mut notes: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in findings.all() {
        if finding.severity > Severity::Note {
            shown.push(finding.clone());
        } else {
            *notes.entry(finding.code.text()).or_default() += 1;
        }
    }
    terminal.err.write_all(report::draw(&shown, source.files(), terminal.colour).as_bytes())?;
    if !notes.is_empty() && !quiet {
        writeln!(terminal.err, "{}", told_in_report(&notes))?;
    }
    Ok(())
}

fn write(generated: &Generated, options: &GenerateOptions, terminal: &mut Terminal<'_>) -> io::Result<u8> {
    match emit::write(&generated.files, Path::new(&options.out)) {
        Ok(summary) => {
            if !options.quiet {
                let what = report::summary(&generated.stages);
                writeln!(terminal.err, "{}: {what}; files: {summary}", options.out)?;
            }
            Ok(DONE)
        }
        Err(why) => refuse(&why, terminal),
    }
}

/// How many notes are not shown, and of which codes most of them are.
fn told_in_report(notes: &BTreeMap<&str, usize>) -> String {
    let count: usize = notes.values().sum();
    let mut codes: Vec<_> = notes.iter().collect();
    codes.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    let named: Vec<String> = codes.iter().take(4).map(|(code, count)| format!("{count} × {code}")).collect();
    let more = if codes.len() > named.len() { ", …" } else { "" };
    let are = if count == 1 { "note is" } else { "notes are" };
    format!("{count} {are} in the report only (--report FILE.json): {}{more}", named.join(", "))
}

/// `--check` and `--dry-run`: what would change.
fn compare(generated: &Generated, options: &GenerateOptions, terminal: &mut Terminal<'_>) -> io::Result<u8> {
    match emit::check(&generated.files, Path::new(&options.out)) {
        Ok(stale) => {
            for file in &stale {
                writeln!(terminal.out, "{file}")?;
            }
            if !options.quiet {
                // the manifest of the output is a file too, and so is what a former run left
                let extra = stale.iter().filter(|file| file.kind == emit::StaleKind::Extra).count();
                let all = generated.files.len() + 1 + extra;
                writeln!(terminal.err, "{}: {} of {} files are stale", options.out, stale.len(), all)?;
            }
            Ok(if options.check && !stale.is_empty() { STALE } else { DONE })
        }
        Err(why) => refuse(&why, terminal),
    }
}

fn refuse(why: &emit::EmitError, terminal: &mut Terminal<'_>) -> io::Result<u8> {
    writeln!(terminal.err, "error[{}]: {why}", Code::OutputFile.text())?;
    Ok(WRONG)
}

/// A rule for make: the output's manifest depends on every file that was read.
fn depfile(generated: &Generated, options: &GenerateOptions) -> String {
    let escape = |path: &str| path.replace('$', "$$").replace('#', "\\#").replace(' ', "\\ ");
    let target = escape(&format!("{}/{}", options.out.trim_end_matches('/'), emit::MANIFEST_NAME));
    let files = generated.stages.document.files().iter().map(|file| escape(&file.name));
    let config = options.input.config.iter().map(|path| escape(path));
    format!("{target}: {}\n", files.chain(config).collect::<Vec<_>>().join(" \\\n  "))
}
