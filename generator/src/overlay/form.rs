//! The form of an overlay: its version, and its actions one by one.

use super::path::{self, Path};
use crate::diag::{Code, Diagnostic, Findings};
use crate::document::{At, NodeId, distance, join};

/// One action, ready to be applied.
pub(super) struct Action {
    /// The action as a whole.
    pub(super) node: NodeId,
    /// The text of the path.
    pub(super) target: NodeId,
    pub(super) path: Path,
    pub(super) deed: Deed,
}

/// What an action does to each node that it finds.
pub(super) enum Deed {
    /// Merges this value into it.
    Update(NodeId),
    /// Merges a copy of the one node that this path finds into it.
    Copy { text: NodeId, path: Path },
    /// Takes it out of what holds it.
    Remove,
}

/// The actions of an overlay that can be applied; `spec` is the file that it is applied to.
pub(super) fn actions(overlay: At<'_>, spec: &str, findings: &mut Findings) -> Vec<Action> {
    let mut form = Form { findings, copies: false };
    if !form.head(overlay, spec) {
        return Vec::new();
    }
    let Some(list) = overlay.get("actions") else {
        form.wrong(overlay, "an overlay without `actions`", Some("`actions:` lists what it changes"));
        return Vec::new();
    };
    if !list.is_array() {
        form.wrong(list, &format!("`actions` is {}, not a list", list.kind()), None);
    } else if list.items().next().is_none() {
        form.idle(list, "an overlay without any action", None);
    }
    list.items().filter_map(|action| form.action(action)).collect()
}

struct Form<'f> {
    findings: &'f mut Findings,
    /// Whether this version knows `copy`.
    copies: bool,
}

