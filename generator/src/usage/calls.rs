//! Calls: of methods, of functions, and functions that are handed on by name.

use syn::Expr;
use syn::ext::IdentExt;

use super::known::Known;
use super::visit::{Walker, span_of};
use crate::api::OperationId;

impl Walker<'_, '_> {
    pub(super) fn method_call(&mut self, call: &syn::ExprMethodCall) -> Known {
        let receiver = self.expr(&call.receiver);
        let name = call.method.unraw().to_string();
        let arguments = self.arguments(call.args.iter(), &receiver);
        let given = || {
            arguments.iter().find_map(|known| match known {
                Known::Function(result) if result.tells() => Some((**result).clone()),
                _ => None,
            })
        };
        let index = self.world.index;
        match receiver.clone() {
            Known::Client => match index.accessor(&name) {
                Some(tag) => Known::Accessor(tag),
                None if name == "request" => self.raw(call),
                None => {
                    self.lost(call, &name);
                    given().unwrap_or(Known::Client)
                }
            },
            Known::Builder if name.starts_with("build") => Known::Client,
            Known::Accessor(tag) => match index.method(tag, &name) {
                Some(operation) => {
                    self.used(operation, call.method.span());
                    Known::Call(operation)
                }
                None => {
                    self.lost(call, &name);
                    given().unwrap_or(Known::Accessor(tag))
                }
            },
            Known::User(of) => self.users_method(call, of, &name, given()),
            Known::Unknown => match given() {
                Some(known) if self.candidates(&name).is_empty() => known,
                _ => self.unknown_method(call, &name),
            },
            Known::Other | Known::Call(_) => receiver,
            Known::Builder | Known::Function(_) | Known::Tuple(_) => {
                self.lost(call, &name);
                receiver
            }
        }
    }

    /// A method that the receiver, as far as it was followed, does not have: it was not followed well.
    fn lost(&mut self, call: &syn::ExprMethodCall, name: &str) {
        let candidates: Vec<OperationId> = self.fitting(name, call.args.len());
        if !candidates.is_empty() {
            self.undecided(candidates, call.method.span(), "what it is called on could not be followed");
        }
    }

    /// The operations of this name that take so many values.
    fn fitting(&self, name: &str, given: usize) -> Vec<OperationId> {
        let entries = self.world.index.methods(name).iter();
        entries.filter(|entry| entry.required == given).map(|entry| entry.operation).collect()
    }

