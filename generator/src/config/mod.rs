//! `sdk.yaml`: how the SDK is shaped, as far as the description does not say it.
//!
//! Every override carries the place where it is written, so that one that nothing uses can be reported there.

mod load;
mod paging;
mod selection;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

pub use load::load;
pub use paging::{PagingConfig, PagingKind};
pub use selection::{By, Candidate, Selection, Selector};

use crate::diag::Place;

/// The whole configuration; [`Config::default`] is what holds without a file.
#[derive(Debug, Default)]
pub struct Config {
    /// The crate.
    pub package: PackageConfig,
    /// Overrides per tag, by its name in the description.
    pub tags: BTreeMap<String, Override<TagConfig>>,
    /// The server variable that becomes an enum.
    pub server: Option<Override<ServerConfig>>,
    /// Overrides per security scheme, by its name in the description.
    pub credentials: BTreeMap<String, Override<CredentialConfig>>,
    /// Where permissions stand.
    pub permissions: PermissionConfig,
    /// Response headers that name a request, most telling first.
    pub request_id: Vec<String>,
    /// Response headers that tell of rate limits, where they are not those in common use.
    pub rate_limit: RateLimitConfig,
    /// The header parameter by which a server knows a request that it has seen, where it is not `Idempotency-Key`.
    pub idempotency_key: Option<Override<String>>,
    /// The data of the event that ends a stream of events.
    pub stream_end: Option<Override<String>>,
    /// The component that describes error bodies.
    pub error_model: Option<Override<String>>,
    /// Which crate's types dates become.
    pub date_time: DateTime,
    /// What formats stand for and which types they become, by their word in the description.
    pub formats: BTreeMap<String, Override<FormatConfig>>,
    /// Methods whose bodies tell absent from null, in capitals.
    pub null_in: Vec<String>,
    /// Whether optional fields that may be `null` tell that from absent in results too.
    pub keep_null: bool,
    /// Models that are made twice, one for requests and one for results.
    pub split: Split,
    /// Names given by hand, by the pointer of the schema, operation, property or parameter.
    pub names: BTreeMap<String, Override<String>>,
    /// How lists come in pages, where the description does not show it.
    pub paging: Vec<Override<PagingConfig>>,
    /// Whether models that no operation reaches are generated too.
    pub keep_unused: bool,
    /// Whether methods are named without the words of their tag.
    pub strip: Option<Override<bool>>,
    /// Whether the reference in Markdown is written, too.
    pub docs: Docs,
    /// Which operations are generated.
    pub selection: Selection,
    /// Which overrides something asked for.
    used: RefCell<BTreeSet<Place>>,
}

/// A value given by hand, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override<T> {
    /// What is given.
    pub value: T,
    /// Where it is written.
    pub place: Place,
}

/// The crate's manifest.
#[derive(Clone, Debug, Default)]
pub struct PackageConfig {
    /// The package's name.
    pub name: Option<String>,
    /// Its version.
    pub version: Option<String>,
    /// One line.
    pub description: Option<String>,
    /// An SPDX expression.
    pub license: Option<String>,
    /// Where the source lives.
    pub repository: Option<String>,
    /// At most five.
    pub keywords: Vec<String>,
    /// Of the registry's list.
    pub categories: Vec<String>,
    /// Hand-written examples.
    pub examples: Vec<Override<ExampleConfig>>,
    /// Hand-written code of this API alone.
    pub sources: Vec<Override<SourceConfig>>,
    /// Where the name is written.
    pub name_place: Option<Place>,
    /// Where the version is written.
    pub version_place: Option<Place>,
}

/// A hand-written example.
#[derive(Clone, Debug)]
pub struct ExampleConfig {
    /// Its path, relative to the configuration.
    pub file: String,
    /// The features that it needs beside those of tags and the default transport.
    pub needs: Vec<String>,
}

/// A hand-written module of the SDK: `ext::NAME`.
#[derive(Clone, Debug)]
pub struct SourceConfig {
    /// Its path, relative to the configuration.
    pub file: String,
    /// The feature that brings it.
    pub feature: String,
    /// The features that it needs.
    pub needs: Vec<String>,
    /// One line on what it is.
    pub about: String,
}

/// A tag's override.
#[derive(Clone, Debug)]
pub struct TagConfig {
    /// The name of accessor, module and feature.
    pub name: Option<String>,
    /// Words that the names of its methods do without.
    pub strip: Vec<String>,
}

/// The servers' override.
#[derive(Clone, Debug)]
pub struct ServerConfig {
    /// The server variable whose values become an enum.
    pub variable: String,
    /// The enum's name.
    pub type_name: String,
    /// Where tokens come from, with the variable in braces.
    pub token_url: Option<String>,
    /// Where users log in, with the variable in braces.
    pub authorization_url: Option<String>,
    /// Per value of the variable: the name of the enum's value, and its token URL.
    pub values: BTreeMap<String, ServerValue>,
}

/// One value of a server variable.
#[derive(Clone, Debug)]
pub struct ServerValue {
    /// The enum's value.
    pub name: Option<String>,
    /// Where tokens come from.
    pub token_url: Option<String>,
    /// Where users log in.
    pub authorization_url: Option<String>,
}

/// A security scheme's override.
#[derive(Clone, Debug)]
pub struct CredentialConfig {
    /// The builder method.
    pub method: Option<String>,
    /// What stands before the secret in the header.
    pub prefix: Option<String>,
}

