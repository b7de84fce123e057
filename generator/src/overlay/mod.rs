//! OpenAPI Overlays 1.0 and 1.1: changes that stand beside a description and not in it.
//!
//! An overlay addresses the description as it is written: before Swagger 2.0 is lifted, and without following references
//! but those that lead into other files, so that a tree of files is one description. What it brings is copied into the document, and each copy keeps the place in the overlay as its origin; what
//! it changes keeps its own. A `$ref` that it brings means what it would mean if it stood in the root file.

mod apply;
mod form;
mod merge;
mod path;

use crate::diag::{Code, Diagnostic, Findings};
use crate::document::Document;
use crate::read::{ReadOptions, Source, read_linked, read_overlay};

/// Applies overlays in their order to a description, of which the root file is read.
///
/// What cannot be applied goes to `findings` and is left out. `None` means that the description has grown beyond all
/// bounds.
pub fn apply(
    mut document: Document,
    overlays: &[String],
    source: &Source,
    options: &ReadOptions,
    findings: &mut Findings,
) -> Option<Document> {
    let mut tried = None;
    for name in overlays {
        let file = source.other(name);
        let Some(root) = read_overlay(&mut document, &file, options, findings) else { continue };
        let actions = form::actions(document.at(root), &source.root, findings);
        for action in actions {
            let mut remarks = Findings::default();
            let mut read = |document: &mut Document| {
                // what could not be read is not tried again before something is added
                if tried.replace(document.nodes.len()) != Some(document.nodes.len()) {
                    read_linked(document, source, options, &mut remarks);
                    tried = Some(document.nodes.len());
                }
            };
            let mut change =
                apply::Change { document: &mut document, most: options.max_nodes, read: &mut read };
            let done = change.act(&action);
            remarks.all().iter().for_each(|remark| findings.push(remark.clone()));
            match done {
                Ok(told) => told.into_iter().for_each(|finding| findings.push(finding)),
                Err(apply::Stop::Refused(refusals)) => {
                    refusals.into_iter().for_each(|finding| findings.push(finding));
                }
                Err(apply::Stop::Grown(why)) => {
                    let place = document.at(action.node).place();
                    findings.push(Diagnostic::new(Code::OverlayGrowth, place, why));
                    return None;
                }
            }
        }
    }
    Some(document)
}
