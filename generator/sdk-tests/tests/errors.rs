//! What a user learns when a call fails, against a real server.

use std::time::{Duration, Instant};

use genesys_cloud::{Client, Error, Retry, models, operations};
use sdk_tests::{Answer, Server, raw};
use serde_json::json;

fn client(url: &str) -> Client {
    let builder = Client::builder().base_url(url).access_token("token").guest_jwt("jwt");
    builder.retry(Retry::none()).build().unwrap()
}

/// The error of `GET_CHATS_ROOM` when the server answers so.
async fn room_error(answer: Answer) -> Error {
    let server = Server::start(move |_| answer.clone()).await.unwrap();
    client(&server.url()).chat().get_chats_room("r").await.unwrap_err()
}

async fn room(answer: Answer) -> Result<models::Room, Error> {
    let server = Server::start(move |_| answer.clone()).await.unwrap();
    client(&server.url()).chat().get_chats_room("r").await
}

#[tokio::test]
async fn a_missing_permission_is_told_in_full() {
    let body = json!({
        "message": "You are missing permissions", "code": "missing.any.permissions", "status": 403,
        "contextId": "c-1", "messageParams": {"permissions": "chat:room:view"},
        "details": [{"fieldName": "room"}], "errors": [{"code": "inner", "status": 403}],
        "limit": {"key": "k", "namespace": "webchat", "value": 9_007_199_254_740_993_i64},
        "notDescribed": {"deep": [1, 2, 3]},
    });
    let error = room_error(Answer::json(403, &body).header("ININ-Correlation-Id", "id-1")).await;
    assert!(error.is_status() && !error.is_retryable() && !error.is_timeout() && !error.is_decode());
    assert_eq!(error.status().map(|status| status.as_u16()), Some(403));
    assert_eq!(error.request_id(), Some("id-1"));
    assert_eq!(error.attempts(), 1);
    assert!(std::ptr::eq(error.operation().unwrap(), &operations::GET_CHATS_ROOM));
    let said = error.api_error().unwrap();
    assert_eq!(said.code.as_deref(), Some("missing.any.permissions"));
    assert_eq!(said.errors.as_ref().unwrap()[0].code.as_deref(), Some("inner"));
    assert_eq!(said.details.as_ref().unwrap()[0].field_name.as_deref(), Some("room"));
    assert_eq!(said.limit.as_ref().unwrap().value, Some(9_007_199_254_740_993));
    assert_eq!(said.message_params.as_ref().unwrap()["permissions"], "chat:room:view");
    let requirement = error.requirement().unwrap();
    assert!(requirement.is_any());
    assert_eq!(requirement.permissions(), ["chat:chat:access", "chat:room:view"]);
    assert_eq!(error.missing_permissions(&["chat:room:edit"]), ["chat:chat:access", "chat:room:view"]);
    assert_eq!(error.missing_permissions(&["chat:room:view"]), [""; 0]);
    assert_eq!(error.missing_permissions(&["chat:room:*"]), [""; 0]);
    let line = error.to_string();
    for part in
        ["getChatsRoom", "403 Forbidden", "GET /api/v2/chats/rooms/{roomJid}", "id-1", "chat:room:view"]
    {
        assert!(line.contains(part), "{part} is missing in: {line}");
    }
    assert!(!line.contains('\n'));
}

#[tokio::test]
async fn an_error_without_json_still_has_its_status() {
    for answer in
        [Answer::empty(404), Answer::text(404, "text/plain", "no such room"), Answer::json(404, &json!([1]))]
    {
        let error = room_error(answer.header("inin-correlation-id", "id-2")).await;
        assert_eq!(error.status().map(|status| status.as_u16()), Some(404));
        assert!(error.api_error().is_none());
        assert_eq!(error.request_id(), Some("id-2"));
    }
    let error = room_error(Answer::text(404, "text/plain", "no such room")).await;
    assert!(error.to_string().contains("no such room"), "{error}");
    assert_eq!(error.body(), Some(b"no such room".as_slice()));
    assert!(error.body_as::<models::ErrorBody>().unwrap().unwrap_err().is_decode());
    assert!(room_error(Answer::empty(404)).await.body_as::<models::ErrorBody>().is_none());
}

