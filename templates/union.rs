{% if v.uses_map %}use std::collections::BTreeMap;

{% endif %}{% if let Some(imports) = v.imports %}use super::{ {{ imports }} };
{% endif %}use crate::runtime::{json, unions};

{% let docs = v.docs %}{% include "docs.rs" %}
{% if v.deprecated %}#[deprecated(note = "the description of the API calls it deprecated")]
{% endif %}#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum {{ v.name }} {
{% for variant in v.variants %}
    {% let docs = variant.docs %}{% include "docs.rs" %}
    {{ variant.name }}({{ variant.ty }}),
{% endfor %}
    /// A value that fits no candidate this version of the SDK knows.
    {{ v.unknown }}(unions::UnknownJson),
}

impl unions::Union for {{ v.name }} {
    const NAME: &'static str = {{ v.schema }};
    #[inline]
    fn read_union(raw: &json::RawJson<'_>) -> Result<Self, json::Bad> {
        {% if let Some(tag) = v.read.tag %}match raw.tag({{ tag }}).as_deref() {
            {% for arm in v.read.arms %}Some({{ arm.values }}) => raw.read().map(Self::{{ arm.variant }}),
            {% endfor %}{% if let Some(default) = v.read.default %}_ => raw.read().map(Self::{{ default }}),
        {% else %}_ => raw.unknown().map(Self::{{ v.unknown }}),
        {% endif %}        }{% else %}let mut tries = raw.tries();
        {% for candidate in v.read.tries %}if {% if let Some(guard) = candidate.guard %}{{ guard }} && {% endif %}tries.fits({{ candidate.label }}, Self::{{ candidate.variant }}) {
            return tries.end(Self::{{ v.unknown }});
        }
        {% endfor %}tries.end(Self::{{ v.unknown }}){% endif %}
    }
    #[inline]
    fn write_union(&self, w: &mut json::Writer<'_>) {
        match self {
            {% for variant in v.variants %}Self::{{ variant.name }}(value) => json::Field::write(value, w),
            {% endfor %}Self::{{ v.unknown }}(value) => json::Field::write(value, w),
        }
    }
    #[inline]
    fn empty_union() -> Self {
        Self::{{ v.unknown }}(unions::UnknownJson::null())
    }
}

impl Default for {{ v.name }} {
    #[inline]
    fn default() -> Self {
        unions::empty()
    }
}

impl json::Field for {{ v.name }} {
    #[inline]
    fn empty() -> Self {
        unions::empty()
    }
    #[inline]
    fn read(&mut self, r: &mut json::Reader<'_>) -> Result<(), json::Bad> {
        unions::read(self, r)
    }
    #[inline]
    fn write(&self, w: &mut json::Writer<'_>) {
        unions::write(self, w);
    }
}

{% if v.boxed %}
impl json::Field for Box<{{ v.name }}> {
    #[inline]
    fn empty() -> Self {
        Box::new(unions::empty())
    }
    #[inline]
    fn read(&mut self, r: &mut json::Reader<'_>) -> Result<(), json::Bad> {
        unions::read(&mut **self, r)
    }
    #[inline]
    fn write(&self, w: &mut json::Writer<'_>) {
        unions::write(&**self, w);
    }
}
{% endif %}
crate::runtime::serde_bridge!({{ v.name }});