/// Response headers that tell of rate limits.
#[derive(Clone, Debug, Default)]
pub struct RateLimitConfig {
    /// How many requests a window allows.
    pub limit: Vec<String>,
    /// How many are left of them.
    pub remaining: Vec<String>,
    /// How many were made.
    pub used: Vec<String>,
    /// When the window ends.
    pub reset: Vec<String>,
}

/// Where permissions stand in an operation.
#[derive(Clone, Debug, Default)]
pub struct PermissionConfig {
    /// The extensions; recognised by how their names end where none is given.
    pub extensions: Vec<Override<String>>,
    /// Their member with the mode.
    pub mode: Option<String>,
    /// Their member with the list.
    pub list: Option<String>,
    /// The member with the name, where the list holds objects.
    pub name: Option<String>,
    /// Words for ANY beside that one.
    pub any: Vec<String>,
    /// Words for ALL beside that one.
    pub all: Vec<String>,
    /// Whether ANY is meant where no mode is said.
    pub any_by_default: bool,
    /// The catalogue, where there is one.
    pub catalogue: Option<Vec<CatalogueEntry>>,
}

impl PermissionConfig {
    /// Whether an extension is named.
    pub fn is_named(&self, key: &str) -> bool {
        self.extensions.iter().any(|given| given.value == key)
    }
}

/// A line of the permission catalogue.
#[derive(Clone, Debug)]
pub struct CatalogueEntry {
    /// `domain:entity:action`.
    pub name: String,
    /// What it allows.
    pub description: String,
    /// Where it is written.
    pub place: Place,
}

/// Which crate's types dates become.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DateTime {
    /// `time`: keeps the offset that came.
    #[default]
    Time,
    /// `jiff`.
    Jiff,
    /// `chrono`.
    Chrono,
    /// Text.
    String,
}

/// What is written for readers, beside the crate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Docs {
    /// A reference in Markdown under `docs/`.
    #[default]
    Pages,
    /// Nothing.
    None,
}

/// Which models are made twice.
#[derive(Clone, Debug, Default)]
pub enum Split {
    /// None.
    #[default]
    None,
    /// All that requests and results share and that come out differently in the two.
    All,
    /// These components, and what holds them.
    Models(Vec<Override<String>>),
}

/// A format's override: one of the two is given.
#[derive(Clone, Debug, Default)]
pub struct FormatConfig {
    /// The known format that the word stands for.
    pub meaning: Option<String>,
    /// The type of such texts.
    pub ty: Option<TextType>,
}

/// A Rust type for texts of a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextType {
    /// `string`: as it came.
    String,
    /// `secret`: as it came, and never shown by `Debug`.
    Secret,
    /// `base64`: bytes.
    Base64,
    /// `uuid`.
    Uuid,
    /// `url`.
    Url,
    /// `decimal`: exact, up to 28 digits.
    Decimal,
    /// `time`, `jiff` or `chrono`: that crate's type for a moment, a day, a time of day.
    Date(DateTime),
}

impl Config {
    /// The value of an override that a stage needs, noted as used.
    pub fn take<'c, T>(&self, given: &'c Override<T>) -> &'c T {
        self.used.borrow_mut().insert(given.place.clone());
        &given.value
    }

    /// Overrides that nothing asked for, each with what it is for. Asked once names are allotted.
    pub fn unused(&self) -> Vec<(Subject<'_>, &Place)> {
        let mut all: Vec<(Subject<'_>, &Place)> = Vec::new();
        all.extend(self.tags.iter().map(|(name, given)| (Subject::Tag(name), &given.place)));
        all.extend(self.credentials.iter().map(|(name, given)| (Subject::Scheme(name), &given.place)));
        all.extend(self.formats.iter().map(|(word, given)| (Subject::Format(word), &given.place)));
        if let Split::Models(models) = &self.split {
            all.extend(models.iter().map(|given| (Subject::Split(&given.value), &given.place)));
        }
        all.extend(self.names.iter().map(|(pointer, given)| (Subject::Pointer(pointer), &given.place)));
        all.extend(
            self.server.iter().map(|given| (Subject::ServerVariable(&given.value.variable), &given.place)),
        );
        all.extend(self.error_model.iter().map(|given| (Subject::ErrorModel(&given.value), &given.place)));
        all.extend(self.paging.iter().map(|given| (Subject::Paging(&given.value), &given.place)));
        all.extend(self.strip.iter().filter(|given| given.value).map(|given| (Subject::Strip, &given.place)));
        all.extend(
            self.idempotency_key.iter().map(|given| (Subject::IdempotencyKey(&given.value), &given.place)),
        );
        all.extend(self.stream_end.iter().map(|given| (Subject::StreamEnd(&given.value), &given.place)));
        let used = self.used.borrow();
        all.retain(|(_, place)| !used.contains(place));
        all
    }
}

/// What an override is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject<'c> {
    /// The tag of this name.
    Tag(&'c str),
    /// The security scheme of this name.
    Scheme(&'c str),
    /// What this pointer leads to.
    Pointer(&'c str),
    /// The component that is split.
    Split(&'c str),
    /// The format of this word.
    Format(&'c str),
    /// The server variable of this name.
    ServerVariable(&'c str),
    /// The component that is named as the model of errors.
    ErrorModel(&'c str),
    /// How lists come in pages.
    Paging(&'c PagingConfig),
    /// The words of tags in the names of methods.
    Strip,
    /// The header parameter of this name.
    IdempotencyKey(&'c str),
    /// The data that ends streams of events.
    StreamEnd(&'c str),
}
