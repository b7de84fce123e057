//! The demo's one guest conversation: what is asked over HTTP, and what is told over its WebSocket.

use std::io;

use serde_json::{Value, json};

use super::error;
use crate::stream::Events;
use crate::{Answer, Seen};

/// The token of the conversation.
pub(super) const JWT: &str = "demo.guest.jwt";
const ANSWER: &str = "It is on its way.";
const TIMESTAMP: &str = "2026-11-20T12:00:00Z";

#[derive(Debug)]
pub(super) struct Conversation {
    events: Events,
    /// Whether the connection of the events breaks before the agent answers.
    pub(super) cuts: bool,
}

impl Conversation {
    pub(super) async fn open() -> io::Result<Self> {
        // The second is something that came up after this version of the SDK.
        let first = [
            json!({"topicName": "channel.metadata", "eventBody": {"message": "WebSocket Heartbeat"}}),
            frame("weather-change", "members", &json!({"weather": "fine"})),
            member_change("demo-member", "CONNECTED"),
            member_change("demo-agent", "CONNECTED"),
        ];
        Ok(Self { events: Events::open(first.into()).await?, cuts: false })
    }

    pub(super) fn start(&self, request: &Value) -> Result<Answer, Answer> {
        let Some(name) = request["memberInfo"]["displayName"].as_str() else {
            return Err(error(400, "bad.request", "a guest needs a display name"));
        };
        let member = member("demo-member", name, "CUSTOMER");
        let events = self.events.address();
        let started =
            json!({"id": "demo-conversation", "jwt": JWT, "eventStreamUri": events, "member": member});
        Ok(Answer::json(200, &started))
    }

    pub(super) fn guest(&self, seen: &Seen, rest: &[&str]) -> Result<Answer, Answer> {
        let (guest, agent) =
            (member("demo-member", "Ada", "CUSTOMER"), member("demo-agent", "Grace", "AGENT"));
        match (seen.method.as_str(), rest) {
            ("GET", ["members", "demo-agent"]) => Ok(Answer::json(200, &agent)),
            ("POST", ["members", _, "typing"]) => {
                let event = typing(&guest);
                self.events.say(&frame("typing-indicator", "messages", &event));
                Ok(Answer::json(200, &event))
            }
            ("POST", ["members", _, "messages"]) => {
                let message = message("demo-message", &guest, &seen.json()["body"]);
                self.answer(&message);
                Ok(Answer::json(200, &message))
            }
            // All that was said after the guest's own message, and nothing more after that.
            ("GET", ["messages"]) => {
                let query = seen.query.as_deref().unwrap_or_default();
                let answer = message("demo-answer", &agent, &json!(ANSWER));
                let said: Vec<Value> =
                    query.contains("after=demo-message").then_some(answer).into_iter().collect();
                Ok(Answer::json(200, &json!({"entities": said})))
            }
            ("DELETE", ["members", _]) => {
                self.events.say(&member_change("demo-member", "DISCONNECTED"));
                Ok(Answer::empty(204))
            }
            _ => Err(error(404, "not.found", "the demo has no such part of a conversation")),
        }
    }

    /// What follows the guest's message. Events name members by their id alone.
    fn answer(&self, said: &Value) {
        let agent = json!({"id": "demo-agent"});
        self.events.say(&frame("message", "messages", said));
        self.events.say(&frame("typing-indicator", "messages", &typing(&agent)));
        if self.cuts {
            self.events.cut();
        } else {
            self.events.say(&frame("message", "messages", &message("demo-answer", &agent, &json!(ANSWER))));
        }
    }
}

/// An event as it goes over the wire: whoever takes part in it has an id there, and nothing more.
fn frame(kind: &str, topic: &str, event: &Value) -> Value {
    let mut event = event.clone();
    if let Some(sender) = event.get_mut("sender") {
        *sender = json!({"id": sender["id"]});
    }
    json!({
        "metadata": {"type": kind, "CorrelationId": "demo-correlation-id"}, "version": "2", "eventBody": event,
        "topicName": format!("v2.conversations.chats.demo-conversation.{topic}"),
    })
}

fn member(id: &str, name: &str, role: &str) -> Value {
    json!({"id": id, "displayName": name, "role": role, "state": "CONNECTED"})
}

fn member_change(id: &str, state: &str) -> Value {
    let event = json!({
        "id": format!("change-{id}"), "conversation": {"id": "demo-conversation"},
        "member": {"id": id, "state": state}, "timestamp": TIMESTAMP,
    });
    frame("member-change", "members", &event)
}

fn typing(sender: &Value) -> Value {
    json!({
        "id": "demo-typing", "conversation": {"id": "demo-conversation"}, "sender": sender,
        "timestamp": TIMESTAMP,
    })
}

fn message(id: &str, sender: &Value, text: &Value) -> Value {
    json!({
        "id": id, "conversation": {"id": "demo-conversation"}, "sender": sender, "timestamp": TIMESTAMP,
        "body": text, "bodyType": "standard",
    })
}
