//! Credentials: what is kept per security scheme, which are chosen for an operation, how they go out.

use std::sync::Arc;

use bytes::Bytes;
use http::header::{AUTHORIZATION, COOKIE, HeaderName, HeaderValue};
use zeroize::Zeroizing;

use super::base64;
use super::context::Context;
use super::error::{Error, Kind};
use super::operation::{SchemeKind, SchemeUse, SecurityScheme};
use super::params::{Keep, percent_encode};
use super::secret::Secret;
use super::transport::{BoxFuture, MaybeSendSync, Request};

/// Something that can prove to a server who is asking.
pub trait Credential: MaybeSendSync {
    /// Puts the proof into a request. [`Request::operation`] says what it is for; `context` is the way to whoever
    /// gives out tokens. Returns a number of its own choice, by which [`rejected`](Self::rejected) knows which proof
    /// it was; 0 where there is only one.
    fn apply<'a>(
        &'a self,
        request: &'a mut Request,
        scheme: &'static SecurityScheme,
        context: &'a Context,
    ) -> BoxFuture<'a, Result<u64, Error>>;

    /// The server answered 401 to the proof that `apply` called `used`. Whether it is worth asking once more: `true`
    /// when there is a newer one by now. It is asked once per call. An error is what the call then ends with.
    fn rejected<'a>(
        &'a self,
        _scheme: &'static SecurityScheme,
        _used: u64,
        _context: &'a Context,
    ) -> BoxFuture<'a, Result<bool, Error>> {
        Box::pin(std::future::ready(Ok(false)))
    }
}

/// What can be given as a credential: a [`Secret`], a [`UserPassword`], or any [`Credential`].
pub trait IntoCredential {
    /// The credential.
    fn into_credential(self) -> Arc<dyn Credential>;
}

impl IntoCredential for Secret {
    fn into_credential(self) -> Arc<dyn Credential> {
        Arc::new(self)
    }
}

impl IntoCredential for UserPassword {
    fn into_credential(self) -> Arc<dyn Credential> {
        Arc::new(self)
    }
}

impl IntoCredential for (&str, &str) {
    fn into_credential(self) -> Arc<dyn Credential> {
        Arc::new(UserPassword::new(self.0, self.1))
    }
}

impl<C: Credential + 'static> IntoCredential for Arc<C> {
    fn into_credential(self) -> Arc<dyn Credential> {
        self
    }
}

impl IntoCredential for Arc<dyn Credential> {
    fn into_credential(self) -> Arc<dyn Credential> {
        self
    }
}

/// A name and a password.
#[derive(Clone, Debug)]
pub struct UserPassword {
    user: String,
    password: Secret,
}

impl UserPassword {
    /// Both.
    pub fn new(user: impl Into<String>, password: impl Into<Secret>) -> Self {
        Self { user: user.into(), password: password.into() }
    }
}

/// In a `Basic` scheme the secret is the name and the password as `name:password`.
impl Credential for Secret {
    fn apply<'a>(
        &'a self,
        request: &'a mut Request,
        scheme: &'static SecurityScheme,
        _: &'a Context,
    ) -> BoxFuture<'a, Result<u64, Error>> {
        Box::pin(std::future::ready(place(request, scheme, self.expose()).map(|()| 0)))
    }
}

impl Credential for UserPassword {
    fn apply<'a>(
        &'a self,
        request: &'a mut Request,
        scheme: &'static SecurityScheme,
        _: &'a Context,
    ) -> BoxFuture<'a, Result<u64, Error>> {
        let done = if self.user.contains(':') {
            Err(Error::request(format!("the user name for `{}` has a colon in it", scheme.name)))
        } else {
            let pair = Zeroizing::new(format!("{}:{}", self.user, self.password.expose()));
            place(request, scheme, &pair)
        };
        Box::pin(std::future::ready(done.map(|()| 0)))
    }
}

