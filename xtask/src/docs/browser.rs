//! `docs --test`: the site in a browser without a window. Every link, a search, the explorer beside the library.

use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};

use sdkwright::api::{Mode, Requirement};
use sdkwright::pipeline::Generated;
use sdkwright::usage::{minimal, missing};
use serde_json::{Value, json};

use super::{data, tools, write};
use crate::Outcome;

const SCRIPT: &str = include_str!("explorer/browser.mjs");

/// How many random choices each half of the explorer is asked for.
const CHOICES: usize = 50;

pub(super) fn test(generated: &Generated, work: &Path, site: &Path) -> Outcome {
    let folder = work.join("browser");
    tools::driver(&folder)?;
    let chromium = tools::chromium()?;
    write(&folder.join("browser.mjs"), SCRIPT.as_bytes())?;
    write(&folder.join("cases.json"), cases(generated)?.to_string().as_bytes())?;
    let status = Command::new("node")
        .arg("browser.mjs")
        .arg(fs::canonicalize(site)?)
        .env("CHROMIUM", chromium)
        .current_dir(&folder)
        .status()?;
    println!("docs: screenshots are in {}", folder.display());
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// Choices with the answers of the library.
fn cases(generated: &Generated) -> Result<Value, Box<dyn Error>> {
    let api = &generated.stages.api;
    let operations = data::operations(api);
    let names = data::permissions(api);
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    let mut fewest = Vec::new();
    let mut open = Vec::new();
    for round in 0..CHOICES {
        let chosen = chance.some(operations.len(), 1 + round * 4);
        let requirements: Vec<&Requirement> =
            chosen.iter().filter_map(|number| operations.get(*number)).map(|one| &one.requirement).collect();
        let answer = minimal(requirements);
        fewest.push(json!({"chosen": chosen, "permissions": answer.permissions, "exact": answer.exact}));
        let chosen = chance.some(names.len(), round * 3);
        let written: Vec<String> = chance
            .some(names.len(), round % 3)
            .iter()
            .filter_map(|number| wide(names.get(*number)?))
            .collect();
        let held = chosen.iter().filter_map(|number| names.get(*number)).map(|name| (*name).to_owned());
        let held: Vec<String> = held.chain(written.iter().cloned()).collect();
        let opened: Vec<&str> = operations
            .iter()
            .filter(|operation| missing(&operation.requirement, &held).is_empty())
            .map(|operation| operation.label.as_str())
            .collect();
        open.push(json!({"chosen": chosen, "written": written, "opened": opened}));
    }
    let tangled: Vec<Value> = (0..CHOICES).map(|round| chance.tangled(round)).collect();
    // By the last one of each kind: names that are easily mixed up with others are found, too.
    let pages = generated.view.pages.as_ref().ok_or("the configuration wants no pages")?;
    let sought: Vec<Value> = pages
        .tags
        .iter()
        .filter_map(|tag| {
            Some(json!({"name": tag.operations.last()?.method, "page": format!("tags/{}.html", tag.module)}))
        })
        .take(3)
        .collect();
    Ok(json!({"fewest": fewest, "open": open, "tangled": tangled, "sought": sought}))
}

/// `a:b:*` for `a:b:c`; names with spaces or commas are not for the box into which wildcards are written.
fn wide(name: &str) -> Option<String> {
    let (before, _) = name.rsplit_once([':', '.'])?;
    let separator = if name.contains(':') { ':' } else { '.' };
    (!name.contains([' ', ','])).then(|| format!("{before}{separator}*"))
}

/// The same choices on every machine.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or_default() % end.max(1)
    }

    /// At most so many numbers below `end`.
    fn some(&mut self, end: usize, count: usize) -> Vec<usize> {
        let chosen: BTreeSet<usize> =
            if end == 0 { BTreeSet::new() } else { (0..count).map(|_| self.below(end)).collect() };
        chosen.into_iter().collect()
    }

    /// Lists that have to be searched, with the answer of the library: operations of real APIs hardly ever do.
    fn tangled(&mut self, round: usize) -> Value {
        let names: Vec<String> = (0..12 + round).map(|number| format!("a:b:m{number:02}")).collect();
        let lists: Vec<Vec<usize>> = (0..10 + round).map(|_| self.some(names.len(), 4)).collect();
        let any = |list: &Vec<usize>| Requirement {
            mode: Mode::Any,
            permissions: list.iter().filter_map(|number| names.get(*number)).cloned().collect(),
            parts: Vec::new(),
        };
        let requirements: Vec<Requirement> = lists.iter().map(any).collect();
        let answer = minimal(&requirements);
        json!({"names": names, "lists": lists, "permissions": answer.permissions, "exact": answer.exact})
    }
}
