//! What looks at every request and response on their way.

use super::error::Error;
use super::operation::Operation;
use super::transport::{BoxFuture, MaybeSendSync, Request, Response};

/// Looks at requests and responses, and may change them. A client has any number.
///
/// They are asked for every attempt: those that repeat a request and those that follow a redirect too. `before` is
/// asked in the order in which they were given to the builder, `after` and `failed` in the reverse order. The requests
/// by which credentials get their tokens do not come by.
pub trait Interceptor: MaybeSendSync {
    /// A request is about to be sent: it is complete, credentials included, so that it can be signed. An error ends the
    /// call, and nothing is sent.
    fn before<'a>(
        &'a self,
        _request: &'a mut Request,
        _attempt: &'a Attempt,
    ) -> BoxFuture<'a, Result<(), Error>> {
        Box::pin(std::future::ready(Ok(())))
    }

    /// The head of a response came, whatever its status. The body is still to be read. An error ends the call.
    fn after<'a>(
        &'a self,
        _response: &'a mut Response,
        _attempt: &'a Attempt,
    ) -> BoxFuture<'a, Result<(), Error>> {
        Box::pin(std::future::ready(Ok(())))
    }

    /// The attempt failed: no answer came, its body broke off, or its status is no success. Another attempt may follow.
    fn failed<'a>(&'a self, _error: &'a Error, _attempt: &'a Attempt) -> BoxFuture<'a, ()> {
        Box::pin(std::future::ready(()))
    }
}

/// One request of a call.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Attempt {
    /// How many requests of this call were sent before.
    pub resends: u32,
    /// How many redirects led here.
    pub redirects: u32,
    /// The operation; none for raw requests.
    pub operation: Option<&'static Operation>,
}

impl Attempt {
    pub(super) fn new(resends: u32, redirects: u32, operation: Option<&'static Operation>) -> Self {
        Self { resends, redirects, operation }
    }
}
