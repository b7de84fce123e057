//! `serde_json::Value`: what a description leaves open.

use serde_json::{Map, Number, Value};

use super::Field;
use super::bad::Bad;
use super::raw::JsonKind;
use super::reader::{Reader, finite};
use super::writer::Writer;

// Read by our own reader and not by serde_json, for exact floats, our depth limit and our error paths.
impl Field for Value {
    #[inline]
    fn empty() -> Self {
        Value::Null
    }
    #[inline(never)]
    fn read(&mut self, r: &mut Reader<'_>) -> Result<(), Bad> {
        *self = value(r)?;
        Ok(())
    }
    #[inline(never)]
    fn write(&self, w: &mut Writer<'_>) {
        w.json(|out| serde_json::to_writer(out, self));
    }
}

fn value(r: &mut Reader<'_>) -> Result<Value, Bad> {
    Ok(match r.kind()? {
        JsonKind::Null => {
            r.null()?;
            Value::Null
        }
        JsonKind::Boolean => Value::Bool(r.boolean()?),
        JsonKind::String => Value::String(r.text()?.to_owned()),
        JsonKind::Integer | JsonKind::Number => Value::Number(number(r)?),
        JsonKind::Array => {
            let mut items = Vec::new();
            r.array(&mut |r| {
                items.push(value(r)?);
                Ok(())
            })?;
            Value::Array(items)
        }
        JsonKind::Object => {
            let mut members = Map::new();
            r.map(&mut |key, r| {
                let member = value(r)?;
                members.insert(std::mem::take(key), member);
                Ok(())
            })?;
            Value::Object(members)
        }
    })
}

/// Integers stay exact as far as 64 bits reach; beyond that, and with a fraction, the nearest `f64`.
fn number(r: &mut Reader<'_>) -> Result<Number, Bad> {
    r.peek()?;
    let at = r.offset();
    let text = r.number("a number")?;
    if let Ok(number) = text.parse::<u64>() {
        return Ok(Number::from(number));
    }
    // Minus zero is a float: as an integer it would lose its sign.
    if let (Ok(number), true) = (text.parse::<i64>(), text != "-0") {
        return Ok(Number::from(number));
    }
    finite(text).and_then(Number::from_f64).ok_or_else(|| Bad::new(at, "the number is out of range"))
}
