//! The pages of the reference tell everything that the vendor's published pages tell: each feature of those, for
//! every operation.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use genesys_cloud::operations;
use genesys_cloud::runtime::Operation;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

const SEEDS: &str = include_str!("../../tests/seeds/operations.tsv");

fn generated(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../generated").join(path)
}

fn read(path: &str) -> String {
    std::fs::read_to_string(generated(path)).unwrap_or_else(|why| panic!("{path}: {why}"))
}

/// One line of the table of published facts.
struct Seed(BTreeMap<&'static str, &'static str>);

impl Seed {
    fn get(&self, column: &str) -> &'static str {
        self.0.get(column).unwrap_or_else(|| panic!("no column {column}"))
    }

    fn list(&self, column: &str, separator: &'static str) -> Vec<&'static str> {
        let cell = self.get(column);
        if cell == "-" { Vec::new() } else { cell.split(separator).collect() }
    }
}

fn seeds() -> Vec<Seed> {
    let mut lines = SEEDS.lines().map(|line| line.split('\t'));
    let columns: Vec<&str> = lines.next().unwrap().collect();
    lines.map(|cells| Seed(columns.iter().copied().zip(cells).collect())).collect()
}

/// An operation's part of its tag's page.
struct Part<'p> {
    page: &'p str,
    seed: &'p Seed,
    operation: &'static Operation,
    method: String,
    text: &'p str,
}

impl Part<'_> {
    fn section(&self, heading: &str) -> &str {
        let after = self.text.split_once(&format!("\n### {heading}\n")).map_or("", |(_, after)| after);
        after.split("\n### ").next().unwrap_or_default().trim()
    }

    /// The code of the first fence of a kind.
    fn code(&self, heading: &str, kind: &str) -> String {
        code(self.section(heading), kind)
    }

    fn parameters(&self) -> Vec<(String, Vec<&'static str>)> {
        let given =
            self.seed.list("parameters", "; ").into_iter().map(|text| text.split(' ').collect::<Vec<_>>());
        given.map(|words| (snake(words[0]), words)).collect()
    }

    fn row(&self, name: &str) -> Vec<String> {
        let start = format!("| `{name}` |");
        let section = self.section("Request parameters");
        let line = section.lines().find(|line| line.starts_with(&start)).unwrap_or_default();
        line.trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect()
    }
}

fn code(text: &str, kind: &str) -> String {
    let mut inside = false;
    let mut out = String::new();
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                inside = out.is_empty() && *info == *kind
            }
            Event::End(TagEnd::CodeBlock) => inside = false,
            Event::Text(part) if inside => out.push_str(&part),
            _ => {}
        }
    }
    out
}

/// A row of the published pages' features, and whether a part of a page has it.
type Feature = (&'static str, fn(&Part<'_>) -> bool);

