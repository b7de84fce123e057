//! The security schemes of the description: how each credential travels.

{% if has_flows %}use crate::runtime::OAuthFlow;
{% endif %}{% if has_schemes %}use crate::runtime::{SchemeKind, SecurityScheme};
{% endif %}
{% for scheme in schemes %}
{% let docs = scheme.docs %}{% include "docs.rs" %}
pub static {{ scheme.constant }}: SecurityScheme = SecurityScheme {
    name: {{ scheme.name }},
    kind: {{ scheme.kind }},
    prefix: {{ scheme.prefix }},
    builder_method: {{ scheme.builder_method }},
    flows: {{ scheme.flows }},
    discovery_url: {{ scheme.discovery_url }},
};
{% endfor %}
