//! What interceptors see, in which order, and what they can do.

use std::sync::{Arc, Mutex};

use sdk_runtime::runtime::{
    Attempt, BoxFuture, Call, Context, Credential, Error, Interceptor, Method, Request, Response, Secret,
    SecurityScheme, TransportError, TransportErrorKind,
};

use super::fixture::{GET_ROOM, LIST_ROOMS, OAUTH};
use super::stub::{Stub, run};

type Log = Arc<Mutex<Vec<String>>>;

/// Writes down what it sees.
struct Seer(&'static str, Log);

impl Seer {
    fn log(&self, what: &str, attempt: &Attempt) {
        let Attempt { resends, redirects, .. } = attempt;
        self.1.lock().unwrap().push(format!("{} {what} {resends}/{redirects}", self.0));
    }
}

impl Interceptor for Seer {
    fn before<'a>(&'a self, request: &'a mut Request, attempt: &'a Attempt) -> BoxFuture<'a, Result<(), Error>> {
        Box::pin(async move {
            self.log("before", attempt);
            let mut trail = request.headers.get("x-trail").map_or(String::new(), |old| old.to_str().unwrap().to_owned());
            trail.push_str(self.0);
            request.headers.insert("x-trail", trail.parse().unwrap());
            Ok(())
        })
    }
    fn after<'a>(&'a self, response: &'a mut Response, attempt: &'a Attempt) -> BoxFuture<'a, Result<(), Error>> {
        self.log(&format!("after {}", response.status.as_u16()), attempt);
        response.headers.insert("x-seen", self.0.parse().unwrap());
        Box::pin(std::future::ready(Ok(())))
    }
    fn failed<'a>(&'a self, error: &'a Error, attempt: &'a Attempt) -> BoxFuture<'a, ()> {
        self.log(if error.is_connect() { "failed to connect" } else { "failed" }, attempt);
        Box::pin(std::future::ready(()))
    }
}

fn log(log: &Log) -> Vec<String> {
    std::mem::take(&mut log.lock().unwrap())
}

#[test]
fn in_order_and_in_reverse_order_for_every_attempt() {
    let stub = Stub::failing(TransportError::new(TransportErrorKind::Connect, "no"));
    stub.then(503, &[], "");
    stub.then(302, &[("location", "/x")], "");
    stub.then(200, &[], "[]");
    let seen = Log::default();
    let client =
        stub.repeating().interceptor(Seer("a", seen.clone())).interceptor(Seer("b", seen.clone())).build().unwrap();
    let response = run(Call::<Vec<i32>>::new(&client, &LIST_ROOMS).send_with_response()).unwrap();
    assert_eq!(response.headers()["x-seen"], "a", "the first one has the last word on a response");
    assert_eq!(stub.header("x-trail").as_deref(), Some("ab"));
    assert_eq!(
        log(&seen),
        [
            "a before 0/0", "b before 0/0", "b failed to connect 0/0", "a failed to connect 0/0",
            "a before 1/0", "b before 1/0", "b after 503 1/0", "a after 503 1/0", "b failed 1/0", "a failed 1/0",
            "a before 2/0", "b before 2/0", "b after 302 2/0", "a after 302 2/0",
            "a before 3/1", "b before 3/1", "b after 200 3/1", "a after 200 3/1",
        ]
    );
}

/// Refuses, and looks for the credential.
struct Guard;

impl Interceptor for Guard {
    fn before<'a>(&'a self, request: &'a mut Request, attempt: &'a Attempt) -> BoxFuture<'a, Result<(), Error>> {
        let signed = request.headers.contains_key("authorization");
        let id = attempt.operation.map(|operation| operation.id);
        Box::pin(async move { Err(Error::request(format!("refused {id:?}, signed: {signed}"))) })
    }
}

