//! One call of an operation, from its parameters to a request that can be sent.

use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;
use std::time::Duration;

use http::header::{ACCEPT, CONTENT_TYPE, COOKIE, HeaderValue};
use http::{HeaderMap, Method};

use super::body::Body;
use super::builder::{header_name, value};
use super::client::Client;
use super::error::Error;
use super::json::{Field, list_to_vec, to_vec};
use super::multipart::Multipart;
use super::operation::Operation;
use super::output::Output;
use super::params::{self, ParamValue, Style, ToParam};
use super::sending::{Sending, SendingResponse};
use super::transport::Request;
use super::url::is_dots;

/// One call of an operation that gives a `T`. It owns a clone of the client, so it can go to another task.
#[must_use = "a call does nothing until it is sent or awaited"]
pub struct Call<T> {
    draft: Box<Draft>,
    output: PhantomData<fn() -> T>,
}

/// What has been set so far; not generic, so that it is compiled once.
pub(super) struct Draft {
    pub(super) client: Client,
    pub(super) operation: &'static Operation,
    pub(super) path: Vec<(&'static str, String)>,
    pub(super) query: Vec<(&'static str, String)>,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) cookies: Vec<(&'static str, String)>,
    pub(super) body: Body,
    pub(super) content_type: Option<String>,
    pub(super) url: Option<String>, // where a page was said to be, in the place of path and query
    pub(super) timeout: Option<Duration>,
    pub(super) extra: Vec<(String, String)>,
    // Setters return nothing, so the first mistake waits here until the call is sent.
    pub(super) problem: Option<Error>,
}

impl<T> Call<T> {
    /// A call without parameters.
    #[inline]
    pub fn new(client: &Client, operation: &'static Operation) -> Self {
        Self { draft: Draft::new(client, operation), output: PhantomData }
    }

    /// A path parameter.
    #[inline]
    pub fn path<P: ToParam + ?Sized>(&mut self, name: &'static str, value: &P) {
        self.draft.path(name, Style::SIMPLE, &value.to_param());
    }

    /// A path parameter in another style than `simple`.
    #[inline]
    pub fn path_styled<P: ToParam + ?Sized>(&mut self, name: &'static str, style: Style, value: &P) {
        self.draft.path(name, style, &value.to_param());
    }

    /// A query parameter; it replaces one of the same name.
    #[inline]
    pub fn query<P: ToParam + ?Sized>(&mut self, name: &'static str, value: &P) {
        self.draft.query(name, Style::FORM, &value.to_param());
    }

    /// A query parameter in another style than exploded `form`.
    #[inline]
    pub fn query_styled<P: ToParam + ?Sized>(&mut self, name: &'static str, style: Style, value: &P) {
        self.draft.query(name, style, &value.to_param());
    }

    /// A query parameter that travels as JSON.
    #[inline]
    pub fn query_json<F: Field>(&mut self, name: &'static str, value: &F) {
        let json = to_vec(value).map_err(Error::from_encode);
        self.draft.query_text(name, json);
    }

    /// The whole query string, as the entries of a form, with a style for some of them.
    #[inline]
    pub fn querystring_form<F: Field>(&mut self, value: &F, styles: &[(&str, Style)]) {
        self.draft.querystring_form(to_vec(value).map_err(Error::from_encode), styles);
    }

    /// The whole query string, as JSON.
    #[inline]
    pub fn querystring_json<F: Field>(&mut self, value: &F) {
        self.draft.querystring_json(to_vec(value).map_err(Error::from_encode));
    }

    /// The whole query string, as text that is still to be encoded.
    #[inline]
    pub fn querystring_text(&mut self, value: &str) {
        self.draft.querystring(value);
    }

    /// A header parameter.
    #[inline]
    pub fn header_param<P: ToParam + ?Sized>(&mut self, name: &'static str, value: &P) {
        self.draft.header(name, Style::SIMPLE, &value.to_param());
    }

    /// A header parameter in another style.
    #[inline]
    pub fn header_param_styled<P: ToParam + ?Sized>(&mut self, name: &'static str, style: Style, value: &P) {
        self.draft.header(name, style, &value.to_param());
    }

