//! What the tests of the SDK as a whole stand on: a small HTTP server on loopback. The tests live in `tests/`.

pub mod demo;
pub mod raw;
pub mod server;
pub mod stream;

pub use server::{Answer, Seen, Server};

/// What the README shows compiles.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
pub struct Readme;
