//! What the default transport can be told: time for connecting, proxies, TLS.
//!
//! For all else, [`ClientBuilder::http_client`] takes a client of reqwest's own. Certificates are always checked.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::builder::ClientBuilder;
use super::error::Error;
use super::transport::Transport;
use super::transport_reqwest::ReqwestTransport;

/// How long connecting may take unless the builder says otherwise.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// The settings of the default transport, unchecked.
#[derive(Clone)]
pub(super) struct HttpOptions {
    connect_timeout: Duration,
    proxy: Option<String>,
    no_proxy: bool,
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    roots: Vec<Vec<u8>>,
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    only_these_roots: bool,
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    identity: Option<(Vec<u8>, super::secret::Secret)>,
}

impl Default for HttpOptions {
    fn default() -> Self {
        Self {
            connect_timeout: CONNECT_TIMEOUT,
            proxy: None,
            no_proxy: false,
            #[cfg(any(feature = "rustls", feature = "native-tls"))]
            roots: Vec::new(),
            #[cfg(any(feature = "rustls", feature = "native-tls"))]
            only_these_roots: false,
            #[cfg(any(feature = "rustls", feature = "native-tls"))]
            identity: None,
        }
    }
}

impl ClientBuilder {
    /// A reqwest client of your own, in place of one made from this builder's settings for connecting, proxies and TLS.
    ///
    /// Build it with `reqwest::redirect::Policy::none()`, and redirects are followed as this SDK does it. With any other
    /// policy reqwest follows them by itself, and takes along API keys in headers that it does not know.
    pub fn http_client(self, client: reqwest::Client) -> Self {
        self.transport(ReqwestTransport::new(client))
    }

    /// How long connecting may take; ten seconds unless set.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.http.connect_timeout = limit;
        self
    }

    /// A proxy for all requests, such as `http://user:password@proxy.example.org:3128`.
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.http.proxy = Some(url.into());
        self
    }

    /// No proxy, whatever the environment says.
    pub fn no_proxy(mut self) -> Self {
        self.http.no_proxy = true;
        self
    }

    /// Certificates in PEM form that are trusted as roots, besides those of the system. May be given several times.
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    pub fn root_certificates(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.http.roots.push(pem.into());
        self
    }

    /// Trusts the given [`root_certificates`](Self::root_certificates) alone, and none of the system's.
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    pub fn only_these_roots(mut self) -> Self {
        self.http.only_these_roots = true;
        self
    }

    /// What the client shows of itself for mutual TLS: its certificate with those that lead to its root, and its key in
    /// PKCS #8, all in PEM form.
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    pub fn identity(
        mut self,
        certificates_pem: impl Into<Vec<u8>>,
        key_pem: impl Into<super::secret::Secret>,
    ) -> Self {
        self.http.identity = Some((certificates_pem.into(), key_pem.into()));
        self
    }
}

impl HttpOptions {
    /// The transport that they describe.
    pub(super) fn transport(self) -> Result<Arc<dyn Transport>, Error> {
        // Redirects are followed above the transport, where it is known what may go to another origin.
        let mut builder = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(self.connect_timeout);
        if self.no_proxy {
            builder = builder.no_proxy();
        }
        if let Some(url) = &self.proxy {
            // The cause is left out: it may hold the password.
            let proxy = reqwest::Proxy::all(url).map_err(|_| Error::request("the proxy's URL is malformed"))?;
            builder = builder.proxy(proxy);
        }
        #[cfg(any(feature = "rustls", feature = "native-tls"))]
        let builder = self.secured(builder)?;
        match builder.build() {
            Ok(client) => Ok(Arc::new(ReqwestTransport::new(client))),
            Err(error) => Err(Error::request("the HTTP client cannot be set up").with_source(error)),
        }
    }

    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    fn secured(&self, mut builder: reqwest::ClientBuilder) -> Result<reqwest::ClientBuilder, Error> {
        let mut roots = Vec::new();
        for pem in &self.roots {
            let found = reqwest::Certificate::from_pem_bundle(pem)
                .map_err(|error| Error::request("the root certificates are malformed").with_source(error))?;
            if found.is_empty() {
                return Err(Error::request("there is no certificate among the root certificates"));
            }
            roots.extend(found);
        }
        if self.only_these_roots {
            builder = builder.tls_certs_only(roots);
        } else if !roots.is_empty() {
            builder = builder.tls_certs_merge(roots);
        }
        if let Some((certificates, key)) = &self.identity {
            // The cause is left out: it may hold the key.
            let identity = identity(certificates, key.expose().as_bytes())
                .map_err(|_| Error::request("the client's certificate or its key is malformed"))?;
            builder = builder.identity(identity);
        }
        Ok(builder)
    }
}

#[cfg(feature = "rustls")]
fn identity(certificates: &[u8], key: &[u8]) -> reqwest::Result<reqwest::Identity> {
    reqwest::Identity::from_pem(&[certificates, b"\n", key].concat())
}

#[cfg(all(feature = "native-tls", not(feature = "rustls")))]
fn identity(certificates: &[u8], key: &[u8]) -> reqwest::Result<reqwest::Identity> {
    reqwest::Identity::from_pkcs8_pem(certificates, key)
}

impl fmt::Debug for HttpOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpOptions").field("connect_timeout", &self.connect_timeout).finish_non_exhaustive()
    }
}
