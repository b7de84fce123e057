//! What is written by hand for this API alone.
{% for source in sources %}
#[cfg(feature = {{ source.feature }})]
pub mod {{ source.module }};
{% endfor %}