//! Keeps the token of one credential, and sees to it that there is one renewal at a time.

use std::future::poll_fn;
use std::sync::{Arc, Mutex};
use std::task::Poll;
use std::time::Duration;

use super::super::context::Context;
use super::super::error::{Error, Kind};
use super::super::operation::SecurityScheme;
use super::super::transport::BoxFuture;
use super::failure::{OAuthError, Reason};
use super::flow::Flow;
use super::gate::{Gate, lock};
use super::random;
use super::store::TokenSource;
use super::token::Token;

/// The token, the way to a new one, and the gate before it.
pub(super) struct Keeper {
    flow: Arc<Flow>,
    state: Mutex<State>,
    gate: Gate,
    // The renewal under way. It stays here when the task that drives it is cancelled, and the next one drives it on:
    // the server may have exchanged the refresh token already, and the new one must not be lost.
    running: Mutex<Option<Run>>,
}

type Run = BoxFuture<'static, Result<Fetched, Error>>;

/// A new token, and what went wrong when it was saved.
struct Fetched {
    token: Token,
    unsaved: Option<Error>,
}

#[derive(Default)]
struct State {
    held: Option<Held>,
    serial: u64,
    // How many renewals have come to an end, and what the last one ended with.
    rounds: u64,
    failure: Option<Error>,
}

#[derive(Clone)]
pub(super) struct Held {
    pub(super) token: Arc<Token>,
    pub(super) serial: u64,
    renew_at: Option<Duration>,
    refused: bool,
}

enum Age {
    Fresh(Held),
    /// Still good, and time for a new one.
    Ageing(Held),
    /// No token that could be sent.
    Stale,
}

impl Keeper {
    pub(super) fn new(flow: Flow) -> Self {
        let first = flow.settings().token.clone();
        let held = first.map(|token| Held { token: Arc::new(token), serial: 0, renew_at: None, refused: false });
        let state = State { held, ..State::default() };
        Self { flow: Arc::new(flow), state: Mutex::new(state), gate: Gate::default(), running: Mutex::default() }
    }

    /// A token that can be sent now.
    pub(super) async fn current(
        &self,
        scheme: &'static SecurityScheme,
        context: &Context,
    ) -> Result<Held, Error> {
        let rounds = lock(&self.state).rounds;
        let held = match self.age(context.unix_time()) {
            Age::Fresh(held) => return Ok(held),
            Age::Ageing(held) => held,
            Age::Stale => return self.wait(rounds, scheme, context).await,
        };
        // One of those who come now renews it; the others go on with what they have.
        let Some(_pass) = self.gate.try_enter() else { return Ok(held) };
        if let Age::Fresh(held) = self.age(context.unix_time()) {
            return Ok(held);
        }
        match self.renew(scheme, context).await {
            Ok(new) => Ok(new),
            Err(error) if self.serial() != held.serial => Err(error),
            // It is good for some time yet. Who comes when it has expired gets to know what is wrong.
            Err(_) => {
                self.postpone(context.unix_time());
                Ok(held)
            }
        }
    }

    /// Another token than the one that was refused, unless there is one already.
    pub(super) async fn replace(
        &self,
        used: u64,
        scheme: &'static SecurityScheme,
        context: &Context,
    ) -> Result<bool, Error> {
        let refused = {
            let mut state = lock(&self.state);
            let held = state.held.as_mut().filter(|held| held.serial == used);
            held.map(|held| {
                held.refused = true;
                held.token.access_token().clone()
            })
        };
        let new = self.current(scheme, context).await?;
        Ok(refused.is_none_or(|refused| refused != *new.token.access_token()))
    }

    async fn wait(
        &self,
        rounds: u64,
        scheme: &'static SecurityScheme,
        context: &Context,
    ) -> Result<Held, Error> {
        let _pass = self.gate.enter().await;
        if let Age::Fresh(held) | Age::Ageing(held) = self.age(context.unix_time()) {
            return Ok(held);
        }
        {
            // A renewal ended in vain while this task waited: that is its answer too.
            let state = lock(&self.state);
            if let Some(failure) = state.failure.as_ref().filter(|_| state.rounds != rounds) {
                return Err(failure.told());
            }
        }
        self.renew(scheme, context).await
    }