#[test]
fn an_error_before_ends_the_call_and_nothing_is_sent() {
    let stub = Stub::default();
    let client = stub.repeating().interceptor(Guard).credential(&OAUTH, Secret::from("t")).build().unwrap();
    let mut call = Call::<()>::new(&client, &GET_ROOM);
    call.path("roomId", "1");
    let error = run(call).unwrap_err();
    assert_eq!(error.to_string(), "getRoom: refused Some(\"getRoom\"), signed: true");
    assert_eq!((stub.count(), error.attempts()), (0, 0));
    let error = run(client.request(Method::GET, "/x").send()).unwrap_err();
    assert!(error.to_string().starts_with("refused None, signed: false"), "{error}");
}

/// An error after a response.
struct Picky;

impl Interceptor for Picky {
    fn after<'a>(&'a self, _: &'a mut Response, _: &'a Attempt) -> BoxFuture<'a, Result<(), Error>> {
        Box::pin(std::future::ready(Err(Error::request("not that one"))))
    }
}

#[test]
fn an_error_after_ends_the_call_too() {
    let stub = Stub::answering(200, &[], "[]");
    let client = stub.repeating().interceptor(Picky).build().unwrap();
    let error = run(Call::<Vec<i32>>::new(&client, &LIST_ROOMS)).unwrap_err();
    assert_eq!((error.to_string().as_str(), error.attempts()), ("listRooms: not that one", 1));
}

/// Asks a server for its token by the client's transport.
struct Fetching;

impl Credential for Fetching {
    fn apply<'a>(
        &'a self,
        request: &'a mut Request,
        scheme: &'static SecurityScheme,
        context: &'a Context,
    ) -> BoxFuture<'a, Result<u64, Error>> {
        Box::pin(async move {
            let asked = Request {
                method: Method::POST,
                url: "https://login.example.org/token".to_owned(),
                headers: http::HeaderMap::new(),
                body: "grant".into(),
                timeout: None,
                operation: None,
            };
            let token = context.send(asked).await?;
            let token = String::from_utf8(token.body.to_vec()).unwrap();
            sdk_runtime::runtime::credential::place(request, scheme, &token).map(|()| 0)
        })
    }
}

#[test]
fn a_credential_sends_requests_of_its_own() {
    let stub = Stub::answering(429, &[], "");
    stub.then(200, &[], "t0ken");
    stub.then(204, &[], "");
    let seen = Log::default();
    let credential: Arc<dyn Credential> = Arc::new(Fetching);
    let client = stub
        .repeating()
        .credential(&OAUTH, credential)
        .interceptor(Seer("a", seen.clone()))
        .default_header("x-tenant", "hidden")
        .build()
        .unwrap();
    let mut call = Call::<()>::new(&client, &GET_ROOM);
    call.path("roomId", "1");
    run(call).unwrap();
    assert_eq!(stub.header("authorization").as_deref(), Some("Bearer t0ken"));
    assert_eq!(log(&seen), ["a before 0/0", "a after 204 0/0"], "the token's request is not shown");
    let requests = stub.seen.lock().unwrap();
    assert_eq!(requests.len(), 3, "the refused one was repeated");
    let bare = |headers: &http::HeaderMap| headers.keys().all(|name| name == "accept-encoding");
    assert!(requests[..2].iter().all(|request| bare(&request.headers) && request.url.contains("login")));
    assert!(requests[1].timeout.is_some_and(|left| left < std::time::Duration::from_secs(60)), "the call's time");
}

#[test]
fn what_a_credential_fails_with_is_what_the_call_fails_with() {
    let stub = Stub::answering(400, &[], "{\"error\":\"invalid_grant\"}");
    let credential: Arc<dyn Credential> = Arc::new(Fetching);
    let client = stub.repeating().credential(&OAUTH, credential).build().unwrap();
    let mut call = Call::<()>::new(&client, &GET_ROOM);
    call.path("roomId", "1");
    let error = run(call).unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), stub.count()), (400, 1));
    assert_eq!(error.operation().map(|operation| operation.id), Some("getRoom"));
}
