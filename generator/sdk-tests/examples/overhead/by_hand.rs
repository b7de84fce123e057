//! The same call as a careful user writes it with reqwest and serde: one client for all calls, a time limit, a token, the
//! status looked at, typed results.

use std::collections::BTreeMap;
use std::error::Error;
use std::time::Duration;

use serde::Deserialize;
use time::OffsetDateTime;
use time::serde::rfc3339;

pub struct Client {
    http: reqwest::Client,
    base: String,
    token: String,
}

impl Client {
    pub fn new(base: &str, token: &str) -> Result<Self, reqwest::Error> {
        let http = reqwest::Client::builder()
            .user_agent("by-hand/1.0")
            .connect_timeout(Duration::from_secs(10))
            .timeout(Duration::from_secs(60))
            .build()?;
        Ok(Self { http, base: base.to_owned(), token: token.to_owned() })
    }

    pub async fn messages(&self, room: &str, limit: u32) -> Result<Listing, Box<dyn Error>> {
        let url = format!("{}/api/v2/chats/rooms/{room}/messages?limit={limit}", self.base);
        let request = self.http.get(url).bearer_auth(&self.token).header("accept", "application/json");
        let response = request.send().await?.error_for_status()?;
        // What `Response::json` does.
        Ok(serde_json::from_slice(&response.bytes().await?)?)
    }
}

#[derive(Clone, Debug, Deserialize)]
pub struct Listing {
    pub entities: Option<Vec<Message>>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code)] // as in the SDK, whatever is read of a message
pub struct Message {
    pub id: String,
    #[serde(with = "rfc3339")]
    pub date_created: OffsetDateTime,
    #[serde(default, with = "rfc3339::option")]
    pub date_modified: Option<OffsetDateTime>,
    pub to_jid: String,
    pub jid: String,
    pub body: String,
    pub mentions: Option<BTreeMap<String, String>>,
    pub edited: Option<bool>,
    pub attachment_deleted: Option<bool>,
    pub file_uri: Option<String>,
    pub thread: Entity,
    pub parent_thread: Option<Entity>,
    pub user: Option<Reference>,
    pub to_user: Option<Reference>,
    pub reactions: Option<Vec<Reaction>>,
}

#[derive(Clone, Debug, Deserialize)]
#[allow(dead_code)]
pub struct Entity {
    pub id: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code)]
pub struct Reference {
    pub id: Option<String>,
    pub self_uri: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[allow(dead_code)]
pub struct Reaction {
    pub emoji: String,
    pub users: Vec<Reference>,
}
