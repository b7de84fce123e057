//! From any text to the words of an identifier.
//!
//! heck finds the words; what it does not know is kept apart here: signs that carry the meaning (`+1`, `-1`, `>=`),
//! digits on both sides of a point (`1.0` is not `10`), and texts with nothing to say.

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use unicode_normalization::UnicodeNormalization;

/// `RoomKind`. Empty where the text has no letter, digit or telling sign.
pub(super) fn camel(text: &str) -> String {
    joined(text, |part| part.to_upper_camel_case())
}

/// `room_kind`.
pub(super) fn snake(text: &str) -> String {
    joined(text, |part| part.to_snake_case())
}

/// `ROOM_KIND`.
pub(super) fn shouty(text: &str) -> String {
    joined(text, |part| part.to_shouty_snake_case())
}

/// `room-kind`, ASCII only: other letters are left out, or written as [`ascii`] does where there is nothing else.
pub(super) fn kebab(text: &str) -> String {
    let snake = snake(text);
    let plain: String = snake.chars().filter(char::is_ascii).collect();
    let plain = plain.trim_matches('_');
    if plain.is_empty() { ascii(&snake).replace('_', "-") } else { plain.replace('_', "-") }
}

/// Snake case with every letter beyond ASCII as the number that Unicode gives it: `größe` becomes `gr_uf6_udf_e`.
pub(super) fn ascii(snake: &str) -> String {
    let mut out = String::new();
    let mut after_number = false;
    for c in snake.chars() {
        let glue = (after_number || !c.is_ascii()) && c != '_' && !out.is_empty() && !out.ends_with('_');
        if glue {
            out.push('_');
        }
        if c.is_ascii() {
            out.push(c);
        } else {
            out.push_str(&format!("u{:x}", u32::from(c)));
        }
        after_number = !c.is_ascii();
    }
    out
}

/// The same text with letters and their marks in one character where there is such a one (NFC), as the compiler reads it.
pub(super) fn composed(text: &str) -> String {
    if text.is_ascii() { text.to_owned() } else { text.nfc().collect() }
}

fn joined(text: &str, case: impl Fn(&str) -> String) -> String {
    let spelled = spell(&capped(&composed(text)));
    let mut out = String::new();
    for part in split_numbers(&spelled) {
        let word = case(&part);
        let glue =
            out.ends_with(|c: char| c.is_ascii_digit()) && word.starts_with(|c: char| c.is_ascii_digit());
        if glue {
            out.push('_');
        }
        out.push_str(&word);
    }
    composed(&out) // capitals may come apart
}

/// Names are also those of files, which may have 255 bytes. A longer text is cut, and told apart by a hash of the whole.
fn capped(text: &str) -> String {
    const MOST: usize = 120;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    let start: String = text.chars().take(60).collect();
    format!("{start} h{:08x}", hash(text))
}

/// A file's name in ASCII, which signs and letters beyond ASCII may have made much longer than the text: cut likewise.
pub(super) fn short(ascii: String) -> String {
    const MOST: usize = 160;
    match ascii.get(..MOST / 2).filter(|_| ascii.len() > MOST) {
        Some(start) => format!("{}_h{:08x}", start.trim_end_matches('_'), hash(&ascii)),
        None => ascii,
    }
}

/// FNV-1a: the same on every machine and in every version.
fn hash(text: &str) -> u64 {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    hash >> 32
}

/// Puts words in place of signs, where the sign is all that tells two texts apart.
fn spell(text: &str) -> String {
    let clean: String = text
        .chars()
        .map(|c| if is_word(c) || "+-*/<>=!%&#@$.,:;|~^?".contains(c) { c } else { ' ' })
        .collect();
    let clean = mixed_case(clean.trim());
    let has_words = clean.chars().any(is_word);
    let mut out = String::new();
    for (index, c) in clean.char_indices() {
        let before_digit = clean
            .get(index + c.len_utf8()..)
            .is_some_and(|rest| rest.starts_with(|next: char| next.is_ascii_digit()));
        let sign_of_number = index == 0 && before_digit;
        match sign(c) {
            Some(word) if !has_words || (sign_of_number && matches!(c, '+' | '-' | '<' | '>' | '=')) => {
                out.push(' ');
                out.push_str(word);
                out.push(' ');
            }
            _ => out.push(c),
        }
    }
    out
}

