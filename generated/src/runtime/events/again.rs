//! The way from one connection to the next.

use std::task::{Context, Poll};
use std::time::Duration;

use http::HeaderValue;
use http::header::HeaderName;

use super::parse::{Parser, TooLong};
use super::{WHAT, fits};
use crate::runtime::body::Body;
use crate::runtime::error::{Error, Kind};
use crate::runtime::exchange::Exchange;
use crate::runtime::granted;
use crate::runtime::items::{RawItem, Source, check};
use crate::runtime::retry::jitter;
use crate::runtime::transport::{BoxFuture, Response};

/// How a stream of events is asked for again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "it holds for nothing until it is given to a stream"]
pub struct Reconnect {
    attempts: u32,
    first_pause: Duration,
    longest_pause: Duration,
}

impl Reconnect {
    /// Up to ten times in a row without an event in between; after three seconds, unless the server names another time,
    /// and twice as long each time that no event came, up to a minute.
    pub const fn new() -> Self {
        Self { attempts: 10, first_pause: Duration::from_secs(3), longest_pause: Duration::from_secs(60) }
    }

    /// How often in a row it is asked for without getting an event.
    pub const fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    /// The pause before the first attempt, unless the server names another one; and the longest pause of all, also of
    /// those that the server names.
    pub const fn pauses(mut self, first: Duration, longest: Duration) -> Self {
        self.first_pause = first;
        self.longest_pause = longest;
        self
    }

    fn pause(&self, done: u32, asked: Option<Duration>) -> Duration {
        let first = asked.unwrap_or(self.first_pause);
        let doublings = 1_u32.checked_shl(done).unwrap_or(u32::MAX);
        let pause = first.saturating_mul(doublings);
        // All that were cut off at once should not come back at once.
        pause.saturating_add(jitter(pause / 4)).min(self.longest_pause)
    }
}

impl Default for Reconnect {
    fn default() -> Self {
        Self::new()
    }
}

type Opening = BoxFuture<'static, (Exchange, Result<Response, Error>)>;

/// Raw events over all connections.
pub(super) struct Flow {
    pub(super) source: Source,
    pub(super) parser: Parser,
    pub(super) end: Option<String>,
    pub(super) policy: Option<Reconnect>,
    /// How often it was asked for since the last event.
    tries: u32,
    opening: Option<Opening>,
    done: bool,
}

impl Flow {
    pub(super) fn new(source: Source, end: Option<String>) -> Self {
        let parser = Parser::default();
        Self { source, parser, end, policy: None, tries: 0, opening: None, done: false }
    }

    pub(super) fn poll_raw(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<RawItem, Error>>> {
        loop {
            if self.done {
                return Poll::Ready(None);
            }
            if let Some(opening) = &mut self.opening {
                let Poll::Ready((exchange, result)) = opening.as_mut().poll(cx) else { return Poll::Pending };
                self.opening = None;
                self.source.exchange = Some(exchange);
                if let Some(error) = self.opened(result) {
                    return Poll::Ready(Some(Err(error)));
                }
                continue;
            }
            match self.parser.next(self.source.limit) {
                Ok(Some(event)) => {
                    self.tries = 0;
                    if self.end.as_ref().is_some_and(|end| end.as_bytes() == event.data) {
                        self.finish();
                        return Poll::Ready(None);
                    }
                    return Poll::Ready(Some(Ok(event)));
                }
                Ok(None) => {}
                Err(TooLong) => {
                    let error = self.source.too_long();
                    self.finish();
                    return Poll::Ready(Some(Err(error)));
                }
            }
            let lost = match self.source.poll_chunk(cx) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(Some(Ok(chunk))) => {
                    self.parser.feed(chunk);
                    continue;
                }
                Poll::Ready(Some(Err(error))) => self.lost(Some(error)),
                Poll::Ready(None) => self.lost(None),
            };
            if let Some(error) = lost {
                return Poll::Ready(Some(Err(error)));
            }
        }
    }

    /// Nothing follows; the connection is given up.
    fn finish(&mut self) {
        self.done = true;
        self.source.body = Body::empty();
        self.source.exchange = None;
    }

    /// The connection is gone. The error is given back where nothing more is to be tried.
    fn lost(&mut self, error: Option<Error>) -> Option<Error> {
        self.source.body = Body::empty();
        let policy = self.policy.filter(|policy| self.tries < policy.attempts);
        let exchange = self.source.exchange.take().filter(Exchange::repeatable);
        let (Some(policy), Some(mut exchange)) = (policy, exchange) else {
            self.finish();
            return error;
        };
        let pause = policy.pause(self.tries, self.parser.retry);
        self.tries += 1;
        self.parser = Parser::after(&self.parser);
        exchange.more.clear();
        if let Some(id) = self.parser.last_id.as_deref().and_then(|id| HeaderValue::from_bytes(id.as_bytes()).ok()) {
            exchange.more.insert(HeaderName::from_static("last-event-id"), id);
        }
        self.opening = Some(Box::pin(async move {
            let client = exchange.client().clone();
            client.inner.transport.sleep(pause).await;
            let result = exchange.resumed().await;
            (exchange, result)
        }));
        None
    }

    fn opened(&mut self, result: Result<Response, Error>) -> Option<Error> {
        match result {
            Ok(response) if response.status.as_u16() == 204 => {
                self.finish();
                None
            }
            Ok(response) => {
                let (mut head, _) = self.source.head.opened();
                head.headers = response.headers;
                if let Err(error) = check(&head, fits, WHAT) {
                    self.finish();
                    return Some(error);
                }
                self.source.body = response.body;
                None
            }
            // What the server refuses once it refuses again; a connection may come back.
            Err(error) if matches!(error.0.kind, Kind::Connect | Kind::ConnectTimeout | Kind::Timeout | Kind::Transport) => {
                let error = self.named(error);
                self.lost(Some(error))
            }
            Err(error) => {
                let error = self.named(error);
                self.finish();
                Some(error)
            }
        }
    }

    fn named(&self, error: Error) -> Error {
        match (&self.source.exchange, self.source.head.operation) {
            (Some(exchange), Some(operation)) => granted::named(exchange.client(), error, operation),
            (_, operation) => error.with_operation(operation),
        }
    }
}
