//! What a program passes on to its own modules, some of it under other names.

pub use genesys_cloud::Client as Sdk;
pub use genesys_cloud::api::chat::Chat as Talk;
