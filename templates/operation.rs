use super::{{ v.accessor }};
{% if v.uses_models %}use crate::models;
{% endif %}{% if v.uses_security %}use crate::{runtime, security};
{% else %}use crate::runtime;
{% endif %}

{% let docs = v.facts.docs %}{% include "docs.rs" %}
pub static {{ v.facts.constant }}: runtime::Operation = runtime::Operation {
    id: {{ v.facts.id }},
    method: {{ v.facts.method }},
    path: {{ v.facts.path }},
    tag: {{ v.facts.tag }},
    summary: {{ v.facts.summary }},
    deprecated: {{ v.facts.deprecated }},
    requirement: {{ v.facts.requirement }},
    security: {{ v.facts.security }},
    server: {{ v.facts.server }},
    accept: {{ v.facts.accept }},
    idempotency_key: {{ v.facts.idempotency_key }},
};

impl {{ v.accessor }}<'_> {
    {% let docs = v.docs %}{% include "docs.rs" %}
    {% if v.deprecated %}#[deprecated(note = "the description of the API calls it deprecated")]
    {% endif %}#[inline]
    pub fn {{ v.method }}(&self, {% for argument in v.arguments %}{{ argument.name }}: {{ argument.ty }}, {% endfor %}) -> {% if let Some(builder) = v.builder %}{{ builder }}{% else %}runtime::Call<{{ v.output }}>{% endif %} {
        {% if v.puts.is_empty() %}{% if let Some(builder) = v.builder %}{{ builder }}(runtime::Call::new(self.client, &{{ v.facts.constant }})){% else %}runtime::Call::new(self.client, &{{ v.facts.constant }}){% endif %}{% else %}let mut call = runtime::Call::new(self.client, &{{ v.facts.constant }});
        {% for put in v.puts %}{{ put }}
        {% endfor %}{% if let Some(builder) = v.builder %}{{ builder }}(call){% else %}call{% endif %}{% endif %}
    }
{% include "choices.rs" %}
}
{% if let Some(builder) = v.builder %}
{% let docs = v.builder_docs %}{% include "docs.rs" %}
#[derive(Debug)]
#[must_use = "a call does nothing until it is sent or awaited"]
pub struct {{ builder }}(runtime::Call<{{ v.output }}>);

impl {{ builder }} {
    {% for setter in v.setters %}
    {% let docs = setter.docs %}{% include "docs.rs" %}
    {% if setter.deprecated %}#[deprecated(note = "the description of the API calls it deprecated")]
    {% endif %}#[inline]
    pub fn {{ setter.name }}(mut self, {{ setter.name }}: {{ setter.ty }}) -> Self {
        {{ setter.put }}
        self
    }
    {% endfor %}
    /// How long this call may take as a whole, instead of what the client says.
    #[inline]
    pub fn with_timeout(self, limit: std::time::Duration) -> Self {
        Self(self.0.with_timeout(limit))
    }

    /// How long the server may be silent in the middle of this call, instead of what the client says.
    #[inline]
    pub fn with_read_timeout(self, limit: std::time::Duration) -> Self {
        Self(self.0.with_read_timeout(limit))
    }

    /// When this call is sent again, instead of what the client says.
    #[inline]
    pub fn with_retry(self, retry: runtime::Retry) -> Self {
        Self(self.0.with_retry(retry))
    }

    /// One more header; it replaces what would go out under this name.
    #[inline]
    pub fn with_header(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        Self(self.0.with_header(name, value))
    }

    /// Sends it, and gives the result.
    #[inline]
    pub fn send(self) -> runtime::Sending<{{ v.output }}> {
        self.0.send()
    }

    /// Sends it and waits for the result on this thread; not inside an asynchronous runtime, where it is an error.
    #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
    #[inline]
    pub fn send_blocking(self) -> Result<{{ v.value }}, runtime::Error> {
        self.0.send_blocking()
    }

    /// Sends it, and gives the result together with status, headers and request id.
    #[inline]
    pub fn send_with_response(self) -> runtime::SendingResponse<{{ v.output }}> {
        self.0.send_with_response()
    }
{% if let Some(stream) = v.stream %}
    {% let docs = stream.docs %}{% include "docs.rs" %}
    #[inline]
    pub fn send_stream(self) -> runtime::Sending<{{ stream.output }}> {
        {{ stream.send }}
    }
{% endif %}
{% if let Some(paging) = v.paging %}
{% include "paging.rs" %}
{% endif %}
}

impl IntoFuture for {{ builder }} {
    type Output = Result<{{ v.value }}, runtime::Error>;
    type IntoFuture = runtime::Sending<{{ v.output }}>;
    #[inline]
    fn into_future(self) -> Self::IntoFuture {
        self.send()
    }
}
{% endif %}
{% if let Some(outcome) = v.outcome %}
{% include "outcome.rs" %}
{% endif %}
