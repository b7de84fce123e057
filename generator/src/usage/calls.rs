//! Calls: of methods, of functions, and functions that are handed on by name.

use syn::Expr;
use syn::ext::IdentExt;

use super::known::Known;
use super::visit::Walker;
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
                    let known = given().or_else(|| self.added(&name));
                    known.unwrap_or_else(|| side_by_side(&name, Known::Client, &arguments))
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
                    let known = given().or_else(|| self.added(&name));
                    known.unwrap_or_else(|| side_by_side(&name, Known::Accessor(tag), &arguments))
                }
            },
            Known::User(of) => self.users_method(call, of, &name, given()),
            Known::Unknown => {
                let handed = || arguments.iter().find(|known| is_of_the_sdk(known)).cloned();
                let given = given().or_else(|| handed().filter(|_| HOLDERS.contains(&name.as_str())));
                match given {
                    Some(known) if self.candidates(&name).is_empty() => known,
                    _ => self.unknown_method(call, &name),
                }
            }
            // `(a == b).then(|| client.chat())`: what comes out was given.
            Known::Other => {
                self.lost(call, &name);
                let handed = || arguments.iter().find(|known| is_of_the_sdk(known)).cloned();
                given().or_else(handed).unwrap_or(Known::Other)
            }
            Known::Call(_) => given().filter(is_of_the_sdk).unwrap_or(receiver),
            Known::Builder | Known::Function(_) | Known::Tuple(_) => {
                self.lost(call, &name);
                given().unwrap_or_else(|| side_by_side(&name, receiver, &arguments))
            }
        }
    }

    /// What a method gives that a trait of the crate adds to types which are not its own.
    fn added(&self, name: &str) -> Option<Known> {
        let mut results = self
            .world
            .results
            .iter()
            .filter(|((of, method), _)| method == name && self.world.traits.contains(of));
        let (_, first) = results.next()?;
        let first = first.clone().filter(is_of_the_sdk)?;
        results.all(|(_, other)| other.as_ref() == Some(&first)).then_some(first)
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
            // Of several types by this name (`#[cfg(test)]`), only one may have the method.
            let several = world.types.get(&of).is_some_and(|modules| modules.len() > 1);
            if several && !self.candidates(name).is_empty() {
                let reason = format!("there are several types `{of}`");
                self.undecided(self.candidates(name), call.method.span(), reason);
            }
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
        self.added(name).unwrap_or_default()
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
        let hint = self.world.gives.get(&name).cloned().unwrap_or_else(|| self.hint.clone());
        let arguments = self.arguments(call.args.iter(), &hint);
        self.by_hand(call, &words);
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
}

/// Methods of the standard library that give what they are given.
const HOLDERS: [&str; 6] = ["then_some", "unwrap_or", "or", "xor", "insert", "get_or_insert"];

/// Whether operations are reached from it without the user's own types.
fn is_of_the_sdk(known: &Known) -> bool {
    known.tells() && !matches!(known, Known::User(_) | Known::Call(_))
}

/// Iterators that put values side by side; all others, and all other wrappers, give what they hold.
fn side_by_side(method: &str, held: Known, arguments: &[Known]) -> Known {
    match method {
        "enumerate" => Known::Tuple(vec![Known::Other, held]),
        "zip" => Known::Tuple(vec![held, arguments.first().cloned().unwrap_or_default()]),
        _ => held,
    }
}
