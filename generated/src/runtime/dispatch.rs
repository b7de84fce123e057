//! The part of a call that is the same for all: credentials, transport, statuses, limits. It is not generic, so it is
//! compiled once.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::builder::{header_name, value};
use super::call::Draft;
use super::client::Client;
use super::context::Context;
use super::credential::Held;
use super::error::{Error, Kind};
use super::operation::Operation;
use super::transport::{BoxFuture, Request, Response};

/// How much of the body of an error response is read.
const MAX_ERROR_BODY: u64 = 1024 * 1024;

/// A successful response with its whole body.
#[derive(Debug)]
pub struct Received {
    /// The status, a success.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
    /// The id that the server gave the request.
    pub request_id: Option<String>,
    /// What was asked for.
    pub operation: Option<&'static Operation>,
    pub(super) attempts: u32,
}

/// Sends a call and waits for the whole response.
pub(super) fn dispatch(mut draft: Box<Draft>) -> BoxFuture<'static, Result<Received, Error>> {
    Box::pin(async move {
        let operation = draft.operation;
        let client = draft.client.clone();
        let named = |error: Error| error.with_operation(Some(operation));
        let request = draft.request().map_err(named)?;
        let held = client
            .inner
            .credentials
            .choose(operation.security)
            .map_err(|missing| named(Error::new(Kind::MissingCredential, missing)))?;
        let (response, attempts) = exchange(&client, request, &held, &draft.extra).await.map_err(named)?;
        receive(&client, response, Some(operation), attempts).await.map_err(named)
    })
}

/// Sends a request with these credentials; once more when one of them was renewed after a 401.
pub(super) async fn exchange(
    client: &Client,
    request: Request,
    held: &[Held],
    extra: &[(String, String)],
) -> Result<(Response, u32), Error> {
    let second = if held.is_empty() { None } else { request.again() };
    let context = Context::new(client, request.timeout.map(|limit| client.inner.transport.monotonic() + limit));
    let (first, used) = prepared(request, held, extra, &context).await?;
    let response =
        client.inner.transport.send(first).await.map_err(|error| sent(Error::from_transport(error), 1))?;
    let Some(second) = second.filter(|_| response.status == StatusCode::UNAUTHORIZED) else {
        return Ok((response, 1));
    };
    let mut renewed = false;
    for ((scheme, credential), used) in held.iter().zip(used) {
        renewed |= credential.rejected(scheme, used, &context).await?;
    }
    if !renewed {
        return Ok((response, 1));
    }
    let (second, _) = prepared(second, held, extra, &context).await?;
    let response =
        client.inner.transport.send(second).await.map_err(|error| sent(Error::from_transport(error), 2))?;
    Ok((response, 2))
}

/// Sends a request of a credential.
pub(super) fn on_behalf(
    client: Client,
    mut request: Request,
    deadline: Option<Duration>,
) -> BoxFuture<'static, Result<Received, Error>> {
    Box::pin(async move {
        let left = deadline.map(|end| end.saturating_sub(client.inner.transport.monotonic()));
        request.timeout = left.or(request.timeout);
        let (response, attempts) = exchange(&client, request, &[], &[]).await?;
        receive(&client, response, None, attempts).await
    })
}

async fn prepared(
    mut request: Request,
    held: &[Held],
    extra: &[(String, String)],
    context: &Context,
) -> Result<(Request, Vec<u64>), Error> {
    let mut used = Vec::with_capacity(held.len());
    for (scheme, credential) in held {
        used.push(credential.apply(&mut request, scheme, context).await?);
    }
    for (name, text) in extra {
        request.headers.insert(header_name(name)?, value(name, text)?);
    }
    Ok((request, used))
}

fn sent(mut error: Error, attempts: u32) -> Error {
    error.0.attempts = attempts;
    error
}

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
        sent(error, attempts).with_operation(operation).with_answer(status, headers, body)
    };
    match read {
        // What an error response says is worth less than its status: half a body is no second error.
        _ if !success => {
            let body = read.map(|(body, _)| body).unwrap_or_default();
            Err(failed(Error::new(Kind::Status, format!("status {}", status.as_u16())), headers, body))
        }
        Ok((body, false)) => Ok(Received { status, headers, body, request_id, operation, attempts }),
        Ok((_, true)) => {
            let message = format!("the response is longer than {limit} bytes");
            Err(failed(Error::new(Kind::Body, message), headers, Bytes::new()))
        }
        Err(error) => Err(failed(Error::from_transport(error), headers, Bytes::new())),
    }
}

fn request_id(headers: &HeaderMap, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| Some(headers.get(*name)?.to_str().ok()?.to_owned()))
}
