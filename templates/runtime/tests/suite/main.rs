//! The runtime as generated code and its users see it. One binary, so that it links once.

mod best_match;
#[cfg(all(feature = "blocking", feature = "reqwest"))]
mod blocking;
mod bodies;
#[cfg(all(feature = "gzip", feature = "reqwest"))]
mod compressed;
mod credentials;
#[cfg(any(feature = "time", feature = "chrono", feature = "jiff"))]
mod dates;
mod differential;
#[cfg(feature = "reqwest")]
mod downloads;
#[cfg(feature = "reqwest")]
mod drip;
mod enums;
mod errors;
#[cfg(feature = "reqwest")]
mod events;
#[cfg(feature = "reqwest")]
mod faults;
mod fixture;
mod fixture_api;
mod granted;
mod interceptors;
mod judge;
#[cfg(feature = "reqwest")]
mod lines;
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
mod rate_limits;
mod raw;
mod redirects;
mod requests;
mod retries;
mod rfc8259;
mod server;
mod settings;
#[cfg(all(feature = "websocket", feature = "reqwest"))]
mod sockets;
mod stub;
#[cfg(feature = "testing")]
mod testing;
#[cfg(feature = "rustls")]
mod tls;
mod texts;
#[cfg(feature = "tracing")]
mod traces;
mod tuples;
mod unions;
#[cfg(all(feature = "websocket", feature = "reqwest"))]
mod websocket;
#[cfg(all(feature = "websocket", feature = "reqwest"))]
mod websocket_open;
#[cfg(feature = "reqwest")]
mod wire;
#[cfg(feature = "reqwest")]
mod wire_failures;
