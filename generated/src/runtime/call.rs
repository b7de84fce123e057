//! One call of an operation, from its parameters to a request that can be sent.

use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;
use std::time::Duration;

use super::body::Body;
use super::client::Client;
use super::draft::Draft;
use super::error::Error;
use super::json::{Field, list_to_vec, to_vec};
use super::multipart::Multipart;
use super::operation::Operation;
use super::output::Output;
use super::params::{Style, ToParam};
use super::retry::Retry;
use super::sending::{Sending, SendingResponse};

/// One call of an operation that gives a `T`. It owns a clone of the client, so it can go to another task.
#[must_use = "a call does nothing until it is sent or awaited"]
pub struct Call<T> {
    draft: Box<Draft>,
    output: PhantomData<fn() -> T>,
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
        self.draft.options.timeout = Some(limit);
        self
    }

    /// How long the server may be silent in the middle of this call, instead of what the client says.
    #[inline]
    pub fn with_read_timeout(mut self, limit: Duration) -> Self {
        self.draft.options.read_timeout = Some(limit);
        self
    }

    /// When this call is sent again, instead of what the client says.
    #[inline]
    pub fn with_retry(mut self, retry: Retry) -> Self {
        self.draft.options.retry = Some(Box::new(retry));
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

    /// The same call, whose result is read as another type.
    #[inline]
    pub fn giving<U: Output>(self) -> Call<U> {
        Call { draft: self.draft, output: PhantomData }
    }

    /// The same call, which asks for another content type and reads the result as that.
    #[inline]
    pub fn accepting<U: Output>(mut self, content_type: &'static str) -> Call<U> {
        self.draft.accept = content_type;
        self.giving()
    }
}

impl<T: Output> Call<T> {
    /// Sends it, and gives the result.
    #[inline]
    pub fn send(self) -> Sending<T> {
        Sending::new(self.draft)
    }

    /// Sends it and waits for the result on this thread, which must not be one that runs asynchronous tasks.
    ///
    /// # Errors
    /// Those of the call; and one that says so where this is called inside an asynchronous runtime.
    #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
    #[inline]
    pub fn send_blocking(self) -> Result<T::Value, Error> {
        self.send().wait()
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
