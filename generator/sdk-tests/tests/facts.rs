//! The facts of the published pages, operation by operation, as a user of the SDK finds them: at run time from
//! `operations::ALL`, and in the documentation of each method.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use genesys_cloud::runtime::Operation;
use genesys_cloud::{Client, Permission, Requirement, operations, permissions};
use syn::{Attribute, Expr, ImplItem, Item, ItemStatic, Lit, Meta};

const SEEDS: &str = include_str!("../../tests/seeds/operations.tsv");

/// One line of the table.
struct Seed {
    cells: BTreeMap<&'static str, &'static str>,
}

impl Seed {
    fn get(&self, column: &str) -> &'static str {
        self.cells.get(column).unwrap_or_else(|| panic!("no column {column}"))
    }

    /// The parts of a cell; `-` has none.
    fn list(&self, column: &str, separator: &'static str) -> Vec<&'static str> {
        let cell = self.get(column);
        if cell == "-" { Vec::new() } else { cell.split(separator).collect() }
    }
}

fn seeds() -> Vec<Seed> {
    let mut lines = SEEDS.lines().map(|line| line.split('\t'));
    let columns: Vec<&str> = lines.next().unwrap().collect();
    let seeds: Vec<Seed> =
        lines.map(|cells| Seed { cells: columns.iter().copied().zip(cells).collect() }).collect();
    assert_eq!(seeds.len(), 51);
    seeds
}

/// What the table says of an operation and what the SDK knows at run time, in one form.
type Row = [String; 8];

fn seeded(seed: &Seed) -> Row {
    ["operation", "tag", "method", "path", "deprecated", "mode", "permissions", "security"]
        .map(|column| seed.get(column).to_owned())
}

fn known(operation: &Operation) -> Row {
    let requirement = &operation.requirement;
    let mode = match (requirement.is_none(), requirement.is_any(), requirement.is_all()) {
        (true, ..) => "NONE",
        (_, true, false) => "ANY",
        (_, false, true) => "ALL",
        other => panic!("neither any nor all: {other:?}"),
    };
    let permissions = match requirement.permissions() {
        [] => "-".to_owned(),
        several => several.join(","),
    };
    let security = match operation.security {
        [] => "none",
        [[one]] => one.scheme.name,
        several => panic!("the pages know no such security: {several:?}"),
    };
    let deprecated = if operation.deprecated { "deprecated" } else { "-" };
    [
        operation.id.to_owned(),
        operation.tag.to_owned(),
        operation.method.to_string(),
        operation.path.to_owned(),
        deprecated.to_owned(),
        mode.to_owned(),
        permissions,
        security.to_owned(),
    ]
}

#[test]
fn every_fact_is_known_at_run_time() {
    let mut seeded: Vec<Row> = seeds().iter().map(seeded).collect();
    let mut known: Vec<Row> = operations::ALL.iter().copied().map(known).collect();
    seeded.sort();
    known.sort();
    assert_eq!(known, seeded);
    assert_eq!(operations::ALL.iter().filter(|operation| operation.deprecated).count(), 5);
    assert!(operations::ALL.iter().all(|operation| !operation.summary.is_empty()));
    let one = &operations::GET_WEBCHAT_SETTINGS;
    assert!(operations::ALL.iter().any(|other| std::ptr::eq(*other, one)));
    assert_eq!(one.requirement.to_string(), "webchat:deployment:read");
}

/// The constants are the catalogue's, each is needed by an operation, and they are as good as their names.
#[test]
fn permissions_are_constants() {
    let named: std::collections::BTreeSet<&str> =
        operations::ALL.iter().flat_map(|one| one.requirement.permissions()).copied().collect();
    let constants: Vec<&str> = permissions::ALL.iter().map(Permission::name).collect();
    assert_eq!(constants, named.into_iter().collect::<Vec<_>>());
    assert!(permissions::ALL.iter().all(|one| one.about().ends_with('.') && one.domain().is_some()));
    let read = permissions::WEBCHAT_DEPLOYMENT_READ;
    assert_eq!(
        (read.name(), read.entity(), read.action()),
        ("webchat:deployment:read", Some("deployment"), Some("read"))
    );
    assert!(operations::GET_WEBCHAT_SETTINGS.requirement.is_met_by(&[read]));
    assert!(!operations::GET_WEBCHAT_SETTINGS.requirement.is_met_by(&[permissions::CHAT_ROOM_VIEW]));
    let everything = Requirement::minimal(operations::ALL.iter().copied());
    assert!(everything.exact);
    assert!(operations::ALL.iter().all(|one| one.requirement.is_met_by(&everything.permissions)));
    // No call without an answer is made: what is not granted is an error before there is a connection.
    let client = Client::builder().base_url("http://127.0.0.1:9").build().unwrap();
    let narrow = client.with_granted([permissions::CHAT_ROOM_VIEW]);
    let call = narrow.webchat().get_webchat_settings();
    let error = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap()
        .block_on(async { call.send().await.unwrap_err() });
    assert!(error.is_missing_permission());
    assert_eq!(error.missing(), Some(vec!["webchat:deployment:read"]));
}

