//! The seam to the stages behind [`crate::read`], which are not joined to the command line yet.

use std::io;

use super::options::{GenerateOptions, InspectOptions, Stage};
use super::{Terminal, WRONG};
use crate::document::Document;

/// Stands for the stages behind the document.
pub(super) fn inspect(
    _document: Document,
    stage: Stage,
    _options: &InspectOptions,
    terminal: &mut Terminal<'_>,
) -> io::Result<u8> {
    writeln!(terminal.err, "error: this build ends at the stage `document`; `{}` is not joined yet", stage.word())?;
    Ok(WRONG)
}

/// Stands for generation.
pub(super) fn generate(_options: &GenerateOptions, terminal: &mut Terminal<'_>) -> io::Result<u8> {
    writeln!(terminal.err, "error: this build only reads descriptions; `generate` is not joined yet")?;
    Ok(WRONG)
}
