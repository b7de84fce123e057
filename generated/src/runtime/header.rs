//! Headers of results, with the type that the description gives them.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use http::HeaderMap;

use super::error::Error;
use super::output::ResponseOf;

/// A header that the description names, with the type of its value.
pub struct Header<T> {
    name: &'static str,
    value: PhantomData<fn() -> T>,
}

impl<T> Header<T> {
    /// A header of this name.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self { name, value: PhantomData }
    }

    /// Its name, as the description writes it; case does not matter.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.name
    }
}

impl<T: FromStr> Header<T> {
    /// Its value, where it came and is what the description says. Where it came several times, the first one counts.
    #[must_use]
    pub fn of(self, headers: &HeaderMap) -> Option<T> {
        headers.get(self.name)?.to_str().ok()?.trim().parse().ok()
    }
}

impl<T> ResponseOf<T> {
    /// The value of a header, where it came and is what the description says; [`headers`](Self::headers) has them all.
    #[must_use]
    pub fn header<V: FromStr>(&self, header: Header<V>) -> Option<V> {
        header.of(self.headers())
    }
}

impl Error {
    /// The value of a header of the answer, where it came and is what the description says.
    #[must_use]
    pub fn header<V: FromStr>(&self, header: Header<V>) -> Option<V> {
        header.of(self.headers()?)
    }
}

// Derived, these would ask the same of `T`.
impl<T> Clone for Header<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Header<T> {}

impl<T> fmt::Debug for Header<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Header").field(&self.name).finish()
    }
}
