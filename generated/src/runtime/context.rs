//! What a credential may use of its client: the way to a server, time, and settings.

use std::fmt;
#[cfg(feature = "oauth")]
use std::sync::Arc;
use std::time::Duration;

use super::client::{Client, Config};
#[cfg(feature = "oauth")]
use super::client::Inner;
#[cfg(feature = "oauth")]
use super::credential::Credentials;
use super::dispatch;
use super::error::Error;
use super::transport::{BoxFuture, Request};

/// The client, as a credential sees it: it can send requests of its own, such as for a token.
///
/// It owns what it needs and can be kept or sent to another task.
#[derive(Clone)]
pub struct Context {
    client: Client,
    deadline: Option<Duration>,
}

impl Context {
    pub(super) fn new(client: &Client, deadline: Option<Duration>) -> Self {
        Self { client: client.clone(), deadline }
    }

    /// One for what outlives the call: it keeps no credential alive.
    #[cfg(feature = "oauth")]
    pub(super) fn detached(&self) -> Self {
        let inner = Inner { credentials: Credentials::default(), ..Inner::clone(&self.client.inner) };
        Self { client: Client { inner: Arc::new(inner) }, deadline: self.deadline }
    }

    /// Sends a request as it is, without credentials and default headers, and waits for the whole answer. It goes over
    /// the client's transport, and is sent again as the client's other requests are; what is left of the call's time
    /// holds for it, whatever [`Request::timeout`] says.
    ///
    /// # Errors
    /// When no answer came, or one whose status is no success.
    pub fn send(&self, request: Request) -> BoxFuture<'static, Result<dispatch::Received, Error>> {
        dispatch::on_behalf(self.client.clone(), request, self.deadline)
    }

    /// Waits, by the transport's timer.
    #[must_use]
    pub fn sleep(&self, wait: Duration) -> BoxFuture<'_, ()> {
        self.client.inner.transport.sleep(wait)
    }

    /// The time since 1970 began, by the transport's clock.
    #[must_use]
    pub fn unix_time(&self) -> Duration {
        self.client.inner.transport.unix_time()
    }

    /// The client's settings.
    #[must_use]
    pub fn config(&self) -> &Config {
        self.client.config()
    }
}

impl fmt::Debug for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context").field("config", self.config()).finish_non_exhaustive()
    }
}
