//! The style table: a value and a style become text. Names and values are encoded, delimiters are not.

use std::borrow::Cow;

use super::percent::{Keep, encode as percent};
use super::style::{Style, StyleKind};
use super::value::ParamValue;

fn encoded(text: &str, keep: Keep) -> String {
    let mut out = String::with_capacity(text.len());
    percent(text, keep, &mut out);
    out
}

/// The parts of a value after encoding. What is nested deeper has no place in any style but `deepObject`, and OpenAPI
/// has no rule for it: a list of texts is joined by commas, all else is JSON, from which the server can tell what it was.
enum Parts {
    Absent,
    One(String),
    List(Vec<String>),
    Object(Vec<(String, String)>),
}

fn parts(value: &ParamValue<'_>, write: &dyn Fn(&str) -> String) -> Parts {
    match value {
        ParamValue::Absent => Parts::Absent,
        ParamValue::Text(text) => Parts::One(write(text)),
        ParamValue::Bare(text) => Parts::One(write(text)),
        ParamValue::List(items) => {
            let items: Vec<String> = items.iter().filter_map(|item| flat(item, write)).collect();
            // An empty list is an undefined variable to RFC 6570.
            if items.is_empty() { Parts::Absent } else { Parts::List(items) }
        }
        ParamValue::Object(members) => {
            let members: Vec<_> =
                members.iter().filter_map(|(key, value)| Some((write(key), flat(value, write)?))).collect();
            if members.is_empty() { Parts::Absent } else { Parts::Object(members) }
        }
    }
}

fn flat(value: &ParamValue<'_>, write: &dyn Fn(&str) -> String) -> Option<String> {
    match (parts(value, write), value) {
        (Parts::Absent, _) => None,
        (Parts::One(text), _) => Some(text),
        (Parts::List(items), ParamValue::List(nested)) if nested.iter().all(is_text) => Some(items.join(",")),
        (Parts::List(_) | Parts::Object(_), value) => Some(write(&json(value).to_string())),
    }
}

/// What it was as JSON.
fn json(value: &ParamValue<'_>) -> serde_json::Value {
    match value {
        ParamValue::Absent => serde_json::Value::Null,
        ParamValue::Text(text) => serde_json::Value::from(text.as_ref()),
        ParamValue::Bare(text) => serde_json::from_str(text).unwrap_or_else(|_| text.as_str().into()),
        ParamValue::List(items) => items.iter().map(json).collect(),
        ParamValue::Object(members) => {
            members.iter().map(|(key, value)| (key.to_string(), json(value))).collect()
        }
    }
}

fn pairs(members: &[(String, String)], between: &str, separator: &str) -> String {
    let pairs: Vec<String> = members.iter().map(|(key, value)| format!("{key}{between}{value}")).collect();
    pairs.join(separator)
}

/// A path parameter: the text that replaces `{name}`. `None` when there is nothing to put there.
#[must_use]
pub fn path(name: &str, style: Style, value: &ParamValue<'_>) -> Option<String> {
    // A slash would make a second segment, so nothing reserved is kept in a path.
    let write = |text: &str| encoded(text, Keep::Unreserved);
    let name = write(name);
    let parts = parts(value, &write);
    Some(match (style.kind, style.explode, parts) {
        (_, _, Parts::Absent) => return None,
        (StyleKind::Label, _, Parts::One(text)) => format!(".{text}"),
        (StyleKind::Label, false, Parts::List(items)) => format!(".{}", items.join(",")),
        (StyleKind::Label, true, Parts::List(items)) => format!(".{}", items.join(".")),
        (StyleKind::Label, false, Parts::Object(members)) => format!(".{}", pairs(&members, ",", ",")),
        (StyleKind::Label, true, Parts::Object(members)) => format!(".{}", pairs(&members, "=", ".")),
        (StyleKind::Matrix, _, Parts::One(text)) if text.is_empty() => format!(";{name}"),
        (StyleKind::Matrix, _, Parts::One(text)) => format!(";{name}={text}"),
        (StyleKind::Matrix, false, Parts::List(items)) => format!(";{name}={}", items.join(",")),
        (StyleKind::Matrix, true, Parts::List(items)) => {
            items.iter().map(|item| format!(";{name}={item}")).collect()
        }
        (StyleKind::Matrix, false, Parts::Object(members)) => {
            format!(";{name}={}", pairs(&members, ",", ","))
        }
        (StyleKind::Matrix, true, Parts::Object(members)) => format!(";{}", pairs(&members, "=", ";")),
        (kind, explode, parts) => simple(parts, explode, delimiter(kind)),
    })
}

/// What stands between the items of a list. Neither a space nor a pipe nor a tab may stand in a URL, so the delimiters
/// themselves are encoded.
fn delimiter(kind: StyleKind) -> &'static str {
    match kind {
        StyleKind::SpaceDelimited => "%20",
        StyleKind::PipeDelimited => "%7C",
        StyleKind::TabDelimited => "%09",
        _ => ",",
    }
}

fn simple(parts: Parts, explode: bool, delimiter: &str) -> String {
    match parts {
        Parts::Absent => String::new(),
        Parts::One(text) => text,
        Parts::List(items) => items.join(delimiter),
        Parts::Object(members) => pairs(&members, if explode { "=" } else { delimiter }, delimiter),
    }
}

