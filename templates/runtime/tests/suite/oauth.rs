//! OAuth: what is asked of a token endpoint, and what is made of its answers.

use sdk_runtime::runtime::oauth::{ClientAuth, OAuth, Token, TokenSource, Verifier};
use sdk_runtime::runtime::{BoxFuture, Context, Error, OAuthFlow, SchemeKind, Secret, SecurityScheme};

use super::oauth_fake::{Fake, READ, SCHEME, json, read};

#[test]
fn what_each_grant_sends() {
    let verifier = Verifier::new("a".repeat(43)).unwrap();
    // With a secret of RFC 6749's appendix B: both halves are encoded before they are joined.
    let basic = Some("Basic aWQ6cyUyQmMlMjVy");
    let rows = [
        (OAuth::client_credentials("id", "s+c%r"), basic, "grant_type=client_credentials"),
        (
            OAuth::client_credentials("id", "s+c%r").scope("a b").scope("c").param("aud", "x&y").client_auth(ClientAuth::Body),
            None,
            "grant_type=client_credentials&scope=a%20b%20c&aud=x%26y&client_id=id&client_secret=s%2Bc%25r",
        ),
        (
            OAuth::saml2_bearer("id", "s+c%r", "PHNhbWw-").param("orgName", "acme"),
            basic,
            "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Asaml2-bearer&orgName=acme&assertion=PHNhbWw-",
        ),
        (
            OAuth::password("id", "me", "p w"),
            None,
            "grant_type=password&username=me&password=p%20w&client_id=id",
        ),
        (
            OAuth::authorization_code("id", "c0de", "https://x/cb").client_secret("s+c%r").scope("no"),
            basic,
            "grant_type=authorization_code&code=c0de&redirect_uri=https%3A%2F%2Fx%2Fcb",
        ),
        (
            OAuth::authorization_code("id", "c0de", "https://x/cb").verifier(verifier),
            None,
            "grant_type=authorization_code&code=c0de&redirect_uri=https%3A%2F%2Fx%2Fcb&code_verifier=\
             aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa&client_id=id",
        ),
    ];
    for (flow, authorization, form) in rows {
        let fake = Fake::tokens(3600);
        let client = fake.client(flow);
        read(&client).unwrap();
        read(&client).unwrap();
        let asked = fake.last_token_call();
        assert_eq!((fake.token_calls(), fake.bearer().as_str()), (1, "t1"), "{form}");
        assert_eq!((asked.header("authorization"), asked.body.as_str()), (authorization, form));
        assert_eq!(asked.header("content-type"), Some("application/x-www-form-urlencoded"));
        assert_eq!(asked.header("accept"), Some("application/json"));
        assert_eq!((asked.url.as_str(), asked.method.as_str()), ("https://login.example.org/token", "POST"));
    }
    let fake = Fake::tokens(3600);
    read(&fake.client(OAuth::refresh_token("id", "r1").client_secret("s+c%r"))).unwrap();
    let asked = fake.last_token_call();
    assert_eq!((asked.header("authorization"), asked.body.as_str()), (basic, "grant_type=refresh_token&refresh_token=r1"));
    assert_eq!(asked.url, "https://login.example.org/refresh");
}

#[test]
fn default_headers_stay_with_the_api() {
    let fake = Fake::tokens(3600);
    let builder = fake.builder().default_header("x-gateway-key", "g4te").user_agent("me/1");
    let client = builder.credential(&SCHEME, OAuth::client_credentials("id", "s")).build().unwrap();
    read(&client).unwrap();
    let asked = fake.last_token_call();
    assert_eq!((asked.header("x-gateway-key"), asked.header("user-agent")), (None, Some("me/1")));
}

#[test]
fn where_tokens_come_from() {
    let flow = || OAuth::client_credentials("id", "s");
    let asked = |client: Result<_, Error>, fake: &Fake| {
        read(&client.unwrap()).unwrap();
        fake.last_token_call().url
    };
    let fake = Fake::tokens(3600);
    let builder = || fake.builder().token_url("https://eu.example.org/t");
    assert_eq!(asked(builder().credential(&SCHEME, flow()).build(), &fake), "https://eu.example.org/t");
    let own = flow().token_url("https://own.example.org/t");
    assert_eq!(asked(builder().credential(&SCHEME, own).build(), &fake), "https://own.example.org/t");
    // Refresh tokens go where the tokens come from, once somebody says where that is.
    let refresh = OAuth::refresh_token("id", "r");
    assert_eq!(asked(builder().credential(&SCHEME, refresh).build(), &fake), "https://eu.example.org/t");
}

