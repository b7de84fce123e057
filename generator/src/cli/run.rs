//! Does what a [`Command`] says, and turns the outcome into text and an exit code.

use std::io::{self, Write};

use super::help::{help, usage};
use super::options::{Command, InspectOptions, Stage};
use super::parse::Usage;
use super::{DONE, Terminal, WRONG};
use crate::diag::{CODES, Findings};
use crate::document::{Document, distance};
use crate::inspect;
use crate::pipeline;
use crate::read::Source;
use crate::report;

/// Runs one command.
pub(super) fn run(command: Command, terminal: &mut Terminal<'_>) -> io::Result<u8> {
    match command {
        Command::Help(command) => terminal.out.write_all(help(command).as_bytes()).map(|()| DONE),
        Command::Version => writeln!(terminal.out, "sdkwright {}", env!("CARGO_PKG_VERSION")).map(|()| DONE),
        Command::Explain(code) => explain(code.as_deref(), terminal),
        Command::Inspect(options) => inspect(&options, terminal),
        Command::Permissions(options) => super::permissions::permissions(&options, terminal),
        Command::Generate(options) => super::generate::generate(&options, terminal),
    }
}

/// Says what is wrong with a call.
pub(super) fn wrong(usage_error: &Usage, terminal: &mut Terminal<'_>) -> io::Result<u8> {
    writeln!(terminal.err, "error: {}", usage_error.message)?;
    if let Some(hint) = &usage_error.hint {
        writeln!(terminal.err, "  help: {hint}")?;
    }
    writeln!(terminal.err, "\nUsage: {}", usage(usage_error.command))?;
    let more = usage_error.command.map_or_else(String::new, |command| format!("{command} "));
    writeln!(terminal.err, "More: sdkwright {more}--help")?;
    Ok(WRONG)
}

fn explain(code: Option<&str>, terminal: &mut Terminal<'_>) -> io::Result<u8> {
    let Some(wanted) = code else {
        for info in CODES {
            writeln!(terminal.out, "{}  {}", info.text, info.title)?;
        }
        return Ok(DONE);
    };
    match CODES.iter().find(|info| info.text.eq_ignore_ascii_case(wanted)) {
        Some(info) => {
            writeln!(terminal.out, "{}: {}\n\n{}", info.text, info.title, info.explain.trim_end())?;
            Ok(DONE)
        }
        None => {
            let near = CODES.iter().min_by_key(|info| distance(&wanted.to_ascii_uppercase(), info.text));
            let hint = near.map(|info| {
                format!("the nearest is {} ({}); `sdkwright explain` lists all", info.text, info.title)
            });
            let usage =
                Usage { message: format!("there is no code `{wanted}`"), hint, command: Some("explain") };
            wrong(&usage, terminal)
        }
    }
}

fn inspect(options: &InspectOptions, terminal: &mut Terminal<'_>) -> io::Result<u8> {
    let source = Source::disk(&options.input.spec);
    let mut findings = Findings::default();
    let text = match options.stage {
        Stage::Document => {
            let input = super::generate::input(&options.input);
            Stdout::Document(pipeline::document(&input, &source, &mut findings))
        }
        stage => Stdout::Text(later_stage(stage, options, &source, &mut findings)),
    };
    if options.input.strict {
        findings.make_strict();
    }
    told(&findings, &source, terminal)?;
    if findings.has_errors() {
        return Ok(WRONG);
    }
    match text {
        Stdout::Document(Some(document)) => {
            let mut out = io::BufWriter::with_capacity(1 << 16, &mut *terminal.out);
            document.write_json(&mut out)?;
            out.flush().map(|()| DONE)
        }
        Stdout::Text(Some(text)) => writeln!(terminal.out, "{}", text.trim_end()).map(|()| DONE),
        Stdout::Document(None) | Stdout::Text(None) => Ok(WRONG),
    }
}

/// What `inspect` prints.
enum Stdout {
    Document(Option<Document>),
    Text(Option<String>),
}

fn later_stage(
    stage: Stage,
    options: &InspectOptions,
    source: &Source,
    findings: &mut Findings,
) -> Option<String> {
    let input = super::generate::input(&options.input);
    if stage == Stage::View {
        let generated = pipeline::generate(&input, source, findings)?;
        return serde_json::to_string_pretty(&generated.view).ok();
    }
    let stages = pipeline::stages(&input, source, findings)?;
    let value = match stage {
        Stage::Api => inspect::api(&stages.document, &stages.api),
        Stage::Facts => inspect::facts(&stages.api, &stages.facts),
        _ => inspect::names(&stages.api, &stages.names),
    };
    serde_json::to_string_pretty(&value).ok()
}

fn told(findings: &Findings, source: &Source, terminal: &mut Terminal<'_>) -> io::Result<()> {
    terminal.err.write_all(report::draw(findings, source.files(), terminal.colour).as_bytes())
}
