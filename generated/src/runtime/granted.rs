//! Permissions that the caller says to hold: what they do not open is refused before anything is sent.

use std::sync::Arc;

use super::client::{Client, Inner};
use super::error::{Error, Kind};
use super::operation::Operation;

/// What a client's caller holds, as far as it was told.
#[derive(Clone, Debug)]
pub(super) struct Granted {
    pub(super) list: Arc<[String]>,
    /// Whether operations are refused that these permissions do not open.
    checks: bool,
}

impl Client {
    /// The same client for a caller that holds these permissions and no others; this one stays as it is.
    ///
    /// An operation that they do not open fails before anything is sent, with an error that names what is missing
    /// ([`Error::is_missing_permission`], [`Error::missing`]). A permission may be `*` or have `*` as one of its parts.
    /// Requests made by [`request`](Self::request) are not checked: it is not known what they need.
    #[must_use]
    pub fn with_granted<P: AsRef<str>>(&self, permissions: impl IntoIterator<Item = P>) -> Self {
        granted(self, permissions, true)
    }

    /// As [`with_granted`](Self::with_granted), but nothing is refused: where the server answers 403, the error tells
    /// which of the permissions that the operation needs are not among these. For lists that may be out of date.
    #[must_use]
    pub fn with_granted_unchecked<P: AsRef<str>>(&self, permissions: impl IntoIterator<Item = P>) -> Self {
        granted(self, permissions, false)
    }
}

// Functions and no methods: a tag of the description may be called `granted` or `check`, and its accessor is a method
// of the client.

fn granted<P: AsRef<str>>(
    client: &Client,
    permissions: impl IntoIterator<Item = P>,
    checks: bool,
) -> Client {
    let list = permissions.into_iter().map(|permission| permission.as_ref().to_owned()).collect();
    let mut inner = Inner::clone(&client.inner);
    inner.granted = Some(Granted { list, checks });
    Client { inner: Arc::new(inner) }
}

/// Whether the caller may do this, as far as it is known.
pub(super) fn check(client: &Client, operation: &'static Operation) -> Result<(), Error> {
    let Some(granted) = client.inner.granted.as_ref().filter(|granted| granted.checks) else { return Ok(()) };
    if operation.requirement.is_met_by(&granted.list) {
        return Ok(());
    }
    let missing = operation.requirement.missing(&granted.list);
    let message = format!("needs {}; not granted: {}", operation.requirement, missing.join(", "));
    Err(Error::new(Kind::MissingPermission, message))
}

/// An error with what is known of its operation and of the caller.
pub(super) fn named(client: &Client, error: Error, operation: &'static Operation) -> Error {
    let mut error = error.with_operation(Some(operation));
    error.0.granted = client.inner.granted.as_ref().map(|granted| Arc::clone(&granted.list));
    error
}
