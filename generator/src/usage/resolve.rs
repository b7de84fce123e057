//! What a written type is, as far as names tell.

use std::collections::BTreeMap;

use syn::ext::IdentExt;

use super::collect::World;
use super::known::Known;

/// Type parameters in sight with what they are bound by.
#[derive(Clone, Default)]
pub(super) struct Bounds(BTreeMap<String, Vec<syn::TypeParamBound>>);

impl Bounds {
    pub(super) fn of(generics: &syn::Generics) -> Self {
        let mut bounds = Bounds::default();
        for parameter in generics.type_params() {
            bounds.0.insert(parameter.ident.to_string(), parameter.bounds.iter().cloned().collect());
        }
        for predicate in generics.where_clause.iter().flat_map(|clause| &clause.predicates) {
            if let syn::WherePredicate::Type(predicate) = predicate {
                let name = last_name(&predicate.bounded_ty);
                bounds.0.entry(name).or_default().extend(predicate.bounds.iter().cloned());
            }
        }
        bounds
    }
}

/// The last word of a type's path; empty for what is no path.
pub(super) fn last_name(written: &syn::Type) -> String {
    match written {
        syn::Type::Path(path) => {
            path.path.segments.last().map(|last| last.ident.unraw().to_string()).unwrap_or_default()
        }
        syn::Type::Reference(reference) => last_name(&reference.elem),
        syn::Type::Paren(inner) => last_name(&inner.elem),
        syn::Type::Group(inner) => last_name(&inner.elem),
        _ => String::new(),
    }
}

/// Looks types up from one place of one file.
pub(super) struct Resolver<'r, 'i> {
    pub(super) world: &'r World<'i>,
    pub(super) number: usize,
    /// What `Self` is.
    pub(super) this: &'r str,
    pub(super) bounds: &'r [Bounds],
}

impl Resolver<'_, '_> {
    /// What a value of a written type is.
    pub(super) fn known(&self, written: &syn::Type) -> Known {
        self.at(written, 0)
    }

    fn at(&self, written: &syn::Type, depth: usize) -> Known {
        if depth > 16 {
            return Known::Unknown;
        }
        match written {
            syn::Type::Reference(inner) => self.at(&inner.elem, depth),
            syn::Type::Paren(inner) => self.at(&inner.elem, depth),
            syn::Type::Group(inner) => self.at(&inner.elem, depth),
            syn::Type::Slice(inner) => self.at(&inner.elem, depth),
            syn::Type::Array(inner) => self.at(&inner.elem, depth),
            syn::Type::Ptr(inner) => self.at(&inner.elem, depth),
            syn::Type::Tuple(tuple) if tuple.elems.is_empty() => Known::Other,
            syn::Type::Tuple(tuple) => {
                Known::Tuple(tuple.elems.iter().map(|part| self.at(part, depth + 1)).collect())
            }
            syn::Type::FnPtr(function) => Known::Function(Box::new(self.output(&function.output, depth))),
            syn::Type::ImplTrait(written) => self.bound_by(written.bounds.iter(), depth),
            syn::Type::TraitObject(written) => self.bound_by(written.bounds.iter(), depth),
            syn::Type::Path(path) => self.path(&path.path, depth),
            syn::Type::Never(_) => Known::Other,
            _ => Known::Unknown,
        }
    }

    fn output(&self, output: &syn::ReturnType, depth: usize) -> Known {
        match output {
            syn::ReturnType::Type(_, written) => self.at(written, depth + 1),
            syn::ReturnType::Default => Known::Other,
        }
    }

