//! The connection and what becomes of it: the same for all streams, so it is compiled once.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use futures_sink::Sink;
use http::Method;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::{Error as Fault, Message, error::ProtocolError};

use super::frame::Frame;
use super::gap::{Gap, Loss};
use super::handshake::{Refusal, Socket, Terms, connect};
use super::life::{Due, Life, Limits};
use super::protocol::{Protocol, any_fits};
use crate::runtime::error::{Error, Kind};
use crate::runtime::retry::Retry;
use crate::runtime::transport::BoxFuture;

/// How long a server may take to answer a close frame.
const FAREWELL: Duration = Duration::from_secs(5);

/// Where the address of a connection comes from.
pub(super) type Address = Box<dyn Fn() -> BoxFuture<'static, Result<String, Error>> + Send>;

pub(super) struct Pump {
    pub(super) protocol: &'static Protocol,
    pub(super) terms: Arc<Terms>,
    pub(super) address: Address,
    pub(super) limits: Limits,
    /// For the first connection the client's policy, then the stream's.
    pub(super) policy: Retry,
    pub(super) reconnect: Retry,
    pub(super) state: State,
    pub(super) lost: Option<Lost>,
    /// How often connecting was tried since the last frame, the connection that brought that one included.
    pub(super) attempts: u32,
    /// When that began.
    pub(super) since: Duration,
    pub(super) outbox: VecDeque<Message>,
}

