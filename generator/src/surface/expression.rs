//! Reads the Rust expressions of the view back, so that a card can show what is in them.

use proc_macro2::{TokenStream, TokenTree};

/// The literals of an expression in their order, texts without their quotes: `&["a", "b"]` gives `a` and `b`.
pub(super) fn literals(expression: &str) -> Vec<String> {
    let mut found = Vec::new();
    collect(expression.parse().unwrap_or_default(), &mut found);
    found
}

fn collect(tokens: TokenStream, found: &mut Vec<String>) {
    let mut sign = "";
    for token in tokens {
        match token {
            TokenTree::Literal(literal) => {
                let text = literal.to_string();
                let inner = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(&text);
                found.push(format!("{sign}{inner}"));
            }
            TokenTree::Group(group) => collect(group.stream(), found),
            TokenTree::Punct(punct) if punct.as_char() == '-' => {
                sign = "-";
                continue;
            }
            _ => {}
        }
        sign = "";
    }
}

/// A single literal without its quotes.
pub(super) fn literal(expression: &str) -> String {
    literals(expression).into_iter().next().unwrap_or_default()
}

/// `ANY of a, b`, where something is needed.
pub(super) fn requirement(expression: &str) -> Option<String> {
    let mode = if expression.contains("::all(") { "ALL" } else { "ANY" };
    let list = literals(expression);
    (!list.is_empty()).then(|| format!("{mode} of {}", list.join(", ")))
}

/// The alternatives of a security expression: `ACCESS_TOKEN (all)`, `HEADER and QUERY`, `nothing`.
pub(super) fn security(expression: &str) -> Vec<String> {
    let tokens: TokenStream = expression.parse().unwrap_or_default();
    let mut alternatives = Vec::new();
    for outer in groups(tokens) {
        for all in groups(outer) {
            let uses: Vec<String> = groups(all).map(scheme).collect();
            alternatives.push(if uses.is_empty() { "nothing".to_owned() } else { uses.join(" and ") });
        }
    }
    alternatives
}

/// `scheme: &security::ACCESS_TOKEN, scopes: &["all"]` as `ACCESS_TOKEN (all)`.
fn scheme(fields: TokenStream) -> String {
    let text = fields.to_string();
    let constant =
        text.split(',').next().and_then(|first| first.rsplit(':').next()).unwrap_or("").trim().to_owned();
    let mut scopes = Vec::new();
    collect(fields, &mut scopes);
    if scopes.is_empty() { constant } else { format!("{constant} ({})", scopes.join(", ")) }
}

fn groups(tokens: TokenStream) -> impl Iterator<Item = TokenStream> {
    tokens.into_iter().filter_map(|token| match token {
        TokenTree::Group(group) => Some(group.stream()),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_expression_holds() {
        assert_eq!(literals(r#"& ["a" , "b\n"]"#), ["a", r"b\n"]);
        assert_eq!(literals("& [1 , - 2 , 3]"), ["1", "-2", "3"]);
        assert_eq!(literal("None"), "");
        assert_eq!(
            requirement(r#"runtime::Requirement::all(& ["a" , "b"])"#).as_deref(),
            Some("ALL of a, b")
        );
        assert_eq!(requirement("runtime::Requirement::none()"), None);
    }

    #[test]
    fn alternatives_of_credentials() {
        let both = "runtime::SchemeUse { scheme: &security::KEY, scopes: & [] }, \
                    runtime::SchemeUse { scheme: &security::OAUTH, scopes: & [\"a\" , \"b\"] }";
        assert_eq!(security(&format!("&[&[{both}], &[]]")), ["KEY and OAUTH (a, b)", "nothing"]);
        assert_eq!(security("&[]"), Vec::<String>::new());
    }
}
