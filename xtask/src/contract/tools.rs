//! The validators: other people's programs, installed into the work folder and nowhere else.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::run::run;

/// From npm: one validator, and what tells Swagger 2.0 to validators that do not know it.
const NODE: [&str; 2] = ["@stoplight/prism-cli@5.14.2", "swagger2openapi@7.0.8"];
/// From PyPI: the other validator, a reader of YAML, and texts for patterns.
const PYTHON: [&str; 3] = ["openapi-core==0.23.1", "PyYAML==6.0.3", "rstr==3.2.2"];

pub(super) struct Tools {
    folder: PathBuf,
}

impl Tools {
    /// `None`, and why on the terminal, where they are not to be had: no node, no Python, no network.
    pub(super) fn install(folder: &Path) -> Option<Self> {
        let tools = Self { folder: folder.to_owned() };
        let said = format!("{NODE:?} {PYTHON:?}");
        let mark = folder.join("installed");
        if fs::read_to_string(&mark).is_ok_and(|installed| installed == said) {
            return Some(tools);
        }
        match tools.fetch(&said, &mark) {
            Ok(()) => Some(tools),
            Err(why) => {
                eprintln!("the validators cannot be installed: {why}");
                None
            }
        }
    }

    fn fetch(&self, said: &str, mark: &Path) -> Result<(), Box<dyn std::error::Error>> {
        fs::create_dir_all(&self.folder)?;
        fs::write(self.folder.join("package.json"), "{\"private\": true}\n")?;
        run(Command::new("npm")
            .args(["install", "--no-audit", "--no-fund"])
            .args(NODE)
            .current_dir(&self.folder))?;
        run(Command::new("python3").args(["-m", "venv"]).arg(self.folder.join("python")))?;
        run(self.python(&["-m", "pip", "install", "--quiet"]).args(PYTHON))?;
        fs::write(mark, said)?;
        Ok(())
    }

    /// The Python that has the packages.
    pub(super) fn python(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(self.folder.join("python/bin/python"));
        command.env("PYTHONDONTWRITEBYTECODE", "1").args(arguments);
        command
    }

    pub(super) fn node_modules(&self) -> PathBuf {
        self.folder.join("node_modules")
    }
}
