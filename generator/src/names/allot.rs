//! Gives out names: first come, first named; the next one gets a number.

use std::collections::BTreeSet;

use super::case;
use super::keywords::{is_device, is_keyword, is_taken_type};
use crate::config::{Config, Override};
use crate::diag::{Code, Diagnostic, Findings};
use crate::document::{Document, NodeId};

pub(super) struct Namer<'n> {
    pub(super) doc: &'n Document,
    pub(super) config: &'n Config,
    pub(super) findings: &'n mut Findings,
}

impl<'n> Namer<'n> {
    /// The name given by hand for a node, if it is one that Rust accepts.
    pub(super) fn given(&mut self, node: NodeId) -> Option<String> {
        let given = self.entry(node)?;
        let name = case::composed(self.config.take(given).as_str());
        let name = name.as_str();
        let valid =
            !name.starts_with("r#") && syn::parse_str::<syn::Ident>(name).is_ok() && !is_keyword(name);
        if !valid {
            self.findings.push(
                Diagnostic::new(
                    Code::NameInvalid,
                    given.place.clone(),
                    format!("`{name}` is not a Rust identifier"),
                )
                .hint("letters, digits and `_`, not starting with a digit, and no keyword"),
            );
            return None;
        }
        Some(name.to_owned())
    }

    /// The name given by hand for a schema. One that is not written as types are, or that generated code needs for a
    /// type of Rust's own, is refused. A property shares its node with its inline type: a small letter names the field.
    pub(super) fn given_type(&mut self, node: NodeId, property: bool) -> Option<String> {
        let name = self.given(node)?;
        let given = self.entry(node)?;
        let (what, hint) = if property && !name.starts_with(char::is_uppercase) {
            return Some(name);
        } else if is_taken_type(&name) {
            ("is a name that generated code uses for something else", format!("call it `{name}Model`"))
        } else if !is_camel(&name) {
            ("is not written as types are", format!("`{}`, for example", type_name(&name, "Model")))
        } else {
            return Some(name);
        };
        let message = format!("`{name}` {what}");
        self.findings.push(Diagnostic::new(Code::NameInvalid, given.place.clone(), message).hint(hint));
        None
    }

    /// The entry of sdk.yaml for a node: a pointer alone means the root file, `file#/pointer` any other.
    fn entry(&self, node: NodeId) -> Option<&'n Override<String>> {
        if self.config.names.is_empty() {
            return None;
        }
        let pointer = self.doc.pointer(node);
        let file = self.doc.file_name(node);
        let in_file = self.config.names.get(&format!("{file}#{pointer}"));
        in_file.or_else(|| self.config.names.get(&pointer).filter(|_| self.doc.in_root_file(node)))
    }

    /// Says that a name was taken: an error where it was given by hand.
    pub(super) fn note_taken(&mut self, node: NodeId, wanted: &str, got: &str) {
        let finding = match self.entry(node) {
            Some(given) => Diagnostic::new(
                Code::NameInvalid,
                given.place.clone(),
                format!("the name `{wanted}` is taken already"),
            )
            .hint("choose another, or give the other one a name too")
            .related(self.doc.at(node).place(), "it is meant for this one"),
            None => Diagnostic::new(
                Code::NameTaken,
                self.doc.at(node).place(),
                format!("the name `{wanted}` is taken; this one is called `{got}`"),
            )
            .hint("give it a better name under `names:` in sdk.yaml"),
        };
        self.findings.push(finding);
    }

    /// Names a field or a parameter: as given by hand, else as `wanted`. Only a given name that is taken is told of.
    pub(super) fn member(
        &mut self,
        scope: &mut Scope,
        node: NodeId,
        wanted: &str,
        reserved: &[&str],
    ) -> String {
        // the node of a property is the one of its inline type too: a capital names the type
        let given = self.given(node).filter(|name| !name.starts_with(char::is_uppercase));
        let name = given.as_deref().unwrap_or(wanted);
        let free = if reserved.contains(&name) { scope.take(&format!("{name}_")) } else { scope.take(name) };
        if given.as_ref().is_some_and(|given| *given != free) {
            self.note_taken(node, name, &free);
        }
        free
    }
}

/// Names of one scope. Types and modules differ in nothing but case on some file systems, so equality forgets case.
#[derive(Default)]
pub(super) struct Scope {
    taken: BTreeSet<String>,
}

impl Scope {
    /// A scope in which some names are taken from the start.
    pub(super) fn with(reserved: &[&str]) -> Self {
        Scope { taken: reserved.iter().map(|name| key(name)).collect() }
    }

    /// Whether nobody has the name yet.
    pub(super) fn is_free(&self, name: &str) -> bool {
        !self.taken.contains(&key(name))
    }

    /// Whether a name is taken.
    pub(super) fn has(&self, name: &str) -> bool {
        self.taken.contains(&name.to_lowercase())
    }

