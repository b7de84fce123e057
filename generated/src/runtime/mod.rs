//! What every operation and model of this SDK stands on: the client, calls, JSON, parameters, credentials, errors.
//!
//! Nothing in here knows a particular API. Reading order for a newcomer: [`operation`] (what is known of an
//! operation), [`call`] (how a request is put together), [`dispatch`] (how it is sent), [`output`] (how the
//! answer is read), [`json`] (the reader and the writer under it all).

pub mod base64;
pub mod body;
pub mod builder;
pub mod call;
pub mod client;
mod clock;
pub mod context;
pub mod credential;
pub mod dispatch;
pub mod enums;
pub mod error;
mod error_text;
mod hitting_set;
pub mod header;
pub mod json;
pub mod multipart;
#[cfg(feature = "oauth")]
pub mod oauth;
pub mod operation;
pub mod output;
pub mod paging;
pub mod params;
pub mod patch;
pub mod payload;
pub mod permission;
pub mod raw;
pub mod secret;
pub mod sending;
pub mod transport;
#[cfg(all(feature = "reqwest", not(target_arch = "wasm32")))]
mod transport_reqwest;
pub mod unions;
mod url;
mod wildcard;

pub use body::Body;
pub use builder::ClientBuilder;
pub use call::Call;
pub use client::{Client, Config};
pub use context::Context;
pub use credential::{Credential, IntoCredential, UserPassword};
pub use dispatch::Received;
pub use error::Error;
pub use header::Header;
#[allow(unused_imports)]
pub(crate) use json::bridge::serde_bridge;
pub use multipart::{Multipart, Part};
pub use operation::{Api, Method, OAuthFlow, Operation, SchemeKind, SchemeUse, SecurityScheme};
pub use output::{Binary, OrEmpty, Output, ResponseOf, Text};
pub use paging::{Items, Pages, Paging};
pub use params::{ParamValue, Style, StyleKind, ToParam};
pub use patch::Patch;
pub use permission::{MinimalPermissions, Requirement};
pub use raw::RawRequest;
pub use secret::Secret;
pub use sending::{Sending, SendingResponse};
pub use transport::{BoxFuture, Request, Response, Transport, TransportError, TransportErrorKind};
