//! The search index: how large it is, and what is left out of one that is too large.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

/// Every visitor who searches loads all of it, in bytes.
pub(super) const MOST: u64 = 10_000_000;

const BEFORE: &str = "window.search = Object.assign(window.search, JSON.parse('";
const AFTER: &str = "'));";

/// The file of the index in a built book.
pub(super) fn file(site: &Path) -> Result<PathBuf, Box<dyn Error>> {
    super::book::asset(site, "searchindex-").ok_or_else(|| "mdBook wrote no search index".into())
}

/// Leaves headings, and takes all other texts away: an operation is still found by its name.
pub(super) fn headings_only(index: &Path) -> Result<(), Box<dyn Error>> {
    let text = fs::read_to_string(index)?;
    let literal = text.trim_end().strip_prefix(BEFORE).and_then(|rest| rest.strip_suffix(AFTER));
    let mut index_value: Value =
        serde_json::from_str(&unescaped(literal.ok_or("the search index is of an unknown form")?))?;
    let inner = index_value.get_mut("index").ok_or("the search index has no `index`")?;
    // A heading is the last part of what it stands under, and is kept by itself.
    for field in ["/index/body", "/index/breadcrumbs"] {
        if let Some(terms) = inner.pointer_mut(field) {
            *terms = json!({"root": {"docs": {}, "df": 0}});
        }
    }
    if let Some(Value::Object(documents)) = inner.pointer_mut("/documentStore/docs") {
        for document in documents.values_mut() {
            if let Some(body) = document.get_mut("body") {
                *body = Value::String(String::new());
            }
        }
    }
    fs::write(index, format!("{BEFORE}{}{AFTER}", escaped(&index_value.to_string())))?;
    Ok(())
}

/// The text that stands between single quotes in a script.
fn unescaped(literal: &str) -> String {
    let mut text = String::with_capacity(literal.len());
    let mut characters = literal.chars();
    while let Some(c) = characters.next() {
        text.push(if c == '\\' { characters.next().unwrap_or(c) } else { c });
    }
    text
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\'', "\\'")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_go_and_headings_stay() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("searchindex-1.js");
        let value = json!({"doc_urls": ["a.html#it's"], "index": {
            "documentStore": {"docs": {"0": {"body": "long \\ text", "title": "a \"name\"", "id": "0"}}},
            "index": {"body": {"root": {"l": {"df": 1, "docs": {"0": {"tf": 1.0}}}}},
                      "title": {"root": {"n": {"df": 1, "docs": {"0": {"tf": 1.0}}}}}}}});
        fs::write(&path, format!("{BEFORE}{}{AFTER}", escaped(&value.to_string()))).unwrap();
        headings_only(&path).unwrap();
        let text = fs::read_to_string(&path).unwrap();
        let literal = text.strip_prefix(BEFORE).unwrap().strip_suffix(AFTER).unwrap();
        let slim: Value = serde_json::from_str(&unescaped(literal)).unwrap();
        assert_eq!(slim["doc_urls"][0], "a.html#it's");
        assert_eq!(slim["index"]["documentStore"]["docs"]["0"]["title"], "a \"name\"");
        assert_eq!(slim["index"]["documentStore"]["docs"]["0"]["body"], "");
        assert_eq!(slim["index"]["index"]["body"]["root"]["df"], 0);
        assert_eq!(slim["index"]["index"]["title"], value["index"]["index"]["title"]);
    }

    #[test]
    fn another_form_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("searchindex-1.js");
        fs::write(&path, "window.search = {};").unwrap();
        assert!(headings_only(&path).is_err());
    }
}
