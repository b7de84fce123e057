//! A module that has the SDK by another name.

use genesys_cloud::api::chat::*;
use genesys_cloud::{self as sdk, Error};

pub use sdk::Client as Connection;

pub async fn fetch(chat: Chat<'_>) -> Result<(), Error> {
    chat.get_chats_room("w").await?; //= getChatsRoom
    Ok(())
}

pub fn client() -> Result<Connection, Error> {
    sdk::Client::builder().build()
}

pub struct Worker {
    connection: Connection,
}

impl Worker {
    pub async fn work<C>(&self, other: C) -> Result<(), Error>
    where
        C: AsRef<sdk::Client>,
    {
        self.connection.chat().get_chats_settings().await?; //= getChatsSettings
        other.as_ref().webchat().get_webchat_settings().await?; //= getWebchatSettings
        let guest = self.connection.with_guest_jwt("jwt");
        guest.webchat().get_webchat_guest_conversation_member("c", "m").await?; //= getWebchatGuestConversationMember
        Ok(())
    }
}
