//! Reads `sdk.yaml`. Strict: a key that is not known is an error, because a misspelt one would silently do nothing.

mod docs;
mod formats;
mod package;
mod permissions;

use super::{
    By, Config, CredentialConfig, DateTime, Override, RateLimitConfig, Selector, ServerConfig, ServerValue,
    Split, TagConfig, paging,
};
use crate::diag::{Code, Diagnostic, Findings};
use crate::document::{At, Document, nearest};

/// Reads the configuration; `catalogue` brings the file that `permissions.catalogue` names.
pub fn load(
    document: &Document,
    catalogue: &mut dyn FnMut(&str, &mut Findings) -> Option<Document>,
    findings: &mut Findings,
) -> Config {
    let root = document.root();
    let mut config = Config::default();
    let mut reader = Reader { findings };
    for (key, value) in reader.mapping(root) {
        match key {
            "package" => config.package = reader.package(value),
            "tags" => {
                for (name, tag) in reader.mapping(value) {
                    if let Some(given) = reader.tag(tag) {
                        config.tags.insert(name.to_owned(), given);
                    }
                }
            }
            "server" => config.server = reader.server(value),
            "credentials" => {
                for (name, scheme) in reader.mapping(value) {
                    let given = reader.credential(scheme);
                    config.credentials.insert(name.to_owned(), given);
                }
            }
            "permissions" => config.permissions = reader.permissions(value, catalogue),
            "request_id" => config.request_id = reader.texts(value),
            "rate_limit" => config.rate_limit = reader.rate_limit(value),
            "idempotency_key" => config.idempotency_key = reader.named(value),
            "stream_end" => config.stream_end = reader.named(value),
            "error_model" => config.error_model = reader.named(value),
            "date_time" => config.date_time = reader.date_time(value),
            "keep_null" => config.keep_null = reader.flag(value).unwrap_or(false),
            "split" => config.split = reader.split(value),
            "formats" => reader.formats(value, &mut config),
            "null_in" => {
                config.null_in =
                    reader.texts(value).iter().map(|method| method.to_ascii_uppercase()).collect();
            }
            "paging" => config.paging = paging::load(&mut reader, value),
            "names" => reader.names(value, &mut config),
            "docs" => config.docs = reader.docs(value),
            "keep_unused" => config.keep_unused = reader.flag(value).unwrap_or(false),
            "strip" => {
                config.strip =
                    reader.flag(value).map(|given| Override { value: given, place: value.place() });
            }
            "include" => config.selection.include = reader.selectors(value),
            "exclude" => config.selection.exclude = reader.selectors(value),
            other => reader.unknown(value, other, TOP),
        }
    }
    config
}

const TOP: &[&str] = &[
    "package",
    "tags",
    "server",
    "credentials",
    "permissions",
    "request_id",
    "rate_limit",
    "idempotency_key",
    "stream_end",
    "error_model",
    "date_time",
    "formats",
    "null_in",
    "keep_null",
    "split",
    "paging",
    "names",
    "docs",
    "keep_unused",
    "strip",
    "include",
    "exclude",
];

pub(super) struct Reader<'f> {
    pub(super) findings: &'f mut Findings,
}

