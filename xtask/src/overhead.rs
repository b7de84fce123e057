//! `bench overhead`: what a call through the SDK costs beside the same call written by hand, in instructions and in
//! allocations. Instructions are counted by valgrind: a busy machine changes nothing about them.

use std::error::Error;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};

use crate::Outcome;
use crate::run::{built_example, output};

/// How many times the instructions of the call by hand a call may take that brings a page.
const BAR: f64 = 1.03;

/// What is asked for, and whether the bar is for it: an answer with next to nothing in it shows what a call costs itself.
const ROOMS: [(&str, &str, bool); 2] =
    [("room-with-messages", "a page of 50 messages", true), ("empty", "an empty page", false)];

pub fn command(mut parser: lexopt::Parser) -> Outcome {
    let mut calls = 100_u32;
    while let Some(arg) = parser.next()? {
        match arg {
            lexopt::Arg::Long("calls") => calls = parser.value()?.to_string_lossy().parse()?,
            other => return Err(other.unexpected().into()),
        }
    }
    if Command::new("valgrind").arg("--version").stdout(Stdio::null()).status().is_err() {
        println!(
            "bench overhead: skipped, nothing was measured: there is no valgrind (`apt-get install valgrind`)"
        );
        return Ok(ExitCode::SUCCESS);
    }
    let program = built_example("overhead")?;
    let mut server =
        Command::new(&program).arg("serve").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let measured = address(&mut server).and_then(|base| measure(&program, &base, calls.max(1)));
    // The end of its input is the end of the server.
    drop(server.stdin.take());
    server.wait()?;
    Ok(ExitCode::from(u8::from(!measured?)))
}

fn address(server: &mut Child) -> Result<String, Box<dyn Error>> {
    let mut line = String::new();
    BufReader::new(server.stdout.take().ok_or("the server says nothing")?).read_line(&mut line)?;
    Ok(line.trim().to_owned())
}

/// Whether the bar holds.
fn measure(program: &Path, base: &str, calls: u32) -> Result<bool, Box<dyn Error>> {
    let mut holds = true;
    for (room, label, judged) in ROOMS {
        let per_call = |who: &str| -> Result<f64, Box<dyn Error>> {
            // What starting up takes is in both, and goes away.
            let once = instructions(program, &[who, base, room, &calls.to_string()])?;
            let twice = instructions(program, &[who, base, room, &(2 * calls).to_string()])?;
            Ok((twice - once) / f64::from(calls))
        };
        let (sdk, hand) = (per_call("sdk")?, per_call("hand")?);
        let ratio = sdk / hand;
        println!("{label}: {sdk:.0} instructions per call, by hand {hand:.0}: {ratio:.3} times as many");
        for line in text(Command::new(program).args(["allocations", base, room]))?.lines() {
            println!("    {line} per call");
        }
        if judged {
            holds = ratio <= BAR;
            println!("    at most {BAR}: {}", if holds { "holds" } else { "FAILED" });
        }
    }
    Ok(holds)
}

/// All instructions of a run.
fn instructions(program: &Path, arguments: &[&str]) -> Result<f64, Box<dyn Error>> {
    let mut command = Command::new("valgrind");
    command.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).arg(program).args(arguments);
    let output = output(&mut command)?;
    let said = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        return Err(format!("`{}` failed: {said}", arguments.join(" ")).into());
    }
    collected(&said).ok_or_else(|| format!("valgrind did not count: {said}").into())
}

/// The number in `==12== Collected : 153177836`.
fn collected(said: &str) -> Option<f64> {
    let (_, number) = said.lines().find(|line| line.contains("Collected"))?.rsplit_once(':')?;
    number.trim().parse().ok()
}

fn text(command: &mut Command) -> Result<String, Box<dyn Error>> {
    let output = output(command)?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[cfg(test)]
mod tests {
    use super::collected;

    #[test]
    fn the_count_is_read() {
        assert_eq!(collected("==7== \n==7== Collected : 153177836\n==7== "), Some(153_177_836.0));
        assert_eq!(collected("nothing"), None);
    }
}
