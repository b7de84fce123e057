//! A little of the platform, as much as the examples need: one guest conversation, two deployments, rooms.

mod conversation;

use std::io;
use std::sync::{Mutex, PoisonError};

use serde_json::{Value, json};

use conversation::Conversation;

use crate::{Answer, Seen};

/// What the examples read from the environment, but for the base URL.
pub const ENVIRONMENT: [(&str, &str); 4] = [
    ("GENESYS_CLOUD_ACCESS_TOKEN", TOKEN),
    ("GENESYS_CLOUD_ORGANIZATION_ID", "demo-organization"),
    ("GENESYS_CLOUD_DEPLOYMENT_ID", "demo-deployment"),
    ("GENESYS_CLOUD_QUEUE", "Support"),
];

/// The token that may do everything.
pub const TOKEN: &str = "demo-token";
/// A token that is valid and may do nothing.
pub const POWERLESS: &str = "demo-token-without-permissions";
const ROOM: &str = "demo-room@conference.example.org";

/// What the platform remembers.
#[derive(Debug)]
pub struct Demo {
    rooms: Mutex<Room>,
    conversation: Conversation,
}

#[derive(Debug, Default)]
struct Room {
    subject: Value,
    description: Value,
    messages: Vec<Value>,
}

impl Demo {
    /// A platform on which nothing has happened yet.
    ///
    /// # Errors
    /// When there is no port for the events of the conversation.
    pub async fn open() -> io::Result<Self> {
        Ok(Self { rooms: Mutex::default(), conversation: Conversation::open().await? })
    }

    /// The same, whose events break off before the agent answers.
    #[must_use]
    pub fn cutting(mut self) -> Self {
        self.conversation.cuts = true;
        self
    }

    /// What it says to a request.
    pub fn answer(&self, seen: &Seen) -> Answer {
        let correlation = "demo-correlation-id";
        self.route(seen).unwrap_or_else(|refused| refused).header("inin-correlation-id", correlation)
    }

    fn route(&self, seen: &Seen) -> Result<Answer, Answer> {
        let segments: Vec<&str> = seen.path.trim_start_matches("/api/v2/").split('/').collect();
        match (seen.method.as_str(), segments.as_slice()) {
            ("POST", ["webchat", "guest", "conversations"]) => self.conversation.start(&seen.json()),
            (_, ["webchat", "guest", "conversations", _, rest @ ..]) => {
                check(seen, conversation::JWT)?;
                self.conversation.guest(seen, rest)
            }
            ("GET", ["webchat", "deployments"]) => {
                check(seen, TOKEN)?;
                Ok(Answer::json(200, &deployments()))
            }
            ("GET", ["webchat", "settings"]) => {
                check(seen, TOKEN)?;
                Ok(Answer::json(200, &json!({"requireDeployment": true})))
            }
            (method, ["chats", "rooms", rest @ ..]) => {
                check(seen, TOKEN)?;
                self.room(method, rest, seen)
            }
            _ => Err(error(404, "not.found", "there is no such thing in the demo")),
        }
    }

    fn room(&self, method: &str, rest: &[&str], seen: &Seen) -> Result<Answer, Answer> {
        let mut room = self.rooms.lock().unwrap_or_else(PoisonError::into_inner);
        let body = seen.json();
        // A JID has an `@` in it, which travels encoded.
        let known = rest.first().is_none_or(|jid| jid.replace("%40", "@") == ROOM);
        match (method, rest) {
            _ if !known => Err(error(404, "not.found", "there is one room in the demo, and this is another")),
            ("POST", []) => {
                *room = Room {
                    subject: body["subject"].clone(),
                    description: body["description"].clone(),
                    messages: Vec::new(),
                };
                Ok(Answer::json(200, &json!({"jid": ROOM})))
            }
            ("GET", [_]) => {
                let told = json!({"jid": ROOM, "subject": room.subject, "description": room.description});
                Ok(Answer::json(200, &told))
            }
            ("PATCH", [_]) => {
                for (name, value) in body.as_object().into_iter().flatten() {
                    match name.as_str() {
                        "subject" => room.subject = value.clone(),
                        "description" => room.description = value.clone(),
                        _ => {}
                    }
                }
                Ok(Answer::empty(200))
            }
            ("POST", [_, "messages"]) => {
                let number = room.messages.len() + 1;
                room.messages.push(message(number, &body["message"]));
                Ok(Answer::json(200, &json!({"id": format!("message-{number}")})))
            }
            ("GET", [_, "messages"]) => Ok(Answer::json(200, &history(&room.messages, seen))),
            _ => Err(error(405, "method.not.allowed", "the demo cannot do that")),
        }
    }
}

fn deployments() -> Value {
    json!({"total": 2, "entities": [
        {"id": "d1", "name": "Shop", "disabled": false, "allowedDomains": ["shop.example.org"]},
        {"id": "d2", "name": "Old shop", "disabled": true},
    ]})
}

fn message(number: usize, text: &Value) -> Value {
    json!({
        "id": format!("message-{number}"), "dateCreated": format!("2026-11-20T12:00:{number:02}Z"),
        "toJid": ROOM, "jid": "ada@example.org", "body": text, "thread": {"id": "thread"},
    })
}

/// The newest messages before a date, as many as were asked for.
fn history(messages: &[Value], seen: &Seen) -> Value {
    let parameter = |name: &str| {
        let query = seen.query.as_deref().unwrap_or_default();
        let value = query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
        value.map(|value| value.replace("%3A", ":"))
    };
    let limit = parameter("limit").and_then(|limit| limit.parse().ok()).unwrap_or(100);
    let before = parameter("before");
    let earlier = |message: &&Value| match (&before, message["dateCreated"].as_str()) {
        (Some(before), Some(date)) => date < before.as_str(),
        _ => true,
    };
    let page: Vec<&Value> = messages.iter().rev().filter(earlier).take(limit).collect();
    json!({"entities": page})
}

fn check(seen: &Seen, secret: &str) -> Result<(), Answer> {
    match seen.header("authorization").and_then(|value| value.strip_prefix("Bearer ")) {
        Some(given) if given == secret => Ok(()),
        Some(POWERLESS) => Err(error(403, "missing.any.permissions", "a permission is missing")),
        _ => Err(error(401, "bad.credentials", "the demo does not know this credential")),
    }
}

pub(super) fn error(status: u16, code: &str, message: &str) -> Answer {
    let body =
        json!({"status": status, "code": code, "message": message, "contextId": "demo-correlation-id"});
    Answer::json(status, &body)
}