/// What is written above one method.
#[derive(Clone, Debug)]
struct Method {
    name: String,
    doc: String,
    deprecated: bool,
    /// The methods that set what is optional, with their docs.
    setters: BTreeMap<String, String>,
}

/// The methods of the accessors by operation id, read as text from the source.
fn methods() -> BTreeMap<String, Method> {
    let api = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../generated/src/api");
    let folders = std::fs::read_dir(api).unwrap().map(|entry| entry.unwrap().path());
    let files = folders.filter(|path| path.is_dir()).flat_map(|folder| std::fs::read_dir(folder).unwrap());
    let files: Vec<PathBuf> = files.map(|entry| entry.unwrap().path()).collect();
    files.iter().filter(|path| !path.ends_with("mod.rs")).map(|path| method(path)).collect()
}

/// One file: its operation, the method on the accessor, and the builder if there is one.
fn method(path: &Path) -> (String, Method) {
    let file = syn::parse_file(&std::fs::read_to_string(path).unwrap()).unwrap();
    let (mut id, mut found, mut setters) = (None, None, BTreeMap::new());
    for item in &file.items {
        match item {
            Item::Static(operation) => id = operation_id(operation),
            Item::Impl(block) if block.trait_.is_none() => {
                for item in &block.items {
                    let ImplItem::Fn(function) = item else { continue };
                    let (name, doc) = (function.sig.ident.to_string(), doc(&function.attrs));
                    if doc.contains("# Authorization") {
                        let deprecated =
                            function.attrs.iter().any(|attribute| attribute.path().is_ident("deprecated"));
                        found = Some(Method { name, doc, deprecated, setters: BTreeMap::new() });
                    } else {
                        setters.insert(name, doc);
                    }
                }
            }
            _ => {}
        }
    }
    let method = found.unwrap_or_else(|| panic!("no documented method in {}", path.display()));
    (id.expect("an operation"), Method { setters, ..method })
}

/// The text of the field `id`.
fn operation_id(item: &ItemStatic) -> Option<String> {
    let Expr::Struct(literal) = &*item.expr else { return None };
    literal.fields.iter().find_map(|field| match (&field.member, &field.expr) {
        (syn::Member::Named(name), Expr::Lit(value)) if name == "id" => match &value.lit {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        _ => None,
    })
}

fn doc(attributes: &[Attribute]) -> String {
    let mut text = String::new();
    for attribute in attributes {
        let Meta::NameValue(pair) = &attribute.meta else { continue };
        let Expr::Lit(value) = &pair.value else { continue };
        if let (true, Lit::Str(line)) = (pair.path.is_ident("doc"), &value.lit) {
            text.push_str(line.value().strip_prefix(' ').unwrap_or(&line.value()));
            text.push('\n');
        }
    }
    text
}

/// The text below a heading, up to the next one. Before a heading there is an empty line, which tells it from the
/// hidden lines of an example.
fn section<'a>(doc: &'a str, heading: &str) -> &'a str {
    let after = doc.split_once(&format!("# {heading}\n")).map_or("", |(_, after)| after);
    after.split("\n\n# ").next().unwrap_or_default().trim()
}

/// What a reader of the documentation would miss, one line each.
fn missing(seed: &Seed, method: &Method) -> Vec<String> {
    let mut lines = Vec::new();
    let mut wants = |what: &str, there: bool| {
        if !there {
            lines.push(format!("{}: {what}", seed.get("operation")));
        }
    };
    let doc = &method.doc;
    let has_line = |line: &str| doc.lines().any(|other| other == line);
    wants("what it does", doc.lines().next().is_some_and(|line| line.len() > 10 && line.ends_with('.')));
    wants("the HTTP line", has_line(&format!("`{} {}`", seed.get("method"), seed.get("path"))));
    wants("the permissions", has_line(&permissions(seed)));
    wants("the deprecation", method.deprecated == (seed.get("deprecated") == "deprecated"));
    let authorization = section(doc, "Authorization");
    wants(
        "the authorization",
        match seed.get("security") {
            "none" => authorization == "None is needed.",
            scheme => authorization.starts_with(&format!("`{scheme}`")),
        },
    );
    let result = section(doc, "Returns");
    wants(
        "the result",
        match seed.get("result") {
            "-" => result.starts_with("Nothing"),
            model => result.starts_with(&format!("[`models::{model}`].")),
        },
    );
    let written = section(doc, "Parameters");
    for parameter in seed.list("parameters", "; ") {
        for (part, line) in parameter_facts(parameter) {
            let name = format!("- `{}` (", snake(parameter.split(' ').next().unwrap_or_default()));
            let there = written.lines().find(|line| line.starts_with(&name)).unwrap_or_default();
            wants(&format!("{part} of the parameter `{parameter}`"), there.contains(&line));
        }
        if parameter.contains(" optional") {
            let setter = method.setters.get(&snake(parameter.split(' ').next().unwrap_or_default()));
            wants(
                &format!("the setter of `{parameter}`"),
                setter.is_some_and(|doc| {
                    parameter_facts(parameter).iter().skip(1).all(|(_, fact)| doc.contains(fact))
                }),
            );
        }
    }
    let body = seed.get("body") == "-" || written.contains("- `body` (body, required)");
    wants("the body", body);
    let example = section(doc, "Example");
    wants("an example", example.contains("```") && example.contains(&format!(".{}(", method.name)));
    lines
}

