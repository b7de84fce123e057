//! The permissions that operations need, by domain:
//!
{% for line in v.docs %}//! {{ line }}
{% endfor %}
//!
//! What an operation needs stands in [`operations`](crate::operations), and
//! [`Requirement::minimal`](crate::Requirement::minimal) gives the fewest permissions for several of them. A client that
//! knows what its caller holds ([`with_granted`](crate::Client::with_granted)) sends nothing that would be refused.

use crate::runtime::Permission;

{% for permission in v.permissions %}
{% let docs = permission.docs %}{% include "docs.rs" %}
pub const {{ permission.constant }}: Permission = Permission::new({{ permission.name }}, {{ permission.about }});
{% endfor %}

/// Every permission, sorted by name, whatever features are on.
pub const ALL: &[Permission] = &[
{% for permission in v.permissions %}    {{ permission.constant }},
{% endfor %}
];
