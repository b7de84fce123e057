//! Links to the next page: where they are in headers, and where they may lead.

use http::header::LINK;
use http::{HeaderMap, Uri};

use crate::runtime::error::Error;
use crate::runtime::url::same_origin;

/// The URL with `rel="next"` in the headers `Link` (RFC 8288).
pub(super) fn in_header(headers: &HeaderMap) -> Option<String> {
    headers.get_all(LINK).iter().filter_map(|value| value.to_str().ok()).find_map(next_of)
}

fn next_of(mut rest: &str) -> Option<String> {
    loop {
        let (_, after) = rest.split_once('<')?;
        let (url, after) = after.split_once('>')?;
        let (is_next, after) = parameters(after);
        if is_next {
            return Some(url.trim().to_owned());
        }
        rest = after;
    }
}

/// Whether the parameters of a link say that it is the next, and what stands behind them.
fn parameters(mut rest: &str) -> (bool, &str) {
    let mut relation = None;
    loop {
        rest = rest.trim_start();
        let Some(after) = rest.strip_prefix(';') else {
            let is_next = relation.is_some_and(|words: String| {
                words.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case("next"))
            });
            return (is_next, rest.trim_start_matches([',', ' ', '\t']));
        };
        let end = after.find(['=', ';', ',']).unwrap_or(after.len());
        let (name, after) = after.split_at(end);
        let (value, after) = match after.strip_prefix('=') {
            Some(after) => value(after.trim_start()),
            None => (String::new(), after),
        };
        // Of several, the first one counts.
        if name.trim().eq_ignore_ascii_case("rel") && relation.is_none() {
            relation = Some(value);
        }
        rest = after;
    }
}

/// A token or a quoted text, and what stands behind it.
fn value(text: &str) -> (String, &str) {
    let Some(inner) = text.strip_prefix('"') else {
        let end = text.find([';', ',']).unwrap_or(text.len());
        let (word, after) = text.split_at(end);
        return (word.trim().to_owned(), after);
    };
    let (mut word, mut escaped) = (String::new(), false);
    for (at, c) in inner.char_indices() {
        match c {
            '"' if !escaped => return (word, inner.get(at + 1..).unwrap_or("")),
            '\\' if !escaped => escaped = true,
            c => {
                word.push(c);
                escaped = false;
            }
        }
    }
    (word, "")
}

/// Where requests of the operation go, and what a link is seen from.
pub(super) struct From<'a> {
    /// The base URL in use.
    pub(super) base: &'a str,
    /// The base URL of the description: links may name it while another one, such as a gateway, is in use.
    pub(super) described: &'a str,
    /// The operation's path with its parameters, as it was asked for behind the base.
    pub(super) path: &'a str,
    /// The URL of the page that holds the link.
    pub(super) page: &'a str,
}

/// The whole URL of a link. It is always of the base URL's origin, so the credentials can go along.
pub(super) fn resolve(link: &str, from: &From<'_>) -> Result<String, Error> {
    let link = link.trim().split('#').next().unwrap_or("");
    let (origin, prefix) = split(from.base);
    if let Some(scheme) = scheme(link) {
        return absolute(link, scheme, from);
    }
    if link.starts_with("//") {
        let scheme = scheme(from.base).unwrap_or("https");
        return absolute(&format!("{scheme}:{link}"), scheme, from);
    }
    if link.starts_with('/') {
        let path = link.split('?').next().unwrap_or(link);
        // Behind a gateway the API does not know the prefix that its own paths have out here.
        let known = path.strip_prefix(prefix).is_some_and(|rest| rest.starts_with('/'));
        let own = path == from.path.split('?').next().unwrap_or(from.path);
        let start = if !known && own { from.base } else { origin };
        return Ok(format!("{start}{link}"));
    }
    let page = from.page.split('?').next().unwrap_or(from.page);
    if link.starts_with('?') {
        return Ok(format!("{page}{link}"));
    }
    let folder = page.rsplit_once('/').map_or(page, |(folder, _)| folder);
    Ok(format!("{folder}/{link}"))
}

fn absolute(link: &str, scheme: &str, from: &From<'_>) -> Result<String, Error> {
    let refuse = || {
        let host = link.parse::<Uri>().ok().and_then(|uri| uri.host().map(str::to_owned)).unwrap_or_default();
        Error::request(format!("the next page is said to be at another origin ({host}), which is not asked"))
    };
    let uri: Uri = link.parse().map_err(|_| refuse())?;
    if uri.authority().is_none_or(|authority| authority.as_str().contains('@')) {
        return Err(refuse());
    }
    // Behind a proxy that ends TLS, servers often write `http` where they were asked by `https`.
    let start = if scheme.eq_ignore_ascii_case("http") { "https" } else { scheme };
    let secure = format!("{start}{}", link.get(scheme.len()..).unwrap_or(""));
    let candidates = [link, secure.as_str()];
    if let Some(same) = candidates.into_iter().find(|link| same_origin(link, from.base)) {
        return Ok(same.to_owned());
    }
    let of_described = candidates.into_iter().filter(|link| same_origin(link, from.described)).find_map(|link| {
        let (_, prefix) = split(from.described);
        split(link).1.strip_prefix(prefix).filter(|rest| rest.starts_with('/'))
    });
    of_described.map(|rest| format!("{}{rest}", from.base)).ok_or_else(refuse)
}