pub(super) enum State {
    Connecting(BoxFuture<'static, Result<Socket, Refusal>>),
    Pausing(BoxFuture<'static, ()>),
    Open(Box<Open>),
    Done,
}

pub(super) struct Open {
    socket: Socket,
    life: Life,
    alarm: Option<BoxFuture<'static, ()>>,
    /// The close frame that came, or the one that was sent.
    closing: Option<Closing>,
}

enum Closing {
    Theirs(u16, String),
    Ours,
}

pub(super) struct Lost {
    loss: Loss,
    at: Duration,
    attempts: u32,
}

/// What a listener is told.
pub(super) enum Found {
    Frame(Frame),
    Gap(Gap),
}

enum Step {
    Frame(Bytes),
    Lost(Loss),
    Failed(Error),
    Ended,
}

impl Pump {
    fn now(&self) -> Duration {
        self.terms.client.inner.transport.monotonic()
    }

    fn sleep(&self, wait: Duration) -> BoxFuture<'static, ()> {
        sleep(&self.terms, wait)
    }

    /// The next thing to tell; `None` once it is over.
    pub(super) fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Found, Error>>> {
        loop {
            if matches!(self.state, State::Done) {
                return Poll::Ready(None);
            }
            if let Err(error) = ready!(self.poll_connected(cx)) {
                self.state = State::Done;
                return Poll::Ready(Some(Err(error)));
            }
            if let Some(lost) = self.lost.take() {
                let lasted = self.now().saturating_sub(lost.at);
                let gap = Gap { loss: lost.loss, lasted, attempts: self.attempts.saturating_sub(lost.attempts) };
                return Poll::Ready(Some(Ok(Found::Gap(gap))));
            }
            match ready!(self.poll_step(cx)) {
                Step::Frame(bytes) => {
                    // The connection that stands is the first attempt of the next row.
                    self.attempts = 1;
                    let frame = Frame::new(bytes, self.protocol.body);
                    let kind = frame.first_text(self.protocol.kind);
                    if any_fits(self.protocol.leaving, kind.as_deref()) {
                        self.lose(Loss::Announced);
                    } else if !any_fits(self.protocol.beats, kind.as_deref()) {
                        return Poll::Ready(Some(Ok(Found::Frame(frame.with_kind(kind)))));
                    }
                }
                Step::Lost(loss) => self.lose(loss),
                Step::Failed(error) => {
                    self.state = State::Done;
                    return Poll::Ready(Some(Err(error)));
                }
                Step::Ended => {
                    self.state = State::Done;
                    return Poll::Ready(None);
                }
            }
        }
    }

    /// Gets to an open connection, or to none for good.
    pub(super) fn poll_connected(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        loop {
            match &mut self.state {
                State::Open(_) | State::Done => return Poll::Ready(Ok(())),
                State::Pausing(alarm) => {
                    ready!(alarm.as_mut().poll(cx));
                    self.begin();
                }
                State::Connecting(attempt) => match ready!(attempt.as_mut().poll(cx)) {
                    Ok(socket) => {
                        let life = Life::new(self.now());
                        self.policy.clone_from(&self.reconnect);
                        self.state = State::Open(Box::new(Open { socket, life, alarm: None, closing: None }));
                    }
                    Err(refusal) => self.refused(refusal)?,
                },
            }
        }
    }

    fn begin(&mut self) {
        self.attempts = self.attempts.saturating_add(1);
        let (address, terms) = ((self.address)(), Arc::clone(&self.terms));
        self.state = State::Connecting(Box::pin(async move { connect(terms, address.await?).await }));
    }

    fn refused(&mut self, refusal: Refusal) -> Result<(), Error> {
        let Refusal { mut error, cause, asked } = refusal;
        error.0.attempts = self.attempts;
        if !cause.is_some_and(|cause| self.policy.covers(cause, true)) {
            return Err(self.named(error));
        }
        match self.pause(asked) {
            Some(pause) => {
                self.state = State::Pausing(self.sleep(pause));
                Ok(())
            }
            None => Err(self.named(error)),
        }
    }

    fn pause(&self, asked: Option<Duration>) -> Option<Duration> {
        self.policy.pause(self.attempts, self.now().saturating_sub(self.since), asked)
    }

    fn lose(&mut self, loss: Loss) {
        let now = self.now();
        let at = match &self.state {
            State::Open(open) => open.life.last(),
            _ => now,
        };
        if self.attempts <= 1 {
            self.since = now;
        }
        // What is no text was meant for the old connection.
        self.outbox.retain(Message::is_text);
        let (message, attempts) = (loss.to_string(), self.attempts);
        // The first of several losses in a row is the one to tell of: nobody heard of a connection between them.
        self.lost.get_or_insert(Lost { loss, at, attempts });
        self.state = match self.pause(None) {
            Some(pause) => State::Pausing(self.sleep(pause)),
            None => {
                let mut error = Error::new(Kind::Transport, message);
                error.0.attempts = attempts;
                let error = self.named(error);
                State::Connecting(Box::pin(async move { Err(error.into()) }))
            }
        };
    }

    fn named(&self, mut error: Error) -> Error {
        error.0.message = format!("{}: {}", self.protocol.name, error.0.message);
        // The address would be more telling, and may hold a secret.
        error.0.target = Some((Method::GET, self.protocol.name.to_owned()));
        error
    }

    /// What happens next on an open connection.
    fn poll_step(&mut self, cx: &mut Context<'_>) -> Poll<Step> {
        loop {
            let now = self.now();
            let State::Open(open) = &mut self.state else { return Poll::Ready(Step::Ended) };
            if let Some(step) = open.poll_outbox(cx, &mut self.outbox) {
                return Poll::Ready(step);
            }
            match Pin::new(&mut open.socket).poll_next(cx) {
                Poll::Ready(Some(Ok(message))) => {
                    if message.is_close() {
                        open.alarm = Some(sleep(&self.terms, FAREWELL));
                    }
                    match open.take(message, now) {
                        Some(bytes) => return Poll::Ready(Step::Frame(bytes)),
                        None => continue,
                    }
                }
                Poll::Ready(Some(Err(fault))) => return Poll::Ready(self.fault(cx, fault)),
                Poll::Ready(None) => return Poll::Ready(self.ended()),
                Poll::Pending => {}
            }
            if let Some(alarm) = &mut open.alarm {
                ready!(alarm.as_mut().poll(cx));
                open.alarm = None;
            }
            if open.closing.is_some() {
                return Poll::Ready(self.ended());
            }
            let wait = match open.life.due(now, &self.limits) {
                Due::Wait(wait) => wait,
                Due::Ping => {
                    self.outbox.push_back(Message::Ping(Bytes::new()));
                    continue;
                }
                Due::Gone => return Poll::Ready(Step::Lost(Loss::Silent)),
            };
            open.alarm = Some(sleep(&self.terms, wait));
        }
    }

    /// A connection that is over, after a close frame or without one.
    fn ended(&mut self) -> Step {
        let State::Open(open) = &mut self.state else { return Step::Ended };
        match open.closing.take() {
            None => Step::Lost(Loss::Broken),
            Some(Closing::Ours) => Step::Ended,
            Some(Closing::Theirs(1000 | 1005, _)) => Step::Ended,
            Some(Closing::Theirs(code, reason)) => {
                let loss = Loss::Closed { code, reason };
                if self.protocol.again.contains(&code) {
                    return Step::Lost(loss);
                }
                Step::Failed(self.named(Error::new(Kind::Transport, loss.to_string())))
            }
        }
    }

    fn fault(&mut self, cx: &mut Context<'_>, fault: Fault) -> Step {
        let State::Open(open) = &mut self.state else { return Step::Ended };
        if open.closing.is_some() {
            return self.ended();
        }
        let (code, kind, message) = match &fault {
            Fault::Capacity(_) => {
                let limit = self.terms.max_frame_size;
                (CloseCode::Size, Kind::Body, format!("a frame is longer than {limit} bytes"))
            }
            Fault::Protocol(ProtocolError::ResetWithoutClosingHandshake) => return Step::Lost(Loss::Broken),
            Fault::Protocol(_) | Fault::AttackAttempt => {
                (CloseCode::Protocol, Kind::Transport, format!("what came is no WebSocket frame: {fault}"))
            }
            Fault::Utf8(_) => (CloseCode::Invalid, Kind::Transport, "a text is not UTF-8".to_owned()),
            _ => return Step::Lost(Loss::Broken),
        };
        // So that the server knows. Whether that can still be sent makes no difference.
        let frame = CloseFrame { code, reason: "".into() };
        if Pin::new(&mut open.socket).start_send(Message::Close(Some(frame))).is_ok() {
            let _ = Pin::new(&mut open.socket).poll_flush(cx);
        }
        Step::Failed(self.named(Error::new(kind, message).with_source(fault)))
    }

    /// Closes the connection, and gives the server a while to agree.
    pub(super) fn poll_close(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let alarm = self.sleep(FAREWELL);
        let State::Open(open) = &mut self.state else {
            self.state = State::Done;
            return Poll::Ready(());
        };
        if open.closing.is_none() {
            open.closing = Some(Closing::Ours);
            open.alarm = Some(alarm);
            let frame = CloseFrame { code: CloseCode::Normal, reason: "".into() };
            self.outbox.push_back(Message::Close(Some(frame)));
        }
        // Whatever still comes: whoever closes does not want to hear it.
        while let Step::Frame(_) = ready!(self.poll_step(cx)) {}
        self.state = State::Done;
        Poll::Ready(())
    }
}

fn sleep(terms: &Terms, wait: Duration) -> BoxFuture<'static, ()> {
    let transport = Arc::clone(&terms.client.inner.transport);
    Box::pin(async move { transport.sleep(wait).await })
}

