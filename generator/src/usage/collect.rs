//! What the whole crate declares: names that it imports, its types with their fields, its functions with their results.

use std::collections::{BTreeMap, BTreeSet};

use syn::visit::{self, Visit};

use super::index::Index;
use super::known::Known;
use super::resolve::{Bounds, Resolver};

/// The names that one file brings into sight: a name to the path that it stands for.
pub(super) type Imports = BTreeMap<String, Vec<String>>;

/// What the crate declares.
pub(super) struct World<'i> {
    pub(super) index: &'i Index,
    /// What the SDK is called in paths.
    pub(super) sdk: BTreeSet<String>,
    pub(super) imports: Vec<Imports>,
    /// Files that import everything of the SDK or of a module that may pass it on.
    pub(super) globs: Vec<bool>,
    /// Types that the crate declares itself.
    pub(super) types: BTreeSet<String>,
    /// Other names of types.
    pub(super) aliases: BTreeMap<String, (usize, syn::Type)>,
    /// Fields by type and name; tuple fields by position.
    pub(super) fields: BTreeMap<(String, String), Known>,
    /// Results by type (empty for free functions) and name; `None` where two of one name differ.
    pub(super) results: BTreeMap<(String, String), Option<Known>>,
    /// Constants and statics.
    pub(super) constants: BTreeMap<String, Known>,
    /// Every function that the crate declares, wherever.
    pub(super) functions: BTreeSet<String>,
    /// What a function hands to a closure that it takes, by the function's name.
    pub(super) gives: BTreeMap<String, Known>,
}

/// Reads the declarations of all files.
pub(super) fn collect<'i>(
    index: &'i Index,
    manifest: Option<&str>,
    files: &[(&str, syn::File)],
) -> World<'i> {
    let mut world = World {
        index,
        sdk: sdk_names(index, manifest),
        imports: Vec::new(),
        globs: Vec::new(),
        types: BTreeSet::new(),
        aliases: BTreeMap::new(),
        fields: BTreeMap::new(),
        results: BTreeMap::new(),
        constants: BTreeMap::new(),
        functions: BTreeSet::new(),
        gives: BTreeMap::new(),
    };
    for (number, (_, file)) in files.iter().enumerate() {
        world.imports.push(Imports::new());
        world.globs.push(false);
        Names { world: &mut world, number }.visit_file(file);
    }
    // Types are looked up by name, so that all names have to be known before any signature is read.
    for (number, (_, file)) in files.iter().enumerate() {
        Signatures { world: &mut world, number, of: String::new(), bounds: Vec::new() }.visit_file(file);
    }
    world
}

/// The library's own name and what the manifest renames it to.
fn sdk_names(index: &Index, manifest: Option<&str>) -> BTreeSet<String> {
    let mut names = BTreeSet::from([index.krate.clone()]);
    let Some(document) = manifest.and_then(|text| text.parse::<toml_edit::DocumentMut>().ok()) else {
        return names;
    };
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
    names
}

/// Imports, types and names of functions.
struct Names<'w, 'i> {
    world: &'w mut World<'i>,
    number: usize,
}

impl Names<'_, '_> {
    fn import(&mut self, tree: &syn::UseTree, path: &mut Vec<String>) {
        match tree {
            syn::UseTree::Path(step) => {
                path.push(step.ident.to_string());
                self.import(&step.tree, path);
                path.pop();
            }
            syn::UseTree::Group(group) => {
                for tree in &group.items {
                    self.import(tree, path);
                }
            }
            syn::UseTree::Name(name) => self.name(name.ident.to_string(), &name.ident.to_string(), path),
            syn::UseTree::Rename(rename) => {
                self.name(rename.rename.to_string(), &rename.ident.to_string(), path)
            }
            syn::UseTree::Glob(_) => {
                let mine = path.first().is_some_and(|first| {
                    self.world.sdk.contains(first) || ["crate", "self", "super"].contains(&first.as_str())
                });
                if let Some(glob) = self.world.globs.get_mut(self.number) {
                    *glob |= mine;
                }
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
        if let Some(imports) = self.world.imports.get_mut(self.number) {
            imports.insert(local, whole);
        }
    }
}

impl<'ast> Visit<'ast> for Names<'_, '_> {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.import(&item.tree, &mut Vec::new());
    }

    fn visit_item_extern_crate(&mut self, item: &'ast syn::ItemExternCrate) {
        if let Some((_, local)) = &item.rename
            && self.world.sdk.contains(&item.ident.to_string())
        {
            self.world.sdk.insert(local.to_string());
        }
    }

    fn visit_item_struct(&mut self, item: &'ast syn::ItemStruct) {
        self.world.types.insert(item.ident.to_string());
    }

    fn visit_item_enum(&mut self, item: &'ast syn::ItemEnum) {
        self.world.types.insert(item.ident.to_string());
    }

    fn visit_item_trait(&mut self, item: &'ast syn::ItemTrait) {
        self.world.types.insert(item.ident.to_string());
        visit::visit_item_trait(self, item);
    }

    fn visit_item_type(&mut self, item: &'ast syn::ItemType) {
        self.world.aliases.insert(item.ident.to_string(), (self.number, (*item.ty).clone()));
    }

    fn visit_signature(&mut self, signature: &'ast syn::Signature) {
        self.world.functions.insert(signature.ident.to_string());
    }
}

/// What fields, functions and constants are.
struct Signatures<'w, 'i> {
    world: &'w mut World<'i>,
    number: usize,
    /// The type whose functions are read; empty outside.
    of: String,
    bounds: Vec<Bounds>,
}

impl Signatures<'_, '_> {
    fn known(&self, written: &syn::Type) -> Known {
        Resolver { world: self.world, number: self.number, this: &self.of, bounds: &self.bounds }
            .known(written)
    }

