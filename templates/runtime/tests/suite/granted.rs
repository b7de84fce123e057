//! What the caller holds: checked before anything is sent, and part of a 403.

use sdk_runtime::runtime::{Permission, Secret};

use super::fixture::{Chat, OAUTH, Room};
use super::stub::{Stub, run};

const VIEW: Permission = Permission::new("chat:room:view", "");

#[test]
fn what_is_not_granted_is_not_sent() {
    let stub = Stub::answering(200, &[("content-type", "application/json")], "{\"subject\":\"s\",\"cleared\":null,\"id\":\"1\"}");
    let client = stub.builder().credential(&OAUTH, Secret::from("t")).build().unwrap();
    let narrow = client.with_granted(["chat:message:view", "user:*"]);
    let error = run(Chat(&narrow).get_room("1")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "getRoom: needs any of chat:room:view, chat:room:all; not granted: chat:room:view, chat:room:all"
    );
    assert!(error.is_missing_permission() && error.is_request() && !error.is_retryable());
    assert_eq!(error.missing(), Some(vec!["chat:room:view", "chat:room:all"]));
    assert_eq!((error.attempts(), error.status(), stub.count()), (0, None, 0));
    // neither this client nor one that may do it is touched by that
    let wide = narrow.with_granted([VIEW]);
    assert!(run(Chat(&wide).get_room("1")).is_ok());
    stub.then(200, &[], "[]");
    assert!(run(Chat(&narrow).list_rooms()).is_ok(), "it needs nothing");
    stub.then(200, &[("content-type", "application/json")], "{\"subject\":\"s\",\"cleared\":null,\"id\":\"1\"}");
    let room: Room = run(Chat(&client).get_room("1")).unwrap();
    assert_eq!(room.id.as_deref(), Some("1"));
}

/// Without a credential either, the permission is what is told: no token would help.
#[test]
fn it_comes_before_credentials() {
    let stub = Stub::default();
    let nobody = stub.client().with_granted::<&str>([]);
    assert!(run(Chat(&nobody).get_room("1")).unwrap_err().is_missing_permission());
}

#[test]
fn a_403_tells_what_is_missing() {
    for (granted, unchecked, missing, line) in [
        (&["chat:*"][..], false, &[][..], "needs any of chat:room:view, chat:room:all, which is granted as far as the client knows"),
        (&["user:*"], true, &["chat:room:view", "chat:room:all"], "needs any of chat:room:view, chat:room:all; not granted: chat:room:view, chat:room:all"),
    ] {
        let stub = Stub::answering(403, &[], "");
        let client = stub.builder().credential(&OAUTH, Secret::from("t")).build().unwrap();
        let client = if unchecked { client.with_granted_unchecked(granted) } else { client.with_granted(granted) };
        let error = run(Chat(&client).get_room("1")).unwrap_err();
        assert_eq!(error.to_string(), format!("getRoom: 403 Forbidden from GET /rooms/{{roomId}}: {line}"));
        assert_eq!(error.missing().as_deref(), Some(missing));
        assert!(!error.is_missing_permission());
    }
    let stub = Stub::answering(403, &[], "");
    let client = stub.builder().credential(&OAUTH, Secret::from("t")).build().unwrap();
    assert_eq!(run(Chat(&client).get_room("1")).unwrap_err().missing(), None);
}
