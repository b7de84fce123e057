//! Which operations are generated: all, or what selectors leave.

use crate::diag::Place;

/// What an operation can be selected by.
#[derive(Clone, Copy, Debug)]
pub struct Candidate<'c> {
    /// Its tags, the one that it belongs to first; never none.
    pub tags: &'c [&'c str],
    /// In capitals.
    pub method: &'c str,
    /// As written.
    pub path: &'c str,
    /// `operationId`, where there is one.
    pub id: Option<&'c str>,
}

/// By what a selector selects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// One of the operation's tags.
    Tag,
    /// Its path.
    Path,
    /// Its id, or method and path: `GET /pets`.
    Operation,
}

impl By {
    /// The word in options and in sdk.yaml.
    pub fn word(self) -> &'static str {
        match self {
            By::Tag => "tag",
            By::Path => "path",
            By::Operation => "operation",
        }
    }
}

/// One thing that is asked for, or asked to be left out.
///
/// `*` stands for any text; in a path for any text within one step, where `**` stands for any number of steps. What
/// stands in braces in a path is any parameter, whatever its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selector {
    /// By what.
    pub by: By,
    /// A name or a pattern.
    pub text: String,
    /// Where it is written; `None` for the command line.
    pub place: Option<Place>,
}

impl Selector {
    /// One of the command line.
    pub fn asked(by: By, text: &str) -> Self {
        Selector { by, text: text.to_owned(), place: None }
    }

    /// Whether it means this operation.
    pub fn means(&self, candidate: &Candidate<'_>) -> bool {
        match self.by {
            By::Tag => candidate.tags.iter().any(|tag| fits(&self.text, tag)),
            By::Path => path_fits(&self.text, candidate.path),
            By::Operation => {
                candidate.id.is_some_and(|id| fits(&self.text, id))
                    || fits(&self.text, &format!("{} {}", candidate.method, candidate.path))
            }
        }
    }
}

/// Selectors; without any, everything is generated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// What is generated; empty means all.
    pub include: Vec<Selector>,
    /// What of that is left out.
    pub exclude: Vec<Selector>,
}

impl Selection {
    /// Whether it says anything at all.
    pub fn is_empty(&self) -> bool {
        self.include.is_empty() && self.exclude.is_empty()
    }

    /// Whether an operation is generated.
    pub fn keeps(&self, candidate: &Candidate<'_>) -> bool {
        let named = |list: &[Selector]| list.iter().any(|selector| selector.means(candidate));
        (self.include.is_empty() || named(&self.include)) && !named(&self.exclude)
    }

    /// All selectors, each with the word for what it does.
    pub fn all(&self) -> impl Iterator<Item = (&'static str, &Selector)> {
        let include = self.include.iter().map(|selector| ("include", selector));
        include.chain(self.exclude.iter().map(|selector| ("exclude", selector)))
    }

    /// Takes in the selectors of another: both hold.
    pub fn extend(&mut self, other: Selection) {
        self.include.extend(other.include);
        self.exclude.extend(other.exclude);
    }
}

/// Whether a name is the text, or fits into it as a pattern in which `*` stands for anything.
fn fits(pattern: &str, name: &str) -> bool {
    pattern == name || glob(pattern, name, |_| true)
}

/// The same for a path: parameters are equal whatever they are called, `*` does not cross a `/`.
fn path_fits(pattern: &str, path: &str) -> bool {
    pattern == path || glob(&nameless(pattern), &nameless(path), |c| c != '/')
}

/// A path with empty braces.
fn nameless(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut inside = false;
    for c in path.chars() {
        match c {
            '{' => inside = true,
            '}' => inside = false,
            _ if inside => continue,
            _ => {}
        }
        out.push(c);
    }
    out
}

