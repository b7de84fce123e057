//! The two ways into an exchange that ends in a whole response: a call's, and a credential's own.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::draft::Draft;
use super::client::Client;
use super::error::{Error, Kind};
use super::exchange::Exchange;
use super::granted;
use super::operation::{Api, Operation};
use super::plan::{Again, Options};
use super::transport::{BoxFuture, Request};

/// A successful response with its whole body.
#[derive(Debug)]
pub struct Received {
    /// The status, a success.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
    /// The id that the server gave the request.
    pub request_id: Option<String>,
    /// What was asked for.
    pub operation: Option<&'static Operation>,
    pub(super) api: &'static Api,
    pub(super) attempts: u32,
}

/// Sends a call and waits for the whole response.
pub(super) fn dispatch(mut draft: Box<Draft>) -> BoxFuture<'static, Result<Received, Error>> {
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
        Exchange::new(client.clone(), Some(operation), draft, held, &options, idempotent).whole().await.map_err(named)
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
