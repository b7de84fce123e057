//! What the whole crate declares: names that it imports, its types with their fields, its functions with their results.

use std::collections::{BTreeMap, BTreeSet};

use syn::ext::IdentExt;
use syn::visit::{self, Visit};

use super::index::Index;
use super::known::Known;
use super::modules::Modules;
use super::resolve::{Bounds, Resolver};

/// What the crate declares.
pub(super) struct World<'i> {
    pub(super) index: &'i Index,
    /// What the SDK is called in paths.
    pub(super) sdk: BTreeSet<String>,
    /// The modules of all files: a file's own, and those that stand in it.
    pub(super) modules: Modules,
    /// Types that the crate declares itself, with their modules.
    pub(super) types: BTreeMap<String, Vec<usize>>,
    /// Other names of types, with their modules.
    pub(super) aliases: BTreeMap<String, Vec<(usize, syn::Type)>>,
    /// Fields by type and name; tuple fields by position.
    pub(super) fields: BTreeMap<(String, String), Known>,
    /// Results by type (empty for free functions) and name; `None` where two of one name differ.
    pub(super) results: BTreeMap<(String, String), Option<Known>>,
    /// Constants and statics.
    pub(super) constants: BTreeMap<String, Known>,
    /// Every function that the crate declares, wherever.
    pub(super) functions: BTreeSet<String>,
    /// The traits that the crate declares.
    pub(super) traits: BTreeSet<String>,
    /// What a function hands to a closure that it takes, by the function's name.
    pub(super) gives: BTreeMap<String, Known>,
}

/// Reads the declarations of all files.
pub(super) fn collect<'i>(index: &'i Index, manifests: &[String], files: &[(&str, syn::File)]) -> World<'i> {
    let mut world = World {
        index,
        sdk: sdk_names(index, manifests),
        modules: Modules::default(),
        types: BTreeMap::new(),
        aliases: BTreeMap::new(),
        fields: BTreeMap::new(),
        results: BTreeMap::new(),
        constants: BTreeMap::new(),
        functions: BTreeSet::new(),
        traits: BTreeSet::new(),
        gives: BTreeMap::new(),
    };
    for (number, (path, file)) in files.iter().enumerate() {
        let module = world.modules.add_file(path);
        Names { world: &mut world, file: number, number: module, public: false }.visit_file(file);
    }
    // Types are looked up by name, so that all names have to be known before any signature is read.
    for (number, (_, file)) in files.iter().enumerate() {
        let module = world.modules.root(number);
        Signatures { world: &mut world, file: number, number: module, of: String::new(), bounds: Vec::new() }
            .visit_file(file);
    }
    world
}

/// The library's own name and what manifests rename it to.
fn sdk_names(index: &Index, manifests: &[String]) -> BTreeSet<String> {
    let mut names = BTreeSet::from([index.krate.clone()]);
    for text in manifests {
        let Ok(document) = text.parse::<toml_edit::DocumentMut>() else { continue };
        let mut tables: Vec<&dyn toml_edit::TableLike> = vec![document.as_table()];
        while let Some(table) = tables.pop() {
            for (key, item) in table.iter() {
                let Some(inner) = item.as_table_like() else { continue };
                let package = inner.get("package").and_then(toml_edit::Item::as_str);
                if package.is_some_and(|package| package.replace('-', "_") == index.krate) {
                    names.insert(key.replace('-', "_"));
                }
                tables.push(inner);
            }
        }
    }
    names
}

/// Imports, types and names of functions.
struct Names<'w, 'i> {
    world: &'w mut World<'i>,
    file: usize,
    /// The module.
    number: usize,
    /// Whether the import that is read passes names on.
    public: bool,
}

impl Names<'_, '_> {
    fn declare(&mut self, name: &syn::Ident) {
        self.world.types.entry(name.unraw().to_string()).or_default().push(self.number);
    }

