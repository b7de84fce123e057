//! The reference in Markdown: whatever a description says, links lead somewhere, tables keep their columns, JSON is
//! JSON, and nothing of a description gets out of its place.

#[allow(dead_code)]
mod in_memory;

use std::collections::{BTreeMap, BTreeSet};

use in_memory::{FIXTURES, Texts, fixture, run};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

type Pages = BTreeMap<String, String>;

fn pages(texts: &Texts) -> Pages {
    let files = run(texts).files();
    files
        .into_iter()
        .filter_map(|(path, text)| Some((path.strip_prefix("docs/")?.to_owned(), text)))
        .collect()
}

/// What a page leads to, its anchors, its JSON, and HTML in it.
#[derive(Default)]
struct Seen {
    links: Vec<String>,
    anchors: BTreeSet<String>,
    json: Vec<String>,
    html: Vec<String>,
    languages: BTreeSet<String>,
}

fn seen(text: &str) -> Seen {
    let mut seen = Seen::default();
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    let (mut heading, mut json) = (None::<String>, None::<String>);
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => seen.links.push(dest_url.to_string()),
            Event::Start(Tag::Image { dest_url, .. }) => panic!("an image: {dest_url}"),
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                json = (*info == *"json").then(String::new);
                seen.languages.insert(info.to_string());
            }
            Event::End(TagEnd::CodeBlock) => seen.json.extend(json.take()),
            Event::Text(part) | Event::Code(part) => {
                heading.iter_mut().chain(&mut json).for_each(|text| text.push_str(&part));
            }
            Event::End(TagEnd::Heading(_)) => {
                let text = heading.take().expect("a heading").to_lowercase();
                let kept = text.chars().filter(|c| c.is_alphanumeric() || " _-".contains(*c));
                let kept: String = kept.map(|c| if c == ' ' { '-' } else { c }).collect();
                let before = times.entry(kept.clone()).or_default();
                seen.anchors.insert(if *before == 0 { kept } else { format!("{kept}-{before}") });
                *before += 1;
            }
            Event::Html(html) | Event::InlineHtml(html) => seen.html.push(html.to_string()),
            _ => {}
        }
    }
    seen
}

/// What is wrong with some pages.
fn faults(pages: &Pages) -> Vec<String> {
    let read: BTreeMap<&str, Seen> = pages.iter().map(|(name, text)| (name.as_str(), seen(text))).collect();
    let mut faults = Vec::new();
    for (page, seen) in &read {
        let folder = page.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        for link in seen.links.iter().filter(|link| !link.contains("://")) {
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = match file.strip_prefix("../") {
                _ if file.is_empty() => (*page).to_owned(),
                Some(above) => above.to_owned(),
                None => format!("{folder}{file}"),
            };
            let found = read.get(target.as_str());
            if !found.is_some_and(|found| anchor.is_empty() || found.anchors.contains(anchor)) {
                faults.push(format!("{page}: the link {link} leads nowhere"));
            }
        }
        for json in &seen.json {
            if let Err(why) = serde_json::from_str::<serde_json::Value>(json) {
                faults.push(format!("{page}: {why} in {json}"));
            }
        }
        let html = seen.html.iter().filter(|html| !html.starts_with("<!-- @generated"));
        faults.extend(html.map(|html| format!("{page}: HTML {html}")));
        let known = ["json", "rust", "rust,ignore", "rust,no_run", "text", "toml"];
        let odd = seen.languages.iter().filter(|language| !known.contains(&language.as_str()));
        faults.extend(odd.map(|language| format!("{page}: code in {language}")));
        faults.extend(torn_tables(page, &pages[*page]));
    }
    faults
}

/// Rows that have not as many cells as their heads.
fn torn_tables(page: &str, text: &str) -> Vec<String> {
    let (mut torn, mut columns) = (Vec::new(), None);
    for line in text.lines() {
        let bare = line.replace("\\\\", "").replace("\\|", "");
        let cells = bare.matches('|').count();
        match (line.starts_with("| "), columns) {
            (false, _) => columns = None,
            (true, None) => columns = Some(cells),
            (true, Some(wanted)) if wanted != cells => torn.push(format!("{page}: {line}")),
            _ => {}
        }
    }
    torn
}

#[test]
fn pages_of_all_fixtures_are_whole() {
    for name in FIXTURES {
        let pages = pages(&fixture(name));
        assert!(pages.len() >= 8, "{name}: {:?}", pages.keys());
        assert_eq!(faults(&pages), Vec::<String>::new(), "{name}");
    }
}

