//! The crate's manifest: package data from the configuration, features from tags, the rest from the runtime's manifest.

use super::{Lower, literal};
use crate::api::Api;
use crate::config::{Config, Docs};
use crate::diag::{Code, Diagnostic, Findings, Place};
use crate::view::ManifestView;

/// The package that is written.
#[derive(Clone, Debug, Default)]
pub struct Package {
    /// `museum-api`.
    pub name: String,
    /// `museum_api`.
    pub crate_name: String,
    /// `0.1.0`.
    pub version: String,
    /// One line.
    pub summary: String,
    /// The runtime's manifest.
    runtime: toml_edit::DocumentMut,
}

impl Package {
    /// Takes the name from the call, else from the configuration, else from the title.
    pub fn new(
        api: &Api,
        config: &Config,
        name: Option<&str>,
        runtime: &str,
        findings: &mut Findings,
    ) -> Self {
        let given = name.is_some();
        let name = name
            .map(str::to_owned)
            .or_else(|| config.package.name.clone())
            .unwrap_or_else(|| named_after(&api.title));
        let placed = |place: Option<Place>, message: String| match place {
            Some(place) => Diagnostic::new(Code::ConfigPackage, place, message),
            None => Diagnostic::call(Code::ConfigPackage, message),
        };
        if !valid_name(&name) {
            let place = config.package.name_place.clone().filter(|_| !given);
            findings.push(
                placed(place, format!("`{name}` cannot be the name of a package"))
                    .hint("ASCII letters, digits, `-` and `_`, starting with a letter; no word that Rust keeps for itself"),
            );
        }
        let version = config.package.version.clone().unwrap_or_else(|| "0.1.0".to_owned());
        if !valid_version(&version) {
            findings.push(
                placed(
                    config.package.version_place.clone(),
                    format!("`{version}` is not a version that Cargo takes"),
                )
                .hint("three numbers, as in 1.2.3"),
            );
        }
        let summary = config.package.description.clone().unwrap_or_else(|| match api.title.as_str() {
            "" => "SDK of an HTTP API".to_owned(),
            title => format!("SDK of {title}"),
        });
        let summary = summary.split_whitespace().collect::<Vec<_>>().join(" ");
        Package {
            crate_name: name.replace('-', "_"),
            name,
            version,
            summary,
            runtime: runtime.parse().unwrap_or_default(),
        }
    }
}

impl Package {
    /// The oldest compiler that builds it.
    pub(super) fn rust_version(&self) -> Option<&str> {
        self.runtime.get("package")?.get("rust-version")?.as_str()
    }

    /// The features that every SDK has, `default` included.
    pub(super) fn runtime_features(&self) -> Vec<String> {
        let features = self.runtime.get("features").and_then(toml_edit::Item::as_table);
        features.into_iter().flatten().map(|(name, _)| name.to_owned()).collect()
    }
}

/// A package name from the title of the description: one that Cargo takes, whatever the title is.
fn named_after(title: &str) -> String {
    let words: String =
        title.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    let mut name = String::new();
    for word in words.split('-').filter(|word| !word.is_empty()) {
        let longer = if name.is_empty() { word.to_owned() } else { format!("{name}-{word}") };
        if longer.len() > LONGEST_NAME {
            break;
        }
        name = longer;
    }
    if valid_name(&name) { name } else { format!("sdk-{name}").trim_end_matches('-').to_owned() }
}

/// Bytes of a name that was made from a title; Cargo's registry allows 64, and there may be four in front.
const LONGEST_NAME: usize = 60;

fn valid_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.len() <= 64
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
        && syn::parse_str::<syn::Ident>(&name.replace('-', "_")).is_ok()
        && !["std", "core", "alloc", "test", "proc_macro"].contains(&name.replace('-', "_").as_str())
}

