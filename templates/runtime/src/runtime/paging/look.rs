//! What a page says of itself and of the next one, found in its JSON without making anything of the rest.

use serde_json::Value;

use super::{Next, Paging, Pick};
use crate::runtime::json::{JsonKind, RawJson, Reader};

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Page<'a> {
    /// How many items it has.
    pub(super) count: u64,
    /// The list of items as it stands there.
    pub(super) items: &'a str,
    /// How many there are on all pages.
    pub(super) total: Option<u64>,
    /// How many pages there are.
    pub(super) pages: Option<u64>,
    /// Whether it says that there are more.
    pub(super) more: Option<bool>,
    /// The token, key or URL that leads on.
    pub(super) next: Option<Value>,
}

pub(super) fn look<'a>(json: &'a [u8], paging: &Paging) -> Page<'a> {
    let mut page = Page::default();
    // What cannot be read says nothing; reading it as the page's type has its own error.
    let Ok(root) = Reader::new(json).raw() else { return page };
    let whole = |path: Option<&'static [&'static str]>| root.inside(path?)?.as_str().parse().ok();
    page.total = whole(paging.total);
    page.pages = whole(paging.pages);
    page.more = paging.more.and_then(|path| root.inside(path)).and_then(|more| match more.as_str() {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    });
    let key = match &paging.next {
        Next::Keyset { field, pick, .. } => Some((*field, *pick)),
        _ => None,
    };
    if let Some(items) = root.inside(paging.items).filter(RawJson::is_array) {
        page.items = items.as_str();
        items.each(&mut |item| {
            let candidate =
                key.and_then(|(field, pick)| Some((pick, item.inside(field).and_then(scalar)?)));
            match candidate {
                Some((pick, value)) if page.next.as_ref().is_none_or(|held| replaces(pick, held, &value)) => {
                    page.next = Some(value);
                }
                _ => {}
            }
            page.count += 1;
        });
    }
    if let Next::Cursor { from, .. } | Next::Link { from } = &paging.next {
        page.next = root.inside(from).and_then(scalar);
    }
    page
}

/// A text or number that says something: neither nothing nor `""`.
fn scalar(raw: RawJson<'_>) -> Option<Value> {
    match raw.kind() {
        JsonKind::String => raw.text().filter(|text| !text.is_empty()).map(|text| Value::from(text.into_owned())),
        JsonKind::Integer | JsonKind::Number => raw.read().ok(),
        _ => None,
    }
}

fn replaces(pick: Pick, held: &Value, value: &Value) -> bool {
    let less = |one: &Value, other: &Value| match (one, other) {
        (Value::String(one), Value::String(other)) => one < other,
        (one, other) => one.as_f64() < other.as_f64(),
    };
    match pick {
        Pick::Last => true,
        Pick::First => false,
        Pick::Least => less(value, held),
        Pick::Greatest => less(held, value),
    }
}
