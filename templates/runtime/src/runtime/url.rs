//! The little that must be known of URLs: where a base ends, whether two are of one origin, where a redirect leads, and
//! what parameters do to a path.

use http::Uri;

use super::error::Error;

/// A base URL that was checked: `http` or `https`, with a host, without query, fragment or user name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct BaseUrl(String);

impl BaseUrl {
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let refuse = |why: &str| Err(format!("{text:?} is not a base URL: {why}"));
        if text.contains('#') {
            return refuse("it has a fragment");
        }
        let Ok(uri) = text.parse::<Uri>() else { return refuse("it is no URL") };
        if !matches!(uri.scheme_str(), Some("http" | "https")) {
            return refuse("it must begin with http:// or https://");
        }
        let Some(authority) = uri.authority() else { return refuse("it has no host") };
        if authority.as_str().contains('@') {
            // Not repeated in the message: there may be a password in it.
            return Err("a base URL must not have a user name or a password in it".to_owned());
        }
        if uri.host().is_none_or(str::is_empty) {
            return refuse("it has no host");
        }
        if uri.query().is_some() {
            return refuse("it has a query");
        }
        Ok(Self(text.trim_end_matches('/').to_owned()))
    }

    /// A path on the same host, without a slash at its end.
    pub(super) fn on_host(&self, path: &str) -> String {
        let after_scheme = self.0.find("://").map_or(0, |at| at + 3);
        let host = self.0.get(after_scheme..).and_then(|rest| rest.find('/')).map(|at| after_scheme + at);
        let host = host.and_then(|end| self.0.get(..end)).unwrap_or(&self.0);
        format!("{host}{}", path.trim_end_matches('/'))
    }

    /// Without a slash at its end.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether two URLs have scheme, host and port in common.
pub(super) fn same_origin(one: &str, other: &str) -> bool {
    match (origin(one), origin(other)) {
        (Some(one), Some(other)) => one == other,
        _ => false,
    }
}

fn origin(url: &str) -> Option<(String, String, u16)> {
    let uri: Uri = url.parse().ok()?;
    let scheme = uri.scheme_str()?.to_ascii_lowercase();
    let port = uri.port_u16().or(match scheme.as_str() {
        "http" => Some(80),
        "https" => Some(443),
        _ => None,
    })?;
    Some((scheme, uri.host()?.to_ascii_lowercase(), port))
}

/// What a `Location` means in an answer to a request to `base`, without its fragment. `None` where it is no URL of the
/// web, holds a user name, or could be read in two ways.
pub(super) fn join(base: &str, location: &[u8]) -> Option<String> {
    let mut text = String::with_capacity(location.len());
    for byte in location.trim_ascii() {
        match byte {
            // Some take it for a slash, and so see another host.
            b'\\' => return None,
            0x21..=0x7e => text.push(char::from(*byte)),
            _ => text.push_str(&format!("%{byte:02X}")),
        }
    }
    let text = text.split('#').next().unwrap_or_default();
    let uri: Uri = base.parse().ok()?;
    let origin = format!("{}://{}", uri.scheme_str()?, uri.authority()?);
    let url = if has_scheme(text) {
        text.to_owned()
    } else if let Some(rest) = text.strip_prefix("//") {
        format!("{}://{rest}", uri.scheme_str()?)
    } else if text.starts_with('/') {
        format!("{origin}{text}")
    } else if text.is_empty() || text.starts_with('?') {
        let query = if text.is_empty() { base.split_once('?').map_or("", |(_, query)| query) } else { "" };
        let mark = if query.is_empty() { "" } else { "?" };
        format!("{origin}{}{mark}{query}{text}", uri.path())
    } else {
        let folder = uri.path().rsplit_once('/').map_or("", |(folder, _)| folder);
        format!("{origin}{folder}/{text}")
    };
    let target: Uri = url.parse().ok()?;
    let web = matches!(target.scheme_str(), Some("http" | "https"));
    let plain = target.authority().is_some_and(|authority| !authority.as_str().contains('@'));
    (web && plain && target.host().is_some_and(|host| !host.is_empty())).then_some(url)
}

fn has_scheme(text: &str) -> bool {
    text.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    })
}

/// Whether a segment would be taken as `.` or `..`. Encoding it does not help: URL parsers read `%2E` as a dot here.
fn is_dots(segment: &str) -> bool {
    let mut rest = segment.as_bytes();
    let mut dots = 0;
    while !rest.is_empty() && dots < 3 {
        rest = match rest {
            [b'.', after @ ..] | [b'%', b'2', b'e' | b'E', after @ ..] => after,
            _ => return false,
        };
        dots += 1;
    }
    dots == 1 || dots == 2
}

/// Puts the parameters into the path. Whatever their values, the route stays the operation's own.
pub(super) fn expand(template: &str, values: &[(&'static str, String)]) -> Result<String, Error> {
    let mut path = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else { break };
        path.push_str(before);
        match values.iter().find(|(set, _)| *set == name) {
            Some((_, text)) if !text.is_empty() => path.push_str(text),
            _ => return Err(Error::request(format!("the path parameter `{name}` is empty"))),
        }
        rest = after;
    }
    path.push_str(rest);
    match path.split('/').find(|segment| is_dots(segment)) {
        Some(dots) => {
            Err(Error::request(format!("a path parameter is {dots:?}, which would change the route")))
        }
        None => Ok(path),
    }
}
