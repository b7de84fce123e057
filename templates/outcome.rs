/// What the operation may give, by status.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum {{ outcome.name }} {
{% for variant in outcome.variants %}
    {% let docs = variant.docs %}{% include "docs.rs" %}
    {{ variant.name }}{% if let Some(read) = variant.read %}({{ read.value }}){% endif %},
{% endfor %}
}

impl runtime::Output for {{ outcome.name }} {
    type Value = Self;
    #[inline]
    fn decode(response: &mut runtime::Received) -> Result<Self, runtime::Error> {
        match response.status.as_u16() {
            {% for variant in outcome.variants %}{{ variant.pattern }} => {% if let Some(read) = variant.read %}<{{ read.output }} as runtime::Output>::decode(response).map(Self::{{ variant.name }}){% else %}Ok(Self::{{ variant.name }}){% endif %},
            {% endfor %}{% if let Some(read) = outcome.fallback.read %}_ => <{{ read.output }} as runtime::Output>::decode(response).map(Self::{{ outcome.fallback.name }}),{% endif %}
        }
    }
}
