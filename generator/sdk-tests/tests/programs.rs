//! Programs as users write them, compiled and run: what they may rely on.

use std::collections::BTreeMap;
use std::sync::Arc;

use genesys_cloud::models::{
    CreateWebChatConversationRequest, CreateWebChatMessageRequest, GuestMemberInfo, RoomUpdateRequest,
    WebChatMemberInfoState as State, WebChatRoutingTarget, WebChatRoutingTargetType as TargetType,
};
use genesys_cloud::runtime::{Method, Transport};
use genesys_cloud::{Client, Error, Patch, Region, models, security};
use sdk_tests::{Answer, Seen, Server};
use serde_json::{Value, json};
use time::format_description::well_known::Rfc3339;

async fn answering(answer: Value) -> Server {
    Server::start(move |_| Answer::json(200, &answer)).await.unwrap()
}

fn client(server: &Server) -> Client {
    Client::builder().base_url(server.url()).access_token("token").build().unwrap()
}

/// What a guest's conversation is answered.
fn conversation(seen: &Seen) -> Answer {
    let started = json!({
        "id": "c", "jwt": "j.w.t", "eventStreamUri": "wss://streaming.example/c",
        "member": {"id": "m", "role": "CUSTOMER", "state": "CONNECTED"},
    });
    let message = json!({
        "conversation": {"id": "c"}, "sender": {"id": "m", "role": "CUSTOMER"}, "body": "Hello",
        "bodyType": "standard", "timestamp": "2026-11-20T12:00:00Z",
    });
    match (seen.method.as_str(), seen.path.rsplit('/').next()) {
        ("POST", Some("conversations")) => Answer::json(200, &started),
        ("POST", Some("messages")) => Answer::json(200, &message),
        ("GET", _) => Answer::json(200, &json!({"entities": [{"id": "m", "role": "CUSTOMER"}], "total": 1})),
        _ => Answer::empty(204),
    }
}

/// 1. No credential at first; then the token of the answer.
#[tokio::test]
async fn a_guest_chats() -> Result<(), Error> {
    let server = Server::start(conversation).await.unwrap();
    let client = Client::builder().base_url(server.url()).build()?;
    let request = CreateWebChatConversationRequest::new(
        "organization",
        "deployment",
        WebChatRoutingTarget::new(TargetType::Queue, "Support"),
        GuestMemberInfo { email: Some("ada@example.org".into()), ..GuestMemberInfo::new("Ada") },
    );
    let started = client.webchat().post_webchat_guest_conversations(&request).await?;
    let conversation = started.id.unwrap_or_default();
    let member = started.member.and_then(|member| member.id).unwrap_or_default();

    let guest = client.with_guest_jwt(started.jwt.unwrap_or_default());
    let webchat = guest.webchat();
    let members = webchat.get_webchat_guest_conversation_members(&conversation).page_size(50).send().await?;
    assert_eq!(members.total, Some(1));
    let hello = CreateWebChatMessageRequest::new("Hello");
    let sent =
        webchat.post_webchat_guest_conversation_member_messages(&conversation, &member, &hello).await?;
    assert_eq!(sent.body, "Hello");
    webchat.delete_webchat_guest_conversation_member(&conversation, &member).await?;

    let seen = server.seen();
    let sent: Vec<_> = seen.iter().map(|seen| (seen.line(), seen.header("authorization"))).collect();
    let jwt = Some("Bearer j.w.t");
    let base = "/api/v2/webchat/guest/conversations";
    assert_eq!(
        sent,
        [
            (format!("POST {base}"), None),
            (format!("GET {base}/c/members"), jwt),
            (format!("POST {base}/c/members/m/messages"), jwt),
            (format!("DELETE {base}/c/members/m"), jwt),
        ]
    );
    assert_eq!(
        seen[0].json(),
        json!({
            "organizationId": "organization", "deploymentId": "deployment",
            "routingTarget": {"targetType": "QUEUE", "targetAddress": "Support"},
            "memberInfo": {"displayName": "Ada", "email": "ada@example.org"},
        })
    );
    Ok(())
}

