{% for choice in v.choices %}
    {% let docs = choice.docs %}{% include "docs.rs" %}
    {% if v.deprecated %}#[deprecated(note = "the description of the API calls it deprecated")]
    {% endif %}#[inline]
    pub fn {{ choice.method }}(&self, {% for argument in choice.arguments %}{{ argument.name }}: {{ argument.ty }}, {% endfor %}) -> {% if let Some(builder) = v.builder %}{{ builder }}{% else %}runtime::Call<{{ v.output }}>{% endif %} {
        let mut call = runtime::Call::new(self.client, &{{ v.facts.constant }});
        {% for put in choice.puts %}{{ put }}
        {% endfor %}{% if let Some(builder) = v.builder %}{{ builder }}(call){% else %}call{% endif %}
    }
{% endfor %}
