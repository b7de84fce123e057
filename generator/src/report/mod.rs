//! Findings for people and for programs: a top room, which alone asks [`crate::read`] for positions.

mod draw;
mod json;
mod needs;
mod permissions;
mod place;
mod summary;
mod window;

use crate::diag::Place;
use crate::read::Files;

pub use draw::draw;
pub use json::json;
pub use needs::{Granted, Needs, needs};
pub use permissions::permissions;
pub use summary::{report, summary};

/// How a table is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// For a terminal.
    #[default]
    Text,
    /// For a page.
    Markdown,
    /// For a program.
    Json,
}

impl Format {
    /// All of them.
    pub const ALL: [Format; 3] = [Format::Text, Format::Markdown, Format::Json];

    /// The word on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Markdown => "markdown",
            Format::Json => "json",
        }
    }
}

/// The lines and columns of places, both from 1; `None` where a place is a whole file.
pub fn lines<'p>(
    files: &dyn Files,
    places: impl Iterator<Item = &'p Place> + Clone,
) -> Vec<Option<(usize, usize)>> {
    let shelf = place::Shelf::of_places(files, places.clone());
    places.map(|place| shelf.spot(place).map(|spot| (spot.line, spot.column))).collect()
}
