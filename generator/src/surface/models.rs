//! The card of a model: its fields, values or candidates.

use super::expression::{numbers, text, texts};
use super::{deprecated, lines};
use crate::view::{AliasView, EnumView, ModelView, StructView, UnionView};

/// One line per field, value or candidate, with what stands on the wire.
pub(super) fn card(model: &ModelView) -> String {
    lines(match model {
        ModelView::Struct(view) => fields(view),
        ModelView::Enum(view) => values(view),
        ModelView::Union(view) => candidates(view),
        ModelView::Alias(view) => alias(view),
    })
}

fn fields(view: &StructView) -> Vec<String> {
    let mut all = vec![format!("struct {}: {}{}", view.name, view.derives, deprecated(view.deprecated))];
    if view.writes_default {
        all.push("    Default, written out".to_owned());
    }
    if let Some(new) = &view.new {
        all.push(format!("    new({})", new.arguments.join(", ")));
    }
    for field in &view.fields {
        let required = view.filled.iter().take(view.required).any(|name| *name == field.name);
        let needed = if required { ", required" } else { "" };
        let end = deprecated(field.deprecated);
        all.push(format!("    {}: {}  {}{needed}{end}", field.name, field.ty, field.key));
    }
    all.extend(view.extra.iter().map(|field| format!("    {}: {}  all other members", field.name, field.ty)));
    all
}

fn values(view: &EnumView) -> Vec<String> {
    let kind = if view.integer { "numbers" } else { "words" };
    let mut all = vec![format!("enum {} of {kind}{}", view.name, deprecated(view.deprecated))];
    let words = if view.integer { numbers(&view.words) } else { texts(&view.words) };
    let words = words.iter().map(|word| if view.integer { word.clone() } else { format!("\"{word}\"") });
    all.extend(view.values.iter().zip(words).map(|(value, word)| format!("    {}  {word}", value.name)));
    all.push(format!("    {}  any other", view.unknown));
    all
}

fn candidates(view: &UnionView) -> Vec<String> {
    let mut all = vec![format!("enum {} of candidates{}", view.name, deprecated(view.deprecated))];
    all.extend(view.variants.iter().map(|variant| format!("    {}({})", variant.name, variant.ty)));
    all.push(format!("    {}  any other", view.unknown));
    if let Some(tag) = &view.read.tag {
        let arms = view.read.arms.iter().map(|arm| format!("        {} -> {}", arm.values, arm.variant));
        all.push(format!("    told apart by \"{}\"", text(tag)));
        all.extend(arms);
    } else {
        all.push("    tried in this order".to_owned());
        let tries = view.read.tries.iter();
        all.extend(tries.map(|try_| match &try_.guard {
            Some(guard) => format!("        {} where {guard}", try_.variant),
            None => format!("        {}", try_.variant),
        }));
    }
    all
}

fn alias(view: &AliasView) -> Vec<String> {
    let end = deprecated(view.deprecated);
    vec![if view.knot {
        format!("struct {}({}): Clone, Debug, Default, PartialEq{end}", view.name, view.ty)
    } else {
        format!("type {} = {}{end}", view.name, view.ty)
    }]
}
