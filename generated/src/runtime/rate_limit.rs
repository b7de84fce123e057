//! What response headers say of rate limits.

use std::time::Duration;

use http::HeaderMap;

use super::http_date;

/// The names of the headers that tell of rate limits, for each the most telling first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateLimitHeaders {
    /// How many requests a window allows.
    pub limit: &'static [&'static str],
    /// How many are left of them.
    pub remaining: &'static [&'static str],
    /// How many were made, for servers that tell this instead.
    pub used: &'static [&'static str],
    /// When the window ends: in seconds from now, or since 1970.
    pub reset: &'static [&'static str],
}

impl RateLimitHeaders {
    /// The names that are in use: those of the IETF's draft, then the older ones.
    pub const COMMON: Self = Self {
        limit: &["ratelimit-limit", "x-ratelimit-limit", "x-rate-limit-limit"],
        remaining: &["ratelimit-remaining", "x-ratelimit-remaining", "x-rate-limit-remaining"],
        used: &["x-ratelimit-used"],
        reset: &["ratelimit-reset", "x-ratelimit-reset", "x-rate-limit-reset"],
    };
}

/// What a server said of a rate limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RateLimit {
    /// How many requests the window allows.
    pub limit: Option<u64>,
    /// How many of them are left.
    pub remaining: Option<u64>,
    /// How long it is until the window ends.
    pub reset: Option<Duration>,
}

/// A reset above this is a moment, not a pause: the first is in 2001, the other longer than 30 years.
const A_MOMENT: u64 = 1_000_000_000;

impl RateLimit {
    /// What these headers say; `None` when they say nothing of it. `now` is the time since 1970.
    #[must_use]
    pub fn read(headers: &HeaderMap, names: &RateLimitHeaders, now: Duration) -> Option<Self> {
        let limit = first(headers, names.limit);
        let used = first(headers, names.used);
        let mut found = Self {
            limit,
            remaining: first(headers, names.remaining)
                .or_else(|| Some(limit?.saturating_sub(used?))),
            reset: first(headers, names.reset).map(|reset| {
                if reset < A_MOMENT {
                    return Duration::from_secs(reset);
                }
                Duration::from_secs(reset).saturating_sub(http_date::date(headers).unwrap_or(now))
            }),
        };
        if let Some(text) = headers.get("ratelimit").and_then(|value| value.to_str().ok()) {
            found.structured(text, headers);
        }
        (found != Self::default()).then_some(found)
    }

    /// The draft's later form: `"default";r=50;t=30`, its quota in `RateLimit-Policy: "default";q=100;w=60`; and the
    /// one before it, `limit=100, remaining=50, reset=30`.
    fn structured(&mut self, text: &str, headers: &HeaderMap) {
        let policy = headers.get("ratelimit-policy").and_then(|value| value.to_str().ok()).unwrap_or("");
        let number = |text: &str, name: &str| {
            text.split([';', ','])
                .filter_map(|part| part.split_once('='))
                .find(|(key, _)| key.trim() == name)
                .and_then(|(_, value)| value.trim().parse().ok())
        };
        self.remaining = number(text, "r").or(number(text, "remaining")).or(self.remaining);
        self.limit = number(policy, "q").or(number(text, "limit")).or(self.limit);
        self.reset = number(text, "t").or(number(text, "reset")).map(Duration::from_secs).or(self.reset);
    }
}

/// The number at the beginning of the first header that has one: some add `;w=60`, or are lists.
fn first(headers: &HeaderMap, names: &[&str]) -> Option<u64> {
    names.iter().find_map(|name| {
        let text = headers.get(*name)?.to_str().ok()?.trim();
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        text.get(..digits)?.parse().ok()
    })
}
