//! Where redirects lead, and what goes along.

use http::header::{
    ACCEPT, ACCEPT_ENCODING, ACCEPT_LANGUAGE, CONTENT_ENCODING, CONTENT_LANGUAGE, CONTENT_LENGTH, CONTENT_TYPE,
    HeaderName, LOCATION, RANGE, USER_AGENT,
};
use http::{HeaderMap, Method, StatusCode};

use super::body::Body;
use super::transport::Request;
use super::url::{join, same_origin};

/// How many redirects in a row are followed.
pub(super) const MAX_REDIRECTS: u32 = 10;

/// Which redirects a client follows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Redirects {
    /// Those within the origin, with everything; those to elsewhere with GET and HEAD, and without credentials, default
    /// headers, headers of the call and body.
    #[default]
    Follow,
    /// Those within the origin.
    SameOrigin,
    /// None.
    Never,
}

/// What of a request is meant for everybody.
const HARMLESS: [HeaderName; 5] = [ACCEPT, ACCEPT_ENCODING, ACCEPT_LANGUAGE, RANGE, USER_AGENT];

/// What describes a body.
const OF_THE_BODY: [HeaderName; 4] = [CONTENT_TYPE, CONTENT_LENGTH, CONTENT_ENCODING, CONTENT_LANGUAGE];

/// Where a redirect has led.
#[derive(Clone, Debug)]
pub(super) struct Away {
    url: String,
    method: Method,
    with_body: bool,
    /// Whether it was the same origin all the way.
    pub(super) home: bool,
    pub(super) hops: u32,
}

impl Away {
    /// Turns a call's request into the one that follows.
    pub(super) fn aim(&self, request: &mut Request) {
        request.url.clone_from(&self.url);
        request.method = self.method.clone();
        if !self.with_body {
            request.body = Body::empty();
            OF_THE_BODY.iter().for_each(|name| drop(request.headers.remove(name)));
        }
        if !self.home {
            let harmless = |name: &HeaderName| HARMLESS.contains(name);
            request.headers =
                request.headers.drain().filter_map(|(name, value)| Some((name?, value))).filter(|(name, _)| harmless(name)).collect();
        }
    }
}

/// What was sent, as far as a redirect asks for it.
pub(super) struct Sent {
    pub(super) method: Method,
    pub(super) url: String,
    /// Whether there is a body, and it can be sent again.
    pub(super) body: Option<bool>,
}

/// Where a response wants us to go; `None` where it does not, or where we do not.
pub(super) fn next(
    policy: Redirects,
    status: StatusCode,
    headers: &HeaderMap,
    sent: &Sent,
    before: Option<&Away>,
) -> Option<Away> {
    if policy == Redirects::Never {
        return None;
    }
    let to_get = match status.as_u16() {
        303 => sent.method != Method::HEAD,
        // As browsers do, and as servers expect since.
        301 | 302 => sent.method == Method::POST,
        307 | 308 => false,
        _ => return None,
    };
    let method = if to_get { Method::GET } else { sent.method.clone() };
    let url = join(&sent.url, headers.get(LOCATION)?.as_bytes())?;
    let secure = |url: &str| url.get(..6).is_some_and(|start| start.eq_ignore_ascii_case("https:"));
    if secure(&sent.url) && !secure(&url) {
        return None;
    }
    let same = same_origin(&sent.url, &url);
    let with_body = !to_get && sent.body.is_some();
    let followed = if same {
        !with_body || sent.body == Some(true)
    } else {
        policy == Redirects::Follow && !with_body && (method == Method::GET || method == Method::HEAD)
    };
    let home = same && before.is_none_or(|before| before.home);
    let hops = before.map_or(0, |before| before.hops) + 1;
    followed.then_some(Away { url, method, with_body, home, hops })
}
