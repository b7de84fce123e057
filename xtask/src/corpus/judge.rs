//! The compiler judges the crates, many in one call: what they depend on is built once.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;

use super::{Judge, Options, Row, Verdict};
use crate::measure::measure;
use crate::run::{cargo, output};

/// A crate from a larger description is judged alone, so that its cost is known.
const LARGE: u64 = 200_000;

pub(super) fn judge(rows: &mut [Row], options: &Options, crates: &Path) -> Result<(), Box<dyn Error>> {
    let bench = Bench { options, crates };
    if Path::new("Cargo.lock").exists() {
        fs::copy("Cargo.lock", crates.join("Cargo.lock"))?;
    }
    let mut waiting: Vec<&mut Row> = rows.iter_mut().filter(|row| row.generated()).collect();
    if let Some(first) = waiting.first_mut() {
        // Builds the dependencies, so that they are not counted with the first one.
        let names = [first.name.clone()];
        bench.call(&names)?;
        bench.forget(&names)?;
    }
    let mut waiting = waiting.into_iter().peekable();
    while let Some(first) = waiting.next() {
        let alone = first.bytes > LARGE;
        let mut batch = vec![first];
        while !alone && batch.len() < options.batch {
            let Some(next) = waiting.next_if(|next| next.bytes <= LARGE) else { break };
            batch.push(next);
        }
        bench.batch(&mut batch)?;
    }
    Ok(())
}

struct Bench<'o> {
    options: &'o Options,
    crates: &'o Path,
}

impl Bench<'_> {
    fn batch(&self, rows: &mut [&mut Row]) -> Result<(), Box<dyn Error>> {
        let names: Vec<String> = rows.iter().map(|row| row.name.clone()).collect();
        let (result, cost) = measure(|| self.call(&names));
        let (success, text) = result?;
        let mut lines = by_crate(&text, &names);
        if !success && lines.is_empty() && rows.len() > 1 {
            // A manifest that cargo refuses stops all of them.
            for row in rows {
                self.batch(std::slice::from_mut(row))?;
            }
            return Ok(());
        }
        let alone = rows.len() == 1;
        if alone && lines.is_empty() && !success {
            lines.extend(names.first().map(|name| (name.clone(), text)));
        }
        for row in rows.iter_mut() {
            let text = lines.remove(&row.name).unwrap_or_default();
            let count = |word: &str| text.lines().filter(|line| line.contains(word)).count();
            let errors = count(": error").max(usize::from(alone && !success));
            let warnings = count(": warning");
            row.verdict = Some(Verdict { errors, warnings, cost: alone.then_some(cost), text });
        }
        let (last, seconds) = (names.last().map_or("", String::as_str), cost.wall.as_secs_f64());
        eprintln!("{} judged in {seconds:.1} s, up to {last}", names.len());
        Ok(())
    }

    /// Whether cargo was content, and what it printed.
    fn call(&self, names: &[String]) -> Result<(bool, String), Box<dyn Error>> {
        let members: Vec<String> = names.iter().map(|name| format!("{name:?}")).collect();
        let manifest = self.crates.join("Cargo.toml");
        fs::write(&manifest, format!("[workspace]\nresolver = \"3\"\nmembers = [{}]\n", members.join(", ")))?;
        let command = if self.options.judge == Judge::Clippy { "clippy" } else { "check" };
        let mut cargo = cargo(&[command, "--quiet", "--lib", "--workspace", "--keep-going"]);
        cargo.args(["--message-format", "short", "--manifest-path"]).arg(&manifest);
        cargo.arg("--target-dir").arg(self.options.work.join("target"));
        cargo.args(self.options.jobs.iter().flat_map(|jobs| ["--jobs", jobs]));
        // Every crate is compiled once, and nobody debugs it.
        cargo.env("CARGO_INCREMENTAL", "0").env("CARGO_PROFILE_DEV_DEBUG", "0");
        let result = output(&mut cargo)?;
        Ok((result.status.success(), String::from_utf8_lossy(&result.stderr).into_owned()))
    }

    fn forget(&self, names: &[String]) -> Result<(), Box<dyn Error>> {
        for name in names {
            let mut cargo = cargo(&["clean", "--quiet", "--package", name, "--manifest-path"]);
            cargo.arg(self.crates.join("Cargo.toml"));
            cargo.arg("--target-dir").arg(self.options.work.join("target"));
            output(&mut cargo)?;
        }
        Ok(())
    }
}

/// What was said of each crate: a finding begins with its file, and that with the crate's folder.
fn by_crate(text: &str, names: &[String]) -> BTreeMap<String, String> {
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    for line in text.lines().filter(|line| line.contains(": error") || line.contains(": warning")) {
        let before_file = line.split("/src/").next().unwrap_or_default();
        let folder = before_file.rsplit('/').next().unwrap_or_default();
        if names.iter().any(|name| name == folder) {
            let lines = found.entry(folder.to_owned()).or_default();
            lines.push_str(line);
            lines.push('\n');
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_are_given_to_their_crates() {
        let text = "corpus-a/src/lib.rs:1:1: error[E0432]: no\n/w/crates/corpus-b/src/api/x.rs:3:9: warning: so\n\
                    error: could not compile `corpus-a` (lib) due to 1 previous error\n\
                    corpus-a/src/client.rs:2:1: error: such\n";
        let names = ["corpus-a".to_owned(), "corpus-b".to_owned()];
        let found = by_crate(text, &names);
        assert_eq!(found.len(), 2);
        assert_eq!(found.get("corpus-a").map(|lines| lines.lines().count()), Some(2));
        assert!(found.get("corpus-b").is_some_and(|lines| lines.contains("warning: so")));
        assert!(by_crate("error: failed to parse manifest\n", &names).is_empty());
    }
}
