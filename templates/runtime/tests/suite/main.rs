//! The runtime as generated code and its users see it. One binary, so that it links once.

mod best_match;
mod bodies;
mod credentials;
#[cfg(any(feature = "time", feature = "chrono", feature = "jiff"))]
mod dates;
mod differential;
mod enums;
mod errors;
mod fixture;
mod fixture_api;
mod judge;
mod minimal;
mod models;
mod multipart;
mod numbers;
#[cfg(feature = "oauth")]
mod oauth;
#[cfg(feature = "oauth")]
mod oauth_fake;
#[cfg(all(feature = "oauth", feature = "reqwest"))]
mod oauth_independent;
#[cfg(feature = "oauth")]
mod oauth_life;
#[cfg(feature = "oauth")]
mod oauth_login;
#[cfg(all(feature = "oauth", feature = "reqwest"))]
mod oauth_wire;
mod paging;
mod params;
mod permissions;
mod places;
mod random;
mod raw;
mod requests;
mod rfc8259;
mod server;
mod stub;
#[cfg(feature = "rustls")]
mod tls;
mod texts;
mod unions;
#[cfg(feature = "reqwest")]
mod wire;
#[cfg(feature = "reqwest")]
mod wire_failures;
