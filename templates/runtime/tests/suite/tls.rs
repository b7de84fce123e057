//! TLS and mutual TLS against a real listener, with certificates that are made here.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::routing::get;
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use sdk_runtime::runtime::{Call, Client, ClientBuilder, Error};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::{RootCertStore, ServerConfig};
use tokio_rustls::server::TlsStream;

use super::fixture::{API, operation};

static READ: sdk_runtime::runtime::Operation = operation("read", "GET", "/", &[]);

/// Who signs certificates.
struct Authority {
    issuer: Issuer<'static, KeyPair>,
    pem: String,
}

impl Authority {
    fn new() -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let pem = params.self_signed(&key).unwrap().pem();
        Self { issuer: Issuer::new(params, key), pem }
    }
    /// A certificate for these names, and its key, as PEM.
    fn sign(&self, names: &[&str]) -> (String, String) {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let key = KeyPair::generate().unwrap();
        let certificate = CertificateParams::new(names).unwrap().signed_by(&key, &self.issuer).unwrap();
        (certificate.pem(), key.serialize_pem())
    }
    fn root(&self) -> CertificateDer<'static> {
        CertificateDer::from_pem_slice(self.pem.as_bytes()).unwrap()
    }
}

struct Tls(TcpListener, TlsAcceptor);

impl axum::serve::Listener for Tls {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, SocketAddr) {
        loop {
            let (stream, address) = self.0.accept().await.unwrap();
            if let Ok(stream) = self.1.accept(stream).await {
                return (stream, address);
            }
        }
    }
    fn local_addr(&self) -> std::io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

/// Speaks for `localhost`; with `clients`, only with who has a certificate of theirs.
fn acceptor(authority: &Authority, clients: Option<&Authority>) -> TlsAcceptor {
    let (certificate, key) = authority.sign(&["localhost"]);
    let builder = match clients {
        None => ServerConfig::builder().with_no_client_auth(),
        Some(clients) => {
            let mut roots = RootCertStore::empty();
            roots.add(clients.root()).unwrap();
            let verifier = WebPkiClientVerifier::builder(Arc::new(roots)).build().unwrap();
            ServerConfig::builder().with_client_cert_verifier(verifier)
        }
    };
    let chain = vec![CertificateDer::from_pem_slice(certificate.as_bytes()).unwrap()];
    let key = PrivateKeyDer::from_pem_slice(key.as_bytes()).unwrap();
    TlsAcceptor::from(Arc::new(builder.with_single_cert(chain, key).unwrap()))
}

async fn serve(authority: &Authority, clients: Option<&Authority>) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let listener = Tls(listener, acceptor(authority, clients));
    let router = Router::new().fallback(get(|| async { http::StatusCode::NO_CONTENT }));
    tokio::spawn(async move { axum::serve(listener, router).await });
    port
}

/// A client that trusts these, and shows this certificate with its key.
fn client(base: &str, trusted: Option<&Authority>, shown: Option<(String, String)>) -> Client {
    let mut builder = reqwest::Client::builder();
    if let Some(trusted) = trusted {
        builder = builder.tls_certs_only([reqwest::Certificate::from_pem(trusted.pem.as_bytes()).unwrap()]);
    }
    if let Some((certificate, key)) = shown {
        builder = builder.identity(reqwest::Identity::from_pem(format!("{certificate}{key}").as_bytes()).unwrap());
    }
    ClientBuilder::new(&API).base_url(base).http_client(builder.build().unwrap()).build().unwrap()
}

async fn read(client: &Client) -> Result<(), Error> {
    Call::<()>::new(client, &READ).send().await
}

#[tokio::test]
async fn a_server_is_known_by_its_certificate() {
    let (ours, theirs) = (Authority::new(), Authority::new());
    let port = serve(&ours, None).await;
    let localhost = format!("https://localhost:{port}");
    read(&client(&localhost, Some(&ours), None)).await.unwrap();
    let strangers = [
        client(&localhost, None, None),
        client(&localhost, Some(&theirs), None),
        // The right certificate under another name.
        client(&format!("https://127.0.0.1:{port}"), Some(&ours), None),
        ClientBuilder::new(&API).base_url(localhost).build().unwrap(),
    ];
    for stranger in strangers {
        let error = read(&stranger).await.unwrap_err();
        assert!(error.is_connect(), "{error:?}");
        assert!(error.to_string().contains("certificate"), "{error}");
    }
}

#[tokio::test]
async fn a_client_is_known_by_its_certificate() {
    let (ours, clients, theirs) = (Authority::new(), Authority::new(), Authority::new());
    let base = format!("https://localhost:{}", serve(&ours, Some(&clients)).await);
    read(&client(&base, Some(&ours), Some(clients.sign(&["me"])))).await.unwrap();
    for shown in [None, Some(theirs.sign(&["me"]))] {
        let error = read(&client(&base, Some(&ours), shown)).await.unwrap_err();
        assert!(!error.is_status() && !error.is_request(), "{error:?}");
    }
}

/// A WebSocket goes over the client's own TLS: whom it trusts and what it shows hold there too.
#[cfg(feature = "websocket")]
#[tokio::test]
async fn streams_of_events_know_certificates() {
    use super::sockets::{News, heard, hear, said, say};
    use sdk_runtime::runtime::websocket::EventStream;

    let (ours, clients, theirs) = (Authority::new(), Authority::new(), Authority::new());
    let tls = acceptor(&ours, Some(&clients));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let tls = tls.clone();
            tokio::spawn(async move {
                let Ok(stream) = tls.accept(stream).await else { return };
                let mut peer = tokio_tungstenite::accept_async(stream).await.unwrap();
                say(&mut peer, &said("in secret")).await;
                hear(&mut peer).await;
            });
        }
    });
    let open = async |trusted, shown| {
        let client = client("https://localhost:1", trusted, shown);
        EventStream::<News>::connect(&client, format!("wss://localhost:{port}/")).open().await
    };
    let me = || Some(clients.sign(&["me"]));
    let mut stream = open(Some(&ours), me()).await.unwrap();
    assert_eq!(stream.next().await.unwrap().unwrap(), heard("in secret"));
    for (trusted, shown) in [(None, me()), (Some(&theirs), me()), (Some(&ours), None)] {
        let error = open(trusted, shown).await.unwrap_err();
        assert!(!error.is_status() && !error.is_request(), "{error:?}");
    }
}
