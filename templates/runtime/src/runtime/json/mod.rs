//! JSON: a pull [`Reader`], a [`Writer`], and the two traits that tie Rust types to them.
//!
//! [`Field`] is a type that can be read from and written to JSON; [`Model`] is one whose JSON is an object with
//! known keys. A model describes itself by a table of keys and two functions; the loops stand once, here.

mod bad;
#[cfg(feature = "base64")]
mod binary;
pub(crate) mod bridge;
mod containers;
#[cfg(any(feature = "chrono", feature = "time"))]
mod dates;
#[cfg(feature = "chrono")]
mod dates_chrono;
#[cfg(feature = "jiff")]
mod dates_jiff;
#[cfg(feature = "time")]
mod dates_time;
mod keys;
mod leaves;
mod raw;
mod reader;
mod skip;
#[cfg(any(
    feature = "chrono",
    feature = "jiff",
    feature = "rust_decimal",
    feature = "time",
    feature = "url",
    feature = "uuid"
))]
mod texts;
#[cfg(feature = "rust_decimal")]
mod texts_decimal;
#[cfg(feature = "url")]
mod texts_url;
#[cfg(feature = "uuid")]
mod texts_uuid;
mod tuples;
mod value;
mod writer;

pub use bad::{Bad, Bad as DecodeError};
#[cfg(feature = "base64")]
pub use binary::Base64;
#[cfg(feature = "serde")]
pub use bridge::{deserialize, serialize};
pub use keys::Shape;
pub use raw::{JsonKind, RawJson};
pub(crate) use reader::Tally;
pub use reader::{MAX_DEPTH, Reader};
pub use writer::{EncodeError, Object, Sink, Writer};

/// A type that can be read from JSON and written to it.
pub trait Field: Sized {
    /// The value that stands where nothing has been read yet.
    fn empty() -> Self;

    /// Reads one JSON value into `self`, replacing what stood there.
    fn read(&mut self, r: &mut Reader<'_>) -> Result<(), Bad>;

    /// Writes `self` as one JSON value.
    fn write(&self, w: &mut Writer<'_>);

    /// Whether [`Object::field`] leaves the key out.
    #[inline]
    fn is_absent(&self) -> bool {
        false
    }

    /// Reads the value of one entry of a map. What is no map skips it.
    #[inline]
    fn read_entry(&mut self, _key: &str, r: &mut Reader<'_>) -> Result<(), Bad> {
        r.skip()
    }
}

/// A type whose JSON is an object with known keys.
pub trait Model: Sized {
    /// The name of the schema.
    const NAME: &'static str;
    /// The keys on the wire, required ones first.
    const KEYS: &'static [&'static str];
    /// How many of the first [`KEYS`](Self::KEYS) must be there when reading.
    const REQUIRED: usize = 0;
    /// Whether keys that are not in [`KEYS`](Self::KEYS) go to [`fill_extra`](Self::fill_extra).
    const EXTRA: bool = false;

    /// The value before anything has been read.
    fn empty() -> Self;

    /// Reads the value of the key with this index; any other index is skipped.
    fn fill(&mut self, key: usize, r: &mut Reader<'_>) -> Result<(), Bad>;

    /// Writes every field.
    fn emit(&self, object: &mut Object<'_>);

    /// Reads the value of a key that is not in [`KEYS`](Self::KEYS).
    #[inline]
    fn fill_extra(&mut self, _key: &str, r: &mut Reader<'_>) -> Result<(), Bad> {
        r.skip()
    }
}

impl<T: Model> Field for T {
    #[inline]
    fn empty() -> Self {
        <T as Model>::empty()
    }

    #[inline]
    fn read(&mut self, r: &mut Reader<'_>) -> Result<(), Bad> {
        // Only a required model can meet its key twice with something in it: all else starts anew by itself.
        if r.take_repeated() {
            *self = <T as Model>::empty();
        }
        let shape = const { &Shape { name: T::NAME, keys: T::KEYS, required: T::REQUIRED, extra: T::EXTRA } };
        r.object(shape, &mut |key, name, r| {
            if T::EXTRA && key >= T::KEYS.len() { self.fill_extra(name, r) } else { self.fill(key, r) }
        })
    }

    #[inline]
    fn write(&self, w: &mut Writer<'_>) {
        w.object(T::KEYS, &mut |object| self.emit(object));
    }
}

impl<T: Model> Model for Box<T> {
    const NAME: &'static str = T::NAME;
    const KEYS: &'static [&'static str] = T::KEYS;
    const REQUIRED: usize = T::REQUIRED;
    const EXTRA: bool = T::EXTRA;

    #[inline]
    fn empty() -> Self {
        Box::new(T::empty())
    }

    #[inline]
    fn fill(&mut self, key: usize, r: &mut Reader<'_>) -> Result<(), Bad> {
        T::fill(self, key, r)
    }

    #[inline]
    fn emit(&self, object: &mut Object<'_>) {
        T::emit(self, object);
    }

    #[inline]
    fn fill_extra(&mut self, key: &str, r: &mut Reader<'_>) -> Result<(), Bad> {
        T::fill_extra(self, key, r)
    }
}

/// Reads one whole JSON document.
///
/// Of a key that stands twice in an object, the last one counts.
///
/// # Errors
/// When the text is not JSON, or not the JSON of a `T`; [`DecodeError::path`] says where.
#[inline]
pub fn from_slice<T: Field>(json: &[u8]) -> Result<T, DecodeError> {
    let mut reader = Reader::new(json);
    let mut value = T::empty();
    value.read(&mut reader)?;
    reader.finish()?;
    Ok(value)
}

/// Writes one whole JSON document, without white space.
///
/// # Errors
/// When a number in it is infinite or not a number.
#[inline]
pub fn to_vec<T: Field>(value: &T) -> Result<Vec<u8>, EncodeError> {
    let mut sink = Sink::new();
    value.write(&mut sink.writer());
    sink.finish()
}

/// The same for a list, of which no `Vec` is needed.
///
/// # Errors
/// As [`to_vec`].
#[inline]
pub fn list_to_vec<T: Field>(list: &[T]) -> Result<Vec<u8>, EncodeError> {
    let mut sink = Sink::new();
    containers::write_list(list, &mut sink.writer());
    sink.finish()
}
