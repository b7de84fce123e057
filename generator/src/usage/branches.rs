//! What binds variables, and what decides which way a program goes.

use syn::visit::Visit;
use syn::{Expr, Pat};

use super::collect::Inputs;
use super::known::Known;
use super::visit::{Walker, span_of};

impl Walker<'_, '_> {
    pub(super) fn local(&mut self, local: &syn::Local) {
        let mut known = Known::Unknown;
        if let Some(init) = &local.init {
            let mut inputs = Inputs::default();
            if let Pat::Type(typed) = &local.pat {
                inputs.visit_type(&typed.ty);
            }
            let hint = inputs.0.first().map(|written| self.resolver().known(written)).unwrap_or_default();
            let before = std::mem::replace(&mut self.hint, hint);
            known = self.expr(&init.expr);
            self.hint = before;
            if let Some((_, otherwise)) = &init.diverge {
                self.expr(otherwise);
            }
        }
        self.bind(&local.pat, known);
    }

    pub(super) fn closure(&mut self, closure: &syn::ExprClosure) -> Known {
        let hint = std::mem::take(&mut self.hint);
        let body = self.scoped(|this| {
            for input in &closure.inputs {
                let known = if matches!(input, Pat::Type(_)) { Known::Unknown } else { hint.clone() };
                this.bind(input, known);
            }
            this.expr(&closure.body)
        });
        Known::Function(Box::new(body))
    }

    pub(super) fn branch(&mut self, branch: &syn::ExprIf) -> Known {
        let then = self.scoped(|this| {
            this.expr(&branch.cond);
            this.block(&branch.then_branch)
        });
        match &branch.else_branch {
            Some((_, otherwise)) => then.or(self.expr(otherwise)),
            None => Known::Other,
        }
    }

    pub(super) fn arms(&mut self, arms: &syn::ExprMatch) -> Known {
        let of = self.expr(&arms.expr);
        let mut result: Option<Known> = None;
        for arm in &arms.arms {
            let of = of.clone();
            let known = self.scoped(|this| {
                this.bind(&arm.pat, of);
                this.expr(&arm.body)
            });
            result = Some(match result {
                None => known,
                Some(before) => before.or(known),
            });
        }
        result.unwrap_or(Known::Other)
    }

    /// Loops, and what leaves them with a value.
    pub(super) fn looped(&mut self, expr: &Expr) -> Known {
        if let Expr::Break(inner) = expr {
            if let Some(value) = &inner.expr {
                let value = self.expr(value);
                self.broken = Some(match self.broken.take() {
                    Some(before) => before.or(value),
                    None => value,
                });
            }
            return Known::Other;
        }
        let around = self.broken.take();
        let known = self.scoped(|this| match expr {
            Expr::Loop(inner) => {
                this.block(&inner.body);
                this.broken.take().unwrap_or_default()
            }
            Expr::While(inner) => {
                this.expr(&inner.cond);
                this.block(&inner.body);
                Known::Other
            }
            Expr::ForLoop(inner) => {
                let each = this.expr(&inner.expr);
                this.bind(&inner.pat, each);
                this.block(&inner.body);
                Known::Other
            }
            _ => Known::Unknown,
        });
        self.broken = around;
        known
    }

    /// A module in another file: it is read like all files, unless an attribute leads to one that is not.
    pub(super) fn elsewhere(&mut self, item: &syn::ItemMod) {
        for attribute in item.attrs.iter().filter(|attribute| attribute.path().is_ident("path")) {
            let syn::Meta::NameValue(syn::MetaNameValue {
                value: Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(path), .. }),
                ..
            }) = &attribute.meta
            else {
                continue;
            };
            let path = path.value();
            if path.contains("..") || path.starts_with('/') || !path.ends_with(".rs") {
                self.undecided(
                    Vec::new(),
                    span_of(&item.ident),
                    format!("the file `{path}` may not be read here"),
                );
            }
        }
    }
}
