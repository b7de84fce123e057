//! What patterns bind.

use syn::Pat;
use syn::ext::IdentExt;

use super::known::Known;
use super::visit::Walker;

impl Walker<'_, '_> {
    /// Binds the names of a pattern that meets a value. A name of which nothing is known is bound all the same: it
    /// hides others of the same name.
    pub(super) fn bind(&mut self, pattern: &Pat, known: Known) {
        match pattern {
            Pat::Ident(name) => {
                if let Some((_, inner)) = &name.subpat {
                    self.bind(inner, known.clone());
                }
                self.scopes.bind(name.ident.unraw().to_string(), known);
            }
            Pat::Type(typed) => {
                let written = self.resolver().known(&typed.ty);
                self.bind(&typed.pat, if written.tells() { written } else { known });
            }
            Pat::Reference(inner) => self.bind(&inner.pat, known),
            Pat::Paren(inner) => self.bind(&inner.pat, known),
            Pat::Guard(guarded) => {
                self.bind(&guarded.pat, known);
                self.expr(&guarded.guard);
            }
            Pat::Or(or) => or.cases.iter().for_each(|case| self.bind(case, known.clone())),
            Pat::Slice(slice) => slice.elems.iter().for_each(|part| self.bind(part, known.clone())),
            Pat::Tuple(tuple) => self.bind_tuple(tuple, known),
            Pat::TupleStruct(made) => self.bind_variant(made, known),
            Pat::Struct(made) => {
                let of =
                    made.path.segments.last().map(|last| last.ident.unraw().to_string()).unwrap_or_default();
                for field in &made.fields {
                    let name = match &field.member {
                        syn::Member::Named(name) => name.unraw().to_string(),
                        syn::Member::Unnamed(position) => position.index.to_string(),
                    };
                    let known = self.world.fields.get(&(of.clone(), name)).cloned().unwrap_or_default();
                    self.bind(&field.pat, known);
                }
            }
            _ => {}
        }
    }

    fn bind_tuple(&mut self, tuple: &syn::PatTuple, known: Known) {
        match known {
            Known::Tuple(parts) => {
                let mut parts = parts.into_iter();
                tuple.elems.iter().for_each(|part| self.bind(part, parts.next().unwrap_or_default()));
            }
            // Of a map the value, and of what is numbered the thing, comes last.
            known if tuple.elems.len() == 2 && known.tells() => {
                let mut parts = [Known::Unknown, known].into_iter();
                tuple.elems.iter().for_each(|part| self.bind(part, parts.next().unwrap_or_default()));
            }
            _ => tuple.elems.iter().for_each(|part| self.bind(part, Known::Unknown)),
        }
    }

    /// `Some(client)`, `Ok(client)`, or a variant or tuple struct of the user's.
    fn bind_variant(&mut self, made: &syn::PatTupleStruct, known: Known) {
        let of = made.path.segments.last().map(|last| last.ident.unraw().to_string()).unwrap_or_default();
        for (position, part) in made.elems.iter().enumerate() {
            let field = self.world.fields.get(&(of.clone(), position.to_string())).cloned();
            let through = if made.elems.len() == 1 { known.clone() } else { Known::Unknown };
            self.bind(part, field.unwrap_or(through));
        }
    }
}
