//! Exchanges whose response is read while it is still on its way.

use bytes::Bytes;

use super::client::Client;
use super::dispatch::{Received, Rest};
use super::error::Error;
use super::exchange::Exchange;
use super::receive::request_id;
use super::transport::Response;

impl Exchange {
    /// A successful response whose body is still on its way. The client's time limit ends with its head, since nobody
    /// knows how long a stream is; one that the call has itself holds to the `whole` of it.
    pub(super) async fn streamed(mut self, whole: bool) -> Result<Received, Error> {
        self.head_only = !whole;
        let Response { status, headers, body } = self.success().await?;
        let api = self.client.config().api();
        let request_id = request_id(&headers, api.request_id_headers);
        let (operation, attempts) = (self.operation, self.attempts);
        let rest = Some(Box::new(Rest { body, exchange: self }));
        Ok(Received { status, headers, body: Bytes::new(), request_id, operation, api, attempts, rest })
    }

    /// The next response to the same request, once the last one has broken off.
    pub(super) async fn resumed(&mut self) -> Result<Response, Error> {
        let now = self.client.inner.transport.monotonic();
        if self.head_only {
            let limit = self.client.config().timeout;
            self.deadline = limit.map(|limit| now.saturating_add(limit));
            self.start = now;
        }
        self.repeated = 0;
        self.renewed = false;
        self.away = None;
        self.success().await
    }

    /// Whether the same request can be sent once more.
    pub(super) fn repeatable(&self) -> bool {
        self.plan.repeatable()
    }

    pub(super) fn client(&self) -> &Client {
        &self.client
    }
}
