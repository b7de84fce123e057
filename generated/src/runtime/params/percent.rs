//! Percent-encoding (RFC 3986).

/// Which characters stay as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// Letters, digits and `-._~`.
    Unreserved,
    /// Those, the reserved characters that a query value can hold, and what is percent-encoded already.
    // Not `#`, which would end the query, nor `&` and `+`, which would split the value or become a space, nor
    // brackets, which RFC 3986 has for addresses alone.
    Reserved,
    /// What a cookie's value can hold (RFC 6265, 4.1.1), percent signs included.
    Cookie,
}

/// Appends `text`, encoded.
pub fn encode(text: &str, keep: Keep, out: &mut String) {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        if kept(*byte, keep) || (keep == Keep::Reserved && is_triplet(bytes, at)) {
            out.push(char::from(*byte));
        } else {
            out.push('%');
            for half in [byte >> 4, byte & 15] {
                out.extend(DIGITS.get(usize::from(half)));
            }
        }
    }
}

fn kept(byte: u8, keep: Keep) -> bool {
    if keep == Keep::Cookie {
        return byte.is_ascii_graphic() && !matches!(byte, b'"' | b',' | b';' | b'\\');
    }
    let unreserved = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
    let reserved = matches!(
        byte,
        b':' | b'/' | b'?' | b'@' | b'!' | b'$' | b'\'' | b'(' | b')' | b'*' | b',' | b';' | b'='
    );
    unreserved || (keep == Keep::Reserved && reserved)
}

fn is_triplet(bytes: &[u8], at: usize) -> bool {
    let hex = |place: usize| bytes.get(place).is_some_and(u8::is_ascii_hexdigit);
    bytes.get(at) == Some(&b'%') && hex(at + 1) && hex(at + 2)
}
