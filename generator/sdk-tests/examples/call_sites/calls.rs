//! Calls of the SDK in awkward shapes: what `sdkwright permissions --used-by` has to find.
//!
//! It is compiled, so that every shape is real Rust, and never run. Behind a line stands what is called there:
//! `//= getChatsRoom` for what must be found, `//? getChatsRoom` for what may be reported as not decided.
#![allow(dead_code, unused_variables, unused_mut, deprecated, clippy::all)]

mod awkward;
mod prelude;
mod types;
mod wrapped;

use std::collections::HashMap;
use std::future::Future;
use std::sync::{Arc, Mutex, OnceLock};

use genesys_cloud as gc;
use genesys_cloud::api::chat::Chat;
use genesys_cloud::api::webchat::WebChat as Web;
use genesys_cloud::models::{Room, SendMessageBody};
use genesys_cloud::{Client, Error, Method, operations};
use types::{Api, App, ChatApi, Holder, Stub};

type Outcome = Result<(), Error>;
type Shared = Arc<Client>;

static GLOBAL: OnceLock<Client> = OnceLock::new();

async fn plain(client: &Client) -> Outcome {
    client.chat().get_chats_room("a").await?; //= getChatsRoom
    let chat = client.chat();
    chat.get_chats_settings().await?; //= getChatsSettings
    let again = &chat;
    again.get_chats_user("u").send().await?; //= getChatsUser
    client
        .chat()
        .get_chats_room_messages("a") //= getChatsRoomMessages
        .limit("5")
        .await?;
    let call = chat.get_chats_thread_messages("t"); //= getChatsThreadMessages
    let page = call.limit("2").await?;
    let two = (client.chat(), client.webchat());
    two.0.get_chats_users_me_settings().await?; //= getChatsUsersMeSettings
    two.1.get_webchat_settings().await?; //= getWebchatSettings
    let (first, second) = (client.chat(), client.webchat());
    second.get_webchat_deployment("d").await?; //= getWebchatDeployment
    first.delete_chats_room_message("r", "m").await?; //= deleteChatsRoomMessage
    Ok(())
}

async fn other_names(client: Shared, owned: gc::Client, list: Vec<Client>) -> Outcome {
    client.chat().get_chats_room("a").await?; //= getChatsRoom
    owned.with_access_token("t").chat().get_chats_settings().await?; //= getChatsSettings
    for one in &list {
        one.chat().get_chats_user("u").await?; //= getChatsUser
    }
    if let Some(one) = list.first() {
        one.webchat().get_webchat_settings().await?; //= getWebchatSettings
    }
    list[0].chat().get_chats_room("b").await?; //= getChatsRoom
    let Some(last) = list.last() else { return Ok(()) };
    last.chat().get_chats_room("c").await?; //= getChatsRoom
    match list.get(1) {
        Some(client) if list.len() > 1 => drop(client.chat().get_chats_settings().await?), //= getChatsSettings
        _ => {}
    }
    Ok(())
}

fn rooms(client: &Client) -> Chat<'_> {
    client.chat()
}

fn built() -> Result<Client, Error> {
    Client::builder().access_token("t").build()
}

async fn through_functions(client: &Client) -> Outcome {
    rooms(client).get_chats_room("a").await?; //= getChatsRoom
    built()?.chat().get_chats_settings().await?; //= getChatsSettings
    let made = Client::builder().build()?;
    made.webchat().get_webchat_deployment("d").await?; //= getWebchatDeployment
    wrapped::fetch(client.chat()).await?;
    wrapped::client()?.chat().get_chats_user("u").await?; //= getChatsUser
    GLOBAL.get_or_init(|| built().unwrap()).chat().get_chats_room("g").await?; //= getChatsRoom
    Ok(())
}

async fn take(web: Web<'_>, chat: &Chat<'_>) -> Outcome {
    web.get_webchat_settings().await?; //= getWebchatSettings
    chat.get_chats_room("a").await?; //= getChatsRoom
    Chat::get_chats_user(chat, "u").await?; //= getChatsUser
    <Chat<'_>>::get_chats_settings(chat).await?; //= getChatsSettings
    Web::delete_webchat_settings(&web).await?; //= deleteWebchatSettings
    Ok(())
}

async fn references(client: &Client) -> Outcome {
    let get = Chat::get_chats_room; //= getChatsRoom
    get(&client.chat(), "a").await?;
    let accessor = Client::chat;
    accessor(client).get_chats_settings().await?; //= getChatsSettings
    let all: Vec<_> = ["a", "b"].into_iter().map(|id| client.chat().get_chats_room(id)).collect(); //= getChatsRoom
    let chats: Vec<_> = [client].into_iter().map(Client::chat).collect();
    chats[0].get_chats_user("u").await?; //= getChatsUser
    let lazy = || client.webchat();
    lazy().get_webchat_settings().await?; //= getWebchatSettings
    let typed = |one: &Client, id: &str| one.chat().get_chats_room(id); //= getChatsRoom
    let untyped = Some(client).map(|one| one.chat().get_chats_settings()); //= getChatsSettings
    Ok(())
}

