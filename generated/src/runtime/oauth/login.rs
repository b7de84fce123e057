//! A login in a browser: the page to open, and what is done when the user comes back.

use std::fmt;

use serde_json::{Map, Value};

use super::super::client::Client;
use super::super::context::Context;
use super::super::error::Error;
use super::super::operation::SecurityScheme;
use super::super::params::{Keep, percent_encode};
use super::super::secret::Secret;
use super::endpoint::Purpose;
use super::failure::{OAuthError, Reason};
use super::flow::Flow;
use super::form::Form;
use super::pkce::Verifier;
use super::random;
use super::settings::{Grant, OAuth};
use super::store::{StoreError, TokenSource};
use super::token::Token;

/// A login that was begun. Open its [`url`](Self::url) in a browser, and give what comes back to
/// [`finish`](Self::finish).
#[must_use = "the login is not done until it is finished"]
pub struct PendingLogin {
    client: Client,
    scheme: &'static SecurityScheme,
    settings: OAuth,
    redirect_uri: String,
    url: String,
    state: Secret,
    verifier: Verifier,
}

impl OAuth {
    /// Begins a login for one security scheme of a client.
    ///
    /// # Errors
    /// When this is not [`OAuth::login`], no login page is known, or there is no randomness.
    pub async fn start(self, client: &Client, scheme: &'static SecurityScheme) -> Result<PendingLogin, Error> {
        let (state, verifier) = (random::text()?, Verifier::random()?);
        self.resume(client, scheme, state, verifier).await
    }

    /// Goes on with a login that was begun elsewhere, such as in another request to a web server: with the
    /// [`state`](PendingLogin::state) and the [`verifier`](PendingLogin::verifier) that were kept in between.
    ///
    /// # Errors
    /// As with [`start`](Self::start).
    pub async fn resume(
        self,
        client: &Client,
        scheme: &'static SecurityScheme,
        state: impl Into<Secret>,
        verifier: Verifier,
    ) -> Result<PendingLogin, Error> {
        let Grant::Login { redirect_uri } = &self.grant else {
            return Err(Error::request("only `OAuth::login(…)` begins a login in a browser"));
        };
        let redirect_uri = redirect_uri.clone();
        let context = Context::new(client, None);
        let page = Flow::new(self.clone()).address(Purpose::Page, scheme, &context).await?;
        let state = state.into();
        let url = page_url(&page, &self, &redirect_uri, &state, &verifier);
        Ok(PendingLogin { client: client.clone(), scheme, settings: self, redirect_uri, url, state, verifier })
    }
}

fn page_url(page: &str, settings: &OAuth, redirect_uri: &str, state: &Secret, verifier: &Verifier) -> String {
    let scope = settings.scopes.join(" ");
    let challenge = verifier.challenge();
    let mut entries = vec![
        ("response_type", "code"),
        ("client_id", &settings.client_id),
        ("redirect_uri", redirect_uri),
        ("state", state.expose()),
        ("code_challenge", &challenge),
        ("code_challenge_method", "S256"),
    ];
    if !scope.is_empty() {
        entries.push(("scope", &scope));
    }
    entries.extend(settings.page_params.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    let mut url = page.to_owned();
    let mut separator = if page.contains('?') { '&' } else { '?' };
    for (name, value) in entries {
        url.push(separator);
        percent_encode(name, Keep::Unreserved, &mut url);
        url.push('=');
        percent_encode(value, Keep::Unreserved, &mut url);
        separator = '&';
    }
    url
}

impl PendingLogin {
    /// The login page. There is no secret in it but the state, which the browser is to bring back.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What the browser must bring back.
    #[must_use]
    pub fn state(&self) -> &Secret {
        &self.state
    }

    /// What proves to the token endpoint that this login was begun here.
    #[must_use]
    pub fn verifier(&self) -> &Verifier {
        &self.verifier
    }

    /// Takes the URL that the browser came back to, or its query alone, and gives a client that is logged in. Its token
    /// is renewed as long as the server gives refresh tokens.
    ///
    /// # Errors
    /// When the state is not the one of this login, the login was refused, or the code gives no token.
    pub async fn finish(self, callback: &str) -> Result<Client, Error> {
        let (client, scheme, settings) = (self.client.clone(), self.scheme, self.settings.clone());
        let token = self.token(callback).await?;
        let logged_in = OAuth { grant: Grant::Known, token: Some(token), ..settings };
        Ok(client.with_credential(scheme, logged_in))
    }

    /// The same, giving the token: for a store of your own, and [`OAuth::token`] later.
    ///
    /// # Errors
    /// As with [`finish`](Self::finish).
    pub async fn token(self, callback: &str) -> Result<Token, Error> {
        let code = self.code(callback)?;
        let grant =
            Grant::Code { code, redirect_uri: self.redirect_uri, verifier: Some(self.verifier) };
        let settings = OAuth { grant, ..self.settings };
        let context = Context::new(&self.client, None);
        let store = settings.store.clone();
        let token = Flow::new(settings).token(self.scheme, None, &context).await?;
        if let Some(store) = store {
            let failed = |error: StoreError| {
                OAuthError::new(Reason::Store(format!("saving: {error}"))).into_error()
            };
            store.save(&token).await.map_err(failed)?;
        }
        Ok(token)
    }

    fn code(&self, callback: &str) -> Result<Secret, Error> {
        let query = callback.split_once('?').map_or(callback, |(_, query)| query);
        let entries = form_entries(query.split('#').next().unwrap_or_default());
        // What stands there twice could be read one way here and another way elsewhere.
        let only = |name: &str| {
            let mut found = entries.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str());
            found.next().filter(|_| found.next().is_none())
        };
        if only("state").is_none_or(|state| Secret::from(state) != self.state) {
            return Err(OAuthError::new(Reason::StateMismatch).into_error());
        }
        if let Some(code) = only("code").filter(|code| !code.is_empty()) {
            return Ok(code.into());
        }
        let members: Map<String, Value> = entries
            .iter()
            .filter(|(name, _)| name.starts_with("error"))
            .map(|(name, value)| (name.clone(), Value::String(value.clone())))
            .collect();
        if members.contains_key("error") {
            return Err(OAuthError::refused(None, &members, &Form::default()).into_error());
        }
        Err(OAuthError::new(Reason::Unusable("the login came back without a code".to_owned())).into_error())
    }
}

/// The entries of a form or a query, decoded.
pub(super) fn form_entries(text: &str) -> Vec<(String, String)> {
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(name), decoded(value))
        })
        .collect()
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let mut ahead = rest.clone();
        let digits = ahead.next().zip(ahead.next());
        let hex = |digit: u8| char::from(digit).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        match (byte, digits.and_then(|(high, low)| Some(hex(high)? << 4 | hex(low)?))) {
            (b'%', Some(value)) => {
                bytes.push(value);
                rest = ahead;
            }
            (b'+', _) => bytes.push(b' '),
            _ => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

impl fmt::Debug for PendingLogin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PendingLogin")
            .field("scheme", &self.scheme.name)
            .field("redirect_uri", &self.redirect_uri)
            .finish_non_exhaustive()
    }
}
