//! Surface cards of the repository's own description: what changes for users when it changes.

#[allow(dead_code)]
mod in_memory;

use std::collections::BTreeSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};

use in_memory::{FIXTURES, fixture, repository, run, tests};
use sdkwright::surface::cards;

#[test]
fn cards_of_the_repository() {
    let run = run(&repository());
    assert!(!run.findings.has_errors(), "{}", run.drawn());
    let folder = tests().join("surface");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(&folder);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let (mut wanted, mut changed) = (BTreeSet::new(), Vec::new());
    for card in cards(&run.generated.expect("it is read").view) {
        let compare = || settings.bind(|| insta::assert_snapshot!(card.name.as_str(), &card.text));
        if catch_unwind(AssertUnwindSafe(compare)).is_err() {
            changed.push(card.name.clone());
        }
        assert!(wanted.insert(format!("{}.snap", card.name)), "two cards are called {}", card.name);
    }
    assert!(changed.is_empty(), "{} cards are not as in their snapshots: {changed:#?}", changed.len());
    let names = fs::read_dir(&folder).expect("a folder").map(|entry| entry.expect("an entry").file_name());
    let stored: BTreeSet<String> = names
        .map(|name| name.to_string_lossy().into_owned())
        .filter(|name| !name.ends_with(".new"))
        .collect();
    let stale: Vec<&String> = stored.difference(&wanted).collect();
    assert!(stale.is_empty(), "cards of what is no longer there; delete them: {stale:#?}");
}

/// Every operation, argument, setter, model, field, value and candidate of a view stands in a card of its own place.
#[test]
fn nothing_is_left_out() {
    for name in FIXTURES {
        let view = run(&fixture(name)).generated.expect("it is read").view;
        let cards = cards(&view);
        let text = |name: String| &cards.iter().find(|card| card.name == name).expect("a card").text;
        for tag in &view.tags {
            let card = text(format!("tag-{}", tag.module));
            for operation in &tag.operations {
                assert!(card.contains(&format!(".{}(", operation.method)), "{card}");
                assert!(card.contains(&operation.facts.constant), "{card}");
                for argument in &operation.arguments {
                    assert!(card.contains(&format!("{}: {}", argument.name, argument.ty)), "{card}");
                }
                for setter in &operation.setters {
                    assert!(card.contains(&format!(".{}({})", setter.name, setter.ty)), "{card}");
                }
            }
        }
        for model in &view.models {
            use sdkwright::view::ModelView::{Alias, Enum, Struct, Union};
            let card = text(format!("model-{}", model.module()));
            let parts: Vec<String> = match model {
                Struct(view) => view
                    .fields
                    .iter()
                    .map(|field| format!("{}: {}  {}", field.name, field.ty, field.key))
                    .collect(),
                Enum(view) => view.values.iter().map(|value| format!("    {}  ", value.name)).collect(),
                Union(view) => {
                    view.variants.iter().map(|variant| format!("{}({})", variant.name, variant.ty)).collect()
                }
                Alias(view) => vec![view.ty.clone()],
            };
            for part in parts {
                assert!(card.contains(&part), "{part} is not in\n{card}");
            }
        }
    }
}
