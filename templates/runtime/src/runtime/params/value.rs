//! What a parameter's value is made of.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::runtime::json::{EncodeError, Field, from_slice, to_vec};

/// The value of a parameter before it is encoded.
#[derive(Clone, Debug, PartialEq)]
pub enum ParamValue<'a> {
    /// Not sent at all.
    Absent,
    /// One text.
    Text(Cow<'a, str>),
    /// A number, `true` or `false`: written like a text, but without quotes where a value becomes JSON.
    Bare(String),
    /// An array.
    List(Vec<ParamValue<'a>>),
    /// An object, in order.
    Object(Vec<(Cow<'a, str>, ParamValue<'a>)>),
}

impl<'a> From<&'a str> for ParamValue<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for ParamValue<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl ParamValue<'_> {
    /// The same, borrowing nothing.
    #[must_use]
    pub fn into_owned(self) -> ParamValue<'static> {
        match self {
            Self::Absent => ParamValue::Absent,
            Self::Text(text) => ParamValue::from(text.into_owned()),
            Self::Bare(text) => ParamValue::Bare(text),
            Self::List(items) => ParamValue::List(items.into_iter().map(ParamValue::into_owned).collect()),
            Self::Object(members) => ParamValue::Object(
                members
                    .into_iter()
                    .map(|(key, value)| (Cow::Owned(key.into_owned()), value.into_owned()))
                    .collect(),
            ),
        }
    }
}

/// A type that can be a parameter.
pub trait ToParam {
    /// Its value.
    fn to_param(&self) -> ParamValue<'_>;
}

impl ToParam for ParamValue<'_> {
    fn to_param(&self) -> ParamValue<'_> {
        self.clone()
    }
}

impl ToParam for str {
    fn to_param(&self) -> ParamValue<'_> {
        ParamValue::from(self)
    }
}

impl ToParam for String {
    fn to_param(&self) -> ParamValue<'_> {
        ParamValue::from(self.as_str())
    }
}

impl ToParam for bool {
    fn to_param(&self) -> ParamValue<'_> {
        ParamValue::from(if *self { "true" } else { "false" })
    }
}

macro_rules! printed {
    ($($number:ty)*) => {$(
        impl ToParam for $number {
            fn to_param(&self) -> ParamValue<'_> {
                ParamValue::from(self.to_string())
            }
        }
    )*};
}

// `to_string` of a float is its shortest exact text, without an exponent.
printed!(i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64);

impl<T: ToParam + ?Sized> ToParam for &T {
    fn to_param(&self) -> ParamValue<'_> {
        (**self).to_param()
    }
}

impl<T: ToParam + ?Sized> ToParam for Box<T> {
    fn to_param(&self) -> ParamValue<'_> {
        (**self).to_param()
    }
}

impl<T: ToParam> ToParam for [T] {
    fn to_param(&self) -> ParamValue<'_> {
        ParamValue::List(self.iter().map(ToParam::to_param).collect())
    }
}

impl<T: ToParam, const N: usize> ToParam for [T; N] {
    fn to_param(&self) -> ParamValue<'_> {
        self.as_slice().to_param()
    }
}

impl<T: ToParam> ToParam for Vec<T> {
    fn to_param(&self) -> ParamValue<'_> {
        self.as_slice().to_param()
    }
}

impl<T: ToParam> ToParam for Option<T> {
    fn to_param(&self) -> ParamValue<'_> {
        self.as_ref().map_or(ParamValue::Absent, ToParam::to_param)
    }
}

impl<T: ToParam> ToParam for BTreeMap<String, T> {
    fn to_param(&self) -> ParamValue<'_> {
        ParamValue::Object(
            self.iter().map(|(key, value)| (Cow::Borrowed(key.as_str()), value.to_param())).collect(),
        )
    }
}

impl ToParam for serde_json::Value {
    fn to_param(&self) -> ParamValue<'_> {
        use serde_json::Value;
        match self {
            Value::Null => ParamValue::Absent,
            Value::Bool(value) => ParamValue::Bare(value.to_string()),
            Value::Number(number) => ParamValue::Bare(number.to_string()),
            Value::String(text) => ParamValue::from(text.as_str()),
            Value::Array(items) => ParamValue::List(items.iter().map(ToParam::to_param).collect()),
            Value::Object(members) => ParamValue::Object(
                members.iter().map(|(key, value)| (Cow::Borrowed(key.as_str()), value.to_param())).collect(),
            ),
        }
    }
}

/// The value of a model: what it is as JSON, member by member.
///
/// # Errors
/// When the model cannot be written as JSON.
pub fn from_json<T: Field>(model: &T) -> Result<ParamValue<'static>, EncodeError> {
    let json = to_vec(model)?;
    // What was just written can be read.
    let tree: serde_json::Value = from_slice(&json).unwrap_or_default();
    Ok(tree.to_param().into_owned())
}
