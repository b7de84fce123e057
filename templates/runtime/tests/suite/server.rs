//! A real server on the loopback, where a test needs one. The stub serves the others.
#![cfg(feature = "reqwest")]

use axum::Router;
use sdk_runtime::runtime::{Client, ClientBuilder, Retry, Secret};
use tokio::net::TcpListener;

use super::fixture::{API, KEY, OAUTH};

/// Serves until the test ends, and gives the base URL.
pub async fn serve(router: Router) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}")
}

pub fn client(base: &str) -> Client {
    builder(base).build().unwrap()
}

/// Without repeating, which most tests would only find in their way.
pub fn builder(base: &str) -> ClientBuilder {
    repeating(base).retry(Retry::none())
}

/// As the builder makes them from the start.
pub fn repeating(base: &str) -> ClientBuilder {
    ClientBuilder::new(&API)
        .base_url(base)
        .credential(&OAUTH, Secret::from("t0ken"))
        .credential(&KEY, Secret::from("k3y"))
}