#[tokio::test]
async fn a_page_of_html_is_no_message() {
    let page = "<html><body><h1>502 Bad Gateway</h1></body></html>";
    let error = room_error(Answer::text(502, "text/html; charset=utf-8", page)).await;
    assert!(error.is_status() && error.is_retryable() && error.api_error().is_none());
    assert!(!error.to_string().contains("<h1>"), "{error}");
    let error = room_error(Answer::text(200, "text/html", page)).await;
    assert!(error.is_decode() && !error.is_retryable());
    assert!(error.to_string().contains("text/html"), "{error}");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
}

#[tokio::test]
async fn what_may_be_tried_again() {
    let told = async |status: u16, idempotent: bool| {
        let server = Server::start(move |_| Answer::empty(status)).await.unwrap();
        let client = client(&server.url());
        let body = models::SendMessageBody::new("x");
        let error = match idempotent {
            true => client.chat().get_chats_room("r").await.unwrap_err(),
            false => client.chat().post_chats_room_messages("r", &body).await.unwrap_err(),
        };
        error.is_retryable()
    };
    for (status, get, post) in [
        (429, true, true),
        (503, true, false),
        (500, true, false),
        (504, true, false),
        (400, false, false),
        (401, false, false),
    ] {
        assert_eq!((told(status, true).await, told(status, false).await), (get, post), "{status}");
    }
}

