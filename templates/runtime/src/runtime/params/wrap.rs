//! Values that have no text of their own, as parameters.

use super::value::{ParamValue, ToParam, from_json};
use crate::runtime::json::{Field, to_vec};

/// A model as a parameter: what it is as JSON, member by member.
#[derive(Debug)]
pub struct Tree<'a, T: Field>(pub &'a T);

impl<T: Field> ToParam for Tree<'_, T> {
    fn to_param(&self) -> ParamValue<'_> {
        // Only a number that is not finite cannot be written; it has no place in a URL either.
        from_json(self.0).unwrap_or(ParamValue::Absent)
    }
}

/// A value that travels as JSON text, for a parameter with a content type.
#[derive(Debug)]
pub struct JsonText<'a, T: Field>(pub &'a T);

impl<T: Field> ToParam for JsonText<'_, T> {
    fn to_param(&self) -> ParamValue<'_> {
        match to_vec(self.0) {
            Ok(json) => ParamValue::from(String::from_utf8_lossy(&json).into_owned()),
            Err(_) => ParamValue::Absent,
        }
    }
}
