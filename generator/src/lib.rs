//! `sdkwright` reads the description of an HTTP API and writes a complete Rust SDK crate.
//!
//! # Stages
//!
//! One direction, one type per stage, one module per stage; [`pipeline`] calls them in this order.
//!
//! | stage | from | to |
//! |---|---|---|
//! | [`mod@read`] | files | [`Document`](document::Document): what they say, every node with its place |
//! | [`overlay`] | `Document` | `Document`: changed as `--overlay` files say |
//! | [`api`] | `Document` | [`Api`](api::Api): what the description means, references resolved, no word of Rust |
//! | [`facts`] | `Api` | [`Facts`](facts::Facts): cycles, what requests and results reach, how unions are told apart |
//! | [`names`] | `Api`, `Facts` | [`Names`](names::Names): the only map from ids to Rust identifiers |
//! | [`lower`] | all of these | [`CrateView`](view::CrateView): what templates print, every string final |
//! | [`render`] | `CrateView` | [`FileSet`](emit::FileSet): formatted files in memory |
//! | [`emit`] | `FileSet` | a folder, written or compared |
//!
//! Beside them: [`diag`] (findings with codes and places), [`config`] (`sdk.yaml`), [`inspect`] (a stage as JSON),
//! [`usage`] (which operations a user's crate calls), [`report`] (findings drawn with their lines) and [`cli`]. While findings hold an error, nothing is to be written.
//!
//! # Where something new goes
//!
//! - What a description may say: [`mod@read`] and [`document`] for its form, [`api`] for its meaning.
//! - What follows from it: [`facts`]. What it is called: [`names`].
//! - What Rust it becomes: [`lower`] decides, [`view`] holds it, a template prints it.
//! - What every SDK needs while it runs: the runtime, an ordinary crate beside the templates.
//!
//! `ARCHITECTURE.md` in the repository has the rooms, the guides and the reasons.
//!
//! # From a program
//!
//! ```
//! use sdkwright::diag::Findings;
//! use sdkwright::pipeline::{Input, generate};
//! use sdkwright::read::{Memory, Source};
//!
//! let text = r#"
//! openapi: 3.1.0
//! info: {title: Pets, version: 1.0.0}
//! paths:
//!   /pets/{id}:
//!     get:
//!       operationId: getPet
//!       parameters: [{name: id, in: path, required: true, schema: {type: string}}]
//!       responses: {'204': {description: It is there.}}
//! "#;
//! let source = Source::new("pets.yaml", Memory::new().with("pets.yaml", text));
//! let input = Input { spec: "pets.yaml".into(), ..Input::default() };
//! let mut findings = Findings::default();
//! let generated = generate(&input, &source, &mut findings).ok_or("it cannot be read")?;
//! assert!(!findings.has_errors());
//! assert!(generated.files.get("src/api/default/get_pet.rs").is_some());
//! # Ok::<(), &str>(())
//! ```

#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)
)]

pub mod api;
pub mod cli;
pub mod config;
pub mod diag;
pub mod document;
pub mod emit;
pub mod facts;
pub mod inspect;
pub mod lower;
pub mod names;
pub mod overlay;
pub mod pipeline;
pub mod read;
pub mod render;
pub mod report;
pub mod surface;
pub mod usage;
pub mod view;