    fn import(&mut self, tree: &syn::UseTree, path: &mut Vec<String>) {
        match tree {
            syn::UseTree::Path(step) => {
                path.push(step.ident.unraw().to_string());
                self.import(&step.tree, path);
                path.pop();
            }
            syn::UseTree::Group(group) => {
                for tree in &group.items {
                    self.import(tree, path);
                }
            }
            syn::UseTree::Name(name) => {
                self.name(name.ident.unraw().to_string(), &name.ident.unraw().to_string(), path)
            }
            syn::UseTree::Rename(rename) => {
                self.name(rename.rename.unraw().to_string(), &rename.ident.unraw().to_string(), path)
            }
            syn::UseTree::Glob(_) => {
                let first = path.first().map(String::as_str).unwrap_or_default();
                let sdk = self.world.sdk.contains(first);
                let own = ["crate", "self", "super"].contains(&first);
                let above = path.len() == 1 && path.first().is_some_and(|first| first == "super");
                self.world.modules.glob(self.number, sdk, own, above);
            }
        }
    }

    fn name(&mut self, local: String, last: &str, path: &[String]) {
        let mut whole = path.to_vec();
        if last != "self" {
            whole.push(last.to_owned());
        }
        let local = if local == "self" { whole.last().cloned().unwrap_or_default() } else { local };
        if let [one] = whole.as_slice()
            && self.world.sdk.contains(one)
        {
            self.world.sdk.insert(local.clone());
        }
        // `pub use crate::a::Name` passes on what stands under the same name there already.
        let renamed = whole.last() != Some(&local);
        let outside =
            whole.first().is_some_and(|first| !["crate", "self", "super"].contains(&first.as_str()));
        self.world.modules.import(self.number, local, whole, self.public && (outside || renamed));
    }
}

impl<'ast> Visit<'ast> for Names<'_, '_> {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.public = !matches!(item.vis, syn::Visibility::Inherited);
        self.import(&item.tree, &mut Vec::new());
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if item.content.is_some() {
            let inner = self.world.modules.add(self.file, self.number, item);
            let outer = std::mem::replace(&mut self.number, inner);
            visit::visit_item_mod(self, item);
            self.number = outer;
        }
    }

    fn visit_item_extern_crate(&mut self, item: &'ast syn::ItemExternCrate) {
        if let Some((_, local)) = &item.rename
            && self.world.sdk.contains(&item.ident.unraw().to_string())
        {
            self.world.sdk.insert(local.to_string());
        }
    }

    fn visit_item_struct(&mut self, item: &'ast syn::ItemStruct) {
        self.declare(&item.ident);
    }

    fn visit_item_enum(&mut self, item: &'ast syn::ItemEnum) {
        self.declare(&item.ident);
    }

    fn visit_item_trait(&mut self, item: &'ast syn::ItemTrait) {
        self.declare(&item.ident);
        self.world.traits.insert(item.ident.unraw().to_string());
        visit::visit_item_trait(self, item);
    }

    fn visit_item_type(&mut self, item: &'ast syn::ItemType) {
        let alias = (self.number, (*item.ty).clone());
        self.world.aliases.entry(item.ident.unraw().to_string()).or_default().push(alias);
    }

    fn visit_signature(&mut self, signature: &'ast syn::Signature) {
        self.world.functions.insert(signature.ident.unraw().to_string());
    }
}

/// What closures are given whose types are written out: `Fn(&Client)`.
#[derive(Default)]
pub(super) struct Inputs<'s>(pub(super) Vec<&'s syn::Type>);

impl<'s> Visit<'s> for Inputs<'s> {
    fn visit_parenthesized_generic_arguments(&mut self, inner: &'s syn::ParenthesizedGenericArguments) {
        self.0.extend(inner.inputs.first().map(|input| &input.ty));
    }
}

/// What fields, functions and constants are.
struct Signatures<'w, 'i> {
    world: &'w mut World<'i>,
    file: usize,
    /// The module.
    number: usize,
    /// The type whose functions are read; empty outside.
    of: String,
    bounds: Vec<Bounds>,
}

impl Signatures<'_, '_> {
    fn resolver(&self) -> Resolver<'_, '_> {
        Resolver { world: self.world, number: self.number, this: &self.of, bounds: &self.bounds }
    }

    fn known(&self, written: &syn::Type) -> Known {
        self.resolver().known(written)
    }

    fn fields(&mut self, of: &str, fields: &syn::Fields) {
        for (position, field) in fields.iter().enumerate() {
            let name =
                field.ident.as_ref().map_or_else(|| position.to_string(), |name| name.unraw().to_string());
            let known = self.known(&field.ty);
            agree(&mut self.world.fields, (of.to_owned(), name), known);
        }
    }

