//! What is told of a time without a connection.

use std::fmt;
use std::time::Duration;

/// The connection was lost and is there again. What the server said in between is not known: ask for what matters.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Gap {
    /// How the connection ended.
    pub loss: Loss,
    /// From the last sign of life of the old connection to the new one.
    pub lasted: Duration,
    /// How often connecting was tried, the last time included.
    pub attempts: u32,
}

/// How a connection ended that was not meant to.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Loss {
    /// It broke.
    Broken,
    /// The server was silent for too long.
    Silent,
    /// The server said that it would end it.
    Announced,
    /// The server closed it and is to be asked again.
    Closed {
        /// The status of the close frame.
        code: u16,
        /// What the server said about it.
        reason: String,
    },
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Broken => f.write_str("the connection broke"),
            Self::Silent => f.write_str("the server was silent for too long"),
            Self::Announced => f.write_str("the server ended the connection, as it had said"),
            Self::Closed { code, reason } => closed(f, *code, reason),
        }
    }
}

fn closed(f: &mut fmt::Formatter<'_>, code: u16, reason: &str) -> fmt::Result {
    write!(f, "the server closed the connection with status {code}")?;
    if reason.is_empty() { Ok(()) } else { write!(f, ": {}", reason.escape_debug()) }
}

impl fmt::Display for Gap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; it is there again after {:?}", self.loss, self.lasted)
    }
}
