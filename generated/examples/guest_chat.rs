//! A guest starts a chat with an organization, asks something, reads what comes, and leaves.
//!
//! `GENESYS_CLOUD_ORGANIZATION_ID`, `GENESYS_CLOUD_DEPLOYMENT_ID` and `GENESYS_CLOUD_QUEUE` say with whom. No
//! credential is needed. `GENESYS_CLOUD_BASE_URL` takes the place of the region's address, for a server of your own.

use std::env;
use std::error::Error;

use genesys_cloud::ext::guest_chat::{GuestChat, GuestEvent};
use genesys_cloud::models::{
    CreateWebChatConversationRequest, GuestMemberInfo, WebChatRoutingTarget, WebChatRoutingTargetType,
};
use genesys_cloud::{Client, Region};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut builder = Client::builder().region(Region::EuCentral1);
    if let Ok(url) = env::var("GENESYS_CLOUD_BASE_URL") {
        builder = builder.base_url(url);
    }
    let client = builder.build()?;

    let queue = env::var("GENESYS_CLOUD_QUEUE")?;
    let request = CreateWebChatConversationRequest::new(
        env::var("GENESYS_CLOUD_ORGANIZATION_ID")?,
        env::var("GENESYS_CLOUD_DEPLOYMENT_ID")?,
        WebChatRoutingTarget::new(WebChatRoutingTargetType::Queue, queue),
        GuestMemberInfo { email: Some("ada@example.org".into()), ..GuestMemberInfo::new("Ada") },
    );
    let (chat, mut events) = GuestChat::start(&client, &request).await?;
    println!("Conversation {} has started.", chat.conversation_id());

    // Events come here; what the guest does goes through `chat`, from any task.
    let mut last = None;
    while let Some(event) = events.next().await {
        match event? {
            GuestEvent::Member(change) if change.member == chat.member_id() => {
                println!("The guest is {}.", change.state);
            }
            GuestEvent::Member(change) => {
                let member = chat.member(&change.member).await?;
                println!("{} ({}) is {}.", name(&member.display_name), member.role, change.state);
                chat.typing().await?;
                chat.send("Hello! Where is my parcel?").await?;
            }
            GuestEvent::Typing(typing) if typing.sender == chat.member_id() => {}
            GuestEvent::Typing(typing) => {
                let member = chat.member(&typing.sender).await?;
                println!("{} is typing.", name(&member.display_name));
            }
            GuestEvent::Message(message) if message.sender == chat.member_id() => {
                println!("Said at {}: {}", message.timestamp, message.body);
                last = Some(message.id);
            }
            GuestEvent::Message(message) => {
                println!("Read: {}", message.body);
                chat.leave().await?;
            }
            GuestEvent::Gap(gap) => {
                println!("For a while there was no connection: {}.", gap.loss);
                let missed = chat.messages_after(last.as_deref()).await?;
                missed.iter().for_each(|message| println!("Missed: {}", message.body));
                if !missed.is_empty() {
                    chat.leave().await?;
                }
            }
            GuestEvent::Unknown(frame) => println!("Something else happened: {:?}", frame.kind()),
            _ => {}
        }
    }
    println!("The guest has left.");
    Ok(())
}

fn name(given: &Option<String>) -> &str {
    given.as_deref().unwrap_or("Somebody")
}