    pub(super) fn bound_by<'b>(
        &self,
        bounds: impl Iterator<Item = &'b syn::TypeParamBound>,
        depth: usize,
    ) -> Known {
        for bound in bounds {
            if let syn::TypeParamBound::Trait(bound) = bound {
                let known = self.path(&bound.path, depth + 1);
                if known.tells() {
                    return known;
                }
            }
        }
        Known::Unknown
    }

    fn path(&self, path: &syn::Path, depth: usize) -> Known {
        let words: Vec<String> =
            path.segments.iter().map(|segment| segment.ident.unraw().to_string()).collect();
        let (Some(first), Some(last)) = (words.first(), path.segments.last()) else { return Known::Unknown };
        if let [first, name] = words.as_slice()
            && first == "Self"
        {
            let held = self.world.fields.get(&(self.this.to_owned(), format!("::{name}")));
            return held.cloned().unwrap_or_default();
        }
        if words.len() == 1 {
            if first == "Self" {
                return self.named(&[self.this.to_owned()], depth);
            }
            if let Some(bounds) = self.bounds.iter().rev().find_map(|bounds| bounds.0.get(first)) {
                return self.bound_by(bounds.iter(), depth + 1);
            }
        }
        let known = self.named(&words, depth);
        if known != Known::Unknown {
            return known;
        }
        self.inside(&last.arguments, depth)
    }

    /// What a wrapper holds: `Arc<Client>`, `Result<Client, E>`, `Deref<Target = Client>`, `Fn(&str) -> Client`.
    fn inside(&self, arguments: &syn::PathArguments, depth: usize) -> Known {
        match arguments {
            syn::PathArguments::None => Known::Unknown,
            syn::PathArguments::Parenthesized(inner) => {
                Known::Function(Box::new(self.output(&inner.output, depth)))
            }
            syn::PathArguments::AngleBracketed(inner) => inner
                .args
                .iter()
                .filter_map(|argument| match argument {
                    syn::GenericArgument::Type(written) => Some(self.at(written, depth + 1)),
                    syn::GenericArgument::AssocType(bound) => Some(self.at(&bound.ty, depth + 1)),
                    _ => None,
                })
                .find(Known::tells)
                .unwrap_or(Known::Unknown),
        }
    }

    /// What a path of names stands for, type parameters among them.
    pub(super) fn path_of(&self, words: &[String]) -> Known {
        if let [word] = words
            && let Some(bounds) = self.bounds.iter().rev().find_map(|bounds| bounds.0.get(word))
        {
            return self.bound_by(bounds.iter(), 1);
        }
        self.named(words, 0)
    }

    /// What a path of names stands for.
    pub(super) fn named(&self, words: &[String], depth: usize) -> Known {
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return Known::Unknown };
        if depth > 16 {
            return Known::Unknown;
        }
        let world = self.world;
        if world.sdk.contains(first) && words.len() > 1 {
            return self.of_the_sdk(last);
        }
        if let Some(whole) = world.modules.imported(self.number, first).filter(|whole| *whole != words) {
            if whole.is_empty() {
                return Known::Unknown;
            }
            let whole: Vec<String> = whole.iter().chain(words.iter().skip(1)).cloned().collect();
            return self.elsewhere(&whole, depth + 1);
        }
        self.elsewhere(words, depth + 1)
    }

    /// A path that the module's imports have nothing more to say of.
    fn elsewhere(&self, words: &[String], depth: usize) -> Known {
        let (Some(first), Some(last)) = (words.first(), words.last()) else { return Known::Unknown };
        let world = self.world;
        if world.sdk.contains(first) && words.len() > 1 {
            return self.of_the_sdk(last);
        }
        let alone = words.len() == 1;
        let declared = world.types.get(last);
        if alone && declared.is_some_and(|modules| modules.contains(&self.number)) {
            return Known::User(last.clone());
        }
        if let Some(around) = world.modules.above(self.number).filter(|_| alone && depth < 16) {
            let there = Resolver { world, number: around, this: "", bounds: &[] };
            let known = there.named(words, depth + 1);
            if known != Known::Unknown {
                return known;
            }
        }
        if alone && world.modules.has_sdk_glob_only(self.number) && self.of_the_sdk(last).tells() {
            return self.of_the_sdk(last);
        }
        if let Some(known) = self.in_module(words, depth) {
            return known;
        }
        // Of two things by one name, the user's and one of the SDK's that the crate passes on, nobody knows which.
        let of_the_sdk = |whole: &Vec<String>| whole.first().is_some_and(|first| world.sdk.contains(first));
        let passed_on = world.modules.exported(last);
        let ambiguous = passed_on.is_some_and(|whole| whole.is_empty() || of_the_sdk(whole));
        if let Some(aliases) = world.aliases.get(last) {
            let here = aliases.iter().find(|(number, _)| *number == self.number);
            let only = aliases.first().filter(|_| aliases.len() == 1 && !ambiguous);
            let Some((number, alias)) = here.or(only) else { return Known::Unknown };
            let there = Resolver { world, number: *number, this: "", bounds: &[] };
            return there.at(alias, depth + 1);
        }
        let glob = alone && world.modules.has_glob(self.number);
        if declared.is_some() {
            let unclear = ambiguous || glob && self.of_the_sdk(last).tells();
            return if unclear { Known::Unknown } else { Known::User(last.clone()) };
        }
        if !alone && !["crate", "self", "super"].contains(&first.as_str()) {
            return Known::Unknown;
        }
        if let Some(whole) = passed_on {
            return if of_the_sdk(whole) { self.last_of_the_sdk(whole) } else { Known::Unknown };
        }
        // What all modules that import the name have by it.
        let mut imported = world.modules.anywhere(last).filter(|whole| whole.len() != 1);
        match imported.next() {
            None if glob => self.of_the_sdk(last),
            Some(whole) if of_the_sdk(whole) && imported.all(|other| other == whole) => {
                self.last_of_the_sdk(whole)
            }
            _ => Known::Unknown,
        }
    }

    /// What a path with the name of a module in it stands for, where one module of that name has it.
    fn in_module(&self, words: &[String], depth: usize) -> Option<Known> {
        let [.., module, last] = words else { return None };
        let world = self.world;
        let declares = |number: usize| world.types.get(last).is_some_and(|modules| modules.contains(&number));
        let has = |number: &usize| declares(*number) || world.modules.imported(*number, last).is_some();
        let mut there = world.modules.named(module).filter(has);
        let (Some(number), None) = (there.next(), there.next()) else { return None };
        if declares(number) {
            return Some(Known::User(last.clone()));
        }
        let there = Resolver { world, number, this: "", bounds: &[] };
        Some(there.named(std::slice::from_ref(last), depth + 1))
    }

    fn last_of_the_sdk(&self, whole: &[String]) -> Known {
        whole.last().map_or(Known::Unknown, |last| self.of_the_sdk(last))
    }

    fn of_the_sdk(&self, name: &str) -> Known {
        match name {
            "Client" => Known::Client,
            "ClientBuilder" => Known::Builder,
            _ => self.world.index.accessor_type(name).map_or(Known::Unknown, Known::Accessor),
        }
    }
}
