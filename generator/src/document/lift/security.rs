//! Security definitions: `basic` is a scheme of `http`, and the one flow of `oauth2` stands under `flows`.

use super::{Lift, Members};
use crate::document::NodeId;

impl Lift<'_> {
    /// Lifts one definition; kinds that are the same in 3.0 are shared.
    pub(super) fn security_scheme(&mut self, written: NodeId) -> NodeId {
        match self.str(written, "type").as_deref() {
            Some("basic") => {
                let mut members = self.without(written, &["type"]);
                members.push(("type".into(), self.text("http", written)));
                members.push(("scheme".into(), self.text("basic", written)));
                self.object(members, written)
            }
            Some("oauth2") => self.oauth2(written),
            _ => written,
        }
    }

    fn without(&self, written: NodeId, keys: &[&str]) -> Members {
        self.members(written).into_iter().filter(|(key, _)| !keys.contains(&&**key)).collect()
    }

    fn oauth2(&mut self, written: NodeId) -> NodeId {
        const MOVED: &[&str] = &["authorizationUrl", "tokenUrl", "refreshUrl", "scopes"];
        let flow = match self.str(written, "flow").as_deref() {
            Some("application") => "clientCredentials",
            Some("accessCode") => "authorizationCode",
            Some("password") => "password",
            Some("implicit") => "implicit",
            _ => return written, // no flow of 2.0: later stages say so
        };
        let mut parts: Members =
            self.members(written).into_iter().filter(|(key, _)| MOVED.contains(&&**key)).collect();
        if !parts.iter().any(|(key, _)| &**key == "scopes") {
            parts.push(("scopes".into(), self.object(Members::new(), written)));
        }
        let parts = self.object(parts, written);
        let flows = self.object(vec![(flow.into(), parts)], written);
        let mut members = self.without(written, MOVED);
        members.retain(|(key, _)| &**key != "flow");
        members.push(("flows".into(), flows));
        self.object(members, written)
    }
}