    /// A cookie parameter.
    #[inline]
    pub fn cookie<P: ToParam + ?Sized>(&mut self, name: &'static str, value: &P) {
        self.draft.cookie(name, Style::FORM, &value.to_param());
    }

    /// A cookie parameter in another style.
    #[inline]
    pub fn cookie_styled<P: ToParam + ?Sized>(&mut self, name: &'static str, style: Style, value: &P) {
        self.draft.cookie(name, style, &value.to_param());
    }

    /// A body as JSON.
    #[inline]
    pub fn json<F: Field>(&mut self, body: &F) {
        self.json_as("application/json", body);
    }

    /// A body as JSON under another name, such as `application/merge-patch+json`.
    #[inline]
    pub fn json_as<F: Field>(&mut self, content_type: &str, body: &F) {
        self.draft.body(content_type, to_vec(body).map(Body::from).map_err(Error::from_encode));
    }

    /// A body as a JSON list.
    #[inline]
    pub fn json_list<F: Field>(&mut self, content_type: &str, body: &[F]) {
        self.draft.body(content_type, list_to_vec(body).map(Body::from).map_err(Error::from_encode));
    }

    /// A body as the entries of a form.
    #[inline]
    pub fn form<F: Field>(&mut self, body: &F) {
        self.form_styled(body, &[]);
    }

    /// The same, with a style for some of the members.
    #[inline]
    pub fn form_styled<F: Field>(&mut self, body: &F, styles: &[(&str, Style)]) {
        self.draft.form(to_vec(body).map_err(Error::from_encode), styles);
    }

    /// A body of text.
    #[inline]
    pub fn text(&mut self, content_type: &str, body: impl Into<String>) {
        self.draft.body(content_type, Ok(Body::from(body.into())));
    }

    /// A body of bytes, or a stream of them.
    #[inline]
    pub fn bytes(&mut self, content_type: &str, body: impl Into<Body>) {
        self.draft.body(content_type, Ok(body.into()));
    }

    /// A body of parts; its content type says what stands between them.
    #[inline]
    pub fn multipart(&mut self, form: Multipart) {
        self.draft.multipart(form);
    }

    /// How long this call may take as a whole, instead of what the client says.
    #[inline]
    pub fn with_timeout(mut self, limit: Duration) -> Self {
        self.draft.timeout = Some(limit);
        self
    }

    /// One more header; it replaces what would go out under this name.
    #[inline]
    pub fn with_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.draft.extra.push((name.into(), value.into()));
        self
    }
}

impl<T> Call<T> {
    pub(super) fn into_draft(self) -> Box<Draft> {
        self.draft
    }
}

impl<T: Output> Call<T> {
    /// Sends it, and gives the result.
    #[inline]
    pub fn send(self) -> Sending<T> {
        Sending::new(self.draft)
    }

    /// Sends it, and gives the result together with status, headers and request id.
    #[inline]
    pub fn send_with_response(self) -> SendingResponse<T> {
        SendingResponse::new(self.draft)
    }
}

impl<T: Output> IntoFuture for Call<T> {
    type Output = Result<T::Value, Error>;
    type IntoFuture = Sending<T>;

    #[inline]
    fn into_future(self) -> Sending<T> {
        self.send()
    }
}

impl<T> fmt::Debug for Call<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call").field("operation", &self.draft.operation.id).finish_non_exhaustive()
    }
}

