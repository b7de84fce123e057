//! The examples of the description, run as programs against the demo server.

use std::collections::BTreeMap;
use std::process::{Command, Output};

use sdk_tests::demo::{Demo, ENVIRONMENT, POWERLESS};
use sdk_tests::{Seen, Server};

const GUEST_CHAT: &str = env!("CARGO_BIN_EXE_guest_chat");
const DEPLOYMENTS: &str = env!("CARGO_BIN_EXE_deployments");
const CHAT_ROOM: &str = env!("CARGO_BIN_EXE_chat_room");
const DEMO_SERVER: &str = env!("CARGO_BIN_EXE_demo-server");

/// Runs an example. `changes` replace what the demo has it read.
async fn run(program: &str, changes: &[(&'static str, &'static str)]) -> (Output, Vec<String>) {
    run_on(Demo::open().await.unwrap(), program, changes).await
}

async fn run_on(
    demo: Demo,
    program: &str,
    changes: &[(&'static str, &'static str)],
) -> (Output, Vec<String>) {
    let server = Server::start(move |seen: &Seen| demo.answer(seen)).await.unwrap();
    let mut environment = BTreeMap::from(ENVIRONMENT);
    environment.extend(changes.iter().copied());
    let mut command = Command::new(program);
    command.envs(environment).env("GENESYS_CLOUD_BASE_URL", server.url());
    let output = tokio::task::spawn_blocking(move || command.output()).await.unwrap().unwrap();
    let lines = server.seen().iter().map(Seen::line).collect();
    (output, lines)
}

fn told(output: &Output) -> (bool, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace("\r\n", "\n");
    (output.status.success(), text(&output.stdout), text(&output.stderr))
}

#[tokio::test(flavor = "multi_thread")]
async fn guest_chat() {
    let (output, lines) = run(GUEST_CHAT, &[]).await;
    let said = "\
Conversation demo-conversation has started.
Something else happened: Some(\"weather-change\")
The guest is CONNECTED.
Grace (AGENT) is CONNECTED.
Said at 2026-11-20 12:00:00.0 +00:00:00: Hello! Where is my parcel?
Grace is typing.
Read: It is on its way.
The guest is DISCONNECTED.
The guest has left.
";
    assert_eq!(told(&output), (true, said.to_owned(), String::new()));
    let base = "/api/v2/webchat/guest/conversations";
    let conversation = format!("{base}/demo-conversation");
    assert_eq!(
        lines,
        [
            format!("POST {base}"),
            format!("GET {conversation}/members/demo-agent"),
            format!("POST {conversation}/members/demo-member/typing"),
            format!("POST {conversation}/members/demo-member/messages"),
            format!("GET {conversation}/members/demo-agent"),
            format!("DELETE {conversation}/members/demo-member"),
        ]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn guest_chat_whose_events_break_off() {
    let demo = Demo::open().await.unwrap().cutting();
    let (output, lines) = run_on(demo, GUEST_CHAT, &[]).await;
    let (success, said, complaint) = told(&output);
    let end = "\
Grace is typing.
For a while there was no connection: the connection broke.
Missed: It is on its way.
The guest is DISCONNECTED.
The guest has left.
";
    assert!(success && said.ends_with(end), "{said}{complaint}");
    assert!(lines.iter().any(|line| line.ends_with("/demo-conversation/messages")), "{lines:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn deployments() {
    let (output, lines) = run(DEPLOYMENTS, &[]).await;
    let said = "\
Listing needs webchat:deployment:read.
Shop: on; allowed on: shop.example.org
Old shop: off; allowed on: any page
A deployment must be named: true
";
    assert_eq!(told(&output), (true, said.to_owned(), String::new()));
    assert_eq!(lines, ["GET /api/v2/webchat/deployments", "GET /api/v2/webchat/settings"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn deployments_without_the_permission() {
    let (output, lines) = run(DEPLOYMENTS, &[("GENESYS_CLOUD_ACCESS_TOKEN", POWERLESS)]).await;
    let (success, _, complaint) = told(&output);
    assert!(!success);
    assert!(complaint.contains("ask an administrator for webchat:deployment:read"), "{complaint}");
    assert!(complaint.contains("demo-correlation-id"), "{complaint}");
    assert_eq!(lines.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn chat_room() {
    let (output, lines) = run(CHAT_ROOM, &[]).await;
    let said = "\
Wrote message message-1.
Wrote message message-2.
Wrote message message-3.
The room is called Some(\"Lunch at noon\"); None describes it.
2026-11-20 12:00:03.0 +00:00:00: Noon, then.
2026-11-20 12:00:02.0 +00:00:00: I am.
2026-11-20 12:00:01.0 +00:00:00: Who is hungry?
";
    assert_eq!(told(&output), (true, said.to_owned(), String::new()));
    // Three pages: two messages, one, none.
    assert_eq!(lines.iter().filter(|line| line.starts_with("GET") && line.ends_with("/messages")).count(), 3);
    assert_eq!(lines.len(), 9);
}

/// What the README tells people to type: the server runs the example, and ends as it ends.
#[tokio::test(flavor = "multi_thread")]
async fn the_demo_server_runs_a_command() {
    let run = |arguments: Vec<&'static str>| async move {
        let command = move || Command::new(DEMO_SERVER).args(arguments).output();
        tokio::task::spawn_blocking(command).await.unwrap().unwrap()
    };
    let (success, said, complaint) = told(&run(vec![GUEST_CHAT]).await);
    assert!(success && said.ends_with("The guest has left.\n"), "{said}{complaint}");
    assert!(!run(vec!["there-is-no-such-program"]).await.status.success());
}
