//! What every operation and model of this SDK stands on: the client, calls, JSON, parameters, credentials, errors.
//!
//! Nothing in here knows a particular API. Reading order for a newcomer: [`operation`] (what is known of an
//! operation), [`call`] (how a request is put together), [`exchange`](retry) (how it is sent, and again), [`output`] (how the
//! answer is read), [`json`] (the reader and the writer under it all).

pub mod base64;
#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
mod blocking;
pub mod body;
pub mod builder;
#[cfg(all(feature = "reqwest", not(target_arch = "wasm32")))]
mod builder_http;
pub mod call;
pub mod client;
mod clock;
mod coding;
pub mod context;
pub mod credential;
pub mod dispatch;
pub mod download;
mod draft;
pub mod enums;
pub mod error;
mod error_text;
pub mod events;
mod exchange;
#[cfg(all(feature = "reqwest", not(target_arch = "wasm32")))]
mod files;
mod granted;
mod hitting_set;
pub mod header;
mod http_date;
pub mod interceptor;
pub mod items;
pub mod json;
mod least;
pub mod lines;
pub mod multipart;
#[cfg(feature = "oauth")]
pub mod oauth;
mod opening;
pub mod operation;
pub mod output;
pub mod paging;
pub mod params;
pub mod patch;
pub mod payload;
pub mod permission;
mod plan;
pub mod progress;
mod random;
pub mod rate_limit;
pub mod raw;
pub mod raw_response;
mod receive;
pub mod redirect;
pub mod retry;
pub mod secret;
pub mod sending;
mod settings;
mod silence;
#[cfg(feature = "testing")]
pub mod testing;
mod trace;
pub mod transport;
#[cfg(all(feature = "reqwest", target_arch = "wasm32"))]
mod transport_fetch;
#[cfg(all(feature = "reqwest", not(target_arch = "wasm32")))]
mod transport_reqwest;
pub mod unions;
mod url;
#[cfg(all(feature = "websocket", not(target_arch = "wasm32")))]
pub mod websocket;
mod wildcard;

pub use body::Body;
pub use builder::ClientBuilder;
pub use call::Call;
pub use client::{Client, Config};
pub use context::Context;
pub use credential::{Credential, IntoCredential, UserPassword};
pub use dispatch::Received;
pub use download::Download;
pub use error::Error;
pub use events::{Envelope, Event, EventStream, Events, Reconnect};
pub use header::Header;
#[allow(unused_imports)]
pub(crate) use json::bridge::serde_bridge;
pub use interceptor::{Attempt, Interceptor};
pub use items::Item;
pub use lines::{LineStream, Lines};
pub use multipart::{Multipart, Part};
pub use operation::{Api, Method, NamedServers, OAuthFlow, Operation, SchemeKind, SchemeUse, SecurityScheme};
pub use output::{AnyText, Binary, OrEmpty, Output, ResponseOf, Text};
pub use paging::{Items, Pages, Paging};
pub use params::{ParamValue, Style, StyleKind, ToParam};
pub use patch::Patch;
pub use permission::{MinimalPermissions, Permission, Requirement};
pub use progress::Progress;
pub use rate_limit::{RateLimit, RateLimitHeaders};
pub use raw::RawRequest;
pub use raw_response::RawResponse;
pub use redirect::Redirects;
pub use retry::Retry;
pub use secret::Secret;
pub use sending::{Sending, SendingResponse};
pub use transport::{BoxFuture, Request, Response, Transport, TransportError, TransportErrorKind};
#[cfg(all(feature = "reqwest", not(target_arch = "wasm32")))]
pub use transport_reqwest::ReqwestTransport;
