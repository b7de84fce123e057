//! The programs that make instances and judge answers: scripts for Node, with two packages from npm.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::Command;

use super::Verdict;
use crate::find::Found;
use crate::run::{output, run};

const SCRIPTS: &[(&str, &str)] = &[
    ("description.mjs", include_str!("description.mjs")),
    ("exact.mjs", include_str!("exact.mjs")),
    ("instances.mjs", include_str!("instances.mjs")),
    ("judge.mjs", include_str!("judge.mjs")),
    ("unfold.mjs", include_str!("unfold.mjs")),
];

/// In these versions, so that a seed gives the same instances everywhere.
const PACKAGES: &[&str] = &["json-schema-faker@0.5.9", "ajv@8.17.1", "ajv-formats@3.0.1", "js-yaml@4.1.0"];

/// Writes the scripts, and installs what they import unless it is there.
pub fn install(work: &Path) -> Result<(), Box<dyn Error>> {
    for (name, text) in SCRIPTS {
        fs::write(work.join(name), text)?;
    }
    let told = work.join("packages.txt");
    let packages = PACKAGES.join("\n");
    if fs::read_to_string(&told).is_ok_and(|known| known == packages) {
        return Ok(());
    }
    let mut npm = Command::new("npm");
    npm.current_dir(work).args(["install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"]);
    run(npm.args(PACKAGES))?;
    Ok(fs::write(told, packages)?)
}

pub fn instances(work: &Path, found: &Found, home: &Path, count: usize) -> Result<(), Box<dyn Error>> {
    let mut node = Command::new("node");
    node.arg("--stack-size=4000").arg(work.join("instances.mjs")).arg(std::path::absolute(&found.path)?);
    run(node.arg(home.join("places.tsv")).arg(home).arg(count.to_string()))
}

pub fn judge(work: &Path, home: &Path) -> Result<Verdict, Box<dyn Error>> {
    let answer = output(Command::new("node").arg(work.join("judge.mjs")).arg(home))?;
    if !answer.status.success() {
        return Err(format!("the judge failed: {}", String::from_utf8_lossy(&answer.stderr)).into());
    }
    verdict(&String::from_utf8_lossy(&answer.stdout))
}

fn verdict(text: &str) -> Result<Verdict, Box<dyn Error>> {
    let mut verdict = Verdict::default();
    for line in text.lines() {
        let mut words = line.splitn(3, '\t');
        let mut word = || words.next().unwrap_or_default();
        let (what, number, rest) = (word(), word().parse::<usize>()?, word());
        match what {
            "judged" => verdict.judged = number,
            "survived" => verdict.survived = number,
            "apart" => verdict.apart = number,
            "control" => verdict.control = (number, rest.parse()?),
            "cause" => verdict.causes.push((number, rest.to_owned())),
            other => return Err(format!("the judge said `{other}`").into()),
        }
    }
    Ok(verdict)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_judge_says_is_read() {
        let said = "judged\t10\nsurvived\t7\napart\t1\ncontrol\t4\t5\ncause\t2\trefused\ncause\t1\ta member is lost\n";
        let read = verdict(said).unwrap();
        assert_eq!((read.judged, read.survived, read.apart, read.control), (10, 7, 1, (4, 5)));
        assert_eq!(read.causes, [(2, "refused".to_owned()), (1, "a member is lost".to_owned())]);
        assert!(verdict("judged\tmany\n").is_err());
        assert!(verdict("guessed\t1\n").is_err());
    }
}
