//! Macros: their arguments are read as expressions or statements where they are, else as bare tokens.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use syn::Token;
use syn::punctuated::Punctuated;

use super::known::Known;
use super::visit::{Walker, span_of};

/// Macros that nothing comes out of.
const ENDS: [&str; 5] = ["panic", "unreachable", "todo", "unimplemented", "bail"];

/// The items that a macro is given, where it is given items: `thread_local!`, `lazy_static!`.
pub(super) fn items(call: &syn::Macro) -> Option<syn::File> {
    let mut after_static = false;
    let tokens = call.tokens.clone().into_iter().filter(|token| {
        let reference = after_static && matches!(token, TokenTree::Ident(word) if word == "ref");
        after_static = matches!(token, TokenTree::Ident(word) if word == "static");
        !reference
    });
    let file: syn::File = syn::parse2(tokens.collect()).ok()?;
    Some(file).filter(|file| !file.items.is_empty())
}

impl Walker<'_, '_> {
    /// What a macro is given is evaluated; what it gives is guessed from that.
    pub(super) fn macro_call(&mut self, call: &syn::Macro) -> Known {
        let before = std::mem::replace(&mut self.in_macro, true);
        let known = self.inside(call);
        self.in_macro = before;
        known
    }

    fn inside(&mut self, call: &syn::Macro) -> Known {
        if call.path.segments.last().is_some_and(|last| last.ident == "include") {
            self.undecided(Vec::new(), span_of(&call.path), "the file that it includes is not read here");
            return Known::Unknown;
        }
        let ends = |last: &syn::PathSegment| ENDS.iter().any(|name| last.ident == name);
        if call.path.segments.last().is_some_and(ends) {
            self.tokens(call.tokens.clone());
            return Known::Other;
        }
        if let Ok(list) = call.parse_body_with(Punctuated::<syn::Expr, Token![,]>::parse_terminated) {
            let values: Vec<Known> = list.iter().map(|value| self.expr(value)).collect();
            return values.into_iter().find(Known::tells).unwrap_or_default();
        }
        if let Ok(statements) = call.parse_body_with(syn::Block::parse_within) {
            return self.scoped(|this| this.statements(&statements));
        }
        self.tokens(call.tokens.clone());
        Known::Unknown
    }

    /// Looks for `.operation(…)` among bare tokens.
    pub(super) fn tokens(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for (at, token) in tokens.iter().enumerate() {
            let before = tokens.get(..at).unwrap_or_default();
            match token {
                TokenTree::Ident(name) => self.word(name, before),
                TokenTree::Group(group) => {
                    if made_up(group) && ends_with_dot(before) {
                        self.undecided(
                            Vec::new(),
                            group.span(),
                            "a macro puts the name of a method together",
                        );
                    }
                    self.tokens(group.stream());
                }
                _ => {}
            }
        }
    }

    fn word(&mut self, name: &Ident, before: &[TokenTree]) {
        let text = name.to_string();
        let candidates = self.candidates(&text);
        if candidates.is_empty() {
            return;
        }
        if let [.., TokenTree::Ident(keyword)] = before
            && keyword == "fn"
        {
            return;
        }
        let index = self.world.index;
        let decided = match before {
            [.., TokenTree::Ident(accessor), TokenTree::Group(empty), TokenTree::Punct(dot)]
                if dot.as_char() == '.' && empty.stream().is_empty() =>
            {
                index.accessor(&accessor.to_string()).and_then(|tag| index.method(tag, &text))
            }
            [.., TokenTree::Ident(of), TokenTree::Punct(first), TokenTree::Punct(second)]
                if first.as_char() == ':' && second.as_char() == ':' =>
            {
                index.accessor_type(&of.to_string()).and_then(|tag| index.method(tag, &text))
            }
            [rest @ .., TokenTree::Ident(variable), TokenTree::Punct(dot)]
                if dot.as_char() == '.' && !ends_with_dot(rest) =>
            {
                match self.scopes.get(&variable.to_string()) {
                    Some(Known::Accessor(tag)) => index.method(*tag, &text),
                    _ => None,
                }
            }
            _ => None,
        };
        match decided {
            Some(operation) => self.used(operation, name.span()),
            None => self.undecided(candidates, name.span(), "it stands in a macro and could not be followed"),
        }
    }
}

fn ends_with_dot(tokens: &[TokenTree]) -> bool {
    matches!(tokens.last(), Some(TokenTree::Punct(dot)) if dot.as_char() == '.')
}

/// `[<get_ $what>]`, as macros that make names write it.
fn made_up(group: &proc_macro2::Group) -> bool {
    group.delimiter() == Delimiter::Bracket
        && matches!(group.stream().into_iter().next(), Some(TokenTree::Punct(first)) if first.as_char() == '<')
}
