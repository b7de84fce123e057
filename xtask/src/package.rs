//! `package`: both crates as they would be published, built from what was packed.
//!
//! The templates live beside the generator, and cargo packs nothing from outside a package. So a copy is staged in
//! which they are inside, where `build.rs` and `askama.toml` look for them as well.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use crate::run::{cargo, run};
use crate::{Outcome, manifest, no_arguments};

const STAGE: &str = "target/package-stage/sdkwright";

pub fn command(parser: lexopt::Parser) -> Outcome {
    no_arguments(parser)?;
    stage(Path::new(STAGE))?;
    println!("staged in {STAGE}");
    let staged = format!("{STAGE}/Cargo.toml");
    run(&mut cargo(&[
        "package",
        "--offline",
        "--allow-dirty",
        "--manifest-path",
        &staged,
        "--target-dir",
        "target/package-stage/target",
    ]))?;
    let text = fs::read_to_string("generated/Cargo.toml")
        .map_err(|error| format!("generated/Cargo.toml: {error}"))?;
    let package = manifest::package_name(&text).ok_or("generated/Cargo.toml names no package")?;
    run(&mut cargo(&["package", "--offline", "--allow-dirty", "--package", &package]))?;
    println!("sdkwright and {package} can be published");
    Ok(std::process::ExitCode::SUCCESS)
}

fn stage(to: &Path) -> Result<(), Box<dyn Error>> {
    if to.exists() {
        fs::remove_dir_all(to)?;
    }
    copy(Path::new("generator/src"), &to.join("src"))?;
    for name in ["build.rs", "askama.toml"] {
        fs::copy(Path::new("generator").join(name), to.join(name))
            .map_err(|error| format!("generator/{name}: {error}"))?;
    }
    for name in ["Cargo.lock", "README.md", "LICENSE-MIT", "LICENSE-APACHE"] {
        if Path::new(name).exists() {
            fs::copy(name, to.join(name))?;
        }
    }
    for entry in fs::read_dir("templates")? {
        let entry = entry?;
        if entry.file_name() != "runtime" {
            let target = to.join("templates").join(entry.file_name());
            if entry.file_type()?.is_dir() {
                copy(&entry.path(), &target)?;
            } else {
                fs::create_dir_all(to.join("templates"))?;
                fs::copy(entry.path(), target)?;
            }
        }
    }
    copy(Path::new("templates/runtime/src/runtime"), &to.join("templates/runtime/src/runtime"))?;
    // Under its own name, cargo would take the folder for another package and leave it out.
    fs::copy("templates/runtime/Cargo.toml", to.join("templates/runtime/manifest.toml"))?;
    let manifest =
        standalone(&fs::read_to_string("generator/Cargo.toml")?, &fs::read_to_string("Cargo.toml")?);
    fs::write(to.join("Cargo.toml"), manifest)?;
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<(), Box<dyn Error>> {
    let mut pending: Vec<(PathBuf, PathBuf)> = vec![(from.to_owned(), to.to_owned())];
    while let Some((from, to)) = pending.pop() {
        fs::create_dir_all(&to)?;
        for entry in fs::read_dir(&from).map_err(|error| format!("{}: {error}", from.display()))? {
            let entry = entry?;
            let target = to.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                pending.push((entry.path(), target));
            } else {
                fs::copy(entry.path(), target)?;
            }
        }
    }
    Ok(())
}

/// The manifest of the generator with what it inherits written out, as the root of a workspace of its own.
fn standalone(manifest: &str, workspace: &str) -> String {
    let mut out = String::new();
    for line in manifest.lines() {
        let inherited = line.strip_suffix(".workspace = true").map(str::trim);
        match inherited.map(|key| manifest::value(workspace, "workspace.package", key)) {
            None => out.push_str(line),
            Some(Some(value)) => out.extend([inherited.unwrap_or_default(), " = ", value]),
            Some(None) => continue,
        }
        out.push('\n');
    }
    out.push_str("\n[workspace]\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inherited_values_are_written_out() {
        let workspace = "[workspace]\nmembers = []\n[workspace.package]\nedition = \"2024\"\nlicense = \"MIT\"\n\n[profile.dev]\n";
        let manifest = "[package]\nname = \"x\"\nedition.workspace = true\nlicense.workspace = true\n\n[dependencies]\nsyn = \"3\"\n";
        assert_eq!(
            standalone(manifest, workspace),
            "[package]\nname = \"x\"\nedition = \"2024\"\nlicense = \"MIT\"\n\n[dependencies]\nsyn = \"3\"\n\n[workspace]\n"
        );
    }
}