/// Puts `value` under `name`, in the place of what stood there.
fn put(list: &mut Vec<(&'static str, String)>, name: &'static str, value: Option<String>) {
    list.retain(|(set, _)| *set != name);
    list.extend(value.map(|value| (name, value)));
}

impl Draft {
    fn new(client: &Client, operation: &'static Operation) -> Box<Self> {
        Box::new(Self {
            client: client.clone(),
            operation,
            path: Vec::new(),
            query: Vec::new(),
            headers: Vec::new(),
            cookies: Vec::new(),
            body: Body::empty(),
            content_type: None,
            url: None,
            timeout: None,
            extra: Vec::new(),
            problem: None,
        })
    }

    fn path(&mut self, name: &'static str, style: Style, value: &ParamValue<'_>) {
        put(&mut self.path, name, params::path(name, style, value));
    }

    pub(super) fn query(&mut self, name: &'static str, style: Style, value: &ParamValue<'_>) {
        put(&mut self.query, name, params::query(name, style, value));
    }

    fn query_text(&mut self, name: &'static str, json: Result<Vec<u8>, Error>) {
        if let Some(json) = self.checked(json) {
            let text = ParamValue::from(String::from_utf8_lossy(&json).into_owned());
            self.query(name, Style::FORM, &text);
        }
    }

    fn querystring(&mut self, text: &str) {
        let mut encoded = String::with_capacity(text.len());
        params::percent_encode(text, params::Keep::Unreserved, &mut encoded);
        put(&mut self.query, "", (!encoded.is_empty()).then_some(encoded));
    }

    fn querystring_json(&mut self, json: Result<Vec<u8>, Error>) {
        if let Some(json) = self.checked(json) {
            self.querystring(&String::from_utf8_lossy(&json));
        }
    }

    fn querystring_form(&mut self, json: Result<Vec<u8>, Error>, styles: &[(&str, Style)]) {
        if let Some(tree) = self.tree(json) {
            let form = params::form(&tree, styles);
            put(&mut self.query, "", (!form.is_empty()).then_some(form));
        }
    }

    fn header(&mut self, name: &'static str, style: Style, value: &ParamValue<'_>) {
        put(&mut self.headers, name, params::header(style, value));
    }

    fn cookie(&mut self, name: &'static str, style: Style, value: &ParamValue<'_>) {
        put(&mut self.cookies, name, params::cookie(name, style, value));
    }

    fn body(&mut self, content_type: &str, body: Result<Body, Error>) {
        if let Some(body) = self.checked(body) {
            self.body = body;
            self.content_type = Some(content_type.to_owned());
        }
    }

    fn form(&mut self, json: Result<Vec<u8>, Error>, styles: &[(&str, Style)]) {
        if let Some(tree) = self.tree(json) {
            self.body("application/x-www-form-urlencoded", Ok(Body::from(params::form(&tree, styles))));
        }
    }

    /// What was just written can be read.
    fn tree(&mut self, json: Result<Vec<u8>, Error>) -> Option<serde_json::Value> {
        Some(super::json::from_slice(&self.checked(json)?).unwrap_or_default())
    }

    fn multipart(&mut self, form: Multipart) {
        if let Some((content_type, body)) = self.checked(form.finish()) {
            self.body(&content_type, Ok(body));
        }
    }

    fn checked<V>(&mut self, value: Result<V, Error>) -> Option<V> {
        match value {
            Ok(value) => Some(value),
            Err(error) => {
                self.problem.get_or_insert(error);
                None
            }
        }
    }

    /// The request, but for its credentials and the headers that replace others.
    pub(super) fn request(&mut self) -> Result<Request, Error> {
        if let Some(problem) = self.problem.take() {
            return Err(problem);
        }
        let config = self.client.config();
        let method = Method::from_bytes(self.operation.method.as_bytes());
        let method = method.map_err(|error| Error::request("the method is no token").with_source(error))?;
        let url = match self.url.take() {
            Some(url) => url,
            None => config.url_of(self.operation)? + &self.path_and_query()?,
        };
        Ok(Request {
            method,
            url,
            headers: self.all_headers()?,
            timeout: self.timeout.or(config.timeout()),
            body: std::mem::take(&mut self.body),
            operation: Some(self.operation),
        })
    }

    /// What follows the base.
    pub(super) fn path_and_query(&self) -> Result<String, Error> {
        let mut url = expand(self.operation.path, &self.path)?;
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
        if !self.operation.accept.is_empty() {
            headers.insert(ACCEPT, HeaderValue::from_static(self.operation.accept));
        }
        if let Some(content_type) = &self.content_type {
            headers.insert(CONTENT_TYPE, value("content-type", content_type)?);
        }
        for (name, text) in &self.headers {
            headers.insert(header_name(name)?, value(name, text)?);
        }
        if !self.cookies.is_empty() {
            let cookies: Vec<&str> = self.cookies.iter().map(|(_, text)| text.as_str()).collect();
            headers.insert(COOKIE, value("cookie", &cookies.join("; "))?);
        }
        Ok(headers)
    }
}

/// Puts the parameters into the path. Whatever their values, the route stays the operation's own.
fn expand(template: &str, values: &[(&'static str, String)]) -> Result<String, Error> {
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
