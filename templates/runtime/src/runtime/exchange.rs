//! A call over all its attempts: credentials, transport, repeating, redirects.

use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, StatusCode};

use super::builder::{header_name, value};
use super::client::Client;
use super::coding;
use super::context::Context;
use super::credential::Held;
use super::dispatch::Received;
use super::error::{Error, Kind};
use super::http_date::retry_after;
use super::interceptor::{Attempt, Interceptor};
use super::operation::Operation;
use super::plan::{Options, Plan};
use super::rate_limit::RateLimit;
use super::receive::receive;
use super::redirect::{self, Away, MAX_REDIRECTS, Sent};
use super::retry::{Cause, Retry};
use super::silence;
use super::trace::Span;
use super::transport::{Request, Response, TransportErrorKind};

/// A response of any status whose body is still to be read.
pub(super) struct Opened {
    pub(super) response: Response,
    pub(super) attempts: u32,
}

/// A call over all its attempts.
pub(super) struct Exchange {
    pub(super) client: Client,
    pub(super) operation: Option<&'static Operation>,
    pub(super) plan: Box<dyn Plan>,
    held: Vec<Held>,
    retry: Option<Box<Retry>>,
    read_timeout: Option<Duration>,
    idempotent: bool,
    /// The time limit ends with the head of the response.
    pub(super) head_only: bool,
    /// Headers that are about this attempt alone.
    pub(super) more: HeaderMap,
    /// No interceptor is to see it.
    pub(super) quiet: bool,
    /// By the transport's monotonic clock.
    pub(super) start: Duration,
    pub(super) deadline: Option<Duration>,
    /// How many requests were sent.
    pub(super) attempts: u32,
    /// How many of them because another one failed.
    pub(super) repeated: u32,
    pub(super) renewed: bool,
    pub(super) away: Option<Away>,
}

/// What is made of a response.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Want {
    /// All of a success; another status is an error.
    Whole,
    /// The head of a success; another status is an error.
    Success,
    /// The head, whatever its status.
    Any,
}

/// How an attempt ended.
enum Step<T> {
    Done(T),
    /// The credential was renewed, or the server sent us elsewhere.
    Again,
    /// An error that may pass.
    Failed(Cause, Error),
    /// A response whose status may pass.
    Refused(Response),
}

impl Exchange {
    pub(super) fn new(
        client: Client,
        operation: Option<&'static Operation>,
        plan: Box<dyn Plan>,
        held: Vec<Held>,
        options: &Options,
        idempotent: bool,
    ) -> Self {
        let config = client.config();
        let start = client.inner.transport.monotonic();
        Self {
            operation,
            plan,
            held,
            retry: options.retry.clone(),
            read_timeout: options.read_timeout.or(config.read_timeout),
            idempotent,
            head_only: false,
            more: HeaderMap::new(),
            quiet: false,
            start,
            deadline: options.timeout.or(config.timeout).map(|limit| start.saturating_add(limit)),
            attempts: 0,
            repeated: 0,
            renewed: false,
            away: None,
            client,
        }
    }

    /// The whole of a successful response.
    pub(super) async fn whole(mut self) -> Result<Received, Error> {
        loop {
            let step = self.attempt(Want::Whole).await.map_err(|error| self.counted(error))?;
            match step {
                Step::Done(Answer::Whole(received)) => return Ok(received),
                Step::Failed(cause, error) => self.wait_or_fail(cause, error).await?,
                // Nothing else is given for a whole response.
                Step::Done(Answer::Open(_)) | Step::Refused(_) | Step::Again => {}
            }
        }
    }

    /// A response of any status, its body unread.
    pub(super) async fn open(mut self) -> Result<Opened, Error> {
        loop {
            let step = self.attempt(Want::Any).await.map_err(|error| self.counted(error))?;
            match step {
                Step::Done(Answer::Open(response)) => return Ok(self.opened(response)),
                Step::Failed(cause, error) => self.wait_or_fail(cause, error).await?,
                Step::Refused(response) => {
                    let cause = Cause::Status(response.status.as_u16());
                    match self.pause(cause, Some(&response.headers)) {
                        Some(pause) => {
                            drop(response);
                            self.wait(pause).await;
                        }
                        None => return Ok(self.opened(response)),
                    }
                }
                Step::Done(Answer::Whole(_)) | Step::Again => {}
            }
        }
    }

