//! Which credential goes out, in which form, and what happens without one.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use sdk_runtime::runtime::credential::place;
use sdk_runtime::runtime::{
    BoxFuture, Call, Client, Context, Credential, Error, Operation, Request, SchemeUse, Secret, SecurityScheme,
    UserPassword,
};

use super::fixture::{BASIC, COOKIE_KEY, GUEST, KEY, OAUTH, QUERY_KEY, operation};
use super::stub::{Stub, run};

const fn uses(scheme: &'static SecurityScheme) -> SchemeUse {
    SchemeUse { scheme, scopes: &[] }
}

static NONE: Operation = operation("none", "GET", "/", &[]);
static O: Operation = operation("o", "GET", "/", &[&[uses(&OAUTH)]]);
static O_OR_G: Operation = operation("og", "GET", "/", &[&[uses(&OAUTH)], &[uses(&GUEST)]]);
static O_AND_K: Operation = operation("ok", "GET", "/", &[&[uses(&OAUTH), uses(&KEY)]]);
static FREE_OR_O: Operation = operation("fo", "GET", "/", &[&[], &[uses(&OAUTH)]]);
static OK_OR_G: Operation = operation("okg", "GET", "/", &[&[uses(&OAUTH), uses(&KEY)], &[uses(&GUEST)]]);

fn client(stub: &Stub, held: &[&'static SecurityScheme]) -> Client {
    let builder = held
        .iter()
        .fold(stub.builder(), |builder, scheme| builder.credential(scheme, Secret::from(scheme.name.to_lowercase())));
    builder.build().unwrap()
}

#[test]
fn the_first_alternative_that_can_be_met() {
    type Sent = (Option<&'static str>, Option<&'static str>);
    let (o, g, k) = (&OAUTH, &GUEST, &KEY);
    let rows: [(&'static Operation, &[&'static SecurityScheme], Result<Sent, &str>); 12] = [
        (&NONE, &[], Ok((None, None))),
        (&NONE, &[o, k], Ok((None, None))),
        (&O, &[o], Ok((Some("Bearer oauth"), None))),
        (&O, &[], Err("o: no credential for `OAuth` (`access_token`): set it on the client's builder, or on a clone of the client by `with_…`")),
        (&O, &[g], Err("o: no credential for `OAuth` (`access_token`): set it on the client's builder, or on a clone of the client by `with_…`")),
        (&O_OR_G, &[g], Ok((Some("Bearer guest"), None))),
        (&O_OR_G, &[g, o], Ok((Some("Bearer oauth"), None))),
        (
            &O_OR_G,
            &[],
            Err("og: no credential for `OAuth` (`access_token`) or `Guest` (`guest_jwt`): set it on the client's builder, or on a clone of the client by `with_…`"),
        ),
        (&O_AND_K, &[o, k], Ok((Some("Bearer oauth"), Some("key")))),
        (&O_AND_K, &[o], Err("ok: no credential for `Key` (`api_key`): set it on the client's builder, or on a clone of the client by `with_…`")),
        (&FREE_OR_O, &[], Ok((None, None))),
        (&FREE_OR_O, &[o], Ok((Some("Bearer oauth"), None))),
    ];
    for (operation, held, expected) in rows {
        let stub = Stub::answering(204, &[], "");
        let result = run(Call::<()>::new(&client(&stub, held), operation));
        match (result, expected) {
            (Ok(()), Ok((authorization, key))) => {
                assert_eq!(stub.header("authorization").as_deref(), authorization, "{}", operation.id);
                assert_eq!(stub.header("x-api-key").as_deref(), key, "{}", operation.id);
            }
            (Err(error), Err(message)) => {
                assert_eq!(error.to_string(), message);
                assert!(error.is_missing_credential() && error.is_request() && !error.is_retryable());
                assert_eq!((stub.count(), error.attempts()), (0, 0), "something was sent");
            }
            (result, expected) => panic!("{} with {held:?}: {result:?} {expected:?}", operation.id),
        }
    }
    let stub = Stub::answering(204, &[], "");
    run(Call::<()>::new(&client(&stub, &[&OAUTH, &GUEST]), &OK_OR_G)).unwrap();
    assert_eq!(stub.header("authorization").as_deref(), Some("Bearer guest"));
}

