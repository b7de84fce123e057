{% for line in v.docs %}//! {{ line }}
{% endfor %}

#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]
// Every lint that generated code may trip, each with its reason. There is no other `allow` in this crate.
#![allow(confusable_idents, reason = "the names are the description's")]
#![allow(mixed_script_confusables, reason = "the names are the description's")]
#![allow(uncommon_codepoints, reason = "the names are the description's")]
#![allow(deprecated, reason = "the crate itself names what the description calls deprecated")]
#![allow(clippy::disallowed_names, reason = "a field may be called foo")]
#![allow(clippy::enum_variant_names, reason = "the values are the description's")]
#![allow(clippy::large_enum_variant, reason = "a box around every larger candidate would cost all its users a step")]
#![allow(clippy::module_inception, reason = "a tag and an operation may have one name")]
#![allow(clippy::new_ret_no_self, reason = "an operation may be called new")]
#![allow(clippy::should_implement_trait, reason = "an operation may be called next or add")]
#![allow(clippy::struct_field_names, reason = "the fields are the description's")]
#![allow(clippy::too_many_arguments, reason = "an operation takes what the description says it needs")]
#![allow(clippy::type_complexity, reason = "maps of maps are the description's")]
#![allow(clippy::wrong_self_convention, reason = "an operation may be called to_this or from_that")]

pub mod api;
mod client;
{% if v.ext %}pub mod ext;
{% endif %}pub mod models;
pub mod operations;
pub mod runtime;
pub mod security;
{% if v.server.is_some() %}mod server;
{% endif %}{% if v.headers %}pub mod headers;
{% endif %}{% if v.permissions %}pub mod permissions;
{% endif %}{% if v.webhooks %}pub mod webhooks;
{% endif %}

pub use client::API;
#[cfg(feature = "testing")]
pub use runtime::testing;
pub use runtime::{
    Client, ClientBuilder, Credential, Error, Interceptor, Method, Operation, Patch, Permission, Requirement, Retry, Secret,
    Transport,
};
{% if v.oauth %}#[cfg(feature = "oauth")]
pub use runtime::oauth;
{% endif %}{% if let Some(server) = v.server %}pub use server::{{ server }};
{% endif %}
{% for name in v.crates %}
/// A crate whose types stand in models, in the version that they are of.
#[cfg(feature = "{{ name }}")]
pub use {{ name }};
{% endfor %}
