//! Compares what came with what the description says. It decodes by itself, so that it does not share a mistake.

use sdk_tests::Seen;
use serde_json::Value;

use crate::description::{Operation, Parameter};

pub const TOKEN: &str = "the-token-of-a-user";
pub const JWT: &str = "the.jwt.of-a-guest";

/// Every difference, one line each, with the aspect in front.
pub fn differences(operation: &Operation, seen: &Seen) -> Vec<String> {
    let mut lines = Vec::new();
    let mut compare = |aspect: &str, wanted: String, came: String| {
        if wanted != came {
            lines.push(format!(
                "{}, {aspect}:\n    description: {wanted}\n    wire:        {came}",
                operation.id
            ));
        }
    };
    compare("method", operation.method.clone(), seen.method.clone());
    compare("path", expected_path(operation), path(operation, &seen.path));
    compare("query", listed(given(operation, "query")), query(seen.query.as_deref()));
    for parameter in operation.parameters.iter().filter(|parameter| parameter.place == "header") {
        compare(&parameter.name, parameter.value.clone(), header(seen, &parameter.name));
    }
    compare("authorization", authorization(operation), header(seen, "authorization"));
    let accepts = header(seen, "accept");
    let wanted = match operation.result {
        Some(_) => "application/json",
        // Nothing to read but errors, which are JSON too.
        None if accepts == "*/*" => "*/*",
        None => "application/json",
    };
    compare("accept", wanted.to_owned(), accepts);
    let kind = if operation.body.is_some() { "application/json" } else { "-" };
    compare("content-type", kind.to_owned(), header(seen, "content-type"));
    let body = operation.body.as_ref().map_or("-".to_owned(), Value::to_string);
    compare(
        "body",
        sorted(&body),
        if seen.body.is_empty() { "-".to_owned() } else { sorted_bytes(&seen.body) },
    );
    lines
}

fn header(seen: &Seen, name: &str) -> String {
    match seen.headers.get_all(name).iter().count() {
        0 => "-".to_owned(),
        1 => seen.header(name).unwrap_or("(not a text)").to_owned(),
        count => format!("({count} times)"),
    }
}

/// The user's token and the guest's both travel as bearers, although the guest's scheme is an API key.
fn authorization(operation: &Operation) -> String {
    match operation.schemes.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => "-".to_owned(),
        ["PureCloud OAuth"] => format!("Bearer {TOKEN}"),
        ["Guest Chat JWT"] => format!("Bearer {JWT}"),
        ref others => panic!("schemes that this test does not know: {others:?}"),
    }
}

fn given<'a>(operation: &'a Operation, place: &'a str) -> impl Iterator<Item = &'a Parameter> {
    operation.parameters.iter().filter(move |parameter| parameter.place == place)
}

fn expected_path(operation: &Operation) -> String {
    let segments = operation.path.split('/').map(|segment| match name_of(segment) {
        Some(name) => {
            let parameter = given(operation, "path").find(|parameter| parameter.name == name);
            format!("{segment}={:?}", parameter.unwrap_or_else(|| panic!("{name} is not described")).value)
        }
        None => segment.to_owned(),
    });
    segments.collect::<Vec<_>>().join("/")
}

/// What came, with the parameters named and decoded where the template has them.
fn path(operation: &Operation, raw: &str) -> String {
    let template: Vec<&str> = operation.path.split('/').collect();
    let came: Vec<&str> = raw.split('/').collect();
    if template.len() != came.len() {
        return raw.to_owned();
    }
    let segments = template.iter().zip(came).map(|(wanted, came)| match name_of(wanted) {
        Some(_) => format!("{wanted}={:?}", decoded(came, false)),
        None => came.to_owned(),
    });
    segments.collect::<Vec<_>>().join("/")
}

fn name_of(segment: &str) -> Option<&str> {
    segment.strip_prefix('{')?.strip_suffix('}')
}

fn listed<'a>(parameters: impl Iterator<Item = &'a Parameter>) -> String {
    let mut pairs: Vec<String> =
        parameters.map(|parameter| format!("{}={:?}", parameter.name, parameter.value)).collect();
    pairs.sort();
    pairs.join(" ")
}

fn query(raw: Option<&str>) -> String {
    let pairs = raw.into_iter().flat_map(|raw| raw.split('&')).map(|pair| match pair.split_once('=') {
        Some((name, value)) => format!("{}={:?}", decoded(name, true), decoded(value, true)),
        None => format!("{pair:?} without a value"),
    });
    let mut pairs: Vec<String> = pairs.collect();
    pairs.sort();
    pairs.join(" ")
}

/// As a server reads it: `%xx`, and in queries `+` for a space. What may not stand in a URL at all is marked.
fn decoded(raw: &str, plus: bool) -> String {
    let mut bytes = Vec::new();
    let mut rest = raw.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'%' => {
                let digits: Vec<u8> = rest.by_ref().take(2).collect();
                let digits = std::str::from_utf8(&digits).ok().filter(|digits| digits.len() == 2);
                match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
                    Some(byte) => bytes.push(byte),
                    None => bytes.extend_from_slice("(half an escape)".as_bytes()),
                }
            }
            b'+' if plus => bytes.push(b' '),
            byte if byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@".contains(&byte) => bytes.push(byte),
            byte => bytes.extend_from_slice(format!("(bare {:?})", char::from(byte)).as_bytes()),
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| "(not UTF-8)".to_owned())
}

fn sorted_bytes(json: &[u8]) -> String {
    sorted(&String::from_utf8_lossy(json))
}

/// JSON with its keys in order, and anything else as it is.
pub fn sorted(json: &str) -> String {
    fn sort(value: Value) -> Value {
        match value {
            Value::Array(items) => items.into_iter().map(sort).collect(),
            Value::Object(members) => {
                let mut members: Vec<(String, Value)> =
                    members.into_iter().map(|(key, value)| (key, sort(value))).collect();
                members.sort_by(|one, other| one.0.cmp(&other.0));
                Value::Object(members.into_iter().collect())
            }
            other => other,
        }
    }
    serde_json::from_str::<Value>(json).map_or_else(|_| json.to_owned(), |value| sort(value).to_string())
}