/// Puts a secret where the scheme wants it.
///
/// # Errors
/// When it holds characters that cannot travel in a header.
pub fn place(request: &mut Request, scheme: &'static SecurityScheme, secret: &str) -> Result<(), Error> {
    let prefixed = |default: Option<&str>, secret: &str| {
        Zeroizing::new(match scheme.prefix.or(default) {
            Some(prefix) => format!("{prefix} {secret}"),
            None => secret.to_owned(),
        })
    };
    match scheme.kind {
        SchemeKind::Bearer => header(request, scheme, AUTHORIZATION, prefixed(Some("Bearer"), secret)),
        SchemeKind::Basic => {
            let digits = Zeroizing::new(base64::encode(secret.as_bytes()));
            header(request, scheme, AUTHORIZATION, prefixed(Some("Basic"), &digits))
        }
        SchemeKind::ApiKeyHeader(name) => {
            let Ok(name) = HeaderName::from_bytes(name.as_bytes()) else {
                return Err(Error::request(format!("{name:?} is no header name")));
            };
            header(request, scheme, name, prefixed(None, secret))
        }
        SchemeKind::ApiKeyQuery(name) => {
            request.url.push(if request.url.contains('?') { '&' } else { '?' });
            percent_encode(name, Keep::Unreserved, &mut request.url);
            request.url.push('=');
            percent_encode(&prefixed(None, secret), Keep::Unreserved, &mut request.url);
            Ok(())
        }
        SchemeKind::ApiKeyCookie(name) => {
            let mut cookie = match request.headers.get(COOKIE).and_then(|value| value.to_str().ok()) {
                Some(others) => format!("{others}; "),
                None => String::new(),
            };
            cookie.push_str(name);
            cookie.push('=');
            percent_encode(&prefixed(None, secret), Keep::Unreserved, &mut cookie);
            header(request, scheme, COOKIE, Zeroizing::new(cookie))
        }
    }
}

fn header(
    request: &mut Request,
    scheme: &'static SecurityScheme,
    name: HeaderName,
    value: Zeroizing<String>,
) -> Result<(), Error> {
    // Text beyond ASCII has no place in a header. The bytes are overwritten when the last one lets go of them.
    let ascii = value.bytes().all(|byte| byte == b'\t' || (0x20..0x7f).contains(&byte));
    let value = if ascii { HeaderValue::from_maybe_shared(Bytes::from_owner(value)).ok() } else { None };
    match value {
        Some(mut value) => {
            value.set_sensitive(true);
            request.headers.insert(name, value);
            Ok(())
        }
        // The value is not shown: it is the secret.
        None => Err(Error::request(format!(
            "the credential for `{}` has characters that cannot stand in a header",
            scheme.name
        ))),
    }
}

/// A scheme and the credential that is kept for it.
pub(super) type Held = (&'static SecurityScheme, Arc<dyn Credential>);

/// The credentials of one client.
#[derive(Clone, Default)]
pub(super) struct Credentials(Vec<Held>);

impl Credentials {
    pub(super) fn set(&mut self, scheme: &'static SecurityScheme, credential: Arc<dyn Credential>) {
        self.0.retain(|(held, _)| held.name != scheme.name);
        self.0.push((scheme, credential));
    }

    pub(super) fn get(&self, scheme: &SecurityScheme) -> Option<&Held> {
        self.0.iter().find(|(held, _)| held.name == scheme.name)
    }

    pub(super) fn names(&self) -> Vec<&'static str> {
        self.0.iter().map(|(scheme, _)| scheme.name).collect()
    }

    /// The credential for this scheme.
    pub(super) fn need(&self, scheme: &'static SecurityScheme) -> Result<Held, Error> {
        let missing = || {
            let message = format!("no credential for {}: {HOW}", way(scheme));
            Error::new(Kind::MissingCredential, message)
        };
        self.get(scheme).cloned().ok_or_else(missing)
    }

    /// The credentials of the first alternative that can be met. Going without, where that is allowed, comes last:
    /// who gave a credential wants it used.
    pub(super) fn choose(&self, alternatives: &'static [&'static [SchemeUse]]) -> Result<Vec<Held>, String> {
        for alternative in alternatives.iter().filter(|alternative| !alternative.is_empty()) {
            let held: Option<Vec<Held>> =
                alternative.iter().map(|wanted| self.get(wanted.scheme).cloned()).collect();
            if let Some(held) = held {
                return Ok(held);
            }
        }
        if alternatives.iter().all(|alternative| !alternative.is_empty()) && !alternatives.is_empty() {
            return Err(self.missing(alternatives));
        }
        Ok(Vec::new())
    }

    fn missing(&self, alternatives: &'static [&'static [SchemeUse]]) -> String {
        let ways: Vec<String> = alternatives
            .iter()
            .map(|alternative| {
                let schemes: Vec<String> = alternative
                    .iter()
                    .filter(|wanted| self.get(wanted.scheme).is_none())
                    .map(|wanted| way(wanted.scheme))
                    .collect();
                schemes.join(" and ")
            })
            .collect();
        format!("no credential for {}: {HOW}", ways.join(" or "))
    }
}

const HOW: &str = "set it on the client's builder, or on a clone of the client by `with_…`";

/// A scheme and the builder method that takes its credential.
fn way(scheme: &SecurityScheme) -> String {
    format!("`{}` (`{}`)", scheme.name, scheme.builder_method)
}
