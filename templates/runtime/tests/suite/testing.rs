//! The doubles that users get for their own tests.

use std::time::Duration;

use sdk_runtime::runtime::testing::{Recorder, Redaction, Replay, StubTransport};
use sdk_runtime::runtime::{Call, ClientBuilder, Method, Operation, SchemeUse, Secret, TransportErrorKind};

use super::fixture::{API, Chat, GET_ROOM, LIST_ROOMS, OAUTH, POST_ROOM, QUERY_KEY, Room, operation};
use super::stub::run;

fn builder(transport: &StubTransport) -> ClientBuilder {
    ClientBuilder::new(&API).transport(transport.clone()).credential(&OAUTH, Secret::from("t0ken"))
}

#[test]
fn answers_by_operation_in_order_the_last_one_for_ever() {
    let stub = StubTransport::new()
        .on(&GET_ROOM, 200, &Room::new("first"))
        .on(&GET_ROOM, 200, &Room::new("then"))
        .on_bytes(&LIST_ROOMS, 404, &[("x-request-id", "r1")], "gone");
    let client = builder(&stub).build().unwrap();
    let subjects: Vec<String> =
        (0..4).map(|at| run(Chat(&client).get_room(&at.to_string())).unwrap().subject).collect();
    assert_eq!(subjects, ["first", "then", "then", "then"]);
    let error = run(Chat(&client).list_rooms().send()).unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.request_id(), error.body()), (404, Some("r1"), Some(&b"gone"[..])));
    let error = run(Chat(&client).post_room(&Room::new("x")).send()).unwrap_err();
    assert_eq!(error.to_string(), "postRoom: the stub has no answer for `postRoom`");
    let error = run(client.request(Method::GET, "/x").send()).unwrap_err();
    assert!(error.to_string().starts_with("the stub has no answer for `a raw request`"), "{error}");
    assert_eq!((stub.count(&GET_ROOM), stub.count(&LIST_ROOMS), stub.asked().len()), (4, 1, 7));
    let asked = stub.asked();
    assert_eq!(asked[0].url, "https://api.example.org/base/rooms/0");
    assert_eq!(asked[0].header("authorization"), Some("Bearer t0ken"));
    assert_eq!(asked[5].json::<Room>().unwrap().subject, "x");
    let shown = format!("{stub:?} {asked:?}");
    assert!(!shown.contains("t0ken") && shown.contains("getRoom"), "{shown}");
}

#[test]
fn failures_and_pauses_take_no_time() {
    let stub = StubTransport::new()
        .on_failure(&LIST_ROOMS, TransportErrorKind::Connect)
        .on_bytes(&LIST_ROOMS, 503, &[("retry-after", "30")], "")
        .on::<Vec<Room>>(&LIST_ROOMS, 200, &vec![]);
    let client = builder(&stub).build().unwrap();
    assert_eq!(run(Chat(&client).list_rooms().send()).unwrap(), []);
    let slept = stub.slept();
    assert!(slept.len() == 2 && slept[1] >= Duration::from_secs(30), "{slept:?}");
    let stub = StubTransport::new().on(&LIST_ROOMS, 200, &vec![f64::NAN]);
    let error = run(Chat(&builder(&stub).build().unwrap()).list_rooms().send()).unwrap_err();
    assert!(error.to_string().contains("cannot be written: NaN"), "{error}");
    let stub = StubTransport::new().on_bytes(&LIST_ROOMS, 99, &[], "");
    let error = run(Chat(&builder(&stub).build().unwrap()).list_rooms().send()).unwrap_err();
    assert!(error.to_string().contains("99 is no status"), "{error}");
}

static WITH_KEY: Operation =
    operation("withKey", "GET", "/keyed", &[&[SchemeUse { scheme: &QUERY_KEY, scopes: &[] }]]);

#[test]
fn a_recording_holds_no_secret_and_plays_back() {
    let path = std::env::temp_dir().join(format!("sdk-recording-{}.json", std::process::id()));
    let stub = StubTransport::new()
        .on(&GET_ROOM, 200, &Room::new("é"))
        .on_bytes(&POST_ROOM, 201, &[("set-cookie", "sid=s3cret"), ("x-own", "s3cret")], "{\"subject\":\"s\",\"cleared\":null,\"anything\":{\"jwt\":\"s3cret\"}}")
        .on_bytes(&LIST_ROOMS, 200, &[], vec![0xff, 0xfe])
        .on_bytes(&WITH_KEY, 204, &[], "");
    let redaction = || Redaction::default().header("X-Own").member("pin");
    let recorder = Recorder::new(stub, &path).redaction(redaction());
    let calls = |client: &sdk_runtime::runtime::Client| {
        assert_eq!(run(Chat(client).get_room("1")).unwrap().subject, "é");
        assert_eq!(run(Chat(client).post_room(&Room::new("s")).send()).unwrap().subject, "s");
        let bytes = run(Call::<sdk_runtime::runtime::Binary>::new(client, &LIST_ROOMS)).unwrap();
        assert_eq!(bytes.as_ref(), [0xff, 0xfe]);
        let mut form = Call::<()>::new(client, &WITH_KEY);
        form.query("pin", "s3cret");
        form.form(&serde_json::json!({"password": "s3cret", "name": "n", "code": "s3cret"}));
        run(form).unwrap();
    };
    let credentials = |builder: ClientBuilder| {
        let builder = builder.credential(&OAUTH, Secret::from("s3cret-token"));
        builder.credential(&QUERY_KEY, Secret::from("s3cret")).build().unwrap()
    };
    calls(&credentials(ClientBuilder::new(&API).transport(recorder.clone())));
    recorder.save().unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(!text.contains("s3cret"), "{text}");
    assert!(text.contains("name=n&code=[redacted]") || text.contains("password=[redacted]"), "{text}");
    let replay = Replay::load(&path).unwrap().redaction(redaction());
    std::fs::remove_file(&path).unwrap();
    assert_eq!(replay.left().len(), 4);
    // Another host, another key.
    let builder = ClientBuilder::new(&API).base_url("http://localhost:1/base").transport(replay.clone());
    calls(&credentials(builder));
    assert!(replay.left().is_empty(), "{replay:?}");
    let again = credentials(ClientBuilder::new(&API).transport(replay));
    let error = run(Chat(&again).get_room("1")).unwrap_err();
    assert_eq!(error.to_string(), "getRoom: nothing more was recorded for GET /base/rooms/1");
}

#[test]
fn what_is_no_recording() {
    let path = std::env::temp_dir().join(format!("sdk-no-recording-{}.json", std::process::id()));
    for text in ["", "{}", "[1]", "[{\"request\":{},\"response\":{}}]"] {
        std::fs::write(&path, text).unwrap();
        let error = Replay::load(&path).unwrap_err();
        assert!(error.to_string().ends_with("is no recording"), "{text}: {error}");
    }
    std::fs::remove_file(&path).unwrap();
    assert!(Replay::load(&path).unwrap_err().to_string().contains("cannot be read"));
    let nowhere = Recorder::new(StubTransport::new(), "/nowhere/at/all.json");
    assert!(nowhere.save().unwrap_err().to_string().contains("cannot be written"));
}
