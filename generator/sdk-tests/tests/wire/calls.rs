//! One call of every operation, written as a user would write it, with every parameter given.

use genesys_cloud::runtime::json::{Field, from_slice, to_vec};
use genesys_cloud::{Client, Error, models};
use serde_json::Value;

use crate::description::Operation;
use crate::sample::text;

/// What a call gave: its result as JSON, or that it has none.
pub type Outcome = Result<Option<Value>, Error>;

/// Calls an operation by its id; `None` when no call is written for it.
pub async fn call(client: &Client, operation: &Operation) -> Option<Outcome> {
    if let Some(outcome) = guest(client, operation).await {
        return Some(outcome);
    }
    if let Some(outcome) = deployments(client, operation).await {
        return Some(outcome);
    }
    if let Some(outcome) = rooms(client, operation).await {
        return Some(outcome);
    }
    people(client, operation).await
}

/// A call with a result.
async fn model<T: Field>(call: impl IntoFuture<Output = Result<T, Error>>) -> Outcome {
    let json = to_vec(&call.await?).expect("what was read can be written");
    Ok(Some(serde_json::from_slice(&json).expect("the SDK writes JSON")))
}

/// A call without one.
async fn unit(call: impl IntoFuture<Output = Result<(), Error>>) -> Outcome {
    call.await.map(|()| None)
}

/// The model of the sampled body. Reading it is the SDK's part too: what it does not know is missing on the wire.
fn made<T: Field>(body: Option<&Value>) -> T {
    let json = body.expect("the description has a body").to_string();
    from_slice(json.as_bytes()).expect("the body is what the model wants")
}

async fn guest(client: &Client, operation: &Operation) -> Option<Outcome> {
    use models::GetWebchatGuestConversationMessagesSortOrder as SortOrder;
    let (webchat, body) = (client.webchat(), operation.body.as_ref());
    let conversation = &text("conversationId");
    let member = &text("memberId");
    let request = &text("mediaRequestId");
    let message = &text("messageId");
    Some(match operation.id.as_str() {
        "deleteWebchatGuestConversationMember" => {
            unit(webchat.delete_webchat_guest_conversation_member(conversation, member)).await
        }
        "getWebchatGuestConversationMediarequest" => {
            model(webchat.get_webchat_guest_conversation_mediarequest(conversation, request)).await
        }
        "getWebchatGuestConversationMediarequests" => {
            model(webchat.get_webchat_guest_conversation_mediarequests(conversation)).await
        }
        "getWebchatGuestConversationMember" => {
            model(webchat.get_webchat_guest_conversation_member(conversation, member)).await
        }
        "getWebchatGuestConversationMembers" => {
            model(
                webchat
                    .get_webchat_guest_conversation_members(conversation)
                    .page_size(7008)
                    .page_number(7010)
                    .exclude_disconnected_members(true),
            )
            .await
        }
        "getWebchatGuestConversationMessage" => {
            model(webchat.get_webchat_guest_conversation_message(conversation, message)).await
        }
        "getWebchatGuestConversationMessages" => {
            model(
                webchat
                    .get_webchat_guest_conversation_messages(conversation)
                    .after(&text("after"))
                    .before(&text("before"))
                    .sort_order(SortOrder::Descending)
                    .max_results(7010),
            )
            .await
        }
        "patchWebchatGuestConversationMediarequest" => {
            model(webchat.patch_webchat_guest_conversation_mediarequest(conversation, request, &made(body)))
                .await
        }
        "postWebchatGuestConversationMemberMessages" => {
            model(webchat.post_webchat_guest_conversation_member_messages(conversation, member, &made(body)))
                .await
        }
        "postWebchatGuestConversationMemberTyping" => {
            model(webchat.post_webchat_guest_conversation_member_typing(conversation, member)).await
        }
        "postWebchatGuestConversations" => model(webchat.post_webchat_guest_conversations(&made(body))).await,
        _ => return None,
    })
}

#[allow(deprecated, reason = "these are called too, as long as they are there")]
async fn deployments(client: &Client, operation: &Operation) -> Option<Outcome> {
    let (webchat, body) = (client.webchat(), operation.body.as_ref());
    let deployment = &text("deploymentId");
    Some(match operation.id.as_str() {
        "deleteWebchatDeployment" => unit(webchat.delete_webchat_deployment(deployment)).await,
        "deleteWebchatSettings" => unit(webchat.delete_webchat_settings()).await,
        "getWebchatDeployment" => model(webchat.get_webchat_deployment(deployment)).await,
        "getWebchatDeployments" => model(webchat.get_webchat_deployments()).await,
        "getWebchatSettings" => model(webchat.get_webchat_settings()).await,
        "postWebchatDeployments" => model(webchat.post_webchat_deployments(&made(body))).await,
        "putWebchatDeployment" => model(webchat.put_webchat_deployment(deployment, &made(body))).await,
        "putWebchatSettings" => model(webchat.put_webchat_settings(&made(body))).await,
        _ => return None,
    })
}