    /// Only whoever holds the pass comes here.
    async fn renew(&self, scheme: &'static SecurityScheme, context: &Context) -> Result<Held, Error> {
        loop {
            let resumed = lock(&self.running).is_some();
            if !resumed {
                let (flow, context) = (self.flow.clone(), context.detached());
                let old = lock(&self.state).held.clone();
                *lock(&self.running) =
                    Some(Box::pin(async move { fetch(&flow, old.as_ref(), scheme, &context).await }));
            }
            let result = poll_fn(|cx| {
                // Out of its place while it is polled: one that panics must not be polled again.
                let Some(mut run) = lock(&self.running).take() else {
                    return Poll::Ready(Err(OAuthError::new(Reason::LoginNeeded).into_error()));
                };
                let result = run.as_mut().poll(cx);
                if result.is_pending() {
                    *lock(&self.running) = Some(run);
                }
                result
            })
            .await;
            match result {
                Ok(Fetched { token, unsaved }) => {
                    let held = self.keep(token, context.unix_time());
                    return unsaved.map_or(Ok(held), Err);
                }
                // What was left behind by a cancelled task may have been too old.
                Err(_) if resumed => {}
                Err(error) => {
                    let mut state = lock(&self.state);
                    // How much time one call had says nothing to the others.
                    if error.0.kind != Kind::Timeout {
                        state.rounds += 1;
                        state.failure = Some(error.told());
                    }
                    return Err(error);
                }
            }
        }
    }

    fn keep(&self, token: Token, now: Duration) -> Held {
        let renew_at = self.renew_at(&token, now);
        let mut state = lock(&self.state);
        state.rounds += 1;
        state.failure = None;
        state.serial += 1;
        let held = Held { token: Arc::new(token), serial: state.serial, renew_at, refused: false };
        state.held = Some(held.clone());
        held
    }

    /// Some time before it expires, never more than half of its life.
    fn renew_at(&self, token: &Token, now: Duration) -> Option<Duration> {
        let expires = token.expires_since_1970()?;
        let ahead = self.flow.settings().ahead.min(expires.saturating_sub(now) / 4);
        Some(expires.saturating_sub(ahead.mul_f64(1.0 + random::fraction())))
    }

    /// Half of the time that is left may pass before the next attempt.
    fn postpone(&self, now: Duration) {
        if let Some(held) = lock(&self.state).held.as_mut() {
            let left = held.token.expires_since_1970().map(|expires| expires.saturating_sub(now));
            held.renew_at = left.map(|left| now + left / 2);
        }
    }

    fn serial(&self) -> u64 {
        lock(&self.state).serial
    }

    fn age(&self, now: Duration) -> Age {
        let mut state = lock(&self.state);
        let Some(held) = state.held.as_mut() else { return Age::Stale };
        if held.refused || !unexpired(&held.token, now) {
            return Age::Stale;
        }
        if held.renew_at.is_none() {
            held.renew_at = self.renew_at(&held.token, now);
        }
        let ageing = held.renew_at.is_some_and(|at| at <= now);
        if ageing { Age::Ageing(held.clone()) } else { Age::Fresh(held.clone()) }
    }
}

fn unexpired(token: &Token, now: Duration) -> bool {
    token.expires_since_1970().is_none_or(|expires| now < expires)
}

/// A token from the store, if another process was quicker, else from the source.
async fn fetch(
    flow: &Flow,
    held: Option<&Held>,
    scheme: &'static SecurityScheme,
    context: &Context,
) -> Result<Fetched, Error> {
    let store = flow.settings().store.as_ref();
    let failed = |what: &str, error: &dyn std::error::Error| {
        OAuthError::new(Reason::Store(format!("{what}: {error}"))).into_error()
    };
    let mut old = held.map(|held| held.token.clone());
    if let Some(store) = store {
        let stored = store.load().await.map_err(|error| failed("loading", &*error))?;
        if let Some(stored) = stored.filter(|stored| newer(stored, old.as_deref())) {
            if unexpired(&stored, context.unix_time()) {
                return Ok(Fetched { token: stored, unsaved: None });
            }
            old = Some(Arc::new(stored));
        }
    }
    let token = flow.token(scheme, old.as_deref(), context).await?;
    let unsaved = match store {
        Some(store) => store.save(&token).await.err().map(|error| failed("saving", &*error)),
        None => None,
    };
    Ok(Fetched { token, unsaved })
}

/// Whether a token from the store is another one than the one at hand, and not an older one.
fn newer(stored: &Token, old: Option<&Token>) -> bool {
    let expiry = |token: &Token| token.expires_since_1970().unwrap_or(Duration::MAX);
    old.is_none_or(|old| stored.access_token() != old.access_token() && expiry(stored) >= expiry(old))
}
