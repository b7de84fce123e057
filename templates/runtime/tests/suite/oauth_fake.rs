//! A token endpoint and an API behind it, without sockets and with a clock that tests set.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use http::{HeaderMap, HeaderValue, StatusCode};
use sdk_runtime::runtime::oauth::OAuth;
use sdk_runtime::runtime::{
    Body, BoxFuture, Call, Client, ClientBuilder, Error, Method, OAuthFlow, Operation, Request, Response, SchemeKind,
    SchemeUse, SecurityScheme, Transport, TransportError,
};

use super::fixture::{API, operation};

pub static SCHEME: SecurityScheme = SecurityScheme {
    name: "Login",
    kind: SchemeKind::Bearer,
    prefix: None,
    builder_method: "access_token",
    flows: &[
        OAuthFlow {
            grant: "clientCredentials",
            authorization_url: None,
            token_url: Some("https://login.example.org/token"),
            refresh_url: None,
        },
        OAuthFlow {
            grant: "authorizationCode",
            authorization_url: Some("https://login.example.org/page?tenant=1"),
            token_url: Some("https://login.example.org/token"),
            refresh_url: Some("https://login.example.org/refresh"),
        },
    ],
    discovery_url: None,
};

pub static READ: Operation = operation("read", "GET", "/", &[&[SchemeUse { scheme: &SCHEME, scopes: &[] }]]);

/// A request as the tests look at it.
#[derive(Clone, Debug)]
pub struct Seen {
    pub url: String,
    pub method: Method,
    pub headers: HeaderMap,
    pub body: String,
    pub shown: String,
}

impl Seen {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
    pub fn is_api(&self) -> bool {
        self.url.starts_with("https://api.")
    }
}

/// Status, content type, body.
pub type Answer = (u16, &'static str, String);

type Answering = Box<dyn Fn(&Seen, usize) -> Answer + Send + Sync>;

pub fn json(status: u16, body: &str) -> Answer {
    (status, "application/json", body.to_owned())
}

#[derive(Clone)]
pub struct Fake(Arc<Inner>);

struct Inner {
    now: Mutex<Duration>,
    seen: Mutex<Vec<Seen>>,
    slept: Mutex<Vec<Duration>>,
    answer: Answering,
}

impl Fake {
    /// What it answers depends on the request and on how many there were of its kind (API or others) before.
    pub fn new(answer: impl Fn(&Seen, usize) -> Answer + Send + Sync + 'static) -> Self {
        let now = Mutex::new(Duration::from_secs(1_000_000));
        Self(Arc::new(Inner { now, seen: Mutex::default(), slept: Mutex::default(), answer: Box::new(answer) }))
    }
    /// Gives `t1`, `t2` … for so many seconds; the API takes everything.
    pub fn tokens(lifetime: u64) -> Self {
        Self::new(move |seen, before| match seen.is_api() {
            true => json(204, ""),
            false => json(
                200,
                &format!(
                    r#"{{"access_token":"t{}","token_type":"bearer","expires_in":{lifetime}}}"#,
                    before + 1
                ),
            ),
        })
    }
    pub fn at(&self, seconds: f64) {
        *self.0.now.lock().unwrap() = Duration::from_secs(1_000_000) + Duration::from_secs_f64(seconds);
    }
    pub fn seen(&self, api: bool) -> Vec<Seen> {
        self.0.seen.lock().unwrap().iter().filter(|seen| seen.is_api() == api).cloned().collect()
    }
    /// How many requests went to the token endpoint.
    pub fn token_calls(&self) -> usize {
        self.seen(false).len()
    }
    pub fn last_token_call(&self) -> Seen {
        self.seen(false).pop().expect("no token was asked for")
    }
    /// The token of the last request to the API.
    pub fn bearer(&self) -> String {
        let last = self.seen(true).pop().expect("the API was not asked");
        last.header("authorization").unwrap().strip_prefix("Bearer ").unwrap().to_owned()
    }
    pub fn slept(&self) -> Vec<Duration> {
        self.0.slept.lock().unwrap().clone()
    }
    pub fn builder(&self) -> ClientBuilder {
        ClientBuilder::new(&API).transport(self.clone())
    }
    pub fn client(&self, flow: OAuth) -> Client {
        self.builder().credential(&SCHEME, flow).build().unwrap()
    }
}

pub fn read(client: &Client) -> Result<(), Error> {
    super::stub::run(Call::<()>::new(client, &READ))
}

impl Transport for Fake {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        let seen = Seen {
            shown: format!("{request:?}"),
            body: String::from_utf8(request.body.as_bytes().unwrap().to_vec()).unwrap(),
            url: request.url,
            method: request.method,
            headers: request.headers,
        };
        let before = self.seen(seen.is_api()).len();
        let (status, kind, body) = (self.0.answer)(&seen, before);
        self.0.seen.lock().unwrap().push(seen);
        let headers = HeaderMap::from_iter([(http::header::CONTENT_TYPE, HeaderValue::from_static(kind))]);
        let status = StatusCode::from_u16(status).unwrap();
        Box::pin(std::future::ready(Ok(Response { status, headers, body: Body::from(body) })))
    }
    fn sleep(&self, wait: Duration) -> BoxFuture<'_, ()> {
        self.0.slept.lock().unwrap().push(wait);
        Box::pin(std::future::ready(()))
    }
    fn unix_time(&self) -> Duration {
        *self.0.now.lock().unwrap()
    }
}
