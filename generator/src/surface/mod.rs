//! Surface cards: what a user of the SDK can name and call, one line per item, made from the view.
//!
//! A card leaves out documentation and everything inside functions, so that it changes when the SDK's surface or its
//! behaviour on the wire does, and only then. Cards are what a reviewer of a changed description reads first.

mod client;
mod expression;
mod models;
mod tags;

use crate::view::CrateView;

/// A part of the surface in text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// `client`, `tag-chat`, `model-room`: unique within a crate.
    pub name: String,
    /// Its lines.
    pub text: String,
}

/// Every card of a crate: the client, then the tags, then the models, each in the order of the description.
pub fn cards(view: &CrateView) -> Vec<Card> {
    let mut cards = vec![Card { name: "client".to_owned(), text: client::card(view) }];
    cards.extend(
        view.tags.iter().map(|tag| Card { name: format!("tag-{}", tag.module), text: tags::card(tag, view) }),
    );
    let model = |model| Card {
        name: format!("model-{}", crate::view::ModelView::module(model)),
        text: models::card(model),
    };
    cards.extend(view.models.iter().map(model));
    cards
}

/// Lines, one below the other.
fn lines(lines: impl IntoIterator<Item = String>) -> String {
    lines.into_iter().collect::<Vec<_>>().join("\n")
}

/// Marks what the description calls deprecated.
fn deprecated(is: bool) -> &'static str {
    if is { "  (deprecated)" } else { "" }
}
