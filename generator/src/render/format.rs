//! Formats generated Rust: syn must accept it, prettyplease prints it.

/// Bytes of a file that is formatted: its syntax tree takes some seventy times as much memory. Only a model with tens
/// of thousands of fields or values is larger; it is written as the template has it.
const MOST: usize = 4 << 20;

/// The formatted text, or where syn stopped and what stands there.
pub fn rust(text: &str) -> Result<String, String> {
    let formatted = match text.len() {
        0..=MOST => syn::parse_file(text).map(|file| spaced(&prettyplease::unparse(&file))),
        _ => syn::parse_str::<proc_macro2::TokenStream>(text).map(|_| text.to_owned()),
    };
    let formatted = formatted.map_err(|error| {
        let start = error.span().start();
        let line = text.lines().nth(start.line.saturating_sub(1)).unwrap_or("").trim();
        format!("{error} at line {}, column {}: `{line}`", start.line, start.column + 1)
    });
    // Spans with lines and columns keep every text that was ever parsed, and no token of this one lives on.
    proc_macro2::extra::invalidate_current_thread_spans();
    formatted
}

/// Puts an empty line between items, as a person would: prettyplease prints none.
///
/// Only whole lines are looked at. No literal of generated code spans lines, so none can be taken for an item.
fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 32);
    let mut before = "";
    let mut inner = false; // within an attribute of the crate, or right behind one
    for line in text.lines() {
        let attribute = line.starts_with("#![");
        if begins(line, before) || (inner && before.ends_with(']') && !attribute) {
            out.push('\n');
        }
        out.push_str(line);
        out.push('\n');
        inner = attribute || (inner && !before.ends_with(']'));
        before = line;
    }
    out
}

/// Whether a line begins an item that stands apart from the line before it.
fn begins(line: &str, before: &str) -> bool {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let (now, then) = (line.trim_start(), before.trim_start());
    let starts = [
        "///", "#[", "pub ", "fn ", "impl ", "impl<", "const ", "static ", "crate::", "mod ", "struct ",
        "enum ",
    ];
    if then.is_empty()
        || then.starts_with("//")
        || indent(line) != indent(before)
        || !starts.iter().any(|start| now.starts_with(start))
    {
        return false;
    }
    let closed = ["}", "};", ");", "];", "))]"].contains(&then) || then.ends_with(" {}");
    let imports =
        |line: &str| ["use ", "pub use ", "mod ", "pub mod "].iter().any(|start| line.starts_with(start));
    let apart = indent(line) == 0 && imports(then) && !imports(now) && !now.starts_with("#[cfg");
    let statement = indent(line) == 0 && then.ends_with(';') && now.starts_with("///");
    (closed && (indent(line) <= 4)) || apart || statement
}

#[cfg(test)]
mod tests {
    #[test]
    fn items_stand_apart_and_comments_do_not() {
        let text =
            super::rust("use a::B; /// One;\n/// two.\nstruct A; impl A { fn a() {} fn b() {} } struct C;")
                .unwrap();
        assert_eq!(
            text,
            "use a::B;\n\n/// One;\n/// two.\nstruct A;\nimpl A {\n    fn a() {}\n\n    fn b() {}\n}\n\nstruct C;\n"
        );
    }

    #[test]
    fn a_file_of_megabytes_is_not_formatted_but_looked_at() {
        let many = "pub   const A :  u8 = 1 ;\n".repeat(200_000);
        assert_eq!(super::rust(&many).unwrap(), many);
        let fault = super::rust(&(many + "}")).unwrap_err();
        assert!(fault.contains("line 200001"), "{fault}");
    }

    #[test]
    fn a_fault_is_shown_with_its_line() {
        let fault = super::rust("pub struct A {}\npub struct {}\n").unwrap_err();
        assert!(fault.contains("line 2") && fault.contains("`pub struct {}`"), "{fault}");
        assert_eq!(super::rust("pub   struct A ;").unwrap(), "pub struct A;\n");
    }
}
