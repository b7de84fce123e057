//! Responses that travel compressed, with the features `gzip` and `brotli`.
//!
//! A response is unpacked only where this module asked for it: whoever sets `accept-encoding` gets the bytes as they
//! came. It is done piece by piece, so that limits of size count what comes out, and no bomb is ever there as a whole.
//! Browsers unpack by themselves.

#[cfg(all(feature = "brotli", not(target_arch = "wasm32")))]
mod brotli;
#[cfg(all(feature = "gzip", not(target_arch = "wasm32")))]
mod gzip;
#[cfg(all(any(feature = "gzip", feature = "brotli"), not(target_arch = "wasm32")))]
mod unpack;

use http::HeaderMap;

use super::transport::Response;

/// Asks for a compressed response, unless the request says something of it already. A part of a file is asked for as it
/// is, since parts of compressed files are nothing that could be unpacked.
#[cfg(all(any(feature = "gzip", feature = "brotli"), not(target_arch = "wasm32")))]
pub(super) fn ask(headers: &mut HeaderMap) -> bool {
    use http::header::{ACCEPT_ENCODING, HeaderValue, RANGE};
    let known = match (cfg!(feature = "gzip"), cfg!(feature = "brotli")) {
        (true, true) => "br, gzip",
        (true, false) => "gzip",
        _ => "br",
    };
    let free = !headers.contains_key(ACCEPT_ENCODING) && !headers.contains_key(RANGE);
    if free {
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(known));
    }
    free
}

/// Nothing is asked for.
#[cfg(not(all(any(feature = "gzip", feature = "brotli"), not(target_arch = "wasm32"))))]
pub(super) fn ask(_: &mut HeaderMap) -> bool {
    false
}

/// The same response, unpacked if it was asked for.
#[cfg(all(any(feature = "gzip", feature = "brotli"), not(target_arch = "wasm32")))]
pub(super) fn decoded(mut response: Response, asked: bool) -> Response {
    use http::header::{CONTENT_ENCODING, CONTENT_LENGTH};
    let coding = response.headers.get(CONTENT_ENCODING).and_then(|coding| coding.to_str().ok());
    let Some(coding) = coding.filter(|_| asked).and_then(unpack::Coding::named) else { return response };
    response.body = unpack::unpacked(std::mem::take(&mut response.body), coding);
    response.headers.remove(CONTENT_ENCODING);
    response.headers.remove(CONTENT_LENGTH);
    response
}

/// The response as it is.
#[cfg(not(all(any(feature = "gzip", feature = "brotli"), not(target_arch = "wasm32"))))]
pub(super) fn decoded(response: Response, _: bool) -> Response {
    response
}