    /// The head of a success, its body unread.
    pub(super) async fn success(&mut self) -> Result<Response, Error> {
        loop {
            let step = self.attempt(Want::Success).await.map_err(|error| self.counted(error))?;
            match step {
                Step::Done(Answer::Open(response)) => return Ok(response),
                Step::Failed(cause, error) => self.wait_or_fail(cause, error).await?,
                Step::Done(Answer::Whole(_)) | Step::Refused(_) | Step::Again => {}
            }
        }
    }

    fn opened(&self, response: Response) -> Opened {
        Opened { response, attempts: self.attempts }
    }

    fn counted(&self, mut error: Error) -> Error {
        error.0.attempts = self.attempts;
        error
    }

    async fn wait_or_fail(&mut self, cause: Cause, error: Error) -> Result<(), Error> {
        match self.pause(cause, error.headers()) {
            Some(pause) => {
                self.wait(pause).await;
                Ok(())
            }
            None => Err(self.counted(error)),
        }
    }

    /// The call's own policy, else the client's.
    fn policy(&self) -> &Retry {
        self.retry.as_deref().unwrap_or(&self.client.config().retry)
    }

    async fn wait(&mut self, pause: Duration) {
        self.repeated += 1;
        self.client.inner.transport.sleep(pause).await;
    }

    /// How long to wait before the next attempt, if there is to be one.
    fn pause(&self, cause: Cause, headers: Option<&HeaderMap>) -> Option<Duration> {
        let config = self.client.config();
        let retry = self.policy();
        if !self.plan.repeatable() || !retry.covers(cause, self.idempotent) {
            return None;
        }
        let transport = &self.client.inner.transport;
        let asked = headers.and_then(|headers| {
            let now = transport.unix_time();
            retry_after(headers, now).or_else(|| {
                let limit = RateLimit::read(headers, &config.api.rate_limit, now)?;
                limit.reset.filter(|_| cause == Cause::Status(429))
            })
        });
        let now = transport.monotonic();
        let pause = retry.pause(self.repeated + 1, now.saturating_sub(self.start), asked)?;
        match self.deadline {
            // There would be no time left to ask.
            Some(end) if now.saturating_add(pause) >= end => None,
            _ => Some(pause),
        }
    }

    /// Sends one request. An error ends the call.
    async fn attempt(&mut self, want: Want) -> Result<Step<Answer>, Error> {
        let client = self.client.clone();
        let (mut request, used) = self.prepared().await?;
        let coded = coding::ask(&mut request.headers);
        let mut patience = self.read_timeout;
        if self.head_only {
            let left = request.timeout.take();
            patience = patience.into_iter().chain(left).min();
        }
        let hops = self.away.as_ref().map_or(0, |away| away.hops);
        let about = Attempt::new(self.attempts, hops, self.operation);
        let interceptors: &[Arc<dyn Interceptor>] = if self.quiet { &[] } else { &client.inner.interceptors };
        for interceptor in interceptors {
            interceptor.before(&mut request, &about).await?;
        }
        let sent = Sent {
            method: request.method.clone(),
            url: request.url.clone(),
            body: (!request.body.is_empty()).then(|| self.plan.repeatable()),
        };
        let span = Span::open(&request, &about);
        self.attempts += 1;
        let answer = span.around(client.inner.transport.send(request));
        let step = match silence::broken(&client, patience, answer).await {
            Ok(response) => {
                let mut response = coding::decoded(response, coded);
                span.answered(&client, &response);
                for interceptor in interceptors.iter().rev() {
                    interceptor.after(&mut response, &about).await?;
                }
                self.answered(response, want, patience, &sent, used).await?
            }
            Err(error) => Step::Failed(cause(error.kind()), Error::from_transport(error)),
        };
        if let Step::Failed(_, error) = &step {
            span.failed(error);
            for interceptor in interceptors.iter().rev() {
                interceptor.failed(error, &about).await;
            }
        }
        Ok(step)
    }

