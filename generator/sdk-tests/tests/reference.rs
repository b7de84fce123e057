//! The reference in Markdown, read as a reader of Markdown reads it: links lead somewhere, nothing is out of reach,
//! and every operation and model has an example that is compiled.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use genesys_cloud::operations;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

fn generated(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../generated").join(path)
}

fn read(path: &str) -> String {
    std::fs::read_to_string(generated(path)).unwrap_or_else(|why| panic!("{path}: {why}"))
}

/// All pages by their paths below `docs/`.
fn pages() -> BTreeMap<String, String> {
    let mut pages = BTreeMap::new();
    for folder in ["", "tags/", "models/"] {
        for entry in std::fs::read_dir(generated("docs").join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                let name = format!("{folder}{}", path.file_name().unwrap().to_str().unwrap());
                pages.insert(name, std::fs::read_to_string(path).unwrap());
            }
        }
    }
    pages
}

fn parser(text: &str) -> Parser<'_> {
    Parser::new_ext(text, Options::ENABLE_TABLES)
}

/// Where a page leads, and the anchors that it has.
fn links_and_anchors(text: &str) -> (Vec<String>, BTreeSet<String>) {
    let (mut links, mut anchors, mut heading) = (Vec::new(), BTreeSet::new(), None::<String>);
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for event in parser(text) {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => links.push(dest_url.to_string()),
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::Text(part) | Event::Code(part) => heading.iter_mut().for_each(|text| text.push_str(&part)),
            Event::End(TagEnd::Heading(_)) => {
                let kept = heading.take().unwrap().to_lowercase();
                let kept: String = kept
                    .chars()
                    .filter(|c| c.is_alphanumeric() || " _-".contains(*c))
                    .map(|c| if c == ' ' { '-' } else { c })
                    .collect();
                let before = times.entry(kept.clone()).or_default();
                anchors.insert(if *before == 0 { kept } else { format!("{kept}-{before}") });
                *before += 1;
            }
            _ => {}
        }
    }
    (links, anchors)
}

#[test]
fn every_link_leads_somewhere() {
    let pages = pages();
    let read: BTreeMap<&str, _> =
        pages.iter().map(|(name, text)| (name.as_str(), links_and_anchors(text))).collect();
    let (mut broken, mut followed) = (Vec::new(), 0);
    for (page, (links, _)) in &read {
        for link in links.iter().filter(|link| !link.contains("://")) {
            followed += 1;
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
            let target = match (file, file.strip_prefix("../")) {
                ("", _) => (*page).to_owned(),
                (_, Some(above)) => above.to_owned(),
                _ if folder.is_empty() => file.to_owned(),
                _ => format!("{folder}/{file}"),
            };
            let there = read
                .get(target.as_str())
                .is_some_and(|(_, anchors)| anchor.is_empty() || anchors.contains(anchor));
            if !there {
                broken.push(format!("{page}: {link}"));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
    assert!(followed > 1_000, "{followed} links");
    let (links, anchors) = links_and_anchors("[a](b.md#c)\n\n## `do_it` now\n\n## Do_it now\n");
    assert_eq!(links, ["b.md#c"]);
    assert_eq!(anchors.into_iter().collect::<Vec<_>>(), ["do_it-now", "do_it-now-1"]);
}

#[test]
fn no_page_is_out_of_reach_and_none_holds_html() {
    let pages = pages();
    let mut reached = BTreeSet::from(["index.md".to_owned(), "SUMMARY.md".to_owned()]);
    for (page, text) in &pages {
        let folder = page.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        for link in links_and_anchors(text).0.iter().filter(|_| page != "SUMMARY.md") {
            let file = link.split('#').next().unwrap_or_default();
            reached.insert(file.strip_prefix("../").map_or(format!("{folder}{file}"), str::to_owned));
        }
        let html: Vec<String> = parser(text)
            .filter_map(|event| match event {
                Event::Html(html) | Event::InlineHtml(html) => Some(html.to_string()),
                _ => None,
            })
            .filter(|html| !html.starts_with("<!-- @generated"))
            .collect();
        assert!(html.is_empty(), "{page}: {html:?}");
    }
    let lost: Vec<&String> = pages.keys().filter(|page| !reached.contains(*page)).collect();
    assert!(lost.is_empty(), "{lost:?}");
    let models = read("src/models/mod.rs").lines().filter(|line| line.starts_with("mod ")).count();
    assert_eq!(pages.keys().filter(|page| page.starts_with("models/")).count(), models);
}

#[test]
fn every_operation_and_every_model_has_a_doctest() {
    let examples = |folder: &str| {
        let mut count = 0;
        for entry in std::fs::read_dir(generated(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() && !path.ends_with("mod.rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                let found = text.lines().filter(|line| line.trim() == "/// # Example").count();
                assert_eq!(found, 1, "{}", path.display());
                assert!(!text.contains("```ignore") && !text.contains("compile_fail"), "{}", path.display());
                count += found;
            }
        }
        count
    };
    assert_eq!(examples("src/api/chat") + examples("src/api/webchat"), operations::ALL.len());
    let pages = std::fs::read_dir(generated("docs/models")).unwrap().count();
    assert_eq!(examples("src/models"), pages);
}
