//! Makes a room, writes into it, clears its description, and reads what was said, page by page.
//!
//! `GENESYS_CLOUD_ACCESS_TOKEN` says who writes. `GENESYS_CLOUD_BASE_URL` takes the place of the region's address,
//! for a server of your own.

use std::env;
use std::error::Error;

use genesys_cloud::models::{CreateRoomRequest, RoomUpdateRequest, SendMessageBody};
use genesys_cloud::{Client, Patch, Region};
use time::format_description::well_known::Rfc3339;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut builder = Client::builder().region(Region::EuCentral1);
    if let Ok(url) = env::var("GENESYS_CLOUD_BASE_URL") {
        builder = builder.base_url(url);
    }
    let client = builder.access_token(env::var("GENESYS_CLOUD_ACCESS_TOKEN")?).build()?;
    let chat = client.chat();

    let request =
        CreateRoomRequest { description: Some("for a while".into()), ..CreateRoomRequest::new("Lunch") };
    let room = chat.post_chats_rooms(&request).await?.jid;
    for text in ["Who is hungry?", "I am.", "Noon, then."] {
        let sent = chat.post_chats_room_messages(&room, &SendMessageBody::new(text)).await?;
        println!("Wrote message {}.", sent.id);
    }

    // `Patch` tells clearing a property from leaving it alone.
    let change = RoomUpdateRequest {
        subject: "Lunch at noon".into(),
        description: Patch::Null,
        ..RoomUpdateRequest::default()
    };
    chat.patch_chats_room(&room, &change).await?;
    let now = chat.get_chats_room(&room).await?;
    println!("The room is called {:?}; {:?} describes it.", now.subject, now.description);

    // Newest first: the date of the last message leads to the page before it.
    let mut before: Option<String> = None;
    loop {
        let mut page = chat.get_chats_room_messages(&room).limit("2");
        if let Some(date) = &before {
            page = page.before(date);
        }
        let page = page.await?.entities.unwrap_or_default();
        let Some(last) = page.last() else { break };
        before = Some(last.date_created.format(&Rfc3339)?);
        for message in page {
            println!("{}: {}", message.date_created, message.body);
        }
    }
    Ok(())
}