    /// The request with its credentials, wherever redirects have led.
    async fn prepared(&mut self) -> Result<(Request, Vec<u64>), Error> {
        let mut request = self.plan.request()?;
        for (name, text) in self.plan.extra() {
            request.headers.insert(header_name(name)?, value(name, text)?);
        }
        let mut home = true;
        if let Some(away) = &self.away {
            away.aim(&mut request);
            home = away.home;
        }
        let mut used = Vec::new();
        if home && !self.held.is_empty() {
            let context = Context::new(&self.client, self.deadline);
            for (scheme, credential) in &self.held {
                used.push(credential.apply(&mut request, scheme, &context).await?);
            }
            // What the call says in so many words goes before what the client knows.
            for (name, text) in self.plan.extra() {
                request.headers.insert(header_name(name)?, value(name, text)?);
            }
        }
        request.headers.extend(self.more.clone());
        request.timeout = match self.deadline {
            None => None,
            Some(end) => match end.checked_sub(self.client.inner.transport.monotonic()) {
                Some(left) if !left.is_zero() => Some(left),
                _ => return Err(Error::new(Kind::Timeout, "no time is left to send the request")),
            },
        };
        Ok((request, used))
    }

    /// The server answered: what next?
    async fn answered(
        &mut self,
        response: Response,
        want: Want,
        patience: Option<Duration>,
        sent: &Sent,
        used: Vec<u64>,
    ) -> Result<Step<Answer>, Error> {
        let Response { status, headers, .. } = &response;
        if *status == StatusCode::UNAUTHORIZED && self.renew(used).await? {
            return Ok(Step::Again);
        }
        if status.is_redirection() {
            let policy = self.client.config().redirects;
            if let Some(away) = redirect::next(policy, *status, headers, sent, self.away.as_ref()) {
                if away.hops > MAX_REDIRECTS {
                    let message = format!("redirected more than {MAX_REDIRECTS} times");
                    return Err(Error::new(Kind::Redirect, message));
                }
                self.away = Some(away);
                return Ok(Step::Again);
            }
        }
        let success = response.status.is_success();
        // What an error says has to come within the limit that held for the head.
        let patience = if success { self.read_timeout } else { patience };
        let response = silence::guarded(&self.client, patience, response);
        if want == Want::Success && success {
            return Ok(Step::Done(Answer::Open(response)));
        }
        if want != Want::Any {
            return Ok(match receive(&self.client, response, self.operation, self.attempts).await {
                Ok(received) => Step::Done(Answer::Whole(received)),
                Err(error) => self.judged(error),
            });
        }
        let cause = Cause::Status(response.status.as_u16());
        let refused = self.policy().covers(cause, self.idempotent);
        Ok(if refused { Step::Refused(response) } else { Step::Done(Answer::Open(response)) })
    }

    fn judged(&self, error: Error) -> Step<Answer> {
        let cause = match (error.0.kind, error.status()) {
            (Kind::Status, Some(status)) => Cause::Status(status.as_u16()),
            // Too long a body is not shorter the next time; `pause` refuses a status that stands for success.
            (Kind::Body, Some(status)) if error.0.source.is_none() => Cause::Status(status.as_u16()),
            _ => Cause::Broken,
        };
        Step::Failed(cause, error)
    }

    /// Whether there is a newer credential than the one that was refused.
    async fn renew(&mut self, used: Vec<u64>) -> Result<bool, Error> {
        if self.renewed || used.is_empty() || !self.plan.repeatable() {
            return Ok(false);
        }
        self.renewed = true;
        let context = Context::new(&self.client, self.deadline);
        let mut renewed = false;
        for ((scheme, credential), used) in self.held.iter().zip(used) {
            renewed |= credential.rejected(scheme, used, &context).await?;
        }
        Ok(renewed)
    }
}

/// What an attempt gave.
enum Answer {
    Whole(Received),
    Open(Response),
}

fn cause(kind: TransportErrorKind) -> Cause {
    match kind {
        TransportErrorKind::Connect | TransportErrorKind::ConnectTimeout => Cause::Unsent,
        TransportErrorKind::Timeout | TransportErrorKind::Body | TransportErrorKind::Other => Cause::Broken,
        // A request that cannot be sent cannot be sent again: no status, and none that any policy names.
        TransportErrorKind::Request => Cause::Status(0),
    }
}
