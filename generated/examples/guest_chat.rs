//! A guest starts a chat with an organization, says hello, and leaves.
//!
//! `GENESYS_CLOUD_ORGANIZATION_ID`, `GENESYS_CLOUD_DEPLOYMENT_ID` and `GENESYS_CLOUD_QUEUE` say with whom. No
//! credential is needed. `GENESYS_CLOUD_BASE_URL` takes the place of the region's address, for a server of your own.

use std::env;
use std::error::Error;

use genesys_cloud::models::{
    CreateWebChatConversationRequest, CreateWebChatMessageRequest, GuestMemberInfo, WebChatMemberInfoState,
    WebChatRoutingTarget, WebChatRoutingTargetType,
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
    let started = client.webchat().post_webchat_guest_conversations(&request).await?;
    let conversation = started.id.ok_or("the conversation has no id")?;
    let member = started.member.and_then(|member| member.id).ok_or("the guest has no id")?;
    println!("Conversation {conversation} has started.");

    // From here on the token of this conversation is the credential.
    let guest = client.with_guest_jwt(started.jwt.ok_or("there is no token")?);
    let webchat = guest.webchat();

    let members = webchat.get_webchat_guest_conversation_members(&conversation).page_size(50).await?;
    for member in members.entities.unwrap_or_default() {
        let name = member.display_name.as_deref().unwrap_or("somebody");
        match member.state {
            Some(WebChatMemberInfoState::Connected) => println!("{name} ({}) is here.", member.role),
            Some(state) => println!("{name} ({}) is {state}.", member.role),
            None => println!("{name} ({}) is on the list.", member.role),
        }
    }

    webchat.post_webchat_guest_conversation_member_typing(&conversation, &member).await?;
    let hello = CreateWebChatMessageRequest::new("Hello! Where is my parcel?");
    let sent =
        webchat.post_webchat_guest_conversation_member_messages(&conversation, &member, &hello).await?;
    println!("Said at {}: {}", sent.timestamp, sent.body);

    webchat.delete_webchat_guest_conversation_member(&conversation, &member).await?;
    println!("The guest has left.");
    Ok(())
}