impl Form<'_> {
    fn wrong(&mut self, at: At<'_>, message: &str, hint: Option<&str>) {
        let finding = Diagnostic::new(Code::OverlayForm, at.place(), message);
        self.findings.push(match hint {
            Some(hint) => finding.hint(hint),
            None => finding,
        });
    }

    fn idle(&mut self, at: At<'_>, message: &str, hint: Option<&str>) {
        let finding = Diagnostic::new(Code::OverlayIdle, at.place(), message);
        self.findings.push(match hint {
            Some(hint) => finding.hint(hint),
            None => finding,
        });
    }

    /// Everything but the actions; whether it is an overlay that can be read.
    fn head(&mut self, overlay: At<'_>, spec: &str) -> bool {
        if !overlay.is_object() {
            self.wrong(overlay, &format!("an overlay is an object, not {}", overlay.kind()), Some(START));
            return false;
        }
        let Some(version) = overlay.get("overlay") else {
            let hint = match overlay.has("openapi") || overlay.has("swagger") {
                true => "this is a description: give it with `--spec`",
                false => START,
            };
            self.wrong(overlay, "`overlay` does not say a version", Some(hint));
            return false;
        };
        let text = version.text().unwrap_or_default().to_owned();
        let mut parts = text.split('.');
        match (parts.next(), parts.next().unwrap_or("0")) {
            (Some("1"), "0") => {}
            (Some("1"), "1") => self.copies = true,
            _ => {
                let message = format!("overlay version `{text}` is not one that can be read");
                self.wrong(version, &message, Some("1.0.x and 1.1.x are read"));
                return false;
            }
        }
        self.keys(overlay, &["overlay", "info", "extends", "actions"]);
        match overlay.get("info") {
            Some(info) if info.is_object() => self.keys(info, &["title", "version", "description"]),
            Some(info) => self.wrong(info, &format!("`info` is {}, not an object", info.kind()), None),
            None => {}
        }
        if let Some(extends) = overlay.get("extends") {
            self.extends(extends, overlay, spec);
        }
        true
    }

    /// `extends` names a description; applying the overlay to another one is the user's choice.
    fn extends(&mut self, extends: At<'_>, overlay: At<'_>, spec: &str) {
        let Some(named) = extends.str() else {
            self.wrong(extends, &format!("`extends` is {}, not text", extends.kind()), None);
            return;
        };
        if join(&overlay.place().file, named) != join("", spec) {
            let message = format!("this overlay is made for `{named}`; it is applied to `{spec}`");
            self.findings.push(Diagnostic::new(Code::OverlayExtends, extends.place(), message));
        }
    }

    /// Tells keys that mean nothing here.
    fn keys(&mut self, object: At<'_>, known: &[&str]) {
        for (key, value) in object.entries() {
            if known.contains(&key) || key.starts_with("x-") {
                continue;
            }
            let finding = Diagnostic::new(
                Code::OverlayKey,
                value.key_place(),
                format!("`{key}` means nothing here and is ignored"),
            );
            let near = known.iter().find(|name| distance(name, &key.to_lowercase()) <= 2);
            let hint = match near {
                _ if key == "copy" => "`copy` came with version 1.1; say `overlay: 1.1.0`".to_owned(),
                Some(name) => format!("is `{name}` meant?"),
                None => format!("known here: `{}`, and names that begin with `x-`", known.join("`, `")),
            };
            self.findings.push(finding.hint(hint));
        }
    }

    fn action(&mut self, action: At<'_>) -> Option<Action> {
        if !action.is_object() {
            self.wrong(action, &format!("an action is an object, not {}", action.kind()), None);
            return None;
        }
        match self.copies {
            true => self.keys(action, &["target", "description", "update", "copy", "remove"]),
            false => self.keys(action, &["target", "description", "update", "remove"]),
        }
        let Some(target) = action.get("target") else {
            self.wrong(
                action,
                "an action without `target`",
                Some("`target: $.paths['/pets']` says what changes"),
            );
            return None;
        };
        let path = self.path(target, "target");
        let deed = self.deed(action);
        Some(Action { node: action.id(), target: target.id(), path: path?, deed: deed? })
    }

    fn deed(&mut self, action: At<'_>) -> Option<Deed> {
        let remove = match action.get("remove") {
            Some(remove) => match remove.bool() {
                Some(remove) => remove,
                None => {
                    self.wrong(remove, &format!("`remove` is {}, not true or false", remove.kind()), None);
                    return None;
                }
            },
            None => false,
        };
        let update = action.get("update");
        let copy = action.get("copy").filter(|_| self.copies);
        match (remove, update, copy) {
            (true, None, None) => Some(Deed::Remove),
            (true, Some(more), _) | (true, None, Some(more)) => {
                self.idle(
                    more,
                    "an action that removes does nothing else",
                    Some("make it an action of its own"),
                );
                Some(Deed::Remove)
            }
            (false, Some(update), None) => Some(Deed::Update(update.id())),
            (false, None, Some(copy)) => {
                let path = self.path(copy, "copy")?;
                Some(Deed::Copy { text: copy.id(), path })
            }
            (false, Some(_), Some(copy)) => {
                self.wrong(copy, "`update` and `copy` in one action", Some("make two actions of it"));
                None
            }
            (false, None, None) => {
                self.idle(
                    action,
                    "an action that changes nothing",
                    Some("`update`, `copy` or `remove: true` says what to do"),
                );
                None
            }
        }
    }

    fn path(&mut self, at: At<'_>, name: &str) -> Option<Path> {
        let Some(text) = at.str() else {
            self.wrong(at, &format!("`{name}` is {}, not text", at.kind()), None);
            return None;
        };
        match path::parse(text) {
            Ok(path) => Some(path),
            Err(error) => {
                let message =
                    format!("`{text}` is not a JSONPath: at character {}, {}", error.column, error.message);
                let finding = Diagnostic::new(Code::OverlayPath, at.place(), message);
                self.findings.push(match error.hint {
                    Some(hint) => finding.hint(hint),
                    None => finding,
                });
                None
            }
        }
    }
}

const START: &str = "an overlay begins with `overlay: 1.1.0` (also 1.0.x), `info` and `actions`";
