//! Dates of HTTP headers, in the three forms of RFC 9110, and how long a server asks to wait.

use std::time::Duration;

use http::HeaderMap;
use http::header::{DATE, RETRY_AFTER};

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// What `Retry-After` asks for, from now on. Of a date, the server's own clock is taken off, so that nothing depends
/// on ours; `now` is for servers that do not tell theirs.
pub(super) fn retry_after(headers: &HeaderMap, now: Duration) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if text.is_empty() {
        return None;
    }
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    Some(parse(text)?.saturating_sub(date(headers).unwrap_or(now)))
}

/// What the server's clock said.
pub(super) fn date(headers: &HeaderMap) -> Option<Duration> {
    parse(headers.get(DATE)?.to_str().ok()?.trim())
}

/// The time since 1970 began.
pub(super) fn parse(text: &str) -> Option<Duration> {
    let text = text.split_once(',').map_or(text, |(_, rest)| rest);
    let words: Vec<&str> = text.split([' ', '-']).filter(|word| !word.is_empty()).collect();
    let (day, month, year, time) = match words.as_slice() {
        // Sun, 06 Nov 1994 08:49:37 GMT, and Sunday, 06-Nov-94 08:49:37 GMT
        [day, month, year, time, "GMT"] => (day, month, year, time),
        // Sun Nov  6 08:49:37 1994
        [_, month, day, time, year] => (day, month, year, time),
        _ => return None,
    };
    let month = (1..).zip(MONTHS).find(|(_, name)| name == month)?.0;
    let mut years: u64 = number(year, 4)?;
    if year.len() == 2 {
        years += if years < 70 { 2000 } else { 1900 };
    }
    let mut clock = time.splitn(3, ':').map(|part| number(part, 2));
    let (hours, minutes, seconds) = (clock.next()??, clock.next()??, clock.next()??);
    let day = number(day, 2)?;
    if years < 1970 || !(1..=31).contains(&day) || hours > 23 || minutes > 59 || seconds > 60 {
        return None;
    }
    Some(Duration::from_secs(days(years, month, day) * 86400 + hours * 3600 + minutes * 60 + seconds))
}

fn number(text: &str, digits: usize) -> Option<u64> {
    let plain = text.len() <= digits && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

/// Days since 1970 began, in the Gregorian calendar whose years begin in March, so that leap days come last.
fn days(year: u64, month: u64, day: u64) -> u64 {
    let (year, month) = if month < 3 { (year - 1, month + 9) } else { (year, month - 3) };
    year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day - 1 - 719_468
}