#[tokio::test]
async fn json_that_is_cut_short_says_where() {
    let error =
        room_error(Answer::text(200, "application/json", r#"{"id":"a","owners":[{"id":"b"},{"id":"#)).await;
    assert!(error.is_decode());
    assert_eq!(error.path(), Some("/owners/1/id"));
    assert_eq!(error.body(), Some(br#"{"id":"a","owners":[{"id":"b"},{"id":"#.as_slice()));
    let error = room_error(Answer::text(200, "application/json", r#"{"id":"a"} trailing"#)).await;
    assert!(error.is_decode(), "{error}");
}

#[tokio::test]
async fn a_wrong_type_is_named_by_its_path() {
    let cases = [
        (json!({"owners": [{"id": "a"}, {"id": 7}]}), "/owners/1/id"),
        (json!({"participantLimit": "ten"}), "/participantLimit"),
        (json!({"participantLimit": 1.5}), "/participantLimit"),
        (json!({"participantLimit": 2_147_483_648_i64}), "/participantLimit"),
        (json!({"dateCreated": "yesterday"}), "/dateCreated"),
        (json!({"owners": {}}), "/owners"),
        (json!([]), ""),
    ];
    for (body, path) in cases {
        let error = room_error(Answer::json(200, &body)).await;
        assert!(error.is_decode(), "{body}: {error:?}");
        assert_eq!(error.path(), Some(path), "{body}");
        assert!(error.to_string().contains(path), "{error}");
        assert!(error.to_string().starts_with("getChatsRoom: "), "{error}");
    }
}

#[tokio::test]
async fn a_missing_required_field_is_named() {
    let server = Server::start(|_| Answer::json(200, &json!({"id": "m"}))).await.unwrap();
    let error = client(&server.url()).chat().get_chats_message("m").await.unwrap_err();
    assert!(error.is_decode());
    assert!(error.to_string().contains("dateCreated"), "{error}");
    let error = room_error(Answer::json(200, &json!({"pinnedMessages": [{"id": "x"}, null]}))).await;
    assert_eq!(error.path(), Some("/pinnedMessages/1"));
}

#[tokio::test]
async fn empty_bodies() {
    let error = room_error(Answer::empty(200)).await;
    assert!(error.is_decode());
    assert!(error.to_string().contains("no body"), "{error}");
    for answer in [Answer::empty(200), Answer::empty(204), Answer::text(200, "text/plain", "done")] {
        let server = Server::start(move |_| answer.clone()).await.unwrap();
        client(&server.url()).chat().delete_chats_room_message("r", "m").await.unwrap();
    }
}

#[tokio::test]
async fn null_unknown_fields_and_unknown_values() {
    let body = json!({
        "id": null, "owners": null, "participantLimit": null, "dateCreated": null,
        "roomType": "holographic", "brandNew": {"a": [null, true, {"b": "\u{1F600}"}]},
    });
    let room = room(Answer::json(200, &body)).await.unwrap();
    assert_eq!((room.id, room.owners, room.participant_limit), (None, None, None));
    let kind = room.room_type.unwrap();
    assert!(matches!(kind, models::RoomType::Unknown(_)));
    assert_eq!((kind.as_str(), kind.to_string().as_str()), ("holographic", "holographic"));
}

#[tokio::test]
async fn an_unknown_value_is_sent_back_unchanged() {
    let request = json!({"types": ["SCREEN_SHARE", "TELEPATHY"], "state": "DREAMING"});
    let answer = request.clone();
    let server = Server::start(move |_| Answer::json(200, &answer)).await.unwrap();
    let (client, webchat) = (client(&server.url()), ("conversation", "request"));
    let got =
        client.webchat().get_webchat_guest_conversation_mediarequest(webchat.0, webchat.1).await.unwrap();
    client.webchat().patch_webchat_guest_conversation_mediarequest(webchat.0, webchat.1, &got).await.unwrap();
    assert_eq!(server.last().unwrap().json(), request);
}

#[tokio::test]
async fn nobody_listens() {
    let url = format!("http://{}", raw::nobody().await.unwrap());
    let error = client(&url).chat().get_chats_room("r").await.unwrap_err();
    assert!(error.is_connect() && error.is_retryable() && error.status().is_none());
    assert!(!error.to_string().contains("127.0.0.1"), "{error}");
    assert!(error.to_string().starts_with("getChatsRoom: "), "{error}");
}

#[tokio::test]
async fn time_runs_out() {
    let answer = Answer::json(200, &json!({})).after(Duration::from_secs(20));
    let server = Server::start(move |_| answer.clone()).await.unwrap();
    let start = Instant::now();
    let limit = Duration::from_millis(80);
    let error = client(&server.url()).chat().get_chats_room("r").with_timeout(limit).await.unwrap_err();
    assert!(error.is_timeout() && error.is_retryable());
    let whole = Client::builder().base_url(server.url()).access_token("t").timeout(limit).build().unwrap();
    let body = models::SendMessageBody::new("x");
    let error = whole.chat().post_chats_room_messages("r", &body).await.unwrap_err();
    assert!(error.is_timeout() && !error.is_retryable(), "a message that may have arrived is not sent twice");
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn a_body_that_takes_too_long_is_a_timeout_too() {
    let head =
        b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{\"id\":".to_vec();
    let url = raw::serve(vec![(Duration::ZERO, head), (Duration::from_secs(20), Vec::new())]).await.unwrap();
    let limit = Duration::from_millis(80);
    let error = client(&url).chat().get_chats_room("r").with_timeout(limit).await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
}

#[tokio::test]
async fn a_slow_body_that_comes_in_time_is_read() {
    let head =
        b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 12\r\n\r\n{\"id\":".to_vec();
    let pieces = vec![
        (Duration::ZERO, head),
        (Duration::from_millis(20), b"\"sl".to_vec()),
        (Duration::from_millis(20), b"w\"}".to_vec()),
    ];
    let room = client(&raw::serve(pieces).await.unwrap()).chat().get_chats_room("r").await.unwrap();
    assert_eq!(room.id.as_deref(), Some("slw"));
}

#[tokio::test]
async fn a_body_that_breaks_off() {
    let head =
        b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{\"id\":".to_vec();
    let url = raw::serve(vec![(Duration::ZERO, head)]).await.unwrap();
    let error = client(&url).chat().get_chats_room("r").await.unwrap_err();
    assert!(error.is_body() && error.is_retryable(), "{error:?}");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
}

#[tokio::test]
async fn a_body_that_is_too_large() {
    let server = Server::start(|_| Answer::json(200, &json!({"id": "x".repeat(2_000)}))).await.unwrap();
    let builder = || Client::builder().base_url(server.url()).access_token("t");
    let small = builder().max_response_size(1_000).build().unwrap();
    let error = small.chat().get_chats_room("r").await.unwrap_err();
    assert!(error.is_body() && !error.is_retryable(), "{error:?}");
    assert!(error.to_string().contains("1000"), "{error}");
    let large = builder().max_response_size(3_000).build().unwrap();
    assert_eq!(large.chat().get_chats_room("r").await.unwrap().id.map(|id| id.len()), Some(2_000));
}

#[tokio::test]
async fn without_a_credential_nothing_is_sent() {
    let server = Server::start(|_| Answer::json(200, &json!({}))).await.unwrap();
    let nobody = Client::builder().base_url(server.url()).build().unwrap();
    let error = nobody.chat().get_chats_room("r").await.unwrap_err();
    assert!(error.is_missing_credential() && error.is_request());
    for part in ["PureCloud OAuth", "access_token", "getChatsRoom"] {
        assert!(error.to_string().contains(part), "{part} is missing in: {error}");
    }
    let guest = nobody.with_guest_jwt("jwt");
    assert!(guest.chat().get_chats_room("r").await.unwrap_err().is_missing_credential());
    let error = nobody.webchat().get_webchat_guest_conversation_members("c").await.unwrap_err();
    assert!(error.to_string().contains("guest_jwt"), "{error}");
    assert_eq!((error.attempts(), error.status()), (0, None));
    assert!(server.seen().is_empty());
}

#[tokio::test]
async fn nothing_can_be_smuggled_into_headers_or_paths() {
    let server = Server::start(|_| Answer::json(200, &json!({}))).await.unwrap();
    let client = client(&server.url());
    let bad = [
        client.chat().get_chats_settings().with_header("x-note", "a\r\nx-evil: 1").await.unwrap_err(),
        client.chat().get_chats_settings().with_header("x note", "a").await.unwrap_err(),
        client.with_access_token("t\r\nx-evil: 1").chat().get_chats_settings().await.unwrap_err(),
        client.chat().get_chats_settings().with_header("x-note", "nul\0").await.unwrap_err(),
    ];
    for error in bad {
        assert!(error.is_request(), "{error:?}");
        assert!(!error.to_string().contains("x-evil"), "{error}");
    }
    for id in ["", ".", ".."] {
        let error = client.chat().get_chats_room(id).await.unwrap_err();
        assert!(error.is_request() && error.to_string().contains("getChatsRoom"), "{id:?}: {error}");
    }
    assert!(Client::builder().default_header("x-note", "a\nb").build().is_err());
    assert!(server.seen().is_empty());
    client.chat().get_chats_room("../settings").await.unwrap();
    assert_eq!(server.last().unwrap().path, "/api/v2/chats/rooms/..%2Fsettings");
}

#[tokio::test]
async fn secrets_stay_out_of_what_is_logged() {
    let server = Server::start(|_| Answer::json(401, &json!({"code": "bad.credentials"}))).await.unwrap();
    let client = client(&server.url()).with_access_token("s3cr3t");
    let call = client.chat().get_chats_room("r");
    let logged = format!("{client:?} {call:?} {:?}", Client::builder().access_token("s3cr3t"));
    let error = call.await.unwrap_err();
    let logged = format!("{logged} {error:?} {error}");
    assert!(!logged.contains("s3cr3t"), "{logged}");
    assert_eq!(error.api_error().and_then(|body| body.code.as_deref()), Some("bad.credentials"));
}

#[test]
fn the_error_is_small_and_goes_anywhere() {
    fn anywhere<T: std::error::Error + Send + Sync + 'static>() {}
    anywhere::<Error>();
    assert_eq!(size_of::<Error>(), size_of::<usize>());
    assert_eq!(size_of::<Result<(), Error>>(), size_of::<usize>());
}
