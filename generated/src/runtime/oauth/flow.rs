//! The requests to a token endpoint.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue, USER_AGENT};
use http::{Method, StatusCode};
use zeroize::Zeroizing;

use super::super::base64;
use super::super::context::Context;
use super::super::error::{Error, Kind};
use super::super::operation::SecurityScheme;
use super::super::params::{Keep, percent_encode};
use super::super::secret::Secret;
use super::super::transport::{BoxFuture, Request};
use super::answer;
use super::endpoint::{self, Discovered, Purpose};
use super::failure::{OAuthError, Reason};
use super::form::Form;
use super::random;
use super::settings::{ClientAuth, Grant, OAuth};
use super::store::TokenSource;
use super::token::Token;

/// Waits before a token request is sent again, where the client by itself would not send a `POST` again.
const AGAIN: [Duration; 2] = [Duration::from_millis(300), Duration::from_millis(1500)];

/// How tokens are got, and what was learnt on the way.
pub(super) struct Flow {
    settings: OAuth,
    discovered: OnceLock<Discovered>,
    // A code is good for one token.
    code_used: AtomicBool,
}

impl Flow {
    pub(super) fn new(settings: OAuth) -> Self {
        Self { settings, discovered: OnceLock::new(), code_used: AtomicBool::new(false) }
    }

    pub(super) fn settings(&self) -> &OAuth {
        &self.settings
    }

    /// The address for this purpose.
    pub(super) async fn address(
        &self,
        purpose: Purpose,
        scheme: &SecurityScheme,
        context: &Context,
    ) -> Result<String, Error> {
        let config = context.config();
        let url = match (endpoint::known(purpose, &self.settings, scheme, config), scheme.discovery_url) {
            (Some(url), _) => url,
            (None, None) => return Err(endpoint::missing(purpose, scheme)),
            (None, Some(discovery)) => {
                if self.discovered.get().is_none() {
                    let found = endpoint::discover(discovery, context).await?;
                    self.discovered.get_or_init(|| found);
                }
                endpoint::discovered(purpose, self.discovered.get().unwrap_or(&Discovered::default()))?
            }
        };
        endpoint::checked(&url, config)?;
        Ok(url)
    }

    async fn get(
        &self,
        scheme: &'static SecurityScheme,
        old: Option<&Token>,
        context: &Context,
    ) -> Result<Token, Error> {
        let grant = &self.settings.grant;
        // Who can ask for a token at any time has no use for a refresh token.
        let old = old.filter(|_| !matches!(grant, Grant::ClientCredentials));
        if let Some((old, refresh)) = old.and_then(|old| Some((old, old.refresh_token()?))) {
            let mut form = self.form("refresh_token");
            form.secret("refresh_token", refresh);
            return match self.send(Purpose::Refresh, form, true, scheme, context).await {
                Ok(token) => Ok(token.following(old)),
                Err(error) if self.starts_anew(&error) => self.first(scheme, context).await,
                Err(error) => Err(error),
            };
        }
        self.first(scheme, context).await
    }

    /// Whether a refresh token that is not good any more can be done without.
    fn starts_anew(&self, error: &Error) -> bool {
        matches!(self.settings.grant, Grant::Saml2 { .. } | Grant::Password { .. })
            && error.oauth_error().is_some_and(|error| error.code() == Some("invalid_grant"))
    }

    async fn first(&self, scheme: &'static SecurityScheme, context: &Context) -> Result<Token, Error> {
        let form = match &self.settings.grant {
            Grant::ClientCredentials => self.form("client_credentials"),
            Grant::Saml2 { assertion } => {
                let mut form = self.form("urn:ietf:params:oauth:grant-type:saml2-bearer");
                form.secret("assertion", assertion);
                form
            }
            Grant::Password { user, password } => {
                let mut form = self.form("password");
                form.plain("username", user);
                form.secret("password", password);
                form
            }
            Grant::Code { code, redirect_uri, verifier } if !self.code_used.load(Ordering::Relaxed) => {
                let mut form = self.form("authorization_code");
                form.secret("code", code);
                form.plain("redirect_uri", redirect_uri);
                if let Some(verifier) = verifier {
                    form.secret("code_verifier", verifier.secret());
                }
                let result = self.send(Purpose::Token, form, false, scheme, context).await;
                // A server that has answered has seen the code; one that was not reached has not.
                let answered = result.as_ref().err().is_none_or(|error| {
                    error.oauth_error().is_some_and(|error| !error.is_retryable())
                });
                self.code_used.store(answered, Ordering::Relaxed);
                return result;
            }
            Grant::Code { .. } | Grant::Login { .. } | Grant::Known => {
                return Err(OAuthError::new(Reason::LoginNeeded).into_error());
            }
            Grant::Own(source) => return source.token(scheme, None, context).await,
        };
        self.send(Purpose::Token, form, true, scheme, context).await
    }

