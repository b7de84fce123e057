{% for line in v.docs %}//! {{ line }}
{% endfor %}

{% for operation in v.operations %}mod {{ operation.module }};
{% endfor %}

{% for operation in v.operations %}pub use {{ operation.module }}::{{ operation.facts.constant }};
{% if let Some(builder) = operation.builder %}pub use {{ operation.module }}::{{ builder }};
{% endif %}{% if let Some(outcome) = operation.outcome %}pub use {{ operation.module }}::{{ outcome.name }};
{% endif %}{% endfor %}

{% let docs = v.docs %}{% include "docs.rs" %}
#[derive(Clone, Copy, Debug)]
pub struct {{ v.accessor }}<'c> {
    pub(crate) client: &'c crate::runtime::Client,
}
