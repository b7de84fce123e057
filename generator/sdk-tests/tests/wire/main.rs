//! Every operation of the description is called once, and what arrives at a real server is compared with the
//! description, read here from its YAML and not from anything that the generator made.

mod calls;
mod check;
mod description;
mod sample;

use std::sync::{Arc, Mutex};

use check::{JWT, TOKEN, differences, sorted};
use description::{Files, Operation};
use genesys_cloud::Client;
use genesys_cloud::runtime::Method;
use sdk_tests::{Answer, Seen, Server};
use serde_json::{Value, json};

/// What a control does to a request that came.
type Change<'a> = &'a dyn Fn(&mut Seen);

/// A server that gives every operation the result that the description has for it.
struct Bench {
    server: Server,
    client: Client,
    result: Arc<Mutex<Option<Value>>>,
}

impl Bench {
    async fn new() -> Self {
        let result = Arc::new(Mutex::new(None::<Value>));
        let given = Arc::clone(&result);
        let answer = move |_: &Seen| match &*given.lock().unwrap() {
            Some(result) => Answer::json(200, result),
            None => Answer::empty(200),
        };
        let server = Server::start(answer).await.unwrap();
        let client = Client::builder().base_url(server.url()).access_token(TOKEN).guest_jwt(JWT);
        Self { client: client.build().unwrap(), server, result }
    }

    /// Calls one operation. Gives what is wrong with the request and with the result.
    async fn problems(&self, operation: &Operation) -> Vec<String> {
        self.result.lock().unwrap().clone_from(&operation.result);
        let before = self.server.seen().len();
        let Some(outcome) = calls::call(&self.client, operation).await else {
            return vec![format!("{}: nobody calls it", operation.id)];
        };
        let seen = self.server.seen();
        let [seen] = &seen[before..] else {
            return vec![format!("{}: {} requests came", operation.id, seen.len() - before)];
        };
        let mut problems = differences(operation, seen);
        match outcome {
            Ok(result) => {
                let wanted = sorted(&operation.result.as_ref().map_or("-".to_owned(), Value::to_string));
                let came = sorted(&result.map_or("-".to_owned(), |result| result.to_string()));
                if wanted != came {
                    problems
                        .push(format!("{}, result:\n    wanted: {wanted}\n    got:    {came}", operation.id));
                }
            }
            Err(error) => problems.push(error.to_string()),
        }
        problems
    }
}

#[tokio::test]
async fn every_operation_arrives_as_described() {
    let operations = Files::read().operations();
    assert_eq!(operations.len(), 51, "the description has changed: write the calls, then this number");
    let bench = Bench::new().await;
    let mut problems = Vec::new();
    for operation in &operations {
        problems.extend(bench.problems(operation).await);
    }
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
    let called = bench.server.seen().len();
    assert_eq!(called, operations.len());
}

#[tokio::test]
async fn an_operation_that_nobody_calls_is_noticed() {
    let described = Files::read().with_replaced("getChatsRoomMessages", "getChatsRoomNews").operations();
    let bench = Bench::new().await;
    let operation = described.iter().find(|operation| operation.id == "getChatsRoomNews").unwrap();
    assert_eq!(bench.problems(operation).await, ["getChatsRoomNews: nobody calls it"]);
}

/// The description changes, the SDK does not: each change must show, or the test above shows nothing.
#[tokio::test]
async fn a_description_that_says_something_else_is_noticed() {
    let changes = [
        ("/messages/{messageIds}", "/news/{messageIds}", "getChatsRoomMessage", "path"),
        ("roomJid", "roomId", "getChatsRoom", "path"),
        ("\"maxResults\"", "\"max\"", "getWebchatGuestConversationMessages", "query"),
        ("\"descending\"", "\"upwards\"", "getWebchatGuestConversationMessages", "query"),
        ("\"security\":[]", "\"x-security\":[]", "postWebchatGuestConversations", "authorization"),
        ("Guest Chat JWT", "PureCloud OAuth", "getWebchatGuestConversationMember", "authorization"),
        ("\"pinnedMessageIds\"", "\"pinned\"", "postChatsRoomMessagesPins", "body"),
        ("\"requestBody\"", "\"x-body\"", "putChatsSettings", "content-type"),
        ("\"participantLimit\"", "\"limit\"", "getChatsRoom", "result"),
    ];
    let bench = Bench::new().await;
    for (from, to, id, aspect) in changes {
        let described = Files::read().with_replaced(from, to).operations();
        let changed = described.iter().find(|operation| operation.id == id).unwrap();
        let found = match aspect {
            "result" => bench.problems(changed).await,
            _ => differences(changed, &sent(&bench, id).await),
        };
        assert!(names(&found, aspect), "{from} -> {to} was not noticed: {found:?}");
    }
}

