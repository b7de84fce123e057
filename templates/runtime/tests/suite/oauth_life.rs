//! The life of a token: renewed ahead of time, after a refusal, by one for all; kept over restarts.

use std::sync::{Arc, Mutex};

use sdk_runtime::runtime::oauth::{OAuth, StoreError, Token, TokenSource, TokenStore};
use sdk_runtime::runtime::{BoxFuture, Context, Error, Secret, SecurityScheme};

use super::oauth_fake::{Fake, json, read};

#[test]
fn renewed_ahead_of_time_and_not_by_all_at_once() {
    for (lifetime, earliest, latest) in [(3600, 3480.0, 3540.0), (8, 4.0, 6.0)] {
        let mut moments = Vec::new();
        for _ in 0..40 {
            let fake = Fake::tokens(lifetime);
            let client = fake.client(OAuth::client_credentials("id", "s"));
            read(&client).unwrap();
            let steps = 30;
            for step in 0..=steps {
                let at = earliest - 0.001 + f64::from(step) * (latest + 0.002 - earliest) / f64::from(steps);
                fake.at(at);
                read(&client).unwrap();
                if fake.token_calls() == 2 {
                    assert!(step > 0, "too early");
                    moments.push(step);
                    break;
                }
            }
            assert_eq!((fake.token_calls(), fake.bearer().as_str()), (2, "t2"), "too late");
        }
        moments.sort_unstable();
        moments.dedup();
        assert!(moments.len() > 5, "no jitter: {moments:?}");
    }
}