/// `https` of `https://host`, but nothing of `/path?to=https://host`.
fn scheme(link: &str) -> Option<&str> {
    let (scheme, _) = link.split_once(':')?;
    let word = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    word.then_some(scheme)
}

/// `https://host` and what follows.
fn split(url: &str) -> (&str, &str) {
    let host = url.find("://").map_or(0, |at| at + 3);
    let end = url.get(host..).and_then(|rest| rest.find(['/', '?'])).map_or(url.len(), |at| host + at);
    url.split_at(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_in_headers() {
        for (text, next) in [
            (r#"<https://a/?page=2>; rel="next""#, Some("https://a/?page=2")),
            (r#"<https://a/1>; rel="prev", <https://a/2>; title="a, \"b\"; rel=next"; rel=next"#, Some("https://a/2")),
            (r#"<https://a/1>;rel="last";rel="next",<https://a/3>; REL="Start  NEXT""#, Some("https://a/3")),
            ("</2>;rel=next;anchor", Some("/2")),
            ("<https://a/1>; rel=\"last\"", None),
            ("<https://a/1>; rel=\"nextish\"", None),
            ("<https://a/1", None),
            ("<>; rel=\"unfinished", None),
            ("", None),
        ] {
            let value = http::HeaderValue::from_str(text).unwrap_or(http::HeaderValue::from_static("unfit"));
            let headers = HeaderMap::from_iter([(LINK, value)]);
            assert_eq!(in_header(&headers).as_deref(), next, "{text}");
        }
        let several = [(LINK, "</1>; rel=prev"), (LINK, "</2>; rel=next")];
        let headers: HeaderMap =
            several.into_iter().map(|(name, text)| (name, http::HeaderValue::from_static(text))).collect();
        assert_eq!(in_header(&headers).as_deref(), Some("/2"));
    }

    #[test]
    fn where_links_lead() {
        let plain = From {
            base: "https://api.example/v1",
            described: "https://api.example/v1",
            path: "/users?q=x",
            page: "https://api.example/v1/users?q=x",
        };
        let gateway = From {
            base: "https://gate.example:8443/a",
            page: "https://gate.example:8443/a/users?q=x",
            ..plain
        };
        for (link, from, to) in [
            ("https://api.example/v1/users?page=2", &plain, Some("https://api.example/v1/users?page=2")),
            ("HTTPS://API.example:443/other#part", &plain, Some("HTTPS://API.example:443/other")),
            ("http://api.example/v1/users?page=2", &plain, Some("https://api.example/v1/users?page=2")),
            ("//api.example/v1/x", &plain, Some("https://api.example/v1/x")),
            ("/v1/users?page=2", &plain, Some("https://api.example/v1/users?page=2")),
            ("/v2/users?page=2", &plain, Some("https://api.example/v2/users?page=2")),
            ("/users?page=2", &plain, Some("https://api.example/v1/users?page=2")),
            ("?page=2", &plain, Some("https://api.example/v1/users?page=2")),
            ("users?to=https://evil.example", &plain, Some("https://api.example/v1/users?to=https://evil.example")),
            ("https://api.example/v1/users?page=2", &gateway, Some("https://gate.example:8443/a/users?page=2")),
            ("/users?page=2", &gateway, Some("https://gate.example:8443/a/users?page=2")),
            ("/a/users?page=2", &gateway, Some("https://gate.example:8443/a/users?page=2")),
            ("https://api.example/v2/users", &gateway, None),
            ("https://evil.example/v1/users", &plain, None),
            ("https://api.example.evil.example/v1/users", &plain, None),
            ("https://api.example@evil.example/v1/users", &plain, None),
            ("https://name:word@api.example/v1/users", &plain, None),
            ("//evil.example/v1", &plain, None),
            ("https://api.example:444/v1/users", &plain, None),
            ("ftp://api.example/v1", &plain, None),
            ("javascript:alert(1)", &plain, None),
            ("https:///v1", &plain, None),
        ] {
            assert_eq!(resolve(link, from).ok().as_deref(), to, "{link}");
        }
        // A connection without TLS is not upgraded to by the API's word alone, and never downgraded.
        let open = From { base: "http://api.example", described: "https://api.example", ..plain };
        assert_eq!(resolve("https://api.example/users", &open).ok().as_deref(), Some("http://api.example/users"));
    }
}
