//! Bytes as the body of an answer: what the runtime's reader takes is JSON, and says the same after being written.

use sdk_runtime::runtime::json::{from_slice, to_vec};
use serde_json::Value;

/// Everything is read as a free-form value, and as values of fixed types for their errors.
pub fn check(bytes: &[u8]) {
    let _ = from_slice::<Vec<i64>>(bytes).map_err(|error| error.to_string());
    let _ = from_slice::<Option<String>>(bytes).map_err(|error| error.to_string());
    let _ = from_slice::<std::collections::BTreeMap<String, f64>>(bytes).map_err(|error| error.to_string());
    let Ok(value) = from_slice::<Value>(bytes) else { return };
    assert!(serde_json::from_slice::<Value>(bytes).is_ok(), "this is no JSON");
    let Ok(written) = to_vec(&value) else { return };
    let again: Value = from_slice(&written).expect("what was written can be read");
    assert_eq!(value, again);
}
