//! The headers of results that the description names, each with the type of its value.
//!
//! `send_with_response()` gives a response, and `response.header(headers::…)` the value; errors have the same method.

use crate::runtime::Header;

{% for header in headers %}
{% let docs = header.docs %}{% include "docs.rs" %}
pub const {{ header.constant }}: Header<{{ header.ty }}> = Header::new({{ header.name }});
{% endfor %}
