//! `sdkwright permissions`: who may do what, and what a user's own code needs.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::options::PermissionsOptions;
use super::{DONE, FOUND, Terminal, WRONG};
use crate::diag::Findings;
use crate::lower::Package;
use crate::pipeline::{self, Stages};
use crate::read::Source;
use crate::render;
use crate::report::{self, Granted, Needs};
use crate::usage::{self, Index, SourceFile};

/// Runs the command and gives the exit code.
pub(super) fn permissions(options: &PermissionsOptions, terminal: &mut Terminal<'_>) -> io::Result<u8> {
    let source = Source::disk(&options.input.spec);
    let mut findings = Findings::default();
    let input = super::generate::input(&options.input);
    let stages = pipeline::stages(&input, &source, &mut findings);
    if options.input.strict {
        findings.make_strict();
    }
    super::generate::tell(&findings, &source, true, terminal)?;
    let Some(stages) = stages.filter(|_| !findings.has_errors()) else { return Ok(WRONG) };
    let scopes_alone = stages.api.permissions.is_empty();
    let granted = match options.assert.as_deref().map(|path| granted(path, scopes_alone)).transpose() {
        Ok(granted) => granted.unwrap_or_default(),
        Err(why) => {
            writeln!(terminal.err, "error: {why}")?;
            return Ok(WRONG);
        }
    };
    let Some(folder) = &options.used_by else {
        let text = report::permissions(&stages.api, options.format);
        terminal.out.write_all(text.as_bytes())?;
        return Ok(DONE);
    };
    match needs(&stages, options, folder, &granted) {
        Ok(needs) => tell(&stages, &needs, options, terminal),
        Err(why) => {
            writeln!(terminal.err, "error: {why}")?;
            Ok(WRONG)
        }
    }
}

/// What the crate in a folder needs, compared with what is granted where a file says so.
fn needs(
    stages: &Stages,
    options: &PermissionsOptions,
    folder: &str,
    granted: &Granted,
) -> Result<Needs, String> {
    let root = Path::new(folder);
    let mut sources = Vec::new();
    let mut manifests = around(root);
    collect(root, root, &mut BTreeSet::new(), &mut |path, text| {
        if path.ends_with(".rs") {
            sources.push(SourceFile { path, text });
        } else {
            manifests.push(text);
        }
    })?;
    if sources.is_empty() {
        return Err(format!("there is no Rust file in `{folder}`"));
    }
    sources.sort_by(|left, right| left.path.cmp(&right.path));
    let mut unheard = Findings::default();
    let name = options.input.package.as_deref();
    let package = Package::new(&stages.api, &stages.config, name, render::runtime_manifest(), &mut unheard);
    let index = Index::new(&stages.api, &stages.names, &package.name);
    let usage = usage::scan(&index, &manifests, &sources);
    Ok(Needs::new(&stages.api, usage, granted))
}

fn tell(
    stages: &Stages,
    needs: &Needs,
    options: &PermissionsOptions,
    terminal: &mut Terminal<'_>,
) -> io::Result<u8> {
    terminal.out.write_all(report::needs(&stages.api, needs, options.format).as_bytes())?;
    for (file, message) in &needs.usage.unreadable {
        writeln!(terminal.err, "error: `{file}` is no Rust that can be read: {message}")?;
    }
    let undecided = needs.usage.undecided.len();
    if undecided > 0 {
        let what = if options.input.strict { "error" } else { "warning" };
        writeln!(terminal.err, "{what}: {undecided} places could not be decided; they are listed")?;
    }
    let unsure = options.input.strict && undecided > 0;
    Ok(match needs {
        _ if !needs.usage.unreadable.is_empty() => WRONG,
        _ if !needs.is_met() || (unsure && options.assert.is_some()) => FOUND,
        _ if unsure => WRONG,
        _ => DONE,
    })
}

/// The manifests of the folders around one: a workspace's may give the SDK another name.
fn around(root: &Path) -> Vec<String> {
    let Ok(whole) = fs::canonicalize(root) else { return Vec::new() };
    whole
        .ancestors()
        .skip(1)
        .filter_map(|folder| fs::read_to_string(folder.join("Cargo.toml")).ok())
        .collect()
}

/// Every `.rs` file and manifest below a folder, but for what cargo built and what is hidden. Links are followed, and no
/// folder is read twice.
fn collect(
    root: &Path,
    folder: &Path,
    seen: &mut BTreeSet<PathBuf>,
    found: &mut dyn FnMut(String, String),
) -> Result<(), String> {
    let failed = |path: &Path, why: io::Error| format!("`{}` cannot be read: {why}", path.display());
    if !seen.insert(fs::canonicalize(folder).map_err(|why| failed(folder, why))?) {
        return Ok(());
    }
    let mut entries: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(folder).map_err(|why| failed(folder, why))? {
        entries.push(entry.map_err(|why| failed(folder, why))?.path());
    }
    entries.sort();
    for path in entries {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let wanted = name.ends_with(".rs") || name == "Cargo.toml";
        // A link that leads nowhere holds no source.
        let Ok(kind) = fs::metadata(&path) else { continue };
        let built =
            name == "target" && (path.join("CACHEDIR.TAG").exists() || folder.join("Cargo.toml").exists());
        if kind.is_dir() && !name.starts_with('.') && !built {
            collect(root, &path, seen, found)?;
        } else if kind.is_file() && wanted {
            let text = fs::read_to_string(&path).map_err(|why| failed(&path, why))?;
            let shown = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            found(shown, text);
        }
    }
    Ok(())
}

/// What is granted: a JSON list, one name a line with `#` before remarks, or a JSON object with lists `permissions` and
/// `scopes`. A plain list is of permissions, and of scopes where the API knows nothing else.
fn granted(path: &str, scopes_alone: bool) -> Result<Granted, String> {
    let text = fs::read_to_string(path).map_err(|why| format!("`{path}` cannot be read: {why}"))?;
    let of = |list: Vec<String>| match scopes_alone {
        true => Granted { permissions: None, scopes: Some(list) },
        false => Granted { permissions: Some(list), scopes: None },
    };
    let text = text.trim_start_matches('\u{feff}').trim();
    match text.chars().next() {
        Some('[') => serde_json::from_str(text)
            .map(of)
            .map_err(|why| format!("`{path}` is no JSON list of permissions: {why}")),
        Some('{') => serde_json::from_str::<Lists>(text)
            .map(|lists| Granted { permissions: lists.permissions, scopes: lists.scopes })
            .map_err(|why| format!("`{path}` is no JSON object with `permissions` and `scopes`: {why}")),
        _ => lines(path, text).map(of),
    }
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    permissions: Option<Vec<String>>,
    scopes: Option<Vec<String>>,
}

fn lines(path: &str, text: &str) -> Result<Vec<String>, String> {
    let mut names = Vec::new();
    for line in text.lines() {
        // A `#` inside a word belongs to it.
        let words: Vec<&str> = line.split_whitespace().take_while(|word| !word.starts_with('#')).collect();
        let line = words.join(" ");
        if line.contains(char::is_whitespace) {
            return Err(format!("`{path}`: one permission a line is expected, not `{line}`"));
        }
        if !line.is_empty() {
            names.push(line);
        }
    }
    Ok(names)
}