    /// The name, or the name with the first free number.
    pub(super) fn take(&mut self, wanted: &str) -> String {
        let mut name = wanted.to_owned();
        let mut number = 2;
        // `Self_` and a number would be no camel case any more
        let camel = wanted.starts_with(char::is_uppercase);
        let wanted = if camel { wanted.trim_end_matches('_') } else { wanted };
        while !self.taken.insert(key(&name)) {
            let glue = if wanted.ends_with(|c: char| c.is_ascii_digit()) { "_" } else { "" };
            name = format!("{wanted}{glue}{number}");
            number += 1;
        }
        name
    }
}

/// What two names have in common that cannot stand side by side: the compiler composes characters before it compares.
fn key(name: &str) -> String {
    case::composed(&name.to_lowercase())
}

/// Whether rustc takes it for a type's name: no small letter first, and `_` between digits alone.
fn is_camel(name: &str) -> bool {
    let digit = |text: Option<&str>, last: bool| {
        let c = text.and_then(|text| if last { text.chars().last() } else { text.chars().next() });
        c.is_some_and(|c| c.is_ascii_digit())
    };
    let parts: Vec<&str> = name.split('_').collect();
    let split = |pair: &[&str]| digit(pair.first().copied(), true) && digit(pair.last().copied(), false);
    !name.starts_with(char::is_lowercase) && parts.windows(2).all(split)
}

/// Makes a text an identifier of a type.
pub(super) fn type_name(text: &str, empty: &str) -> String {
    let name = case::camel(text);
    if name.is_empty() {
        return empty.to_owned();
    }
    if name.starts_with(|c: char| !c.is_alphabetic()) {
        return format!("{empty}{name}");
    }
    if is_keyword(&name) || is_taken_type(&name) { format!("{name}{empty}") } else { name }
}

/// Makes a text an identifier of a field, a parameter or a function; `empty` stands where nothing is left.
pub(super) fn field_name(text: &str, empty: &str) -> String {
    guarded(case::snake(text), empty)
}

/// Makes a text an identifier of an enum's value.
pub(super) fn variant_name(text: &str, empty: &str) -> String {
    let name = case::camel(text);
    if name.is_empty() {
        return empty.to_owned();
    }
    if name.starts_with(|c: char| !c.is_alphabetic()) {
        return format!("Value{name}");
    }
    if is_keyword(&name) { format!("{name}_") } else { name }
}

/// A module's name for a type's name: also a file's, so no device, and ASCII (rustc looks for no file of another name).
pub(super) fn module_name(name: &str) -> String {
    let module = guarded(case::short(case::ascii(&case::snake(name))), "module");
    if is_device(&module) { format!("{module}_") } else { module }
}

fn guarded(name: String, empty: &str) -> String {
    if name.is_empty() {
        return empty.to_owned();
    }
    if name.starts_with(|c: char| !c.is_alphabetic()) {
        return format!("{empty}_{name}");
    }
    if is_keyword(&name) { format!("{name}_") } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers() {
        assert_eq!(type_name("Option", "Model"), "OptionModel");
        assert_eq!(type_name("200", "Model"), "Model200");
        assert_eq!(type_name("🎉", "Model"), "Model");
        assert_eq!(type_name("self", "Model"), "SelfModel");
        assert_eq!(field_name("type", "field"), "type_");
        assert_eq!(field_name("10", "field"), "field_10");
        assert_eq!(variant_name("", "Empty"), "Empty");
        assert_eq!(variant_name("1.0", "Empty"), "Value1_0");
        assert_eq!(variant_name("self", "Empty"), "Self_");
        assert_eq!(module_name("Con"), "con_");
        assert_eq!(module_name("Mod"), "mod_");
        assert_eq!(module_name("日本"), "u65e5_u672c");
        assert_eq!(module_name("Größe"), "gr_uf6_udf_e");
        for long in ["日".repeat(100), "+".repeat(100), "x".repeat(1000)] {
            let module = module_name(&long);
            assert!(module.len() <= 160, "{module} is too long for a file");
            assert_ne!(module, module_name(&format!("{long}日")), "and still tells them apart");
        }
    }

    #[test]
    fn types_are_written_as_rustc_asks() {
        for name in ["Pet", "HTTPServer", "V1_2", "日本", "X"] {
            assert!(is_camel(name), "{name}");
        }
        for name in ["pet", "pet_list", "Pet_List", "Pet_", "_Pet", "A__B", "V1_b"] {
            assert!(!is_camel(name), "{name}");
        }
    }

    #[test]
    fn the_first_keeps_its_name() {
        let mut scope = Scope::with(&["Unknown"]);
        assert_eq!(scope.take("Foo"), "Foo");
        assert_eq!(scope.take("FOO"), "FOO2");
        assert_eq!(scope.take("Foo"), "Foo3");
        assert_eq!(scope.take("V1"), "V1");
        assert_eq!(scope.take("V1"), "V1_2");
        assert_eq!(scope.take("Self_"), "Self_");
        assert_eq!(scope.take("Self_"), "Self2");
        assert_eq!(scope.take("type_"), "type_");
        assert_eq!(scope.take("type_"), "type_2");
    }
}
