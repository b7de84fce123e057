//! Operations as the templates print them.

/// A tag: a folder under `api/`.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct TagView {
    /// The accessor's documentation.
    pub docs: Vec<String>,
    /// `chat`.
    pub module: String,
    /// `Chat`.
    pub accessor: String,
    /// `"chat"`.
    pub feature: String,
    /// Its operations.
    pub operations: Vec<OperationView>,
}

/// An operation: a file in its tag's folder.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct OperationView {
    /// The method's documentation.
    pub docs: Vec<String>,
    /// Deprecated.
    pub deprecated: bool,
    /// The file.
    pub module: String,
    /// `Chat`.
    pub accessor: String,
    /// `get_chats_room`.
    pub method: String,
    /// What must be given: `room_jid: &str`.
    pub arguments: Vec<ArgumentView>,
    /// Statements that put the required things into the call.
    pub puts: Vec<String>,
    /// The same with a body of another content type.
    pub choices: Vec<ChoiceView>,
    /// `models::Room`, `()`, `runtime::Binary`.
    pub output: String,
    /// The result as it comes, beside the result as a whole.
    pub stream: Option<StreamView>,
    /// What `send` brings: `models::Room`, `()`, `bytes::Bytes`.
    pub value: String,
    /// The builder's name, where something is optional.
    pub builder: Option<String>,
    /// The builder's documentation.
    pub builder_docs: Vec<String>,
    /// What may be given.
    pub setters: Vec<SetterView>,
    /// The enum of its results, where there are several kinds.
    pub outcome: Option<OutcomeView>,
    /// Its pages, where the result is a list in pages.
    pub paging: Option<PagingView>,
    /// Whether the file names models.
    pub uses_models: bool,
    /// Whether the file names security schemes.
    pub uses_security: bool,
    /// The row of the operations table.
    pub facts: StaticView,
}

/// A result that can be read while it comes.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct StreamView {
    /// The documentation of `send_stream`.
    pub docs: Vec<String>,
    /// `runtime::Events<models::Chunk>`.
    pub output: String,
    /// `runtime::EventStream<models::Chunk>`.
    pub value: String,
    /// `self.0.accepting("text/event-stream").send()`.
    pub send: String,
}

/// An operation with a body of another content type than the usual one.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct ChoiceView {
    /// Its documentation.
    pub docs: Vec<String>,
    /// `add_pet_as_form`.
    pub method: String,
    /// What must be given.
    pub arguments: Vec<ArgumentView>,
    /// Statements that put it into the call.
    pub puts: Vec<String>,
}

/// How the pages of a list are gone through.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct PagingView {
    /// `runtime::paging::Next::Page { … }`.
    pub next: String,
    /// `&["items"]`.
    pub items: String,
    /// `Some(&["total"])` or `None`.
    pub total: String,
    /// `Some(&["pageCount"])` or `None`.
    pub pages: String,
    /// `Some(&["has_more"])` or `None`.
    pub more: String,
    /// `models::Room`.
    pub item: String,
    /// `page.items.unwrap_or_default()`.
    pub take: String,
}

/// Something that must be given.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct ArgumentView {
    /// `room_jid`.
    pub name: String,
    /// `&str`.
    pub ty: String,
}

/// Something that may be given.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct SetterView {
    /// Its documentation.
    pub docs: Vec<String>,
    /// Deprecated.
    pub deprecated: bool,
    /// `limit`.
    pub name: String,
    /// `i32`.
    pub ty: String,
    /// `self.0.query("limit", &limit);`.
    pub put: String,
}

/// A row of the operations table: every string is a Rust expression.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct StaticView {
    /// Its documentation.
    pub docs: Vec<String>,
    /// `GET_CHATS_ROOM`.
    pub constant: String,
    /// `"getChatsRoom"`.
    pub id: String,
    /// `"GET"`.
    pub method: String,
    /// `"/api/v2/chats/rooms/{roomJid}"`.
    pub path: String,
    /// `"Chat"`.
    pub tag: String,
    /// `"Get a room"`.
    pub summary: String,
    /// `true` or `false`.
    pub deprecated: bool,
    /// `runtime::Requirement::any(&["chat:room:view"])`.
    pub requirement: String,
    /// `&[&[…]]`.
    pub security: String,
    /// `None` or `Some("https://…")`.
    pub server: String,
    /// `"application/json"`.
    pub accept: String,
    /// `None` or `Some("Idempotency-Key")`.
    pub idempotency_key: String,
}

/// The results of an operation that has several kinds.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct OutcomeView {
    /// `PostOrdersResult`.
    pub name: String,
    /// One per kind of result.
    pub variants: Vec<OutcomeVariantView>,
    /// What a status that nobody described is read as.
    pub fallback: OutcomeVariantView,
}

/// One kind of result.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct OutcomeVariantView {
    /// Its documentation.
    pub docs: Vec<String>,
    /// `Accepted`.
    pub name: String,
    /// `202`, or `_` for every other status.
    pub pattern: String,
    /// What is read, and what it becomes; `None`: nothing.
    pub read: Option<OutcomeReadView>,
}

/// How one kind of result is read.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct OutcomeReadView {
    /// `runtime::Text`.
    pub output: String,
    /// `String`.
    pub value: String,
}

/// `webhooks.rs`.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct WebhooksView {
    /// The module's documentation.
    pub docs: Vec<String>,
    /// Whether the file names models.
    pub uses_models: bool,
    /// What comes.
    pub payloads: Vec<WebhookView>,
}

/// What one webhook brings.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct WebhookView {
    /// Its documentation.
    pub docs: Vec<String>,
    /// `PetArrived`.
    pub name: String,
    /// `models::Pet`.
    pub ty: String,
}

/// A header of results.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct HeaderView {
    /// Its documentation.
    pub docs: Vec<String>,
    /// `X_RATE_LIMIT`.
    pub constant: String,
    /// `"X-Rate-Limit"`.
    pub name: String,
    /// `i64`.
    pub ty: String,
}

/// `permissions.rs`.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct PermissionsView {
    /// The domains with their permissions.
    pub docs: Vec<String>,
    /// The permissions, sorted by name.
    pub permissions: Vec<PermissionView>,
}

/// A permission's constant.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct PermissionView {
    /// Its documentation.
    pub docs: Vec<String>,
    /// `CHAT_ROOM_VIEW`.
    pub constant: String,
    /// `"chat:room:view"`.
    pub name: String,
    /// `"See a room."`.
    pub about: String,
}
