//! Names that stand as values: variables, functions, and methods that are handed on by name.

use syn::ext::IdentExt;

use super::known::Known;
use super::visit::{Walker, span_of};

impl Walker<'_, '_> {
    /// A path that stands as a value.
    pub(super) fn path_value(&mut self, path: &syn::ExprPath) -> Known {
        let words: Vec<String> =
            path.path.segments.iter().map(|segment| segment.ident.unraw().to_string()).collect();
        if let [name] = words.as_slice()
            && path.qself.is_none()
        {
            if let Some(known) = self.scopes.get(name) {
                return known.clone();
            }
            if let Some(known) = self.world.constants.get(name) {
                return known.clone();
            }
            if self.in_macro && !self.world.functions.contains(name) && !self.candidates(name).is_empty() {
                let candidates = self.candidates(name);
                self.undecided(candidates, span_of(path), "its name is handed to a macro");
            }
        }
        self.callee(path, &words)
    }

    /// The function or type that a path names; an operation's method is a call wherever it is named.
    pub(super) fn callee(&mut self, path: &syn::ExprPath, words: &[String]) -> Known {
        let world = self.world;
        let Some((name, before)) = words.split_last() else { return Known::Unknown };
        if let [krate, part, _, ..] = words
            && part == "ext"
            && world.sdk.contains(krate)
        {
            self.by_hand_part(span_of(path));
        }
        let of = match &path.qself {
            Some(qself) => self.resolver().known(&qself.ty),
            None if before.is_empty() => return self.free_function(name),
            None if before.len() == 1 && before.first().is_some_and(|first| first == "Self") => {
                self.resolver().named(&[self.this().to_owned()], 0)
            }
            None => self.resolver().path_of(before),
        };
        let function = |known: Known| Known::Function(Box::new(known));
        match of {
            Known::Client if name == "builder" => function(Known::Builder),
            Known::Client => function(world.index.accessor(name).map_or(Known::Client, Known::Accessor)),
            Known::Builder if name.starts_with("build") => function(Known::Client),
            Known::Builder => function(Known::Builder),
            Known::Accessor(tag) => match world.index.method(tag, name) {
                Some(operation) => {
                    self.used(operation, path.path.segments.last().map_or_else(|| span_of(path), span_of));
                    function(Known::Call(operation))
                }
                None => Known::Unknown,
            },
            Known::User(of) => match world.results.get(&(of.clone(), name.clone())) {
                Some(result) => function(result.clone().unwrap_or_default()),
                None => Known::User(of),
            },
            _ => {
                // A function of a module of the crate.
                if let Some(Some(result)) = world.results.get(&(String::new(), name.clone())) {
                    return function(result.clone());
                }
                let candidates = self.candidates(name);
                if !candidates.is_empty() {
                    self.undecided(
                        candidates,
                        span_of(path),
                        format!("`{}` could not be followed", before.join("::")),
                    );
                }
                Known::Unknown
            }
        }
    }

    fn free_function(&mut self, name: &str) -> Known {
        let world = self.world;
        let imported = self.imported(name);
        if imported.is_some_and(<[_]>::is_empty) {
            return Known::Unknown;
        }
        let meant = imported.and_then(|whole| whole.last().cloned()).unwrap_or_else(|| name.to_owned());
        if world.types.contains_key(&meant) {
            return self.resolver().named(&[name.to_owned()], 0);
        }
        match world.results.get(&(String::new(), meant)) {
            Some(result) => Known::Function(Box::new(result.clone().unwrap_or_default())),
            None => Known::Unknown,
        }
    }
}
