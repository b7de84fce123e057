//! The futures of a call. They have names, so that builders can be awaited; the work is boxed once, and only the
//! reading of the result is compiled where it is used.

use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::dispatch::{Received, dispatch};
use super::draft::Draft;
use super::error::Error;
use super::output::{Output, ResponseOf};
use super::transport::BoxFuture;

/// A call under way; gives its result.
#[must_use = "a future does nothing until it is awaited"]
pub struct Sending<T> {
    response: BoxFuture<'static, Result<Received, Error>>,
    output: PhantomData<fn() -> T>,
}

/// A call under way; gives its result with the response that it came in.
#[must_use = "a future does nothing until it is awaited"]
pub struct SendingResponse<T> {
    response: BoxFuture<'static, Result<Received, Error>>,
    output: PhantomData<fn() -> T>,
}

impl<T: Output> Sending<T> {
    #[inline]
    pub(super) fn new(draft: Box<Draft>) -> Self {
        Self { response: dispatch(draft, T::STREAMED), output: PhantomData }
    }
}

impl<T: Output> SendingResponse<T> {
    #[inline]
    pub(super) fn new(draft: Box<Draft>) -> Self {
        Self { response: dispatch(draft, T::STREAMED), output: PhantomData }
    }
}

#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
impl<T: Output> Sending<T> {
    /// Waits for the result on this thread, which must not be one that runs asynchronous tasks.
    ///
    /// # Errors
    /// Those of the call; and one that says so where this is called inside an asynchronous runtime.
    #[inline]
    pub fn wait(self) -> Result<T::Value, Error> {
        T::decode(&mut super::blocking::wait(self.response)?)
    }
}

#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
impl<T: Output> SendingResponse<T> {
    /// Waits for the result on this thread, which must not be one that runs asynchronous tasks.
    ///
    /// # Errors
    /// Those of the call; and one that says so where this is called inside an asynchronous runtime.
    #[inline]
    pub fn wait(self) -> Result<ResponseOf<T::Value>, Error> {
        let mut response = super::blocking::wait(self.response)?;
        let value = T::decode(&mut response)?;
        Ok(ResponseOf::new(response, value))
    }
}

impl<T: Output> Future for Sending<T> {
    type Output = Result<T::Value, Error>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.response.as_mut().poll(cx).map(|response| T::decode(&mut response?))
    }
}

impl<T: Output> Future for SendingResponse<T> {
    type Output = Result<ResponseOf<T::Value>, Error>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.response.as_mut().poll(cx).map(|response| {
            let mut response = response?;
            let value = T::decode(&mut response)?;
            Ok(ResponseOf::new(response, value))
        })
    }
}

impl<T> fmt::Debug for Sending<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sending")
    }
}

impl<T> fmt::Debug for SendingResponse<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SendingResponse")
    }
}
