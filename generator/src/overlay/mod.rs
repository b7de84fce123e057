//! OpenAPI Overlays 1.0 and 1.1: changes that stand beside a description and not in it.
//!
//! An overlay addresses the root file as it is written: before references are followed, and before Swagger 2.0 is
//! lifted. What it brings is copied into the document, and each copy keeps the place in the overlay as its origin; what
//! it changes keeps its own. A `$ref` that it brings means what it would mean if it stood in the root file.

mod apply;
mod form;
mod merge;
mod path;

use crate::diag::{Code, Diagnostic, Findings};
use crate::document::Document;
use crate::read::{ReadOptions, Source, read_overlay};

/// Applies overlays in their order to the root file of a description.
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
    for name in overlays {
        let file = source.other(name);
        let Some(root) = read_overlay(&mut document, &file, options, findings) else { continue };
        let actions = form::actions(document.at(root), &source.root, findings);
        for action in actions {
            let mut change = apply::Change { document: &mut document, most: options.max_nodes };
            match change.act(&action) {
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
