//! Types of a program that hold the SDK's.

use std::ops::Deref;
use std::sync::Arc;

use genesys_cloud::api::chat::Chat;
use genesys_cloud::{Client, Error};

pub struct App {
    pub client: Client,
    pub inner: Inner,
    pub clients: Vec<Client>,
}

pub struct Inner {
    pub shared: Arc<Client>,
}

impl App {
    pub fn chats(&self) -> Chat<'_> {
        self.client.chat()
    }

    pub async fn room(&self) -> Result<(), Error> {
        self.client.chat().get_chats_room("a").await?; //= getChatsRoom
        self.chats().get_chats_settings().await?; //= getChatsSettings
        Self::first(self).get_chats_user("u").await?; //= getChatsUser
        Ok(())
    }

    fn first(&self) -> Chat<'_> {
        self.clients[0].chat()
    }
}

pub struct Holder<'c>(pub Chat<'c>);

pub struct Api(Client);

impl Deref for Api {
    type Target = Client;

    fn deref(&self) -> &Client {
        &self.0
    }
}

impl Api {
    pub fn client(&self) -> &Client {
        self
    }
}

/// A trait of the program's own, with a method that is called as one of the SDK's.
pub trait ChatApi {
    fn get_chats_room(&self, id: &str);
}

pub struct Stub;

impl ChatApi for Stub {
    fn get_chats_room(&self, _id: &str) {}
}

impl ChatApi for Chat<'_> {
    fn get_chats_room(&self, _id: &str) {}
}

/// What a program adds to the client.
pub trait Extended {
    fn settings(&self) -> impl Future<Output = Result<(), Error>>;

    fn talk(&self) -> Chat<'_>;
}

impl Extended for Client {
    fn talk(&self) -> Chat<'_> {
        self.chat()
    }

    async fn settings(&self) -> Result<(), Error> {
        self.chat().get_chats_settings().await?; //= getChatsSettings
        Ok(())
    }
}