impl Reader<'_> {
    pub(super) fn wrong(&mut self, at: At<'_>, expected: &str) {
        let found = at.str().map_or_else(|| at.kind().to_owned(), |text| format!("`{text}`"));
        self.findings.push(Diagnostic::new(
            Code::ConfigValue,
            at.place(),
            format!("expected {expected}, found {found}"),
        ));
    }

    fn unknown(&mut self, at: At<'_>, key: &str, known: &[&str]) {
        let hint = match nearest(key, known.iter().copied()).first() {
            Some(near) => format!("did you mean `{near}`? known here: {}", known.join(", ")),
            None => format!("known here: {}", known.join(", ")),
        };
        self.findings.push(
            Diagnostic::new(Code::ConfigKey, at.key_place(), format!("`{key}` is not a setting here"))
                .hint(hint),
        );
    }

    pub(super) fn text(&mut self, at: At<'_>) -> Option<String> {
        let text = at.text().map(str::to_owned);
        if text.is_none() {
            self.wrong(at, "text");
        }
        text
    }

    /// A name that the description is to have.
    fn named(&mut self, at: At<'_>) -> Option<Override<String>> {
        self.text(at).map(|name| Override { value: name, place: at.place() })
    }

    /// A text without which the override says nothing.
    fn needed(&mut self, at: At<'_>, key: &str) -> Option<String> {
        let value = at.get(key);
        if value.is_none() && at.is_object() {
            let message = format!("`{key}` is missing here");
            self.findings.push(Diagnostic::new(Code::ConfigValue, at.place(), message));
        }
        self.text(value?)
    }

    pub(super) fn texts(&mut self, at: At<'_>) -> Vec<String> {
        if at.is_array() {
            at.items().filter_map(|item| self.text(item)).collect()
        } else {
            self.text(at).into_iter().collect()
        }
    }

    fn mapping<'d>(&mut self, at: At<'d>) -> Vec<(&'d str, At<'d>)> {
        if !at.is_object() {
            self.wrong(at, "a mapping");
        }
        at.entries().collect()
    }

    /// The members of a mapping by name; what is not in `known` is reported.
    pub(super) fn members<'d>(&mut self, at: At<'d>, known: &[&str]) -> Vec<(&'d str, At<'d>)> {
        let mut members = Vec::new();
        for (key, value) in self.mapping(at) {
            if known.contains(&key) { members.push((key, value)) } else { self.unknown(value, key, known) }
        }
        members
    }

    pub(super) fn reason(&mut self, at: At<'_>) {
        let without = at.get("reason").and_then(At::str).is_none_or(|reason| reason.trim().is_empty());
        if at.is_object() && without {
            self.findings.push(
                Diagnostic::new(
                    Code::OverrideReason,
                    at.place(),
                    "this override does not say why it is there",
                )
                .hint("add `reason:` with one line"),
            );
        }
    }

    fn tag(&mut self, at: At<'_>) -> Option<Override<TagConfig>> {
        self.members(at, &["name", "strip", "reason"]);
        self.reason(at);
        let strip = at.get("strip").map(|words| self.texts(words)).unwrap_or_default();
        let name = if strip.is_empty() {
            Some(self.needed(at, "name")?)
        } else {
            at.get("name").and_then(|name| self.text(name))
        };
        Some(Override { value: TagConfig { name, strip }, place: at.place() })
    }

    /// `{tags: […], paths: […], operations: […], reason: …}`.
    fn selectors(&mut self, at: At<'_>) -> Vec<Selector> {
        self.reason(at);
        let mut list = Vec::new();
        for (key, value) in self.members(at, &["tags", "paths", "operations", "reason"]) {
            let by = match key {
                "tags" => By::Tag,
                "paths" => By::Path,
                "operations" => By::Operation,
                _ => continue,
            };
            let items: Vec<At<'_>> = if value.is_array() { value.items().collect() } else { vec![value] };
            for item in items {
                let text = self.text(item);
                list.extend(text.map(|text| Selector { by, text, place: Some(item.place()) }));
            }
        }
        list
    }

    fn server(&mut self, at: At<'_>) -> Option<Override<ServerConfig>> {
        self.members(at, &["variable", "type", "values", "token_url", "authorization_url", "reason"]);
        self.reason(at);
        let variable = self.needed(at, "variable")?;
        let type_name =
            at.get("type").and_then(|value| self.text(value)).unwrap_or_else(|| "Region".to_owned());
        let mut values = std::collections::BTreeMap::new();
        for (key, value) in at.get("values").into_iter().flat_map(At::entries) {
            self.members(value, &["name", "token_url", "authorization_url"]);
            values.insert(
                key.to_owned(),
                ServerValue {
                    name: value.get("name").and_then(|name| self.text(name)),
                    token_url: value.get("token_url").and_then(|url| self.text(url)),
                    authorization_url: value.get("authorization_url").and_then(|url| self.text(url)),
                },
            );
        }
        let token_url = at.get("token_url").and_then(|url| self.text(url));
        let authorization_url = at.get("authorization_url").and_then(|url| self.text(url));
        let value = ServerConfig { variable, type_name, token_url, authorization_url, values };
        Some(Override { value, place: at.place() })
    }

    fn credential(&mut self, at: At<'_>) -> Override<CredentialConfig> {
        self.members(at, &["method", "prefix", "reason"]);
        self.reason(at);
        let value = CredentialConfig {
            method: at.get("method").and_then(|value| self.text(value)),
            prefix: at.get("prefix").and_then(|value| self.text(value)),
        };
        Override { value, place: at.place() }
    }

    fn rate_limit(&mut self, at: At<'_>) -> RateLimitConfig {
        let mut names = RateLimitConfig::default();
        for (key, value) in self.members(at, &["limit", "remaining", "used", "reset"]) {
            let list = self.texts(value).into_iter().map(|name| name.to_ascii_lowercase()).collect();
            match key {
                "limit" => names.limit = list,
                "remaining" => names.remaining = list,
                "used" => names.used = list,
                _ => names.reset = list,
            }
        }
        names
    }

    fn flag(&mut self, at: At<'_>) -> Option<bool> {
        let flag = at.bool();
        if flag.is_none() {
            self.wrong(at, "true or false");
        }
        flag
    }

    /// `all`, or a list of components.
    fn split(&mut self, at: At<'_>) -> Split {
        if at.str() == Some("all") {
            return Split::All;
        }
        if !at.is_array() {
            self.wrong(at, "`all`, or a list of components");
        }
        let names = at.items().filter_map(|item| {
            let place = item.place();
            Some(Override { value: self.text(item)?, place })
        });
        Split::Models(names.collect())
    }

    fn date_time(&mut self, at: At<'_>) -> DateTime {
        match at.str() {
            Some("time") => DateTime::Time,
            Some("jiff") => DateTime::Jiff,
            Some("chrono") => DateTime::Chrono,
            Some("string") => DateTime::String,
            _ => {
                self.wrong(at, "`time`, `jiff`, `chrono` or `string`");
                DateTime::Time
            }
        }
    }

    fn names(&mut self, at: At<'_>, config: &mut Config) {
        if !at.is_array() {
            self.wrong(at, "a list of `{at: …, name: …, reason: …}`");
        }
        for item in at.items() {
            self.members(item, &["at", "name", "reason"]);
            self.reason(item);
            let pointer = self.needed(item, "at");
            let name = self.needed(item, "name");
            if let (Some(pointer), Some(name)) = (pointer, name) {
                let pointer = pointer.trim_start_matches('#').to_owned();
                config.names.insert(pointer, Override { value: name, place: item.place() });
            }
        }
    }
}
