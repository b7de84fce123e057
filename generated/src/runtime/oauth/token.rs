//! An access token with what came along with it.

use std::fmt;
use std::time::{Duration, SystemTime};

use serde_json::{Map, Value};
use zeroize::Zeroizing;

use super::super::error::Error;
use super::super::secret::Secret;

/// An access token, with its refresh token and the time at which it expires where there are such.
///
/// As JSON it can be kept: [`to_json`](Self::to_json) and [`from_json`](Self::from_json), or serde's traits with the
/// feature `serde`.
#[derive(Clone, PartialEq)]
pub struct Token {
    access: Secret,
    refresh: Option<Secret>,
    // Since 1970 began: the standard library's clock does not run in browsers.
    expires: Option<Duration>,
    scope: Option<String>,
    others: Map<String, Value>,
}

impl Token {
    /// A token that does not expire, as far as anybody knows.
    pub fn new(access_token: impl Into<Secret>) -> Self {
        Self { access: access_token.into(), refresh: None, expires: None, scope: None, others: Map::new() }
    }

    /// The same with a refresh token.
    #[must_use]
    pub fn with_refresh_token(mut self, refresh_token: impl Into<Secret>) -> Self {
        self.refresh = Some(refresh_token.into());
        self
    }

    /// The same with a time at which it expires.
    #[must_use]
    pub fn with_expiry(mut self, at: SystemTime) -> Self {
        self.expires = Some(at.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default());
        self
    }

    /// The access token.
    #[must_use]
    pub fn access_token(&self) -> &Secret {
        &self.access
    }

    /// The refresh token.
    #[must_use]
    pub fn refresh_token(&self) -> Option<&Secret> {
        self.refresh.as_ref()
    }

    /// When it expires, where that is known.
    #[must_use]
    pub fn expires_at(&self) -> Option<SystemTime> {
        SystemTime::UNIX_EPOCH.checked_add(self.expires?)
    }

    /// The scopes that were granted, where the server said so.
    pub fn scopes(&self) -> impl Iterator<Item = &str> {
        self.scope.as_deref().unwrap_or_default().split_ascii_whitespace()
    }

    /// What else the token endpoint sent, such as `id_token`. It may be secret.
    #[must_use]
    pub fn other(&self, name: &str) -> Option<&Value> {
        self.others.get(name)
    }

    pub(super) fn expires_since_1970(&self) -> Option<Duration> {
        self.expires
    }

    /// A refresh token stays in use until the server sends another one (RFC 6749 §6), and so do the scopes.
    pub(super) fn following(mut self, old: &Self) -> Self {
        self.refresh = self.refresh.or_else(|| old.refresh.clone());
        self.scope = self.scope.or_else(|| old.scope.clone());
        self
    }

    /// From the members of an object: what a token endpoint sends, or what was kept. `now` is when the request went
    /// out: a lifetime is counted from there.
    pub(super) fn from_members(mut members: Map<String, Value>, now: Option<Duration>) -> Option<Self> {
        let text = |value| match value {
            Value::String(text) if !text.is_empty() => Some(text),
            _ => None,
        };
        let mut token = Self::new(members.remove("access_token").and_then(text)?);
        token.refresh = members.remove("refresh_token").and_then(text).map(Secret::from);
        token.scope = members.remove("scope").and_then(text);
        let lifetime = members.remove("expires_in").as_ref().and_then(seconds);
        let expires = members.remove("expires_at").as_ref().and_then(seconds);
        token.expires = match now {
            // Too far away to be counted is never.
            Some(now) => lifetime.and_then(|lifetime| now.checked_add(lifetime)),
            None => expires,
        };
        token.others = members;
        Some(token)
    }

    fn members(&self) -> Map<String, Value> {
        let mut members = self.others.clone();
        members.insert("access_token".into(), self.access.expose().into());
        if let Some(refresh) = &self.refresh {
            members.insert("refresh_token".into(), refresh.expose().into());
        }
        if let Some(expires) = self.expires {
            members.insert("expires_at".into(), expires.as_secs().into());
        }
        if let Some(scope) = &self.scope {
            members.insert("scope".into(), scope.as_str().into());
        }
        members
    }

    /// As JSON, to be kept: `access_token`, `refresh_token`, `expires_at` in seconds since 1970, `scope`, and what else
    /// the token endpoint sent.
    #[must_use]
    pub fn to_json(&self) -> Secret {
        Zeroizing::new(Value::Object(self.members()).to_string()).into()
    }

    /// From [`to_json`](Self::to_json).
    ///
    /// # Errors
    /// When it is not the JSON of a token. The message does not show it.
    pub fn from_json(json: &str) -> Result<Self, Error> {
        match super::super::json::from_slice(json.as_bytes()) {
            Ok(Value::Object(members)) => Self::from_members(members, None),
            _ => None,
        }
        .ok_or_else(|| Error::request("this is not the JSON of a token"))
    }
}

/// Seconds as a number or, as some servers have it, as a text. None below zero is known.
fn seconds(value: &Value) -> Option<Duration> {
    let seconds = match value {
        Value::Number(number) => number.as_f64()?,
        Value::String(text) => text.trim().parse().ok()?,
        _ => return None,
    };
    if seconds.is_nan() { None } else { Duration::try_from_secs_f64(seconds.max(0.0)).ok() }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Token {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.members().serialize(serializer)
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Token {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let members = Map::deserialize(deserializer)?;
        Self::from_members(members, None)
            .ok_or_else(|| serde::de::Error::custom("`access_token` is missing, or not a text"))
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Token")
            .field("access_token", &self.access)
            .field("refresh_token", &self.refresh)
            .field("expires", &self.expires)
            .field("scope", &self.scope)
            .field("others", &self.others.keys().collect::<Vec<_>>())
            .finish()
    }
}
