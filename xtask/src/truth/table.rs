//! The table: one line a description, totals, causes, and the first losses.

use std::collections::BTreeMap;

use super::roots::Root;
use super::{Row, Verdict};

/// How many losses of one kind are shown of a description.
const SHOWN: usize = 12;

/// Prints everything, and says whether it is good enough.
pub fn print(rows: &[Row], least: f64) -> bool {
    println!(
        "| description | schemas | tried | with instances | instances | survived | lost by cause | control |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    let mut all = Verdict::default();
    let (mut schemas, mut taken, mut failed) = (0, 0, 0);
    for row in rows {
        println!("{}", line(row));
        schemas += row.schemas;
        taken += row.taken;
        match &row.end {
            Ok(verdict) => add(&mut all, verdict),
            Err(_) => failed += 1,
        }
    }
    let total = Row { name: format!("{} descriptions", rows.len()), schemas, taken, end: Ok(all) };
    println!("{}", line(&total));
    for row in rows {
        if let Ok(verdict) = &row.end {
            for text in verdict.without.iter().chain(&verdict.examples) {
                println!("{}: {text}", row.name);
            }
        }
    }
    let Ok(all) = &total.end else { return false };
    println!("\n{failed} failed; {} of {} instances survived", share(all), all.judged);
    failed == 0 && all.judged > 0 && percent(all) >= least && all.control.0 == all.control.1
}

fn add(all: &mut Verdict, one: &Verdict) {
    all.judged += one.judged;
    all.survived += one.survived;
    all.apart += one.apart;
    all.control.0 += one.control.0;
    all.control.1 += one.control.1;
    all.without.extend(one.without.iter().cloned());
    let mut causes: BTreeMap<String, usize> = BTreeMap::new();
    for (count, cause) in all.causes.iter().chain(&one.causes) {
        *causes.entry(cause.clone()).or_default() += count;
    }
    all.causes = causes.into_iter().map(|(cause, count)| (count, cause)).collect();
    all.causes.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
}

/// One line of the table.
pub fn line(row: &Row) -> String {
    let Row { name, schemas, taken, end } = row;
    match end {
        Err(why) => format!("| {name} | {schemas} | {taken} | - | - | {} | - | - |", why.replace('\n', " ")),
        Ok(verdict) => {
            let causes: Vec<String> =
                verdict.causes.iter().map(|(count, cause)| format!("{count} {cause}")).collect();
            let (found, made) = verdict.control;
            format!(
                "| {name} | {schemas} | {taken} | {} | {} | {} | {} | {found} of {made} |",
                taken - verdict.without.len(),
                verdict.judged,
                share(verdict),
                causes.join(", ")
            )
        }
    }
}

fn percent(verdict: &Verdict) -> f64 {
    if verdict.judged == 0 { 100.0 } else { verdict.survived as f64 * 100.0 / verdict.judged as f64 }
}

/// Rounded down: a loss never reads as 100 %.
fn share(verdict: &Verdict) -> String {
    format!("{:.3} %", (percent(verdict) * 1000.0).floor() / 1000.0)
}

/// The schemas that no instance could be made of, with the reason.
pub fn without(made: &str, roots: &[Root]) -> Vec<String> {
    let none = made.lines().filter_map(|line| {
        let mut words = line.splitn(3, '\t');
        let (number, count, why) = (words.next()?, words.next()?, words.next()?);
        let root = roots.get(number.parse::<usize>().ok()?)?;
        (count == "0").then(|| format!("no instance of {}: {why}", root.model))
    });
    none.collect()
}

/// The first losses of each kind, one of each model; what is lost by many comes after what is lost by few.
pub fn examples(lost: &str, roots: &[Root]) -> Vec<String> {
    let mut kinds: BTreeMap<String, BTreeMap<&str, String>> = BTreeMap::new();
    for line in lost.lines() {
        let mut words = line.splitn(4, '\t');
        let (Some(number), Some(what), Some(json)) = (words.next(), words.next(), words.next()) else {
            continue;
        };
        let Some(root) = number.parse::<usize>().ok().and_then(|number| roots.get(number)) else { continue };
        let json: String = json.chars().take(160).collect();
        let kind = match what.strip_prefix("refused: ") {
            Some(_) => "refused".to_owned(),
            None => what.rsplit(": ").next().unwrap_or_default().to_owned(),
        };
        let text = || format!("{} {what}\n    {json}", root.model);
        kinds.entry(kind).or_default().entry(&root.model).or_insert_with(text);
    }
    let mut kinds: Vec<_> = kinds.into_values().collect();
    kinds.sort_by_key(BTreeMap::len);
    kinds.into_iter().flat_map(|kind| kind.into_values().take(SHOWN)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roots() -> Vec<Root> {
        ["A", "B"]
            .map(|model| Root {
                file: String::new(),
                pointer: String::new(),
                model: model.into(),
                nullable: false,
            })
            .into()
    }

    #[test]
    fn a_loss_is_never_rounded_away() {
        let verdict = Verdict { judged: 1_000_000, survived: 999_999, ..Verdict::default() };
        assert_eq!(share(&verdict), "99.999 %");
        assert_eq!(share(&Verdict { judged: 3, survived: 3, ..Verdict::default() }), "100.000 %");
    }

    #[test]
    fn bad_rows_make_it_fail() {
        let row = |end| Row { name: "x".into(), schemas: 1, taken: 1, end };
        let verdict =
            |survived, found| Verdict { judged: 10, survived, control: (found, 2), ..Verdict::default() };
        assert!(print(&[row(Ok(verdict(10, 2)))], 99.9));
        assert!(!print(&[row(Ok(verdict(9, 2)))], 99.9), "a loss");
        assert!(!print(&[row(Ok(verdict(10, 1)))], 99.9), "a judge that sees nothing");
        assert!(
            !print(&[row(Ok(verdict(10, 2))), row(Err("refused".into()))], 99.9),
            "one that was not tried"
        );
        assert!(!print(&[], 99.9), "nothing at all");
    }

    #[test]
    fn schemas_and_losses_get_their_names() {
        assert_eq!(without("0\t3\t\n1\t0\ttoo large\n", &roots()), ["no instance of B: too large"]);
        let lost = "0\trefused: x\t{}\t\n0\trefused: y\t{}\t\n1\trefused: x\t{}\t\n\
                    1\t/a: another text\t{\"a\":1}\t{}\n";
        let shown = ["B /a: another text\n    {\"a\":1}", "A refused: x\n    {}", "B refused: x\n    {}"];
        assert_eq!(examples(lost, &roots()), shown, "rare kinds first, one of each model");
    }
}
