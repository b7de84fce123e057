//! The stages `api`, `facts` and `names` of small descriptions, as snapshots.

#[allow(dead_code)]
mod understand;

use sdkwright::inspect;
use serde_json::{Value, json};
use understand::Understood;

/// One snapshot per stage, and one of the findings.
fn check(name: &str, understood: &Understood) {
    let Understood { document, api, facts, names, .. } = understood;
    let stages = [
        ("api", inspect::api(document, api)),
        ("facts", inspect::facts(api, facts)),
        ("names", inspect::names(api, names)),
        ("findings", json!(understood.findings())),
    ];
    for (stage, value) in stages {
        insta::assert_snapshot!(format!("{name}__{stage}"), lines(&value));
    }
}

/// JSON with short objects and lists on one line, so that a change is a line in the diff.
fn lines(value: &Value) -> String {
    let mut out = String::new();
    write(value, 0, &mut out);
    out
}

fn write(value: &Value, indent: usize, out: &mut String) {
    let flat = value.to_string();
    let open = match value {
        Value::Array(items) if flat.len() + indent > 110 => {
            items.iter().map(|item| (String::new(), item)).collect::<Vec<_>>()
        }
        Value::Object(members) if flat.len() + indent > 110 || indent == 0 => {
            members.iter().map(|(key, member)| (format!("{}: ", json!(key)), member)).collect()
        }
        _ => return out.push_str(&flat),
    };
    let (start, end) = if value.is_array() { ('[', ']') } else { ('{', '}') };
    out.push(start);
    for (key, member) in open {
        out.push_str(&format!("\n{:1$}{key}", "", indent + 2));
        write(member, indent + 2, out);
    }
    out.push_str(&format!("\n{:1$}{end}", "", indent));
}

macro_rules! stages {
    ($($name:ident)*) => {$(
        #[test]
        fn $name() {
            let description = include_str!(concat!("fixtures/stages/", stringify!($name), ".yaml"));
            check(stringify!($name), &understand::text(description, ""));
        }
    )*};
}

stages! {
    petstore names unions inheritance merges recursion operations keywords paging permissions conditions references
    swagger tuples large
}

/// What the repository's own description says, and that nothing is wrong with it.
#[test]
fn the_repository() {
    let understood = understand::repository("openapi.yaml");
    assert_eq!(understood.findings(), Vec::<String>::new());
    insta::assert_snapshot!("repository__api", lines(&inspect::api(&understood.document, &understood.api)));
}
