//! Path templates, split once so that nobody searches for braces again.

/// A piece of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Text that stands as it is, slashes included.
    Literal(String),
    /// The place of a parameter.
    Parameter(String),
}

/// A path with the places of its parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathTemplate {
    /// As written.
    pub text: String,
    /// In order; a segment may hold several (`/{a}.{b}`, `/v1/{id}:cancel`).
    pub pieces: Vec<Piece>,
}

impl PathTemplate {
    /// Reads a template. A brace that opens nothing, or closes nothing, is refused with what is wrong.
    pub fn parse(text: &str) -> Result<Self, String> {
        if !text.starts_with('/') {
            return Err("a path starts with `/`".to_owned());
        }
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((literal, tail)) = rest.split_once('{') {
            let Some((name, after)) = tail.split_once('}') else {
                return Err("`{` without `}`".to_owned());
            };
            if literal.contains('}') {
                return Err("`}` without `{`".to_owned());
            }
            if name.is_empty() || name.contains('{') || name.contains('/') {
                return Err(format!("`{{{name}}}` does not name a parameter"));
            }
            if !literal.is_empty() {
                pieces.push(Piece::Literal(literal.to_owned()));
            }
            pieces.push(Piece::Parameter(name.to_owned()));
            rest = after;
        }
        if rest.contains('}') {
            return Err("`}` without `{`".to_owned());
        }
        if !rest.is_empty() {
            pieces.push(Piece::Literal(rest.to_owned()));
        }
        Ok(PathTemplate { text: text.to_owned(), pieces })
    }

    /// The parameters, in order.
    pub fn parameters(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Parameter(name) => Some(name.as_str()),
            Piece::Literal(_) => None,
        })
    }

    /// The same path with every parameter's name taken away: equal for paths that only differ in names.
    pub fn skeleton(&self) -> String {
        self.pieces
            .iter()
            .map(|piece| match piece {
                Piece::Literal(text) => text.as_str(),
                Piece::Parameter(_) => "{}",
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::PathTemplate;

    fn pieces(text: &str) -> Result<Vec<String>, String> {
        PathTemplate::parse(text).map(|path| path.parameters().map(str::to_owned).collect())
    }

    #[test]
    fn templates() {
        assert_eq!(pieces("/a/{b}/c"), Ok(vec!["b".to_owned()]));
        assert_eq!(pieces("/v1/{id}:cancel"), Ok(vec!["id".to_owned()]));
        assert_eq!(pieces("/{a}.{b}"), Ok(vec!["a".to_owned(), "b".to_owned()]));
        assert_eq!(pieces("/"), Ok(vec![]));
        assert!(pieces("a").is_err());
        assert!(pieces("/{a").is_err());
        assert!(pieces("/a}").is_err());
        assert!(pieces("/}{a}").is_err());
        assert!(pieces("/{}").is_err());
        assert!(pieces("/{a/b}").is_err());
    }

    #[test]
    fn skeleton_forgets_names() {
        let left = PathTemplate::parse("/a/{b}.json").unwrap();
        let right = PathTemplate::parse("/a/{c}.json").unwrap();
        assert_eq!(left.skeleton(), right.skeleton());
    }
}
