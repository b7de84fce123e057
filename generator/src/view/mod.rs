//! What the templates print: plain structs in which every string is final.
//!
//! [`crate::lower`] fills them. A template may ask whether something is there and go through a list; whatever else it
//! would have to decide is a field here.

mod models;
mod operations;
mod pages;

pub use models::{
    AliasView, ArmView, EnumValueView, EnumView, FieldView, ModelIndexLine, ModelView, NewView, StructView,
    TryView, UnionRead, UnionVariantView, UnionView,
};
pub use operations::{
    ArgumentView, ChoiceView, HeaderView, OperationView, OutcomeReadView, OutcomeVariantView, OutcomeView,
    PagingView, PermissionView, PermissionsView, SetterView, StaticView, StreamView, TagView, WebhookView,
    WebhooksView,
};
pub use pages::{
    AuthorizationPage, DomainView, IndexPage, ModelPage, OperationPage, PagesView, PermissionsPage,
    ReleasePage, SchemePage, SectionView, TagPage,
};

/// A whole SDK crate.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct CrateView {
    /// The manifest.
    pub manifest: ManifestView,
    /// `lib.rs`.
    pub lib: LibView,
    /// `client.rs`: accessors, credentials, the API's facts.
    pub client: ClientView,
    /// `security.rs`.
    pub schemes: Vec<SchemeView>,
    /// `server.rs`, where a server variable becomes an enum.
    pub server: Option<ServerView>,
    /// One file each under `models/`.
    pub models: Vec<ModelView>,
    /// `models/mod.rs`.
    pub model_index: Vec<ModelIndexLine>,
    /// One folder each under `api/`.
    pub tags: Vec<TagView>,
    /// `webhooks.rs`, where the API sends something by itself.
    pub webhooks: Option<WebhooksView>,
    /// `headers.rs`, where results have headers.
    pub headers: Vec<HeaderView>,
    /// `permissions.rs`, where operations need any.
    pub permissions: Option<PermissionsView>,
    /// `ext/mod.rs`, where there is hand-written code.
    pub sources: Vec<SourceView>,
    /// `README.md` of the crate.
    pub readme: ReadmeView,
    /// The reference under `docs/`, unless nobody wants one.
    pub pages: Option<PagesView>,
}

/// A hand-written module.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct SourceView {
    /// `guest_chat`.
    pub module: String,
    /// `"guest-chat"`.
    pub feature: String,
}

/// `Cargo.toml`: every string is a TOML value already.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct ManifestView {
    /// Lines of `[package]`, `key = value`.
    pub package: Vec<String>,
    /// Lines of `[features]`.
    pub features: Vec<String>,
    /// Lines of `[dependencies]`.
    pub dependencies: Vec<String>,
    /// Tables of dependencies that only some targets have, their headings among the lines.
    pub target_dependencies: Vec<String>,
    /// Lines of `[dev-dependencies]`.
    pub dev_dependencies: Vec<String>,
    /// Blocks of `[[example]]`.
    pub examples: Vec<Vec<String>>,
}

/// `lib.rs`.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct LibView {
    /// The crate's front page.
    pub docs: Vec<String>,
    /// The server enum's name.
    pub server: Option<String>,
    /// Crates whose types stand in models: `time`.
    pub crates: Vec<String>,
    /// Whether there is `webhooks.rs`.
    pub webhooks: bool,
    /// Whether there is `headers.rs`.
    pub headers: bool,
    /// Whether a security scheme takes access tokens.
    pub oauth: bool,
    /// Whether there is `permissions.rs`.
    pub permissions: bool,
    /// Whether there is `ext/mod.rs`.
    pub ext: bool,
}

