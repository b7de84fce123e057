//! Calls without `async`: the same calls, waited for on the caller's thread.
//!
//! One thread with a small runtime serves all of them, so that connections live on between calls.

use std::future::Future;
use std::sync::OnceLock;
use std::thread;

use tokio::runtime::{Builder, Handle};

use super::error::Error;

static RUNTIME: OnceLock<Result<Handle, String>> = OnceLock::new();

/// Runs a call to its end.
pub(super) fn wait<T>(call: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    if Handle::try_current().is_ok() {
        return Err(Error::request(
            "a blocking call inside an asynchronous runtime would stop it: `.await` the call; on a thread for blocking \
             work, use `Handle::current().block_on(call.send())`",
        ));
    }
    match RUNTIME.get_or_init(start) {
        Ok(runtime) => runtime.block_on(call),
        Err(message) => Err(Error::request(message.clone())),
    }
}

fn start() -> Result<Handle, String> {
    let failed = |error: std::io::Error| format!("blocking calls cannot be set up: {error}");
    let runtime = Builder::new_current_thread().enable_all().build().map_err(failed)?;
    let handle = runtime.handle().clone();
    let forever = move || runtime.block_on(std::future::pending::<()>());
    thread::Builder::new().name("sdk-blocking".to_owned()).spawn(forever).map_err(failed)?;
    Ok(handle)
}
