//! The two ways into an exchange that ends in a success: a call's, and a credential's own.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::body::Body;
use super::client::Client;
use super::draft::Draft;
use super::error::{Error, Kind};
use super::exchange::Exchange;
use super::granted;
use super::operation::{Api, Operation};
use super::plan::{Again, Options};
use super::transport::{BoxFuture, Request};

/// A successful response: with its whole body, or with one that is still on its way.
#[derive(Debug)]
pub struct Received {
    /// The status, a success.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body; nothing of one that is still on its way.
    pub body: Bytes,
    /// The id that the server gave the request.
    pub request_id: Option<String>,
    /// What was asked for.
    pub operation: Option<&'static Operation>,
    pub(super) api: &'static Api,
    pub(super) attempts: u32,
    pub(super) rest: Option<Box<Rest>>,
}

/// A body that is still on its way, and the exchange that can ask for it again.
pub(super) struct Rest {
    pub(super) body: Body,
    pub(super) exchange: Exchange,
}

impl fmt::Debug for Rest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.body.fmt(f)
    }
}

/// Sends a call and waits for the whole response, or only for its head where the body is to be streamed.
pub(super) fn dispatch(mut draft: Box<Draft>, streamed: bool) -> BoxFuture<'static, Result<Received, Error>> {
    Box::pin(async move {
        let operation = draft.operation;
        let client = draft.client.clone();
        let named = |error: Error| granted::named(&client, error, operation);
        granted::check(&client, operation).map_err(named)?;
        draft.checked().map_err(named)?;
        let held = client
            .inner
            .credentials
            .choose(operation.security)
            .map_err(|missing| named(Error::new(Kind::MissingCredential, missing)))?;
        let idempotent = draft.idempotent();
        let options = std::mem::take(&mut draft.options);
        let exchange = Exchange::new(client.clone(), Some(operation), draft, held, &options, idempotent);
        if streamed {
            let whole = options.timeout.is_some();
            exchange.streamed(whole).await.map_err(named)
        } else {
            exchange.whole().await.map_err(named)
        }
    })
}

/// Sends a request of a credential.
pub(super) fn on_behalf(
    client: Client,
    request: Request,
    deadline: Option<Duration>,
) -> BoxFuture<'static, Result<Received, Error>> {
    // Nothing that asks for a token does harm when it is done twice, but a code is good for one attempt only.
    let idempotent = request.method.is_idempotent();
    let options = Options { timeout: request.timeout, ..Options::default() };
    Box::pin(async move {
        let mut exchange =
            Exchange::new(client, None, Box::new(Again::new(request)), Vec::new(), &options, idempotent);
        exchange.deadline = deadline.or(exchange.deadline);
        exchange.quiet = true;
        exchange.whole().await
    })
}