#[test]
fn secrets_are_not_sent_in_the_open() {
    for (url, message) in [
        ("http://login.example.org/token", "begins with http://"),
        ("https://me:pw@login.example.org/token", "has a user name in it"),
        ("ftp://login.example.org/token", "must begin with https://"),
        ("token", "must begin with https://"),
        ("https:///token", "UR"),
    ] {
        let fake = Fake::tokens(3600);
        let error = read(&fake.client(OAuth::client_credentials("id", "s").token_url(url))).unwrap_err();
        assert!(error.is_request() && error.to_string().contains(message), "{url}: {error}");
        assert!(!error.to_string().contains("pw"), "{error}");
        assert_eq!(fake.seen(true).len() + fake.token_calls(), 0, "{url}");
    }
    for url in ["http://127.0.0.1:1/token", "http://localhost/token", "http://[::1]:1/token"] {
        let fake = Fake::tokens(3600);
        read(&fake.client(OAuth::client_credentials("id", "s").token_url(url))).unwrap();
        assert_eq!(fake.last_token_call().url, url);
    }
}

static OPEN_ID: SecurityScheme = SecurityScheme {
    name: "OpenId",
    kind: SchemeKind::Bearer,
    prefix: None,
    builder_method: "open_id",
    flows: &[],
    discovery_url: Some("https://id.example.org/.well-known/openid-configuration"),
};

