//! What random bytes must not do, one module per target.
//!
//! The generator's own tests run the same checks over `found/`: what was found once is never found again.

pub mod docs;
pub mod generator;
pub mod overlay;
pub mod reader;
pub mod runtime;