    /// Evaluates arguments; a closure among them is given what is known of the receiver or of an argument before it.
    fn arguments<'e>(&mut self, arguments: impl Iterator<Item = &'e Expr>, receiver: &Known) -> Vec<Known> {
        let mut hint = receiver.clone();
        let mut known = Vec::new();
        for argument in arguments {
            let before = std::mem::replace(&mut self.hint, hint.clone());
            let value = self.expr(argument);
            self.hint = before;
            if !hint.tells() && value.tells() && !matches!(value, Known::Function(_)) {
                hint = value.clone();
            }
            known.push(value);
        }
        known
    }

    fn users_method(
        &mut self,
        call: &syn::ExprMethodCall,
        of: String,
        name: &str,
        given: Option<Known>,
    ) -> Known {
        let world = self.world;
        if let Some(result) = world.results.get(&(of.clone(), name.to_owned())) {
            return result.clone().unwrap_or_default();
        }
        let inner = world.fields.get(&(of.clone(), "*".to_owned())).cloned();
        match inner {
            Some(Known::Client) => match world.index.accessor(name) {
                Some(tag) => Known::Accessor(tag),
                None if name == "request" => self.raw(call),
                None => Known::User(of),
            },
            Some(Known::Accessor(tag)) if world.index.method(tag, name).is_some() => {
                let operation = world.index.method(tag, name);
                operation.map_or(Known::Unknown, |operation| {
                    self.used(operation, call.method.span());
                    Known::Call(operation)
                })
            }
            _ => {
                let candidates = self.candidates(name);
                if !candidates.is_empty() {
                    let reason = format!("`{of}` has no method `{name}` in this crate");
                    self.undecided(candidates, call.method.span(), reason);
                }
                given.unwrap_or(Known::User(of))
            }
        }
    }

    /// The receiver is not known: the names of accessor and operation side by side leave no doubt, one alone does.
    fn unknown_method(&mut self, call: &syn::ExprMethodCall, name: &str) -> Known {
        let world = self.world;
        if let Expr::MethodCall(before) = &*call.receiver {
            let accessor = before.method.unraw().to_string();
            let operation = world.index.accessor(&accessor).and_then(|tag| world.index.method(tag, name));
            let own = world.functions.contains(&accessor) || world.functions.contains(name);
            if let Some(operation) = operation.filter(|_| before.args.is_empty() && !own) {
                self.used(operation, call.method.span());
                return Known::Call(operation);
            }
        }
        if name == "request" && call.args.len() == 2 {
            return self.raw(call);
        }
        self.lost(call, name);
        Known::Unknown
    }

    /// `client.request(Method::GET, "/path")`: what the description has no operation for, or has.
    fn raw(&mut self, call: &syn::ExprMethodCall) -> Known {
        let mut arguments = call.args.iter();
        let method = match arguments.next() {
            Some(Expr::Path(path)) => path.path.segments.last().map(|last| last.ident.to_string()),
            _ => None,
        };
        let method =
            method.filter(|method| method.chars().all(|c| c.is_ascii_uppercase())).unwrap_or_default();
        let path = arguments.next().and_then(literal);
        let span = call.method.span();
        let followed = !matches!(self.expr(&call.receiver), Known::Unknown);
        match path.map(|path| (self.world.index.routed(&method, &path), path)) {
            Some((found, _)) if followed && found.len() == 1 && !method.is_empty() => {
                found.into_iter().for_each(|operation| self.used(operation, span));
            }
            Some((found, path)) if !found.is_empty() => {
                self.undecided(found, span, format!("a request that is written out, for `{path}`"));
            }
            Some((_, path)) if followed => {
                self.undecided(
                    Vec::new(),
                    span,
                    format!("no operation has the method and the path `{path}`"),
                );
            }
            None if followed => {
                self.undecided(
                    Vec::new(),
                    span,
                    "a request that is written out; its path is not to be seen here",
                );
            }
            _ => {}
        }
        Known::Other
    }

    pub(super) fn call(&mut self, call: &syn::ExprCall) -> Known {
        let Expr::Path(function) = &*call.func else {
            let function = self.expr(&call.func);
            self.arguments(call.args.iter(), &Known::Unknown);
            return if let Known::Function(result) = function { *result } else { Known::Unknown };
        };
        let words: Vec<String> =
            function.path.segments.iter().map(|segment| segment.ident.unraw().to_string()).collect();
        let name = words.last().cloned().unwrap_or_default();
        let hint = self.world.gives.get(&name).cloned().unwrap_or_default();
        let arguments = self.arguments(call.args.iter(), &hint);
        if words.ends_with(&["Call".to_owned(), "new".to_owned()]) {
            self.by_hand(call);
        }
        let variable = match words.as_slice() {
            [name] => self.scopes.get(name).cloned(),
            _ => None,
        };
        let callee = if let Some(known) = variable { known } else { self.callee(function, &words) };
        let value = match callee {
            Known::Function(result) if *result != Known::Unknown => *result,
            Known::User(of) => Known::User(of),
            // Some(client), Arc::new(client), timeout(limit, call): what goes in comes out.
            _ => arguments.iter().find(|known| known.tells()).cloned().unwrap_or_default(),
        };
        match (value, arguments.into_iter().next()) {
            (Known::Unknown, Some(Known::Other)) if words.len() == 1 => Known::Unknown,
            (value, _) => value,
        }
    }

    /// `Call::new(&client, &operations::GET_ROOM)`.
    fn by_hand(&mut self, call: &syn::ExprCall) {
        for argument in &call.args {
            let inner = if let Expr::Reference(inner) = argument { &*inner.expr } else { argument };
            if let Expr::Path(path) = inner
                && let Some(last) = path.path.segments.last()
                && let Some(operation) = self.world.index.constant(&last.ident.to_string())
            {
                self.used(operation, span_of(argument));
            }
        }
    }

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
    fn callee(&mut self, path: &syn::ExprPath, words: &[String]) -> Known {
        let world = self.world;
        let Some((name, before)) = words.split_last() else { return Known::Unknown };
        let of = match &path.qself {
            Some(qself) => self.resolver().known(&qself.ty),
            None if before.is_empty() => return self.free_function(name),
            None if before.len() == 1 && before.first().is_some_and(|first| first == "Self") => {
                self.resolver().named(&[self.this().to_owned()], 0)
            }
            None => self.resolver().named(before, 0),
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
                if !candidates.is_empty() && !world.functions.contains(name) {
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
        let meant =
            self.imported(name).and_then(|whole| whole.last().cloned()).unwrap_or_else(|| name.to_owned());
        if world.types.contains(&meant) {
            return Known::User(meant);
        }
        match world.results.get(&(String::new(), meant)) {
            Some(result) => Known::Function(Box::new(result.clone().unwrap_or_default())),
            None => Known::Unknown,
        }
    }
}

/// The text of a literal, also behind `&` and `format!`.
fn literal(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) => Some(text.value()),
        Expr::Reference(inner) => literal(&inner.expr),
        Expr::Paren(inner) => literal(&inner.expr),
        Expr::Macro(inner) if inner.mac.path.is_ident("format") => {
            let first = inner.mac.tokens.clone().into_iter().next()?;
            syn::parse2::<syn::LitStr>(first.into()).ok().map(|text| text.value())
        }
        _ => None,
    }
}