#[test]
fn each_kind_in_its_place() {
    static ALL: Operation = operation("a", "GET", "/", &[&[uses(&QUERY_KEY), uses(&COOKIE_KEY), uses(&BASIC)]]);
    let stub = Stub::answering(204, &[], "");
    let client = stub
        .builder()
        .credential(&QUERY_KEY, Secret::from("k&=/"))
        .credential(&COOKIE_KEY, Secret::from("c;1"))
        .credential(&BASIC, ("me", "pässword"))
        .build()
        .unwrap();
    let mut call = Call::<()>::new(&client, &ALL);
    call.cookie("a", "1");
    call.query("q", "1");
    run(call).unwrap();
    assert_eq!(stub.url(), "https://api.example.org/base/?q=1&key=k%26%3D%2F");
    assert_eq!(stub.header("cookie").as_deref(), Some("a=1; sid=c%3B1"));
    assert_eq!(stub.header("authorization").as_deref(), Some("Basic bWU6cMOkc3N3b3Jk"));
    // What is shown of it holds no secret.
    let shown = stub.last(|request| format!("{request:?}"));
    for secret in ["k%26", "k&", "c%3B1", "bWU6"] {
        assert!(!shown.contains(secret), "{shown}");
    }
    let shown = format!("{:?} {:?}", Secret::from("s3cret"), UserPassword::new("u", "s3cret"));
    assert!(!shown.contains("s3cret"), "{shown}");
}

#[test]
fn one_credential_is_replaced_on_a_clone() {
    fn with_guest_jwt(client: &Client, jwt: impl Into<Secret>) -> Client {
        client.with_credential(&GUEST, jwt.into())
    }
    let stub = Stub::answering(204, &[], "");
    stub.then(204, &[], "");
    let client = client(&stub, &[&GUEST]);
    let other = with_guest_jwt(&client, "new");
    for (client, header) in [(&other, "Bearer new"), (&client, "Bearer guest")] {
        run(Call::<()>::new(client, &O_OR_G)).unwrap();
        assert_eq!(stub.header("authorization").as_deref(), Some(header));
    }
}

#[test]
fn a_secret_that_cannot_travel_is_refused_and_not_shown() {
    for secret in ["a\r\nx: y", "a\0", "a\u{7f}"] {
        let stub = Stub::default();
        let client = stub.builder().credential(&OAUTH, Secret::from(secret)).build().unwrap();
        let error = run(Call::<()>::new(&client, &O)).unwrap_err();
        assert!(error.is_request() && stub.count() == 0);
        assert_eq!(
            error.to_string(),
            "o: the credential for `OAuth` has characters that cannot stand in a header"
        );
    }
    let stub = Stub::default();
    let client = stub.builder().credential(&BASIC, ("a:b", "c")).build().unwrap();
    static B: Operation = operation("b", "GET", "/", &[&[uses(&BASIC)]]);
    assert!(run(Call::<()>::new(&client, &B)).unwrap_err().is_request());
}

/// A credential that has a new token each time it was refused.
struct Renewing {
    serial: AtomicUsize,
    renews: bool,
}

impl Credential for Renewing {
    fn apply<'a>(
        &'a self,
        request: &'a mut Request,
        scheme: &'static SecurityScheme,
        _: &'a Context,
    ) -> BoxFuture<'a, Result<u64, Error>> {
        Box::pin(async move {
            let serial = self.serial.load(Ordering::SeqCst);
            place(request, scheme, &format!("t{serial}"))?;
            Ok(serial as u64)
        })
    }
    fn rejected<'a>(
        &'a self,
        _: &'static SecurityScheme,
        used: u64,
        _: &'a Context,
    ) -> BoxFuture<'a, Result<bool, Error>> {
        assert_eq!(self.serial.fetch_add(1, Ordering::SeqCst) as u64, used);
        Box::pin(std::future::ready(Ok(self.renews)))
    }
}

#[test]
fn a_refused_credential_may_be_renewed_once() {
    for (renews, statuses, attempts, ok) in [
        (true, &[401, 204][..], 2, true),
        (true, &[401, 401], 2, false),
        (false, &[401], 1, false),
        (true, &[403], 1, false),
    ] {
        let stub = Stub::default();
        statuses.iter().for_each(|status| stub.then(*status, &[], ""));
        let credential: Arc<dyn Credential> = Arc::new(Renewing { serial: AtomicUsize::new(0), renews });
        let client = stub.builder().credential(&OAUTH, credential).build().unwrap();
        let mut call = Call::<()>::new(&client, &O);
        call.text("text/plain", "again");
        let result = run(call);
        assert_eq!((result.is_ok(), stub.count()), (ok, attempts));
        assert_eq!(stub.header("authorization"), Some(format!("Bearer t{}", attempts - 1)));
        assert_eq!(stub.body(), "again");
        if let Err(error) = result {
            assert_eq!(error.attempts() as usize, attempts);
        }
    }
}

#[test]
fn an_extra_header_has_the_last_word() {
    let stub = Stub::answering(204, &[], "");
    run(Call::<()>::new(&client(&stub, &[&OAUTH]), &O).with_header("authorization", "Mine 1")).unwrap();
    assert_eq!(stub.header("authorization").as_deref(), Some("Mine 1"));
}