/// `client.rs`.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct ClientView {
    /// `"museum-api"`.
    pub name: String,
    /// `"0.1.0"`.
    pub version: String,
    /// `"https://…"`.
    pub base_url: String,
    /// `&["x-request-id"]`.
    pub request_id_headers: String,
    /// `&[&security::BASIC]`.
    pub schemes: String,
    /// `&["https://upload.example"]`.
    pub servers: String,
    /// `Some(NamedServers { … })`, where a server variable becomes an enum.
    pub named_servers: String,
    /// `RateLimitHeaders { … }`.
    pub rate_limit: String,
    /// `None` or `Some("[DONE]")`.
    pub stream_end: String,
    /// Accessors.
    pub accessors: Vec<AccessorView>,
    /// Credentials.
    pub credentials: Vec<CredentialView>,
    /// The builder's method for the server enum.
    pub server: Option<ServerMethodView>,
    /// The model of error bodies.
    pub error: Option<ErrorView>,
}

/// The model of error bodies.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct ErrorView {
    /// The model's name.
    pub model: String,
    /// `any(feature = "a", feature = "b")`, where not all features bring it.
    pub cfg: Option<String>,
}

/// The builder's method for the server enum.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct ServerMethodView {
    /// `region`.
    pub method: String,
    /// `Region`.
    pub name: String,
    /// Whether it also says where tokens come from and where users log in.
    pub has_login: bool,
}

/// A method of the client that leads to a tag's operations.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct AccessorView {
    /// Its documentation.
    pub docs: Vec<String>,
    /// `chat`.
    pub method: String,
    /// `Chat`.
    pub accessor: String,
    /// `chat`.
    pub module: String,
    /// `"chat"`.
    pub feature: String,
}

/// The methods that set one credential.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct CredentialView {
    /// The scheme's name, for documentation.
    pub scheme: String,
    /// `access_token`.
    pub builder: String,
    /// `with_access_token`.
    pub with: String,
    /// `GUEST_CHAT_JWT`.
    pub constant: String,
    /// Whether it is a name and a password.
    pub basic: bool,
    /// The methods that get tokens.
    pub oauth: Option<OAuthView>,
}

/// The methods that get tokens for one security scheme; those that the description has no flow for are left out.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct OAuthView {
    /// `oauth_flow`.
    pub flow: String,
    /// `with_oauth_flow`.
    pub with: String,
    /// `client_credentials`.
    pub client_credentials: Option<String>,
    /// `authorization_code`.
    pub authorization_code: Option<String>,
    /// `refresh_token`.
    pub refresh_token: Option<String>,
    /// `begin_login`.
    pub login: Option<String>,
}

/// A static of `security.rs`.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct SchemeView {
    /// Its documentation.
    pub docs: Vec<String>,
    /// `GUEST_CHAT_JWT`.
    pub constant: String,
    /// `"Guest Chat JWT"`.
    pub name: String,
    /// `SchemeKind::Bearer`.
    pub kind: String,
    /// `Some("Bearer")`.
    pub prefix: String,
    /// `"guest_jwt"`.
    pub builder_method: String,
    /// `&[OAuthFlow { … }]`.
    pub flows: String,
    /// `Some("https://…")`.
    pub discovery_url: String,
}

/// The enum that a server variable becomes.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct ServerView {
    /// Its documentation.
    pub docs: Vec<String>,
    /// `Region`.
    pub name: String,
    /// Its values.
    pub values: Vec<ServerValueView>,
    /// Whether a value has a token URL or a login page.
    pub has_login: bool,
    /// The value that holds when nobody says otherwise.
    pub default: Option<String>,
}

/// A value of the server enum.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct ServerValueView {
    /// Its documentation.
    pub docs: Vec<String>,
    /// `EuCentral1`.
    pub name: String,
    /// `"eu.example"`.
    pub value: String,
    /// `"https://api.eu.example"`.
    pub base_url: String,
    /// `Some("https://login.…")`.
    pub token_url: String,
    /// `Some("https://login.…")`.
    pub authorization_url: String,
}

/// The crate's README.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct ReadmeView {
    /// The package.
    pub package: String,
    /// The description in one line.
    pub summary: String,
    /// What a newcomer reads first.
    pub sections: Vec<SectionView>,
    /// Whether there are pages under `docs/`.
    pub pages: bool,
}
