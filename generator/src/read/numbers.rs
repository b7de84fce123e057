//! Numbers as they are written: `1.10` is not `1.1`.
//!
//! serde_yaml hands over a float without its text. Where the text of a file holds a number that would be
//! printed differently, the texts of the floats are looked up in a second look at the file.

use super::positions::scalar_texts;
use crate::document::{Document, NodeId, Syntax, Value};

/// Puts the written form back into the nodes that were read as floats.
pub(super) fn restore(document: &mut Document, floats: &[NodeId], text: &str) {
    if floats.is_empty() || !candidates(text) {
        return;
    }
    let pointers: Vec<(NodeId, String)> = floats.iter().map(|id| (*id, document.pointer(*id))).collect();
    let texts = scalar_texts(text, Syntax::Yaml, pointers.iter().map(|(_, pointer)| pointer.clone()));
    for (id, pointer) in pointers {
        let Some(written) = texts.get(&pointer) else { continue };
        let Some(node) = document.nodes.get_mut(id.0 as usize) else { continue };
        if let Value::Number(number) = &node.value
            && written.parse::<f64>().ok() == number.parse().ok()
        {
            node.value = Value::Number((*written).into());
        }
    }
}

/// Whether the text holds a token that reads as a float and would be printed differently.
fn candidates(text: &str) -> bool {
    let bytes = text.as_bytes();
    let begins = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'[' | b'{' | b',');
    let mut at = 0;
    while at < bytes.len() {
        let rest = bytes.get(at..).unwrap_or_default();
        let length = rest.iter().take_while(|byte| in_number(**byte)).count();
        if length == 0 {
            at += 1;
            continue;
        }
        let starts = at.checked_sub(1).and_then(|before| bytes.get(before)).is_none_or(begins);
        let ends = match rest.get(length..) {
            None | Some([] | [b'\n' | b'\r' | b',' | b']' | b'}' | b'\t', ..] | [b' ', b'#' | b'\n' | b' ', ..]) => true,
            Some(_) => false,
        };
        if starts && ends && text.get(at..at + length).is_some_and(printed_differently) {
            return true;
        }
        at += length;
    }
    false
}

fn in_number(byte: u8) -> bool {
    byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.' | b'e' | b'E')
}

fn printed_differently(token: &str) -> bool {
    let float = token.contains(['.', 'e', 'E']) || token.len() > 38;
    float && token.parse::<f64>().is_ok_and(|value| value.is_finite() && value.to_string() != token)
}
