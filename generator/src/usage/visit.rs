//! Walks function bodies and follows what is known of each value.

use proc_macro2::Span;
use syn::Expr;
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

use super::collect::World;
use super::known::{Known, Scopes};
use super::resolve::{Bounds, Resolver, last_name};
use super::{Spot, Undecided, Usage, Used};
use crate::api::OperationId;

/// Finds the calls of one file.
pub(super) fn visit(world: &World<'_>, number: usize, path: &str, file: &syn::File, usage: &mut Usage) {
    let mut walker = Walker {
        world,
        file: number,
        number: world.modules.root(number),
        path,
        usage,
        scopes: Scopes::default(),
        this: String::new(),
        bounds: Vec::new(),
        hint: Known::Unknown,
        in_macro: false,
        broken: None,
    };
    walker.visit_file(file);
}

pub(super) struct Walker<'w, 'i> {
    pub(super) world: &'w World<'i>,
    file: usize,
    /// The module.
    number: usize,
    path: &'w str,
    usage: &'w mut Usage,
    pub(super) scopes: Scopes,
    /// The type whose functions are read.
    this: String,
    bounds: Vec<Bounds>,
    /// What a closure is given, when nothing is written.
    pub(super) hint: Known,
    /// Whether the expression is an argument of a macro.
    pub(super) in_macro: bool,
    /// What the loop around is left with.
    pub(super) broken: Option<Known>,
}

impl Walker<'_, '_> {
    /// The type whose functions are read.
    pub(super) fn this(&self) -> &str {
        &self.this
    }

    /// What a name stands for by the module's imports; empty where that is not certain.
    pub(super) fn imported(&self, name: &str) -> Option<&[String]> {
        self.world.modules.imported(self.number, name)
    }

    /// The module that is read.
    pub(super) fn number(&self) -> usize {
        self.number
    }

    /// How many calls were found so far.
    pub(super) fn found(&self) -> usize {
        self.usage.used.len()
    }

    pub(super) fn resolver(&self) -> Resolver<'_, '_> {
        Resolver { world: self.world, number: self.number, this: &self.this, bounds: &self.bounds }
    }

    fn spot(&self, span: Span) -> Spot {
        let at = span.start();
        Spot { file: self.path.to_owned(), line: at.line, column: at.column + 1 }
    }

    pub(super) fn used(&mut self, operation: OperationId, span: Span) {
        let spot = self.spot(span);
        self.usage.used.push(Used { spot, operation });
    }

    pub(super) fn undecided(&mut self, candidates: Vec<OperationId>, span: Span, reason: impl Into<String>) {
        let spot = self.spot(span);
        self.usage.undecided.push(Undecided { spot, candidates, reason: reason.into() });
    }

    /// The operations that a method of this name may be.
    pub(super) fn candidates(&self, name: &str) -> Vec<OperationId> {
        self.world.index.methods(name).iter().map(|entry| entry.operation).collect()
    }

    /// Evaluates an expression: finds the calls in it and says what its value is.
    pub(super) fn expr(&mut self, expr: &Expr) -> Known {
        match expr {
            Expr::Path(path) => self.path_value(path),
            Expr::MethodCall(call) => self.method_call(call),
            Expr::Call(call) => self.call(call),
            Expr::Field(field) => self.field(field),
            Expr::Closure(closure) => self.closure(closure),
            Expr::Macro(inner) => self.macro_call(&inner.mac),
            Expr::Struct(made) => self.made(made),
            Expr::Reference(inner) => self.expr(&inner.expr),
            Expr::Paren(inner) => self.expr(&inner.expr),
            Expr::Group(inner) => self.expr(&inner.expr),
            Expr::Unary(inner) => self.expr(&inner.expr),
            Expr::Try(inner) => self.expr(&inner.expr),
            Expr::Cast(inner) => self.expr(&inner.expr),
            Expr::Await(inner) => match self.expr(&inner.base) {
                Known::Call(_) => Known::Other,
                known => known,
            },
            Expr::Index(index) => {
                self.expr(&index.index);
                self.expr(&index.expr)
            }
            Expr::Tuple(tuple) => Known::Tuple(tuple.elems.iter().map(|part| self.expr(part)).collect()),
            Expr::Array(array) => {
                let parts: Vec<Known> = array.elems.iter().map(|part| self.expr(part)).collect();
                parts.into_iter().find(Known::tells).unwrap_or_default()
            }
            _ => self.flow(expr),
        }
    }

    /// What decides which way a program goes, and what binds or changes variables.
    fn flow(&mut self, expr: &Expr) -> Known {
        match expr {
            Expr::Block(inner) if inner.label.is_some() => {
                let around = self.broken.take();
                let known = self.block(&inner.block);
                match std::mem::replace(&mut self.broken, around) {
                    Some(left) => left.or(known),
                    None => known,
                }
            }
            Expr::Block(inner) => self.block(&inner.block),
            Expr::Unsafe(inner) => self.block(&inner.block),
            Expr::Async(inner) => self.block(&inner.block),
            Expr::If(branch) => self.branch(branch),
            Expr::Match(arms) => self.arms(arms),
            Expr::Let(inner) => {
                let known = self.expr(&inner.expr);
                self.bind(&inner.pat, known);
                Known::Other
            }
            Expr::Assign(assign) => self.assign(assign),
            Expr::While(_) | Expr::ForLoop(_) | Expr::Loop(_) | Expr::Break(_) => self.looped(expr),
            Expr::Lit(_) | Expr::Binary(_) | Expr::Range(_) | Expr::Return(_) | Expr::Continue(_) => {
                visit::visit_expr(self, expr);
                Known::Other
            }
            _ => {
                visit::visit_expr(self, expr);
                Known::Unknown
            }
        }
    }

