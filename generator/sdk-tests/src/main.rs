//! A server for the examples. Alone it serves until it is stopped; before a command it runs that command with
//! everything that the examples read from the environment, and ends with it:
//!
//! ```text
//! cargo run -p sdk-tests --bin demo-server -- cargo run -p genesys-cloud --features guest-chat --example guest_chat
//! ```

use std::env;
use std::error::Error;
use std::process::{Command, ExitCode};

use sdk_tests::Server;
use sdk_tests::demo::{Demo, ENVIRONMENT};

#[tokio::main]
async fn main() -> Result<ExitCode, Box<dyn Error>> {
    let mut words = env::args_os().skip(1);
    let demo = Demo::open().await?;
    let Some(program) = words.next() else {
        let server = Server::listen("127.0.0.1:8080", move |seen| demo.answer(seen)).await?;
        println!("Listening on {}. The examples want:", server.url());
        println!("GENESYS_CLOUD_BASE_URL={}", server.url());
        for (name, value) in ENVIRONMENT {
            println!("{name}={value}");
        }
        server.run().await?;
        return Ok(ExitCode::SUCCESS);
    };
    let server = Server::start(move |seen| demo.answer(seen)).await?;
    let mut command = Command::new(program);
    command.args(words).envs(ENVIRONMENT).env("GENESYS_CLOUD_BASE_URL", server.url());
    let status = tokio::task::spawn_blocking(move || command.status()).await??;
    Ok(status.code().and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, ExitCode::from))
}