    /// What all grants have in common.
    fn form(&self, grant_type: &str) -> Form {
        let mut form = Form::default();
        form.plain("grant_type", grant_type);
        // A login page was told the scopes, and its code stands for them.
        if !self.settings.scopes.is_empty() && grant_type != "authorization_code" {
            form.plain("scope", &self.settings.scopes.join(" "));
        }
        for (name, value) in &self.settings.params {
            form.secret(name, value);
        }
        form
    }

    /// Who asks, in the header or in the form.
    fn sign(&self, form: &mut Form) -> Option<HeaderValue> {
        let id = &self.settings.client_id;
        match (&self.settings.client_secret, self.settings.client_auth) {
            (None, _) => {
                form.plain("client_id", id);
                None
            }
            (Some(secret), ClientAuth::Body) => {
                form.plain("client_id", id);
                form.secret("client_secret", secret);
                None
            }
            (Some(secret), ClientAuth::Basic) => {
                form.hide(secret);
                Some(basic(id, secret))
            }
        }
    }

    async fn send(
        &self,
        purpose: Purpose,
        mut form: Form,
        repeatable: bool,
        scheme: &'static SecurityScheme,
        context: &Context,
    ) -> Result<Token, Error> {
        let url = self.address(purpose, scheme, context).await?;
        let authorization = self.sign(&mut form);
        let (body, mut attempts) = (form.bytes(), 0);
        loop {
            let sent = context.unix_time();
            let request = request(&url, &body, authorization.as_ref(), context);
            let error = match context.send(request).await {
                Ok(received) => return answer::token(&received, &form, sent),
                Err(error) => error,
            };
            match AGAIN.get(attempts) {
                Some(wait) if repeatable && passing(&error) => {
                    context.sleep(wait.mul_f64(random::fraction())).await;
                    attempts += 1;
                }
                _ => return Err(answer::refusal(error, &form)),
            }
        }
    }
}

impl TokenSource for Flow {
    fn token<'a>(
        &'a self,
        scheme: &'static SecurityScheme,
        old: Option<&'a Token>,
        context: &'a Context,
    ) -> BoxFuture<'a, Result<Token, Error>> {
        match &self.settings.grant {
            Grant::Own(source) => source.token(scheme, old, context),
            _ => Box::pin(self.get(scheme, old, context)),
        }
    }
}

/// Whether the trouble may be over soon. What the client sends again by itself is not among it.
fn passing(error: &Error) -> bool {
    match error.status() {
        Some(status) => status.is_server_error() && status != StatusCode::NOT_IMPLEMENTED,
        None => matches!(error.0.kind, Kind::Transport | Kind::Body),
    }
}

fn request(url: &str, body: &Bytes, authorization: Option<&HeaderValue>, context: &Context) -> Request {
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
    if let Some(agent) = context.config().default_headers().get(USER_AGENT) {
        headers.insert(USER_AGENT, agent.clone());
    }
    if let Some(authorization) = authorization {
        headers.insert(AUTHORIZATION, authorization.clone());
    }
    Request {
        method: Method::POST,
        url: url.to_owned(),
        headers,
        body: body.clone().into(),
        timeout: context.config().timeout(),
        operation: None,
    }
}

/// Both parts are encoded as in a form before they are joined (RFC 6749 §2.3.1).
fn basic(id: &str, secret: &Secret) -> HeaderValue {
    let mut pair = Zeroizing::new(String::with_capacity(3 * (id.len() + secret.expose().len()) + 1));
    percent_encode(id, Keep::Unreserved, &mut pair);
    pair.push(':');
    percent_encode(secret.expose(), Keep::Unreserved, &mut pair);
    let digits = Zeroizing::new(base64::encode(pair.as_bytes()));
    let text = Zeroizing::new(format!("Basic {}", *digits));
    // Base64 has no letter that a header could not hold.
    let mut value = HeaderValue::from_maybe_shared(Bytes::from_owner(text))
        .unwrap_or_else(|_| HeaderValue::from_static(""));
    value.set_sensitive(true);
    value
}
