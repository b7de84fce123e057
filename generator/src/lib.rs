//! `sdkwright` reads the description of an HTTP API and writes a complete Rust SDK crate.

#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

pub mod api;
pub mod cli;
pub mod config;
pub mod diag;
pub mod document;
pub mod emit;
pub mod facts;
pub mod inspect;
pub mod names;
pub mod read;
pub mod report;
pub mod lower;
pub mod surface;
pub mod view;
pub mod render;
pub mod pipeline;
