//! What a token endpoint answers.

use std::time::Duration;

use http::StatusCode;
use http::header::CONTENT_TYPE;
use serde_json::{Map, Value};

use super::super::dispatch::Received;
use super::super::error::Error;
use super::super::json::from_slice;
use super::failure::{OAuthError, Reason};
use super::form::Form;
use super::login::form_entries;
use super::token::Token;

/// A token, or why there is none. Some servers refuse with status 200, and some answer with a form.
pub(super) fn token(received: &Received, form: &Form, sent: Duration) -> Result<Token, Error> {
    let kind = received.headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let members = match from_slice(&received.body) {
        Ok(Value::Object(members)) => members,
        _ if kind.starts_with("application/x-www-form-urlencoded") => {
            let text = String::from_utf8_lossy(&received.body);
            form_entries(&text).into_iter().map(|(name, value)| (name, Value::String(value))).collect()
        }
        _ => return Err(unusable("the token endpoint answered with something else than JSON")),
    };
    if members.contains_key("error") && !members.contains_key("access_token") {
        return Err(OAuthError::refused(Some(received.status), &members, form).into_error());
    }
    let others = ["bearer", "bot", "user"];
    let kind = members.get("token_type").and_then(Value::as_str).filter(|kind| !kind.is_empty());
    if let Some(kind) = kind.filter(|kind| !others.contains(&kind.to_ascii_lowercase().as_str())) {
        let kind: String = form.scrub(kind).chars().take(40).collect();
        return Err(unusable(format!("it is of the type {kind:?}, which cannot be sent as a bearer token")));
    }
    Token::from_members(members, Some(sent))
        .ok_or_else(|| unusable("the token endpoint's answer has no `access_token`"))
}

/// What the client says of a refusal, in terms of OAuth. What never reached the server stays as it is, but for the
/// words in front.
pub(super) fn refusal(mut error: Error, form: &Form) -> Error {
    let Some(status) = error.status() else {
        error.0.message = format!("no access token: {}", error.0.message);
        error.0.attempts = 0;
        return error;
    };
    let body = error.body().unwrap_or_default();
    let members = match from_slice(body) {
        Ok(Value::Object(members)) => members,
        _ => Map::new(),
    };
    let mut refused = OAuthError::refused(Some(status), &members, form);
    if refused.code.is_none() && status == StatusCode::UNAUTHORIZED {
        refused.code = Some("invalid_client".to_owned());
    }
    let id = error.request_id().map(str::to_owned);
    let mut error = refused.into_error();
    error.0.request_id = id;
    error
}

pub(super) fn unusable(why: impl Into<String>) -> Error {
    OAuthError::new(Reason::Unusable(why.into())).into_error()
}
