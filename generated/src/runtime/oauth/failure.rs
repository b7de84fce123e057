//! Why there is no token.

use std::fmt;

use http::StatusCode;
use serde_json::{Map, Value};

use super::super::error::{Error, Kind};
use super::form::Form;

/// How much of what a server says is kept.
const LONGEST: usize = 300;

/// Why there is no access token: the source of an [`Error`], found by [`Error::oauth_error`]. It holds no secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OAuthError {
    pub(super) reason: Reason,
    pub(super) status: Option<StatusCode>,
    pub(super) code: Option<String>,
    pub(super) description: Option<String>,
    pub(super) uri: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    /// The token endpoint or the login page said no.
    Refused,
    /// What came back has no token in it, or one that cannot be used.
    Unusable(String),
    /// There is nothing left to get a token with.
    LoginNeeded,
    /// The login that came back is not the one that was begun.
    StateMismatch,
    /// The token is there, and could not be saved or loaded.
    Store(String),
}

impl OAuthError {
    pub(super) fn new(reason: Reason) -> Self {
        Self { reason, status: None, code: None, description: None, uri: None }
    }

    /// From the members of an error body, or of a callback.
    pub(super) fn refused(status: Option<StatusCode>, members: &Map<String, Value>, form: &Form) -> Self {
        let text = |names: &[&str]| {
            let found = names.iter().find_map(|name| members.get(*name)?.as_str())?;
            Some(form.scrub(found).chars().take(LONGEST).collect::<String>()).filter(|text| !text.is_empty())
        };
        Self {
            reason: Reason::Refused,
            status,
            code: text(&["error", "errorCode"]),
            description: text(&["error_description", "description", "errorSummary", "message"]),
            uri: text(&["error_uri"]),
        }
    }

    /// The server's code, such as `invalid_client` or `invalid_grant`.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// What the server says about it.
    #[must_use]
    pub fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }

    /// A page that explains it.
    #[must_use]
    pub fn uri(&self) -> Option<&str> {
        self.uri.as_deref()
    }

    /// The status of the token endpoint's answer.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.status
    }

    /// Whether somebody has to log in anew: the refresh token or the code is not good any more, or there is none.
    #[must_use]
    pub fn is_login_needed(&self) -> bool {
        self.reason == Reason::LoginNeeded
            || matches!(
                self.code(),
                Some("invalid_grant" | "login_required" | "interaction_required" | "consent_required")
            )
    }

    /// Whether a login came back with another state than it was begun with: nobody knows who made that link.
    #[must_use]
    pub fn is_state_mismatch(&self) -> bool {
        self.reason == Reason::StateMismatch
    }

    /// Whether the token endpoint may well give a token later.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.status.is_some_and(|status| status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS)
            || matches!(self.code(), Some("temporarily_unavailable" | "server_error" | "slow_down"))
    }

    pub(super) fn into_error(self) -> Error {
        Error::new(Kind::Token, self.to_string()).with_source(self)
    }
}

impl fmt::Display for OAuthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.reason {
            Reason::Refused => f.write_str("no access token")?,
            Reason::Unusable(why) => write!(f, "no access token: {why}")?,
            Reason::LoginNeeded => {
                f.write_str("no access token: the last one expired or was refused, and nothing renews it; log in anew")?;
            }
            Reason::StateMismatch => f.write_str("this login was not begun here: its state is another one")?,
            Reason::Store(why) => write!(f, "the access token cannot be kept: {why}")?,
        }
        if let Some(code) = &self.code {
            write!(f, ": {}", code.escape_debug())?;
        }
        if let Some(status) = self.status {
            write!(f, " (status {})", status.as_u16())?;
        }
        if let Some(description) = &self.description {
            write!(f, "; the server says: {}", description.escape_debug())?;
        }
        Ok(())
    }
}

impl std::error::Error for OAuthError {}

impl Error {
    /// Why there was no access token, when that is what went wrong. The operation itself was not sent, or was refused
    /// for its old token.
    #[must_use]
    pub fn oauth_error(&self) -> Option<&OAuthError> {
        self.0.source.as_deref()?.downcast_ref()
    }

    /// The same error for another of those who waited for it. What it was caused by is told, not shared.
    pub(super) fn told(&self) -> Self {
        let inner = &self.0;
        let mut same = Self::new(inner.kind, inner.message.clone());
        same.0.attempts = inner.attempts;
        same.0.request_id.clone_from(&inner.request_id);
        match self.oauth_error() {
            Some(oauth) => same.with_source(oauth.clone()),
            None => same,
        }
    }
}
