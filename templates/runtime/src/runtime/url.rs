//! The little that must be known of URLs: where a base ends, and whether two are of one origin.

use http::Uri;

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

/// Whether a segment would be taken as `.` or `..`. Encoding it does not help: URL parsers read `%2E` as a dot here.
pub(super) fn is_dots(segment: &str) -> bool {
    let plain = segment.to_ascii_lowercase().replace("%2e", ".");
    plain == "." || plain == ".."
}
