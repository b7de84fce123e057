//! The runtime of generated SDKs, as an ordinary crate so that it is compiled, linted and tested before it is
//! ever copied. A generated SDK carries `src/runtime/` word for word; nothing else of this crate goes there.

pub mod runtime;
