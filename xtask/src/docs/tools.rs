//! Other people's programs: mdBook, a browser, and what drives it. Installed into the work folder where it can be.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::run::{cargo, output, run};

/// The program that makes HTML of Markdown. As a library it would cost every build of this tool 200 packages.
const MDBOOK: &str = "0.5.4";
/// Drives a browser that is there; it brings none along.
const DRIVER: &str = "puppeteer-core@24.43.1";

/// mdBook: that of the `PATH` where it is of this version, else one that cargo installs, once, into the work folder.
pub(super) fn mdbook(work: &Path) -> Result<PathBuf, Box<dyn Error>> {
    let own = std::path::absolute(work.join("mdbook"))?;
    let program = own.join("bin").join(format!("mdbook{}", std::env::consts::EXE_SUFFIX));
    for candidate in [PathBuf::from("mdbook"), program.clone()] {
        if is_wanted(&candidate) {
            return Ok(candidate);
        }
    }
    println!("docs: installing mdBook {MDBOOK}, which takes some minutes");
    let arguments = [
        "install",
        "mdbook",
        "--version",
        MDBOOK,
        "--locked",
        "--no-default-features",
        "--features",
        "search",
    ];
    // A folder of its own: what is built for this repository stays as it is.
    let target = own.join("target");
    run(cargo(&arguments).arg("--root").arg(&own).arg("--target-dir").arg(&target))?;
    // Only the program is of use from now on.
    fs::remove_dir_all(&target)?;
    if is_wanted(&program) { Ok(program) } else { Err("mdBook was installed and does not run".into()) }
}

fn is_wanted(program: &Path) -> bool {
    let said = Command::new(program).arg("--version").output();
    said.is_ok_and(|said| String::from_utf8_lossy(&said.stdout).trim() == format!("mdbook v{MDBOOK}"))
}

/// A Chromium: what `CHROMIUM` names, one of the `PATH`, or Debian's package where it may be installed.
pub(super) fn chromium() -> Result<PathBuf, Box<dyn Error>> {
    let runs = |program: &Path| {
        Command::new(program).arg("--version").output().is_ok_and(|said| said.status.success())
    };
    let named = std::env::var_os("CHROMIUM").map(PathBuf::from);
    let known = ["chromium", "chromium-browser", "google-chrome"].map(PathBuf::from);
    let found = || named.iter().chain(&known).find(|program| runs(program)).cloned();
    if let Some(program) = found() {
        return located(&program);
    }
    run(Command::new("apt-get").args(["install", "--yes", "--no-install-recommends", "chromium"]))?;
    located(&found().ok_or("there is no Chromium; say where it is with CHROMIUM")?)
}

/// The driver wants a path and looks into no `PATH`.
fn located(program: &Path) -> Result<PathBuf, Box<dyn Error>> {
    if program.components().count() > 1 {
        return Ok(program.to_owned());
    }
    let said = output(Command::new("which").arg(program))?;
    Ok(PathBuf::from(String::from_utf8_lossy(&said.stdout).trim()))
}

/// Node with the driver, in this folder.
pub(super) fn driver(folder: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(folder)?;
    let mark = folder.join("installed");
    if fs::read_to_string(&mark).is_ok_and(|installed| installed == DRIVER) {
        return Ok(());
    }
    fs::write(folder.join("package.json"), "{\"private\": true}\n")?;
    run(Command::new("npm").args(["install", "--no-audit", "--no-fund", DRIVER]).current_dir(folder))?;
    fs::write(mark, DRIVER)?;
    Ok(())
}
