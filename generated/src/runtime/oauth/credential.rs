//! OAuth as a credential of a client.

use std::fmt;
use std::sync::Arc;

use super::super::context::Context;
use super::super::credential::{Credential, IntoCredential, place};
use super::super::error::Error;
use super::super::operation::SecurityScheme;
use super::super::transport::{BoxFuture, Request};
use super::flow::Flow;
use super::keeper::Keeper;
use super::settings::OAuth;

/// An [`OAuth`] with its token. Clients that share one share the token: pass it on in an [`Arc`].
pub struct OAuthCredential(Keeper);

impl OAuthCredential {
    /// Without a token yet, unless the settings bring one.
    #[must_use]
    pub fn new(settings: OAuth) -> Self {
        Self(Keeper::new(Flow::new(settings)))
    }
}

impl From<OAuth> for OAuthCredential {
    fn from(settings: OAuth) -> Self {
        Self::new(settings)
    }
}

impl IntoCredential for OAuth {
    fn into_credential(self) -> Arc<dyn Credential> {
        Arc::new(OAuthCredential::new(self))
    }
}

impl Credential for OAuthCredential {
    fn apply<'a>(
        &'a self,
        request: &'a mut Request,
        scheme: &'static SecurityScheme,
        context: &'a Context,
    ) -> BoxFuture<'a, Result<u64, Error>> {
        Box::pin(async move {
            let held = self.0.current(scheme, context).await?;
            place(request, scheme, held.token.access_token().expose())?;
            Ok(held.serial)
        })
    }

    fn rejected<'a>(
        &'a self,
        scheme: &'static SecurityScheme,
        used: u64,
        context: &'a Context,
    ) -> BoxFuture<'a, Result<bool, Error>> {
        Box::pin(self.0.replace(used, scheme, context))
    }
}

impl fmt::Debug for OAuthCredential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OAuthCredential")
    }
}
