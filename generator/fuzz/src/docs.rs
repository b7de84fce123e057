//! Text as a description: what comes out is documentation and nothing else.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};
use sdkwright::lower::doc_text::{doc_lines, first_sentence};

/// No HTML, no code but `text`, no link but to the web; the comment is one and says exactly these lines.
pub fn check(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let lines = doc_lines(text);
    harmless(&lines.join("\n"));
    one_comment(&lines);
    let first = first_sentence(text);
    assert!(!first.contains('\n'), "a sentence of several lines");
    harmless(&first);
}

fn harmless(markdown: &str) {
    for c in markdown.chars() {
        let reorders =
            matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        assert!(c == '\n' || !(c.is_control() || reorders), "{c:?} is left");
    }
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => panic!("HTML is left: {html:?}"),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(kind))) => assert_eq!(&*kind, "text"),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => panic!("this would be a doctest"),
            Event::Start(Tag::Link { dest_url, .. }) => {
                assert!(dest_url.starts_with("http://") || dest_url.starts_with("https://"), "{dest_url:?}");
            }
            Event::Start(Tag::Image { .. }) => panic!("an image is left"),
            _ => {}
        }
    }
}

fn one_comment(lines: &[String]) {
    let mut source = String::new();
    for line in lines {
        assert!(!line.ends_with(' '), "a line ends in a space: {line:?}");
        source.push_str(if line.is_empty() { "///" } else { "/// " });
        source.push_str(line);
        source.push('\n');
    }
    source.push_str("pub struct Documented;\n");
    let file = syn::parse_file(&source).expect("a comment is no code");
    let [syn::Item::Struct(item)] = &file.items[..] else { panic!("the comment is more than a comment") };
    assert_eq!(item.attrs.len(), lines.len());
}
