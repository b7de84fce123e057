//! Requests that no operation describes.

use sdk_runtime::runtime::{Client, Method, Secret};

use super::fixture::{KEY, OAUTH, Room};
use super::stub::{Stub, run};

fn client(stub: &Stub) -> Client {
    stub.builder()
        .credential(&OAUTH, Secret::from("t0ken"))
        .default_header("x-default", "1")
        .default_header("authorization", "Default 1")
        .build()
        .unwrap()
}

#[test]
fn a_path_is_joined_to_the_base() {
    for path in ["x/y?a=1", "/x/y?a=1"] {
        let stub = Stub::answering(404, &[], "no");
        let request = client(&stub).request(Method::POST, path).query("b", &[1, 2]).json(&Room::new("s"));
        let response = run(request.security(&OAUTH).header("x-mine", "2").send()).unwrap();
        assert_eq!(response.status(), 404);
        assert_eq!(run(response.bytes()).unwrap().as_ref(), b"no");
        assert_eq!(stub.url(), "https://api.example.org/base/x/y?a=1&b=1&b=2");
        for (name, value) in [
            ("authorization", "Bearer t0ken"),
            ("x-default", "1"),
            ("x-mine", "2"),
            ("content-type", "application/json"),
        ] {
            assert_eq!(stub.header(name).as_deref(), Some(value));
        }
        assert!(stub.body().starts_with("{\"subject\""));
    }
}

#[test]
fn elsewhere_nothing_secret_goes_along() {
    for url in [
        "https://other.example.org/put?signature=1",
        "http://api.example.org/base/x",
        "https://api.example.org:8443/base/x",
        "https://api.example.org.evil/x",
        "https://api.example.org@evil.org/x",
    ] {
        let stub = Stub::answering(200, &[], "");
        let headers = [("content-type", "image/png"), ("x-acl", "a")];
        let request = client(&stub).request(Method::PUT, url).unauthenticated().headers(headers).body("bytes");
        run(request.send()).unwrap();
        assert_eq!(stub.url(), url);
        assert_eq!((stub.header("authorization"), stub.header("x-default")), (None, None));
        assert_eq!(stub.header("content-type").as_deref(), Some("image/png"));
        assert_eq!(stub.header("user-agent").as_deref(), Some("toy-sdk/1.2.3"));
        let error = run(client(&Stub::default()).request(Method::GET, url).security(&OAUTH).send()).unwrap_err();
        assert!(error.is_request(), "{error}");
    }
}

#[test]
fn the_same_origin_written_out_is_home() {
    for url in ["https://api.example.org/else", "HTTPS://API.example.org:443/else"] {
        let stub = Stub::answering(200, &[], "");
        run(client(&stub).request(Method::GET, url).security(&OAUTH).send()).unwrap();
        assert_eq!(stub.header("authorization").as_deref(), Some("Bearer t0ken"));
    }
}

#[test]
fn a_credential_that_is_not_there() {
    let stub = Stub::default();
    let error = run(client(&stub).request(Method::GET, "/x?key=1").security(&KEY).send()).unwrap_err();
    assert!(error.is_missing_credential());
    assert_eq!(error.to_string(), "no credential for `Key` (`api_key`): set it on the client's builder, or on a clone of the client by `with_…`");
    assert_eq!((stub.count(), error.operation().map(|operation| operation.id)), (0, None));
    let error = run(client(&stub).request(Method::GET, "/x").header("a", "\n").send()).unwrap_err();
    assert!(error.is_request() && stub.count() == 0);
}
