//! More shapes that a reader of names could pass over in silence.

use std::borrow::{Borrow, Cow};
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::ops::Deref;
use std::rc::Rc;
use std::sync::{Arc, LazyLock, RwLock};

use genesys_cloud::api::{self as endpoints, chat};
use genesys_cloud::models::Room;
use genesys_cloud::runtime::Call as Made;
use genesys_cloud::{Client, Error, Operation, operations};

use crate::prelude::{Sdk, Talk};

type Outcome = Result<(), Error>;
type Checked<T> = Result<T, Error>;
type Pool = BTreeMap<String, Arc<Client>>;

static LAZY: LazyLock<Client> = LazyLock::new(|| Client::builder().build().unwrap());
const GET: for<'a, 'i> fn(&'a chat::Chat<'static>, &'i str) -> Made<Room> = chat::Chat::get_chats_room; //= getChatsRoom

thread_local! {
    static LOCAL: Client = Client::builder().build().unwrap();
}

async fn closures(client: &Client, flag: bool, other: u32) -> Outcome {
    let get = async |id: &str| client.chat().get_chats_room(id).await; //= getChatsRoom
    get("a").await?;
    (other == 5).then(|| client.chat()).unwrap().get_chats_settings().await?; //= getChatsSettings
    flag.then_some(client.chat()).unwrap().get_chats_user("u").await?; //= getChatsUser
    let chats = (0..3).map(|_| client.chat());
    for chat in chats {
        chat.get_chats_room("range").await?; //= getChatsRoom
    }
    let made = Some(client).map_or_else(|| LAZY.chat().get_chats_room("x"), |c| c.chat().get_chats_room("y")); //= getChatsRoom
    let job: Box<dyn Fn(&Client) -> Made<Room>> = Box::new(|c| c.chat().get_chats_room("boxed")); //= getChatsRoom
    job(client).await?;
    [Client::chat, Client::chat].map(|accessor| accessor(client))[0].get_chats_settings().await?; //= getChatsSettings
    LOCAL.with(|c| drop(c.chat().get_chats_room("local"))); //= getChatsRoom
    std::iter::once(client.chat()).for_each(|one| drop(one.get_chats_user("once"))); //= getChatsUser
    LAZY.webchat().get_webchat_settings().await?; //= getWebchatSettings
    GET(&LAZY.chat(), "constant").await?;
    Ok(())
}

async fn patterns(clients: Vec<Client>, named: HashMap<String, Client>, pairs: Vec<(u8, Client)>) -> Outcome {
    let Ok(client) = Client::builder().build() else { return Ok(()) };
    let chat = client.chat();
    chat.get_chats_settings().await?; //= getChatsSettings
    for (number, one) in clients.iter().enumerate() {
        let chat = one.chat();
        chat.get_chats_room("e").await?; //= getChatsRoom
    }
    for (name, one) in &named {
        let chat = one.chat();
        chat.get_chats_user(name).await?; //= getChatsUser
    }
    for (_, one) in pairs {
        let web = one.webchat();
        web.get_webchat_settings().await?; //= getWebchatSettings
    }
    for (one, id) in clients.iter().zip(["a", "b"]) {
        let chat = one.chat();
        chat.get_chats_room(id).await?; //= getChatsRoom
    }
    if let [first, .., last] = clients.as_slice() {
        let (one, two) = (first.chat(), last.chat());
        one.get_chats_room("f").await?; //= getChatsRoom
        two.get_chats_settings().await?; //= getChatsSettings
    }
    if let (Some(one), Some(_)) = (clients.first(), clients.last()) {
        let chat = one.chat();
        chat.get_chats_room("t").await?; //= getChatsRoom
    }
    let mut stack = clients;
    while let Some(top) = stack.pop() {
        let chat = top.chat();
        chat.get_chats_user("s").await?; //= getChatsUser
    }
    let chat = loop {
        if stack.is_empty() {
            break client.chat();
        }
    };
    chat.get_chats_room("loop").await?; //= getChatsRoom
    let chat = 'out: {
        if stack.is_empty() {
            break 'out LAZY.chat();
        }
        client.chat()
    };
    chat.get_chats_settings().await?; //= getChatsSettings
    let chat = match stack.len() {
        0 => client.chat(),
        1 => panic!("one"),
        _ => unreachable!(),
    };
    chat.get_chats_user("m").await?; //= getChatsUser
    Ok(())
}