/// 2. A room's history, page after page, by the date of the last message.
#[tokio::test]
async fn a_history_is_read_to_its_beginning() -> Result<(), Error> {
    // Five messages, a second apart, newest first, two a page.
    let server = Server::start(|seen: &Seen| {
        let query = seen.query.clone().unwrap_or_default();
        let before = query.split("before=2026-11-20T12%3A00%3A0").nth(1).and_then(|rest| rest.chars().next());
        let newest = before.and_then(|digit| digit.to_digit(10)).unwrap_or(5);
        let page = (0..newest).rev().take(2).map(|second| {
            json!({
                "id": format!("m{second}"), "dateCreated": format!("2026-11-20T12:00:0{second}Z"), "body": "…",
                "toJid": "room", "jid": "sender", "thread": {"id": "t"},
            })
        });
        Answer::json(200, &json!({"entities": page.collect::<Vec<_>>()}))
    });
    let server = server.await.unwrap();
    let client = client(&server);

    let history = || client.chat().get_chats_room_messages("room@conference.example").limit("2");
    let (mut ids, mut messages) = (Vec::new(), history().by_item());
    while let Some(message) = messages.next().await {
        ids.push(message?.id);
    }
    assert_eq!(ids, ["m4", "m3", "m2", "m1", "m0"]);
    let dates = [
        "",
        "&before=2026-11-20T12%3A00%3A03Z",
        "&before=2026-11-20T12%3A00%3A01Z",
        "&before=2026-11-20T12%3A00%3A00Z",
    ];
    let queries: Vec<_> = server.seen().into_iter().filter_map(|seen| seen.query).collect();
    assert_eq!(queries, dates.map(|date| format!("limit=2{date}")));

    // By hand it is the same.
    let mut before = None::<String>;
    let mut again = Vec::new();
    loop {
        let page = match &before {
            Some(date) => history().before(date),
            None => history(),
        };
        let page = page.await?.entities.unwrap_or_default();
        let Some(last) = page.last() else { break };
        before = last.date_created.format(&Rfc3339).ok();
        again.extend(page.into_iter().map(|message| message.id));
    }
    assert_eq!(again, ids);
    Ok(())
}

/// 3. Clear one property, set another, leave the rest alone.
#[tokio::test]
async fn a_property_is_cleared() -> Result<(), Error> {
    let server = Server::start(|_| Answer::empty(200)).await.unwrap();
    let client = client(&server);
    let change = RoomUpdateRequest {
        subject: Patch::Null,
        description: "for all".into(),
        owner_ids: vec!["u1".to_owned()].into(),
        ..Default::default()
    };
    client.chat().patch_chats_room("room", &change).await?;
    let sent = server.last().unwrap().json();
    assert_eq!(sent, json!({"description": "for all", "subject": null, "ownerIds": ["u1"]}));

    let nobody: Option<Vec<String>> = None;
    let change = RoomUpdateRequest { owner_ids: nobody.into(), ..Default::default() };
    client.chat().patch_chats_room("room", &change).await?;
    assert_eq!(server.last().unwrap().json(), json!({"ownerIds": null}));
    client.chat().patch_chats_room("room", &RoomUpdateRequest::default()).await?;
    assert_eq!(server.last().unwrap().body, "{}");
    Ok(())
}

/// 4. The second half of an upload: an address from elsewhere, headers from elsewhere, and never the credential.
#[tokio::test]
async fn an_upload_leaves_for_another_host() -> Result<(), Box<dyn std::error::Error>> {
    let (platform, storage) = (answering(json!({})).await, Server::start(|_| Answer::empty(201)).await?);
    let client = Client::builder()
        .base_url(platform.url())
        .access_token("token")
        .default_header("x-key", "k")
        .build()?;
    let url = format!("{}/bucket/a%20b?signature=x%2By", storage.url());
    let headers = BTreeMap::from([("x-amz-tagging", "a=b"), ("content-type", "image/png")]);
    let body = [137, 80, 78, 71, 0].as_slice();
    let response =
        client.request(Method::PUT, &url).unauthenticated().headers(headers).body(body).send().await?;
    assert_eq!(response.status(), 201);
    assert!(response.bytes().await?.is_empty());

    let seen = storage.last().unwrap();
    assert_eq!(
        (seen.line(), seen.query.as_deref()),
        ("PUT /bucket/a%20b".to_owned(), Some("signature=x%2By"))
    );
    assert_eq!((seen.header("x-amz-tagging"), seen.header("content-type")), (Some("a=b"), Some("image/png")));
    assert_eq!(seen.body, body);
    assert_eq!((seen.header("authorization"), seen.header("x-key")), (None, None));

    let refused =
        client.request(Method::PUT, &url).security(&security::ACCESS_TOKEN).send().await.unwrap_err();
    assert!(refused.is_request());
    assert_eq!((storage.seen().len(), platform.seen().len()), (1, 0));
    Ok(())
}

