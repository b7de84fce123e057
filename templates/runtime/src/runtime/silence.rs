//! Giving up on a server that goes silent in the middle of an exchange.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;

use super::body::Body;
use super::client::Client;
use super::transport::{BoxFuture, Response, Transport, TransportError, TransportErrorKind};

fn silent(limit: Duration) -> TransportError {
    TransportError::new(TransportErrorKind::Timeout, format!("the server was silent for {limit:?}"))
}

/// The answer, unless it takes longer than the limit until its head is there.
pub(super) async fn broken<T>(
    client: &Client,
    limit: Option<Duration>,
    mut answer: BoxFuture<'_, Result<T, TransportError>>,
) -> Result<T, TransportError> {
    let Some(limit) = limit else { return answer.await };
    let mut alarm = client.inner.transport.sleep(limit);
    poll_fn(|cx| match answer.as_mut().poll(cx) {
        Poll::Pending => alarm.as_mut().poll(cx).map(|()| Err(silent(limit))),
        ready => ready,
    })
    .await
}

/// The same response, whose body ends in an error when nothing comes for this long.
pub(super) fn guarded(client: &Client, limit: Option<Duration>, mut response: Response) -> Response {
    if let (Some(limit), None) = (limit, response.body.as_bytes()) {
        let length = response.body.length();
        let transport = Arc::clone(&client.inner.transport);
        response.body = Body::stream(Guarded { body: response.body, limit, transport, alarm: None }, length);
    }
    response
}

struct Guarded {
    body: Body,
    limit: Duration,
    transport: Arc<dyn Transport>,
    alarm: Option<BoxFuture<'static, ()>>,
}

impl Stream for Guarded {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        if let Poll::Ready(item) = Pin::new(&mut this.body).poll_next(cx) {
            this.alarm = None;
            return Poll::Ready(item);
        }
        let (limit, transport) = (this.limit, &this.transport);
        let alarm = this.alarm.get_or_insert_with(|| {
            let transport = Arc::clone(transport);
            Box::pin(async move { transport.sleep(limit).await })
        });
        match alarm.as_mut().poll(cx) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(()) => {
                this.body = Body::empty();
                this.alarm = None;
                Poll::Ready(Some(Err(silent(limit))))
            }
        }
    }
}
