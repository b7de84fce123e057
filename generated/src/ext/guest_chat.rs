//! A guest's chat as one thing: the conversation, and what happens in it.
//!
//! ```no_run
//! # async fn example(
//! #     client: genesys_cloud::Client,
//! #     request: genesys_cloud::models::CreateWebChatConversationRequest,
//! # ) -> Result<(), genesys_cloud::Error> {
//! use genesys_cloud::ext::guest_chat::{GuestChat, GuestEvent};
//!
//! let (chat, mut events) = GuestChat::start(&client, &request).await?;
//! chat.send("Hello!").await?;
//! while let Some(event) = events.next().await {
//!     match event? {
//!         GuestEvent::Message(message) if message.sender != chat.member_id() => {
//!             println!("{}", message.body);
//!             chat.leave().await?; // the last event tells of it, and the loop ends
//!         }
//!         other => println!("{other:?}"),
//!     }
//! }
//! # Ok(())
//! # }
//! ```
//!
//! Not in browsers: a page has WebSockets of its own.
#![cfg(not(target_arch = "wasm32"))]

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_core::Stream;

use crate::models::{
    CreateWebChatConversationRequest, CreateWebChatMessageRequest, WebChatMemberInfo, WebChatMemberInfoState,
    WebChatMessage, WebChatMessageBodyType, WebChatTyping,
};
use crate::runtime::websocket::{Connect, Event, EventStream, Frame, Gap, Protocol, Read};
use crate::runtime::{Client, Error, Secret, TransportError, TransportErrorKind};

/// A conversation as its guest has it. Cloning it is cheap; clones are the same guest.
#[derive(Clone)]
pub struct GuestChat {
    client: Client,
    conversation: String,
    member: String,
    address: Secret,
}

impl GuestChat {
    /// Starts a conversation and attaches to its events, without which it would not be routed to anybody.
    ///
    /// # Errors
    /// Those of the operation, and those of connecting. Where connecting fails, the guest has left again.
    pub async fn start(
        client: &Client,
        request: &CreateWebChatConversationRequest,
    ) -> Result<(Self, GuestEvents), Error> {
        let chat = Self::begin(client, request).await?;
        match chat.listen(chat.connect()).await {
            Ok(events) => Ok((chat, events)),
            Err(error) => {
                // The first error is the one to tell of.
                let _ = chat.leave().await;
                Err(error)
            }
        }
    }

    /// Starts a conversation that waits for [`listen`](Self::listen): for streams with settings of your own.
    ///
    /// # Errors
    /// Those of the operation.
    pub async fn begin(client: &Client, request: &CreateWebChatConversationRequest) -> Result<Self, Error> {
        let started = client.webchat().post_webchat_guest_conversations(request).await?;
        Ok(Self {
            client: client.with_guest_jwt(needed(started.jwt, "token")?),
            conversation: needed(started.id, "id")?,
            member: needed(started.member.and_then(|member| member.id), "guest")?,
            address: Secret::from(needed(started.event_stream_uri, "address for its events")?),
        })
    }

    /// How [`listen`](Self::listen) connects, for changes such as [`Connect::silence`].
    pub fn connect(&self) -> Connect<GuestEvent> {
        EventStream::connect(&self.client, self.address.expose())
    }

    /// Attaches to the events.
    ///
    /// # Errors
    /// Those of connecting.
    pub async fn listen(&self, connect: Connect<GuestEvent>) -> Result<GuestEvents, Error> {
        Ok(GuestEvents { stream: connect.open().await?, member: self.member.clone(), over: false })
    }

    /// Id of the conversation.
    #[must_use]
    pub fn conversation_id(&self) -> &str {
        &self.conversation
    }

    /// Id of the guest as a member of the conversation.
    #[must_use]
    pub fn member_id(&self) -> &str {
        &self.member
    }

    /// The client whose credential is this conversation's, for all other operations of guests.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Says something: 4,000 characters at most. It comes back as an event too.
    ///
    /// # Errors
    /// Those of the operation.
    pub async fn send(&self, text: impl Into<String>) -> Result<WebChatMessage, Error> {
        let request = CreateWebChatMessageRequest::new(text);
        let webchat = self.client.webchat();
        let conversation = self.conversation.as_str();
        webchat
            .post_webchat_guest_conversation_member_messages(conversation, self.member.as_str(), &request)
            .await
    }

    /// Tells the others that the guest is typing.
    ///
    /// # Errors
    /// Those of the operation.
    pub async fn typing(&self) -> Result<WebChatTyping, Error> {
        let webchat = self.client.webchat();
        let conversation = self.conversation.as_str();
        webchat.post_webchat_guest_conversation_member_typing(conversation, self.member.as_str()).await
    }

    /// Who a member is: events name members by their id alone.
    ///
    /// # Errors
    /// Those of the operation.
    pub async fn member(&self, id: &str) -> Result<WebChatMemberInfo, Error> {
        self.client.webchat().get_webchat_guest_conversation_member(self.conversation.as_str(), id).await
    }

    /// The messages after this one, or all: what there was to read while the connection was away.
    ///
    /// # Errors
    /// Those of the operation.
    pub async fn messages_after(&self, id: Option<&str>) -> Result<Vec<WebChatMessage>, Error> {
        let webchat = self.client.webchat();
        let mut call = webchat.get_webchat_guest_conversation_messages(self.conversation.as_str());
        if let Some(id) = id {
            call = call.after(id);
        }
        let mut messages = Vec::new();
        let mut items = call.by_item();
        while let Some(message) = items.next().await {
            messages.push(message?);
        }
        Ok(messages)
    }

