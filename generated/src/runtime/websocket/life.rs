//! Whether the server at the other end is still there.

use std::time::Duration;

/// How long what may last.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// Until a server that says nothing is asked whether it is there.
    pub(super) ping_after: Duration,
    /// Until a server from which nothing comes counts as gone.
    pub(super) silence: Duration,
    /// Until a server from which no frame comes counts as gone.
    pub(super) heartbeat: Option<Duration>,
}

/// When there were signs of life, by the transport's clock.
#[derive(Clone, Copy, Debug)]
pub(super) struct Life {
    /// Anything.
    heard: Duration,
    /// A frame.
    told: Duration,
    pinged: bool,
}

/// What the time calls for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Due {
    /// Nothing for so long.
    Wait(Duration),
    Ping,
    Gone,
}

impl Life {
    pub(super) fn new(now: Duration) -> Self {
        Self { heard: now, told: now, pinged: false }
    }

    pub(super) fn heard(&mut self, now: Duration) {
        self.heard = now;
        self.pinged = false;
    }

    pub(super) fn told(&mut self, now: Duration) {
        self.heard(now);
        self.told = now;
    }

    pub(super) fn last(&self) -> Duration {
        self.heard
    }

    pub(super) fn due(&mut self, now: Duration, limits: &Limits) -> Due {
        let silence = self.heard.saturating_add(limits.silence);
        let end = match limits.heartbeat {
            Some(heartbeat) => silence.min(self.told.saturating_add(heartbeat)),
            None => silence,
        };
        if now >= end {
            return Due::Gone;
        }
        let ping = self.heard.saturating_add(limits.ping_after);
        if !self.pinged && now >= ping {
            self.pinged = true;
            return Due::Ping;
        }
        let next = if self.pinged { end } else { end.min(ping) };
        Due::Wait(next.saturating_sub(now))
    }
}