/// 4. What no operation covers, on the platform itself: with the credential when it is asked for.
#[tokio::test]
async fn an_operation_that_is_not_described() -> Result<(), Error> {
    let server = answering(json!({"name": "Ada"})).await;
    let client = client(&server);
    let me = client.request(Method::GET, "/api/v2/users/me").query("expand", &["a b", "c"]);
    let response = me.security(&security::ACCESS_TOKEN).send().await?;
    assert_eq!(response.json::<Value>().await?, json!({"name": "Ada"}));
    let seen = server.last().unwrap();
    assert_eq!(
        (seen.line().as_str(), seen.query.as_deref()),
        ("GET /api/v2/users/me", Some("expand=a%20b&expand=c"))
    );
    assert_eq!(seen.header("authorization"), Some("Bearer token"));
    client.request(Method::POST, "api/v2/x").json(&models::PinnedMessageRequest::new(vec![])).send().await?;
    let seen = server.last().unwrap();
    assert_eq!((seen.line().as_str(), seen.header("authorization")), ("POST /api/v2/x", None));
    assert_eq!(seen.json(), json!({"pinnedMessageIds": []}));
    Ok(())
}

/// 5. Told that a permission is missing, a program says which one.
#[tokio::test]
async fn a_program_says_what_it_may_not() {
    let server =
        Server::start(|_| Answer::json(403, &json!({"code": "missing.any.permissions"}))).await.unwrap();
    let granted = ["chat:chat:access", "webchat:deployment:delete"];
    async fn settings(
        client: &Client,
    ) -> Result<models::WebChatSettings, Box<dyn std::error::Error + Send + Sync>> {
        Ok(client.webchat().get_webchat_settings().await?)
    }
    let error = settings(&client(&server)).await.unwrap_err();
    let error = error.downcast::<Error>().unwrap();
    assert_eq!(error.api_error().and_then(|body| body.code.as_deref()), Some("missing.any.permissions"));
    let body: models::ErrorBody = error.body_as().unwrap().unwrap();
    assert_eq!(body.code.as_deref(), Some("missing.any.permissions"));
    let missing = error.missing_permissions(&granted);
    assert_eq!(missing, ["webchat:deployment:read"]);
}

/// 8. Several organizations at once: clients are plain values, and calls go to other tasks.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn several_organizations_at_once() {
    let server = Server::start(|seen: &Seen| {
        let room = seen.path.rsplit('/').next().unwrap_or_default();
        Answer::json(200, &json!({"id": room, "name": seen.header("authorization")}))
    });
    let server = server.await.unwrap();
    let base = client(&server);
    let organizations = (0..8).map(|number| base.with_access_token(format!("token-{number}")));
    let calls: Vec<_> = organizations
        .enumerate()
        .map(|(number, client)| tokio::spawn(client.chat().get_chats_room(&format!("room-{number}")).send()))
        .collect();
    for (number, call) in calls.into_iter().enumerate() {
        let room = call.await.unwrap().unwrap();
        assert_eq!(room.id, Some(format!("room-{number}")));
        assert_eq!(room.name, Some(format!("Bearer token-{number}")));
    }
    let room = base.chat().get_chats_room("own").await.unwrap();
    assert_eq!(room.name.as_deref(), Some("Bearer token"), "the original keeps its own credential");
    assert_eq!(server.seen().len(), 9);
}

/// 8. What `spawn` asks for holds of every kind of call, awaited or sent.
#[test]
fn calls_go_anywhere() {
    fn task<T: Send + 'static>(value: T) -> T {
        value
    }
    fn shared<T: Clone + Send + Sync + 'static>() {}
    shared::<Client>();
    shared::<Region>();
    shared::<models::WebChatMessage>();
    fn object(_: Option<Arc<dyn Transport>>) {}
    object(None);
    let client = Client::builder().access_token("t").build().unwrap();
    let (chat, webchat) = (client.chat(), client.webchat());
    drop(task(chat.get_chats_room("r")));
    drop(task(chat.get_chats_room("r").into_future()));
    drop(task(chat.get_chats_room("r").send_with_response()));
    drop(task(webchat.get_webchat_guest_conversation_messages("c").max_results(5)));
    drop(task(webchat.get_webchat_guest_conversation_messages("c").send()));
    drop(task(
        async move { Client::builder().build()?.chat().patch_chats_room("r", &Default::default()).await },
    ));
}

