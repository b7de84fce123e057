//! The modules of a crate: what each brings into sight.

use std::collections::{BTreeMap, BTreeSet};

use syn::ext::IdentExt;

/// The names that one module brings into sight: a name to the path that it stands for. An empty path: it stands for
/// different things, as in `#[cfg(test)] use fake::Client` beside the real one.
type Imports = BTreeMap<String, Vec<String>>;

/// The modules of all files, by number.
#[derive(Debug, Default)]
pub(super) struct Modules {
    all: Vec<Module>,
    /// The module that each file is.
    roots: Vec<usize>,
    /// Modules that stand in files, by file, line and column of their names.
    inner: BTreeMap<(usize, usize, usize), usize>,
    /// Names that some module passes on; an empty path where several pass on different things.
    exported: Imports,
}

#[derive(Debug, Default)]
struct Module {
    name: String,
    imports: Imports,
    /// Whether it imports everything of a module of the SDK.
    sdk_glob: bool,
    /// Whether it imports everything of a module of the crate.
    own_glob: bool,
    /// Whether it imports everything of what may be either.
    other_glob: bool,
    /// Whether it imports everything of the module that it stands in.
    above: bool,
    outer: Option<usize>,
}

impl Modules {
    /// The module of one more file.
    pub(super) fn add_file(&mut self, path: &str) -> usize {
        let stem = path.strip_suffix(".rs").unwrap_or(path);
        let stem = stem.strip_suffix("/mod").unwrap_or(stem);
        let name = stem.rsplit('/').next().unwrap_or_default().to_owned();
        self.all.push(Module { name, ..Module::default() });
        self.roots.push(self.all.len() - 1);
        self.all.len() - 1
    }

    /// A module that stands in another.
    pub(super) fn add(&mut self, file: usize, outer: usize, item: &syn::ItemMod) -> usize {
        let name = item.ident.unraw().to_string();
        self.all.push(Module { name, outer: Some(outer), ..Module::default() });
        self.inner.insert(place(file, item), self.all.len() - 1);
        self.all.len() - 1
    }

    /// The module that a file is.
    pub(super) fn root(&self, file: usize) -> usize {
        self.roots.get(file).copied().unwrap_or_default()
    }

    /// The module of an item with a body.
    pub(super) fn inner(&self, file: usize, item: &syn::ItemMod) -> Option<usize> {
        self.inner.get(&place(file, item)).copied()
    }

    /// Notes a name that a module imports.
    pub(super) fn import(&mut self, module: usize, name: String, whole: Vec<String>, exported: bool) {
        if exported {
            agree(&mut self.exported, name.clone(), whole.clone());
        }
        if let Some(module) = self.all.get_mut(module) {
            agree(&mut module.imports, name, whole);
        }
    }

    /// Notes that a module imports everything of another.
    pub(super) fn glob(&mut self, module: usize, sdk: bool, own: bool, above: bool) {
        if let Some(module) = self.all.get_mut(module) {
            module.sdk_glob |= sdk;
            module.own_glob |= own;
            module.other_glob |= !own && !sdk;
            module.above |= above;
        }
    }

    /// The modules of a name.
    pub(super) fn named(&self, name: &str) -> impl Iterator<Item = usize> {
        let named = self.all.iter().enumerate().filter(move |(_, module)| module.name == name);
        named.map(|(number, _)| number)
    }

    /// What a name stands for in a module; empty where that is not certain.
    pub(super) fn imported(&self, module: usize, name: &str) -> Option<&[String]> {
        self.all.get(module)?.imports.get(name).map(Vec::as_slice)
    }

    /// Whether a module imports everything of what may hold the SDK's things.
    pub(super) fn has_glob(&self, module: usize) -> bool {
        self.all.get(module).is_some_and(|module| module.sdk_glob || module.own_glob)
    }

    /// Whether a module imports everything of one of the SDK, and of nothing else.
    pub(super) fn has_sdk_glob_only(&self, module: usize) -> bool {
        self.all.get(module).is_some_and(|module| module.sdk_glob && !module.own_glob && !module.other_glob)
    }

    /// The module around, where this one imports everything of it.
    pub(super) fn above(&self, module: usize) -> Option<usize> {
        self.all.get(module).filter(|module| module.above)?.outer
    }

    /// What modules pass on under this name; empty where it is not the same everywhere.
    pub(super) fn exported(&self, name: &str) -> Option<&Vec<String>> {
        self.exported.get(name)
    }

    /// Whether a module imports anything of the SDK, or everything of what may pass it on.
    pub(super) fn mentions(&self, module: usize, sdk: &BTreeSet<String>) -> bool {
        self.all.get(module).is_some_and(|module| {
            module.sdk_glob
                || module.own_glob
                || module.imports.values().any(|whole| whole.first().is_some_and(|first| sdk.contains(first)))
        })
    }

    /// What any module imports under this name.
    pub(super) fn anywhere(&self, name: &str) -> impl Iterator<Item = &Vec<String>> {
        self.all.iter().filter_map(move |module| module.imports.get(name))
    }
}

/// Where two things of one name differ, the name stands for neither.
fn agree(imports: &mut Imports, name: String, whole: Vec<String>) {
    imports
        .entry(name)
        .and_modify(|before| {
            if *before != whole {
                before.clear();
            }
        })
        .or_insert_with(|| whole.clone());
}

fn place(file: usize, item: &syn::ItemMod) -> (usize, usize, usize) {
    let at = item.ident.span().start();
    (file, at.line, at.column)
}
