{% if v.uses_map %}use std::collections::BTreeMap;

{% endif %}{% if let Some(imports) = v.imports %}use super::{ {{ imports }} };
{% endif %}{% if v.knot %}use crate::runtime::json;

{% let docs = v.docs %}{% include "docs.rs" %}
{% if v.deprecated %}#[deprecated(note = "the description of the API calls it deprecated")]
{% endif %}#[derive(Clone, Debug, Default, PartialEq)]
pub struct {{ v.name }}(pub {{ v.ty }});

impl json::Field for {{ v.name }} {
    #[inline]
    fn empty() -> Self {
        Self::default()
    }
    #[inline]
    fn read(&mut self, r: &mut json::Reader<'_>) -> Result<(), json::Bad> {
        json::Field::read(&mut self.0, r)
    }
    #[inline]
    fn write(&self, w: &mut json::Writer<'_>) {
        json::Field::write(&self.0, w);
    }
}

crate::runtime::serde_bridge!({{ v.name }});
{% else %}
{% let docs = v.docs %}{% include "docs.rs" %}
{% if v.deprecated %}#[deprecated(note = "the description of the API calls it deprecated")]
{% endif %}pub type {{ v.name }} = {{ v.ty }};
{% endif %}
