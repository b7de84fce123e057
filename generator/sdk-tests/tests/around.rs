//! What stands around a call: repeating, doubles, settings, calls without `async`.

use std::time::Duration;

use genesys_cloud::testing::StubTransport;
use genesys_cloud::{Client, Error, Region, Retry, models, operations};
use sdk_tests::{Answer, Server};
use serde_json::{Value, json};

fn room(subject: &str) -> models::Room {
    models::Room { subject: Some(subject.to_owned()), ..models::Room::default() }
}

/// 6. A test of one's own program, without a server.
#[tokio::test]
async fn a_double_answers_by_operation() -> Result<(), Error> {
    let stub = StubTransport::new().on(&operations::GET_CHATS_ROOM, 200, &room("Support"));
    let client = Client::builder().transport(stub.clone()).access_token("token").build()?;
    let answer = client.chat().get_chats_room("room@jid").await?;
    assert_eq!(answer.subject.as_deref(), Some("Support"));
    assert_eq!(stub.count(&operations::GET_CHATS_ROOM), 1);
    assert!(stub.asked()[0].url.ends_with("/api/v2/chats/rooms/room%40jid"), "{:?}", stub.asked());
    Ok(())
}

/// 7. How often a request is sent again, of a client and of one call.
#[tokio::test]
async fn repeating_is_tuned_on_the_client_and_on_the_call() -> Result<(), Error> {
    let busy = || {
        StubTransport::new()
            .on_bytes(&operations::GET_CHATS_ROOM, 503, &[], "")
            .on_bytes(&operations::GET_CHATS_ROOM_MESSAGES, 503, &[("retry-after", "20")], "")
            .on_bytes(&operations::POST_CHATS_ROOM_MESSAGES, 503, &[], "")
    };
    let stub = busy();
    let retry = Retry::new().attempts(5).max_elapsed(Duration::from_secs(30)).on_unsafe(false);
    let client = Client::builder().transport(stub.clone()).access_token("token").retry(retry).build()?;
    let error = client.chat().get_chats_room("r").await.unwrap_err();
    assert_eq!((error.attempts(), stub.slept().len()), (5, 4));
    let error =
        client.chat().get_chats_room_messages("r").limit("5").with_retry(Retry::none()).await.unwrap_err();
    assert_eq!((error.attempts(), error.retry_after()), (1, Some(Duration::from_secs(20))));
    let body = models::SendMessageBody::new("x");
    let error = client.chat().post_chats_room_messages("r", &body).await.unwrap_err();
    assert_eq!(error.attempts(), 1, "a message is not sent twice");
    let twice = Retry::new().attempts(2).on_unsafe(true);
    let error = client.chat().post_chats_room_messages("r", &body).with_retry(twice).await.unwrap_err();
    assert_eq!(error.attempts(), 2, "unless somebody says so");
    Ok(())
}

#[tokio::test]
async fn the_vendors_headers_of_rate_limits() -> Result<(), Error> {
    let answer = Answer::json(200, &json!({}))
        .header("inin-ratelimit-allowed", "300")
        .header("inin-ratelimit-count", "299")
        .header("inin-ratelimit-reset", "15");
    let server = Server::start(move |_| answer.clone()).await.unwrap();
    let client = Client::builder().base_url(server.url()).access_token("token").build()?;
    let response = client.chat().get_chats_settings().send_with_response().await?;
    let limit = response.rate_limit().unwrap();
    assert_eq!(
        (limit.limit, limit.remaining, limit.reset),
        (Some(300), Some(1), Some(Duration::from_secs(15)))
    );
    assert_eq!(response.json::<Value>()?, json!({}));
    Ok(())
}

#[test]
fn settings_have_the_packages_name() -> Result<(), Error> {
    let variables = |name: &str| match name {
        "GENESYS_CLOUD_REGION" => Some("eu-central-1".to_owned()),
        "GENESYS_CLOUD_ACCESS_TOKEN" => Some("token".to_owned()),
        "GENESYS_CLOUD_RETRY_ATTEMPTS" => Some("2".to_owned()),
        _ => None,
    };
    let client = Client::builder().from_variables(variables)?.build()?;
    assert_eq!(client.config().base_url(), Region::EuCentral1.base_url());
    assert!(format!("{client:?}").contains("PureCloud OAuth"), "{client:?}");
    let wrong = |name: &str| (name == "GENESYS_CLOUD_REGION").then(|| "atlantis".to_owned());
    let error = Client::builder().from_variables(wrong).err().unwrap();
    assert!(error.to_string().contains("GENESYS_CLOUD_REGION"), "{error}");
    Ok(())
}

/// The same calls, on a builder and on a plain call, in a program without `async`.
#[test]
fn without_async() {
    let (sender, receiver) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let server = Server::start(|_| Answer::json(200, &json!({"subject": "Support"}))).await.unwrap();
            sender.send(server.url()).unwrap();
            std::future::pending::<()>().await;
        });
    });
    let url = receiver.recv().unwrap();
    let client = Client::builder().base_url(url).access_token("token").build().unwrap();
    let room = client.chat().get_chats_room("r").send_blocking().unwrap();
    assert_eq!(room.subject.as_deref(), Some("Support"));
    let messages = client.chat().get_chats_room_messages("r").limit("1").send_blocking().unwrap();
    assert!(messages.entities.is_none());
}
