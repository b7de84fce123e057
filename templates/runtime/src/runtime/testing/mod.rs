//! For tests of programs that use this SDK: answers without a server, and real ones recorded and played back.

mod record;
mod redact;
mod replay;
mod stub;

pub use record::Recorder;
pub use redact::Redaction;
pub use replay::Replay;
pub use stub::{Asked, StubTransport};
