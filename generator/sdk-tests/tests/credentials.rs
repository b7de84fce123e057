//! Credentials of a user's own making, and what does not happen to them.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use genesys_cloud::oauth::OAuth;
use genesys_cloud::runtime::credential::place;
use genesys_cloud::runtime::{BoxFuture, Context, Credential, Method, Request, SecurityScheme};
use genesys_cloud::{Client, Error, Region, models, security};
use sdk_tests::{Answer, Seen, Server};
use serde_json::json;

/// Gives `token-1` until it is told that the server does not want it, then `token-2`, and so on.
#[derive(Debug, Default)]
struct Renewing {
    renewed: AtomicUsize,
}

impl Credential for Renewing {
    fn apply<'a>(
        &'a self,
        request: &'a mut Request,
        scheme: &'static SecurityScheme,
        _: &'a Context,
    ) -> BoxFuture<'a, Result<u64, Error>> {
        Box::pin(async move {
            // A real one would wait for a token here.
            tokio::task::yield_now().await;
            place(request, scheme, &format!("token-{}", self.renewed.load(Ordering::SeqCst) + 1))?;
            Ok(0)
        })
    }

    fn rejected<'a>(
        &'a self,
        _: &'static SecurityScheme,
        _: u64,
        _: &'a Context,
    ) -> BoxFuture<'a, Result<bool, Error>> {
        self.renewed.fetch_add(1, Ordering::SeqCst);
        Box::pin(std::future::ready(Ok(true)))
    }
}

/// Lets `token-2` in and nobody else.
async fn picky() -> Server {
    let answer = |seen: &Seen| match seen.header("authorization") {
        Some("Bearer token-2") => Answer::json(200, &json!({"id": "sent"})),
        _ => Answer::json(401, &json!({"code": "bad.credentials"})),
    };
    Server::start(answer).await.unwrap()
}

#[tokio::test]
async fn a_token_is_renewed_and_the_call_sent_again() -> Result<(), Error> {
    let server = picky().await;
    let tokens = Arc::new(Renewing::default());
    let credential: Arc<dyn Credential> = tokens.clone();
    let client =
        Client::builder().base_url(server.url()).credential(&security::ACCESS_TOKEN, credential).build()?;
    let message = models::SendMessageBody::new("once or twice");
    let sent = client.chat().post_chats_room_messages("r", &message).send_with_response().await?;
    assert_eq!((sent.attempts(), sent.body().id.as_str()), (2, "sent"));
    let seen = server.seen();
    let tokens_seen: Vec<_> = seen.iter().map(|seen| seen.header("authorization").unwrap()).collect();
    assert_eq!(tokens_seen, ["Bearer token-1", "Bearer token-2"]);
    assert_eq!(seen[0].body, seen[1].body);
    client.chat().post_chats_room_messages("r", &message).await?;
    assert_eq!(server.seen().len(), 3, "the renewed token is kept");

    // One renewal a call: who is refused twice is told so.
    tokens.renewed.store(7, Ordering::SeqCst);
    let error = client.chat().get_chats_room("r").await.unwrap_err();
    assert_eq!((error.status().map(|status| status.as_u16()), error.attempts()), (Some(401), 2));
    Ok(())
}

#[tokio::test]
async fn a_plain_token_is_not_tried_twice() {
    let server = picky().await;
    let client = Client::builder().base_url(server.url()).access_token("old").build().unwrap();
    let error = client.chat().get_chats_room("r").await.unwrap_err();
    assert_eq!((error.attempts(), server.seen().len()), (1, 1));
}

#[tokio::test]
async fn a_credential_stays_with_its_client_and_its_scheme() -> Result<(), Error> {
    let server = Server::start(|_| Answer::json(200, &json!({}))).await.unwrap();
    let first = Client::builder().base_url(server.url()).access_token("a").guest_jwt("g").build()?;
    let second = first.with_access_token("b").with_guest_jwt("h");
    for client in [&first, &second, &first] {
        client.chat().get_chats_settings().await?;
        client.webchat().get_webchat_guest_conversation_members("c").await?;
    }
    let sent: Vec<String> =
        server.seen().iter().map(|seen| seen.header("authorization").unwrap().to_owned()).collect();
    let wanted = ["a", "g", "b", "h", "a", "g"].map(|secret| format!("Bearer {secret}"));
    assert_eq!(sent, wanted);
    Ok(())
}

