//! `flows`: the OAuth flows against a server that somebody else wrote.

use std::error::Error;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};

use crate::run::{cargo, run};
use crate::{Outcome, no_arguments};

const SERVER: &str = "oauth2-mock-server@8.2.3";

/// Says its address on one line and serves until its input ends.
const SCRIPT: &str = "\
import { OAuth2Server } from 'oauth2-mock-server';
const server = new OAuth2Server();
await server.issuer.keys.generate('RS256');
await server.start(0, '127.0.0.1');
console.log(server.issuer.url.replace('localhost', '127.0.0.1'));
process.stdin.on('end', () => process.exit(0)).resume();
";

pub fn command(parser: lexopt::Parser) -> Outcome {
    no_arguments(parser)?;
    let work = target().join("flows");
    if let Err(why) = install(&work) {
        println!("flows: skipped, nothing was run: {why}");
        return Ok(ExitCode::SUCCESS);
    }
    let mut server = Command::new("node")
        .arg("server.mjs")
        .current_dir(&work)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let tested = address(&mut server).and_then(|issuer| test(&issuer));
    // The end of its input is the end of the server.
    drop(server.stdin.take());
    server.wait()?;
    tested?;
    Ok(ExitCode::SUCCESS)
}

fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from)
}

fn install(work: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(work)?;
    fs::write(work.join("server.mjs"), SCRIPT)?;
    let mark = work.join("installed");
    if fs::read_to_string(&mark).is_ok_and(|installed| installed == SERVER) {
        return Ok(());
    }
    fs::write(work.join("package.json"), "{\"private\": true}\n")?;
    run(Command::new("npm").args(["install", "--no-audit", "--no-fund", SERVER]).current_dir(work))?;
    fs::write(mark, SERVER)?;
    Ok(())
}

fn address(server: &mut Child) -> Result<String, Box<dyn Error>> {
    let mut line = String::new();
    BufReader::new(server.stdout.take().ok_or("the server says nothing")?).read_line(&mut line)?;
    let line = line.trim();
    if line.starts_with("http://") { Ok(line.to_owned()) } else { Err("the server did not start".into()) }
}

fn test(issuer: &str) -> Result<(), Box<dyn Error>> {
    let arguments =
        ["test", "--package", "sdk-runtime", "--test", "suite", "oauth_independent", "--", "--ignored"];
    run(cargo(&arguments).env("OAUTH_TEST_ISSUER", issuer))
}