enum Backend {
    Live(Client),
    Named { client: Client, name: String },
    Fake(crate::types::Stub),
}

trait HasClient {
    type Held: Deref<Target = Client>;

    fn held(&self) -> Self::Held;

    fn sdk(&self) -> &Client;

    fn settings(&self) -> Made<Room> {
        let chat = self.sdk().chat();
        chat.get_chats_room("default") //= getChatsRoom
    }
}

struct Shared {
    rc: Rc<RefCell<Client>>,
    lock: Arc<RwLock<Option<Client>>>,
    run: Box<dyn Fn() -> Client>,
    r#type: Client,
    by_name: Pool,
}

impl Shared {
    async fn use_them(&mut self) -> Outcome {
        let chat = self.r#type.chat();
        chat.get_chats_room("raw").await?; //= getChatsRoom
        self.r#type.chat().r#get_chats_settings().await?; //= getChatsSettings
        drop(RefCell::borrow(&self.rc).chat().get_chats_user("u")); //= getChatsUser
        let borrowed = self.rc.borrow_mut().clone();
        let chat = borrowed.chat();
        chat.get_chats_room("b").await?; //= getChatsRoom
        let guard = self.lock.read().unwrap().clone();
        let web = guard.as_ref().unwrap().webchat();
        web.get_webchat_settings().await?; //= getWebchatSettings
        let chat = (self.run)();
        let chat = chat.chat();
        chat.get_chats_room("run").await?; //= getChatsRoom
        let chat = self.by_name["a"].chat();
        chat.get_chats_settings().await?; //= getChatsSettings
        let Shared { r#type: renamed, .. } = self;
        let chat = renamed.chat();
        chat.get_chats_room("renamed").await?; //= getChatsRoom
        Ok(())
    }
}

async fn enums(backend: Backend, has: &dyn HasClient<Held = Box<Client>>, other: impl HasClient) -> Outcome {
    match &backend {
        Backend::Live(one) => drop(one.chat().get_chats_room("l").await?), //= getChatsRoom
        Backend::Named { client: one, name } => {
            let chat = one.chat();
            chat.get_chats_user(name).await?; //= getChatsUser
        }
        Backend::Fake(stub) => crate::types::ChatApi::get_chats_room(stub, "not ours"), //-
    }
    let chat = has.sdk().chat();
    chat.get_chats_settings().await?; //= getChatsSettings
    let held = other.held();
    let chat = held.chat();
    chat.get_chats_room("held").await?; //= getChatsRoom
    Ok(())
}

fn getter(client: Client) -> impl Fn(&str) -> Made<Room> {
    move |id| client.chat().get_chats_room(id) //= getChatsRoom
}

fn maker(client: &Client) -> impl Fn() -> Client {
    let client = client.clone();
    move || client.clone()
}

async fn later() -> Checked<Client> {
    Client::builder().build()
}

fn both(client: Client) -> (Client, u32) {
    (client, 5)
}

async fn generic<A, B, C>(a: A, b: &B, c: Cow<'_, Client>, d: C) -> Outcome
where
    A: Into<Client>,
    B: Borrow<Client> + ?Sized,
    C: Fn() -> Client,
{
    let chat = a.into();
    let chat = chat.chat();
    chat.get_chats_room("a").await?; //= getChatsRoom
    let chat = b.borrow().chat();
    chat.get_chats_settings().await?; //= getChatsSettings
    let chat = c.chat();
    chat.get_chats_user("c").await?; //= getChatsUser
    let made = d();
    let web = made.webchat();
    web.get_webchat_settings().await?; //= getWebchatSettings
    let made = maker(&made)();
    let chat = made.chat();
    chat.get_chats_room("made").await?; //= getChatsRoom
    let later = later().await?;
    let chat = later.chat();
    chat.get_chats_settings().await?; //= getChatsSettings
    let (one, _) = both(later);
    let chat = one.chat();
    chat.get_chats_user("both").await?; //= getChatsUser
    Ok(())
}

async fn paths(client: &Client, sdk: Sdk, talk: Talk<'_>, list: &'static [&'static Operation]) -> Outcome {
    endpoints::chat::Chat::get_chats_room(&client.chat(), "p").await?; //= getChatsRoom
    chat::Chat::get_chats_settings(&client.chat()).await?; //= getChatsSettings
    genesys_cloud::api::webchat::WebChat::get_webchat_settings(&client.webchat()).await?; //= getWebchatSettings
    Client::chat(client).get_chats_user("u").await?; //= getChatsUser
    let chat = sdk.chat();
    chat.get_chats_room("prelude").await?; //= getChatsRoom
    talk.get_chats_settings().await?; //= getChatsSettings
    let mut made: Made<Room> = Made::new(client, &operations::GET_CHATS_ROOM); //= getChatsRoom
    made.path("roomJid", "r");
    for operation in list {
        let open: Made<Room> = Made::new(client, operation); //? -
    }
    let chat = crate::types::Extended::talk(client);
    chat.get_chats_user("ufcs").await?; //= getChatsUser
    let chat = crate::types::Extended::talk(client);
    let chat = client.chat().to_owned();
    chat.get_chats_room("copy").await?; //= getChatsRoom
    Ok(())
}

async fn repeated(client: &Client) -> Outcome {
    macro_rules! each {
        ($($method:ident),*) => {
            $( client.chat().$method().await?; )*
        };
    }
    each!(get_chats_settings); //? getChatsSettings
    macro_rules! with {
        ($chat:ident => $body:expr) => {{
            let $chat = client.chat();
            $body
        }};
    }
    with!(talk => talk.get_chats_room("w").await?); //? getChatsRoom
    Ok(())
}

mod nested {
    use super::*;

    async fn inherits(client: &Client) -> Outcome {
        let chat = client.chat();
        chat.get_chats_room("nested").await?; //= getChatsRoom
        super::later().await?.chat().get_chats_settings().await?; //= getChatsSettings
        Ok(())
    }
}

/// Its `Client` is another: what stands around must not be taken for it.
mod fake {
    pub struct Client;

    pub struct Chat;

    impl Client {
        pub fn chat(&self) -> Chat {
            Chat
        }
    }

    impl Chat {
        pub fn get_chats_room(&self, _id: &str) {}
    }
}

mod tests {
    use super::fake::Client;

    fn uses_the_fake(client: &Client) {
        client.chat().get_chats_room("not ours"); //-
    }
}

#[cfg(any())]
use fake::Client as Either;
#[cfg(not(any()))]
use genesys_cloud::Client as Either;

async fn one_of_two(client: &Either) -> Outcome {
    client.chat().get_chats_room("either").await?; //? getChatsRoom
    Ok(())
}

async fn inner_items(client: &Client) -> Outcome {
    fn deeper(client: &Client) -> chat::Chat<'_> {
        client.chat()
    }
    deeper(client).get_chats_room("inner").await?; //= getChatsRoom
    let app = crate::types::App {
        client: client.clone(),
        ..crate::types::App {
            client: client.clone(),
            inner: crate::types::Inner { shared: Arc::new(client.clone()) },
            clients: Vec::new(),
        }
    };
    let chat = app.client.chat();
    chat.get_chats_settings().await?; //= getChatsSettings
    let unset;
    unset = client.chat();
    unset.get_chats_user("u").await?; //? getChatsUser
    Ok(())
}
