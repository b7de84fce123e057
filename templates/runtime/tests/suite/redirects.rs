//! Where redirects lead, and what goes along.

use http::HeaderMap;
use sdk_runtime::runtime::{Body, Call, Method, Operation, Redirects, SchemeUse, Secret};

use super::fixture::{OAUTH, operation};
use super::stub::{Stub, run};

const USES: &[&[SchemeUse]] = &[&[SchemeUse { scheme: &OAUTH, scopes: &[] }]];
static GET: Operation = operation("get", "GET", "/a/b", USES);
static HEAD: Operation = operation("head", "HEAD", "/a/b", USES);
static POST: Operation = operation("post", "POST", "/a/b", USES);
static DELETE: Operation = operation("delete", "DELETE", "/a/b", USES);

/// A call with everything that a call may have, answered by a redirect and then by 204.
fn redirected(operation: &'static Operation, status: u16, location: &str, body: Option<Body>) -> (Stub, Option<u16>) {
    let stub = Stub::answering(status, &[("location", location)], "");
    stub.then(204, &[], "");
    let client = stub
        .builder()
        .credential(&OAUTH, Secret::from("t0ken"))
        .default_header("x-tenant", "hidden")
        .build()
        .unwrap();
    let mut call = Call::<()>::new(&client, operation).with_header("x-mine", "hidden");
    call.cookie("sid", "hidden");
    call.header_param("x-param", "hidden");
    if let Some(body) = body {
        call.bytes("text/plain", body);
    }
    let status = run(call).err().map(|error| error.status().unwrap().as_u16());
    (stub, status)
}

fn seen(stub: &Stub) -> Vec<(Method, String, HeaderMap, Vec<u8>)> {
    let seen = stub.seen.lock().unwrap();
    seen.iter()
        .map(|request| {
            let body = request.body.as_bytes().unwrap_or(b"stream").to_vec();
            (request.method.clone(), request.url.clone(), request.headers.clone(), body)
        })
        .collect()
}

#[test]
fn where_a_location_leads() {
    let base = "https://api.example.org/base/a";
    for (location, url) in [
        ("/x?y=1#z", Some("https://api.example.org/x?y=1".to_owned())),
        ("c", Some(format!("{base}/c"))),
        ("../c?d", Some(format!("{base}/../c?d"))),
        ("?q=1", Some(format!("{base}/b?q=1"))),
        ("", Some(format!("{base}/b"))),
        ("#top", Some(format!("{base}/b"))),
        ("//other.example.org/x", Some("https://other.example.org/x".to_owned())),
        ("HTTPS://API.EXAMPLE.ORG:443/x", Some("HTTPS://API.EXAMPLE.ORG:443/x".to_owned())),
        ("https://other.example.org", Some("https://other.example.org".to_owned())),
        ("/a b", Some("https://api.example.org/a%20b".to_owned())),
        // a tool that takes `\` for `/` sees another host
        ("/\\evil.example.org", None),
        ("https://api.example.org\\@evil.example.org/", None),
        ("https://user:pass@other.example.org/", None),
        ("http://api.example.org/base/x", None),
        ("ftp://api.example.org/", None),
        ("javascript:alert(1)", None),
        ("https://", None),
        ("https:///x", None),
    ] {
        let (stub, status) = redirected(&GET, 302, location, None);
        assert_eq!(status.is_none(), url.is_some(), "{location}");
        assert_eq!(stub.count(), 1 + usize::from(url.is_some()), "{location}");
        if let Some(url) = url {
            assert_eq!(stub.url(), url, "{location}");
        }
    }
}

