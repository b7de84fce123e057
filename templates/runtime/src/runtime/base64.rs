//! Base64 with the standard alphabet (RFC 4648 §4): for `Basic` credentials and binary fields.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The text of these bytes, padded.
#[must_use]
pub fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group =
            chunk.iter().chain(&[0, 0]).take(3).fold(0u32, |group, byte| (group << 8) | u32::from(*byte));
        for place in 0..4 {
            let digit = (group >> (18 - 6 * place)) & 63;
            let letter = ALPHABET.get(digit as usize).filter(|_| place <= chunk.len());
            text.push(letter.map_or('=', |letter| char::from(*letter)));
        }
    }
    text
}

/// The text of these bytes in the alphabet for URLs (RFC 4648 §5), not padded.
#[cfg(feature = "oauth")]
pub(super) fn encode_url(bytes: &[u8]) -> zeroize::Zeroizing<String> {
    let padded = zeroize::Zeroizing::new(encode(bytes));
    let digits = padded.trim_end_matches('=').chars();
    let mut text = zeroize::Zeroizing::new(String::with_capacity(padded.len()));
    text.extend(digits.map(|digit| match digit {
        '+' => '-',
        '/' => '_',
        other => other,
    }));
    text
}

/// The bytes of a text, padded or not; `None` when it is not base64.
#[must_use]
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let digits = text.trim_end_matches('=');
    if text.len() - digits.len() > 2 || (digits.len() != text.len() && text.len() % 4 != 0) {
        return None;
    }
    let mut bytes = Vec::with_capacity(digits.len() / 4 * 3 + 2);
    for chunk in digits.as_bytes().chunks(4) {
        let mut group = 0;
        for letter in chunk {
            group = (group << 6) | digit(*letter)?;
        }
        let bits = chunk.len() * 6;
        // One letter alone holds no byte, and bits beyond the last byte must be zero.
        if chunk.len() == 1 || group & ((1 << (bits % 8)) - 1) != 0 {
            return None;
        }
        let group = group << (24 - bits);
        bytes.extend(group.to_be_bytes().iter().skip(1).take(bits / 8));
    }
    Some(bytes)
}

fn digit(letter: u8) -> Option<u32> {
    Some(u32::from(match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    }))
}
