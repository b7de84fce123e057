//! The table that people read: one line a description, totals, then what was refused, skipped and found.

use std::collections::BTreeMap;

use super::{Counts, End, Row, Verdict};
use crate::measure::Cost;

pub(super) fn print(rows: &[Row]) {
    println!(
        "| description | kB | generate | peak | described | generated | excluded | skipped | models | check | user CPU |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|---|");
    let mut total = Counts::default();
    let mut skipped = 0;
    for row in rows {
        println!("{}", line(row));
        if let End::Generated(counts) = &row.end {
            total.described += counts.described;
            total.generated += counts.generated;
            total.excluded += counts.excluded;
            total.models += counts.models;
            skipped += counts.skipped.len();
        }
    }
    let judged: Vec<&Verdict> = rows.iter().filter_map(|row| row.verdict.as_ref()).collect();
    let fine = judged.iter().filter(|verdict| verdict.errors + verdict.warnings == 0).count();
    println!(
        "| {} of {} | {} | {:.1} s | {} | {} | {} | {} | {skipped} | {} | {fine} of {} ok | |",
        rows.iter().filter(|row| row.generated()).count(),
        rows.len(),
        rows.iter().map(|row| row.bytes).sum::<u64>() / 1024,
        rows.iter().map(|row| row.wall.as_secs_f64()).sum::<f64>(),
        mebibytes(rows.iter().filter_map(|row| row.peak).max()),
        total.described,
        total.generated,
        total.excluded,
        total.models,
        judged.len(),
    );
    by_code(rows);
    details(rows);
}

fn line(row: &Row) -> String {
    let (name, size, peak) = (&row.name, row.bytes / 1024, mebibytes(row.peak));
    let time = format!("{:.2} s", row.wall.as_secs_f64());
    let (check, user) = verdict(row.verdict.as_ref());
    let (time, counts) = match &row.end {
        End::Generated(counts) => (time, shown(counts)),
        End::Refused { codes, .. } => (format!("refused, {}", codes.join(" ")), nothing()),
        End::Panicked => ("panicked".to_owned(), nothing()),
        End::Hung => (format!("hung, {time}"), nothing()),
    };
    format!("| {name} | {size} | {time} | {peak} | {counts} | {check} | {user} |")
}

fn shown(counts: &Counts) -> String {
    let Counts { described, generated, excluded, skipped, models } = counts;
    format!("{described} | {generated} | {excluded} | {} | {models}", skipped.len())
}

fn nothing() -> String {
    "- | - | - | - | -".to_owned()
}

fn verdict(verdict: Option<&Verdict>) -> (String, String) {
    let Some(Verdict { errors, warnings, cost, .. }) = verdict else {
        return ("-".to_owned(), "-".to_owned());
    };
    let word = if errors + warnings == 0 {
        "ok".to_owned()
    } else {
        format!("{errors} errors, {warnings} warnings")
    };
    (word, cost.as_ref().and_then(seconds).unwrap_or_else(|| "-".to_owned()))
}

fn seconds(cost: &Cost) -> Option<String> {
    Some(format!("{:.1} s", cost.user?.as_secs_f64()))
}

fn mebibytes(bytes: Option<u64>) -> String {
    bytes.map_or_else(|| "-".to_owned(), |bytes| format!("{} MiB", bytes >> 20))
}

/// How often each code refused a description or left an operation out.
fn by_code(rows: &[Row]) {
    let mut refused: BTreeMap<&str, usize> = BTreeMap::new();
    let mut skipped: BTreeMap<&str, usize> = BTreeMap::new();
    for row in rows {
        match &row.end {
            End::Refused { codes, .. } => {
                codes.iter().for_each(|code| *refused.entry(code).or_default() += 1)
            }
            End::Generated(counts) => {
                counts.skipped.iter().for_each(|(code, _)| *skipped.entry(code).or_default() += 1);
            }
            End::Panicked | End::Hung => {}
        }
    }
    for (what, codes) in [("descriptions refused", refused), ("operations skipped", skipped)] {
        if !codes.is_empty() {
            println!("\n| code | {what} |\n|---|---|");
            codes.iter().for_each(|(code, count)| println!("| {code} | {count} |"));
        }
    }
}

fn details(rows: &[Row]) {
    for row in rows {
        let text = match &row.end {
            End::Generated(counts) => {
                counts.skipped.iter().map(|(_, line)| line.as_str()).collect::<Vec<_>>().join("\n")
            }
            End::Refused { text, .. } => beginning(text),
            End::Panicked | End::Hung => String::new(),
        };
        let found = row.verdict.as_ref().map(|verdict| beginning(&verdict.text)).unwrap_or_default();
        for text in [text, found].iter().filter(|text| !text.is_empty()) {
            println!("\n{}:\n{text}", row.name);
        }
    }
}

fn beginning(text: &str) -> String {
    text.lines().take(20).collect::<Vec<_>>().join("\n")
}
