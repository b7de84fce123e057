//! Many tasks at once, over real connections.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get, post};
use http::StatusCode;
use sdk_runtime::runtime::oauth::{OAuth, Token};
use sdk_runtime::runtime::{Call, Client, ClientBuilder, Error};

use super::fixture::API;
use super::oauth_fake::{READ, SCHEME};
use super::server::serve;

const TASKS: usize = 50;

/// The API takes `new` alone. A token takes a while.
async fn server(refused: bool) -> (String, Arc<AtomicUsize>) {
    let calls = Arc::new(AtomicUsize::new(0));
    let count = calls.clone();
    let token = move || {
        count.fetch_add(1, Ordering::SeqCst);
        async move {
            tokio::time::sleep(Duration::from_millis(150)).await;
            let json = [("content-type", "application/json")];
            if refused {
                return (StatusCode::BAD_REQUEST, json, r#"{"error":"invalid_client"}"#);
            }
            (StatusCode::OK, json, r#"{"access_token":"new","expires_in":3600}"#)
        }
    };
    let api = |request: Request| async move {
        match request.headers().get("authorization").map(|value| value.as_bytes()) {
            Some(b"Bearer new") => StatusCode::NO_CONTENT.into_response(),
            _ => StatusCode::UNAUTHORIZED.into_response(),
        }
    };
    (serve(Router::new().route("/token", post(token)).route("/", get(api))).await, calls)
}

fn client(base: &str, flow: OAuth) -> Client {
    let builder = ClientBuilder::new(&API).base_url(base).token_url(format!("{base}/token"));
    builder.credential(&SCHEME, flow).build().unwrap()
}

async fn all(client: &Client) -> Vec<Result<(), Error>> {
    let calls: Vec<_> = (0..TASKS).map(|_| tokio::spawn(Call::<()>::new(client, &READ).send())).collect();
    let mut results = Vec::new();
    for call in calls {
        results.push(call.await.unwrap());
    }
    results
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_refusals_make_one_token_call() {
    let (base, calls) = server(false).await;
    let client = client(&base, OAuth::client_credentials("id", "s").token(Token::new("old")));
    for result in all(&client).await {
        result.unwrap();
    }
    assert_eq!(calls.load(Ordering::SeqCst), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_first_calls_make_one_token_call() {
    let (base, calls) = server(false).await;
    for result in all(&client(&base, OAuth::client_credentials("id", "s"))).await {
        result.unwrap();
    }
    assert_eq!(calls.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn fifty_get_the_same_refusal() {
    let (base, calls) = server(true).await;
    for result in all(&client(&base, OAuth::client_credentials("id", "s"))).await {
        assert_eq!(result.unwrap_err().oauth_error().unwrap().code(), Some("invalid_client"));
    }
    assert_eq!(calls.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn an_expired_refresh_token_is_tried_once_and_asks_for_a_login() {
    let calls = Arc::new(AtomicUsize::new(0));
    let count = calls.clone();
    let token = move || {
        count.fetch_add(1, Ordering::SeqCst);
        let json = [("content-type", "application/json")];
        async move { (StatusCode::BAD_REQUEST, json, r#"{"error":"invalid_grant","error_description":"expired"}"#) }
    };
    let api = || async { StatusCode::UNAUTHORIZED };
    let base = serve(Router::new().route("/token", post(token)).route("/", get(api))).await;
    let held = Token::new("old").with_refresh_token("r");
    for result in all(&client(&base, OAuth::refresh_token("id", "r").token(held))).await {
        let error = result.unwrap_err();
        assert!(error.oauth_error().unwrap().is_login_needed() && !error.is_retryable(), "{error:?}");
    }
    assert_eq!(calls.load(Ordering::SeqCst), 1);
}

/// Whoever asked for the token goes away; the answer is not lost, and nobody waits for ever.
#[tokio::test]
async fn a_cancelled_leader_leaves_nobody_behind() {
    let (base, calls) = server(false).await;
    let client = client(&base, OAuth::refresh_token("id", "r"));
    let leader = tokio::spawn(Call::<()>::new(&client, &READ).send());
    tokio::time::sleep(Duration::from_millis(50)).await;
    let others: Vec<_> = (0..3).map(|_| tokio::spawn(Call::<()>::new(&client, &READ).send())).collect();
    tokio::time::sleep(Duration::from_millis(20)).await;
    leader.abort();
    for other in others {
        tokio::time::timeout(Duration::from_secs(5), other).await.unwrap().unwrap().unwrap();
    }
    assert_eq!(calls.load(Ordering::SeqCst), 1, "a refresh token may be good only once");
}

/// The same with nobody waiting: the next call finds what the cancelled one left.
#[tokio::test]
async fn a_cancelled_call_is_carried_on_by_the_next() {
    let (base, calls) = server(false).await;
    let client = client(&base, OAuth::refresh_token("id", "r"));
    let call = Call::<()>::new(&client, &READ).send();
    assert!(tokio::time::timeout(Duration::from_millis(50), call).await.is_err());
    tokio::time::sleep(Duration::from_millis(200)).await;
    Call::<()>::new(&client, &READ).send().await.unwrap();
    assert_eq!(calls.load(Ordering::SeqCst), 1);
}

/// The client and its credential are gone with the last of their users, also when a token call was left half done.
#[tokio::test]
async fn nothing_is_kept_alive_by_a_call_that_was_left() {
    struct Marked(Arc<()>);
    impl sdk_runtime::runtime::oauth::TokenSource for Marked {
        fn token<'a>(
            &'a self,
            _: &'static sdk_runtime::runtime::SecurityScheme,
            _: Option<&'a Token>,
            _: &'a sdk_runtime::runtime::Context,
        ) -> sdk_runtime::runtime::BoxFuture<'a, Result<Token, Error>> {
            let _mark = &self.0;
            Box::pin(std::future::pending())
        }
    }
    let mark = Arc::new(());
    let client = client("http://127.0.0.1:9", OAuth::source(Marked(mark.clone())));
    let call = Call::<()>::new(&client, &READ).send();
    assert!(tokio::time::timeout(Duration::from_millis(20), call).await.is_err());
    assert_eq!(Arc::strong_count(&mark), 2);
    drop(client);
    assert_eq!(Arc::strong_count(&mark), 1);
}

/// A redirect to another host must not take the secret along.
#[tokio::test]
async fn a_redirected_token_call_stays_at_home() {
    let stranger = Arc::new(AtomicUsize::new(0));
    let count = stranger.clone();
    let other = serve(Router::new().fallback(any(move || {
        count.fetch_add(1, Ordering::SeqCst);
        std::future::ready("{}")
    })))
    .await;
    let target = other.replace("127.0.0.1", "localhost");
    let away = move || {
        let target = target.clone();
        async move { Response::builder().status(307).header("location", target).body(axum::body::Body::empty()).unwrap() }
    };
    let base = serve(Router::new().route("/token", post(away))).await;
    let error = Call::<()>::new(&client(&base, OAuth::client_credentials("id", "s")), &READ).send().await.unwrap_err();
    assert_eq!(error.oauth_error().unwrap().status().unwrap(), 307, "{error}");
    assert_eq!(stranger.load(Ordering::SeqCst), 0);
}

/// A server that looks at everything: the secret, the grant, the assertion and the organization.
async fn strict() -> String {
    let token = |headers: http::HeaderMap, body: String| async move {
        let basic = headers.get("authorization").and_then(|value| value.to_str().ok());
        let saml = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Asaml2-bearer&orgName=acme&assertion=PD94bWw%2FPg";
        let (status, answer) = match (basic, body.as_str()) {
            (Some("Basic aWQ6c2VjcmV0"), "grant_type=client_credentials") => (200, r#"{"access_token":"new"}"#),
            (Some("Basic aWQ6c2VjcmV0"), form) if form == saml => (200, r#"{"access_token":"new","expires_in":60}"#),
            (Some("Basic aWQ6c2VjcmV0"), _) => {
                (400, r#"{"error":"invalid_grant","description":"not that one","error_description":"not that one"}"#)
            }
            _ => (401, r#"{"error":"invalid_client"}"#),
        };
        (StatusCode::from_u16(status).unwrap(), [("content-type", "application/json")], answer)
    };
    let api = |request: Request| async move {
        let known = request.headers().get("authorization").is_some_and(|value| value == "Bearer new");
        if known { StatusCode::NO_CONTENT } else { StatusCode::UNAUTHORIZED }
    };
    serve(Router::new().route("/token", post(token)).route("/", get(api))).await
}

#[tokio::test]
async fn secrets_and_assertions_are_what_the_server_expects() {
    let base = strict().await;
    let saml = |assertion: &str| OAuth::saml2_bearer("id", "secret", assertion).param("orgName", "acme");
    for (flow, refusal) in [
        (OAuth::client_credentials("id", "secret"), None),
        (OAuth::client_credentials("id", "wr0ng"), Some("invalid_client")),
        (OAuth::client_credentials("other", "secret"), Some("invalid_client")),
        (saml("PD94bWw/Pg"), None),
        (saml("UE5H"), Some("invalid_grant")),
        (OAuth::refresh_token("id", "exp1red").client_secret("secret"), Some("invalid_grant")),
        (OAuth::authorization_code("id", "us3d", "https://x/").client_secret("secret"), Some("invalid_grant")),
    ] {
        let shown = format!("{flow:?}");
        let result = Call::<()>::new(&client(&base, flow), &READ).send().await;
        let error = result.err();
        let code = error.as_ref().map(|error| error.oauth_error().unwrap().code().unwrap());
        assert_eq!(code, refusal, "{shown}");
        let told = format!("{shown} {error:?}");
        assert!(!["wr0ng", "UE5H", "exp1red", "us3d"].iter().any(|secret| told.contains(secret)), "{told}");
    }
}
