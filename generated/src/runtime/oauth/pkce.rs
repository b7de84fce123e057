//! Proof key for code exchange (RFC 7636): who began a login is the one who ends it.

use sha2::{Digest, Sha256};

use super::super::base64;
use super::super::error::Error;
use super::super::secret::Secret;
use super::random;

/// The secret of one login. The login page gets a hash of it, the token endpoint gets the secret itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verifier(Secret);

impl Verifier {
    /// A new one, from the operating system's generator.
    ///
    /// # Errors
    /// When the operating system has none to give.
    pub fn random() -> Result<Self, Error> {
        random::text().map(Self)
    }

    /// One that was kept elsewhere.
    ///
    /// # Errors
    /// When it is not 43 to 128 characters of `A-Z a-z 0-9 - . _ ~`.
    pub fn new(text: impl Into<Secret>) -> Result<Self, Error> {
        let text = text.into();
        let letters = text.expose().bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte));
        if letters && (43..=128).contains(&text.expose().len()) {
            return Ok(Self(text));
        }
        Err(Error::request("a PKCE verifier has 43 to 128 characters of A-Z a-z 0-9 - . _ ~"))
    }

    /// What the login page gets: the SHA-256 hash in base64 (`S256`).
    #[must_use]
    pub fn challenge(&self) -> String {
        base64::encode_url(&Sha256::digest(self.0.expose())).to_string()
    }

    /// The secret, to be kept until the login comes back.
    #[must_use]
    pub fn secret(&self) -> &Secret {
        &self.0
    }
}