/// A server that sends clients elsewhere does not get their token sent there.
#[tokio::test]
async fn a_redirect_does_not_take_the_token_away() {
    let thief = Server::start(|_| Answer::json(200, &json!({}))).await.unwrap();
    let elsewhere = format!("{}/api/v2/chats/settings", thief.url());
    let server = Server::start(move |seen: &Seen| match seen.path.as_str() {
        "/api/v2/chats/settings" => Answer::empty(302).header("location", &elsewhere),
        "/api/v2/chats/rooms/moved/messages" => Answer::empty(307).header("location", &elsewhere),
        "/api/v2/webchat/settings" => Answer::empty(307).header("location", "/moved"),
        _ => Answer::json(200, &json!({"requireDeployment": true})),
    });
    let server = server.await.unwrap();
    let client = Client::builder().base_url(server.url()).access_token("t").build().unwrap();
    client.chat().get_chats_settings().await.unwrap();
    assert_eq!(thief.last().unwrap().header("authorization"), None);
    let body = models::SendMessageBody::new("x");
    let error = client.chat().post_chats_room_messages("moved", &body).await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(307));
    assert_eq!(thief.seen().len(), 1, "a message is not sent elsewhere");
    let settings = client.webchat().get_webchat_settings().await.unwrap();
    assert_eq!(settings.require_deployment, Some(true));
    assert_eq!(server.last().unwrap().header("authorization"), Some("Bearer t"));
}

#[tokio::test]
async fn a_raw_request_names_what_it_lacks() {
    let client = Client::builder().base_url("http://127.0.0.1:1").build().unwrap();
    let error = client.request(Method::GET, "/x").security(&security::GUEST_JWT).send().await.unwrap_err();
    assert!(error.is_missing_credential());
    assert!(
        error.to_string().contains("Guest Chat JWT") && error.to_string().contains("guest_jwt"),
        "{error}"
    );
}

/// A token endpoint and an API in one. The API takes what the token endpoint gave last.
async fn with_login() -> Server {
    let given = AtomicUsize::new(0);
    let answer = move |seen: &Seen| match seen.path.as_str() {
        "/oauth/token" => {
            let number = given.fetch_add(1, Ordering::SeqCst) + 1;
            Answer::json(
                200,
                &json!({"access_token": format!("t{number}"), "expires_in": 86400, "token_type": "bearer"}),
            )
        }
        _ if seen.header("authorization") == Some(&format!("Bearer t{}", given.load(Ordering::SeqCst))) => {
            Answer::json(200, &json!({"id": "r"}))
        }
        _ => Answer::json(401, &json!({"code": "bad.credentials"})),
    };
    Server::start(answer).await.unwrap()
}

#[tokio::test]
async fn an_application_gets_its_token_by_itself() -> Result<(), Error> {
    let server = with_login().await;
    let builder = || {
        let builder = Client::builder().region(Region::EuCentral1).base_url(server.url());
        builder.token_url(format!("{}/oauth/token", server.url()))
    };
    let client = builder().client_credentials("id", "secret").build()?;
    client.chat().get_chats_room("r").await?;
    client.chat().get_chats_room("r").await?;
    let saml = OAuth::saml2_bearer("id", "secret", "PHNhbWw+").param("orgName", "acme");
    let other = builder().oauth_flow(saml).build()?;
    other.chat().get_chats_room("r").await?;
    // The first token is no longer the last one: refused, renewed, sent again.
    client.chat().get_chats_room("r").await?;
    let seen = server.seen();
    let asked: Vec<_> = seen.iter().filter(|seen| seen.path == "/oauth/token").collect();
    let forms: Vec<_> = asked.iter().map(|seen| String::from_utf8_lossy(&seen.body).into_owned()).collect();
    let saml = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Asaml2-bearer&orgName=acme&assertion=PHNhbWw%2B";
    assert_eq!(forms, ["grant_type=client_credentials", saml, "grant_type=client_credentials"]);
    assert!(asked.iter().all(|seen| seen.header("authorization") == Some("Basic aWQ6c2VjcmV0")));
    assert!(!format!("{client:?} {other:?}").contains("secret"));
    Ok(())
}

#[tokio::test]
async fn a_login_begins_on_the_page_of_the_region() -> Result<(), Error> {
    assert_eq!(Region::ApNortheast1.token_url(), Some("https://login.mypurecloud.jp/oauth/token"));
    let client = Client::builder().region(Region::EuCentral1).build()?;
    let login =
        client.begin_login(OAuth::login("id", "http://localhost/cb").page_param("org", "acme")).await?;
    assert!(
        login
            .url()
            .starts_with("https://login.mypurecloud.de/oauth/authorize?response_type=code&client_id=id&")
    );
    assert!(login.url().ends_with("&org=acme"), "{}", login.url());
    let error = login.finish("http://localhost/cb?code=c&state=guessed").await.unwrap_err();
    assert!(error.oauth_error().is_some_and(|error| error.is_state_mismatch()), "{error}");
    Ok(())
}
