//! What headers say of rate limits.

use std::time::Duration;

use http::{HeaderMap, HeaderName};
use sdk_runtime::runtime::{Call, RateLimit, RateLimitHeaders, Text};

use super::fixture::LIST_ROOMS;
use super::stub::{Stub, run};

const NOW: Duration = Duration::from_secs(1_700_000_000);

fn read(headers: &[(&'static str, &str)], names: &RateLimitHeaders) -> Option<(Option<u64>, Option<u64>, Option<u64>)> {
    let headers: HeaderMap =
        headers.iter().map(|(name, value)| (HeaderName::from_static(name), value.parse().unwrap())).collect();
    let found = RateLimit::read(&headers, names, NOW)?;
    Some((found.limit, found.remaining, found.reset.map(|reset| reset.as_secs())))
}

#[test]
fn the_names_in_use() {
    let common = |headers: &[(&'static str, &str)]| read(headers, &RateLimitHeaders::COMMON);
    let all = Some((Some(100), Some(40), Some(30)));
    for prefix in ["ratelimit-", "x-ratelimit-", "x-rate-limit-"] {
        let name = |end: &str| -> &'static str { Box::leak(format!("{prefix}{end}").into_boxed_str()) };
        assert_eq!(common(&[(name("limit"), "100"), (name("remaining"), "40"), (name("reset"), "30")]), all);
    }
    assert_eq!(common(&[("x-ratelimit-limit", "100"), ("x-ratelimit-used", "60"), ("x-ratelimit-reset", "30")]), all);
    assert_eq!(common(&[("ratelimit-limit", "100, 100;w=60"), ("ratelimit-remaining", "40"), ("ratelimit-reset", "30")]), all);
    assert_eq!(common(&[("ratelimit", "limit=100, remaining=40, reset=30")]), all);
    assert_eq!(common(&[("ratelimit", "\"default\";r=40;t=30"), ("ratelimit-policy", "\"default\";q=100;w=60")]), all);
    // A moment, by our clock or by the server's own.
    assert_eq!(common(&[("x-ratelimit-reset", "1700000030")]), Some((None, None, Some(30))));
    let date = ("date", "Tue, 14 Nov 2023 22:13:10 GMT");
    assert_eq!(common(&[("x-ratelimit-reset", "1700000030"), date]), Some((None, None, Some(40))));
    assert_eq!(common(&[("x-ratelimit-reset", "1600000000")]), Some((None, None, Some(0))));
    for nothing in [&[][..], &[("ratelimit-limit", "many")], &[("x-ratelimit-remaining", "")], &[("ratelimit", "?")]] {
        assert_eq!(common(nothing), None, "{nothing:?}");
    }
}

#[test]
fn names_of_an_api_of_its_own() {
    let own = RateLimitHeaders { limit: &["x-allowed"], used: &["x-count"], ..RateLimitHeaders::COMMON };
    assert_eq!(read(&[("x-allowed", "300"), ("x-count", "301")], &own), Some((Some(300), Some(0), None)));
}

#[test]
fn they_are_told_with_responses_and_errors() {
    let headers = [("x-ratelimit-remaining", "0"), ("x-ratelimit-limit", "5")];
    let stub = Stub::answering(200, &headers, "a");
    let response = run(Call::<Text>::new(&stub.client(), &LIST_ROOMS).send_with_response()).unwrap();
    assert_eq!(response.rate_limit().map(|limit| (limit.limit, limit.remaining)), Some((Some(5), Some(0))));
    assert_eq!((response.bytes().as_ref(), response.body().as_str()), (&b"a"[..], "a"));
    assert!(response.json::<i32>().unwrap_err().is_decode());
    let stub = Stub::answering(429, &headers, "");
    let error = run(Call::<Text>::new(&stub.client(), &LIST_ROOMS)).unwrap_err();
    assert_eq!(error.rate_limit().and_then(|limit| limit.remaining), Some(0));
    assert_eq!(error.retry_after(), None);
    let stub = Stub::answering(200, &[], "{\"more\":[1]}");
    let response = run(Call::<()>::new(&stub.client(), &LIST_ROOMS).send_with_response()).unwrap();
    assert_eq!(response.json::<serde_json::Value>().unwrap(), serde_json::json!({"more": [1]}));
    assert_eq!(response.rate_limit(), None);
}
