//! What goes wrong when: decided by the number of the call and of its attempt, so that every run meets the same faults.

/// What the server does with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Answers.
    Answer,
    /// Answers after a while.
    Slow,
    /// 503, and nothing is carried out.
    Unavailable,
    /// 429 with `Retry-After: 0`.
    TooMany,
    /// Carries it out and hangs up in the middle of the answer.
    Cut,
    /// Carries it out and says nothing any more.
    Mute,
}

impl Act {
    /// Whether what was asked for has happened.
    pub fn carried_out(self) -> bool {
        !matches!(self, Self::Unavailable | Self::TooMany)
    }

    /// Whether it was answered as asked.
    pub fn answered(self) -> bool {
        matches!(self, Self::Answer | Self::Slow)
    }
}

/// What the server does with the request of this call that is the `seen`th to come.
pub fn act(call: usize, seen: usize) -> Act {
    match draw(call, seen, 1) {
        0..10 => Act::Unavailable,
        10..20 => Act::TooMany,
        20..30 => Act::Cut,
        30..38 => Act::Slow,
        38..40 => Act::Mute,
        _ => Act::Answer,
    }
}

/// Whether this attempt finds nobody who listens.
pub fn refused(call: usize, attempt: usize) -> bool {
    draw(call, attempt, 2) < 10
}

/// Whether a call changes something.
pub fn is_post(call: usize) -> bool {
    call % 2 == 1
}

/// Anything below 1000, always the same for the same numbers (SplitMix64).
fn draw(call: usize, attempt: usize, salt: u64) -> u64 {
    let seed = u64::try_from(call).unwrap_or_default() << 16
        | u64::try_from(attempt).unwrap_or_default() << 4
        | salt;
    let mut z = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (z ^ (z >> 31)) % 1000
}
