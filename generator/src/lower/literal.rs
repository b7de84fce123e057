//! Text from the description as Rust and TOML literals. Nothing else puts quotes around anything.

use proc_macro2::Literal;
use quote::quote;

/// `"text"` with everything in it escaped.
pub(super) fn text(text: &str) -> String {
    Literal::string(text).to_string()
}

/// `&["a", "b"]`.
pub(super) fn texts<'t>(list: impl IntoIterator<Item = &'t str>) -> String {
    let items = list.into_iter().map(Literal::string);
    quote!(&[#(#items),*]).to_string()
}

/// `&[1, -2]`.
pub(super) fn numbers(list: impl IntoIterator<Item = i64>) -> String {
    let items = list.into_iter().map(Literal::i64_unsuffixed);
    quote!(&[#(#items),*]).to_string()
}

/// `Some("text")` or `None`.
pub(super) fn option(given: Option<&str>) -> String {
    given.map_or_else(|| "None".to_owned(), |given| format!("Some({})", text(given)))
}

/// A TOML value.
pub(super) fn toml(text: &str) -> String {
    toml_edit::Value::from(text).to_string()
}

/// A TOML list of texts.
pub(super) fn toml_list<'t>(list: impl IntoIterator<Item = &'t str>) -> String {
    list.into_iter().collect::<toml_edit::Array>().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_gets_out_of_its_quotes() {
        let hostile = "\"#; fn main() {} /* \n \u{202e} \\";
        for literal in [text(hostile), texts([hostile]), option(Some(hostile))] {
            assert!(syn::parse_str::<syn::Expr>(&literal).is_ok(), "{literal}");
        }
        assert_eq!(syn::parse_str::<syn::LitStr>(&text(hostile)).unwrap().value(), hostile);
        let line: toml_edit::DocumentMut = format!("a = {}", toml(hostile)).parse().unwrap();
        assert_eq!(line["a"].as_str(), Some(hostile));
        assert_eq!(numbers([1, -2]), "& [1 , - 2]");
    }
}