async fn rooms(client: &Client, operation: &Operation) -> Option<Outcome> {
    let (chat, body) = (client.chat(), operation.body.as_ref());
    let room = &text("roomJid");
    let message = &text("messageId");
    let pin = &text("pinnedMessageId");
    let user = &text("userId");
    let messages = &text("messageIds");
    let participant = &text("participantJid");
    Some(match operation.id.as_str() {
        "deleteChatsRoomMessage" => unit(chat.delete_chats_room_message(room, message)).await,
        "deleteChatsRoomMessagesPin" => unit(chat.delete_chats_room_messages_pin(room, pin)).await,
        "deleteChatsRoomParticipant" => unit(chat.delete_chats_room_participant(room, user)).await,
        "getChatsRoom" => model(chat.get_chats_room(room)).await,
        "getChatsRoomMessage" => model(chat.get_chats_room_message(room, messages)).await,
        "getChatsRoomMessages" => {
            model(
                chat.get_chats_room_messages(room)
                    .limit(&text("limit"))
                    .before(&text("before"))
                    .after(&text("after")),
            )
            .await
        }
        "getChatsRoomParticipant" => model(chat.get_chats_room_participant(room, participant)).await,
        "getChatsRoomParticipants" => model(chat.get_chats_room_participants(room).notify(true)).await,
        "patchChatsRoom" => unit(chat.patch_chats_room(room, &made(body))).await,
        "patchChatsRoomMessage" => model(chat.patch_chats_room_message(room, message, &made(body))).await,
        "postChatsRoomMessages" => model(chat.post_chats_room_messages(room, &made(body))).await,
        "postChatsRoomMessagesPins" => unit(chat.post_chats_room_messages_pins(room, &made(body))).await,
        "postChatsRoomParticipant" => unit(chat.post_chats_room_participant(room, user)).await,
        "postChatsRooms" => model(chat.post_chats_rooms(&made(body))).await,
        _ => return None,
    })
}

async fn people(client: &Client, operation: &Operation) -> Option<Outcome> {
    let (chat, body) = (client.chat(), operation.body.as_ref());
    let user = &text("userId");
    let message = &text("messageId");
    let pin = &text("pinnedMessageId");
    let thread = &text("threadId");
    let messages = &text("messageIds");
    Some(match operation.id.as_str() {
        "deleteChatsUserMessage" => unit(chat.delete_chats_user_message(user, message)).await,
        "deleteChatsUserMessagesPin" => unit(chat.delete_chats_user_messages_pin(user, pin)).await,
        "getChatsMessage" => model(chat.get_chats_message(message)).await,
        "getChatsSettings" => model(chat.get_chats_settings()).await,
        "getChatsThreadMessages" => {
            model(
                chat.get_chats_thread_messages(thread)
                    .limit(&text("limit"))
                    .before(&text("before"))
                    .after(&text("after")),
            )
            .await
        }
        "getChatsUser" => model(chat.get_chats_user(user)).await,
        "getChatsUserMessage" => model(chat.get_chats_user_message(user, messages)).await,
        "getChatsUserMessages" => {
            model(
                chat.get_chats_user_messages(user)
                    .limit(&text("limit"))
                    .before(&text("before"))
                    .after(&text("after")),
            )
            .await
        }
        "getChatsUserSettings" => model(chat.get_chats_user_settings(user)).await,
        "getChatsUsersMeSettings" => model(chat.get_chats_users_me_settings()).await,
        "patchChatsSettings" => model(chat.patch_chats_settings(&made(body))).await,
        "patchChatsUserMessage" => model(chat.patch_chats_user_message(user, message, &made(body))).await,
        "patchChatsUserSettings" => model(chat.patch_chats_user_settings(user, &made(body))).await,
        "patchChatsUsersMeSettings" => model(chat.patch_chats_users_me_settings(&made(body))).await,
        "postChatsUserMessages" => model(chat.post_chats_user_messages(user, &made(body))).await,
        "postChatsUserMessagesPins" => unit(chat.post_chats_user_messages_pins(user, &made(body))).await,
        "putChatsMessageReactions" => unit(chat.put_chats_message_reactions(message, &made(body))).await,
        "putChatsSettings" => model(chat.put_chats_settings(&made(body))).await,
        _ => return None,
    })
}
