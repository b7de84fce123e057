//! When a request is sent again, and after how long.
//!
//! What becomes of a call when something goes wrong, with the settings as they are from the start:
//!
//! | fault | what happens |
//! |---|---|
//! | 429 | sent again, whatever the method: the server refused to act |
//! | 502, 503, 504 | sent again where the method is idempotent, or the call has an idempotency key |
//! | any other status that is no success | an error: [`Error::status`], [`Error::body`] |
//! | 401 to a credential that can be renewed | renewed and sent again, once per call |
//! | no connection, name not found, connecting took too long | sent again: the server has seen nothing |
//! | the connection broke before or within the answer, or the server went silent (`read_timeout`) | sent again where idempotent |
//! | `Retry-After`, in seconds or as a date | waited for; at once an error where it is longer than [`Retry::max_retry_after`] or than the time left |
//! | the time of the call ran out, all attempts and pauses counted | an error: [`Error::is_timeout`] |
//! | a body that is a stream and cannot be made anew | not sent again: the first error stands |
//! | a response longer than `max_response_size` | an error: [`Error::is_body`]; the rest is not read |
//! | a response that is not what the description says, such as broken JSON or UTF-8 | an error: [`Error::is_decode`], with [`Error::path`] |
//! | a redirect within the origin | followed, with everything |
//! | a redirect elsewhere | followed by GET and HEAD alone, without credentials, default headers, headers of the call and body |
//! | a redirect from https to http, or of another method to elsewhere | not followed: an error with the status and its `location` |
//! | more than ten redirects | an error: [`Error::is_redirect`] |
//! | the future is dropped | the connection is closed; nothing is sent again |
//!
//! Pauses grow exponentially, and each is chosen at random between nothing and its limit ("full jitter"), so that
//! clients that were refused together do not come back together.

use std::borrow::Cow;
use std::time::Duration;

#[allow(unused_imports)] // for the documentation
use super::error::Error;
use super::random::random;

/// How often, when and how long after a failed request is sent again. A client has one, and a call may have another.
///
/// The call's time limit holds for all attempts and pauses together.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "it does nothing until a client or a call gets it"]
pub struct Retry {
    attempts: u32,
    max_elapsed: Option<Duration>,
    first_pause: Duration,
    longest_pause: Duration,
    max_retry_after: Duration,
    on_unsafe: bool,
    statuses: Cow<'static, [u16]>,
}

impl Default for Retry {
    fn default() -> Self {
        Self::new()
    }
}

/// What went wrong with an attempt, as far as it matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    /// The server has seen nothing.
    Unsent,
    /// The server may have seen it.
    Broken,
    Status(u16),
}

impl Retry {
    /// At most four attempts; pauses of up to 0.2, 0.4, 0.8 … at most 10 seconds; a `Retry-After` of at most a minute.
    pub const fn new() -> Self {
        Self {
            attempts: 4,
            max_elapsed: None,
            first_pause: Duration::from_millis(200),
            longest_pause: Duration::from_secs(10),
            max_retry_after: Duration::from_secs(60),
            on_unsafe: false,
            statuses: Cow::Borrowed(&[429, 502, 503, 504]),
        }
    }

    /// Nothing is sent a second time, but for a renewed credential.
    pub const fn none() -> Self {
        let mut retry = Self::new();
        retry.attempts = 1;
        retry
    }

    /// How often a request is sent at most, the first time counted.
    pub const fn attempts(mut self, count: u32) -> Self {
        self.attempts = count;
        self
    }

    /// No attempt begins later than this after the first one. Without it, the call's time limit is the only one.
    pub const fn max_elapsed(mut self, limit: Duration) -> Self {
        self.max_elapsed = Some(limit);
        self
    }

    /// The longest first pause, which doubles every time, and the longest pause of all.
    pub const fn pauses(mut self, first: Duration, longest: Duration) -> Self {
        self.first_pause = first;
        self.longest_pause = longest;
        self
    }

    /// The longest `Retry-After` that is waited for. A server that asks for more gets no more requests: asking earlier
    /// would be refused again.
    pub const fn max_retry_after(mut self, limit: Duration) -> Self {
        self.max_retry_after = limit;
        self
    }

    /// Whether a request that may have been carried out is sent again although its method is not idempotent. What it
    /// does may then happen twice.
    pub const fn on_unsafe(mut self, yes: bool) -> Self {
        self.on_unsafe = yes;
        self
    }

    /// The statuses after which a request is sent again, in place of 429, 502, 503 and 504.
    pub fn statuses(mut self, statuses: impl Into<Vec<u16>>) -> Self {
        self.statuses = Cow::Owned(statuses.into());
        self
    }

    /// Whether this is worth another attempt, were there one left.
    pub(super) fn covers(&self, cause: Cause, idempotent: bool) -> bool {
        let harmless = idempotent || self.on_unsafe;
        match cause {
            Cause::Unsent => true,
            Cause::Broken => harmless,
            Cause::Status(status) => self.statuses.contains(&status) && (harmless || status == 429),
        }
    }

    /// How long to wait before the next attempt; `None` when there is to be none.
    ///
    /// `done` attempts were made, `elapsed` has passed since the first, and the server asked for a pause of `asked`.
    pub(super) fn pause(&self, done: u32, elapsed: Duration, asked: Option<Duration>) -> Option<Duration> {
        if done >= self.attempts {
            return None;
        }
        let pause = match asked {
            Some(asked) if asked > self.max_retry_after => return None,
            // Whoever was told the same moment should not come at the same moment.
            Some(asked) => asked.saturating_add(jitter(self.first_pause)),
            None => {
                let doublings = 1_u32.checked_shl(done.saturating_sub(1)).unwrap_or(u32::MAX);
                jitter(self.first_pause.saturating_mul(doublings).min(self.longest_pause))
            }
        };
        match self.max_elapsed {
            Some(limit) if elapsed.saturating_add(pause) > limit => None,
            _ => Some(pause),
        }
    }
}

/// Anything from nothing to `limit`.
pub(super) fn jitter(limit: Duration) -> Duration {
    // 53 bits are what a float holds, so this is below 1.
    #[allow(clippy::cast_precision_loss)]
    let part = (random() >> 11) as f64 / (1_u64 << 53) as f64;
    limit.mul_f64(part)
}
