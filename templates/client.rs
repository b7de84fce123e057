//! What this API adds to the client: accessors, credentials, servers.

use crate::runtime::{Api, Client, ClientBuilder};
{% if has_credentials %}use crate::runtime::Secret;
use crate::security;
{% endif %}{% if let Some(server) = v.server %}use crate::server::{{ server.name }};
{% endif %}

/// What is known of the API as a whole.
pub static API: Api = Api {
    name: {{ v.name }},
    version: {{ v.version }},
    base_url: {{ v.base_url }},
    request_id_headers: {{ v.request_id_headers }},
    schemes: {{ v.schemes }},
    servers: {{ v.servers }},
    named_servers: {{ v.named_servers }},
    rate_limit: {{ v.rate_limit }},
    stream_end: {{ v.stream_end }},
};

impl Client {
    /// Starts a client.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::new(&API)
    }
{% for accessor in v.accessors %}
    {% let docs = accessor.docs %}{% include "docs.rs" %}
    #[cfg(feature = {{ accessor.feature }})]
    #[inline]
    #[must_use]
    pub fn {{ accessor.method }}(&self) -> crate::api::{{ accessor.module }}::{{ accessor.accessor }}<'_> {
        crate::api::{{ accessor.module }}::{{ accessor.accessor }} { client: self }
    }
{% endfor %}
{% for credential in v.credentials %}
    /// The same client with another credential for {{ credential.scheme }}; everything else is shared.
    #[must_use]
    {% if credential.basic %}pub fn {{ credential.with }}(&self, name: impl Into<String>, password: impl Into<Secret>) -> Self {
        self.with_credential(&security::{{ credential.constant }}, crate::runtime::UserPassword::new(name, password))
    }{% else %}pub fn {{ credential.with }}(&self, secret: impl Into<Secret>) -> Self {
        self.with_credential(&security::{{ credential.constant }}, secret.into())
    }{% endif %}
    {% if let Some(oauth) = credential.oauth %}{% include "client_oauth.rs" %}{% endif %}
{% endfor %}
}

impl ClientBuilder {
{% if let Some(server) = v.server %}
    /// Where requests go, instead of the default.
    pub fn {{ server.method }}(self, {{ server.method }}: {{ server.name }}) -> Self {
        {% if server.has_login %}self.default_login({{ server.method }}.token_url(), {{ server.method }}.authorization_url())
            .default_server({{ server.method }}.base_url())
        {% else %}self.default_server({{ server.method }}.base_url())
        {% endif %}
    }
{% endif %}
{% for credential in v.credentials %}
    /// The credential for {{ credential.scheme }}.
    {% if credential.basic %}pub fn {{ credential.builder }}(self, name: impl Into<String>, password: impl Into<Secret>) -> Self {
        self.credential(&security::{{ credential.constant }}, crate::runtime::UserPassword::new(name, password))
    }{% else %}pub fn {{ credential.builder }}(self, secret: impl Into<Secret>) -> Self {
        self.credential(&security::{{ credential.constant }}, secret.into())
    }{% endif %}
    {% if let Some(oauth) = credential.oauth %}{% include "builder_oauth.rs" %}{% endif %}
{% endfor %}
}
{% if let Some(error) = v.error %}
{% if let Some(cfg) = error.cfg %}#[cfg({{ cfg }})]
{% endif %}impl crate::runtime::Error {
    /// What the API said, where the body of its answer could be read as that.
    #[inline]
    #[must_use]
    pub fn api_error(&self) -> Option<&crate::models::{{ error.model }}> {
        self.body_model()
    }
}
{% endif %}
