//! What a generated crate consists of, without its names: two crates of one shape hold the same items.

use std::collections::BTreeMap;

/// How many files there are of each shape.
pub fn shapes(files: &BTreeMap<String, String>) -> BTreeMap<String, usize> {
    let mut shapes = BTreeMap::new();
    for (path, text) in files.iter().filter(|(path, _)| path.ends_with(".rs")) {
        let file = syn::parse_file(text).unwrap_or_else(|why| panic!("{path}: {why}"));
        let place = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let place = if place.starts_with("src/api/") { "src/api/*" } else { place };
        let mut lines = vec![place.to_owned(), attributes(&file.attrs)];
        lines.extend(file.items.iter().map(item));
        *shapes.entry(lines.join("\n")).or_insert(0) += 1;
    }
    shapes
}

fn item(item: &syn::Item) -> String {
    match item {
        syn::Item::Struct(it) => format!("{} struct of {}", attributes(&it.attrs), it.fields.len()),
        syn::Item::Enum(it) => format!("{} enum of {}", attributes(&it.attrs), it.variants.len()),
        syn::Item::Impl(it) => {
            let of = it.trait_.as_ref().and_then(|(path, _)| path.segments.last());
            let of = of.map_or("itself".to_owned(), |segment| segment.ident.to_string());
            let items = it.items.iter().map(impl_item).collect::<Vec<_>>().join(", ");
            format!("{} impl of {of}: {items}", attributes(&it.attrs))
        }
        syn::Item::Static(it) => format!("{} static", attributes(&it.attrs)),
        syn::Item::Type(it) => format!("{} type", attributes(&it.attrs)),
        syn::Item::Use(it) => format!("{} use", attributes(&it.attrs)),
        syn::Item::Mod(it) if it.content.is_none() => format!("{} mod", attributes(&it.attrs)),
        syn::Item::Macro(it) if it.ident.is_none() => {
            let name = it.mac.path.segments.last().map(|segment| segment.ident.to_string());
            format!("{} macro {}", attributes(&it.attrs), name.unwrap_or_default())
        }
        _ => "something that no template writes".to_owned(),
    }
}

fn impl_item(item: &syn::ImplItem) -> String {
    match item {
        syn::ImplItem::Fn(it) => format!("{} fn of {}", attributes(&it.attrs), it.block.stmts.len()),
        syn::ImplItem::Const(it) => format!("{} const", attributes(&it.attrs)),
        syn::ImplItem::Type(it) => format!("{} type", attributes(&it.attrs)),
        _ => "something that no template writes".to_owned(),
    }
}

/// The names of attributes; documentation alone may come and go with the text.
fn attributes(list: &[syn::Attribute]) -> String {
    let names = list
        .iter()
        .filter_map(|attribute| attribute.path().segments.last())
        .map(|segment| segment.ident.to_string());
    names.filter(|name| name != "doc").map(|name| format!("#{name}")).collect::<Vec<_>>().join(" ")
}

/// Tables and keys of a manifest; of features only how many there are, because tags name them.
pub fn manifest_shape(text: &str) -> Vec<String> {
    let document: toml_edit::DocumentMut = text.parse().unwrap_or_else(|why| panic!("{why}\n{text}"));
    let mut lines = Vec::new();
    for (name, item) in document.iter() {
        let keys: Vec<&str> = item.as_table().into_iter().flatten().map(|(key, _)| key).collect();
        lines.push(if name == "features" {
            format!("features: {}", keys.len())
        } else {
            format!("{name}: {keys:?}")
        });
    }
    lines
}
