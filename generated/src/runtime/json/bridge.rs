//! serde for users: any type of ours can go through any serde format, by way of its JSON.

#[cfg(feature = "serde")]
use serde::de::Error as _;
#[cfg(feature = "serde")]
use serde::ser::Error as _;
#[cfg(feature = "serde")]
use serde::{Deserialize, Deserializer, Serialize, Serializer};

#[cfg(feature = "serde")]
use super::Field;

/// Serializes what the writer writes.
///
/// # Errors
/// Those of the serializer, and numbers that JSON cannot hold.
#[cfg(feature = "serde")]
#[inline]
pub fn serialize<T: Field, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let json = super::to_vec(value).map_err(S::Error::custom)?;
    open(&json).map_err(S::Error::custom)?.serialize(serializer)
}

#[cfg(feature = "serde")]
fn open(json: &[u8]) -> Result<serde_json::Value, super::Bad> {
    super::from_slice(json)
}

/// Deserializes what the reader reads.
///
/// # Errors
/// Those of the deserializer, and everything that the reader refuses.
#[cfg(feature = "serde")]
#[inline]
pub fn deserialize<'de, T: Field, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let json = serde_json::Value::deserialize(deserializer)?.to_string();
    super::from_slice(json.as_bytes()).map_err(D::Error::custom)
}

/// `Serialize` and `Deserialize` for a type that is a `Field`; nothing without the feature `serde`.
#[allow(unused_macros)]
macro_rules! serde_bridge {
    ($type:ty) => {
        #[cfg(feature = "serde")]
        impl ::serde::Serialize for $type {
            #[inline]
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::runtime::json::serialize(self, serializer)
            }
        }
        #[cfg(feature = "serde")]
        impl<'de> ::serde::Deserialize<'de> for $type {
            #[inline]
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::runtime::json::deserialize(deserializer)
            }
        }
    };
}
#[allow(unused_imports)]
pub(crate) use serde_bridge;
