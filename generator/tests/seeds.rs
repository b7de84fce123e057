//! The description in `spec/` against the facts of the five published pages, operation by operation.

#[allow(dead_code)]
mod understand;

use serde_json::Value;

/// The columns of `operations.tsv` that state a fact.
const COLUMNS: [&str; 10] = [
    "tag",
    "operation",
    "method",
    "path",
    "deprecated",
    "mode",
    "permissions",
    "security",
    "parameters",
    "body and result",
];

const SEEDS: &str = include_str!("seeds/operations.tsv");

/// One operation: a text per column.
type Row = [String; 10];

fn seeds(table: &str) -> Vec<Row> {
    let rows = table.lines().skip(1).map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        assert_eq!(cells.len(), 12, "{line}");
        let [
            tag,
            operation,
            method,
            path,
            deprecated,
            mode,
            permissions,
            security,
            parameters,
            body,
            result,
            _,
        ] = cells[..]
        else {
            unreachable!("twelve cells")
        };
        let answer = format!("{body} -> {result}");
        [tag, operation, method, path, deprecated, mode, permissions, security, parameters, &answer]
            .map(str::to_owned)
    });
    rows.collect()
}

fn described() -> Vec<Row> {
    let understood = understand::repository("openapi.yaml");
    let api = sdkwright::inspect::api(&understood.document, &understood.api);
    items(&api["operations"]).map(row).collect()
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("not a text: {value}")).to_owned()
}

/// The words joined, or `-`.
fn joined(words: Vec<String>, glue: &str) -> String {
    if words.is_empty() { "-".to_owned() } else { words.join(glue) }
}

fn row(operation: &Value) -> Row {
    let deprecated = if operation.get("deprecated").is_some() { "deprecated" } else { "-" };
    let permissions = items(&operation["requirement"]["permissions"]).map(text).collect();
    let schemes: Vec<String> = items(&operation["security"])
        .map(|all| joined(all.as_object().into_iter().flat_map(|all| all.keys()).cloned().collect(), " and "))
        .collect();
    let security = if schemes.is_empty() { "none".to_owned() } else { schemes.join(" or ") };
    let parameters = items(&operation["parameters"]).map(parameter).collect();
    let body = operation.get("body").map_or("-".to_owned(), |body| {
        let need = if body["required"] == true { "required" } else { "optional" };
        format!("{} {need}", model(&body["content"]))
    });
    let results = operation["results"].as_object().into_iter().flatten();
    let success: Vec<String> = results
        .filter(|(status, _)| status.starts_with('2'))
        .filter_map(|(_, result)| result.get("content").map(model))
        .collect();
    [
        text(&operation["tag"]),
        text(&operation["operation"]),
        text(&operation["method"]),
        text(&operation["path"]),
        deprecated.to_owned(),
        text(&operation["requirement"]["mode"]),
        joined(permissions, ","),
        security,
        joined(parameters, "; "),
        format!("{body} -> {}", joined(success, ", ")),
    ]
}

/// `name place type required|optional [default=…] [values=a|b]`, as the seeds write it.
fn parameter(parameter: &Value) -> String {
    let kind = match parameter["type"].as_str() {
        Some("integer (int32)") => "int32",
        Some("boolean") => "boolean",
        Some(_) if parameter.get("values").is_some() => "string",
        Some("text") => "string",
        other => panic!("a type that the seeds do not know: {other:?}"),
    };
    let need = if parameter["required"] == true { "required" } else { "optional" };
    let mut line = format!("{} {} {kind} {need}", text(&parameter["name"]), text(&parameter["in"]));
    match parameter.get("default") {
        Some(Value::String(word)) => line.push_str(&format!(" default={word}")),
        Some(other) => line.push_str(&format!(" default={other}")),
        None => {}
    }
    let values: Vec<String> = items(&parameter["values"]).map(text).collect();
    if !values.is_empty() {
        line.push_str(&format!(" values={}", values.join("|")));
    }
    line
}

