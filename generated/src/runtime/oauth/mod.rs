//! OAuth 2: how access tokens are got, kept and renewed.
//!
//! [`OAuth`] says how: with a client's own credentials, with a code from a login page, with a refresh token, with a
//! SAML assertion, or from a [`TokenSource`] of your own. Given to a client as a credential, it gets a token when the
//! first operation needs one, renews it some time before it expires, and renews it once when the server refuses it.
//! However many tasks wait, one of them asks for the token and all of them use it. Nothing runs in the background.
//!
//! A login in a browser begins with [`OAuth::login`]; a [`TokenStore`] keeps tokens over restarts.

mod answer;
mod credential;
mod endpoint;
mod failure;
mod flow;
mod form;
mod gate;
mod keeper;
mod login;
mod pkce;
mod random;
mod settings;
mod store;
mod token;

pub use credential::OAuthCredential;
pub use failure::OAuthError;
pub use login::PendingLogin;
pub use pkce::Verifier;
pub use settings::{ClientAuth, OAuth};
pub use store::{StoreError, TokenSource, TokenStore};
pub use token::Token;
