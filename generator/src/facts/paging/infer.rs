//! What the description shows of paging by itself. Where it leaves a doubt, nothing is inferred: a list that seems
//! whole and is not would be worse than one that is got page by page by hand.

use super::find::{Asked, Kind, Leaf, asked, at_path, items, leaves};
use super::words::{CURSOR, LINK, MORE, MOVES, OFFSET, PAGE, PAGES, SIZE, TOTAL};
use super::{Next, Paging, Path, Pick};
use crate::api::{Api, Operation, Shape, Use};

pub(super) fn infer(api: &Api, operation: &Operation) -> Option<Paging> {
    if !matches!(operation.method.as_str(), "GET" | "POST" | "QUERY") {
        return None;
    }
    let result = super::result(api, operation)?;
    let items = items(api, result)?;
    let seen = Seen { api, operation, result, asked: asked(api, operation), leaves: leaves(api, result) };
    let next = seen.next(&items)?;
    Some(Paging {
        next,
        items,
        total: seen.path(TOTAL, Kind::Number).or_else(|| seen.counted()),
        pages: seen.path(PAGES, Kind::Number),
        more: seen.path(MORE, Kind::Boolean),
        stated: false,
    })
}

struct Seen<'a> {
    api: &'a Api,
    operation: &'a Operation,
    result: &'a Use,
    asked: Vec<Asked>,
    leaves: Vec<Leaf>,
}

impl Seen<'_> {
    fn next(&self, items: &Path) -> Option<Next> {
        let is_get = self.operation.method == "GET";
        let known_end = [(TOTAL, Kind::Number), (PAGES, Kind::Number), (MORE, Kind::Boolean)]
            .into_iter()
            .any(|(names, kind)| self.path(names, kind).is_some());
        // Without an end that is told, pages are counted up to an empty one: only where asking changes nothing.
        let counted = |allowed: bool| if allowed { self.page().or_else(|| self.offset()) } else { None };
        self.cursor()
            .or_else(|| self.link_header())
            .or_else(|| counted(known_end))
            .or_else(|| if is_get { self.link() } else { None })
            .or_else(|| self.keyset(items))
            .or_else(|| counted(is_get))
    }

    /// The first of these names that the result has.
    fn path(&self, names: &[&str], kind: Kind) -> Option<Path> {
        let is = |leaf: &&Leaf| leaf.kind == kind && names.contains(&leaf.name());
        self.leaves.iter().find(is).map(|leaf| leaf.path.clone())
    }

    /// `count` beside links to the pages around is that of all items.
    fn counted(&self) -> Option<Path> {
        let has = |name: &str| self.leaves.iter().any(|leaf| leaf.path.len() == 1 && leaf.name() == name);
        (has("next") && has("previous")).then(|| self.path(&["count"], Kind::Number))?
    }

    fn cursor(&self) -> Option<Next> {
        CURSOR.iter().find_map(|(name, parameters)| {
            let leaf = self.leaves.iter().find(|leaf| {
                leaf.name() == *name
                    || (leaf.path.len() > 1 && format!("{}{}", leaf.holder(), leaf.name()) == *name)
            })?;
            if !matches!(leaf.kind, Kind::Text | Kind::Number)
                || leaf.in_links()
                || says_link(&leaf.description)
            {
                return None;
            }
            // A text goes into no number; the number of the next page goes into anything.
            let takes = |asked: &&Asked, name: &str| {
                asked.name == name && (asked.kind == leaf.kind || (asked.kind == Kind::Text))
            };
            let asked =
                parameters.iter().find_map(|name| self.asked.iter().find(|asked| takes(asked, name)))?;
            Some(Next::Cursor { at: asked.at.clone(), from: leaf.path.clone() })
        })
    }

    /// Whether the request has anything to do with pages: results often share a type with those that have them.
    fn is_paged(&self) -> bool {
        self.asked.iter().any(|asked| {
            let name = asked.name.as_str();
            [PAGE, SIZE, OFFSET, MOVES].iter().any(|names| names.contains(&name))
        })
    }

    fn link_header(&self) -> Option<Next> {
        let told = self.operation.responses.iter().filter(|response| response.status.is_success());
        let told = told
            .flat_map(|response| &response.headers)
            .any(|header| header.name.eq_ignore_ascii_case("link"));
        (told && self.is_paged() && self.operation.method == "GET").then_some(Next::LinkHeader)
    }

    fn link(&self) -> Option<Next> {
        let is = |leaf: &&Leaf| {
            let (name, holder) = (leaf.name(), leaf.holder());
            leaf.kind == Kind::Text
                && (LINK.contains(&name)
                    || (name == "next" && (leaf.in_links() || says_link(&leaf.description)))
                    || (holder == "next" && ["href", "url", "uri", "link"].contains(&name)))
        };
        self.leaves
            .iter()
            .find(is)
            .filter(|_| self.is_paged())
            .map(|leaf| Next::Link { from: leaf.path.clone() })
    }

    fn page(&self) -> Option<Next> {
        let asked = self
            .asked
            .iter()
            .find(|asked| PAGE.contains(&asked.name.as_str()) && asked.kind == Kind::Number)?;
        Some(Next::Page { at: asked.at.clone(), first: first(asked)? })
    }

    fn offset(&self) -> Option<Next> {
        self.asked.iter().find(|asked| SIZE.contains(&asked.name.as_str()) && asked.kind == Kind::Number)?;
        let asked = self
            .asked
            .iter()
            .find(|asked| OFFSET.contains(&asked.name.as_str()) && asked.kind == Kind::Number)?;
        let counts_pages = asked.description.to_lowercase().contains("page number");
        let first = match asked.name.as_str() {
            "offset" | "skip" | "startat" | "pageoffset" => asked.default.or(Some(0)),
            // SCIM counts from one, and says how many came in `itemsPerPage`.
            "startindex" => first(asked).or_else(|| self.path(&["itemsperpage"], Kind::Number).map(|_| 1)),
            _ => first(asked),
        };
        let first = first.filter(|first| matches!(first, 0 | 1) && !counts_pages)?;
        Some(Next::Offset { at: asked.at.clone(), first })
    }

    /// The last item's id goes into `starting_after` while the result says that there are more.
    fn keyset(&self, items: &Path) -> Option<Next> {
        let asked =
            self.asked.iter().find(|asked| asked.name == "startingafter" && asked.kind == Kind::Text)?;
        self.path(MORE, Kind::Boolean)?;
        let list = at_path(self.api, self.result, items)?;
        let Shape::List(item) = &self.api.schema(self.api.target(list).0).shape else { return None };
        let id = at_path(self.api, item, &["id".to_owned()])?;
        (super::find::kind(self.api, id) == Kind::Text).then(|| Next::Keyset {
            at: asked.at.clone(),
            field: vec!["id".to_owned()],
            pick: Pick::Last,
        })
    }
}

