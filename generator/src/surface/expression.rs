//! Reads the Rust expressions of the view back, so that a card can show what is in them.

/// A part of an expression that says something.
enum Part {
    /// What stands between quotes, as it is written there.
    Text(String),
    /// A number, or a name without its path.
    Word(String),
    /// `[`
    Open,
    /// `]`
    Close,
}

fn parts(expression: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = expression;
    while let Some(first) = rest.chars().next() {
        let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
        let length = match first {
            '"' => {
                let text = quoted(rest);
                parts.push(Part::Text(text.to_owned()));
                text.len() + 2
            }
            c if is_word(c) => {
                let end = rest.find(|c: char| !is_word(c)).unwrap_or(rest.len());
                let (word, _) = rest.split_at(end);
                parts.push(Part::Word(word.to_owned()));
                end
            }
            other => {
                parts.extend(match other {
                    '[' => Some(Part::Open),
                    ']' => Some(Part::Close),
                    _ => None,
                });
                other.len_utf8()
            }
        };
        rest = rest.get(length..).unwrap_or("");
    }
    parts
}

/// What stands between the quotes at the start of a text.
fn quoted(text: &str) -> &str {
    let inner = text.get(1..).unwrap_or("");
    let mut escaped = false;
    let end = inner.find(|c: char| {
        let ends = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    });
    inner.get(..end.unwrap_or(inner.len())).unwrap_or("")
}

/// The texts of an expression in their order: `&["a", "b"]` gives `a` and `b`.
pub(super) fn texts(expression: &str) -> Vec<String> {
    let text = |part| if let Part::Text(text) = part { Some(text) } else { None };
    parts(expression).into_iter().filter_map(text).collect()
}

/// The numbers of a list: `&[1, - 2]` gives `1` and `-2`.
pub(super) fn numbers(list: &str) -> Vec<String> {
    let inner = list.trim_matches(|c: char| "&[] ".contains(c));
    inner.split(',').map(|number| number.replace(' ', "")).filter(|number| !number.is_empty()).collect()
}

/// The first text of an expression.
pub(super) fn text(expression: &str) -> String {
    texts(expression).into_iter().next().unwrap_or_default()
}

/// `ANY of a, b`, where something is needed.
pub(super) fn requirement(expression: &str) -> Option<String> {
    if let Some((_, parts)) = expression.split_once("Requirement::together(") {
        let parts = parts.split("runtime::").skip(1).filter_map(requirement);
        return Some(parts.collect::<Vec<_>>().join(" and "));
    }
    let mode = if expression.contains("::all(") { "ALL" } else { "ANY" };
    let list = texts(expression);
    (!list.is_empty()).then(|| format!("{mode} of {}", list.join(", ")))
}

/// The alternatives of a security expression: `ACCESS_TOKEN (all)`, `HEADER and QUERY`, `nothing`.
pub(super) fn security(expression: &str) -> Vec<String> {
    let mut alternatives: Vec<Vec<(String, Vec<String>)>> = Vec::new();
    let (mut depth, mut before) = (0_usize, String::new());
    for part in parts(expression) {
        match part {
            Part::Open => {
                depth += 1;
                if depth == 2 {
                    alternatives.push(Vec::new());
                }
            }
            Part::Close => depth = depth.saturating_sub(1),
            Part::Word(word) => {
                if before == "security"
                    && let Some(all) = alternatives.last_mut()
                {
                    all.push((word.clone(), Vec::new()));
                }
                before = word;
            }
            Part::Text(scope) => {
                let scheme = alternatives.last_mut().and_then(|all| all.last_mut());
                scheme.into_iter().for_each(|(_, scopes)| scopes.push(scope.clone()));
            }
        }
    }
    let scheme = |(name, scopes): (String, Vec<String>)| match scopes.as_slice() {
        [] => name,
        scopes => format!("{name} ({})", scopes.join(", ")),
    };
    let all = |all: Vec<_>| all.into_iter().map(scheme).collect::<Vec<_>>().join(" and ");
    alternatives
        .into_iter()
        .map(all)
        .map(|uses| if uses.is_empty() { "nothing".to_owned() } else { uses })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_expression_holds() {
        assert_eq!(texts(r#"& ["a" , "b\n", "\"]\\", ""]"#), ["a", r"b\n", r#"\"]\\"#, ""]);
        assert_eq!(numbers("& [1 , - 2 , 3]"), ["1", "-2", "3"]);
        assert_eq!(numbers("&[]"), Vec::<String>::new());
        assert_eq!(text("None"), "");
        assert_eq!(
            requirement(r#"runtime::Requirement::all(& ["a" , "b"])"#).as_deref(),
            Some("ALL of a, b")
        );
        assert_eq!(requirement("runtime::Requirement::none()"), None);
        let any = r#"runtime::Requirement::any(&["a", "b"])"#;
        let both =
            format!("runtime::Requirement::together(&[\"a\"], &[{any}, {}])", any.replace("any", "all"));
        assert_eq!(requirement(&both).as_deref(), Some("ANY of a, b and ALL of a, b"));
    }

    #[test]
    fn alternatives_of_credentials() {
        let both = "runtime::SchemeUse { scheme: &security::KEY, scopes: & [] }, \
                    runtime::SchemeUse { scheme: &security::OAUTH, scopes: & [\"a[\" , \"b\"] }";
        assert_eq!(security(&format!("&[&[{both}], &[]]")), ["KEY and OAUTH (a[, b)", "nothing"]);
        assert_eq!(security("&[]"), Vec::<String>::new());
    }
}
