//! What a call through the SDK costs more than the same call written by hand: `cargo xtask bench overhead` runs this.
//!
//! `serve` answers on loopback until its input ends; `sdk BASE ROOM CALLS` and `hand BASE ROOM CALLS` make so many calls,
//! for whoever counts their instructions; `allocations BASE ROOM` counts what they ask of the allocator.

mod answers;
mod by_hand;
mod counting;

use std::error::Error;

use genesys_cloud::Client;

#[global_allocator]
static COUNTING: counting::Counting = counting::Counting;

type Outcome = Result<(), Box<dyn Error>>;

/// Not a secret: the server takes anything.
const TOKEN: &str = "a-token-as-long-as-those-that-are-given-out-are-0123456789";

fn main() -> Outcome {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    // One thread, so that every instruction of a call is where it is looked for.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    match arguments.as_slice() {
        ["serve"] => answers::serve(),
        ["sdk", base, room, calls] => runtime.block_on(sdk(
            &Client::builder().base_url(*base).access_token(TOKEN).build()?,
            room,
            calls.parse()?,
        )),
        ["hand", base, room, calls] => {
            runtime.block_on(hand(&by_hand::Client::new(base, TOKEN)?, room, calls.parse()?))
        }
        ["allocations", base, room] => runtime.block_on(allocations(base, room)),
        _ => Err("serve | sdk BASE ROOM CALLS | hand BASE ROOM CALLS | allocations BASE ROOM".into()),
    }
}

async fn sdk(client: &Client, room: &str, calls: u32) -> Outcome {
    for _ in 0..calls {
        let page = client.chat().get_chats_room_messages(room).limit("50").send().await?;
        complete(room, page.entities.map_or(0, |messages| messages.len()))?;
    }
    Ok(())
}

async fn hand(client: &by_hand::Client, room: &str, calls: u32) -> Outcome {
    for _ in 0..calls {
        let page = client.messages(room, 50).await?;
        complete(room, page.entities.map_or(0, |messages| messages.len()))?;
    }
    Ok(())
}

/// Nobody is faster by reading less.
fn complete(room: &str, messages: usize) -> Outcome {
    let expected = if room == answers::FULL { answers::MESSAGES } else { 0 };
    if messages == expected { Ok(()) } else { Err(format!("{messages} messages, not {expected}").into()) }
}

/// Per call, after some that fill the pools.
async fn allocations(base: &str, room: &str) -> Outcome {
    const CALLS: u32 = 200;
    let ours = Client::builder().base_url(base).access_token(TOKEN).build()?;
    let theirs = by_hand::Client::new(base, TOKEN)?;
    sdk(&ours, room, 20).await?;
    let before = counting::now();
    sdk(&ours, room, CALLS).await?;
    println!("sdk {}", before.per(CALLS));
    hand(&theirs, room, 20).await?;
    let before = counting::now();
    hand(&theirs, room, CALLS).await?;
    println!("hand {}", before.per(CALLS));
    Ok(())
}
