//! Events that a server sends over a WebSocket, for as long as somebody listens.
//!
//! A [`Protocol`] says all that is particular to one kind of stream, an [`Event`] which types its frames become.
//! [`EventStream`] keeps the connection: it answers and sends pings, notices a server that went silent, connects again
//! with growing pauses, and tells of every time that was missed.
//!
//! | fault | what happens |
//! |---|---|
//! | the connection breaks, or ends without a close frame | connected again; then [`Event::gap`] |
//! | nothing at all comes for [`Connect::silence`], pings notwithstanding | the same |
//! | pongs come, but no frame for [`Protocol::heartbeat`] | the same |
//! | a close frame with one of the statuses in [`Protocol::again`] | the same |
//! | a frame of a kind in [`Protocol::leaving`] | the same |
//! | a close frame with status 1000 or none | the stream ends |
//! | a close frame with another status | an error; the stream ends |
//! | the server refuses to connect again with 429, 502, 503 or 504, or cannot be reached | another attempt, as [`Retry`] says |
//! | it refuses with another status, or there were enough attempts | an error; the stream ends |
//! | a frame longer than [`Connect::max_frame_size`], or one that WebSockets do not have | an error; the stream ends |
//! | a frame of a kind that is not known | [`Event::unknown`], as it came |
//! | a frame that is not what its kind should be | the same, and [`Frame::problem`] says why |
//!
//! Nothing runs in the background: pings are sent, and frames taken, while somebody asks for the next event.
//!
//! Connections are the transport's: its TLS, proxy and certificates hold here too. An HTTP client of your own must offer
//! servers HTTP/1.1, which WebSockets begin with.

mod connect;
mod frame;
mod gap;
mod handshake;
mod life;
mod protocol;
mod pump;
mod stream;

#[allow(unused_imports)] // for the documentation
use super::retry::Retry;
pub use connect::Connect;
pub use frame::Frame;
pub use gap::{Gap, Loss};
pub use protocol::{Event, Protocol, Read};
pub use stream::EventStream;
