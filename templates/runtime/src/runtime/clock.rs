//! The system's clocks.

use std::time::Duration;

/// The time since some moment that stays the same while the program runs; it never goes backwards.
#[cfg(not(target_arch = "wasm32"))]
pub(super) fn monotonic() -> Duration {
    use std::sync::OnceLock;
    use std::time::Instant;
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed()
}

/// The time since 1970 began.
#[cfg(not(target_arch = "wasm32"))]
pub(super) fn unix_time() -> Duration {
    use std::time::SystemTime;
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default()
}

// The standard library's clocks panic in a browser; its transport has clocks of its own.
#[cfg(target_arch = "wasm32")]
pub(super) fn monotonic() -> Duration {
    Duration::ZERO
}

#[cfg(target_arch = "wasm32")]
pub(super) fn unix_time() -> Duration {
    Duration::ZERO
}
