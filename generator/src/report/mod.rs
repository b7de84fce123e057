//! Findings for people and for programs: a top room, which alone asks [`crate::read`] for positions.

mod draw;
mod json;
mod place;
mod summary;
mod window;

use crate::diag::Place;
use crate::read::Files;

pub use draw::draw;
pub use json::json;
pub use summary::{report, summary};

/// The lines and columns of places, both from 1; `None` where a place is a whole file.
pub fn lines<'p>(
    files: &dyn Files,
    places: impl Iterator<Item = &'p Place> + Clone,
) -> Vec<Option<(usize, usize)>> {
    let shelf = place::Shelf::of_places(files, places.clone());
    places.map(|place| shelf.spot(place).map(|spot| (spot.line, spot.column))).collect()
}