#[test]
fn at_home_everything_goes_along() {
    for (status, operation, after) in [
        (301, &POST, Method::GET),
        (302, &POST, Method::GET),
        (303, &POST, Method::GET),
        (307, &POST, Method::POST),
        (308, &POST, Method::POST),
        (301, &DELETE, Method::DELETE),
        (303, &DELETE, Method::GET),
        (303, &HEAD, Method::HEAD),
    ] {
        let body = (operation.method == Method::POST).then(|| Body::from("abc"));
        let (stub, failed) = redirected(operation, status, "/x", body);
        assert_eq!(failed, None, "{status} {}", operation.id);
        let (method, _, headers, body) = seen(&stub).pop().unwrap();
        assert_eq!(method, after, "{status} {}", operation.id);
        for (name, value) in [("authorization", "Bearer t0ken"), ("x-tenant", "hidden"), ("x-mine", "hidden"), ("cookie", "sid=hidden")] {
            assert_eq!(headers[name], value);
        }
        let with_body = after == Method::POST;
        assert_eq!((body == b"abc", headers.contains_key("content-type")), (with_body, with_body));
    }
}

#[test]
fn elsewhere_nothing_goes_along() {
    for location in [
        "https://other.example.org/x",
        "https://api.example.org.evil.example/x",
        "https://api.example.org:8443/x",
        "//sub.api.example.org/x",
    ] {
        for (status, operation) in [(302, &GET), (307, &GET), (308, &HEAD), (303, &POST), (303, &DELETE), (302, &POST)] {
            let (stub, failed) = redirected(operation, status, location, None);
            assert_eq!(failed, None, "{status} {} {location}", operation.id);
            let (_, _, headers, body) = seen(&stub).pop().unwrap();
            let mut names: Vec<&str> = headers.keys().map(|name| name.as_str()).collect();
            names.sort_unstable();
            names.retain(|name| *name != "accept-encoding"); // the feature's own
            assert_eq!((names, body.len()), (vec!["accept", "user-agent"], 0));
        }
        for (status, operation) in [(307, &POST), (308, &DELETE), (301, &DELETE)] {
            let (stub, failed) = redirected(operation, status, location, None);
            assert_eq!((failed, stub.count()), (Some(status), 1), "{status} {} {location}", operation.id);
        }
    }
}

#[test]
fn whoever_has_been_elsewhere_comes_home_without_credentials() {
    let stub = Stub::answering(302, &[("location", "https://other.example.org/x")], "");
    stub.then(302, &[("location", "https://api.example.org/base/a/b")], "");
    stub.then(204, &[], "");
    let client = stub.builder().credential(&OAUTH, Secret::from("t0ken")).build().unwrap();
    run(Call::<()>::new(&client, &GET)).unwrap();
    let with: Vec<bool> = seen(&stub).iter().map(|(_, _, headers, _)| headers.contains_key("authorization")).collect();
    assert_eq!(with, [true, false, false]);
}

#[test]
fn a_stream_cannot_follow() {
    let body = || Some(Body::stream(Body::from("abc"), None));
    let (stub, failed) = redirected(&POST, 307, "/x", body());
    assert_eq!((failed, stub.count()), (Some(307), 1));
    // A redirect that asks for no body is another matter.
    let (stub, failed) = redirected(&POST, 303, "/x", body());
    assert_eq!((failed, stub.count()), (None, 2));
}

#[test]
fn policies() {
    for (policy, location, followed) in [
        (Redirects::Never, "/x", false),
        (Redirects::SameOrigin, "/x", true),
        (Redirects::SameOrigin, "https://other.example.org/", false),
        (Redirects::Follow, "https://other.example.org/", true),
    ] {
        let stub = Stub::answering(302, &[("location", location)], "");
        stub.then(204, &[], "");
        let client = stub.builder().credential(&OAUTH, Secret::from("t")).redirects(policy).build().unwrap();
        assert_eq!(run(Call::<()>::new(&client, &GET)).is_ok(), followed, "{policy:?} {location}");
    }
    // Other statuses of that kind, and one that does not say where, are what they are.
    for (status, headers) in [(304, &[("location", "/x")][..]), (300, &[("location", "/x")]), (302, &[])] {
        let stub = Stub::answering(status, headers, "");
        let client = stub.builder().credential(&OAUTH, Secret::from("t")).build().unwrap();
        assert_eq!(run(Call::<()>::new(&client, &GET)).unwrap_err().status().unwrap(), status);
    }
}
