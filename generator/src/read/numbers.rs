//! Numbers as they are written: `1.10` is not `1.1`.
//!
//! serde_yaml hands over a float without its text. The text is found again by its value: a scan of the file
//! collects how each float is written. Only where one value is written in two ways, and so it matters which of
//! them stands where, positions are asked.

use std::collections::HashMap;

use super::positions::scalar_texts;
use crate::document::{Document, NodeId, Syntax, Value};

/// Puts the written form back into the nodes that were read as floats.
pub(super) fn restore(document: &mut Document, floats: &[NodeId], text: &str) {
    if floats.is_empty() {
        return;
    }
    let written = written(text);
    let mut unsure = Vec::new();
    for id in floats {
        let Some(node) = document.nodes.get_mut(id.0 as usize) else { continue };
        let Value::Number(number) = &mut node.value else { continue };
        let value: f64 = number.parse().unwrap_or(f64::NAN);
        match written.get(&value.to_bits()) {
            Some(Some(one)) => *number = (*one).into(),
            Some(None) | None => unsure.push((*id, value)),
        }
    }
    if unsure.is_empty() {
        return;
    }
    let pointers: Vec<String> = unsure.iter().map(|(id, _)| document.pointer(*id)).collect();
    let texts = scalar_texts(text, Syntax::Yaml, pointers.iter());
    for ((id, value), pointer) in unsure.into_iter().zip(&pointers) {
        let Some(found) = texts.get(pointer.as_str()).filter(|found| found.parse() == Ok(value)) else {
            continue;
        };
        if let Some(node) = document.nodes.get_mut(id.0 as usize) {
            node.value = Value::Number((*found).into());
        }
    }
}

/// How each float of the text is written, by its bits; `None` for what is written in several ways.
///
/// Every plain scalar that is a float is among them. Words in texts may be too; they can only make it unsure.
fn written(text: &str) -> HashMap<u64, Option<&str>> {
    let mut found: HashMap<u64, Option<&str>> = HashMap::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        if !in_number(*byte) {
            at += 1;
            continue;
        }
        let rest = bytes.get(at..).unwrap_or_default();
        let length = rest.iter().take_while(|byte| in_number(**byte)).count();
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        let after = bytes.get(at + length);
        let token = text.get(at..at + length).unwrap_or_default();
        at += length;
        if !(before.is_none_or(borders)
            && after.is_none_or(borders)
            && (token.contains(['.', 'e', 'E']) || length > 38))
        {
            continue;
        }
        if let Ok(value) = token.parse::<f64>() {
            let known = found.entry(value.to_bits()).or_insert(Some(token));
            if *known != Some(token) {
                *known = None;
            }
        }
    }
    found
}

fn in_number(byte: u8) -> bool {
    byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.' | b'e' | b'E')
}

/// What may stand beside a plain scalar.
fn borders(byte: &u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'[' | b']' | b'{' | b'}' | b',' | b':')
}
