//! Logins in a browser: what the page is asked, and what is made of what comes back.

use sdk_runtime::runtime::oauth::{OAuth, PendingLogin, Verifier};
use sdk_runtime::runtime::Client;

use super::oauth_fake::{Fake, SCHEME, read};
use super::stub::run;

fn begun(client: &Client) -> PendingLogin {
    let flow = OAuth::login("my id", "https://app.example/cb?x=1").scope("a").scope("b").page_param("prompt", "login");
    run(Box::pin(flow.start(client, &SCHEME))).unwrap()
}

#[test]
fn the_example_of_rfc_7636() {
    let verifier = Verifier::new("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk").unwrap();
    assert_eq!(verifier.challenge(), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    for bad in ["", "short", &"a".repeat(129), &format!("{}+", "a".repeat(43))] {
        assert!(Verifier::new(bad).unwrap_err().is_request(), "{bad}");
    }
    let (one, other) = (Verifier::random().unwrap(), Verifier::random().unwrap());
    assert_eq!(one.secret().expose().len(), 43);
    assert!(one != other && Verifier::new(one.secret()).is_ok());
}

#[test]
fn from_the_page_to_a_client_that_is_logged_in() {
    let fake = Fake::tokens(3600);
    let client = fake.builder().build().unwrap();
    let login = begun(&client);
    let challenge = login.verifier().challenge();
    let state = login.state().expose().to_owned();
    assert_eq!(
        login.url(),
        format!(
            "https://login.example.org/page?tenant=1&response_type=code&client_id=my%20id&redirect_uri=\
             https%3A%2F%2Fapp.example%2Fcb%3Fx%3D1&state={state}&code_challenge={challenge}\
             &code_challenge_method=S256&scope=a%20b&prompt=login"
        )
    );
    let verifier = login.verifier().secret().expose().to_owned();
    assert!(!login.url().contains(&verifier) && !format!("{login:?}").contains(&state));
    let callback = format!("https://app.example/cb?x=1&code=c%2B0+de&state={state}#_=_");
    let logged_in = run(Box::pin(login.finish(&callback))).unwrap();
    read(&logged_in).unwrap();
    assert_eq!((fake.token_calls(), fake.bearer().as_str()), (1, "t1"));
    let form = fake.last_token_call().body;
    let expected = format!(
        "grant_type=authorization_code&code=c%2B0%20de&redirect_uri=https%3A%2F%2Fapp.example%2Fcb%3Fx%3D1\
         &code_verifier={verifier}&client_id=my%20id"
    );
    assert_eq!(form, expected);
    assert!(read(&client).unwrap_err().is_missing_credential(), "the first client is as it was");
}

#[test]
fn what_comes_back_is_checked() {
    let fake = Fake::tokens(3600);
    let client = fake.builder().build().unwrap();
    for (callback, mismatch, message) in [
        ("code=c", true, "not begun here"),
        ("code=c&state=", true, "not begun here"),
        ("code=c&state=STATEx", true, "not begun here"),
        ("code=c&state=xTATE", true, "not begun here"),
        ("code=c&state=STATE&state=STATE", true, "not begun here"),
        ("error=access_denied&state=other", true, "not begun here"),
        ("error=access_denied&error_description=the+user%20said%20no&state=STATE", false, "access_denied; the server says: the user said no"),
        ("code=a&code=b&state=STATE", false, "without a code"),
        ("state=STATE", false, "without a code"),
        ("code=&state=STATE", false, "without a code"),
    ] {
        let flow = OAuth::login("id", "https://app.example/cb");
        let resumed = flow.resume(&client, &SCHEME, "STATE", Verifier::random().unwrap());
        let login = run(Box::pin(resumed)).unwrap();
        let error = run(Box::pin(login.token(callback))).unwrap_err();
        assert_eq!(error.oauth_error().unwrap().is_state_mismatch(), mismatch, "{callback}");
        assert!(error.to_string().contains(message), "{error} for {callback}");
        assert!(!format!("{error:?}").contains("STATE"));
    }
    assert_eq!(fake.token_calls(), 0);
}

#[test]
fn only_a_login_begins_a_login() {
    let fake = Fake::tokens(3600);
    let client = fake.builder().build().unwrap();
    let error = run(Box::pin(OAuth::client_credentials("id", "s").start(&client, &SCHEME))).unwrap_err();
    assert!(error.is_request(), "{error}");
    let error = read(&fake.client(OAuth::login("id", "https://app.example/cb"))).unwrap_err();
    assert!(error.oauth_error().unwrap().is_login_needed(), "{error}");
    // A login page of one's own.
    let client = fake.builder().authorization_url("https://own.example/page").build().unwrap();
    assert!(begun(&client).url().starts_with("https://own.example/page?response_type=code&"));
}