    fn fields(&mut self, of: &str, fields: &syn::Fields) {
        for (position, field) in fields.iter().enumerate() {
            let name = field.ident.as_ref().map_or_else(|| position.to_string(), ToString::to_string);
            let known = self.known(&field.ty);
            self.world.fields.insert((of.to_owned(), name), known);
        }
    }

    /// What the first closure that a function takes is given, where its type is written out: `F: Fn(&Client)`.
    fn given(&self, signature: &syn::Signature) -> Option<Known> {
        struct Inputs<'s>(Vec<&'s syn::Type>);
        impl<'s> Visit<'s> for Inputs<'s> {
            fn visit_parenthesized_generic_arguments(
                &mut self,
                inner: &'s syn::ParenthesizedGenericArguments,
            ) {
                self.0.extend(inner.inputs.first().map(|input| &input.ty));
            }
        }
        let mut inputs = Inputs(Vec::new());
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

impl<'ast> Visit<'ast> for Signatures<'_, '_> {
    fn visit_item_struct(&mut self, item: &'ast syn::ItemStruct) {
        let name = item.ident.to_string();
        self.within(name.clone(), &item.generics, |this| this.fields(&name, &item.fields));
    }

    fn visit_item_enum(&mut self, item: &'ast syn::ItemEnum) {
        self.within(item.ident.to_string(), &item.generics, |this| {
            for variant in &item.variants {
                this.fields(&variant.ident.to_string(), &variant.fields);
            }
        });
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        let of = super::resolve::last_name(&item.self_ty);
        self.within(of.clone(), &item.generics, |this| {
            // `Deref`: what the type has no method for is looked for in what it stands for.
            for inner in &item.items {
                if let syn::ImplItem::Type(target) = inner
                    && target.ident == "Target"
                {
                    let known = this.known(&target.ty);
                    this.world.fields.insert((of.clone(), "*".to_owned()), known);
                }
            }
            visit::visit_item_impl(this, item);
        });
    }

    fn visit_item_trait(&mut self, item: &'ast syn::ItemTrait) {
        self.within(item.ident.to_string(), &item.generics, |this| visit::visit_item_trait(this, item));
    }

    fn visit_signature(&mut self, signature: &'ast syn::Signature) {
        let of = self.of.clone();
        self.within(of.clone(), &signature.generics, |this| {
            let result = match &signature.output {
                syn::ReturnType::Type(_, written) => this.known(written),
                syn::ReturnType::Default => Known::Other,
            };
            if let Some(given) = this.given(signature) {
                this.world.gives.insert(signature.ident.to_string(), given);
            }
            this.world
                .results
                .entry((of, signature.ident.to_string()))
                .and_modify(|known| *known = known.take().filter(|known| *known == result))
                .or_insert(Some(result));
        });
    }

    fn visit_item_const(&mut self, item: &'ast syn::ItemConst) {
        let known = self.known(&item.ty);
        self.world.constants.insert(item.ident.to_string(), known);
    }

    fn visit_item_static(&mut self, item: &'ast syn::ItemStatic) {
        let known = self.known(&item.ty);
        self.world.constants.insert(item.ident.to_string(), known);
    }
}
