//! The runtime of generated SDKs, as an ordinary crate so that it is compiled, linted and tested before it is
//! ever copied. A generated SDK carries `src/runtime/` word for word; nothing else of this crate goes there.

#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::todo,
    clippy::indexing_slicing,
    missing_docs,
    missing_debug_implementations,
    unsafe_code
)]

pub mod runtime;

// The macro is for the crate that carries the runtime, so only a test inside the crate can reach it.
#[cfg(all(test, feature = "serde"))]
mod bridge_tests;
