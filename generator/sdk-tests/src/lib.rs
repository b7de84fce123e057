//! Tests of the SDK as a whole live in `tests/`.
