//! The types that operations send and give back.

{% for line in lines %}{% if let Some(cfg) = line.cfg %}#[cfg({{ cfg }})]
{% endif %}mod {{ line.module }};
{% endfor %}

{% for line in lines %}{% if let Some(cfg) = line.cfg %}#[cfg({{ cfg }})]
{% endif %}pub use {{ line.module }}::{{ line.name }};
{% endfor %}
