//! How tokens are got, as a user says it.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::super::secret::Secret;
use super::pkce::Verifier;
use super::store::{TokenSource, TokenStore};
use super::token::Token;

/// How long before it expires a token is renewed, unless a user says otherwise.
const AHEAD: Duration = Duration::from_secs(60);

/// How access tokens are got. Give it to a client's builder as a credential.
///
/// The token endpoint is the one of the description or of the region, unless [`token_url`](Self::token_url) or the
/// builder says otherwise.
#[must_use = "it does nothing until a client has it as its credential"]
#[derive(Clone)]
pub struct OAuth {
    pub(super) grant: Grant,
    pub(super) client_id: String,
    pub(super) client_secret: Option<Secret>,
    pub(super) client_auth: ClientAuth,
    pub(super) scopes: Vec<String>,
    pub(super) params: Vec<(String, Secret)>,
    pub(super) page_params: Vec<(String, String)>,
    pub(super) authorization_url: Option<String>,
    pub(super) token_url: Option<String>,
    pub(super) refresh_url: Option<String>,
    pub(super) token: Option<Token>,
    pub(super) store: Option<Arc<dyn TokenStore>>,
    pub(super) ahead: Duration,
}

/// What a first token is got with.
#[derive(Clone)]
pub(super) enum Grant {
    ClientCredentials,
    Code { code: Secret, redirect_uri: String, verifier: Option<Verifier> },
    /// A login that is yet to come.
    Login { redirect_uri: String },
    /// Nothing but the token that is there, or a refresh token.
    Known,
    Saml2 { assertion: Secret },
    Password { user: String, password: Secret },
    Own(Arc<dyn TokenSource>),
}

/// How a client with a secret proves to the token endpoint who it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum ClientAuth {
    /// In the header: `Authorization: Basic …`. What every server must accept.
    #[default]
    Basic,
    /// In the form, as `client_id` and `client_secret`.
    Body,
}

impl OAuth {
    fn with_grant(client_id: impl Into<String>, grant: Grant) -> Self {
        Self {
            grant,
            client_id: client_id.into(),
            client_secret: None,
            client_auth: ClientAuth::default(),
            scopes: Vec::new(),
            params: Vec::new(),
            page_params: Vec::new(),
            authorization_url: None,
            token_url: None,
            refresh_url: None,
            token: None,
            store: None,
            ahead: AHEAD,
        }
    }

    /// An application that acts for itself.
    pub fn client_credentials(client_id: impl Into<String>, client_secret: impl Into<Secret>) -> Self {
        Self::with_grant(client_id, Grant::ClientCredentials).client_secret(client_secret)
    }

    /// A user who logs in on a page in a browser and comes back to `redirect_uri`. PKCE is always used. An application
    /// that can keep a secret adds its [`client_secret`](Self::client_secret).
    pub fn login(client_id: impl Into<String>, redirect_uri: impl Into<String>) -> Self {
        Self::with_grant(client_id, Grant::Login { redirect_uri: redirect_uri.into() })
    }

    /// A code from a login that was done without [`login`](Self::login). It is good for one token.
    pub fn authorization_code(
        client_id: impl Into<String>,
        code: impl Into<Secret>,
        redirect_uri: impl Into<String>,
    ) -> Self {
        let grant = Grant::Code { code: code.into(), redirect_uri: redirect_uri.into(), verifier: None };
        Self::with_grant(client_id, grant)
    }

    /// A refresh token from an earlier login.
    pub fn refresh_token(client_id: impl Into<String>, refresh_token: impl Into<Secret>) -> Self {
        let mut oauth = Self::with_grant(client_id, Grant::Known);
        // An access token that was never there: expired since 1970.
        let none = Token::new("").with_refresh_token(refresh_token);
        oauth.token = Some(none.with_expiry(std::time::SystemTime::UNIX_EPOCH));
        oauth
    }

    /// A SAML 2 assertion as it is to be sent, which is in base64 (RFC 7522 wants the alphabet for URLs).
    pub fn saml2_bearer(
        client_id: impl Into<String>,
        client_secret: impl Into<Secret>,
        assertion: impl Into<Secret>,
    ) -> Self {
        Self::with_grant(client_id, Grant::Saml2 { assertion: assertion.into() }).client_secret(client_secret)
    }

    /// A user's name and password, for servers that still take them from applications.
    pub fn password(client_id: impl Into<String>, user: impl Into<String>, password: impl Into<Secret>) -> Self {
        Self::with_grant(client_id, Grant::Password { user: user.into(), password: password.into() })
    }

    /// Tokens from a source of your own.
    pub fn source(source: impl TokenSource + 'static) -> Self {
        Self::with_grant("", Grant::Own(Arc::new(source)))
    }

    /// The secret of the application, where it has one.
    pub fn client_secret(mut self, secret: impl Into<Secret>) -> Self {
        self.client_secret = Some(secret.into());
        self
    }

    /// How the secret goes out; [`ClientAuth::Basic`] unless set.
    pub fn client_auth(mut self, way: ClientAuth) -> Self {
        self.client_auth = way;
        self
    }

    /// The verifier that belongs to an [`authorization_code`](Self::authorization_code).
    pub fn verifier(mut self, given: Verifier) -> Self {
        if let Grant::Code { verifier, .. } = &mut self.grant {
            *verifier = Some(given);
        }
        self
    }

    /// A scope that is asked for; may be called several times. None is asked for otherwise.
    pub fn scope(mut self, scope: impl Into<String>) -> Self {
        self.scopes.push(scope.into());
        self
    }

    /// One more entry of each token request.
    pub fn param(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        self.params.push((name.into(), value.into()));
        self
    }

    /// One more parameter of the login page's URL. It is no place for secrets.
    pub fn page_param(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.page_params.push((name.into(), value.into()));
        self
    }

    /// Where tokens come from.
    pub fn token_url(mut self, url: impl Into<String>) -> Self {
        self.token_url = Some(url.into());
        self
    }

    /// Where refresh tokens are turned in; where tokens come from unless set.
    pub fn refresh_url(mut self, url: impl Into<String>) -> Self {
        self.refresh_url = Some(url.into());
        self
    }

    /// The login page.
    pub fn authorization_url(mut self, url: impl Into<String>) -> Self {
        self.authorization_url = Some(url.into());
        self
    }

    /// A token to begin with.
    pub fn token(mut self, token: Token) -> Self {
        self.token = Some(token);
        self
    }

    /// Where tokens are kept over restarts.
    pub fn store(mut self, store: impl TokenStore + 'static) -> Self {
        self.store = Some(Arc::new(store));
        self
    }

    /// How long before it expires a token is renewed; a minute unless set, and never more than a quarter of its life.
    /// Up to as much again is added by chance, so that many processes do not come at once.
    pub fn renew_ahead(mut self, time: Duration) -> Self {
        self.ahead = time;
        self
    }
}

impl Grant {
    fn name(&self) -> &'static str {
        match self {
            Self::ClientCredentials => "client credentials",
            Self::Code { .. } => "authorization code",
            Self::Login { .. } => "login",
            Self::Known => "known token",
            Self::Saml2 { .. } => "SAML 2 bearer",
            Self::Password { .. } => "password",
            Self::Own(_) => "source of its own",
        }
    }
}

impl fmt::Debug for OAuth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OAuth")
            .field("grant", &self.grant.name())
            .field("client_id", &self.client_id)
            .field("client_secret", &self.client_secret)
            .field("scopes", &self.scopes)
            .field("token_url", &self.token_url)
            .field("token", &self.token)
            .finish_non_exhaustive()
    }
}