/// Whether the text fits: `*` stands for characters that `within` allows, `**` for any.
///
/// One pass over the text with the set of places in the pattern, so that no pattern takes longer than the product.
fn glob(pattern: &str, text: &str, within: impl Fn(char) -> bool) -> bool {
    let tokens = tokens(pattern);
    let mut here = vec![false; tokens.len() + 1];
    if let Some(first) = here.first_mut() {
        *first = true;
    }
    skip_stars(&tokens, &mut here);
    for c in text.chars() {
        let mut next = vec![false; tokens.len() + 1];
        for (at, token) in tokens.iter().enumerate().filter(|(at, _)| here.get(*at) == Some(&true)) {
            let to = match token {
                Token::Any => Some(at),
                Token::Within => within(c).then_some(at),
                Token::One(one) => (*one == c).then_some(at + 1),
            };
            if let Some(slot) = to.and_then(|to| next.get_mut(to)) {
                *slot = true;
            }
        }
        skip_stars(&tokens, &mut next);
        here = next;
    }
    here.last() == Some(&true)
}

enum Token {
    Any,
    Within,
    One(char),
}

fn tokens(pattern: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut chars = pattern.chars().peekable();
    while let Some(c) = chars.next() {
        tokens.push(match c {
            '*' if chars.next_if_eq(&'*').is_some() => Token::Any,
            '*' => Token::Within,
            other => Token::One(other),
        });
    }
    tokens
}

/// A star may stand for nothing.
fn skip_stars(tokens: &[Token], here: &mut [bool]) {
    for (at, token) in tokens.iter().enumerate() {
        if here.get(at) == Some(&true)
            && !matches!(token, Token::One(_))
            && let Some(after) = here.get_mut(at + 1)
        {
            *after = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn selectors_mean_what_they_say() {
        let pet =
            Candidate { tags: &["Pets", "Zoo"], method: "GET", path: "/v1/pets/{petId}", id: Some("getPet") };
        for (by, text, meant) in [
            (By::Tag, "Pets", true),
            (By::Tag, "Zoo", true),
            (By::Tag, "pets", false),
            (By::Tag, "P*", true),
            (By::Tag, "*", true),
            (By::Tag, "Pet", false),
            (By::Path, "/v1/pets/{petId}", true),
            (By::Path, "/v1/pets/{id}", true),
            (By::Path, "/v1/pets/{}", true),
            (By::Path, "/v1/pets", false),
            (By::Path, "/v1/*/{id}", true),
            (By::Path, "/v1/pets/*", true),
            (By::Path, "/v1/*", false),
            (By::Path, "/v1/**", true),
            (By::Path, "**/{x}", true),
            (By::Path, "**/pets", false),
            (By::Path, "/v1/pets**", true),
            (By::Path, "", false),
            (By::Operation, "getPet", true),
            (By::Operation, "get*", true),
            (By::Operation, "*Pet", true),
            (By::Operation, "GET /v1/pets/{petId}", true),
            (By::Operation, "GET *", true),
            (By::Operation, "DELETE *", false),
            (By::Operation, "", false),
        ] {
            assert_eq!(Selector::asked(by, text).means(&pet), meant, "{} {text}", by.word());
        }
    }

    #[test]
    fn what_is_excluded_wins() {
        let candidate = |id| Candidate { tags: &["a"], method: "GET", path: "/", id: Some(id) };
        let mut selection = Selection::default();
        assert!(selection.is_empty() && selection.keeps(&candidate("x")));
        selection.exclude.push(Selector::asked(By::Operation, "x"));
        assert!(!selection.keeps(&candidate("x")) && selection.keeps(&candidate("y")));
        selection.include.push(Selector::asked(By::Tag, "a"));
        assert!(!selection.keeps(&candidate("x")) && selection.keeps(&candidate("y")));
        selection.include = vec![Selector::asked(By::Tag, "b")];
        assert!(!selection.keeps(&candidate("y")));
    }

    #[test]
    fn no_pattern_takes_long() {
        let (pattern, text) = ("*a".repeat(400), "a".repeat(399));
        let begun = std::time::Instant::now();
        assert!(!glob(&pattern, &text, |_| true));
        assert!(begun.elapsed() < std::time::Duration::from_secs(2));
    }
}