impl Open {
    /// What a message says: a frame, or only that the server is there.
    fn take(&mut self, message: Message, now: Duration) -> Option<Bytes> {
        let bytes = match message {
            Message::Text(text) => Bytes::from(text),
            Message::Binary(bytes) => bytes,
            Message::Close(frame) => {
                if self.closing.is_none() {
                    let (code, reason) =
                        frame.map_or((1005, String::new()), |frame| (frame.code.into(), frame.reason.to_string()));
                    self.closing = Some(Closing::Theirs(code, reason));
                }
                return None;
            }
            Message::Ping(_) | Message::Pong(_) | Message::Frame(_) => {
                self.life.heard(now);
                return None;
            }
        };
        self.life.told(now);
        Some(bytes)
    }

    /// Sends what is waiting; nothing while the connection takes no more.
    fn poll_outbox(&mut self, cx: &mut Context<'_>, outbox: &mut VecDeque<Message>) -> Option<Step> {
        let mut socket = Pin::new(&mut self.socket);
        while !outbox.is_empty() {
            match socket.as_mut().poll_ready(cx) {
                Poll::Pending => return None,
                Poll::Ready(Err(_)) => return self.unsendable(),
                Poll::Ready(Ok(())) => {}
            }
            let Some(message) = outbox.pop_front() else { break };
            if socket.as_mut().start_send(message).is_err() {
                return self.unsendable();
            }
        }
        match socket.poll_flush(cx) {
            Poll::Ready(Err(_)) => self.unsendable(),
            _ => None,
        }
    }

    /// After a close frame nothing more can be sent, and what remains is to read the end. Otherwise it broke.
    fn unsendable(&self) -> Option<Step> {
        if self.closing.is_some() { None } else { Some(Step::Lost(Loss::Broken)) }
    }
}