#[test]
fn a_server_that_describes_itself_is_asked_once() {
    let fake = Fake::new(|seen, before| match seen.url.ends_with("openid-configuration") {
        true => json(200, r#"{"token_endpoint":"https://id.example.org/t","authorization_endpoint":"https://id.example.org/p"}"#),
        false => json(200, &format!(r#"{{"access_token":"t{before}","expires_in":10}}"#)),
    });
    let client = fake.builder().credential(&OPEN_ID, OAuth::client_credentials("id", "s")).build().unwrap();
    for second in [0.0, 20.0] {
        fake.at(second);
        super::stub::run(client.request(http::Method::GET, "/").security(&OPEN_ID).send_future()).unwrap();
    }
    let urls: Vec<_> = fake.seen(false).into_iter().map(|seen| seen.url).collect();
    assert_eq!(urls, [OPEN_ID.discovery_url.unwrap(), "https://id.example.org/t", "https://id.example.org/t"]);
}

/// Raw requests are sent by an `async fn`; the tests' runner takes futures.
trait SendFuture {
    fn send_future(self) -> BoxFuture<'static, Result<(), Error>>;
}

impl SendFuture for sdk_runtime::runtime::RawRequest {
    fn send_future(self) -> BoxFuture<'static, Result<(), Error>> {
        Box::pin(async move { self.send().await.map(|_| ()) })
    }
}

#[test]
fn answers_of_all_kinds() {
    let flow = || OAuth::client_credentials("id", "s3cret");
    let ok = [
        ("application/json", r#"{"access_token":"a"}"#),
        ("application/json", r#"{"access_token":"a","token_type":"BEARER","expires_in":"3600","scope":"x y"}"#),
        ("text/plain", r#"{"access_token":"a","expires_in":null,"refresh_token":null}"#),
        ("application/json", r#"{"access_token":"a","expires_in":1e300}"#),
        ("application/json", r#"{"access_token":"a","expires_in":-5}"#),
        ("application/x-www-form-urlencoded", "access_token=a&scope=x+y&token_type=bearer"),
    ];
    for (kind, body) in ok {
        let fake = Fake::new(move |seen, _| if seen.is_api() { json(204, "") } else { (200, kind, body.to_owned()) });
        read(&fake.client(flow())).unwrap();
        assert_eq!(fake.bearer(), "a", "{body}");
    }
    type Row = (u16, &'static str, &'static str, &'static str);
    let bad: [Row; 8] = [
        (200, "application/json", r#"{"error":"invalid_code","error_description":"used"}"#, "invalid_code (status 200); the server says: used"),
        (400, "application/json", r#"{"error":"invalid_client","description":"s3cret is wrong"}"#, "invalid_client (status 400); the server says: [redacted] is wrong"),
        (401, "text/html", "<html>s3cret", "invalid_client (status 401)"),
        (403, "text/html", "", "no access token (status 403)"),
        (200, "text/html", "<html>", "answered with something else than JSON"),
        (200, "application/json", "{}", "has no `access_token`"),
        (200, "application/json", r#"{"access_token":""}"#, "has no `access_token`"),
        (200, "application/json", r#"{"access_token":"a","token_type":"mac"}"#, "of the type \"mac\""),
    ];
    for (status, kind, body, message) in bad {
        let fake = Fake::new(move |_, _| (status, kind, body.to_owned()));
        let error = read(&fake.client(flow())).unwrap_err();
        let oauth = error.oauth_error().unwrap_or_else(|| panic!("{error}"));
        assert!(error.to_string().contains(message), "{error} for {body}");
        assert!(!format!("{error:?} {oauth:?} {error}").contains("s3cret"), "{error:?}");
        assert_eq!((fake.token_calls(), fake.seen(true).len()), (1, 0), "{body}");
        assert_eq!((error.status(), error.attempts(), error.is_retryable()), (None, 0, false));
        assert_eq!(error.operation().map(|operation| operation.id), Some(READ.id));
    }
}

#[test]
fn a_token_endpoint_in_trouble_is_asked_again() {
    let fake = Fake::new(|seen, before| match (seen.is_api(), before) {
        (true, _) => json(204, ""),
        (_, 0 | 1) => (500, "text/html", "oops".to_owned()),
        _ => json(200, r#"{"access_token":"a"}"#),
    });
    read(&fake.client(OAuth::client_credentials("id", "s"))).unwrap();
    assert_eq!((fake.token_calls(), fake.slept().len()), (3, 2));
    // In vain: an error that says so, and that it may be over later.
    let fake = Fake::new(|_, _| json(500, ""));
    let error = read(&fake.client(OAuth::client_credentials("id", "s"))).unwrap_err();
    assert!(error.is_retryable() && error.oauth_error().unwrap().status().unwrap() == 500, "{error}");
    assert!((2..=3).contains(&fake.token_calls()), "{}", fake.token_calls());
    // A code that the server may have seen is not sent twice.
    let fake = Fake::new(|_, _| json(500, ""));
    read(&fake.client(OAuth::authorization_code("id", "c", "https://x/"))).unwrap_err();
    assert_eq!(fake.token_calls(), 1);
}

#[test]
fn a_code_is_good_for_one_token() {
    let fake = Fake::tokens(10);
    let client = fake.client(OAuth::authorization_code("id", "c", "https://x/"));
    read(&client).unwrap();
    fake.at(20.0);
    for _ in 0..2 {
        let error = read(&client).unwrap_err();
        assert!(error.oauth_error().unwrap().is_login_needed(), "{error}");
    }
    assert_eq!(fake.token_calls(), 1);
}

struct Vault;

impl TokenSource for Vault {
    fn token<'a>(
        &'a self,
        scheme: &'static SecurityScheme,
        old: Option<&'a Token>,
        _: &'a Context,
    ) -> BoxFuture<'a, Result<Token, Error>> {
        assert_eq!(scheme.name, SCHEME.name);
        let last = old.map(|old| old.access_token().expose().to_owned()).unwrap_or_default();
        Box::pin(std::future::ready(Ok(Token::new(Secret::from(format!("{last}v"))))))
    }
}

#[test]
fn tokens_from_a_source_of_ones_own() {
    let fake = Fake::new(|seen, _| match seen.header("authorization") {
        Some("Bearer vv") => json(204, ""),
        _ => json(401, ""),
    });
    let client = fake.client(OAuth::source(Vault));
    read(&client).unwrap();
    read(&client).unwrap();
    let sent: Vec<_> = fake.seen(true).iter().map(|seen| seen.header("authorization").unwrap().to_owned()).collect();
    assert_eq!(sent, ["Bearer v", "Bearer vv", "Bearer vv"]);
}

#[test]
fn nothing_that_is_shown_holds_a_secret() {
    let echo = r#"{"error":"invalid_grant","error_description":"s3cret r3fresh s3%26t","error_uri":"https://x/?r3fresh"}"#;
    let fake = Fake::new(move |_, _| json(400, echo));
    let token = Token::from_json(r#"{"access_token":"acc3ss","refresh_token":"r3fresh","expires_at":5,"id_token":"1dtoken"}"#);
    let flow = OAuth::refresh_token("id", "r3fresh").client_secret("s3cret").param("k", "s3&t").token(token.unwrap());
    let mut shown = vec![format!("{flow:?}")];
    let builder = fake.builder().credential(&SCHEME, flow.clone());
    shown.push(format!("{builder:?}"));
    let client = builder.build().unwrap();
    shown.push(format!("{client:?}"));
    let error = read(&client).unwrap_err();
    shown.push(format!("{error} {error:?} {:#?} {:?}", error, std::error::Error::source(&error)));
    shown.extend(fake.seen(false).into_iter().map(|seen| seen.shown));
    let code = OAuth::authorization_code("id", "c0de", "https://x/").client_auth(ClientAuth::Body).client_secret("s3cret");
    shown.push(format!("{code:?}"));
    let fake = Fake::new(|_, _| json(400, r#"{"error":"invalid_grant","error_description":"c0de s3cret"}"#));
    let error = read(&fake.client(code)).unwrap_err();
    shown.push(format!("{error} {error:?}"));
    shown.extend(fake.seen(false).into_iter().map(|seen| seen.shown));
    shown.push(format!("{:?}", Token::new("acc3ss").with_refresh_token("r3fresh")));
    for secret in ["s3cret", "r3fresh", "s3&t", "s3%26t", "c0de", "acc3ss", "1dtoken", "czNjcmV0", "aWQ6"] {
        for text in &shown {
            assert!(!text.contains(secret), "{secret} in {text}");
        }
    }
    assert!(shown.iter().any(|text| text.contains("invalid_grant")), "{shown:?}");
}

/// What a user says goes before what the chosen server says, in whichever order they come.
#[test]
fn a_token_url_that_was_given_stays() {
    let fake = Fake::tokens(3600);
    let given = |builder: sdk_runtime::runtime::ClientBuilder| builder.token_url("https://own.example.org/t");
    let region = |builder: sdk_runtime::runtime::ClientBuilder| {
        builder.default_login(Some("https://eu.example.org/t"), None)
    };
    for (builder, url) in [
        (region(given(fake.builder())), "https://own.example.org/t"),
        (given(region(fake.builder())), "https://own.example.org/t"),
        (region(fake.builder()), "https://eu.example.org/t"),
    ] {
        read(&builder.credential(&SCHEME, OAuth::client_credentials("id", "s")).build().unwrap()).unwrap();
        assert_eq!(fake.last_token_call().url, url);
    }
}

/// As some descriptions have it: the token endpoint stands where the API stands.
#[test]
fn a_relative_token_url() {
    static FLOWS: [[OAuthFlow; 1]; 2] = [relative("/v2/token"), relative("token")];
    const fn relative(url: &'static str) -> [OAuthFlow; 1] {
        [OAuthFlow { grant: "clientCredentials", authorization_url: None, token_url: Some(url), refresh_url: None }]
    }
    const fn scheme(flows: &'static [OAuthFlow]) -> SecurityScheme {
        let kind = SchemeKind::Bearer;
        SecurityScheme { name: "R", kind, prefix: None, builder_method: "r", flows, discovery_url: None }
    }
    static SCHEMES: [SecurityScheme; 2] = [scheme(&FLOWS[0]), scheme(&FLOWS[1])];
    for (scheme, url) in
        SCHEMES.iter().zip(["https://api.example.org/v2/token", "https://api.example.org/base/token"])
    {
        let fake = Fake::new(|_, _| json(200, r#"{"access_token":"a"}"#));
        let client = fake.builder().credential(scheme, OAuth::client_credentials("id", "s")).build().unwrap();
        super::stub::run(client.request(http::Method::GET, "/").security(scheme).send_future()).unwrap();
        assert_eq!(fake.seen(true)[0].url, url);
        assert_eq!(fake.bearer(), "a");
    }
}