/// The number of the first page or item, where the description says it.
fn first(asked: &Asked) -> Option<i64> {
    if let Some(default) = asked.default {
        return matches!(default, 0 | 1).then_some(default);
    }
    let text = asked.description.to_lowercase();
    let counts = |number: &str, word: &str| {
        [
            format!("{word}-based"),
            format!("{word} based"),
            format!("{number}-based"),
            format!("{number}-indexed"),
            format!("{word}-indexed"),
            format!("default is {number}"),
            format!("default: {number}"),
            format!("defaults to {number}"),
        ]
        .iter()
        .any(|phrase| text.contains(phrase.as_str()))
            || [
                "start at",
                "starts at",
                "starting at",
                "start from",
                "starting from",
                "starts from",
                "starts with",
                "starting with",
                "begins at",
                "beginning at",
                "counted from",
                "counting from",
                "first page is",
            ]
            .iter()
            .any(|phrase| after(&text, phrase) == Some(number))
    };
    match (counts("0", "zero"), counts("1", "one")) {
        (true, false) => Some(0),
        (false, true) => Some(1),
        _ => None,
    }
}

/// The number behind a phrase.
fn after<'t>(text: &'t str, phrase: &str) -> Option<&'t str> {
    let rest = text.split_once(phrase)?.1.trim_start_matches([' ', '`', ':']);
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    rest.get(..end).filter(|number| !number.is_empty())
}

/// Whether a text has one of these words.
fn says(description: &str, words: &[&str]) -> bool {
    let mut said = description.split(|c: char| !c.is_alphanumeric());
    said.any(|word| words.iter().any(|known| word.eq_ignore_ascii_case(known)))
}

/// Whether a text speaks of an address.
fn says_link(description: &str) -> bool {
    says(description, &["url", "uri", "link", "href", "hyperlink"])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::paging::At;

    #[test]
    fn the_first_page_is_what_the_description_says() {
        for (text, default, number) in [
            ("", Some(1), Some(1)),
            ("", Some(0), Some(0)),
            ("", Some(25), None),
            ("Which page.", None, None),
            ("Zero-based page index (0..N)", None, Some(0)),
            ("The page, counted from 1.", None, Some(1)),
            ("Page number, starting at `0`", None, Some(0)),
            ("Starts at 10", None, None),
            ("zero-based or one-based, who knows", None, None),
        ] {
            let (at, name, kind) = (At::Query(String::new()), String::new(), Kind::Number);
            let asked = Asked { at, name, kind, default, description: text.to_owned() };
            assert_eq!(first(&asked), number, "{text}");
        }
    }

    #[test]
    fn addresses_are_told_from_cursors() {
        assert!(says_link("URL of the next page"));
        assert!(says_link("The link."));
        assert!(!says_link("Linked curls"));
    }
}
