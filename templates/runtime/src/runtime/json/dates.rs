//! Dates and times of day taken apart, for the crates that have no strict reader of their own.

/// `2026-02-28` as numbers. Strict: four, two and two digits.
pub(super) fn date(text: &str) -> Option<(i32, u8, u8)> {
    let mut parts = text.split('-');
    let date = (digits(parts.next()?, 4)?, digits(parts.next()?, 2)?, digits(parts.next()?, 2)?);
    if parts.next().is_some() {
        return None;
    }
    Some((i32::try_from(date.0).ok()?, u8::try_from(date.1).ok()?, u8::try_from(date.2).ok()?))
}

/// `13:05:09`, with a fraction or not, as numbers; the fraction in nanoseconds, finer digits cut off.
pub(super) fn time(text: &str) -> Option<(u8, u8, u8, u32)> {
    let (clock, fraction) = match text.split_once('.') {
        Some((clock, fraction)) => (clock, Some(fraction)),
        None => (text, None),
    };
    let mut parts = clock.split(':');
    let (hour, minute, second) =
        (digits(parts.next()?, 2)?, digits(parts.next()?, 2)?, digits(parts.next()?, 2)?);
    if parts.next().is_some() {
        return None;
    }
    let nanos = match fraction {
        None => 0,
        Some(fraction) if fraction.is_empty() || !fraction.bytes().all(|b| b.is_ascii_digit()) => {
            return None;
        }
        Some(fraction) => format!("{fraction:0<9}").get(..9)?.parse().ok()?,
    };
    Some((u8::try_from(hour).ok()?, u8::try_from(minute).ok()?, u8::try_from(second).ok()?, nanos))
}

fn digits(text: &str, count: usize) -> Option<u32> {
    if text.len() == count && text.bytes().all(|b| b.is_ascii_digit()) { text.parse().ok() } else { None }
}