const FEATURES: [Feature; 27] = [
    ("title", |part| part.page.lines().nth(2).is_some_and(|line| line.starts_with("# "))),
    ("base address", |part| part.page.contains("relative to `https://api.mypurecloud.com`")),
    ("method table and link", |part| {
        let row = format!(
            "| [`{0}`](#{0}) | **{1}** `{2}` | ",
            part.method,
            part.seed.get("method"),
            part.seed.get("path")
        );
        part.page.lines().any(|line| line.starts_with(&row) && line.contains(part.operation.summary))
    }),
    ("operation heading and naming", |part| {
        part.text.starts_with(&format!("## `{}`\n", snake(part.seed.get("operation"))))
    }),
    ("signature", |part| {
        let signature = code(part.text, "rust,ignore");
        let required = part.parameters().into_iter().filter(|(_, words)| words[3] == "required");
        signature.starts_with(&format!("fn {}(&self", part.method))
            && required.into_iter().all(|(name, _)| signature.contains(&format!(", {name}: ")))
    }),
    ("verb and path", |part| {
        part.text.contains(&format!("\n**{}** `{}`\n", part.seed.get("method"), part.seed.get("path")))
    }),
    ("summary", |part| part.text.contains(part.operation.summary)),
    ("long description", |part| {
        let shown = part.text.split("\n```").next().unwrap_or_default().replace("\n", " ");
        about(part.seed.get("operation")).iter().all(|line| shown.contains(line.as_str()))
    }),
    ("permissions", |part| {
        let section = part.section("Required permissions");
        let names = part.seed.list("permissions", ",");
        let first = match (part.seed.get("mode"), names.len()) {
            ("NONE", _) => "Requires no permission.".to_owned(),
            (_, 1) => "Requires the permission:".to_owned(),
            (mode, _) => format!("Requires {mode} of these permissions:"),
        };
        section.starts_with(&first)
            && names.iter().all(|name| section.contains(&format!("\n- [`{name}`](../permissions.md#domain-")))
    }),
    ("permissions are explained", |part| {
        let lines = part.section("Required permissions").lines();
        let explained = |line: &&str| line.starts_with("- ") && line.ends_with('.') && line.contains("): ");
        lines.filter(explained).count() == part.seed.list("permissions", ",").len()
    }),
    ("deprecated badge", |part| {
        part.text.contains("> **DEPRECATED**") == (part.seed.get("deprecated") == "deprecated")
    }),
    ("request body", |part| {
        let has = part.text.contains("### Request body");
        has == (part.seed.get("body") != "-")
    }),
    ("skeleton is JSON", |part| {
        part.seed.get("body") == "-"
            || serde_json::from_str::<serde_json::Value>(&part.code("Request body", "json"))
                .is_ok_and(|value| value.is_object() || value.is_array())
    }),
    ("example", |part| part.code("Rust example", "rust,no_run").contains(&format!(".{}(", part.method))),
    ("example: authorization", |part| {
        let example = part.code("Rust example", "rust,no_run");
        match part.seed.get("security") {
            "none" => !example.contains("secret"),
            "Guest Chat JWT" => example.contains(".guest_jwt(\"secret\")"),
            _ => example.contains(".access_token(\"secret\")"),
        }
    }),
    ("example: it is the doctest", |part| {
        part.code("Rust example", "rust,no_run") == doctest(part.seed.get("operation"))
    }),
    ("parameter table", |part| {
        part.parameters().iter().all(|(name, words)| {
            let row = part.row(name);
            row.len() == 6 && row[1] == format!("{} `{}`", words[1], words[0]) && !row[5].is_empty()
        })
    }),
    ("required and optional", |part| {
        part.parameters().iter().all(|(name, words)| {
            part.row(name).get(3).is_some_and(|cell| (cell == "yes") == (words[3] == "required"))
        })
    }),
    ("default", |part| {
        part.parameters().iter().all(|(name, words)| {
            let default = words.iter().find_map(|word| word.strip_prefix("default="));
            part.row(name).get(4).is_some_and(|cell| match default {
                Some(value) => *cell == format!("`{value}`"),
                None => true,
            })
        })
    }),
    ("enum values", |part| {
        part.parameters().iter().all(|(name, words)| {
            let values = words.iter().find_map(|word| word.strip_prefix("values="));
            let values: Vec<String> = values
                .into_iter()
                .flat_map(|values| values.split('|'))
                .map(|word| format!("`{word}`"))
                .collect();
            part.row(name).get(5).is_some_and(|cell| cell.contains(&values.join(", ")))
        })
    }),
    ("body type", |part| match part.seed.get("body") {
        "-" => true,
        body => {
            let model = body.split(' ').next().unwrap_or_default().trim_matches(['[', ']']);
            part.row("body").get(2).is_some_and(|cell| cell.contains(model) && cell.contains("](../models/"))
        }
    }),
    ("number type", |part| {
        part.parameters()
            .iter()
            .filter(|(_, words)| words[2].starts_with("int"))
            .all(|(name, _)| part.row(name).get(2).is_some_and(|cell| cell == "`i32`" || cell == "`i64`"))
    }),
    ("no parameters", |part| {
        let none = part.parameters().is_empty() && part.seed.get("body") == "-";
        (part.section("Request parameters") == "It takes none.") == none
    }),
    ("return type", |part| {
        let section = part.section("Successful result");
        match part.seed.get("result") {
            "-" => section.starts_with("Nothing: the result has no body."),
            model => section.starts_with(&format!("[`models::{model}`](../models/")),
        }
    }),
    ("authorization with a link", |part| {
        let section = part.section("Required authorization");
        match part.seed.get("security") {
            "none" => section == "None is needed.",
            scheme => section.starts_with(&format!("[`{scheme}`](../authorization.md#")),
        }
    }),
    ("HTTP request headers", |part| {
        let section = part.section("Content types");
        let none = part.seed.get("body") == "-";
        section.contains("- `accept`: `application/json`")
            && section.contains(if none {
                "- `content-type`: none"
            } else {
                "- `content-type`: `application/json`"
            })
    }),
    ("links back and foot", |part| {
        part.text.contains("[Back to top](#")
            && part.page.contains(&format!("`genesys-cloud` `{}`", genesys_cloud::API.version))
            && part.page.contains("[Overview](../index.md)")
    }),
];