/// A clone shares connections and settings, and is no more than a pointer.
#[tokio::test]
async fn a_clone_is_cheap() {
    assert_eq!(size_of::<Client>(), size_of::<usize>());
    let server = answering(json!({})).await;
    let client = client(&server);
    let other = client.clone();
    assert!(std::ptr::eq(client.config(), other.config()));
    let result = other.chat().get_chats_settings().send_with_response().await.unwrap();
    assert_eq!((result.status().as_u16(), result.attempts()), (200, 1));
    assert_eq!(result.headers()["content-type"], "application/json");
    assert_eq!(result.into_body(), models::ChatSettings::default());
}

/// 9. Values that came after this version of the SDK was made.
#[tokio::test]
async fn an_enum_is_open() -> Result<(), Error> {
    let members =
        ["CONNECTED", "ON_THE_MOON", "DISCONNECTED"].map(|state| json!({"role": "AGENT", "state": state}));
    let server = answering(json!({"entities": members})).await;
    let client = client(&server).with_guest_jwt("jwt");
    let members =
        client.webchat().get_webchat_guest_conversation_members("c").await?.entities.unwrap_or_default();
    let told: Vec<String> = members
        .iter()
        .map(|member| match &member.state {
            Some(State::Connected) => "here".to_owned(),
            Some(state) if state.as_str() == "ON_THE_MOON" => "far away".to_owned(),
            Some(state) => format!("{state} ({member})", member = member.role),
            None => "nowhere".to_owned(),
        })
        .collect();
    assert_eq!(told, ["here", "far away", "DISCONNECTED (AGENT)"]);
    assert!(matches!(&members[1].state, Some(State::Unknown(word)) if word.as_str() == "ON_THE_MOON"));
    assert_eq!(State::from("CONNECTED"), State::Connected);
    assert_eq!("ALERTING".parse(), Ok(State::Alerting));
    Ok(())
}

/// 10. A body with many optional fields, and one with required fields beside them.
#[tokio::test]
async fn a_body_with_many_fields() -> Result<(), Error> {
    let server = Server::start(|seen: &Seen| Answer::json(200, &seen.json())).await.unwrap();
    let guest = GuestMemberInfo {
        first_name: Some("Ada".into()),
        last_name: Some("Lovelace".into()),
        email: Some("ada@example.org".into()),
        phone_number: Some("+44 20".into()),
        custom_fields: Some(BTreeMap::from([("plan".into(), "gold".into())])),
        ..GuestMemberInfo::new("Ada")
    };
    let request = CreateWebChatConversationRequest {
        member_auth_token: Some("signed".into()),
        ..CreateWebChatConversationRequest::new(
            "o",
            "d",
            WebChatRoutingTarget { priority: Some(3), ..WebChatRoutingTarget::new(TargetType::Queue, "q") },
            guest,
        )
    };
    client(&server).webchat().post_webchat_guest_conversations(&request).await?;
    let sent = server.last().unwrap().json();
    assert_eq!(sent["memberInfo"]["customFields"], json!({"plan": "gold"}));
    assert_eq!(sent["memberInfo"]["avatarImageUrl"], Value::Null);
    assert_eq!(sent["memberInfo"].as_object().unwrap().len(), 6);
    assert_eq!((&sent["routingTarget"]["priority"], &sent["memberAuthToken"]), (&json!(3), &json!("signed")));
    assert!(sent.get("journeyContext").is_none());
    Ok(())
}

/// A region is where requests go; a base URL of one's own keeps the path that it has.
#[tokio::test]
async fn where_requests_go() -> Result<(), Error> {
    let there =
        |region| Client::builder().region(region).build().map(|client| client.config().base_url().to_owned());
    assert_eq!(there(Region::EuCentral1)?, "https://api.mypurecloud.de");
    assert_eq!(Region::ALL.len(), 18);
    assert_eq!(Client::builder().build()?.config().base_url(), Region::default().base_url());
    let server = answering(json!({})).await;
    let proxied = Client::builder().base_url(format!("{}/proxy/", server.url())).access_token("t").build()?;
    proxied.chat().get_chats_settings().with_header("x-trace", "1").await?;
    let seen = server.last().unwrap();
    assert_eq!((seen.path.as_str(), seen.header("x-trace")), ("/proxy/api/v2/chats/settings", Some("1")));
    assert!(seen.header("user-agent").unwrap().starts_with("genesys-cloud/"));
    Ok(())
}
