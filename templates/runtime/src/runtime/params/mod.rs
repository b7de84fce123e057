//! Parameters: from Rust values to the text of a path, a query, a header, a cookie or a form.

mod encode;
mod percent;
mod style;
mod value;
mod wrap;

pub use encode::{cookie, form, header, path, query};
pub use percent::{Keep, encode as percent_encode};
pub use style::{Style, StyleKind};
pub use value::{ParamValue, ToParam, from_json};
pub use wrap::{JsonText, Tree};