#[test]
fn every_feature_of_the_published_pages_is_there_for_every_operation() {
    let pages = [("Chat", read("docs/tags/chat.md")), ("WebChat", read("docs/tags/webchat.md"))];
    let seeds = seeds();
    let (mut missing, mut seen) = (Vec::new(), 0);
    for seed in &seeds {
        let (_, page) = pages.iter().find(|(tag, _)| *tag == seed.get("tag")).unwrap();
        let method = snake(seed.get("operation"));
        let start = page.find(&format!("\n## `{method}`\n")).unwrap_or_else(|| panic!("{method}")) + 1;
        let text = &page[start..];
        let text = &text[..text[3..].find("\n## ").map_or(text.len(), |at| at + 3)];
        let operation = operations::ALL.iter().find(|known| known.id == seed.get("operation")).unwrap();
        let part = Part { page, seed, operation, method, text };
        for (name, has) in FEATURES {
            seen += 1;
            if !has(&part) {
                missing.push(format!("{}: {name}", part.method));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
    assert_eq!(seen, 51 * FEATURES.len());
}

/// The same judges, shown a page that says nothing, must miss every feature somewhere.
#[test]
fn an_empty_page_has_no_feature() {
    let seeds = seeds();
    for (name, has) in FEATURES {
        let told = seeds.iter().all(|seed| {
            let operation = operations::ALL.iter().find(|known| known.id == seed.get("operation")).unwrap();
            has(&Part { page: "", seed, operation, method: snake(seed.get("operation")), text: "## `a`\n" })
        });
        assert!(!told, "{name}");
    }
}

/// What the description says of an operation beside its summary, by a reader of its own.
fn about(id: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec/operations");
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let file: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
        for path in file.as_mapping().unwrap().values() {
            for operation in path.as_mapping().into_iter().flat_map(|path| path.values()) {
                if operation.get("operationId").and_then(|found| found.as_str()) == Some(id) {
                    let text =
                        operation.get("description").and_then(|text| text.as_str()).unwrap_or_default();
                    let words = text.split(['.', '`', '*', '_', '\n']).map(|part| part.trim().to_owned());
                    return words.filter(|part| part.len() > 3).collect();
                }
            }
        }
    }
    panic!("{id} is not described")
}

/// What the doctest of an operation compiles, but for the function around it.
fn doctest(id: &str) -> String {
    let method = snake(id);
    let folder = if id.to_lowercase().contains("webchat") { "webchat" } else { "chat" };
    let source = read(&format!("src/api/{folder}/{method}.rs"));
    let source: Vec<String> = source
        .lines()
        .filter_map(|line| line.trim().strip_prefix("///"))
        .map(|line| line.strip_prefix(' ').unwrap_or(line).to_owned())
        .collect();
    let start = source.iter().position(|line| line == "# Example").unwrap() + 3;
    let inside = source[start..].iter().take_while(|line| !line.starts_with("```"));
    let whole: Vec<&str> = inside.map(|line| line.strip_prefix("# ").unwrap_or(line)).collect();
    let around = ["#[allow(deprecated)]", "Ok(())", "}"];
    let mut kept: Vec<&str> = whole
        .into_iter()
        .filter(|line| !around.contains(line) && !line.starts_with("async fn example"))
        .collect();
    // a page has its imports first
    if let Some(models) = kept.iter().position(|line| line.ends_with("::models;")) {
        let import = kept.remove(models);
        kept.remove(models);
        kept.insert(1, import);
        kept.insert(2, "");
    } else {
        kept.insert(1, "");
    }
    kept.join("\n") + "\n"
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