fn permissions(seed: &Seed) -> String {
    let names: Vec<String> = seed.list("permissions", ",").iter().map(|name| format!("`{name}`")).collect();
    match (seed.get("mode"), names.as_slice()) {
        ("NONE", []) => "Needs no permission.".to_owned(),
        (_, [one]) => format!("Needs the permission {one}."),
        (mode, several) => format!("Needs {mode} of the permissions {}.", several.join(", ")),
    }
}

/// `name place type required|optional [default=…] [values=a|b]`: what the docs must say for it. The place comes
/// first, what a setter repeats after it.
fn parameter_facts(parameter: &str) -> Vec<(&'static str, String)> {
    let words: Vec<&str> = parameter.split(' ').collect();
    let [name, place, _, need, facts @ ..] = words.as_slice() else { panic!("{parameter}") };
    let mut wanted = vec![("the place", format!("- `{}` ({place}, {need})", snake(name)))];
    for fact in facts {
        wanted.push(match fact.split_once('=') {
            Some(("default", value)) => ("the default", format!("Default: `{value}`.")),
            Some(("values", values)) => {
                let values: Vec<String> = values.split('|').map(|value| format!("`{value}`")).collect();
                ("the allowed values", format!("Allowed values: {}.", values.join(", ")))
            }
            _ => panic!("{parameter}"),
        });
    }
    wanted
}

fn snake(name: &str) -> String {
    let mut snake = String::new();
    for c in name.chars() {
        if c.is_uppercase() {
            snake.push('_');
        }
        snake.extend(c.to_lowercase());
    }
    snake
}

#[test]
fn every_fact_is_in_the_documentation() {
    let methods = methods();
    assert_eq!(methods.len(), 51);
    let mut lines = Vec::new();
    for seed in seeds() {
        match methods.get(seed.get("operation")) {
            Some(method) => lines.extend(missing(&seed, method)),
            None => lines.push(format!("{}: no method", seed.get("operation"))),
        }
    }
    assert!(lines.is_empty(), "{} facts are missing:\n{}", lines.len(), lines.join("\n"));
}

/// Each fact taken out of a method's documentation is missed, and nothing else is.
#[test]
fn a_fact_that_is_not_documented_is_noticed() {
    let seeds = seeds();
    let seed =
        seeds.iter().find(|seed| seed.get("operation") == "getWebchatGuestConversationMessages").unwrap();
    let method = &methods()["getWebchatGuestConversationMessages"];
    assert_eq!(missing(seed, method), [""; 0]);
    let cases = [
        ("`GET /api", "`GET /ipa", "the HTTP line"),
        ("Needs no permission.", "Needs the permission `a:b:c`.", "the permissions"),
        ("`Guest Chat JWT`.", "`PureCloud OAuth`.", "the authorization"),
        ("models::WebChatMessageEntityList", "models::WebChatMessage", "the result"),
        ("(query, optional): Id of a message; only messages later", "(query)", "the place"),
        ("Default: `100`.", "", "the default"),
        ("Allowed values: `ascending`, `descending`.", "Allowed values: `ascending`.", "the allowed values"),
        (".get_webchat", ".got_webchat", "an example"),
    ];
    for (from, to, fact) in cases {
        // Paged operations have several examples: all of them go.
        let times = if fact == "an example" { usize::MAX } else { 1 };
        let other = Method { doc: method.doc.replacen(from, to, times), ..method.clone() };
        let found = missing(seed, &other);
        assert!(found.len() == 1 && found[0].contains(fact), "without {from}: {found:?}");
    }
    let other = Method { deprecated: true, ..method.clone() };
    assert_eq!(missing(seed, &other), ["getWebchatGuestConversationMessages: the deprecation"]);
    let other = Method { setters: BTreeMap::new(), ..method.clone() };
    assert_eq!(missing(seed, &other).len(), 4);
}