/// A request that is wrong in one aspect: the judge must see that one, and no other.
#[tokio::test]
async fn a_wrong_request_is_noticed() {
    let bench = Bench::new().await;
    let operation = described("getChatsRoomMessages");
    let right = sent(&bench, "getChatsRoomMessages").await;
    assert_eq!(differences(&operation, &right), [""; 0]);
    let wrong = |change: Change<'_>| {
        let mut seen = right.clone();
        change(&mut seen);
        differences(&operation, &seen)
    };
    let header = |name: &'static str, value: &'static str| {
        move |seen: &mut Seen| drop(seen.headers.insert(name, value.parse().unwrap()))
    };
    let query = |from: &'static str, to: &'static str| {
        move |seen: &mut Seen| seen.query = seen.query.as_ref().map(|query| query.replace(from, to))
    };
    let path =
        |from: &'static str, to: &'static str| move |seen: &mut Seen| seen.path = seen.path.replace(from, to);
    let cases: [(&str, Change<'_>); 15] = [
        ("method", &|seen| seen.method = "POST".to_owned()),
        ("path", &path("/rooms/", "/room/")),
        ("path", &path("/messages", "")),
        ("path", &path("%2F", "/")),
        ("path", &path("%25", "%")),
        ("path", &path("%C3%BC", "%FC")),
        ("query", &query("before=", "Before=")),
        ("query", &query("%2B", "+")),
        ("query", &query("%26", "&")),
        ("query", &|seen| seen.query = None),
        ("authorization", &header("authorization", "Bearer the.jwt.of-a-guest")),
        ("authorization", &header("authorization", "the-token-of-a-user")),
        ("accept", &header("accept", "*/*")),
        ("content-type", &header("content-type", "application/json")),
        ("body", &|seen| seen.body = "{}".into()),
    ];
    for (aspect, change) in cases {
        let found = wrong(change);
        assert_eq!(found.len(), 1, "{aspect}: {found:?}");
        assert!(names(&found, aspect), "{aspect}: {found:?}");
    }
}

/// The same over the wire: a request that a user wrote by hand, once right and once wrong.
#[tokio::test]
async fn a_request_by_hand_passes_only_when_it_is_right() {
    let bench = Bench::new().await;
    let mut operation = described("getChatsRoomParticipants");
    let by_hand = async |path: &str, name: &str| {
        let call = bench.client.request(Method::GET, path).query(name, "true");
        let call = call.security(&genesys_cloud::security::ACCESS_TOKEN).header("accept", "application/json");
        call.send().await.unwrap();
        bench.server.last().unwrap()
    };
    operation.parameters[0].value = "room".to_owned();
    let right = by_hand("/api/v2/chats/rooms/room/participants", "notify").await;
    assert_eq!(differences(&operation, &right), [""; 0]);
    let other = by_hand("/api/v2/chats/rooms/moor/participants", "notify").await;
    assert!(names(&differences(&operation, &other), "path"));
    let other = by_hand("/api/v2/chats/rooms/room/participants", "notifies").await;
    assert!(names(&differences(&operation, &other), "query"));
}

/// What is not given is not sent: no default is spelled out, and there is no bare question mark.
#[tokio::test]
async fn what_is_optional_stays_away() {
    let bench = Bench::new().await;
    *bench.result.lock().unwrap() = Some(json!({}));
    let (chat, webchat) = (bench.client.chat(), bench.client.webchat());
    chat.get_chats_room_messages("a").await.unwrap();
    chat.get_chats_room_participants("a").await.unwrap();
    chat.get_chats_thread_messages("a").await.unwrap();
    webchat.get_webchat_guest_conversation_members("a").await.unwrap();
    webchat.get_webchat_guest_conversation_messages("a").await.unwrap();
    let queries: Vec<Option<String>> = bench.server.seen().into_iter().map(|seen| seen.query).collect();
    assert_eq!(queries, [None, None, None, None, None]);
}

fn described(id: &str) -> Operation {
    let operations = Files::read().operations();
    operations.into_iter().find(|operation| operation.id == id).unwrap()
}

/// What comes when the operation is called as it is described.
async fn sent(bench: &Bench, id: &str) -> Seen {
    let operation = described(id);
    assert_eq!(bench.problems(&operation).await, [""; 0]);
    bench.server.last().unwrap()
}

fn names(problems: &[String], aspect: &str) -> bool {
    problems.iter().any(|problem| problem.contains(&format!(", {aspect}:")))
}
