//! Spans: their fields, and what never stands in them.

use std::fmt;
use std::sync::{Arc, Mutex};

use sdk_runtime::runtime::{Call, Secret, TransportError, TransportErrorKind};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use super::fixture::{GET_ROOM, OAUTH};
use super::stub::{Stub, run};

/// Every span's fields as `name=value`, in the order of the spans.
#[derive(Clone, Default)]
struct Notes(Arc<Mutex<Vec<Vec<String>>>>);

struct Line<'l>(&'l mut Vec<String>);

impl Visit for Line<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.0.push(format!("{}={value:?}", field.name()));
    }
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.push(format!("{}={value}", field.name()));
    }
}

impl Subscriber for Notes {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("sdk_runtime")
    }
    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        let mut spans = self.0.lock().unwrap();
        let mut line = vec![attributes.metadata().name().to_owned()];
        attributes.record(&mut Line(&mut line));
        spans.push(line);
        Id::from_u64(spans.len() as u64)
    }
    fn record(&self, id: &Id, values: &Record<'_>) {
        let mut spans = self.0.lock().unwrap();
        values.record(&mut Line(&mut spans[usize::try_from(id.into_u64()).unwrap() - 1]));
    }
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, _: &Event<'_>) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

#[test]
fn a_span_for_every_request() {
    let stub = Stub::failing(TransportError::new(TransportErrorKind::Connect, "no"));
    stub.then(503, &[("x-request-id", "r1")], "");
    stub.then(204, &[], "");
    let client = stub.repeating().credential(&OAUTH, Secret::from("s3cret")).build().unwrap();
    let notes = Notes::default();
    tracing::subscriber::with_default(notes.clone(), || {
        let mut call = Call::<()>::new(&client, &GET_ROOM);
        call.path("roomId", "alice");
        call.query("q", "alice");
        run(call).unwrap();
    });
    let start = [
        "http.client.request",
        "otel.name=GET /rooms/{roomId}",
        "otel.kind=client",
        "http.request.method=GET",
        "url.template=/rooms/{roomId}",
        "server.address=api.example.org",
    ];
    let ends: [&[&str]; 3] = [
        &["error.type=connect"],
        &["http.request.resend_count=1", "http.response.status_code=503", "error.type=503", "http.response.request_id=r1"],
        &["http.request.resend_count=2", "http.response.status_code=204"],
    ];
    let spans = notes.0.lock().unwrap();
    assert_eq!(spans.len(), 3);
    for (span, end) in spans.iter().zip(ends) {
        assert_eq!(*span, [&start[..], end].concat());
        assert!(span.iter().all(|field| !field.contains("alice") && !field.contains("s3cret")));
    }
}

#[test]
fn without_a_subscriber_nothing_happens() {
    let stub = Stub::answering(204, &[], "");
    run(stub.client().request(http::Method::GET, "/x?key=1").send()).unwrap();
}
