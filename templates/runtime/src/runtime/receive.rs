//! From a response on its way to one that is there as a whole.

use bytes::Bytes;
use http::HeaderMap;

use super::client::Client;
use super::dispatch::Received;
use super::error::{Error, Kind};
use super::operation::Operation;
use super::transport::Response;

/// How much of the body of an error response is read.
const MAX_ERROR_BODY: u64 = 1024 * 1024;

/// The whole body of a success; anything else is an error.
pub(super) async fn receive(
    client: &Client,
    response: Response,
    operation: Option<&'static Operation>,
    attempts: u32,
) -> Result<Received, Error> {
    let Response { status, headers, body } = response;
    let config = client.config();
    let request_id = request_id(&headers, config.api().request_id_headers);
    let success = status.is_success();
    let limit = config.max_response_size();
    let read = body.collect(if success { limit } else { limit.min(MAX_ERROR_BODY) }).await;
    let failed = |mut error: Error, headers: HeaderMap, body: Bytes| {
        error.0.request_id.clone_from(&request_id);
        error.0.attempts = attempts;
        error.with_operation(operation).with_answer(config.api(), status, headers, body)
    };
    match read {
        // What an error response says is worth less than its status: half a body is no second error.
        _ if !success => {
            let body = read.map(|(body, _)| body).unwrap_or_default();
            Err(failed(Error::new(Kind::Status, format!("status {}", status.as_u16())), headers, body))
        }
        Ok((body, false)) => {
            Ok(Received { status, headers, body, request_id, operation, api: config.api(), attempts, rest: None })
        }
        Ok((_, true)) => {
            let message = format!("the response is longer than {limit} bytes");
            Err(failed(Error::new(Kind::Body, message), headers, Bytes::new()))
        }
        Err(error) => Err(failed(Error::from_transport(error), headers, Bytes::new())),
    }
}

/// The id that the server gave a request.
pub(super) fn request_id(headers: &HeaderMap, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| Some(headers.get(*name)?.to_str().ok()?.to_owned()))
}
