//! Hand-written modules: `ext::NAME`, each behind a feature of its own.

use super::doc_text::{doc_lines, first_sentence};
use super::{Lower, literal};
use crate::config::SourceConfig;
use crate::diag::{Code, Diagnostic, Findings};
use crate::view::SourceView;

impl Lower<'_> {
    /// The modules, checked: what cannot be a module or a feature is reported here.
    pub(super) fn sources(&self, findings: &mut Findings) -> Vec<SourceView> {
        let known = self.features_without_sources();
        let mut views: Vec<SourceView> = Vec::new();
        for given in &self.config.package.sources {
            let source = &given.value;
            let mut wrong = |message: String| {
                findings.push(Diagnostic::new(Code::ConfigValue, given.place.clone(), message));
            };
            let feature = literal::text(&source.feature);
            let Some(module) = module(source) else {
                wrong(format!("`{}` cannot be a module: expected a file such as `src/name.rs`", source.file));
                continue;
            };
            let taken = known.contains(&source.feature) || views.iter().any(|view| view.feature == feature);
            if !valid_feature(&source.feature) {
                wrong(format!(
                    "`{}` cannot be a feature: expected a word such as `guest-chat`",
                    source.feature
                ));
            } else if taken {
                wrong(format!("there is a feature `{}` already", source.feature));
            }
            for needed in source.needs.iter().filter(|needed| !known.contains(*needed)) {
                wrong(format!("expected a feature, found `{needed}`: there is none of this name"));
            }
            views.push(SourceView { module: module.to_owned(), feature });
        }
        for given in &self.config.package.examples {
            let own = self.config.package.sources.iter().map(|given| &given.value.feature);
            let all: Vec<&String> = known.iter().chain(own).collect();
            let example = &given.value;
            for needed in example.needs.iter().filter(|needed| !all.contains(needed)) {
                let message = format!("`{}` needs `{needed}`, and there is no such feature", example.file);
                findings.push(Diagnostic::new(Code::ConfigValue, given.place.clone(), message));
            }
        }
        views
    }

    /// Lines of `[features]`.
    pub(super) fn source_features(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for given in &self.config.package.sources {
            let source = &given.value;
            // A feature that is not one is an error, and nothing is written then.
            if valid_feature(&source.feature) {
                let needs = literal::toml_list(source.needs.iter().map(String::as_str));
                lines.push(format!("# {}", one_line(&source.about)));
                lines.push(format!("{} = {needs}", source.feature));
            }
        }
        lines
    }

    /// Lines of the crate's front page.
    pub(super) fn source_lines(&self) -> Vec<String> {
        let sources = self.config.package.sources.iter().map(|given| &given.value);
        let line = |source: &SourceConfig| {
            let name = module(source).unwrap_or_default();
            let about = doc_lines(&first_sentence(&source.about)).join(" ");
            format!("- `{}` (module `ext::{name}`): {about}", source.feature)
        };
        sources.map(line).collect()
    }

    fn features_without_sources(&self) -> Vec<String> {
        let tags = self.used_tags().into_iter().map(|tag| self.names.tag(tag).feature.to_string());
        tags.chain(self.package.runtime_features()).chain(["all".to_owned()]).collect()
    }
}

/// The module of a file.
fn module(source: &SourceConfig) -> Option<&str> {
    let name = source.file.rsplit('/').next()?.strip_suffix(".rs")?;
    let plain = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    (plain && name != "mod" && syn::parse_str::<syn::Ident>(name).is_ok()).then_some(name)
}

fn valid_feature(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_".contains(&byte))
}

fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
