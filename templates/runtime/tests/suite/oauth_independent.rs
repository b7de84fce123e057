//! The flows against a server that somebody else wrote. `cargo xtask flows` starts one and runs this.

use std::time::SystemTime;

use http::Method;
use sdk_runtime::runtime::oauth::{OAuth, PendingLogin, Token, Verifier};
use sdk_runtime::runtime::{Client, ClientBuilder, Redirects, SchemeKind, Secret, SecurityScheme};

use super::fixture::API;

/// Where the server is; set by `cargo xtask flows`.
const ISSUER: &str = "OAUTH_TEST_ISSUER";
const CALLBACK: &str = "http://127.0.0.1:9/callback";

/// All addresses come from the server's own description of itself.
static SCHEME: SecurityScheme = SecurityScheme {
    name: "OpenId",
    kind: SchemeKind::Bearer,
    prefix: None,
    builder_method: "open_id",
    flows: &[],
    discovery_url: Some("/.well-known/openid-configuration"),
};

fn builder() -> ClientBuilder {
    let issuer = std::env::var(ISSUER).unwrap_or_else(|_| panic!("{ISSUER} says where the server is"));
    ClientBuilder::new(&API).base_url(issuer).redirects(Redirects::Never)
}

/// Who the token is for, as the server reads it.
async fn subject(client: &Client) -> String {
    let response = client.request(Method::GET, "/userinfo").security(&SCHEME).send().await.unwrap();
    assert_eq!(response.status(), 200);
    String::from_utf8(response.bytes().await.unwrap().to_vec()).unwrap()
}

/// Opens the page as a browser would, and comes back with where it sends the user.
async fn callback(client: &Client, login: &PendingLogin) -> String {
    let page = client.request(Method::GET, login.url()).send().await.unwrap();
    assert_eq!(page.status(), 302);
    let location = page.headers()["location"].to_str().unwrap().to_owned();
    assert!(location.starts_with(CALLBACK), "{location}");
    location
}

#[tokio::test]
#[ignore = "needs `cargo xtask flows`"]
async fn client_credentials() {
    let flow = OAuth::client_credentials("an id", "s+c%r").scope("a").scope("b");
    let client = builder().credential(&SCHEME, flow).build().unwrap();
    assert!(subject(&client).await.contains("sub"));
}

#[tokio::test]
#[ignore = "needs `cargo xtask flows`"]
async fn a_login_with_pkce_and_its_refresh_token() {
    let client = builder().build().unwrap();
    let login = OAuth::login("an id", CALLBACK).scope("x").start(&client, &SCHEME).await.unwrap();
    let location = callback(&client, &login).await;
    let token = login.token(&location).await.unwrap();
    assert!(token.refresh_token().is_some() && token.expires_at().is_some());
    let access = token.access_token().clone();
    // Expired since 1970: only a refresh gives another one.
    let old = token.with_expiry(SystemTime::UNIX_EPOCH);
    let flow = OAuth::refresh_token("an id", Secret::from("replaced below")).token(old);
    let client = builder().credential(&SCHEME, flow).build().unwrap();
    assert!(subject(&client).await.contains("johndoe"));
    let logged_in = builder().credential(&SCHEME, OAuth::client_credentials("i", "s").token(Token::new(access)));
    assert!(subject(&logged_in.build().unwrap()).await.contains("johndoe"));
}

/// The control: a server that takes any verifier would prove nothing.
#[tokio::test]
#[ignore = "needs `cargo xtask flows`"]
async fn another_verifier_is_refused() {
    let client = builder().build().unwrap();
    let flow = || OAuth::login("an id", CALLBACK).scope("x");
    let login = flow().start(&client, &SCHEME).await.unwrap();
    let location = callback(&client, &login).await;
    let state = login.state().clone();
    let other = flow().resume(&client, &SCHEME, state, Verifier::random().unwrap()).await.unwrap();
    let error = other.token(&location).await.unwrap_err();
    let status = error.oauth_error().unwrap().status().unwrap();
    assert!(status.is_client_error(), "{error}");
}
