//! What users can bring along: where tokens come from, and where they are kept.

use super::super::context::Context;
use super::super::error::Error;
use super::super::operation::SecurityScheme;
use super::super::transport::{BoxFuture, MaybeSendSync};
use super::token::Token;

/// Where access tokens come from, when that is not a token endpoint: a vault, another process, a cache of your own.
///
/// It is never asked twice at once, and only when the last token has expired, is about to, or was refused.
pub trait TokenSource: MaybeSendSync {
    /// A token. `old` is the one that is to be replaced.
    fn token<'a>(
        &'a self,
        scheme: &'static SecurityScheme,
        old: Option<&'a Token>,
        context: &'a Context,
    ) -> BoxFuture<'a, Result<Token, Error>>;
}

/// Whatever went wrong with a store.
pub type StoreError = Box<dyn std::error::Error + Send + Sync>;

/// Keeps tokens over restarts, or for several processes.
///
/// It is asked before each token call, so that a token that another process has renewed is used and not renewed again.
pub trait TokenStore: MaybeSendSync {
    /// The token that was saved last, if there is one. An expired one too: its refresh token may still be good.
    fn load(&self) -> BoxFuture<'_, Result<Option<Token>, StoreError>>;

    /// Keeps a token in the place of the last one.
    fn save<'a>(&'a self, token: &'a Token) -> BoxFuture<'a, Result<(), StoreError>>;
}