    /// What the first closure that a function takes is given, where its type is written out: `F: Fn(&Client)`.
    fn given(&self, signature: &syn::Signature) -> Option<Known> {
        let mut inputs = Inputs::default();
        inputs.visit_generics(&signature.generics);
        signature.inputs.iter().for_each(|input| inputs.visit_fn_arg(input));
        inputs.0.into_iter().map(|written| self.known(written)).find(Known::tells)
    }

    fn within(&mut self, of: String, generics: &syn::Generics, inner: impl FnOnce(&mut Self)) {
        let before = std::mem::replace(&mut self.of, of);
        self.bounds.push(Bounds::of(generics));
        inner(self);
        self.bounds.pop();
        self.of = before;
    }
}

/// Where two things of one name differ, nothing is known of it.
fn agree<K: Ord>(map: &mut BTreeMap<K, Known>, key: K, known: Known) {
    map.entry(key)
        .and_modify(|before| {
            if *before != known {
                *before = Known::Unknown;
            }
        })
        .or_insert_with(|| known.clone());
}

impl<'ast> Visit<'ast> for Signatures<'_, '_> {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if let Some(inner) = self.world.modules.inner(self.file, item) {
            let outer = std::mem::replace(&mut self.number, inner);
            visit::visit_item_mod(self, item);
            self.number = outer;
        }
    }

    fn visit_item_struct(&mut self, item: &'ast syn::ItemStruct) {
        let name = item.ident.unraw().to_string();
        self.within(name.clone(), &item.generics, |this| this.fields(&name, &item.fields));
    }

    fn visit_item_enum(&mut self, item: &'ast syn::ItemEnum) {
        self.within(item.ident.unraw().to_string(), &item.generics, |this| {
            for variant in &item.variants {
                this.fields(&variant.ident.unraw().to_string(), &variant.fields);
            }
        });
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        let of = super::resolve::last_name(&item.self_ty);
        self.within(of.clone(), &item.generics, |this| {
            for inner in &item.items {
                let syn::ImplItem::Type(target) = inner else { continue };
                let known = this.known(&target.ty);
                // `Deref`: what the type has no method for is looked for in what it stands for.
                if target.ident == "Target" {
                    agree(&mut this.world.fields, (of.clone(), "*".to_owned()), known.clone());
                }
                agree(&mut this.world.fields, (of.clone(), format!("::{}", target.ident)), known);
            }
            visit::visit_item_impl(this, item);
        });
    }

    fn visit_item_trait(&mut self, item: &'ast syn::ItemTrait) {
        let name = item.ident.unraw().to_string();
        self.within(name.clone(), &item.generics, |this| {
            for inner in &item.items {
                let syn::TraitItem::Type(held) = inner else { continue };
                let known = this.resolver().bound_by(held.bounds.iter(), 0);
                agree(&mut this.world.fields, (name.clone(), format!("::{}", held.ident)), known);
            }
            visit::visit_item_trait(this, item);
        });
    }

    fn visit_macro(&mut self, inner: &'ast syn::Macro) {
        if let Some(file) = super::macros::items(inner) {
            Signatures {
                world: self.world,
                file: self.file,
                number: self.number,
                of: String::new(),
                bounds: Vec::new(),
            }
            .visit_file(&file);
        }
    }

    fn visit_signature(&mut self, signature: &'ast syn::Signature) {
        let of = self.of.clone();
        self.within(of.clone(), &signature.generics, |this| {
            let result = match &signature.output {
                syn::ReturnType::Type(_, written) => this.known(written),
                syn::ReturnType::Default => Known::Other,
            };
            if let Some(given) = this.given(signature) {
                agree(&mut this.world.gives, signature.ident.unraw().to_string(), given);
            }
            this.world
                .results
                .entry((of, signature.ident.unraw().to_string()))
                .and_modify(|known| *known = known.take().filter(|known| *known == result))
                .or_insert(Some(result));
        });
    }

    fn visit_item_const(&mut self, item: &'ast syn::ItemConst) {
        let known = self.known(&item.ty);
        agree(&mut self.world.constants, item.ident.unraw().to_string(), known);
    }

    fn visit_item_static(&mut self, item: &'ast syn::ItemStatic) {
        let known = self.known(&item.ty);
        agree(&mut self.world.constants, item.ident.unraw().to_string(), known);
    }
}
