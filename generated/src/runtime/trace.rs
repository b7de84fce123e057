//! Spans of what goes over the wire, by OpenTelemetry's conventions for HTTP clients; nothing without the feature
//! `tracing`.
//!
//! A span per request, at level INFO: method, the operation's path as it is described (never the URL, which may hold
//! names of people and secrets), host, status, how often the call's request was sent before, the kind of error, the
//! request's id. Headers and bodies are never in it; an [`Interceptor`](super::interceptor::Interceptor) of your own
//! can log them.

#[cfg(feature = "tracing")]
mod on {
    use tracing::field::{Empty, display};

    use super::super::client::Client;
    use super::super::error::Error;
    use super::super::interceptor::Attempt;
    use super::super::receive::request_id;
    use super::super::transport::{BoxFuture, Request, Response};

    pub(in super::super) struct Span(tracing::Span);

    impl Span {
        pub(in super::super) fn open(request: &Request, attempt: &Attempt) -> Self {
            let uri = request.url_without_query().parse::<http::Uri>().ok();
            let template = request.operation.map(|operation| operation.path);
            let method = request.method.as_str();
            let name = format_args!("{method} {}", template.unwrap_or_default()).to_string();
            Self(tracing::info_span!(
                "http.client.request",
                "otel.name" = name.trim_end(),
                "otel.kind" = "client",
                "http.request.method" = method,
                "url.template" = template,
                "server.address" = uri.as_ref().and_then(http::Uri::host),
                "server.port" = uri.as_ref().and_then(http::Uri::port_u16),
                "http.request.resend_count" = (attempt.resends > 0).then_some(attempt.resends),
                "http.response.status_code" = Empty,
                "http.response.request_id" = Empty,
                "error.type" = Empty,
            ))
        }

        pub(in super::super) fn around<'a, T: 'a>(&self, future: BoxFuture<'a, T>) -> BoxFuture<'a, T> {
            if self.0.is_disabled() {
                return future;
            }
            Box::pin(tracing::Instrument::instrument(future, self.0.clone()))
        }

        pub(in super::super) fn answered(&self, client: &Client, response: &Response) {
            if self.0.is_disabled() {
                return;
            }
            let status = response.status.as_u16();
            self.0.record("http.response.status_code", status);
            if status >= 400 {
                self.0.record("error.type", display(status));
            }
            if let Some(id) = request_id(&response.headers, client.config().api().request_id_headers) {
                self.0.record("http.response.request_id", id.as_str());
            }
        }

        pub(in super::super) fn failed(&self, error: &Error) {
            if error.status().is_none() || !error.is_status() {
                self.0.record("error.type", error.0.kind.word());
            }
        }
    }
}

#[cfg(not(feature = "tracing"))]
mod off {
    use super::super::client::Client;
    use super::super::error::Error;
    use super::super::interceptor::Attempt;
    use super::super::transport::{BoxFuture, Request, Response};

    pub(in super::super) struct Span;

    impl Span {
        pub(in super::super) fn open(_: &Request, _: &Attempt) -> Self {
            Self
        }
        pub(in super::super) fn around<'a, T: 'a>(&self, future: BoxFuture<'a, T>) -> BoxFuture<'a, T> {
            future
        }
        pub(in super::super) fn answered(&self, _: &Client, _: &Response) {}
        pub(in super::super) fn failed(&self, _: &Error) {}
    }
}

#[cfg(not(feature = "tracing"))]
pub(super) use off::Span;
#[cfg(feature = "tracing")]
pub(super) use on::Span;