    fn assign(&mut self, assign: &syn::ExprAssign) -> Known {
        let known = self.expr(&assign.right);
        match &*assign.left {
            Expr::Path(path) => {
                if let Some(name) = path.path.get_ident() {
                    self.scopes.assign(&name.unraw().to_string(), known);
                }
            }
            other => drop(self.expr(other)),
        }
        Known::Other
    }

    fn made(&mut self, made: &syn::ExprStruct) -> Known {
        visit::visit_expr_struct(self, made);
        let written = syn::TypePath { attrs: Vec::new(), qself: None, path: made.path.clone() };
        self.resolver().known(&syn::Type::Path(written))
    }

    pub(super) fn scoped(&mut self, inner: impl FnOnce(&mut Self) -> Known) -> Known {
        self.scopes.enter();
        let known = inner(self);
        self.scopes.leave();
        known
    }

    pub(super) fn block(&mut self, block: &syn::Block) -> Known {
        self.scoped(|this| this.statements(&block.stmts))
    }

    pub(super) fn statements(&mut self, statements: &[syn::Stmt]) -> Known {
        let mut last = Known::Other;
        for statement in statements {
            last = match statement {
                syn::Stmt::Local(local) => {
                    self.local(local);
                    Known::Other
                }
                syn::Stmt::Item(item) => {
                    self.visit_item(item);
                    Known::Other
                }
                syn::Stmt::Expr(expr, None) => self.expr(expr),
                syn::Stmt::Expr(expr, Some(_)) => {
                    self.expr(expr);
                    Known::Other
                }
                syn::Stmt::Macro(inner) => self.macro_call(&inner.mac),
            };
        }
        last
    }

    fn field(&mut self, field: &syn::ExprField) -> Known {
        let name = match &field.member {
            syn::Member::Named(name) => name.unraw().to_string(),
            syn::Member::Unnamed(position) => position.index.to_string(),
        };
        let world = self.world;
        match self.expr(&field.base) {
            Known::Other => Known::Other,
            Known::Tuple(parts) => {
                name.parse::<usize>().ok().and_then(|at| parts.get(at).cloned()).unwrap_or_default()
            }
            Known::User(of) => world
                .fields
                .get(&(of.clone(), name))
                .or_else(|| world.fields.get(&(of, "*".to_owned())))
                .cloned()
                .unwrap_or_default(),
            Known::Unknown => {
                // One struct of the crate has such a field, or all that have it agree. A type of the user's is no
                // answer: it could hide a call, where the field is another's.
                let mut same =
                    world.fields.iter().filter(|((_, field), _)| *field == name).map(|(_, known)| known);
                let first = same.next().cloned().unwrap_or_default();
                let sure = !matches!(first, Known::User(_)) && same.all(|known| *known == first);
                if sure { first } else { Known::Unknown }
            }
            _ => Known::Unknown,
        }
    }

    fn function(&mut self, signature: &syn::Signature, block: &syn::Block) {
        let outside = std::mem::take(&mut self.scopes);
        self.bounds.push(Bounds::of(&signature.generics));
        self.scoped(|this| {
            for input in &signature.inputs {
                match input {
                    syn::FnArg::Receiver(_) => {
                        let known = this.resolver().named(std::slice::from_ref(&this.this), 0);
                        this.scopes.bind("self".to_owned(), known);
                    }
                    syn::FnArg::Typed(typed) => {
                        let known = this.resolver().known(&typed.ty);
                        this.bind(&typed.pat, known);
                    }
                }
            }
            this.block(block)
        });
        self.bounds.pop();
        self.scopes = outside;
    }

    fn within(&mut self, this: String, generics: &syn::Generics, inner: impl FnOnce(&mut Self)) {
        let before = std::mem::replace(&mut self.this, this);
        self.bounds.push(Bounds::of(generics));
        inner(self);
        self.bounds.pop();
        self.this = before;
    }
}

impl<'ast> Visit<'ast> for Walker<'_, '_> {
    fn visit_expr(&mut self, expr: &'ast Expr) {
        self.expr(expr);
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.function(&item.sig, &item.block);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.function(&item.sig, &item.block);
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        if let Some(block) = &item.default {
            self.function(&item.sig, block);
        }
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        self.within(last_name(&item.self_ty), &item.generics, |this| visit::visit_item_impl(this, item));
    }

    fn visit_item_trait(&mut self, item: &'ast syn::ItemTrait) {
        self.within(item.ident.to_string(), &item.generics, |this| visit::visit_item_trait(this, item));
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.imports_by_hand(&item.tree, false);
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        match self.world.modules.inner(self.file, item) {
            Some(inner) => {
                let outer = std::mem::replace(&mut self.number, inner);
                visit::visit_item_mod(self, item);
                self.number = outer;
            }
            None => self.elsewhere(item),
        }
    }

    fn visit_item_macro(&mut self, item: &'ast syn::ItemMacro) {
        match &item.ident {
            Some(_) => self.tokens(item.mac.tokens.clone()),
            None => drop(self.macro_call(&item.mac)),
        }
    }

    fn visit_block(&mut self, block: &'ast syn::Block) {
        self.block(block);
    }

    fn visit_macro(&mut self, inner: &'ast syn::Macro) {
        self.macro_call(inner);
    }
}

/// Where a name stands.
pub(super) fn span_of(spanned: &impl Spanned) -> Span {
    spanned.span()
}