async fn retried<F, T>(client: &Client, call: impl Fn(&Client) -> F) -> Result<T, Error>
where
    F: Future<Output = Result<T, Error>>,
{
    call(client).await
}

async fn handed_on(client: &Client) -> Outcome {
    retried(client, |c| c.chat().get_chats_room("a").send()).await?; //= getChatsRoom
    let task = async move { client.chat().get_chats_settings().await }; //= getChatsSettings
    task.await?;
    let spawned = tokio::spawn(client.chat().get_chats_user("u").send()); //= getChatsUser
    let shared = Arc::new(Mutex::new(client.clone()));
    let inner = shared.lock().unwrap().clone();
    inner.webchat().get_webchat_settings().await?; //= getWebchatSettings
    let mut late;
    late = client.chat();
    late.get_chats_room("late").await?; //? getChatsRoom
    let map: HashMap<String, Client> = HashMap::new();
    if let Some(one) = map.get("x") {
        one.chat().get_chats_room("m").await?; //= getChatsRoom
    }
    Ok(())
}

async fn shadowed(client: &Client, settings: HashMap<&str, u32>) -> Outcome {
    let chat = client.chat();
    {
        let chat = Stub;
        chat.get_chats_room("not ours"); //-
    }
    chat.get_chats_room("ours").await?; //= getChatsRoom
    let chat = 5;
    let _ = chat + 1;
    let client = "no client";
    let _ = client.len();
    let stub = Stub;
    stub.get_chats_room("not ours"); //-
    Ok(())
}

async fn in_macros(client: &Client) -> Outcome {
    println!("{:?}", client.chat().get_chats_room("a").await?.jid); //= getChatsRoom
    let (one, other) = tokio::try_join!(
        client.chat().get_chats_settings().send(),      //= getChatsSettings
        client.webchat().get_webchat_settings().send(), //= getWebchatSettings
    )?;
    let chat = client.chat();
    tokio::select! {
        room = chat.get_chats_user("u").send() => drop(room?), //= getChatsUser
        _ = std::future::ready(()) => {}
    }
    assert!(matches!(chat.get_chats_room("m").await, Ok(_))); //= getChatsRoom
    macro_rules! room {
        ($client:expr, $id:expr) => {
            $client.chat().get_chats_room($id).await? //= getChatsRoom
        };
    }
    let room = room!(client, "x");
    macro_rules! call {
        ($of:expr, $method:ident) => {
            $of.$method().await?
        };
    }
    call!(client.chat(), get_chats_settings); //? getChatsSettings
    let many = vec![client.chat().get_chats_user("v")]; //= getChatsUser
    Ok(())
}

async fn unknown(client: &Client) -> Outcome {
    let parsed = serde_json::from_str::<Vec<u32>>("[]").map(|_| client.chat()).unwrap();
    parsed.get_chats_room("p").await?; //= getChatsRoom
    generic(client.chat()).await;
    dynamic(&Stub);
    let room: Result<Room, Error> = any(client.chat()).get_chats_room("any").await; //= getChatsRoom
    Ok(())
}

fn any<T>(value: T) -> T {
    value
}

async fn generic<T: ChatApi>(api: T) {
    api.get_chats_room("trait"); //-
}

fn dynamic(api: &dyn ChatApi) {
    api.get_chats_room("trait"); //-
}

async fn by_hand(client: &Client, id: &str) -> Outcome {
    client.request(Method::GET, "/api/v2/chats/settings").send().await?; //= getChatsSettings
    client.request(Method::DELETE, &format!("/api/v2/chats/rooms/{id}/messages/1")).send().await?; //= deleteChatsRoomMessage
    let path = String::from("/api/v2/chats") + "/settings";
    client.request(Method::GET, &path).send().await?; //? -
    client.request(Method::GET, "/api/v2/elsewhere").send().await?; //? -
    let required = operations::GET_CHATS_ROOM.requirement;
    Ok(())
}

async fn in_types(app: &App, holder: Holder<'_>, api: Api) -> Outcome {
    app.client.chat().get_chats_room("a").await?; //= getChatsRoom
    app.inner.shared.webchat().get_webchat_settings().await?; //= getWebchatSettings
    holder.0.get_chats_settings().await?; //= getChatsSettings
    let App { client, .. } = app;
    client.chat().get_chats_user("u").await?; //= getChatsUser
    let Holder(chat) = holder;
    chat.get_chats_room("h").await?; //= getChatsRoom
    app.chats().get_chats_settings().await?; //= getChatsSettings
    api.chat().get_chats_room("deref").await?; //= getChatsRoom
    api.client().webchat().get_webchat_deployment("d").await?; //= getWebchatDeployment
    let body = SendMessageBody::new("x");
    app.clients[0].chat().post_chats_room_messages("r", &body).await?; //= postChatsRoomMessages
    Ok(())
}

fn main() {}
