//! All that differs from one stream of events to another.

use std::time::Duration;

use super::frame::Frame;
use super::gap::Gap;
use crate::runtime::json::DecodeError;

/// What is known of a kind of stream: where a frame says what it is, and which frames are the stream's own.
#[derive(Clone, Copy, Debug)]
pub struct Protocol {
    /// What errors call the stream.
    pub name: &'static str,
    /// Where a frame says what it is: members, one inside the other. The first place that holds a text counts.
    pub kind: &'static [&'static [&'static str]],
    /// Where in a frame the event is; empty where the frame is the event.
    pub body: &'static [&'static str],
    /// Kinds that only say that the server is alive. They are not passed on.
    pub beats: &'static [&'static str],
    /// Kinds by which the server says that it will end this connection, and that another is to be made.
    pub leaving: &'static [&'static str],
    /// Within which time some frame must come, where the server promises that. Pongs are none: what answers them may
    /// be a proxy in front of a dead server.
    pub heartbeat: Option<Duration>,
    /// The statuses of close frames after which to connect again.
    pub again: &'static [u16],
}

impl Protocol {
    /// A stream whose frames are events and say nothing of themselves; going away, restarting and trouble of the server
    /// (1001, 1011 to 1014) are reasons to come again.
    pub const PLAIN: Self = Self {
        name: "event stream",
        kind: &[],
        body: &[],
        beats: &[],
        leaving: &[],
        heartbeat: None,
        again: &[1001, 1011, 1012, 1013, 1014],
    };
}

/// How a frame becomes an event.
pub type Read<E> = fn(&Frame) -> Result<E, DecodeError>;

/// The events of a stream, as one type.
pub trait Event: Sized + 'static {
    /// What is known of the stream.
    const PROTOCOL: &'static Protocol;

    /// How frames are read, by their kind: the first that fits. A kind is compared without regard to case, and `{…}`
    /// between two dots stands for anything without a dot in it, as in `users.{id}.presence`. A frame that says nothing of
    /// itself has the empty kind.
    const KINDS: &'static [(&'static str, Read<Self>)];

    /// A frame of a kind that is not known, or that is not what its kind should be.
    fn unknown(frame: Frame) -> Self;

    /// The connection was lost and is there again.
    fn gap(gap: Gap) -> Self;
}

/// Whether a kind is what a pattern means.
pub(super) fn fits(pattern: &str, kind: &str) -> bool {
    let (mut patterns, mut kinds) = (pattern.split('.'), kind.split('.'));
    loop {
        match (patterns.next(), kinds.next()) {
            (None, None) => return true,
            (Some(pattern), Some(kind)) => {
                let any = pattern.starts_with('{') && pattern.ends_with('}') && !kind.is_empty();
                if !any && !pattern.eq_ignore_ascii_case(kind) {
                    return false;
                }
            }
            _ => return false,
        }
    }
}

pub(super) fn any_fits(patterns: &[&str], kind: Option<&str>) -> bool {
    kind.is_some_and(|kind| patterns.iter().any(|pattern| fits(pattern, kind)))
}
