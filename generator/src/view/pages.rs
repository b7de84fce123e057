//! The Markdown reference as the templates print it: every string is Markdown, tables come as finished rows.

/// All pages.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct PagesView {
    /// `docs/index.md`.
    pub index: IndexPage,
    /// `docs/authorization.md`.
    pub authorization: AuthorizationPage,
    /// `docs/permissions.md`.
    pub permissions: PermissionsPage,
    /// `docs/operations.md`: rows of all operations, sorted by name.
    pub operations: Vec<String>,
    /// `docs/models.md`: rows of all models, sorted by name.
    pub model_rows: Vec<String>,
    /// `docs/release.md`.
    pub release: ReleasePage,
    /// One page each under `docs/tags/`.
    pub tags: Vec<TagPage>,
    /// One page each under `docs/models/`.
    pub models: Vec<ModelPage>,
    /// Package and version, for the foot of every page.
    pub foot: String,
}

/// The front page.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct IndexPage {
    /// The package.
    pub title: String,
    /// What the description says of the API.
    pub about: Vec<String>,
    /// The line of a manifest that brings the crate.
    pub dependency: String,
    /// Sections, as the crate's front page has them.
    pub sections: Vec<SectionView>,
    /// Where the API is served.
    pub base_url: String,
    /// Rows of named servers.
    pub servers: Vec<String>,
    /// Rows of tags.
    pub tags: Vec<String>,
}

/// A section of a front page.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct SectionView {
    /// Its heading.
    pub title: String,
    /// Its lines.
    pub lines: Vec<String>,
}

/// How to show who one is.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct AuthorizationPage {
    /// One per security scheme.
    pub schemes: Vec<SchemePage>,
}

/// A security scheme.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct SchemePage {
    /// The builder's method, which is the anchor too.
    pub method: String,
    /// What it is, and what the description says of it.
    pub about: Vec<String>,
    /// How the client gets it, as lines of Rust.
    pub example: Vec<String>,
    /// Rows of OAuth flows.
    pub flows: Vec<String>,
    /// How many operations ask for it, in words.
    pub used: String,
}

/// The permission matrix.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct PermissionsPage {
    /// How many operations need what, in words.
    pub counts: Vec<String>,
    /// Permissions by their first part.
    pub domains: Vec<DomainView>,
    /// Rows of OAuth scopes.
    pub scopes: Vec<String>,
}

/// Permissions that begin with the same part.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct DomainView {
    /// The heading's text.
    pub title: String,
    /// The heading's anchor.
    pub anchor: String,
    /// Rows of permissions.
    pub rows: Vec<String>,
}

/// What this version of the package is made from.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct ReleasePage {
    /// Rows of facts.
    pub facts: Vec<String>,
    /// Rows of deprecated operations.
    pub deprecated: Vec<String>,
    /// Rows of operations that are described and not generated.
    pub skipped: Vec<String>,
}

/// A tag's page.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct TagPage {
    /// The file's name without its ending.
    pub module: String,
    /// `Pets`.
    pub title: String,
    /// The anchor of the page's heading.
    pub anchor: String,
    /// The tag as written, its accessor and its feature, and what the description says of it.
    pub about: Vec<String>,
    /// Where paths begin.
    pub base_url: String,
    /// Rows of its operations.
    pub methods: Vec<String>,
    /// Its operations.
    pub operations: Vec<OperationPage>,
}

/// An operation's part of its tag's page.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct OperationPage {
    /// `get_chats_room`.
    pub method: String,
    /// **GET** and the path, with a server of its own.
    pub http: String,
    /// Deprecated.
    pub deprecated: bool,
    /// Summary and description.
    pub about: Vec<String>,
    /// The method as it is declared, and what may be set on the call.
    pub signature: Vec<String>,
    /// What the caller must be allowed to do.
    pub permissions: Vec<String>,
    /// What the caller must show.
    pub authorization: Vec<String>,
    /// Rows of parameters, the body among them.
    pub parameters: Vec<String>,
    /// Parameters that have more to say than fits a row.
    pub notes: Vec<String>,
    /// What is said of the body.
    pub body: Vec<String>,
    /// The body as JSON.
    pub skeleton: Vec<String>,
    /// What comes back.
    pub result: Vec<String>,
    /// Rows of statuses that are no success.
    pub errors: Vec<String>,
    /// Content types in both directions.
    pub content_types: Vec<String>,
    /// A program's lines.
    pub example: Vec<String>,
    /// The same through all pages of a list.
    pub items_example: Vec<String>,
    /// What goes together with it.
    pub beside: Vec<String>,
}

/// A model's page.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct ModelPage {
    /// The file's name without its ending.
    pub module: String,
    /// `Room`.
    pub title: String,
    /// Deprecated.
    pub deprecated: bool,
    /// What the description says of it.
    pub about: Vec<String>,
    /// What kind of type it is, in a sentence.
    pub kind: String,
    /// Rows of fields.
    pub fields: Vec<String>,
    /// Rows of values.
    pub values: Vec<String>,
    /// Rows of candidates.
    pub candidates: Vec<String>,
    /// Fields that have more to say than fits a row.
    pub notes: Vec<String>,
    /// A value as JSON.
    pub skeleton: Vec<String>,
    /// A value in Rust.
    pub example: Vec<String>,
    /// Operations and models that use it.
    pub used: Vec<String>,
}
