//! Requests that are written out, and calls that are put together by hand.

use syn::Expr;

use super::known::Known;
use super::visit::{Walker, span_of};

/// The module of the SDK whose code is written by hand: what it calls is not in any description.
const BY_HAND: &str = "ext";

impl Walker<'_, '_> {
    /// Code of the SDK that is written by hand calls operations of its own accord.
    pub(super) fn imports_by_hand(&mut self, tree: &syn::UseTree, of_the_sdk: bool) {
        match tree {
            syn::UseTree::Path(step) if of_the_sdk && step.ident == BY_HAND => {
                self.by_hand_part(span_of(&step.ident))
            }
            syn::UseTree::Name(name) if of_the_sdk && name.ident == BY_HAND => {
                self.by_hand_part(span_of(&name.ident))
            }
            syn::UseTree::Rename(name) if of_the_sdk && name.ident == BY_HAND => {
                self.by_hand_part(span_of(&name.ident));
            }
            syn::UseTree::Path(step) if !of_the_sdk && self.world.sdk.contains(&step.ident.to_string()) => {
                self.imports_by_hand(&step.tree, true);
            }
            syn::UseTree::Group(group) => {
                group.items.iter().for_each(|tree| self.imports_by_hand(tree, of_the_sdk));
            }
            _ => {}
        }
    }

    pub(super) fn by_hand_part(&mut self, span: proc_macro2::Span) {
        let reason = "a part of the SDK that is written by hand; what it calls is not known here";
        self.undecided(Vec::new(), span, reason);
    }

    /// `client.request(Method::GET, "/path")`: what the description has no operation for, or has.
    pub(super) fn raw(&mut self, call: &syn::ExprMethodCall) -> Known {
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
            // Many HTTP clients have such a method; only where the SDK is not far it may be this one.
            None if followed || self.world.modules.mentions(self.number(), &self.world.sdk) => {
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

    /// `Call::new(&client, &operations::GET_ROOM)`.
    pub(super) fn by_hand(&mut self, call: &syn::ExprCall, words: &[String]) {
        let Some((last, before)) = words.split_last() else { return };
        let meant = match before.last() {
            Some(name) if name == "Call" => last == "new",
            Some(name) => {
                last == "new" && self.imported(name).and_then(<[_]>::last).is_some_and(|it| it == "Call")
            }
            None => false,
        };
        if !meant || call.args.len() != 2 {
            return;
        }
        let before = self.found();
        for argument in &call.args {
            let inner = if let Expr::Reference(inner) = argument { &*inner.expr } else { argument };
            if let Expr::Path(path) = inner
                && let Some(last) = path.path.segments.last()
                && let Some(operation) = self.world.index.constant(&last.ident.to_string())
            {
                self.used(operation, span_of(argument));
            }
        }
        if self.found() == before {
            self.undecided(
                Vec::new(),
                span_of(&call.func),
                "a call made by hand; its operation is not named here",
            );
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