fn valid_version(version: &str) -> bool {
    let (core, tail) = version.split_at(version.find(['-', '+']).unwrap_or(version.len()));
    let number = |part: &str| {
        part.parse::<u64>().is_ok()
            && (part == "0" || !part.starts_with('0'))
            && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    core.split('.').count() == 3
        && core.split('.').all(number)
        && (tail.is_empty() || tail.len() > 1)
        && tail.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-+.".contains(&byte))
}

impl Lower<'_> {
    pub(super) fn manifest(&self) -> ManifestView {
        let config = &self.config.package;
        let runtime = &self.package.runtime;
        let mut package = vec![
            format!("name = {}", literal::toml(&self.package.name)),
            format!("version = {}", literal::toml(&self.package.version)),
            "edition = \"2024\"".to_owned(),
        ];
        if let Some(version) = self.package.rust_version() {
            package.push(format!("rust-version = {}", literal::toml(version)));
        }
        package.push(format!("description = {}", literal::toml(&self.package.summary)));
        for (key, value) in [("license", &config.license), ("repository", &config.repository)] {
            package.extend(value.iter().map(|value| format!("{key} = {}", literal::toml(value))));
        }
        for (key, list) in [("keywords", &config.keywords), ("categories", &config.categories)] {
            if !list.is_empty() {
                package.push(format!("{key} = {}", literal::toml_list(list.iter().map(String::as_str))));
            }
        }
        package.push("readme = \"README.md\"".to_owned());
        if self.config.docs == Docs::Pages {
            // for readers of the repository; a registry limits the size of packages
            package.push("exclude = [\"/docs\"]".to_owned());
        }
        let examples = config.examples.iter().filter_map(|given| {
            let example = &given.value;
            let file = example.file.rsplit('/').next()?;
            let name = file.strip_suffix(".rs")?;
            let needs = ["all", "reqwest"].into_iter().chain(example.needs.iter().map(String::as_str));
            Some(vec![
                format!("name = {}", literal::toml(name)),
                format!("path = {}", literal::toml(&format!("examples/{file}"))),
                format!("required-features = {}", literal::toml_list(needs)),
            ])
        });
        ManifestView {
            package,
            features: self.features(),
            dependencies: entries(runtime.get("dependencies")),
            target_dependencies: target_entries(runtime.get("target")),
            dev_dependencies: entries(runtime.get("dev-dependencies"))
                .into_iter()
                .filter(|line| line.starts_with("tokio "))
                .collect(),
            examples: examples.collect(),
        }
    }

    fn features(&self) -> Vec<String> {
        let runtime = self.package.runtime.get("features");
        let mut defaults: Vec<String> = runtime
            .and_then(|features| features.get("default")?.as_array())
            .into_iter()
            .flatten()
            .filter_map(|value| value.as_str().map(str::to_owned))
            .collect();
        // What asks for no access token need not build what gets them.
        defaults.retain(|feature| feature != "oauth" || self.has_oauth());
        defaults.insert(0, "all".to_owned());
        let mut lines =
            vec![format!("default = {}", literal::toml_list(defaults.iter().map(String::as_str)))];
        let mut tags: Vec<String> =
            self.used_tags().into_iter().map(|tag| self.names.tag(tag).feature.to_string()).collect();
        tags.dedup();
        lines.push("# Every tag of the description.".to_owned());
        lines.push(format!("all = {}", literal::toml_list(tags.iter().map(String::as_str))));
        lines.push("# One per tag: its operations and the models that they reach.".to_owned());
        let needed = self.format_features();
        for feature in &tags {
            lines.push(format!("{feature} = {}", literal::toml_list(needed.iter().copied())));
        }
        lines.extend(self.source_features());
        lines.extend(entries(runtime).into_iter().filter(|line| !line.starts_with("default ")));
        lines
    }
}

/// The tables of dependencies that only some targets have, with their headings.
fn target_entries(targets: Option<&toml_edit::Item>) -> Vec<String> {
    let mut lines = Vec::new();
    let targets = targets.and_then(toml_edit::Item::as_table).into_iter().flat_map(toml_edit::Table::iter);
    for (target, item) in targets {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.push(format!("[target.{}.dependencies]", literal::toml(target)));
        lines.extend(entries(item.get("dependencies")));
    }
    lines
}

/// The lines of a table as they are written, comments included.
fn entries(table: Option<&toml_edit::Item>) -> Vec<String> {
    let mut lines = Vec::new();
    let Some(table) = table.and_then(|table| table.as_table()) else { return lines };
    for (name, item) in table.iter() {
        let comment = table.key(name).and_then(|key| key.leaf_decor().prefix()?.as_str());
        lines.extend(
            comment.unwrap_or("").lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned),
        );
        lines.push(format!("{name} = {}", item.to_string().trim()));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_title_gives_a_name_that_cargo_takes() {
        let long = "A very long title ".repeat(8);
        for (title, name) in [
            ("Pet Store (v2)", "pet-store-v2"),
            ("Test", "sdk-test"),
            ("std", "sdk-std"),
            ("type", "sdk-type"),
            ("", "sdk"),
            ("\u{5bf5}\u{7269}", "sdk"),
            ("3scale", "sdk-3scale"),
            (&long, "a-very-long-title-a-very-long-title-a-very-long-title-a-very"),
            (&"x".repeat(70), "sdk"),
        ] {
            assert_eq!(named_after(title), name, "{title}");
            assert!(valid_name(name), "{name}");
        }
    }
}
