//! What a call sends, and what holds for it.

use std::time::Duration;

use super::error::Error;
use super::retry::Retry;
use super::transport::{MaybeSend, Request};

/// What a call sends, as often as it must.
pub(super) trait Plan: MaybeSend {
    /// The request, without its credentials; without its body, too, once that is spent.
    fn request(&mut self) -> Result<Request, Error>;
    /// Whether there is another one: a stream may be spent.
    fn repeatable(&self) -> bool;
    /// Headers that have the last word.
    fn extra(&self) -> &[(String, String)];
}

/// What a call has instead of what its client says.
#[derive(Clone, Debug, Default)]
pub(super) struct Options {
    pub(super) timeout: Option<Duration>,
    pub(super) read_timeout: Option<Duration>,
    pub(super) retry: Option<Box<Retry>>,
}

/// One request, sent as it is but for headers that have the last word.
pub(super) struct Again {
    request: Request,
    spent: bool,
    pub(super) extra: Vec<(String, String)>,
}

impl Again {
    pub(super) fn new(request: Request) -> Self {
        Self { request, spent: false, extra: Vec::new() }
    }
}

impl Plan for Again {
    fn request(&mut self) -> Result<Request, Error> {
        let Request { method, url, headers, body, timeout, operation } = &mut self.request;
        let body = body.again().unwrap_or_else(|| {
            self.spent = true;
            std::mem::take(body)
        });
        let (method, url, headers) = (method.clone(), url.clone(), headers.clone());
        Ok(Request { method, url, headers, body, timeout: *timeout, operation: *operation })
    }
    fn repeatable(&self) -> bool {
        !self.spent
    }
    fn extra(&self) -> &[(String, String)] {
        &self.extra
    }
}
