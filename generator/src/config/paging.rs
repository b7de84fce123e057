//! `paging` of `sdk.yaml`: which operations give a list in pages, and how those follow each other.

use super::Override;
use super::load::Reader;
use crate::document::At;

/// One statement.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PagingConfig {
    /// Operations by id, or as `GET /path`.
    pub operations: Vec<Override<String>>,
    /// A pattern of paths: `*` is one step, `**` any number of them.
    pub path: Option<String>,
    /// A tag.
    pub tag: Option<String>,
    /// Whether it is said of every operation.
    pub all: bool,
    /// How the pages follow each other.
    pub kind: PagingKind,
    /// The query parameter that asks for a page; with `/` before it, a place in the body.
    pub request: Option<Override<String>>,
    /// Where the result says what comes next.
    pub response: Option<Override<String>>,
    /// Where an item has the value that asks for the next page.
    pub item: Option<Override<String>>,
    /// Which item of a page: `last`, `first`, `least`, `greatest`.
    pub pick: Option<Override<String>>,
    /// Where the items are.
    pub items: Option<Override<String>>,
    /// Where the number of all items is.
    pub total: Option<Override<String>>,
    /// Where the number of pages is.
    pub pages: Option<Override<String>>,
    /// Where it is said that there are more.
    pub more: Option<Override<String>>,
    /// The number of the first page or item.
    pub first: Option<i64>,
}

impl PagingConfig {
    /// Of whom it is said, in words.
    pub fn whose(&self) -> String {
        let operations = self.operations.iter().map(|operation| format!("`{}`", operation.value));
        let path = self.path.iter().map(|path| format!("paths like `{path}`"));
        let tag = self.tag.iter().map(|tag| format!("tag `{tag}`"));
        let all: Vec<String> = operations.chain(path).chain(tag).collect();
        if all.is_empty() { "all operations".to_owned() } else { all.join(", ") }
    }
}

/// How pages follow each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PagingKind {
    /// They do not: the operation has no pages, whatever its description looks like.
    #[default]
    None,
    /// By number.
    Page,
    /// By the number of items before.
    Offset,
    /// By what the page before says.
    Cursor,
    /// By a value of an item of the page before.
    Keyset,
    /// By a URL in the page before.
    Link,
    /// By a URL in the header `Link`.
    LinkHeader,
}

const KNOWN: &[&str] = &[
    "operations",
    "path",
    "tag",
    "all",
    "kind",
    "request",
    "response",
    "item",
    "pick",
    "items",
    "total",
    "pages",
    "more",
    "first",
    "reason",
];

pub(super) fn load(reader: &mut Reader<'_>, at: At<'_>) -> Vec<Override<PagingConfig>> {
    if !at.is_array() {
        reader.wrong(at, "a list of `{operations: …, kind: …, reason: …}`");
    }
    at.items().map(|item| Override { value: statement(reader, item), place: item.place() }).collect()
}

fn statement(reader: &mut Reader<'_>, at: At<'_>) -> PagingConfig {
    let mut given = PagingConfig::default();
    let (mut whose, mut kind) = (0, None);
    for (key, value) in reader.members(at, KNOWN) {
        let text = |reader: &mut Reader<'_>| {
            reader.text(value).map(|text| Override { value: text, place: value.place() })
        };
        match key {
            "operations" => given.operations = operations(reader, value),
            "path" => given.path = reader.text(value),
            "tag" => given.tag = reader.text(value),
            "all" if value.bool() == Some(true) => given.all = true,
            "all" => reader.wrong(value, "true"),
            "kind" => kind = Some(kind_of(reader, value)),
            "request" => given.request = text(reader),
            "response" => given.response = text(reader),
            "item" => given.item = text(reader),
            "pick" => given.pick = text(reader),
            "items" => given.items = text(reader),
            "total" => given.total = text(reader),
            "pages" => given.pages = text(reader),
            "more" => given.more = text(reader),
            "first" => {
                given.first = value.text().and_then(|number| number.parse().ok());
                if given.first.is_none() {
                    reader.wrong(value, "a whole number");
                }
            }
            _ => {}
        }
        whose += usize::from(["operations", "path", "tag", "all"].contains(&key));
    }
    reader.reason(at);
    if at.is_object() && (whose != 1 || kind.is_none()) {
        reader.wrong(at, "`kind`, and one of `operations`, `path`, `tag` or `all`");
    }
    given.kind = kind.unwrap_or_default();
    given
}

fn operations(reader: &mut Reader<'_>, at: At<'_>) -> Vec<Override<String>> {
    let one = |reader: &mut Reader<'_>, at: At<'_>| {
        reader.text(at).map(|text| Override { value: text, place: at.place() })
    };
    if at.is_array() {
        at.items().filter_map(|item| one(reader, item)).collect()
    } else {
        one(reader, at).into_iter().collect()
    }
}

fn kind_of(reader: &mut Reader<'_>, at: At<'_>) -> PagingKind {
    match at.str() {
        Some("none") => PagingKind::None,
        Some("page") => PagingKind::Page,
        Some("offset") => PagingKind::Offset,
        Some("cursor") => PagingKind::Cursor,
        Some("keyset") => PagingKind::Keyset,
        Some("link") => PagingKind::Link,
        Some("link_header") => PagingKind::LinkHeader,
        _ => {
            reader.wrong(at, "`page`, `offset`, `cursor`, `keyset`, `link`, `link_header` or `none`");
            PagingKind::None
        }
    }
}
