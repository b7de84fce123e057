//! A lock that is waited for without a thread and without any particular runtime.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

/// One at a time comes through.
#[derive(Debug, Default)]
pub(super) struct Gate(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    taken: bool,
    next: u64,
    waiting: BTreeMap<u64, Waker>,
}

impl Gate {
    /// Comes through now, or not at all.
    pub(super) fn try_enter(&self) -> Option<Pass<'_>> {
        let mut state = lock(&self.0);
        let free = !state.taken;
        state.taken = true;
        free.then_some(Pass(self))
    }

    /// Waits for the one that is inside.
    pub(super) fn enter(&self) -> Enter<'_> {
        Enter { gate: self, place: None }
    }
}

/// Whoever holds it is inside. Dropping it lets the next one in, also when the holder was cancelled.
#[derive(Debug)]
pub(super) struct Pass<'g>(&'g Gate);

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        let mut state = lock(&self.0.0);
        state.taken = false;
        // All are woken, not one: the one might have been cancelled in the meantime, and most find a token.
        let waiting = std::mem::take(&mut state.waiting);
        drop(state);
        waiting.into_values().for_each(Waker::wake);
    }
}

/// Waits at the gate.
pub(super) struct Enter<'g> {
    gate: &'g Gate,
    place: Option<u64>,
}

impl<'g> Future for Enter<'g> {
    type Output = Pass<'g>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Pass<'g>> {
        let gate = self.gate;
        let mut state = lock(&gate.0);
        if !state.taken {
            state.taken = true;
            if let Some(place) = self.place.take() {
                state.waiting.remove(&place);
            }
            return Poll::Ready(Pass(gate));
        }
        let place = self.place.unwrap_or(state.next);
        if self.place.is_none() {
            state.next += 1;
        }
        self.place = Some(place);
        state.waiting.insert(place, cx.waker().clone());
        Poll::Pending
    }
}

impl Drop for Enter<'_> {
    fn drop(&mut self) {
        if let Some(place) = self.place {
            lock(&self.gate.0).waiting.remove(&place);
        }
    }
}

/// Nothing panics while the lock is held, and what it holds is whole at any time.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