/// The one model of a JSON body or result.
fn model(content: &Value) -> String {
    let types = content.as_object().into_iter().flatten().map(|(kind, model)| {
        assert_eq!(kind, "application/json");
        text(model)
    });
    joined(types.collect(), ", ")
}

/// Every fact in which the two differ, one line each.
fn differences(seeds: &[Row], described: &[Row]) -> Vec<String> {
    let mut lines = Vec::new();
    for seed in seeds {
        let name = &seed[1];
        let Some(found) = described.iter().find(|row| row[1] == *name) else {
            lines.push(format!("{name}: the seeds have it, the description does not"));
            continue;
        };
        for ((column, said), found) in COLUMNS.iter().zip(seed).zip(found) {
            if said != found {
                lines.push(format!("{name}, {column}:\n    seeds:       {said}\n    description: {found}"));
            }
        }
    }
    for row in described {
        if !seeds.iter().any(|seed| seed[1] == row[1]) {
            lines.push(format!("{}: the description has it, the seeds do not", row[1]));
        }
    }
    lines
}

#[test]
fn the_description_states_the_facts_of_the_seeds() {
    let (seeds, described) = (seeds(SEEDS), described());
    assert_eq!((seeds.len(), described.len()), (51, 51), "operations in the seeds and in the description");
    let differences = differences(&seeds, &described);
    assert!(differences.is_empty(), "{} facts differ\n{}", differences.len(), differences.join("\n"));
}

/// The judge judged: each kind of fact, changed in one row, is found and named.
#[test]
fn a_changed_fact_is_found() {
    let described = described();
    let changes = [
        ("getChatsRoom", "\tGET\t", "\tPUT\t", "method"),
        ("getChatsRoom", "/rooms/{roomJid}\t", "/rooms/{roomId}\t", "path"),
        ("getChatsRoom", "\t-\tANY", "\tdeprecated\tANY", "deprecated"),
        ("getChatsRoom", "\tANY\t", "\tALL\t", "mode"),
        ("getChatsRoom", "chat:room:view", "chat:room:edit", "permissions"),
        ("getChatsRoom", "PureCloud OAuth", "none", "security"),
        ("getChatsRoom", "roomJid path string required", "roomJid path string optional", "parameters"),
        ("getWebchatGuestConversationMessages", "default=100", "default=25", "parameters"),
        ("getWebchatGuestConversationMessages", "ascending|descending", "ascending", "parameters"),
        ("patchChatsSettings", "ChatSettings required", "ChatSettings optional", "body and result"),
        ("getChatsRoom", "\tRoom\t", "\tUser\t", "body and result"),
        ("getChatsRoom", "Chat\tgetChatsRoom\t", "WebChat\tgetChatsRoom\t", "tag"),
    ];
    for (operation, from, to, column) in changes {
        let mut changed = 0;
        let lines: Vec<String> = SEEDS
            .lines()
            .map(|line| {
                let same = line.split('\t').nth(1) == Some(operation) && line.contains(from);
                changed += usize::from(same);
                if same { line.replacen(from, to, 1) } else { line.to_owned() }
            })
            .collect();
        assert_eq!(changed, 1, "{operation} has no `{from}` to change");
        let found = differences(&seeds(&lines.join("\n")), &described);
        assert_eq!(found.len(), 1, "{operation}, {column}: {found:?}");
        assert!(found[0].starts_with(&format!("{operation}, {column}:")), "{}", found[0]);
    }
}

#[test]
fn a_missing_and_an_extra_operation_are_found() {
    let (mut all, described) = (seeds(SEEDS), described());
    let last = all.pop().expect("rows");
    assert_eq!(
        differences(&all, &described),
        [format!("{}: the description has it, the seeds do not", last[1])]
    );
    let mut more = last.clone();
    more[1] = "getNothing".to_owned();
    all.extend([last, more]);
    assert_eq!(differences(&all, &described), ["getNothing: the seeds have it, the description does not"]);
}
