//! Where tokens come from: as the user says, as the region says, as the description says, or as the server's own
//! discovery document says, in this order.

use std::net::IpAddr;

use http::header::{ACCEPT, HeaderMap, HeaderValue};
use http::{Method, Uri};
use serde_json::Value;

use super::super::body::Body;
use super::super::client::Config;
use super::super::context::Context;
use super::super::error::Error;
use super::super::json::from_slice;
use super::super::operation::SecurityScheme;
use super::super::transport::Request;
use super::answer::unusable;
use super::settings::{Grant, OAuth};

/// What an address is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    Token,
    Refresh,
    Page,
}

/// What a discovery document says.
#[derive(Clone, Debug, Default)]
pub(super) struct Discovered {
    token: Option<String>,
    page: Option<String>,
}

/// The address, as far as it is known without asking a server.
pub(super) fn known(
    purpose: Purpose,
    settings: &OAuth,
    scheme: &SecurityScheme,
    config: &Config,
) -> Option<String> {
    let given = match purpose {
        Purpose::Token => settings.token_url.as_deref().or(config.token_url()),
        Purpose::Refresh => {
            settings.refresh_url.as_deref().or(settings.token_url.as_deref()).or(config.token_url())
        }
        Purpose::Page => settings.authorization_url.as_deref().or(config.authorization_url()),
    };
    if let Some(given) = given {
        return Some(given.to_owned());
    }
    let wanted = match &settings.grant {
        Grant::ClientCredentials | Grant::Saml2 { .. } => "clientCredentials",
        Grant::Password { .. } => "password",
        Grant::Code { .. } | Grant::Login { .. } | Grant::Known | Grant::Own(_) => "authorizationCode",
    };
    let (own, others): (Vec<_>, Vec<_>) = scheme.flows.iter().partition(|flow| flow.grant == wanted);
    let flows = || own.iter().chain(&others);
    let found = match purpose {
        Purpose::Token => flows().find_map(|flow| flow.token_url),
        Purpose::Refresh => flows().find_map(|flow| flow.refresh_url.or(flow.token_url)),
        Purpose::Page => flows().find_map(|flow| flow.authorization_url),
    };
    found.map(|url| joined(config.base_url(), url))
}

/// The address from a discovery document.
pub(super) fn discovered(purpose: Purpose, found: &Discovered) -> Result<String, Error> {
    let (url, what) = match purpose {
        Purpose::Page => (&found.page, "authorization_endpoint"),
        Purpose::Token | Purpose::Refresh => (&found.token, "token_endpoint"),
    };
    url.clone().ok_or_else(|| unusable(format!("the discovery document has no `{what}`")))
}

/// Nobody says where to go.
pub(super) fn missing(purpose: Purpose, scheme: &SecurityScheme) -> Error {
    let (what, method) = match purpose {
        Purpose::Page => ("login page", "authorization_url"),
        Purpose::Token | Purpose::Refresh => ("token endpoint", "token_url"),
    };
    Error::request(format!("no {what} is known for `{}`: set it with `{method}(…)`", scheme.name))
}

/// Asks for the discovery document (OpenID Connect Discovery, RFC 8414).
pub(super) async fn discover(url: &str, context: &Context) -> Result<Discovered, Error> {
    let url = joined(context.config().base_url(), url);
    checked(&url, context.config())?;
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    let request = Request {
        method: Method::GET,
        url,
        headers,
        body: Body::empty(),
        timeout: context.config().timeout(),
        operation: None,
    };
    let received = context.send(request).await.map_err(|mut error| {
        let status = error.status().map(|status| format!("status {}", status.as_u16()));
        error.0.message =
            format!("no discovery document: {}", status.as_deref().unwrap_or(&error.0.message));
        error.0.attempts = 0;
        error.0.answer = None;
        error
    })?;
    match from_slice(&received.body) {
        Ok(Value::Object(members)) => {
            let text = |name: &str| members.get(name).and_then(Value::as_str).map(str::to_owned);
            Ok(Discovered { token: text("token_endpoint"), page: text("authorization_endpoint") })
        }
        _ => Err(unusable("the discovery document is not a JSON object")),
    }
}

/// A relative address stands where the API stands.
fn joined(base: &str, url: &str) -> String {
    let has_scheme = url.split_once("://").is_some_and(|(scheme, _)| !scheme.contains(['/', '?', '#']));
    if has_scheme {
        return url.to_owned();
    }
    let origin_end = base.split_once("://").map_or(0, |(scheme, _)| scheme.len() + 3);
    let origin = base.get(origin_end..).and_then(|rest| rest.find('/')).map_or(base.len(), |at| origin_end + at);
    match url.strip_prefix('/') {
        Some(path) => format!("{}/{path}", base.get(..origin).unwrap_or(base)),
        None => format!("{base}/{url}"),
    }
}

/// Secrets go over TLS. Without it only to this machine, or where the API itself is without it.
pub(super) fn checked(url: &str, config: &Config) -> Result<(), Error> {
    let refuse = |why: &str| Err(Error::request(format!("the address for tokens {why}")));
    let Ok(uri) = url.parse::<Uri>() else { return refuse("is no URL") };
    let Some(authority) = uri.authority().filter(|authority| !authority.host().is_empty()) else {
        return refuse("has no host");
    };
    if authority.as_str().contains('@') {
        return refuse("has a user name in it");
    }
    let host = authority.host().trim_start_matches('[').trim_end_matches(']');
    let here = host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
    match uri.scheme_str() {
        Some("https") => Ok(()),
        Some("http") if here || config.base_url().starts_with("http://") => Ok(()),
        Some("http") => refuse("begins with http://, so that anybody on the way could read the secrets"),
        _ => refuse("must begin with https://"),
    }
}