#[test]
fn a_token_that_still_is_good_is_used_when_no_new_one_can_be_had() {
    let fake = Fake::new(|seen, before| match (seen.is_api(), before) {
        (true, _) => json(204, ""),
        (_, 0) => json(200, r#"{"access_token":"a","expires_in":100}"#),
        _ => json(400, r#"{"error":"unauthorized_client"}"#),
    });
    let client = fake.client(OAuth::client_credentials("id", "s"));
    read(&client).unwrap();
    fake.at(80.0);
    read(&client).unwrap();
    assert_eq!((fake.token_calls(), fake.bearer().as_str()), (2, "a"));
    // Not at every call: half of what is left passes first.
    fake.at(85.0);
    read(&client).unwrap();
    assert_eq!(fake.token_calls(), 2);
    fake.at(95.0);
    read(&client).unwrap();
    assert_eq!(fake.token_calls(), 3);
    fake.at(100.0);
    let error = read(&client).unwrap_err();
    assert_eq!(error.oauth_error().unwrap().code(), Some("unauthorized_client"));
}

#[test]
fn a_refusal_renews_once_and_never_loops() {
    let fake = Fake::new(|seen, before| match seen.is_api() {
        true => json(401, r#"{"message":"no"}"#),
        false => json(200, &format!(r#"{{"access_token":"t{before}"}}"#)),
    });
    let error = read(&fake.client(OAuth::client_credentials("id", "s"))).unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), fake.token_calls(), fake.seen(true).len()), (401, 2, 2));
    // A new token that is the old one is not worth a second request.
    let fake = Fake::new(|seen, _| if seen.is_api() { json(401, "") } else { json(200, r#"{"access_token":"t"}"#) });
    read(&fake.client(OAuth::client_credentials("id", "s"))).unwrap_err();
    assert_eq!((fake.token_calls(), fake.seen(true).len()), (2, 1));
}

#[test]
fn a_refused_refresh_token_asks_for_a_login() {
    let fake = Fake::new(|seen, _| match seen.is_api() {
        true => json(401, ""),
        false => json(400, r#"{"error":"invalid_grant","error_description":"expired"}"#),
    });
    let flow = OAuth::refresh_token("id", "r").token(Token::new("a").with_refresh_token("r"));
    let error = read(&fake.client(flow)).unwrap_err();
    let oauth = error.oauth_error().unwrap();
    assert!(oauth.is_login_needed() && !error.is_retryable(), "{error}");
    assert_eq!((oauth.code(), oauth.description()), (Some("invalid_grant"), Some("expired")));
    assert_eq!((fake.token_calls(), fake.seen(true).len()), (1, 1));
}

#[test]
fn refresh_tokens_stay_until_there_are_others() {
    let fake = Fake::new(|seen, before| match (seen.is_api(), before) {
        (true, _) => json(204, ""),
        (_, 1) => json(200, r#"{"access_token":"b","expires_in":10,"refresh_token":"r2"}"#),
        _ => json(200, r#"{"access_token":"a","expires_in":10}"#),
    });
    let client = fake.client(OAuth::refresh_token("id", "r1"));
    for seconds in [0.0, 11.0, 22.0, 33.0] {
        fake.at(seconds);
        read(&client).unwrap();
    }
    let sent: Vec<_> = fake.seen(false).iter().map(|seen| seen.body.split('&').nth(1).unwrap().to_owned()).collect();
    assert_eq!(sent, ["refresh_token=r1", "refresh_token=r1", "refresh_token=r2", "refresh_token=r2"]);
    // Who can ask at any time starts anew instead.
    let fake = Fake::new(|seen, before| match (seen.is_api(), before) {
        (true, _) => json(204, ""),
        (_, 0) => json(200, r#"{"access_token":"b","expires_in":10,"refresh_token":"r2"}"#),
        (_, 1) => json(400, r#"{"error":"invalid_grant"}"#),
        _ => json(200, r#"{"access_token":"c"}"#),
    });
    let client = fake.client(OAuth::password("id", "me", "pw"));
    read(&client).unwrap();
    fake.at(11.0);
    read(&client).unwrap();
    assert_eq!((fake.token_calls(), fake.bearer().as_str()), (3, "c"));
}

/// A store that several processes could share, and that can be out of order.
#[derive(Clone, Default)]
struct Shelf(Arc<Mutex<Vec<Secret>>>, Arc<Mutex<bool>>);

impl Shelf {
    fn with(json: &str) -> Self {
        let shelf = Self::default();
        shelf.0.lock().unwrap().push(json.into());
        shelf
    }
    fn last(&self) -> String {
        self.0.lock().unwrap().last().unwrap().expose().to_owned()
    }
}

impl TokenStore for Shelf {
    fn load(&self) -> BoxFuture<'_, Result<Option<Token>, StoreError>> {
        let last = self.0.lock().unwrap().last().map(|json| Token::from_json(json.expose()).unwrap());
        Box::pin(std::future::ready(Ok(last)))
    }
    fn save<'a>(&'a self, token: &'a Token) -> BoxFuture<'a, Result<(), StoreError>> {
        let broken = *self.1.lock().unwrap();
        if !broken {
            self.0.lock().unwrap().push(token.to_json());
        }
        Box::pin(std::future::ready(if broken { Err("the disk is full".into()) } else { Ok(()) }))
    }
}

#[test]
fn tokens_are_kept_and_found_again() {
    let shelf = Shelf::default();
    let fake = Fake::tokens(100);
    let flow = || OAuth::client_credentials("id", "s").store(shelf.clone());
    read(&fake.client(flow())).unwrap();
    // Compared as values: the order of members is that of serde_json's map, which other packages may choose.
    let kept: serde_json::Value = serde_json::from_str(&shelf.last()).unwrap();
    let token = serde_json::json!({"access_token": "t1", "expires_at": 1_000_100, "token_type": "bearer"});
    assert_eq!(kept, token);
    // After a restart there is nothing to ask for, and later there is.
    let second = fake.client(flow());
    read(&second).unwrap();
    assert_eq!((fake.token_calls(), fake.bearer().as_str()), (1, "t1"));
    fake.at(200.0);
    read(&second).unwrap();
    assert_eq!((fake.token_calls(), fake.bearer().as_str()), (2, "t2"));
    // Another process was quicker.
    fake.at(400.0);
    shelf.0.lock().unwrap().push(r#"{"access_token":"other","expires_at":1000900}"#.into());
    read(&second).unwrap();
    assert_eq!((fake.token_calls(), fake.bearer().as_str()), (2, "other"));
}

#[test]
fn an_expired_token_of_the_store_is_refreshed_with_its_own_refresh_token() {
    let shelf = Shelf::with(r#"{"access_token":"old","refresh_token":"newest","expires_at":999999}"#);
    let fake = Fake::tokens(100);
    read(&fake.client(OAuth::refresh_token("id", "first").store(shelf.clone()))).unwrap();
    assert!(fake.last_token_call().body.contains("refresh_token=newest"));
    assert!(shelf.last().contains("newest"), "{}", shelf.last());
}

#[test]
fn a_store_that_fails_is_heard_of_once() {
    let shelf = Shelf::default();
    *shelf.1.lock().unwrap() = true;
    let fake = Fake::tokens(100);
    let client = fake.client(OAuth::client_credentials("id", "s").store(shelf));
    let error = read(&client).unwrap_err();
    assert_eq!(error.to_string(), "read: the access token cannot be kept: saving: the disk is full");
    read(&client).unwrap();
    assert_eq!((fake.token_calls(), fake.bearer().as_str()), (1, "t1"));
}

#[test]
fn a_token_as_json() {
    let json = r#"{"access_token":"a","expires_at":7,"id_token":"i","refresh_token":"r","scope":"x y"}"#;
    let token = Token::from_json(json).unwrap();
    assert_eq!(token.scopes().collect::<Vec<_>>(), ["x", "y"]);
    assert_eq!(token.other("id_token").and_then(|value| value.as_str()), Some("i"));
    assert_eq!(Token::from_json(token.to_json().expose()).unwrap(), token);
    #[cfg(feature = "serde")]
    {
        let value = serde_json::to_value(&token).unwrap();
        assert_eq!(value, serde_json::from_str::<serde_json::Value>(json).unwrap());
        assert_eq!(serde_json::from_value::<Token>(value).unwrap(), token);
    }
    for bad in ["", "[]", "{}", r#"{"access_token":1}"#, r#"{"access_token":"s3cret""#] {
        let error = Token::from_json(bad).unwrap_err();
        assert!(!format!("{error} {error:?}").contains("s3cret"), "{error:?}");
    }
}

/// Panics when it is asked for the first time.
#[derive(Default)]
struct Startled(Mutex<bool>);

impl TokenSource for Startled {
    fn token<'a>(
        &'a self,
        _: &'static SecurityScheme,
        _: Option<&'a Token>,
        _: &'a Context,
    ) -> BoxFuture<'a, Result<Token, Error>> {
        Box::pin(async {
            let asked = std::mem::replace(&mut *self.0.lock().unwrap(), true);
            assert!(asked, "startled");
            Ok(Token::new("t"))
        })
    }
}

#[test]
fn a_source_that_panicked_is_asked_anew() {
    let fake = Fake::tokens(100);
    let client = fake.client(OAuth::source(Startled::default()));
    let first = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| read(&client)));
    assert!(first.is_err());
    read(&client).unwrap();
    assert_eq!(fake.bearer(), "t");
}