/// A description that tries to get out of every place that a page has.
const HOSTILE: &str = r##"
openapi: 3.1.0
info: {title: "A | b `c` <script>", version: "1 | 2", description: "[a](javascript:b) ``` <b>x</b> {{#include /etc/passwd}}"}
servers: [{url: "https://api.example/a|b"}]
components:
  securitySchemes:
    "A b | [c](d) `e`": {type: apiKey, in: header, name: "X-`|`"}
  schemas:
    Index: {type: object, properties: {"a|b`c\\": {type: string, description: "x | y\n\n- z", default: "```"}}}
    Readme: {type: string, enum: ["a|b", "`", "", "\\|"]}
    Loop: {type: object, required: [next], properties: {next: {$ref: '#/components/schemas/Loop'}, all: {type: array, items: {$ref: '#/components/schemas/Loop'}}}}
    Summary: {oneOf: [{$ref: '#/components/schemas/Index'}, {$ref: '#/components/schemas/Loop'}]}
paths:
  /parameters/{a}:
    post:
      operationId: parameters
      tags: ["Users & | Roles"]
      summary: "# Not a heading | nor a row"
      description: "| a | b |\n|---|---|\n| c | d |\n\n```json\n{\n```"
      x-permissions: ["A:b|c", "a:b:c", "a b:c", "a-b:d", "plain"]
      security: [{"A b | [c](d) `e`": []}]
      parameters:
        - {name: a, in: path, required: true, schema: {type: string, enum: ["x|y", "`"]}, description: "a | `b|c` \\| d"}
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Loop'}}}}
      responses:
        '200': {description: "it | is", content: {application/json: {schema: {$ref: '#/components/schemas/Summary'}}}}
        '4XX': {description: "it\nis | not", content: {application/json: {schema: {$ref: '#/components/schemas/Readme'}}}}
    get:
      operationId: request_body
      tags: ["Users & | Roles"]
      deprecated: true
      parameters: [{name: a, in: path, required: true, schema: {type: string}}]
      responses: {'204': {description: "gone", links: {"l|`": {operationId: parameters, description: "<i>"}}}}
"##;

#[test]
fn a_hostile_description_stays_in_its_place() {
    let pages = pages(&Texts::from([("openapi.yaml".to_owned(), HOSTILE.to_owned())]));
    assert_eq!(faults(&pages), Vec::<String>::new());
    for name in ["models/index.md", "models/readme.md", "models/loop_.md", "models/summary.md"] {
        assert!(pages.contains_key(name), "{name} of {:?}", pages.keys());
    }
    let tag = pages.iter().find(|(name, _)| name.starts_with("tags/")).expect("a tag").1;
    assert!(tag.contains("Can be followed by [`parameters`]") && tag.contains("Can follow [`request_body`]"));
    assert!(tag.contains("Shown empty in the JSON, because it would go on: [`Loop`](../models/loop_.md)."));
    let anchors = &seen(tag).anchors;
    assert!(anchors.contains("parameters") && anchors.contains("request_body"), "{anchors:?}");
    assert!(!pages["index.md"].contains("<b>") && !pages["index.md"].contains("](javascript"));
}

/// The judge above must find what is wrong.
#[test]
fn faults_are_found() {
    let page = "# A\n\n[b](c.md) [d](#e)\n\n| a | b |\n| --- | --- |\n| c |\n\n```json\n{\n```\n\n```sh\n```\n\n<b>x</b>\n";
    let found = faults(&Pages::from([("a.md".to_owned(), page.to_owned())]));
    assert_eq!(found.len(), 7, "{found:#?}"); // two links, a row, JSON, a language, two tags
}

#[test]
fn who_wants_no_pages_gets_none() {
    let mut texts = Texts::from([("openapi.yaml".to_owned(), HOSTILE.to_owned())]);
    texts.insert("sdk.yaml".to_owned(), "docs: none\n".to_owned());
    let files = run(&texts).files();
    assert!(!files.keys().any(|path| path.starts_with("docs/")));
    assert!(!files["Cargo.toml"].contains("/docs") && !files["README.md"].contains("docs/"));
    texts.insert("sdk.yaml".to_owned(), "docs: all\n".to_owned());
    assert!(run(&texts).drawn().contains("expected `pages` or `none`, found `all`"));
}
