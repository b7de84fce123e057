{% if v.uses_map %}use std::collections::BTreeMap;

{% endif %}{% if let Some(imports) = v.imports %}use super::{ {{ imports }} };
{% endif %}{% if v.uses_patch %}use crate::runtime::Patch;
{% endif %}use crate::runtime::json;

{% let docs = v.docs %}{% include "docs.rs" %}
{% if v.deprecated %}#[deprecated(note = "the description of the API calls it deprecated")]
{% endif %}#[derive({{ v.derives }})]
pub struct {{ v.name }} {
{% for field in v.fields %}
    {% let docs = field.docs %}{% include "docs.rs" %}
    {% if field.deprecated %}#[deprecated(note = "the description of the API calls it deprecated")]
    {% endif %}pub {{ field.name }}: {{ field.ty }},
{% endfor %}
{% if let Some(field) = v.extra %}
    {% let docs = field.docs %}{% include "docs.rs" %}
    pub {{ field.name }}: {{ field.ty }},
{% endif %}
}
{% if let Some(new) = v.new %}
impl {{ v.name }} {
    /// The required fields; all others start empty.
    #[inline]
    #[must_use]
    pub fn new({% for argument in new.arguments %}{{ argument }}, {% endfor %}) -> Self {
        Self {
            {% for field in new.given %}{{ field }},
            {% endfor %}{% for field in new.rest %}{{ field }}: json::Field::empty(),
            {% endfor %}
        }
    }
}
{% endif %}
{% if v.writes_default %}
impl Default for {{ v.name }} {
    #[inline]
    fn default() -> Self {
        <Self as json::Model>::empty()
    }
}
{% endif %}
impl json::Model for {{ v.name }} {
    const NAME: &'static str = {{ v.schema }};
    const KEYS: &'static [&'static str] = {{ v.keys }};
    const REQUIRED: usize = {{ v.required }};
    {% if v.extra.is_some() %}const EXTRA: bool = true;
    {% endif %}
    #[inline]
    fn empty() -> Self {
        {% if v.derives_default %}Self::default(){% else %}Self {
            {% for field in v.fields %}{{ field.name }}: json::Field::empty(),
            {% endfor %}{% if let Some(field) = v.extra %}{{ field.name }}: json::Field::empty(),
            {% endif %}
        }{% endif %}
    }
    #[inline]
    fn fill(&mut self, key: usize, r: &mut json::Reader<'_>) -> Result<(), json::Bad> {
        {% if v.has_keys %}match key {
            {% for name in v.filled %}{{ loop.index0 }} => json::Field::read(&mut self.{{ name }}, r),
            {% endfor %}_ => r.skip(),
        }{% else %}let _ = key;
        r.skip(){% endif %}
    }
    #[inline]
    fn emit(&self, object: &mut json::Object<'_>) {
        {% for field in v.fields %}object.{{ field.emit }}({{ field.key }}, &self.{{ field.name }});
        {% endfor %}{% if let Some(field) = v.extra %}object.extra(&self.{{ field.name }});
        {% endif %}{% if v.is_bare %}let _ = object;
        {% endif %}
    }
    {% if let Some(field) = v.extra %}
    #[inline]
    fn fill_extra(&mut self, key: &str, r: &mut json::Reader<'_>) -> Result<(), json::Bad> {
        json::Field::read_entry(&mut self.{{ field.name }}, key, r)
    }
    {% endif %}
}

crate::runtime::serde_bridge!({{ v.name }});