/// Words that are one word although they are written in mixed case, and plurals of abbreviations (`userIDs`).
fn mixed_case(text: &str) -> String {
    const ONE_WORD: [&str; 7] = ["OAuth", "GraphQL", "IPv4", "IPv6", "MySQL", "PostgreSQL", "NoSQL"];
    let mut text = text.to_owned();
    for word in ONE_WORD {
        let mut chars = word.chars();
        let first: String = chars.by_ref().take(1).collect();
        text = text.replace(word, &format!("{first}{}", chars.as_str().to_lowercase()));
    }
    let chars: Vec<char> = text.chars().collect();
    let upper = |at: Option<&char>| at.is_some_and(|c| c.is_ascii_uppercase());
    let mut out = String::new();
    for (index, c) in chars.iter().enumerate() {
        // the last capital of a run of them, before an `s` that ends the word
        let plural =
            chars.get(index + 1) == Some(&'s') && !chars.get(index + 2).is_some_and(char::is_ascii_lowercase);
        let in_run = index > 0 && upper(chars.get(index - 1));
        out.push(if plural && in_run && c.is_ascii_uppercase() { c.to_ascii_lowercase() } else { *c });
    }
    out
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() && (c.is_ascii() || unicode_identifier(c))
}

/// Whether a character may stand in a Rust identifier; asks the lexer rather than a table of our own.
fn unicode_identifier(c: char) -> bool {
    syn::parse_str::<syn::Ident>(&format!("a{c}")).is_ok()
}

fn sign(c: char) -> Option<&'static str> {
    Some(match c {
        '+' => "plus",
        '-' => "minus",
        '*' => "star",
        '/' => "slash",
        '<' => "less",
        '>' => "greater",
        '=' => "equal",
        '!' => "not",
        '%' => "percent",
        '&' => "and",
        '#' => "hash",
        '@' => "at",
        '$' => "dollar",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        '|' => "or",
        '~' => "tilde",
        '^' => "caret",
        '?' => "question",
        _ => return None,
    })
}

/// Cuts between a digit and a digit where something stood between them.
fn split_numbers(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let mut parts = vec![String::new()];
    for (index, c) in chars.iter().enumerate() {
        let digit = |at: Option<&char>| at.is_some_and(char::is_ascii_digit);
        let between = !is_word(*c) && index > 0 && digit(chars.get(index - 1)) && digit(chars.get(index + 1));
        if between {
            parts.push(String::new());
        } else if let Some(last) = parts.last_mut() {
            last.push(if is_word(*c) { *c } else { ' ' });
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table() {
        for (text, upper, lower) in [
            ("getChatsRoom", "GetChatsRoom", "get_chats_room"),
            ("WebShop", "WebShop", "web_shop"),
            ("+1", "Plus1", "plus_1"),
            ("-1", "Minus1", "minus_1"),
            ("1.0", "1_0", "1_0"),
            ("10", "10", "10"),
            ("v1.2", "V1_2", "v1_2"),
            ("@odata.type", "OdataType", "odata_type"),
            ("$schema", "Schema", "schema"),
            ("filter[x]", "FilterX", "filter_x"),
            ("urn:ietf:params:User", "UrnIetfParamsUser", "urn_ietf_params_user"),
            ("ALERTING_TIMEOUT", "AlertingTimeout", "alerting_timeout"),
            ("größe", "Größe", "größe"),
            ("gro\u{308}ße", "Größe", "größe"),
            ("\u{1112}\u{1161}\u{11ab}", "한", "한"),
            ("🎉", "", ""),
            ("", "", ""),
            (">=", "GreaterEqual", "greater_equal"),
            ("*", "Star", "star"),
            ("a-b", "AB", "a_b"),
            ("x/y", "XY", "x_y"),
            ("a\nb", "AB", "a_b"),
            ("Museum OAuth", "MuseumOauth", "museum_oauth"),
            ("userIDs", "UserIds", "user_ids"),
            ("IPv4Address", "Ipv4Address", "ipv4_address"),
        ] {
            assert_eq!(camel(text), upper, "{text:?}");
            assert_eq!(snake(text), lower, "{text:?}");
        }
        let long = "a long name ".repeat(40);
        assert!(camel(&long).starts_with("ALongName") && camel(&long).len() < 80, "{}", camel(&long));
        assert_ne!(snake(&long), snake(&format!("{long}more")));
        assert_eq!(shouty("getChatsRoom"), "GET_CHATS_ROOM");
        assert_eq!(kebab("Größe der Räume"), "gre-der-rume");
        assert_eq!(kebab("Users Me"), "users-me");
    }

    #[test]
    fn features_and_files_are_ascii() {
        for (text, wanted) in [
            ("Web Chat", "web-chat"),
            ("größe", "gre"),
            ("日本-foo", "foo"),
            ("日本", "u65e5-u672c"),
            ("-foo-", "foo"),
            ("🎉", ""),
        ] {
            assert_eq!(kebab(text), wanted, "{text:?}");
        }
    }
}
