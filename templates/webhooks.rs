{% for line in v.docs %}//! {{ line }}
{% endfor %}

{% if v.uses_models %}use crate::models;
{% endif %}

pub use crate::runtime::payload::read;

{% for payload in v.payloads %}
{% let docs = payload.docs %}{% include "docs.rs" %}
pub type {{ payload.name }} = {{ payload.ty }};
{% endfor %}