/// A header's value, style `simple`. Headers are not percent-encoded.
#[must_use]
pub fn header(style: Style, value: &ParamValue<'_>) -> Option<String> {
    let delimiter = match style.kind {
        StyleKind::SpaceDelimited => " ",
        StyleKind::PipeDelimited => "|",
        StyleKind::TabDelimited => "\t",
        _ => ",",
    };
    match parts(value, &|text| text.to_owned()) {
        Parts::Absent => None,
        parts => Some(simple(parts, style.explode, delimiter)),
    }
}

/// A query parameter: `name=value`, or several of them, without the leading `?` or `&`.
#[must_use]
pub fn query(name: &str, style: Style, value: &ParamValue<'_>) -> Option<String> {
    let text = named(name, style, value, "&");
    (!text.is_empty()).then_some(text)
}

/// A cookie: `name=value`, or several of them.
#[must_use]
pub fn cookie(name: &str, style: Style, value: &ParamValue<'_>) -> Option<String> {
    let text = named(name, style, value, "; ");
    (!text.is_empty()).then_some(text)
}

fn named(name: &str, style: Style, value: &ParamValue<'_>, separator: &str) -> String {
    let keep = match style.kind {
        StyleKind::Cookie => Keep::Cookie,
        _ if style.reserved => Keep::Reserved,
        _ => Keep::Unreserved,
    };
    let write = |text: &str| encoded(text, keep);
    let name = encoded(name, if keep == Keep::Cookie { keep } else { Keep::Unreserved });
    let delimiter = match style.kind {
        StyleKind::DeepObject => return deep(&name, value, keep, false),
        kind => delimiter(kind),
    };
    match parts(value, &write) {
        Parts::Absent => String::new(),
        Parts::One(text) => format!("{name}={text}"),
        Parts::List(items) if style.explode => {
            let items: Vec<String> = items.iter().map(|item| format!("{name}={item}")).collect();
            items.join(separator)
        }
        Parts::Object(members) if style.explode => pairs(&members, "=", separator),
        Parts::List(items) => format!("{name}={}", items.join(delimiter)),
        Parts::Object(members) => format!("{name}={}", pairs(&members, delimiter, delimiter)),
    }
}

/// `a[b]=1`, however deep. The brackets are encoded, as RFC 3986 asks. A list inside an object repeats its name, as
/// OpenAPI's own tools read it; where that would tell too little (items that are objects, and lists that no object
/// holds, for which OpenAPI has no rule), and everywhere in forms, its items are numbered: `a[0][b]=1`.
fn deep(name: &str, value: &ParamValue<'_>, keep: Keep, numbered: bool) -> String {
    let within = |key: &str, value: &ParamValue<'_>, top: bool| {
        let name = format!("{name}%5B{}%5D", encoded(key, Keep::Unreserved));
        match value {
            ParamValue::List(items) if !numbered && !top && items.iter().all(is_text) => {
                let items: Vec<String> = items.iter().map(|item| deep(&name, item, keep, numbered)).collect();
                items.join("&")
            }
            value => deep(&name, value, keep, numbered),
        }
    };
    let texts: Vec<String> = match value {
        ParamValue::Absent => Vec::new(),
        ParamValue::Text(text) => vec![format!("{name}={}", encoded(text, keep))],
        ParamValue::Bare(text) => vec![format!("{name}={}", encoded(text, keep))],
        ParamValue::List(items) => {
            items.iter().enumerate().map(|(at, item)| within(&at.to_string(), item, true)).collect()
        }
        ParamValue::Object(members) => members.iter().map(|(key, value)| within(key, value, false)).collect(),
    };
    texts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("&")
}

fn is_text(value: &ParamValue<'_>) -> bool {
    matches!(value, ParamValue::Text(_) | ParamValue::Bare(_) | ParamValue::Absent)
}

/// The body of a form: one entry per member, each in the style that is listed for it.
///
/// Unlisted members: texts as they are, lists as repeated entries, and objects as JSON (OpenAPI's default for a
/// property that is an object).
#[must_use]
pub fn form(tree: &serde_json::Value, styles: &[(&str, Style)]) -> String {
    use super::value::ToParam;
    let Some(members) = tree.as_object() else { return String::new() };
    let mut entries = Vec::new();
    for (name, member) in members {
        let style = styles.iter().find(|(styled, _)| styled == name).map(|(_, style)| *style);
        let value = match (style, member) {
            (Some(Style { kind: StyleKind::Json, .. }), serde_json::Value::Null) => ParamValue::Absent,
            (Some(Style { kind: StyleKind::Json, .. }), member) => ParamValue::from(member.to_string()),
            (Some(_), member) => member.to_param(),
            (None, serde_json::Value::Array(items)) => ParamValue::List(items.iter().map(as_entry).collect()),
            (None, member) => as_entry(member),
        };
        entries.extend(match style {
            Some(Style { kind: StyleKind::DeepObject, reserved, .. }) => {
                let keep = if reserved { Keep::Reserved } else { Keep::Unreserved };
                let text = deep(&encoded(name, Keep::Unreserved), &value, keep, true);
                (!text.is_empty()).then_some(text)
            }
            other => query(name, other.unwrap_or(Style::FORM), &value),
        });
    }
    entries.join("&")
}

fn as_entry(value: &serde_json::Value) -> ParamValue<'_> {
    use super::value::ToParam;
    match value {
        serde_json::Value::Object(_) | serde_json::Value::Array(_) => {
            ParamValue::Text(Cow::Owned(value.to_string()))
        }
        plain => plain.to_param(),
    }
}
