//! One description becomes a crate, in this process: how long, how much memory, what was left out.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Instant;

use sdkwright::diag::{Findings, Part, Severity};
use sdkwright::emit;
use sdkwright::pipeline::{self, Generated, Input};
use sdkwright::read::{ReadOptions, Source};
use sdkwright::report;

use super::{Counts, End, Options, Row};
use crate::find::Found;

pub(super) fn generate(found: &Found, options: &Options, crates: &Path) -> Result<Row, Box<dyn Error>> {
    let input = Input {
        spec: found.path.to_string_lossy().into_owned(),
        package: Some(found.name.clone()),
        read: ReadOptions { allow_outside_root: options.outside, ..ReadOptions::default() },
        ..Input::default()
    };
    let out = crates.join(&found.name);
    forget_peak();
    let started = Instant::now();
    let (done, wait) = mpsc::channel();
    // A thread of its own: one that panics or never comes back is a row of the table and not the end of it.
    thread::Builder::new().stack_size(8 << 20).spawn(move || {
        let end = write(&input, &out);
        // Nobody listens any more when patience is over.
        let _ = done.send(end);
    })?;
    let end = match wait.recv_timeout(options.patience) {
        Ok(end) => end,
        Err(RecvTimeoutError::Timeout) => End::Hung,
        Err(RecvTimeoutError::Disconnected) => End::Panicked,
    };
    let wall = started.elapsed();
    Ok(Row { name: found.name.clone(), bytes: found.bytes, wall, peak: peak(), end, verdict: None })
}

fn write(input: &Input, out: &Path) -> End {
    let source = Source::disk(&input.spec);
    let mut findings = Findings::default();
    let generated = pipeline::generate(input, &source, &mut findings);
    let Some(generated) = generated.filter(|_| !findings.has_errors()) else {
        return refused(&findings, &source);
    };
    match emit::write(&generated.files, out) {
        Ok(_) => End::Generated(counts(&generated, &source)),
        Err(why) => End::Refused { codes: vec!["E0902"], text: why.to_string() },
    }
}

fn refused(findings: &Findings, source: &Source) -> End {
    let mut errors = Findings::default();
    for finding in findings.all().iter().filter(|finding| finding.severity == Severity::Error) {
        errors.push(finding.clone());
    }
    let mut codes: Vec<_> = errors.all().iter().map(|finding| finding.code.text()).collect();
    codes.sort_unstable();
    codes.dedup();
    End::Refused { codes, text: report::draw(&errors, source.files(), false) }
}

fn counts(generated: &Generated, source: &Source) -> Counts {
    let api = &generated.stages.api;
    let places: Vec<_> =
        api.skipped.iter().map(|skipped| generated.stages.document.place(skipped.node, Part::Key)).collect();
    let spots = report::lines(source.files(), places.iter());
    let skipped = api.skipped.iter().zip(&places).zip(spots).map(|((skipped, place), spot)| {
        let line = spot.map_or_else(String::new, |(line, _)| format!(":{line}"));
        let code = skipped.code.text();
        let (method, path, reason) = (&skipped.method, &skipped.path, &skipped.reason);
        (code, format!("{code} {method} {path} ({}{line}): {reason}", place.file))
    });
    Counts {
        described: api.described,
        generated: api.operations.len(),
        excluded: api.excluded,
        skipped: skipped.collect(),
        models: generated.view.models.len(),
    }
}

/// Linux counts the most memory held from here on; elsewhere nothing happens.
fn forget_peak() {
    let _ = fs::write("/proc/self/clear_refs", "5");
}

fn peak() -> Option<u64> {
    peak_of(&fs::read_to_string("/proc/self/status").ok()?)
}

/// In bytes.
fn peak_of(status: &str) -> Option<u64> {
    let value = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: u64 = value.split_whitespace().next()?.parse().ok()?;
    Some(kib * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_peak_is_read() {
        assert_eq!(peak_of("Name:\tx\nVmPeak:\t 9 kB\nVmHWM:\t  2048 kB\n"), Some(2 << 20));
        assert_eq!(peak_of("Name:\tx\n"), None);
    }
}
