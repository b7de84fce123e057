//! What is known of every operation without calling it: method, path, permissions, credentials.

use crate::runtime::Operation;
{% for tag in tags %}{% for operation in tag.operations %}
#[cfg(feature = {{ tag.feature }})]
pub use crate::api::{{ tag.module }}::{{ operation.facts.constant }};
{% endfor %}{% endfor %}

/// Every operation of the features that are on, in the order of the description.
pub static ALL: &[&Operation] = &[
{% for tag in tags %}{% for operation in tag.operations %}
    #[cfg(feature = {{ tag.feature }})]
    &{{ operation.facts.constant }},
{% endfor %}{% endfor %}
];
