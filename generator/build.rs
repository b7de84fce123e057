//! Takes the runtime into the binary: `sdkwright` copies it into every SDK, wherever it is installed.
//!
//! In the repository the runtime is the package beside this one; in the published crate it is a folder of it, whose
//! manifest then has another name, because cargo leaves out folders that are packages themselves.

use std::env;
use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

const PLACES: [&str; 2] = ["templates/runtime", "../templates/runtime"];
/// What the generator itself does exactly as the SDKs do.
const SHARED: [&str; 3] = ["hitting_set.rs", "least.rs", "wildcard.rs"];
const MANIFESTS: [&str; 2] = ["Cargo.toml", "manifest.toml"];

fn main() -> Result<(), Box<dyn Error>> {
    let package = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or("CARGO_MANIFEST_DIR is not set")?);
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?);
    let runtime = PLACES
        .iter()
        .map(|place| package.join(place))
        .find(|place| place.is_dir())
        .ok_or_else(|| format!("the runtime is in none of {PLACES:?} of `{}`", package.display()))?;
    let manifest = MANIFESTS
        .iter()
        .map(|name| runtime.join(name))
        .find(|path| path.is_file())
        .ok_or_else(|| format!("the runtime has none of {MANIFESTS:?} in `{}`", runtime.display()))?;
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={}", manifest.display());
    println!("cargo::rerun-if-changed={}", runtime.join("src/runtime").display());

    let mut sources = Vec::new();
    collect(&runtime, "src/runtime", &mut sources)?;
    sources.sort();
    fs::write(out.join("runtime_manifest.toml"), normalised(&manifest)?)?;
    for name in SHARED {
        fs::write(out.join(name), included(&runtime.join("src/runtime").join(name))?)?;
    }
    fs::write(out.join("runtime_files.rs"), table(&runtime, &sources, &out)?)?;
    Ok(())
}

/// The paths of all files below a folder, relative to the runtime, `/` between folders.
fn collect(runtime: &Path, folder: &str, sources: &mut Vec<String>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(runtime.join(folder))? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_str().ok_or_else(|| format!("`{}` is not UTF-8", entry.path().display()))?;
        if name.starts_with('.') {
            continue;
        }
        let path = format!("{folder}/{name}");
        if entry.file_type()?.is_dir() { collect(runtime, &path, sources)? } else { sources.push(path) }
    }
    Ok(())
}

fn table(runtime: &Path, sources: &[String], out: &Path) -> Result<String, Box<dyn Error>> {
    let mut code = String::from("&[\n");
    for (number, source) in sources.iter().enumerate() {
        let copy = format!("runtime_{number}");
        fs::write(out.join(&copy), normalised(&runtime.join(source))?)?;
        writeln!(code, "    ({source:?}, include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{copy}\"))),")?;
    }
    code.push_str("]\n");
    Ok(code)
}

/// A checkout on Windows may have other line ends; what is generated must not depend on where.
fn normalised(path: &Path) -> Result<String, Box<dyn Error>> {
    let text =
        fs::read_to_string(path).map_err(|error| format!("cannot read `{}`: {error}", path.display()))?;
    Ok(text.replace("\r\n", "\n"))
}

/// A file of the runtime as `include!` takes it: without the documentation of the module.
fn included(path: &Path) -> Result<String, Box<dyn Error>> {
    let text = normalised(path)?;
    Ok(text
        .lines()
        .filter(|line| !line.starts_with("//!"))
        .fold(String::new(), |text, line| text + line + "\n"))
}
