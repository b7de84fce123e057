//! `serde_bridge!` as a generated model uses it.

#![allow(clippy::unwrap_used)]

use crate::runtime::json::{Bad, Field, Model, Object, Reader};
use crate::runtime::serde_bridge;

#[derive(Debug, Default, PartialEq)]
struct Point {
    x: f64,
    label: Option<String>,
}

impl Model for Point {
    const NAME: &'static str = "Point";
    const KEYS: &'static [&'static str] = &["x", "label"];
    const REQUIRED: usize = 1;
    fn empty() -> Self {
        Self::default()
    }
    fn fill(&mut self, key: usize, r: &mut Reader<'_>) -> Result<(), Bad> {
        match key {
            0 => self.x.read(r),
            1 => self.label.read(r),
            _ => r.skip(),
        }
    }
    fn emit(&self, object: &mut Object<'_>) {
        object.field("x", &self.x);
        object.field("label", &self.label);
    }
}

serde_bridge!(Point);

#[test]
fn serde_reads_and_writes_what_the_runtime_does() {
    let point = Point { x: 0.1, label: Some("a\"b".into()) };
    let text = serde_json::to_string(&point).unwrap();
    assert_eq!(serde_json::from_str::<Point>(&text).unwrap(), point);
    let tree = serde_json::to_value(&point).unwrap();
    assert_eq!(tree, serde_json::json!({"x": 0.1, "label": "a\"b"}));
    assert_eq!(serde_json::from_value::<Point>(tree).unwrap(), point);
}

#[test]
fn serde_errors_carry_the_path() {
    let error = serde_json::from_str::<Point>(r#"{"x": "one"}"#).unwrap_err().to_string();
    assert!(error.contains("a string where a number was expected at /x"), "{error}");
    let error = serde_json::from_str::<Point>("{}").unwrap_err().to_string();
    assert!(error.contains("missing `x` of Point"), "{error}");
    let error = serde_json::to_string(&Point { x: f64::NAN, label: None }).unwrap_err().to_string();
    assert!(error.contains("NaN cannot be written as JSON"), "{error}");
}
