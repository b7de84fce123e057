//! Odd descriptions and what becomes of them.

use std::time::{Duration, Instant};

use super::{doc_lines, first_sentence};

/// What came in, and the lines that come out.
const TABLE: &[(&str, &str)] = &[
    ("Plain text.", "Plain text."),
    ("", ""),
    ("  \n\n", ""),
    (
        "A [Contact] and [0] here, see [docs](https://a.b/c) [rel](/x) [js](javascript:alert(1)) [ref][r]\n\n[r]: https://r.e/f",
        r#"A \[Contact\] and \[0\] here, see [docs](<https://a.b/c>) rel js [ref](<https://r.e/f>)"#,
    ),
    (
        r#"See https://a.example/x_(y). Or (http://b.example/z), "https://c.example" and HTTPS://UP.example/ and https://{region}.x.com/v1."#,
        "See <https://a.example/x_(y)>. Or (<http://b.example/z>), \"<https://c.example>\" and\nHTTPS://UP.example/ and `https://{region}.x.com/v1`.",
    ),
    ("# Title\n\nText one. Text two.", "**Title**\n\nText one. Text two."),
    ("## Title with **bold** and *it*\nnext", "**Title with bold and it**\n\nnext"),
    ("Setext\n===\nfoo", "**Setext**\n\nfoo"),
    ("    fn main() { panic!() }\n", "```text\nfn main() { panic!() }\n```"),
    ("```rust\nassert!(false);\n```", "```text\nassert!(false);\n```"),
    ("````\n```\nx\n```\n````", "````text\n```\nx\n```\n````"),
    ("~~~\n\tx\n~~~", "```text\n    x\n```"),
    (
        "<p>Hello <b>bold</b> <id> world</p><ul><li>one</li><li>two <code>x`y</code></li></ul><p>bye",
        "Hello **bold** \\<id> world\n\n- one\n- two ``x`y``\n\nbye",
    ),
    ("a<br>b<br/><br />c", "a\\\nb\n\nc"),
    ("text <string> and List<String> and a < b > c", r#"text \<string> and List\<String> and a \< b > c"#),
    ("<script>alert(1)</script>after", "after"),
    ("<pre>\n x\n   y\n</pre>", "```text\n x\n   y\n```"),
    ("<!-- comment -->text", "text"),
    (
        r#"<a href="https://x.y/?a=1&amp;b=2">link text</a> and <a href='/rel'>rel</a> <a name=x>anchor</a>"#,
        "[link text](<https://x.y/?a=1&b=2>) and rel anchor",
    ),
    (
        "- a\n- b\ncontinued lazily\n   - c\n\n     para\n- d",
        "- a\n\n- b\n  continued lazily\n\n  - c\n\n    para\n\n- d",
    ),
    (
        "1. one\n2. two\n   ```\n   code\n   ```\n3. three",
        "1. one\n\n2. two\n\n   ```text\n   code\n   ```\n\n3. three",
    ),
    ("* a\n* b\n\n- c\n- d", "- a\n- b\n- c\n- d"),
    ("> quote\nlazy\n\n> second", "> quote\n> lazy\n\n> second"),
    ("|a|b|\n|-|-|\n|1|`x|y`|\n|a\\|b|<br>z|", "| a | b |\n|---|---|\n| 1 | \\`x |\n| a\\|b | z |"),
    ("not a table | here\n--- | x", "not a table | here\n\\--- | x"),
    (
        "![alt text](http://img) and [![badge](b)](https://ci.example/)",
        "alt text and [badge](<https://ci.example/>)",
    ),
    (
        "snake_case_name _it_ __strong__ * star ** 2*3*4",
        r#"snake_case_name *it* **strong** \* star \*\* 2*3*4"#,
    ),
    ("1. \n2) x\n\n#hash # h\n\n+ plus\n\n- \n\n2019\\. x", "2. x\n\n#hash # h\n\n- plus\n\n2019\\. x"),
    ("&copy; &amp;copy; &lt;b&gt; &#x202E; AT&T R&D; x&y;", "© &amp;copy; \\<b> AT&T R&amp;D; x&amp;y;"),
    ("a\u{202e}b\u{200b}\u{feff}\0c\nd\te", "abc\nd e"),
    ("*/ and /* and */* mime", "*/ and /* and */* mime"),
    ("---\n\na\n\n***\n\nb", "a\n\nb"),
    ("Term\n: def", "Term\n\\: def"),
    ("a\\\nb  \nc", "a\\\nb\\\nc"),
    ("$math$ `code` ``co`de`` ` ` ``", r#"$math$ `code` ``co`de`` \`\`"#),
    ("[^1] note\n\n[^1]: foot", "^1 note"),
    ("- [ ] todo\n- [x] done", "- \\[ \\] todo\n- \\[x\\] done"),
    ("**bold\n\nunclosed** _", "\\*\\*bold\n\nunclosed\\*\\* \\_"),
    ("<b>unclosed <i>x", "**unclosed x**"),
    ("*a*b **c**d ***e***", "*a*b **c**d *e*"),
    ("- - - a", "- - - a"),
    ("> > > > > > > > > > deep\n", "> > > > > > > > deep"),
    ("1234567890. big\n\n999999999. max", "1234567890. big\n\n1. max"),
    ("foo@bar.com <foo@bar.com> <https://auto.link/x>", "foo@bar.com foo@bar.com <https://auto.link/x>"),
    ("`unclosed code", r#"\`unclosed code"#),
    ("```\nunclosed fence", "```text\nunclosed fence\n```"),
    ("- ```\n  x\n  ```\n- | a |\n  |---|\n  | b |", "- ```text\n  x\n  ```\n\n- | a |\n  |---|\n  | b |"),
    ("e.g. this is one. Then two.", "e.g. this is one. Then two."),
    ("Returns v1.2 of x! Next", "Returns v1.2 of x! Next"),
    ("(See above.) Next.", "(See above.) Next."),
    ("[https://a.b](https://a.b) [`code`](https://a.b/c)", "<https://a.b> [`code`](<https://a.b/c>)"),
    ("<div>\n\n**md** inside\n\n</div>", "**md** inside"),
    ("<https://a.b/c>, <ftp://x.y>", "<https://a.b/c>, ftp://x.y"),
    ("http:// https://", "http:// https://"),
    ("<details><summary>S</summary>\n\n- x\n</details>", "S\n\n- x"),
    ("Use `{{var}}` and {braces}", "Use `{{var}}` and {braces}"),
    (r#"<b>"q"</b>word"#, r#""q"word"#),
    ("!bang\n\n!\\[x", "!bang\n\n!\\[x"),
    ("/slash //! doc", "/slash //! doc"),
    ("<ol><li>a<ol><li>b</li></ol></li><li>c</ol>tail", "1. a\n   1. b\n2. c\n\ntail"),
    ("a  \n  b", "a\\\nb"),
    ("<UL>\n<LI>upper\n<LI>two\n</UL>", "- upper\n- two"),
    ("text\n- list right after\n1. and other", "text\n\n- list right after\n\n1. and other"),
    (
        "  - indented\n    - nested\n        - deep\n            code?",
        "- indented\n  - nested\n    - deep\n      code?",
    ),
    ("[a]: https://x.y\n[a]", "[a](<https://x.y>)"),
    (r#"\<b\>"#, r#"\<b>"#),
    ("Hi![link](https://a.b/c)", "Hilink"),
    ("`a`<code>b</code>", "`a` `b`"),
    (r#"<b>"q"</b> ok"#, r#"**"q"** ok"#),
    ("a&#x202E;b&#9;c&#10;d", "ab c\nd"),
    (r#"<p title="a > b">x</p>"#, "x"),
    ("<A HREF=https://a.b/c>x</A>", "[x](<https://a.b/c>)"),
    ("<ul>loose<li>a</ul>", "- loose\n- a"),
    ("1. a\n\n   b\n2. c", "1. a\n\n   b\n\n2. c"),
    ("x <!-- [link]: --> y", "x y"),
    ("see https://a.b/c?x=1&copy;=2", "see <https://a.b/c?x=1©=2>"),
    ("[a](<https://x.y/a b>)", "[a](<https://x.y/a%20b>)"),
    ("| a |\n|---|\n| https://x.y/z |", "| a |\n|---|\n| <https://x.y/z> |"),
    ("|  |  |\n|--|--|\n| x |  |", "| | |\n|---|---|\n| x | |"),
    ("<table><tr><td>a</td><td>b</td></tr></table>", "a b"),
    ("`a``b``c`", "```a``b``c```"),
    ("**bold** text", "**bold** text"),
    ("- a\n\n      code", "- a\n\n  ```text\n  code\n  ```"),
    ("text\n\n\n\n\nmore", "text\n\nmore"),
    ("<li>stray", "- stray"),
    ("</ul>stray close", "stray close"),
    ("\ttab first", "```text\ntab first\n```"),
    ("Line one\nLine two", "Line one\nLine two"),
];

#[test]
fn odd_descriptions_become_safe_markdown() {
    for (input, expected) in TABLE {
        assert_eq!(doc_lines(input).join("\n"), *expected, "for {input:?}");
    }
}

#[test]
fn the_output_is_left_as_it_is_when_it_comes_in_again() {
    for (input, _) in TABLE {
        let once = doc_lines(input);
        assert_eq!(doc_lines(&once.join("\n")), once, "for {input:?}");
    }
}

#[test]
fn no_line_breaks_a_comment_or_ends_in_a_space() {
    for (input, _) in TABLE {
        for line in doc_lines(input) {
            assert!(!line.contains(['\n', '\r', '\t', '\u{202e}', '\0']), "{line:?} from {input:?}");
            assert_eq!(line.trim_end(), line, "from {input:?}");
        }
    }
}

#[test]
fn long_lines_are_broken_at_words_and_short_ones_kept() {
    let words = doc_lines(&"word ".repeat(60));
    assert_eq!(words.iter().map(String::len).collect::<Vec<_>>(), [99, 99, 99]);
    let mut dashes = "x ".repeat(49) + "xx ";
    dashes.push_str("- no list");
    assert_eq!(doc_lines(&dashes).last().map(String::as_str), Some("\\- no list"));
    let one = "x".repeat(300);
    assert_eq!(doc_lines(&one), [one]);
    let item = doc_lines(&format!("1. {}", "word ".repeat(60)));
    assert!(item.iter().skip(1).all(|line| line.starts_with("   word")), "{item:#?}");
    assert!(item.iter().all(|line| line.len() <= 100), "{item:#?}");
}

#[test]
fn the_first_sentence_is_found() {
    for (text, sentence) in [
        ("", ""),
        ("One.", "One."),
        ("One. Two.", "One."),
        ("One.\nTwo.", "One."),
        ("No full stop", "No full stop"),
        ("A list, e.g. this one. Next.", "A list, e.g. this one."),
        ("Version 1.2 of it. Next.", "Version 1.2 of it."),
        ("It is v. 2 of X. Next.", "It is v. 2 of X. Next."),
        ("See it (or not.) Next.", "See it (or not.)"),
        ("Really? Yes!", "Really?"),
        ("Ends. lower goes on. Then.", "Ends. lower goes on."),
        ("**Bold.** Next.", "Bold."),
        ("# Heading\n\nText [a]. More.", "Text \\[a\\]."),
        ("# Heading", "Heading"),
        ("- item one. More.\n- two", "item one."),
        ("```\ncode\n```\nAfter. x", "After. x"),
        ("> quoted. Next.", "quoted."),
        ("Ends with `code`. Next.", "Ends with `code`."),
        ("<p>HTML. Next.</p>", "HTML."),
        ("See https://a.b/c. Next.", "See <https://a.b/c>."),
    ] {
        assert_eq!(first_sentence(text), sentence, "for {text:?}");
    }
}

#[test]
fn hostile_text_takes_linear_time() {
    let started = Instant::now();
    for unit in [
        "*",
        "_",
        "`",
        "[",
        "]",
        "<",
        "<a",
        "<!--",
        "&",
        "> ",
        "- ",
        "1. ",
        "<ul>",
        "<b>",
        "*a **b ",
        "<li>",
        "|",
        "https://",
        "(",
        "\\",
        "<a href='",
        "![",
        "\n\n",
        "<p>",
        "&lt;",
        "[a](",
        "`<code>",
    ] {
        let lines = doc_lines(&unit.repeat(30_000 / unit.len()));
        assert!(lines.iter().all(|line| !line.ends_with(' ')), "for {unit:?}");
    }
    // A quadratic step anywhere takes minutes.
    assert!(started.elapsed() < Duration::from_secs(60), "{:?}", started.elapsed());
}

#[test]
fn containers_are_flattened_beyond_a_depth() {
    assert_eq!(doc_lines(&(">".repeat(1000) + " x")), ["> ".repeat(8) + "x"]);
    assert_eq!(doc_lines(&("<ul><li>".repeat(1000) + "x")), ["- ".repeat(4) + "x"]);
}