    /// Leaves the conversation. The events end with the one that says so.
    ///
    /// # Errors
    /// Those of the operation.
    pub async fn leave(&self) -> Result<(), Error> {
        let webchat = self.client.webchat();
        let conversation = self.conversation.as_str();
        webchat.delete_webchat_guest_conversation_member(conversation, self.member.as_str()).await
    }
}

fn needed(value: Option<String>, what: &str) -> Result<String, Error> {
    value.ok_or_else(|| {
        let message = format!("the conversation has started and has no {what}");
        TransportError::new(TransportErrorKind::Other, message).into()
    })
}

// The address of the events is good for reading along.
impl fmt::Debug for GuestChat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GuestChat")
            .field("conversation", &self.conversation)
            .field("member", &self.member)
            .finish_non_exhaustive()
    }
}

/// What happens in a conversation.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum GuestEvent {
    /// Somebody said something; the guest's own messages are among them.
    Message(GuestMessage),
    /// Somebody is typing.
    Typing(GuestTyping),
    /// A member came, is being called, or went.
    Member(GuestMemberChange),
    /// The connection was away. What was said meanwhile: [`GuestChat::messages_after`].
    Gap(Gap),
    /// Something that this version of the SDK does not know, as it came.
    Unknown(Frame),
}

/// A message in the conversation.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct GuestMessage {
    /// Id of the message.
    pub id: String,
    /// Id of the member who sent it.
    pub sender: String,
    /// Its text; empty where it has none.
    pub body: String,
    /// What kind of message it is; an ordinary text is `standard`.
    pub body_type: WebChatMessageBodyType,
    /// When it was sent.
    pub timestamp: time::OffsetDateTime,
}

/// A member is typing.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct GuestTyping {
    /// Id of the event, by which a second delivery is recognized.
    pub id: String,
    /// Id of the member.
    pub sender: String,
    /// When it happened.
    pub timestamp: time::OffsetDateTime,
}

/// A member's state has changed.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct GuestMemberChange {
    /// Id of the event, by which a second delivery is recognized.
    pub id: String,
    /// Id of the member. Who that is: [`GuestChat::member`].
    pub member: String,
    /// The new state.
    pub state: WebChatMemberInfoState,
    /// When it happened.
    pub timestamp: time::OffsetDateTime,
}

const ID: &[&str] = &["eventBody", "id"];
const SENDER: &[&str] = &["eventBody", "sender", "id"];
const TIMESTAMP: &[&str] = &["eventBody", "timestamp"];

static PROTOCOL: Protocol = Protocol {
    name: "the guest's events",
    // The topic tells where a frame comes from; what it is, its metadata.
    kind: &[&["metadata", "type"], &["topicName"]],
    body: &["eventBody"],
    beats: &["channel.metadata"],
    leaving: &["v2.system.socket_closing"],
    // It comes about every 30 seconds.
    heartbeat: Some(Duration::from_secs(75)),
    ..Protocol::PLAIN
};

impl Event for GuestEvent {
    const PROTOCOL: &'static Protocol = &PROTOCOL;
    const KINDS: &'static [(&'static str, Read<Self>)] = &[
        ("message", |frame| {
            Ok(Self::Message(GuestMessage {
                id: frame.member(ID)?,
                sender: frame.member(SENDER)?,
                body: frame.optional(&["eventBody", "body"])?.unwrap_or_default(),
                body_type: frame.member(&["eventBody", "bodyType"])?,
                timestamp: frame.member(TIMESTAMP)?,
            }))
        }),
        ("typing-indicator", |frame| {
            Ok(Self::Typing(GuestTyping {
                id: frame.member(ID)?,
                sender: frame.member(SENDER)?,
                timestamp: frame.member(TIMESTAMP)?,
            }))
        }),
        ("member-change", |frame| {
            Ok(Self::Member(GuestMemberChange {
                id: frame.member(ID)?,
                member: frame.member(&["eventBody", "member", "id"])?,
                state: frame.member(&["eventBody", "member", "state"])?,
                timestamp: frame.member(TIMESTAMP)?,
            }))
        }),
    ];

    fn unknown(frame: Frame) -> Self {
        Self::Unknown(frame)
    }

    fn gap(gap: Gap) -> Self {
        Self::Gap(gap)
    }
}

/// The events of a conversation, until the guest is no longer in it.
#[must_use = "no event comes while nobody asks for the next one"]
pub struct GuestEvents {
    stream: EventStream<GuestEvent>,
    member: String,
    over: bool,
}

impl GuestEvents {
    /// The next event; `None` after the one that says that the guest has left, or when the server ends the stream.
    ///
    /// # Errors
    /// When the connection is lost for good; it is over then.
    pub async fn next(&mut self) -> Option<Result<GuestEvent, Error>> {
        if self.over {
            self.stream.close().await;
            return None;
        }
        let event = self.stream.next().await;
        self.note(&event);
        event
    }

    /// Ends the events. The guest is still in the conversation: [`GuestChat::leave`].
    pub async fn close(&mut self) {
        self.over = true;
        self.stream.close().await;
    }

    fn note(&mut self, event: &Option<Result<GuestEvent, Error>>) {
        if let Some(Ok(GuestEvent::Member(change))) = event {
            let gone = change.state == WebChatMemberInfoState::Disconnected;
            self.over |= gone && change.member == self.member;
        }
    }
}

impl Stream for GuestEvents {
    type Item = Result<GuestEvent, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.over {
            return Poll::Ready(None);
        }
        let event = Pin::new(&mut self.stream).poll_next(cx);
        if let Poll::Ready(event) = &event {
            self.note(event);
        }
        event
    }
}

impl fmt::Debug for GuestEvents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GuestEvents").field("stream", &self.stream).field("over", &self.over).finish()
    }
}
