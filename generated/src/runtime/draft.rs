//! What has been set of a call, and how it becomes a request.

use http::header::{ACCEPT, CONTENT_TYPE, COOKIE, HeaderValue};
use http::{HeaderMap, Method};

use super::body::Body;
use super::builder::{header_name, value};
use super::client::Client;
use super::error::Error;
use super::multipart::Multipart;
use super::operation::Operation;
use super::params::{self, ParamValue, Style};
use super::plan::{Options, Plan};
use super::random::uuid;
use super::transport::Request;
use super::url::expand;

/// What has been set so far; not generic, so that it is compiled once.
pub(super) struct Draft {
    pub(super) client: Client,
    pub(super) operation: &'static Operation,
    pub(super) path: Vec<(&'static str, String)>,
    pub(super) query: Vec<(&'static str, String)>,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) cookies: Vec<(&'static str, String)>,
    /// Which content types are asked for.
    pub(super) accept: &'static str,
    pub(super) body: Body,
    pub(super) content_type: Option<String>,
    /// Where a page was said to be, in the place of path and query.
    pub(super) url: Option<String>,
    /// Whether the body was a stream for one use, and is gone.
    pub(super) spent: bool,
    pub(super) options: Options,
    pub(super) extra: Vec<(String, String)>,
    // Setters return nothing, so the first mistake waits here until the call is sent.
    pub(super) problem: Option<Error>,
}

/// Puts `value` under `name`, in the place of what stood there.
fn put(list: &mut Vec<(&'static str, String)>, name: &'static str, value: Option<String>) {
    list.retain(|(set, _)| *set != name);
    list.extend(value.map(|value| (name, value)));
}

impl Draft {
    pub(super) fn new(client: &Client, operation: &'static Operation) -> Box<Self> {
        Box::new(Self {
            client: client.clone(),
            operation,
            path: Vec::new(),
            query: Vec::new(),
            headers: Vec::new(),
            cookies: Vec::new(),
            accept: operation.accept,
            body: Body::empty(),
            content_type: None,
            url: None,
            spent: false,
            options: Options::default(),
            extra: Vec::new(),
            problem: None,
        })
    }

    pub(super) fn path(&mut self, name: &'static str, style: Style, value: &ParamValue<'_>) {
        put(&mut self.path, name, params::path(name, style, value));
    }

    pub(super) fn query(&mut self, name: &'static str, style: Style, value: &ParamValue<'_>) {
        put(&mut self.query, name, params::query(name, style, value));
    }

    pub(super) fn query_text(&mut self, name: &'static str, json: Result<Vec<u8>, Error>) {
        if let Some(json) = self.kept(json) {
            let text = ParamValue::from(String::from_utf8_lossy(&json).into_owned());
            self.query(name, Style::FORM, &text);
        }
    }

    pub(super) fn querystring(&mut self, text: &str) {
        let mut encoded = String::with_capacity(text.len());
        params::percent_encode(text, params::Keep::Unreserved, &mut encoded);
        put(&mut self.query, "", (!encoded.is_empty()).then_some(encoded));
    }

    pub(super) fn querystring_json(&mut self, json: Result<Vec<u8>, Error>) {
        if let Some(json) = self.kept(json) {
            self.querystring(&String::from_utf8_lossy(&json));
        }
    }

    pub(super) fn querystring_form(&mut self, json: Result<Vec<u8>, Error>, styles: &[(&str, Style)]) {
        if let Some(tree) = self.tree(json) {
            let form = params::form(&tree, styles);
            put(&mut self.query, "", (!form.is_empty()).then_some(form));
        }
    }

    pub(super) fn header(&mut self, name: &'static str, style: Style, value: &ParamValue<'_>) {
        put(&mut self.headers, name, params::header(style, value));
    }

    pub(super) fn cookie(&mut self, name: &'static str, style: Style, value: &ParamValue<'_>) {
        put(&mut self.cookies, name, params::cookie(name, style, value));
    }

    pub(super) fn body(&mut self, content_type: &str, body: Result<Body, Error>) {
        if let Some(body) = self.kept(body) {
            self.body = body;
            self.content_type = Some(content_type.to_owned());
        }
    }

    pub(super) fn form(&mut self, json: Result<Vec<u8>, Error>, styles: &[(&str, Style)]) {
        if let Some(tree) = self.tree(json) {
            self.body("application/x-www-form-urlencoded", Ok(Body::from(params::form(&tree, styles))));
        }
    }

    /// What was just written can be read.
    fn tree(&mut self, json: Result<Vec<u8>, Error>) -> Option<serde_json::Value> {
        Some(super::json::from_slice(&self.kept(json)?).unwrap_or_default())
    }

    pub(super) fn multipart(&mut self, form: Multipart) {
        if let Some((content_type, body)) = self.kept(form.finish()) {
            self.body(&content_type, Ok(body));
        }
    }

    /// Keeps the first mistake.
    fn kept<V>(&mut self, value: Result<V, Error>) -> Option<V> {
        match value {
            Ok(value) => Some(value),
            Err(error) => {
                self.problem.get_or_insert(error);
                None
            }
        }
    }

    /// Whether what was set can be sent.
    pub(super) fn checked(&mut self) -> Result<(), Error> {
        self.problem.take().map_or(Ok(()), Err)
    }

    /// Whether sending it twice does no more than sending it once. A call that could say by a header that it is the
    /// same one, and does not yet, gets such a header.
    pub(super) fn idempotent(&mut self) -> bool {
        if self.operation.is_idempotent() {
            return true;
        }
        let Some(name) = self.operation.idempotency_key else { return false };
        let set = self.headers.iter().map(|(set, _)| *set).chain(self.extra.iter().map(|(set, _)| set.as_str()));
        if !set.into_iter().any(|set| set.eq_ignore_ascii_case(name)) {
            self.headers.push((name, uuid()));
        }
        true
    }

    /// What follows the base.
    pub(super) fn path_and_query(&self) -> Result<String, Error> {
        // descriptions tell operations on one path apart by a fragment, which is nothing that HTTP sends
        let path = self.operation.path.split('#').next().unwrap_or_default();
        let mut url = expand(path, &self.path)?;
        let mut separator = if url.contains('?') { '&' } else { '?' };
        for (_, text) in &self.query {
            url.push(separator);
            url.push_str(text);
            separator = '&';
        }
        Ok(url)
    }

    fn all_headers(&self) -> Result<HeaderMap, Error> {
        let mut headers = self.client.config().default_headers().clone();
        if !self.accept.is_empty() {
            headers.insert(ACCEPT, HeaderValue::from_static(self.accept));
        }
        if let Some(content_type) = &self.content_type {
            headers.insert(CONTENT_TYPE, value("content-type", content_type)?);
        }
        for (name, text) in &self.headers {
            headers.insert(header_name(name)?, value(name, text)?);
        }
        if !self.cookies.is_empty() {
            let before = headers.get(COOKIE).and_then(|value| value.to_str().ok());
            let own = self.cookies.iter().map(|(_, text)| text.as_str());
            let cookies: Vec<&str> = before.into_iter().chain(own).collect();
            headers.insert(COOKIE, value("cookie", &cookies.join("; "))?);
        }
        Ok(headers)
    }
}

impl Plan for Draft {
    fn request(&mut self) -> Result<Request, Error> {
        let method = Method::from_bytes(self.operation.method.as_bytes());
        let method = method.map_err(|error| Error::request("the method is no token").with_source(error))?;
        let url = match &self.url {
            Some(url) => url.clone(),
            None => self.client.config().url_of(self.operation)? + &self.path_and_query()?,
        };
        let headers = self.all_headers()?;
        let body = self.body.again().unwrap_or_else(|| {
            self.spent = true;
            std::mem::take(&mut self.body)
        });
        let operation = Some(self.operation);
        Ok(Request { method, url, headers, timeout: None, body, operation })
    }

    fn repeatable(&self) -> bool {
        !self.spent
    }

    fn extra(&self) -> &[(String, String)] {
        &self.extra
    }
}
