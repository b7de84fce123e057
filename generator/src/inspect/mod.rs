//! Stages as JSON: for people who ask what the generator understood, and for snapshots.
//!
//! What is absent or false is left out, so that every line says something; the order is the description's. Types are
//! told in words (`list of ChatRoom`, `text (date-time)`, `ChatRoom or null`), because a reader compares them with
//! the description and not with Rust.

mod api;
mod facts;
mod line;
mod names;
mod schemas;
mod words;

pub use api::api;
pub use facts::facts;
pub use names::names;
