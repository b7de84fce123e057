//! The body of a token request: a form that is full of secrets.

use bytes::Bytes;
use zeroize::Zeroizing;

use super::super::params::{Keep, percent_encode};
use super::super::secret::Secret;

/// What is shorter is no secret, but might be part of any word.
const SHORTEST: usize = 4;

/// Names and values, the secrets among them known as such.
#[derive(Debug, Default)]
pub(super) struct Form {
    entries: Vec<(String, Secret)>,
    secrets: Vec<Secret>,
}

impl Form {
    pub(super) fn plain(&mut self, name: &str, value: &str) {
        self.entries.push((name.to_owned(), value.into()));
    }

    pub(super) fn secret(&mut self, name: &str, value: &Secret) {
        self.entries.push((name.to_owned(), value.clone()));
        self.hide(value);
    }

    /// A secret that goes out in another way.
    pub(super) fn hide(&mut self, value: &Secret) {
        self.secrets.push(value.clone());
    }

    /// The bytes; they are overwritten when the last reference to them is gone.
    pub(super) fn bytes(&self) -> Bytes {
        let longest = self.entries.iter().map(|(name, value)| 3 * (name.len() + value.expose().len()) + 2).sum();
        // Long enough from the start: growing would leave copies behind.
        let mut text = Zeroizing::new(String::with_capacity(longest));
        for (name, value) in &self.entries {
            if !text.is_empty() {
                text.push('&');
            }
            percent_encode(name, Keep::Unreserved, &mut text);
            text.push('=');
            percent_encode(value.expose(), Keep::Unreserved, &mut text);
        }
        Bytes::from_owner(text)
    }

    /// A text of the server's without those secrets, should it repeat them.
    pub(super) fn scrub(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for secret in self.secrets.iter().map(Secret::expose).filter(|secret| secret.len() >= SHORTEST) {
            let mut encoded = Zeroizing::new(String::with_capacity(3 * secret.len()));
            percent_encode(secret, Keep::Unreserved, &mut encoded);
            for form in [secret, encoded.as_str()] {
                if text.contains(form) {
                    text = text.replace(form, "[redacted]");
                }
            }
        }
        text
    }
}
