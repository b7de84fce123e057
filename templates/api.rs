//! One module per tag: its accessor and the calls of its operations.

{% for tag in tags %}#[cfg(feature = {{ tag.feature }})]
pub mod {{ tag.module }};
{% endfor %}
